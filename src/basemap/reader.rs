//! Numbers and text out of packed bytes.
//!
//! Never panics and never believes a count: before room is made for `n` things, the bytes that `n` things need at
//! least must be there.

use std::ops::Range;

use super::decode::Damaged;

/// Reads numbers and text, and knows where it is.
pub(super) struct Reader<'a> {
    pub bytes: &'a [u8],
    /// Bytes read so far.
    pub at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize, expected: &'static str) -> Result<&'a [u8], Damaged> {
        let end = self.at.saturating_add(count);
        let taken = self.bytes.get(self.at..end).ok_or(Damaged::Truncated {
            offset: self.at,
            expected,
        })?;
        self.at = end;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self, expected: &'static str) -> Result<[u8; N], Damaged> {
        let offset = self.at;
        self.take(N, expected)?
            .try_into()
            .map_err(|_| Damaged::Truncated { offset, expected })
    }

    pub fn byte(&mut self, expected: &'static str) -> Result<u8, Damaged> {
        let byte = self.bytes.get(self.at).copied();
        let byte = byte.ok_or(Damaged::Truncated {
            offset: self.at,
            expected,
        })?;
        self.at += 1;
        Ok(byte)
    }

    /// A number of up to 32 bits, seven to a byte, the low ones first.
    pub fn varint(&mut self) -> Result<u32, Damaged> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte("a number")?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| self.invalid("number", usize::MAX));
            }
        }
        Err(self.invalid("number", usize::MAX))
    }

    /// A number with a sign: 0, −1, 1, −2 … are 0, 1, 2, 3 …
    pub fn zigzag(&mut self) -> Result<i64, Damaged> {
        let value = i64::from(self.varint()?);
        Ok((value >> 1) ^ -(value & 1))
    }

    /// A count of things of which each takes `least` bytes, held against the bytes that are left.
    pub fn count(&mut self, least: usize, what: &'static str) -> Result<usize, Damaged> {
        let count = to_usize(self.varint()?);
        if count > (self.bytes.len() - self.at) / least {
            return Err(self.invalid(what, count));
        }
        Ok(count)
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T], what: &'static str) -> Result<T, Damaged> {
        let number = usize::from(self.byte(what)?);
        let found = all.get(number).copied();
        found.ok_or_else(|| self.invalid(what, number))
    }

    pub fn names(&mut self) -> Result<Vec<Box<str>>, Damaged> {
        let count = self.count(2, "number of names")?;
        let mut names = Vec::with_capacity(count + 1);
        names.push(Box::default());
        for _ in 0..count {
            let length = self.count(1, "length of a name")?;
            let bytes = self.take(length, "a name")?;
            let name = std::str::from_utf8(bytes).ok();
            let name = name.filter(|name| !name.contains(is_hostile));
            names.push(
                name.ok_or_else(|| self.invalid("bytes of a name", length))?
                    .into(),
            );
        }
        Ok(names)
    }

    /// Stretches of a ring, as ranges among all points; each of two points or more.
    pub fn runs(&mut self, ring: Range<usize>) -> Result<Vec<Range<usize>>, Damaged> {
        let count = self.count(2, "number of coasts")?;
        let mut runs = Vec::with_capacity(count);
        let mut at = ring.start;
        for _ in 0..count {
            let start = at.saturating_add(to_usize(self.varint()?));
            let length = to_usize(self.varint()?);
            let end = start.saturating_add(length);
            if length < 2 || end > ring.end {
                return Err(self.invalid("length of a coast", length));
            }
            runs.push(start..end);
            at = end;
        }
        Ok(runs)
    }

    /// Refuses a coordinate that does not lie within ±`most`.
    pub fn within(&self, value: i64, most: i64, what: &'static str) -> Result<i64, Damaged> {
        if value.abs() > most {
            return Err(Damaged::Invalid {
                offset: self.at,
                what,
                found: value,
            });
        }
        Ok(value)
    }

    pub fn invalid(&self, what: &'static str, found: usize) -> Damaged {
        Damaged::Invalid {
            offset: self.at,
            what,
            found: i64::try_from(found).unwrap_or(i64::MAX),
        }
    }
}

/// Characters that could take over a terminal's line: controls, and marks that turn or hide text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A 32-bit count as an index; where that does not fit no such file does either.
pub(super) fn to_usize(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
