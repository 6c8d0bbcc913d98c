#!/usr/bin/env python3
"""sitmap against DuckDB and polars: the same work on the same files, in turn, in one run.

    python3 benches/peers.py [--events N] [--rounds R] [--data DIR] [--venv DIR] [--sitmap FILE] [--out FILE.md]

Makes the files with `sitmap generate` where they are missing, and a virtual environment with both peers where there is
none (this needs the network). Every contestant runs as a whole process, A B C A B C …, after one turn that is not counted;
what is compared is the time from start to end of the process, Python and all, as `sitmap check` is taken whole too. The
peers' own time, without Python and imports, stands beside it. Questions to loaded data are asked within one process; ours
are criterion's figures, from target/criterion.

Prints a table in Markdown and ends with 1 where a target is missed or could not be measured.
"""
import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(__file__).resolve().parent / "peers_work.py"
PACKAGES = ["duckdb==2.0.1", "polars==2.1.0"]
MIB = 1024  # ru_maxrss counts KiB


@dataclass
class Contestant:
    """One program, and what came of its turns."""
    name: str
    argv: list
    whole: list = field(default_factory=list)  # seconds, whole process
    own: list = field(default_factory=list)  # seconds, the work alone, where it says so
    peak: list = field(default_factory=list)  # MiB
    rows: int | None = None
    failed: str | None = None

    def run(self, counted):
        """One turn as a whole process."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.perf_counter()
            child = subprocess.Popen(self.argv, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            took = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            said, complaint = out.read().decode(), err.read().decode().strip()
        # sitmap ends with 1 where it has found faults, and has loaded the rest all the same.
        if child.returncode not in (0, 1) or (child.returncode == 1 and complaint):
            self.failed = (complaint.splitlines() or [f"ended with {child.returncode}"])[-1]
            return None
        answer = self.answer(said)
        if counted:
            self.whole.append(took)
            self.peak.append(usage.ru_maxrss / MIB)
            self.own.extend([answer["seconds"]] if "seconds" in answer else [])
        self.rows = answer.get("rows")
        return answer

    @staticmethod
    def answer(said):
        """What it printed last: a line of JSON, or sitmap's count."""
        last = said.splitlines()[-1] if said else ""
        if last.startswith("{"):
            return json.loads(last)
        count = re.match(r"(\d+) events?", last)
        return {"rows": int(count[1])} if count else {}


@dataclass
class Target:
    """What the first contestant has to keep to: at most `factor` times the median of another."""
    peer: str
    factor: float


def contests(args):
    """Title, file, contestants (ours first), targets."""
    def peers(file, *works):
        return [Contestant(name, [args.python, str(WORK), work, str(file)]) for name, work in works]

    def ours(file):
        return Contestant("sitmap check", [str(args.sitmap), "check", str(file)])

    jsonl, csv, native = (args.data / f"{args.stem}.{ending}" for ending in ("jsonl", "csv", "json"))
    array = args.data / f"{args.stem}.array.json"
    return [
        ("JSON lines", jsonl, [ours(jsonl), *peers(
            jsonl, ("DuckDB CREATE TABLE", "duckdb-jsonl"), ("DuckDB, dates only", "duckdb-jsonl-dates"),
            ("polars read_ndjson", "polars-jsonl"), ("reading, one thread", "read-1"),
            ("reading, all threads", "read-all"))],
         [Target("DuckDB CREATE TABLE", 0.30), Target("DuckDB, dates only", 1.0)]),
        ("CSV", csv, [ours(csv), *peers(
            csv, ("polars read_csv", "polars-csv"), ("DuckDB CREATE TABLE", "duckdb-csv"),
            ("DuckDB, dates only", "duckdb-csv-dates"), ("reading, all threads", "read-all"))],
         [Target("polars read_csv", 0.35)]),
        ("JSON array", array, [ours(array), *peers(
            array, ("DuckDB CREATE TABLE", "duckdb-array"), ("polars read_json", "polars-array"),
            ("reading, all threads", "read-all"))],
         [Target("DuckDB CREATE TABLE", 0.25)]),
        ("Native document", native, [ours(native), *peers(
            native, ("DuckDB, unnested", "duckdb-native"), ("reading, all threads", "read-all")), *peers(
            array, ("DuckDB, the same rows as an array", "duckdb-array"))],
         [Target("DuckDB, the same rows as an array", 0.25)]),
    ]


