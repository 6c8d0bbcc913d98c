//! A briefing over a real line: Debian's `sshd` on the loopback, a pipe in between that can be cut and counts what goes
//! through it, and somebody at this end of it.
//!
//! Where there is no `sshd`, nothing is known of it: that is said, and where it must be there (`CI`) it is a failure.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use crate::harness::{LONG, Pty, SITMAP, has_ended, state_folder, wait_until};

const SSHD: &str = "/usr/sbin/sshd";

/// A server that lets this user in, and nobody else, for as long as a test takes.
struct Server {
    folder: PathBuf,
    daemon: Child,
    port: u16,
}

impl Server {
    /// `None` where there is no `sshd`.
    fn start() -> Option<Self> {
        if !Path::new(SSHD).exists() {
            assert!(
                std::env::var_os("CI").is_none(),
                "{SSHD} is not installed, and it has to be here: apt-get install openssh-server"
            );
            eprintln!("NOT TESTED over SSH: {SSHD} is not installed (openssh-server)");
            return None;
        }
        let folder = state_folder();
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        for key in ["host", "user"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(folder.join(key))
                .status();
            assert!(made.unwrap().success(), "a key is made");
        }
        fs::copy(folder.join("user.pub"), folder.join("authorized")).unwrap();
        if rustix::process::geteuid().is_root() {
            // Where sshd goes to have nothing to lose, if root starts it.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let port = free_port();
        let config = folder.join("config");
        fs::write(&config, configuration(&folder, port)).unwrap();
        let log = fs::File::create(folder.join("log")).unwrap();
        let daemon = Command::new(SSHD)
            .args(["-D", "-e", "-f"])
            .arg(&config)
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let server = Self {
            folder,
            daemon,
            port,
        };
        let is_up = wait_until(LONG, || TcpStream::connect(("127.0.0.1", port)).is_ok());
        assert!(is_up, "sshd answers: {}", server.log());
        Some(server)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// What a person types to present through a line; nothing of the far side's own settings counts.
    fn command(&self, line: &Line) -> String {
        let far = format!(
            "echo \\$\\$ > {pid}; exec env LC_ALL=C XDG_STATE_HOME={state} XDG_RUNTIME_DIR={run} {SITMAP} present",
            pid = self.folder.join("pid").display(),
            state = self.folder.join("state").display(),
            run = self.folder.display(),
        );
        format!(
            "ssh -tt -F none -p {port} -i {key} -o UserKnownHostsFile={known} -o StrictHostKeyChecking=accept-new \
             -o IdentitiesOnly=yes -o LogLevel=ERROR {user}@127.0.0.1 \"{far}\"\r",
            port = line.port,
            key = self.folder.join("user").display(),
            known = self.folder.join("known").display(),
            user = user(),
        )
    }

    /// The process on the far side.
    fn pid(&self) -> u32 {
        let text = fs::read_to_string(self.folder.join("pid")).unwrap();
        text.trim().parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.daemon.kill());
        drop(self.daemon.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn configuration(folder: &Path, port: u16) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    format!(
        "ListenAddress 127.0.0.1\nPort {port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\n\
         StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         PermitRootLogin prohibit-password\nPrintMotd no\nPrintLastLog no\n",
        at("host"),
        at("authorized"),
    )
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn user() -> String {
    let named = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(named.stdout).unwrap().trim().to_owned()
}

/// A pipe of our own to the server: it can be cut, and counts what comes back through it.
struct Line {
    port: u16,
    ends: Arc<Mutex<Vec<TcpStream>>>,
    came: Arc<AtomicU64>,
}

impl Line {
    fn to(server: &Server) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (ends, came) = (Arc::default(), Arc::default());
        let line = Self {
            port,
            ends: Arc::clone(&ends),
            came: Arc::clone(&came),
        };
        let far = server.port;
        thread::spawn(move || {
            let (near, _) = listener.accept().unwrap();
            let far = TcpStream::connect(("127.0.0.1", far)).unwrap();
            let clone = |end: &TcpStream| end.try_clone().unwrap();
            ends.lock().unwrap().extend([clone(&near), clone(&far)]);
            let (one, other) = (clone(&near), clone(&far));
            thread::spawn(move || carry(one, other, None));
            carry(far, near, Some(&came));
        });
        line
    }

    /// Cuts it, without a word to either end.
    fn cut(&self) {
        for end in self.ends.lock().unwrap().iter() {
            drop(end.shutdown(Shutdown::Both));
        }
    }

    fn came(&self) -> u64 {
        self.came.load(Ordering::SeqCst)
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, count: Option<&AtomicU64>) {
    let mut some = [0; 8192];
    while let Ok(read @ 1..) = from.read(&mut some) {
        if let Some(count) = count {
            count.fetch_add(u64::try_from(read).unwrap(), Ordering::SeqCst);
        }
        if to.write_all(&some[..read]).is_err() {
            return;
        }
    }
}

fn drawn(pty: &Pty) -> usize {
    pty.heard(|heard| heard.bytes.len())
}

#[test]
fn a_briefing_is_presented_over_ssh_and_goes_on_after_the_line_was_cut() {
    let Some(server) = Server::start() else {
        return;
    };
    let line = Line::to(&server);
    // A shell, as a person has it: in a terminal of 80 × 24 with sixteen colours.
    let mut pty = Pty::start(&["sh"], &[("TERM", "xterm"), ("PS1", "here> ")]);
    pty.resize(80, 24);
    pty.wait_for("here> ");
    pty.send(&server.command(&line));
    pty.wait_for("step 1 of 10");
    let (mut before, mut through) = (drawn(&pty), line.came());
    println!("first screen: {before} bytes to the terminal, {through} through the line");
    for shown in [
        "step 2 of 10",
        "step 3 of 10",
        "part 2 of 2",
        "step 4 of 10",
    ] {
        pty.send(" ");
        pty.wait_for(shown);
        let (now, came) = (drawn(&pty), line.came());
        println!(
            "to {shown}: {} bytes to the terminal, {} through the line",
            now - before,
            came - through
        );
        (before, through) = (now, came);
    }
    assert!(pty.text().is_ascii(), "{}", pty.text());
    pty.heard(|heard| {
        let text = String::from_utf8_lossy(&heard.bytes);
        assert!(!text.contains("\x1b[38;5;"), "sixteen colours only");
        assert!(text.contains("\x1b[3"), "and some of them");
    });

    let far = server.pid();
    assert!(!has_ended(far), "it presents");
    let cut = Instant::now();
    line.cut();
    assert!(
        wait_until(LONG, || has_ended(far)),
        "it ends on the far side"
    );
    println!(
        "ended on the far side {} ms after the cut",
        cut.elapsed().as_millis()
    );

    // The shell at this end has its terminal back: what is typed is seen, and done.
    pty.send("\recho us''able\r");
    pty.wait_for("usable");
    let line = Line::to(&server);
    pty.send(&server.command(&line));
    pty.wait_for("last time it ended at step 4: c goes on there");
    pty.send("c");
    pty.wait_for("step 4 of 10");
    pty.send("q");
    pty.must_be_given_back();
    pty.wait_for("here> ");
}
