"""Writes the packed format; README.md describes it byte by byte."""
import struct
from collections import defaultdict

from geometry import is_cut, parts, whole_units

KINDS = ["land", "coast", "border", "governorate", "river", "lake", "urban", "road", "town", "runway", "bridge",
         "street", "site", "quarter", "country"]
RINGS = {"land", "lake", "urban"}
POINTS = {"town", "site", "quarter", "country"}
TIERS = ["overview", "outside", "inside", "region", "city", "always"]
# Decimal digits of a degree that a tier keeps.
DIGITS = {"overview": 2, "outside": 3, "inside": 3, "region": 4, "city": 5, "always": 3}


VERSION = 2
# Added to the rank of what was placed by reasoning or by hand, not by a survey.
ESTIMATE = 128


class Packer:
    """Collects features by (kind, tier) and writes them."""

    def __init__(self):
        self.sections = defaultdict(list)

    def add(self, kind, tier, points, name="", rank=0, estimate=False):
        units = whole_units(points, DIGITS[tier], kind in RINGS)
        fewest = 3 if kind in RINGS else 1 if kind in POINTS else 2
        if len(units) >= fewest:
            self.sections[kind, tier].append((rank, name, units, estimate))

    def add_area(self, kind, tier, geometry, name="", rank=0, estimate=False):
        """Every ring a feature of its own: the reader's user fills all rings of a kind together, even-odd."""
        for polygon in parts(geometry, "Polygon"):
            self.add(kind, tier, polygon.exterior.coords, name, rank, estimate)
            for ring in polygon.interiors:
                self.add(kind, tier, ring.coords, "", rank, estimate)

    def add_lines(self, kind, tier, geometry, name="", rank=0, estimate=False):
        for line in parts(geometry, "LineString"):
            self.add(kind, tier, line.coords, name, rank, estimate)

    def coast_runs(self, units, scale):
        """Rotates a ring to begin at a cut, and tells which stretches of it are coast: [(first, points)]."""
        n = len(units)
        cuts = [is_cut(units[i], units[(i + 1) % n], scale) for i in range(n)]
        if True in cuts:
            turn = cuts.index(True)
            units, cuts = units[turn:] + units[:turn], cuts[turn:] + cuts[:turn]
        runs, start = [], None
        for i, cut in enumerate([*cuts, True]):
            if cut and start is not None:
                runs.append((start, i + 1 - start))
                start = None
            elif not cut and start is None:
                start = i
        return units, runs

    def bytes(self):
        table = sorted({name for features in self.sections.values() for _, name, *_ in features if name})
        index = {name: i + 1 for i, name in enumerate(table)}
        out = bytearray(varint(len(table)))
        for name in table:
            raw = name.encode()
            out += varint(len(raw)) + raw
        out += varint(len(self.sections))
        for (kind, tier) in sorted(self.sections, key=lambda k: (KINDS.index(k[0]), TIERS.index(k[1]))):
            features = sorted(self.sections[kind, tier])
            digits = DIGITS[tier]
            body = bytearray()
            at = (0, 0)
            for rank, name, units, estimate in features:
                runs = []
                if kind == "land":
                    units, runs = self.coast_runs(units, 10 ** digits)
                body += varint(index.get(name, 0)) + bytes([rank + ESTIMATE * estimate]) + varint(len(units))
                for unit in units:
                    body += zigzag(unit[0] - at[0]) + zigzag(unit[1] - at[1])
                    at = unit
                if kind == "land":
                    body += varint(len(runs))
                    end = 0
                    for first, count in runs:
                        body += varint(first - end) + varint(count)
                        end = first + count
            out += bytes([KINDS.index(kind), TIERS.index(tier), digits]) + varint(len(features)) + body
            print(f"{kind:12}{tier:10}{len(features):6} features{sum(len(u) for _, _, u, _ in features):8} points"
                  f"{len(body):8} bytes")
        return b"SITMAPBM" + struct.pack("<HIQ", VERSION, len(out), fnv1a(out)) + out


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value