@dataclass
class Question:
    """What is asked of loaded data, and where our figures lie."""
    name: str
    criterion: str  # folder under target/criterion, {n} events
    most: float  # milliseconds
    p95: bool = False  # whether `most` is about the slowest twentieth: then target/figures has to say it
    faster: float | None = None  # than DuckDB, so many times


QUESTIONS = [
    Question("histogram", "histogram of 240 bins/all/{n}", 0.05),
    Question("histogram, filtered", "histogram of 240 bins/filtered/{n}", 0.5),
    Question("names", "key_to events_{n}", 5.0, p95=True, faster=20),
    Question("sentences", "key_to words_{n}", 30.0, p95=True),
]


def spread(values, unit="", digits=2):
    """Median, and between what."""
    if not values:
        return "–"
    low, high = min(values), max(values)
    return f"{statistics.median(values):.{digits}f}{unit} ({low:.{digits}f}–{high:.{digits}f})"


def race(title, file, entrants, targets, rounds):
    """Lets all take their turns; lines of the table, and whether the targets are kept to."""
    for number in range(rounds + 1):
        for entrant in entrants:
            if not entrant.failed:
                entrant.run(counted=number > 0)
        print(f"  {title}: {number} of {rounds} rounds", file=sys.stderr, flush=True)
    counts = {entrant.rows for entrant in entrants if entrant.rows is not None}
    if len(counts) > 1:
        sys.exit(f"peers.py: {title}: the contestants do not agree how many rows there are: {counts}")
    mine = entrants[0]
    lines = [f"\n### {title}: {file.name}, {file.stat().st_size / 1e6:.0f} MB\n",
             "| program | whole process, s | work alone, s | peak, MiB | sitmap ÷ it |", "|---|---|---|---|---|"]
    for entrant in entrants:
        if entrant.failed:
            lines.append(f"| {entrant.name} | failed: {entrant.failed} | | | |")
            continue
        share = ratio(mine, entrant)
        lines.append(f"| {entrant.name} | {spread(entrant.whole)} | {spread(entrant.own)} | "
                     f"{statistics.median(entrant.peak):.0f} | {f'{share:.2f}' if share else '–'} |")
    lines.append("")
    kept = True
    for target in targets:
        peer = next(entrant for entrant in entrants if entrant.name == target.peer)
        share = ratio(mine, peer)
        verdict = "not measured" if share is None else "kept" if share <= target.factor else "MISSED"
        kept &= verdict == "kept"
        lines.append(f"- at most {target.factor:.2f} × {target.peer}: **{verdict}**"
                     + (f" ({share:.2f})" if share is not None else ""))
    return lines, kept


def ratio(mine, other):
    """Whole process against whole process; None where one of them is missing."""
    if mine is other or not mine.whole or not other.whole:
        return None
    return statistics.median(mine.whole) / statistics.median(other.whole)


def ask(args):
    """Questions to loaded data."""
    file = args.data / f"{args.stem}.jsonl"
    asker = Contestant("questions", [args.python, str(WORK), "questions", str(file)])
    times = {}
    for number in range(args.rounds):
        answer = asker.run(counted=True)
        if answer is None:
            return [f"\nThe questions could not be asked: {asker.failed}"], False
        for name, took in answer["ms"].items():
            peer, question = name.split(":")[0].split(" ", 1)
            times.setdefault((question, peer), []).extend(took)
        print(f"  questions: {number + 1} of {args.rounds} rounds", file=sys.stderr, flush=True)
    lines = ["\n### Questions to loaded data, ms: median (from–to)\n",
             "Peers: within a process that has loaded the file. sitmap: criterion, median (95 % interval of it).\n",
             "| question | sitmap | DuckDB | polars | at most | |", "|---|---|---|---|---|---|"]
    kept = True
    for question in QUESTIONS:
        path = question.criterion.format(n=args.events)
        mine, worst = estimate(path), slowest(path)
        duck, polars = (times.get((question.name, peer), []) for peer in ("DuckDB", "polars"))
        judged = worst if question.p95 else mine and mine[0]
        good = judged is not None and judged <= question.most
        good = good and (not question.faster or (mine and mine[0] * question.faster <= statistics.median(duck)))
        kept &= bool(good)
        limit = f"{question.most} ms" + (" (p95)" if question.p95 else "")
        limit += f", DuckDB ÷ {question.faster:.0f}" if question.faster else ""
        figure = "–" if mine is None else "{:.3f} ({:.3f}–{:.3f})".format(*mine)
        figure += f", p95 {worst:.2f}" if worst is not None else ""
        lines.append(f"| {question.name} | {figure} | {spread(duck)} | {spread(polars)} | {limit} | "
                     f"{'kept' if good else 'not measured' if judged is None else 'MISSED'} |")
    return lines, kept


