#!/usr/bin/env python3
"""The peers' side of peers.py: one piece of work on one file, in a process of its own.

    python3 peers_work.py WORK FILE

Prints one line of JSON: how many rows there were, and how long the work took without the start of Python and the import
of the library. Work that asks questions of a loaded table prints how long each question took, in milliseconds.
"""
import json
import os
import sys
import threading
import time

# The largest JSON value that DuckDB is to accept: a native document is one.
LARGEST = (4 << 30) - 1
# Each question is asked so many times in one process.
ASKED = 7
BLOCK = 2 << 20

# Words of the sentences: common, middling, rare, and parts of such, as they stand there while somebody types.
WORDS = ["convoy", "conv", "bridge", "ceasef", "Mosul", "kesaran", "zzq"]
NAMES = ["mos", "mosul", "army", "briga", "al ", "tell", "zzq"]
HISTOGRAM = """
    SELECT (day - DATE '2010-01-01') * 240 // 6025 AS bin, type, count(*)
    FROM t WHERE day IS NOT NULL AND {} GROUP BY ALL"""


def read(threads):
    """Reads the file in blocks that go to whichever thread is free, into the same memory again and again."""
    def work(path):
        file = os.open(path, os.O_RDONLY)
        size = os.fstat(file).st_size
        blocks = iter(range(0, size, BLOCK))
        lock = threading.Lock()

        def reader():
            into = bytearray(BLOCK)
            while True:
                with lock:
                    at = next(blocks, None)
                if at is None:
                    return
                end = min(at + BLOCK, size)
                while at < end:
                    got = os.preadv(file, [into], at)
                    if got == 0:
                        return
                    at += got

        readers = [threading.Thread(target=reader) for _ in range(threads)]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
        return None
    return work


def duckdb_load(source):
    """Everything in the file as a table in memory."""
    def work(path):
        import duckdb
        db = duckdb.connect()
        yield
        db.execute(f"CREATE TABLE t AS SELECT * FROM {source}", [path])
        yield db.execute("SELECT count(*) FROM t").fetchone()[0]
    return work


def duckdb_dates(source):
    """Only the column of dates."""
    def work(path):
        import duckdb
        db = duckdb.connect()
        yield
        db.execute(f"CREATE TABLE t AS SELECT date FROM {source}", [path])
        yield db.execute("SELECT count(*) FROM t").fetchone()[0]
    return work


def duckdb_native(path):
    """The events of a native document, one a row."""
    import duckdb
    db = duckdb.connect()
    yield
    db.execute("CREATE TABLE t AS SELECT unnest(events, recursive := false) FROM read_json(?, maximum_object_size=?)",
               [path, LARGEST])
    yield db.execute("SELECT count(*) FROM t").fetchone()[0]


def polars_load(reader, **options):
    """Everything in the file as a frame."""
    def work(path):
        import polars
        yield
        frame = getattr(polars, reader)(path, infer_schema_length=20_000, **options)
        yield frame.height
    return work


def questions(path):
    """Histograms and searches over a table that is loaded: one answer each, in DuckDB and in polars."""
    import duckdb
    import polars
    db = duckdb.connect()
    db.execute("CREATE TABLE t AS SELECT *, TRY_CAST(left(date, 10) AS DATE) AS day "
               "FROM read_json(?, format='newline_delimited')", [path])
    ask = lambda sql: lambda: db.execute(sql).fetchall()
    frame = polars.read_ndjson(path, infer_schema_length=20_000)
    frame = frame.with_columns(day=polars.col("date").str.head(10).str.to_date("%Y-%m-%d", strict=False))
    day = (polars.col("day") - polars.date(2010, 1, 1)).dt.total_days() * 240 // 6025
    asked = {
        "DuckDB histogram": ask(HISTOGRAM.format("true")),
        "DuckDB histogram, filtered": ask(HISTOGRAM.format("actor = 'Army'")),
        "polars histogram": lambda: frame.group_by(day.alias("bin"), "type").len(),
        "polars histogram, filtered": lambda: frame.filter(actor="Army").group_by(day.alias("bin"), "type").len(),
    }
    for word in WORDS:
        asked[f"DuckDB sentences: {word}"] = ask(f"SELECT count(*) FROM t WHERE sentence ILIKE '%{word}%'")
        asked[f"polars sentences: {word}"] = lambda word=word: frame.filter(
            polars.col("sentence").str.contains(f"(?i){word}")).height
    for name in NAMES:
        like = " OR ".join(f"{column} ILIKE '%{name}%'" for column in ("place", "actor", "target"))
        asked[f"DuckDB names: {name}"] = ask(f"SELECT count(*) FROM t WHERE {like}")
    times = {}
    for _ in range(ASKED):
        for name, question in asked.items():
            began = time.perf_counter()
            question()
            times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return {"rows": frame.height, "ms": times}


NEWLINES = "read_json(?, format='newline_delimited')"
WORK = {
    "read-1": read(1),
    "read-all": read(os.cpu_count()),
    "duckdb-jsonl": duckdb_load(NEWLINES),
    "duckdb-jsonl-dates": duckdb_dates(NEWLINES),
    "polars-jsonl": polars_load("read_ndjson"),
    "duckdb-csv": duckdb_load("read_csv(?)"),
    "duckdb-csv-dates": duckdb_dates("read_csv(?)"),
    "polars-csv": polars_load("read_csv"),
    "duckdb-array": duckdb_load("read_json(?, format='array')"),
    "polars-array": polars_load("read_json"),
    "duckdb-native": duckdb_native,
    "questions": questions,
}


def main():
    work, path = WORK[sys.argv[1]], sys.argv[2]
    done = None
    began = time.perf_counter()
    done = work(path)
    if hasattr(done, "send"):
        next(done)
        began = time.perf_counter()
        done = {"rows": next(done)}
    print(json.dumps({"rows": None, **(done or {}), "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
