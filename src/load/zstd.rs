//! Files packed by zstd: one frame or many behind each other, as packers that work in parallel write them.

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

/// The unpacked content of all frames.
pub(super) struct Frames<R: Read> {
    frame: Option<StreamingDecoder<BufReader<R>, FrameDecoder>>,
}

impl<R: Read> Frames<R> {
    pub fn new(packed: R) -> io::Result<Self> {
        let frame = StreamingDecoder::new(BufReader::new(packed)).map_err(io::Error::other)?;
        Ok(Self { frame: Some(frame) })
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(frame) = &mut self.frame else {
                return Ok(0);
            };
            match frame.read(buffer)? {
                0 if !buffer.is_empty() => {}
                came => return Ok(came),
            }
            let mut rest = match self.frame.take() {
                Some(frame) => frame.into_inner(),
                None => return Ok(0),
            };
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(StreamingDecoder::new(rest).map_err(io::Error::other)?);
        }
    }
}