def estimate(path):
    """Criterion's median and its interval in milliseconds."""
    try:
        median = json.loads((ROOT / "target/criterion" / path / "new/estimates.json").read_text())["median"]
    except FileNotFoundError:
        return None
    interval = median["confidence_interval"]
    return [ns / 1e6 for ns in (median["point_estimate"], interval["lower_bound"], interval["upper_bound"])]


def slowest(path):
    """What nineteen of twenty answers took less than, in milliseconds, where a bench has written it down."""
    try:
        return json.loads((ROOT / "target/figures" / f"{path}.json").read_text())["p95_ms"]
    except FileNotFoundError:
        return None


def prepare(args):
    """Program, peers and files."""
    if not args.sitmap.exists():
        subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
    args.python = str(args.venv / "bin/python")
    if not Path(args.python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(args.venv)], check=True)
    wanted = "import duckdb, polars"
    if subprocess.run([args.python, "-c", wanted], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([args.python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    args.data.mkdir(parents=True, exist_ok=True)
    args.stem = f"e{args.events}" if args.stem is None else args.stem
    for ending in ("jsonl", "csv", "json"):
        file = args.data / f"{args.stem}.{ending}"
        if not file.exists():
            subprocess.run([str(args.sitmap), "generate", str(args.events), "--seed", "1", "-o", str(file)], check=True)
    array = args.data / f"{args.stem}.array.json"
    if not array.exists():
        with open(args.data / f"{args.stem}.jsonl", "rb") as lines, open(array, "wb") as out:
            out.write(b"[\n")
            for number, line in enumerate(lines):
                out.write((b",\n" if number else b"") + line.rstrip(b"\n"))
            out.write(b"\n]\n")


def machine(args):
    """What all this was measured on."""
    versions = "import duckdb, polars; print(f'DuckDB {duckdb.__version__}, polars {polars.__version__}')"
    tell = lambda *argv: subprocess.run(argv, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / (1 << 20)
    return [f"- {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, {cpu[1] if cpu else platform.machine()}, "
            f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}; files in the page cache",
            f"- load of the machine before: {os.getloadavg()[0]:.1f}",
            f"- {tell(str(args.sitmap), '--version')} ({tell('git', 'rev-parse', '--short', 'HEAD')}), "
            f"{tell(args.python, '-c', versions)}, Python {platform.python_version()}",
            f"- {args.events} events, seed 1; {args.rounds} rounds; median (least–most)"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, default=ROOT / "target/bench-data", help="folder of the files")
    parser.add_argument("--stem", help="their names without an ending; by default e and the number of events")
    parser.add_argument("--venv", type=Path, default=ROOT / "target/bench-venv", help="a virtual environment with the peers")
    parser.add_argument("--sitmap", type=Path, default=ROOT / "target/release/sitmap")
    parser.add_argument("--out", type=Path, help="write the table to this file too")
    parser.add_argument("--no-questions", action="store_true", help="only load files")
    args = parser.parse_args()
    prepare(args)
    lines, kept = machine(args), True
    for title, file, entrants, targets in contests(args):
        more, good = race(title, file, entrants, targets, args.rounds)
        lines, kept = lines + more, kept and good
        if title == "JSON lines" and entrants[0].peak:
            peak = statistics.median(entrants[0].peak)
            kept &= peak <= 150 * args.events / 1e6
            lines.append(f"- peak of at most 150 MiB a million: **{'kept' if peak <= 150 * args.events / 1e6 else 'MISSED'}** ({peak:.0f})")
    if not args.no_questions:
        more, good = ask(args)
        lines, kept = lines + more, kept and good
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if args.out:
        args.out.write_text(text)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
