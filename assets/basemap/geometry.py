"""Cutting, joining and rounding of lines and areas; all in degrees."""
from shapely import LineString, MultiLineString, Point, box
from shapely.ops import linemerge, substring

# The region for which the closest scale is packed.
WEST, SOUTH, EAST, NORTH = 34, 31, 49, 39.5
REGION = box(WEST, SOUTH, EAST, NORTH)
# A little beyond where the Web Mercator map ends; the reader pins it to the edge.
MAP_END = 85.06
# Width and height of the pieces that the world's land is cut into.
CELL = 30


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
    # The sources (and joining) leave crumbs where rivers meet: loops of a few metres, which would break the merging.
    lines = [line for line in lines if line.length > (0.05 if line.is_ring else 0)]
    merged = linemerge(lines) if lines else MultiLineString()
    chains = [list(line.coords) for line in parts(merged, "LineString")]
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


def mended(lines):
    """Lines as they were before a cut split them where they cross themselves; the crossings' loops are dropped."""
    return MultiLineString(joined(parts(lines, "LineString"), 0))


def spliced(coarse, course):
    """A coarse line without the stretch that a better course repeats, its two cut ends led to the course's ends.

    `course` is a list of points from one end of the repeated stretch to the other, in either direction. The cuts lie
    twice as far from the course's ends as the lines are apart there, so that the joints slant instead of stepping aside.
    """
    first, last = (Point(p) for p in (course[0], course[-1]))
    if coarse.project(first) > coarse.project(last):
        first, last = last, first
    before = coarse.project(first) - 2 * coarse.distance(first)
    after = coarse.project(last) + 2 * coarse.distance(last)
    upper, lower = substring(coarse, 0, before), substring(coarse, after, coarse.length)
    return [LineString([*upper.coords, first.coords[0]]), LineString([last.coords[0], *lower.coords])]
