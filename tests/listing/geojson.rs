//! `GeoJSON`: the rules of RFC 7946, written out.

use std::error::Error;

use serde_json::Value;

use crate::harness::{Outcome, awkward, file, printed};

fn is_position(at: &Value) -> bool {
    let Some([lon, lat]) = at.as_array().map(Vec::as_slice) else {
        return false;
    };
    let within = |degrees: &Value, most: f64| degrees.as_f64().is_some_and(|it| it.abs() <= most);
    within(lon, 180.0) && within(lat, 90.0)
}

fn all(values: &Value, least: usize, holds: impl Fn(&Value) -> bool) -> bool {
    values
        .as_array()
        .is_some_and(|values| values.len() >= least && values.iter().all(holds))
}

fn is_line(line: &Value) -> bool {
    all(line, 2, is_position)
}

fn area(ring: &Value) -> f64 {
    let ring: Vec<(f64, f64)> = ring
        .as_array()
        .into_iter()
        .flatten()
        .map(|at| (at[0].as_f64().unwrap_or(0.0), at[1].as_f64().unwrap_or(0.0)))
        .collect();
    ring.windows(2)
        .map(|step| step[0].0 * step[1].1 - step[1].0 * step[0].1)
        .sum()
}

/// Closed, of four positions at least, the first counter-clockwise and all others clockwise.
fn is_polygon(rings: &Value) -> bool {
    let Some(list) = rings.as_array() else {
        return false;
    };
    let closed = |ring: &Value| {
        all(ring, 4, is_position)
            && ring
                .as_array()
                .is_some_and(|ring| ring.first() == ring.last())
    };
    !list.is_empty()
        && list
            .iter()
            .enumerate()
            .all(|(at, ring)| closed(ring) && (area(ring) > 0.0) == (at == 0))
}

fn is_geometry(geometry: &Value) -> bool {
    let at = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Point") => is_position(at),
        Some("MultiPoint") => all(at, 2, is_position),
        Some("LineString") => is_line(at),
        Some("MultiLineString") => all(at, 2, is_line),
        Some("Polygon") => is_polygon(at),
        Some("MultiPolygon") => all(at, 2, is_polygon),
        // The RFC asks not to put one into another, and to have none of one part.
        Some("GeometryCollection") => all(&geometry["geometries"], 2, |inner| {
            inner["type"] != "GeometryCollection" && is_geometry(inner)
        }),
        _ => false,
    }
}

fn features(args: &[&str]) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = printed(&[&["list", "--format", "geojson"], args].concat())?;
    let collection: Value = serde_json::from_str(&text)?;
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().ok_or("features")?;
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        let geometry = feature.get("geometry").ok_or("a geometry, be it null")?;
        assert!(geometry.is_null() || is_geometry(geometry), "{geometry}");
        assert_eq!(feature["id"], feature["properties"]["id"]);
        assert_eq!(
            geometry.is_null(),
            feature["properties"]["lat"].is_null(),
            "{feature}"
        );
    }
    Ok(features.clone())
}

#[test]
fn geojson_keeps_the_rules_of_its_rfc() -> Outcome {
    assert_eq!(features(&[])?.len(), 25);
    let made = printed(&["generate", "300", "--format", "native", "-o", "-"])?;
    features(&[&file("made-geo.json", made.as_bytes())?])?;
    let features = features(&[&awkward()?])?;
    let kind = |id: &str| {
        let feature = features.iter().find(|feature| feature["id"] == id);
        feature.map(|feature| feature["geometry"]["type"].clone())
    };
    assert_eq!(kind("all"), Some("MultiPoint".into()));
    assert_eq!(kind("line"), Some("LineString".into()));
    assert_eq!(kind("area"), Some("Polygon".into()));
    assert_eq!(kind("both"), Some("GeometryCollection".into()));
    assert_eq!(kind("nothing"), Some(Value::Null));
    let province = features.iter().find(|feature| feature["id"] == "all");
    let province = &province.ok_or("a feature")?["properties"]["places"][1];
    assert_eq!(province["precision"], "province");
    assert!(province["radius_km"].as_f64().is_some_and(|km| km > 10.0));
    let hole = features.iter().find(|feature| feature["id"] == "area");
    let rings = &hole.ok_or("a feature")?["geometry"]["coordinates"];
    assert_eq!(rings.as_array().map(Vec::len), Some(2), "its hole");
    Ok(())
}
