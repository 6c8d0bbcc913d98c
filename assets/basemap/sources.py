"""Reads the source files: shapefiles and Marble's .pn2. Quirks stand in README.md."""
import re
import struct
import unicodedata

import shapefile
import shapely
from shapely import Polygon
from shapely.geometry import shape


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
