"""The cities' own layers: what city_layers.json beside the gazetteer says of six cities, as features of the map.

Names are written by the gazetteer, which holds every quarter, site and bridge as a place; here they only tell which
place a point or a bridge is, so that the map knows how surely it is placed and how much it is worth at a scale.
"""
import json
import math
from pathlib import Path

from shapely import LineString, Point, box
from shapely.ops import nearest_points, unary_union

from geometry import parts, spliced

LAYERS = Path(__file__).parent.parent / "gazetteer" / "city_layers.json"
# A city's own line of a river that the region's layer has too: the pieces, end to end.
MAIN = {
    "Tigris": [["Tigris (Badush-Rashidiya)", "Tigris (Rashidiya-Third Bridge)", "Tigris (Third-Fourth Bridge)",
                "Tigris (Fourth Bridge-Abu Saif)"]],
    "Euphrates": [["Euphrates at Raqqa"], ["Euphrates at Deir ez-Zor"]],
    "Orontes": [["Orontes through Homs"]],
}
# Streams that only a city's layer has, with a name where they have one of their own.
STREAMS = {"Khosr": "Khosr", "Euphrates, city branch (south of Hawiqa)": ""}
STREAM_RANK = 20
# A crest is no water: it is drawn as what crosses the water.
DAMS = {"Tabqa (Euphrates) Dam crest": "Tabqa Dam"}
# The lake's coarser sketch was taken out of hand_layers.json.
LAKES = {"Lake Qattinah (Lake Homs)": "Lake Qattinah"}
# Streets first, then what only looks like one on a map.
STREET_RANK = {"main": 0, "ring": 0, "rail": 8, "wall": 9}
SITE_RANK = {"airport": 0, "airbase": 0, "dam": 1, "oil field": 2, "gas field": 2, "base": 2, "government": 2}
OTHER_SITES = 4
# Sites that people ask for, whatever their kind.
KNOWN_SITES = {"Great Mosque of al-Nuri": 1, "Palmyra ruins": 0, "Qishla (old barracks)": 3, "Clock square": 1,
               "Naim roundabout": 2, "Stadium (Black Stadium)": 2, "National Hospital": 2}
# A strike is an event, not a place.
NOT_SITES = {"event site"}
# Half the length of a bridge of which only the middle is known, in degrees of latitude: 200 m.
HALF_BRIDGE = 0.0018
# Within this many degrees of a city's own street a road sketched from town to town says the same once more.
REPEATS = 0.025
# A line of the region that passes both ends of a city's line within this many degrees is the same river.
BESIDE = 0.03
# A stream's sketched end this near to a river ends in it.
MOUTH = 0.006


def layers():
    return json.loads(LAYERS.read_text(encoding="utf-8"))


def windows(city):
    """The cities' windows, 12 km by 8 km, within which their own streets are known."""
    out = []
    for lon, lat in city["windows_12x8km"].values():
        east = 6 / (111.2 * math.cos(math.radians(lat)))
        out.append(box(lon - east, lat - 4 / 111.2, lon + east, lat + 4 / 111.2))
    return unary_union(out)


def without_repeated(name, lines, city):
    """The region's lines of one river without the stretches that cities have better, led to the cities' ends."""
    water = {w["name"]: w["coords"] for w in city["water"]}
    for pieces in MAIN.get(name, []):
        course = [tuple(p) for piece in pieces for p in water[piece]]
        ends = [Point(course[0]), Point(course[-1])]
        for at, line in enumerate(lines):
            if all(line.distance(end) < BESIDE for end in ends):
                lines[at:at + 1] = spliced(line, course)
                break
    return lines


def main_courses(city):
    """The cities' lines of the great rivers, for other lines to end in."""
    water = {w["name"]: w["coords"] for w in city["water"]}
    return unary_union([LineString(water[piece]) for runs in MAIN.values() for run in runs for piece in run])


def lakes(city):
    return {shown: w["coords"] for w in city["water"] for name, shown in LAKES.items() if w["name"] == name}


def waters(pack, city, ranks):
    """`ranks`: those of the rivers in the region's layer, so that a river is shown as a whole or not at all."""
    by_name = {w["name"]: w for w in city["water"]}
    for river, runs in MAIN.items():
        for piece in (by_name[piece] for run in runs for piece in run):
            pack.add("river", "city", piece["coords"], river, ranks[river], piece["estimate"])
    rivers = main_courses(city)
    for name, shown in STREAMS.items():
        stream = by_name[name]
        points = [tuple(p) for p in stream["coords"]]
        for end, at in ((points[0], 0), (points[-1], len(points))):
            if 0 < rivers.distance(Point(end)) < MOUTH:
                points.insert(at, nearest_points(rivers, Point(end))[0].coords[0])
        pack.add("river", "city", points, shown, STREAM_RANK, stream["estimate"])
    for name, shown in DAMS.items():
        dam = by_name[name]
        pack.add("bridge", "city", dam["coords"], shown, 0, dam["estimate"])
    left = set(by_name) - {piece for runs in MAIN.values() for run in runs for piece in run}
    assert left == {*STREAMS, *DAMS, *LAKES}, left


def across(point, rivers):
    """A short line over the river at a point: square to the river where it is nearest."""
    segments = [LineString(pair) for line in parts(rivers, "LineString") for pair in zip(line.coords, line.coords[1:])]
    (x, y), (u, v) = min(segments, key=point.distance).coords
    scale = math.cos(math.radians(point.y))
    length = math.hypot((u - x) * scale, v - y)
    dx, dy = -(v - y) / length / scale * HALF_BRIDGE, (u - x) * scale / length * HALF_BRIDGE
    return [(point.x - dx, point.y - dy), (point.x + dx, point.y + dy)]


def structures(pack, city):
    rivers = main_courses(city)
    for bridge in city["bridges"]:
        # The position is known to what the layer says; how the bridge lies is then only drawn likely.
        ends = bridge.get("ends") or across(Point(bridge["lon"], bridge["lat"]), rivers)
        pack.add("bridge", "city", ends, bridge["name"], 0, bridge["estimate"])
    for road in city["roads"]:
        kind = "runway" if road["kind"] == "runway" else "street"
        rank = 0 if kind == "runway" else STREET_RANK[road["kind"]]
        pack.add(kind, "city", road["coords"], road["name"], rank, road["estimate"])


def points(pack, city):
    """Sites and quarters; a quarter's rank is by its size, a site's by its kind."""
    for site in city["sites"]:
        if site["kind"] not in NOT_SITES:
            rank = KNOWN_SITES.get(site["name"], SITE_RANK.get(site["kind"], OTHER_SITES))
            pack.add("site", "city", [(site["lon"], site["lat"])], site["name"], rank, site["estimate"])
    for quarter in city["quarters"]:
        radius = quarter["radius_km"]
        rank = next(rank for rank, least in enumerate((1, 0.7, 0.5, 0)) if radius >= least)
        rank = 0 if quarter["name"].startswith("Old City") else rank
        pack.add("quarter", "city", [(quarter["lon"], quarter["lat"])], quarter["name"], rank, quarter["estimate"])


def repeated(line, city):
    """A road between towns in two: what lies off the cities, and what a city's own streets say better."""
    streets = [LineString(r["coords"]) for r in city["roads"] if r["kind"] in ("main", "ring")]
    # Flat ends: where a city's street ends, the road from town to town goes on.
    near = unary_union([windows(city), *(street.buffer(REPEATS, cap_style="flat") for street in streets)])
    return line.difference(near), line.intersection(near)
