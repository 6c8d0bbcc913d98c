#!/usr/bin/env python3
"""Uses sitmap for some minutes as a person would, in a real pseudo-terminal, and says whether it stays quick and small.

    python3 benches/soak.py FILE [--minutes 10] [--sitmap PROGRAM] [--columns 120] [--rows 40]

Pans, zooms, moves the window, walks the list, opens records, searches and plays, round after round. For every key it takes
the time to the end of the first frame after it, and to the end of the last one before the screen is quiet again (for work
that goes on off the drawing path). Keys that change nothing on the screen have no frame and are counted apart. Prints the
first minute beside the last, memory, bytes written, and the processor's time at rest. Ends by itself; stops nothing but
the program that it started.
"""
import argparse
import collections
import fcntl
import itertools
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

FRAME_END = b"\x1b[?2026l"
QUIET = 0.06  # seconds without a byte: the screen has settled
NOTHING = 0.15  # seconds without a byte and without work: a key has changed nothing
LONGEST_WAIT = 30.0  # seconds for a frame
LOADED = 1.5  # quiet seconds after which a file counts as loaded
LONGEST_LOAD = 300.0
AT_REST = 10.0  # seconds

ENTER, ESC, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
DOWN, UP, PAGE_DOWN, PAGE_UP = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[5~"
WORDS = ["mosul", "brigade", "tell af", "raqa", "convoy", "army", "zzqx", "aleppo", "al nusra"]


def rounds():
    """What a person does, over and over: names of doings, and their keys."""
    for number in itertools.count():
        home = [ESC, ESC, ESC, "a", "0"]
        yield "home", home
        yield "pan", list("lllljjjjhhhhkkkk") + list("HJLK")
        yield "zoom", list("+++") + list("lljj") + list("---") + ["0"]
        yield "window", list("<<<<<<") + ["."] * 20 + [","] * 10 + list("ttttTT") + list(">>>")
        yield "walk", ["n"] * 20 + ["N"] * 5 + [ESC]
        yield "list", [TAB, TAB] + [DOWN] * 15 + [PAGE_DOWN] * 8 + [UP] * 5 + [PAGE_UP] * 3 + ["G", "g", "s", "s", "s", ESC]
        yield "record", ["n", ENTER, ESC, "d", PAGE_DOWN, ESC, ESC]
        yield "search", ["/", *WORDS[number % len(WORDS)], DOWN, DOWN, ENTER, ESC]
        yield "filter", ["/", *WORDS[(number + 1) % len(WORDS)], TAB] + ["n"] * 5 + list("<<..+") + [ESC, BACKSPACE, BACKSPACE]
        yield "home", home
        yield "looks", list("cccuuux") + ["x"]
        yield "play", ["<"] * 6 + [" "]


class Terminal:
    """The program in a pseudo-terminal of its own."""

    def __init__(self, argv, columns, rows):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
            os.execv(argv[0], argv)
        self.code = None
        self.written = 0
        self.frames = 0
        self.tail = b""
        self.ended = False

    def read(self, patience):
        """Reads what comes within so many seconds; how many frames have ended with it, None for silence."""
        if self.ended or not select.select([self.fd], [], [], patience)[0]:
            return None
        try:
            some = os.read(self.fd, 1 << 16)
        except OSError:
            some = b""
        if not some:
            self.ended = True
            return None
        self.written += len(some)
        together = self.tail + some
        ends = together.count(FRAME_END)
        self.tail = together[-len(FRAME_END) + 1:] if not together.endswith(FRAME_END) else b""
        self.frames += ends
        return ends

    def settle(self, longest, quiet):
        """Reads until nothing comes any more; seconds to the end of the first frame and of the last, None without one."""
        began = time.perf_counter()
        first = last = None
        idle_since, worked = began, self.cpu()
        while not self.ended:
            ends = self.read(quiet if first else 0.03)
            now = time.perf_counter()
            if ends:
                first, last = first or now - began, now - began
            if ends is not None:
                continue
            if first or now - began > longest:
                break
            # A frame may take its time: as long as somebody works on it, it is waited for.
            before, worked = worked, self.cpu()
            idle_since = now if worked > before else idle_since
            if longest == LONGEST_WAIT and now - max(idle_since, began) > NOTHING:
                break
        return first, last

    def key(self, key):
        """Presses a key."""
        os.write(self.fd, key.encode())
        return self.settle(LONGEST_WAIT, QUIET)

    def watch(self, seconds):
        """Reads along for a while."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0 and not self.ended:
            self.read(left)

    def memory(self, what="VmRSS"):
        """In MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu(self):
        """Seconds of the processor's time so far, of all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self):
        """How much of a processor it takes while nobody does anything, in per cent."""
        before, bytes_before = self.cpu(), self.written
        self.watch(AT_REST)
        return (self.cpu() - before) / AT_REST * 100, self.written - bytes_before

    def close(self):
        """Asks it to leave; where it does not, makes it. Its exit code."""
        for ask in (self.quit, lambda: os.kill(self.pid, signal.SIGTERM), lambda: os.kill(self.pid, signal.SIGKILL)):
            if self.code is None:
                ask()
            until = time.perf_counter() + 5
            while self.code is None and time.perf_counter() < until:
                self.read(0.05)
                time.sleep(0.01)
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code

    def quit(self):
        """As a person leaves. It may be gone already."""
        try:
            for key in (ESC, ESC, "q"):
                self.key(key)
        except OSError:
            pass


class Diary:
    """What happened when."""

    def __init__(self):
        self.keys = []  # when, doing, first, last
        self.silent = collections.Counter()
        self.memory = []  # when, MiB
        self.played = []  # when, frames a second, bytes a frame

    def minute(self, start):
        """Times by doing, in milliseconds, of one minute."""
        times = collections.defaultdict(list)
        for when, doing, first, last in self.keys:
            if start <= when < start + 60:
                times[doing].append((first * 1000, last * 1000))
                times["all keys"].append((first * 1000, last * 1000))
        return times


def use(terminal, minutes):
    """Uses the program for so many minutes."""
    diary = Diary()
    began = time.perf_counter()
    now = lambda: time.perf_counter() - began
    for doing, keys in rounds():
        for key in keys:
            if now() > minutes * 60 or terminal.ended:
                return diary
            when = now()
            first, last = terminal.key(key) if (doing, key) != ("play", " ") else play(terminal, diary, when)
            if first is None:
                diary.silent[doing] += 1
            else:
                diary.keys.append((when, doing, first, last))
            if not diary.memory or when - diary.memory[-1][0] > 1:
                diary.memory.append((when, terminal.memory()))
    return diary


def play(terminal, diary, when):
    """Plays for five seconds, and stops."""
    frames, written = terminal.frames, terminal.written
    os.write(terminal.fd, b" ")
    terminal.watch(5)
    frames, written = terminal.frames - frames, terminal.written - written
    diary.played.append((when, frames / 5, written / max(frames, 1)))
    return terminal.key("a")  # all of time: nothing is left to play


def table(first, last):
    """Two minutes side by side."""
    def figures(times):
        if not times:
            return "–"
        times = sorted(times)
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
        return f"{at(0.5):.1f} / {at(0.95):.1f} / {times[-1]:.1f} ({len(times)})"
    print("| doing | first frame, first minute | first frame, last minute | settled, first minute | settled, last minute |")
    print("|---|---|---|---|---|")
    for doing in sorted({*first, *last}, key=lambda doing: (doing == "all keys", doing)):
        columns = [figures([pair[column] for pair in minute.get(doing, [])])
                   for column in (0, 1) for minute in (first, last)]
        print(f"| {doing} | {' | '.join(columns)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--sitmap", type=Path, default=Path(__file__).resolve().parent.parent / "target/release/sitmap")
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    args = parser.parse_args()
    terminal = Terminal([str(args.sitmap), str(args.file)], args.columns, args.rows)
    try:
        return soak(terminal, args)
    finally:
        terminal.close()


def soak(terminal, args):
    first, last = terminal.settle(LONGEST_LOAD, LOADED)
    if first is None:
        sys.exit("soak.py: the program has shown nothing")
    print(f"{args.file.name}, {args.columns}×{args.rows}, {args.minutes:g} minutes\n")
    print(f"- first frame after {first:.2f} s, last one of loading after {last:.2f} s")
    print(f"- memory once loaded: {terminal.memory():.0f} MiB, at most {terminal.memory('VmHWM'):.0f} MiB")
    print("- at rest after loading: {:.1f} % of a processor, {} bytes in 10 s".format(*terminal.rest()), flush=True)
    written, frames, cpu = terminal.written, terminal.frames, terminal.cpu()
    diary = use(terminal, args.minutes)
    if terminal.ended:
        sys.exit("soak.py: the program has ended by itself")
    written, frames, cpu = terminal.written - written, terminal.frames - frames, terminal.cpu() - cpu
    minute = lambda start: [size for when, size in diary.memory if start <= when < start + 60] or [0.0]
    end = max(args.minutes * 60 - 60, 0)
    print("- memory, median of the first minute {:.1f} MiB, of the last {:.1f} MiB; at most {:.0f} MiB".format(
        statistics.median(minute(0)), statistics.median(minute(end)), terminal.memory("VmHWM")))
    print(f"- {len(diary.keys)} keys with a frame, {sum(diary.silent.values())} that changed nothing ({dict(diary.silent)})")
    print(f"- {frames} frames, {written / 1e6:.1f} MB written, {written / max(frames, 1) / 1e3:.1f} kB a frame; "
          f"processor {cpu:.0f} s of {args.minutes * 60:.0f} s")
    for name, start in (("first", 0), ("last", end)):
        rates = [(rate, size) for when, rate, size in diary.played if start <= when < start + 60]
        if rates:
            print(f"- playing, {name} minute: {statistics.mean(rate for rate, _ in rates):.1f} frames a second, "
                  f"{statistics.mean(size for _, size in rates) / 1e3:.1f} kB each")
    for key in ESC * 4:
        terminal.key(key)
    print("- at rest in the end: {:.1f} % of a processor, {} bytes in 10 s\n".format(*terminal.rest()))
    print("Milliseconds from a key to the end of a frame: median / 95 % / most (keys)\n")
    table(diary.minute(0), diary.minute(end))
    code = terminal.close()
    print(f"\nended with {code} when asked to")
    return code


if __name__ == "__main__":
    sys.exit(main())
