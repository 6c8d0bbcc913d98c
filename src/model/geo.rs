//! Positions on the Earth: degrees as people write them, and Web Mercator in fixed point as the program keeps them.
//!
//! A [`Merc`] is exact to 9 mm at the equator and never a NaN; all arithmetic on it is integer arithmetic that wraps
//! around the Earth. Known to be imperfect: distances are those of a sphere (0.5 % off at worst), and whatever lies
//! beyond ±85.05° is pinned to the edge of the map (see [`Merc::from_lonlat`]).

use std::f64::consts::PI;

/// Mean radius of the Earth in km (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;
/// Radius of the sphere that Web Mercator uses, in km (EPSG:3857).
const MERCATOR_RADIUS_KM: f64 = 6378.137;
/// Number of Merc units around the whole Earth.
pub const WORLD_UNITS: f64 = 4_294_967_296.0;
/// The latitude at which a Web Mercator map ends, in degrees.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// A position in degrees: longitude −180…180 east, latitude −90…90 north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    /// Degrees east of Greenwich.
    pub lon: f64,
    /// Degrees north of the equator.
    pub lat: f64,
}

impl LonLat {
    /// A position, or `None` where a number is not finite or out of range.
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat))
            .then_some(Self { lon, lat })
    }

    /// Great-circle distance in km.
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((b - a) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let h = half_lat.mul_add(half_lat, a.cos() * b.cos() * half_lon * half_lon);
        2.0 * EARTH_RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin()
    }
}

/// A position in Web Mercator, in 1/2³² of the Earth's circumference.
///
/// `x` counts from 180° W eastwards and wraps; `y` counts from 85.05° N southwards and does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Merc {
    /// Units east of 180° W.
    pub x: u32,
    /// Units south of 85.05° N.
    pub y: u32,
}

impl Merc {
    /// Projects a position. Beyond ±85.05° it lands on the edge: see [`is_pinned`].
    pub fn from_lonlat(at: LonLat) -> Self {
        let x = (at.lon + 180.0) / 360.0 * WORLD_UNITS;
        let sin = at.lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
        let y = (0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI)) * WORLD_UNITS;
        // 180° E is the same meridian as 180° W.
        Self {
            x: if x >= WORLD_UNITS { 0 } else { to_u32(x) },
            y: to_u32(y),
        }
    }

    /// The position in degrees; longitude in −180…180.
    pub fn to_lonlat(self) -> LonLat {
        let lon = f64::from(self.x) / WORLD_UNITS * 360.0 - 180.0;
        let n = PI * (1.0 - 2.0 * f64::from(self.y) / WORLD_UNITS);
        LonLat {
            lon,
            lat: n.sinh().atan().to_degrees(),
        }
    }

    /// How many units a kilometre on the ground is, at this latitude.
    pub fn units_per_km(self) -> f64 {
        units_per_km(self.to_lonlat().lat)
    }

    /// How far the nearest point of a course is, in km: exact enough for courses that are not longer than a country. Infinite
    /// for a course without points.
    pub fn km_to_course(self, course: &[Self]) -> f64 {
        let here = self.to_lonlat();
        let to = |at: Self| here.distance_km(at.to_lonlat());
        let pairs = course.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            Some(to(self.nearest_between(*a, *b)))
        });
        let ends = course.iter().take(1).map(|at| to(*at));
        ends.chain(pairs).fold(f64::INFINITY, f64::min)
    }

    /// The point between two others that is nearest on the map.
    fn nearest_between(self, a: Self, b: Self) -> Self {
        let from_a = |at: Self| {
            let dx = at.x.wrapping_sub(a.x).cast_signed();
            (f64::from(dx), f64::from(at.y) - f64::from(a.y))
        };
        let (line, own) = (from_a(b), from_a(self));
        let length = line.0.mul_add(line.0, line.1 * line.1);
        if length == 0.0 {
            return a;
        }
        let share = (own.0.mul_add(line.0, own.1 * line.1) / length).clamp(0.0, 1.0);
        let x = f64::from(a.x) + share * line.0;
        Self {
            x: to_u32(x.rem_euclid(WORLD_UNITS)),
            y: to_u32(f64::from(a.y) + share * line.1),
        }
    }
}

/// Whether a latitude lies beyond what a Web Mercator map can show, so that its position is pinned to the edge.
pub fn is_pinned(lat: f64) -> bool {
    lat.abs() > MAX_LATITUDE
}

/// How many Merc units a kilometre on the ground is, at a latitude in degrees.
pub fn units_per_km(lat: f64) -> f64 {
    let cos = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().cos();
    WORLD_UNITS / (2.0 * PI * MERCATOR_RADIUS_KM * cos)
}

/// Rounds to the nearest whole unit; what does not fit is pinned to the range.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of u32 just before"
)]
pub fn to_u32(value: f64) -> u32 {
    value.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// A rectangle in degrees. `west > east` crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BBox {
    /// Western edge in degrees.
    pub west: f64,
    /// Southern edge in degrees.
    pub south: f64,
    /// Eastern edge in degrees.
    pub east: f64,
    /// Northern edge in degrees.
    pub north: f64,
}

impl BBox {
    /// A box from `[west, south, east, north]`, or `None` where a number is out of range or south lies above north.
    pub fn new(edges: [f64; 4]) -> Option<Self> {
        let [west, south, east, north] = edges;
        let fits = LonLat::new(west, south).is_some()
            && LonLat::new(east, north).is_some()
            && south <= north;
        fits.then_some(Self {
            west,
            south,
            east,
            north,
        })
    }

    /// Whether a position lies inside, edges included.
    pub fn contains(&self, at: LonLat) -> bool {
        let lon = if self.west <= self.east {
            (self.west..=self.east).contains(&at.lon)
        } else {
            at.lon >= self.west || at.lon <= self.east
        };
        lon && (self.south..=self.north).contains(&at.lat)
    }

    /// The box in the map's own units.
    pub fn to_merc(self) -> MercBox {
        let top_left = Merc::from_lonlat(LonLat {
            lon: self.west,
            lat: self.north,
        });
        let bottom_right = Merc::from_lonlat(LonLat {
            lon: self.east,
            lat: self.south,
        });
        // Its edges are one meridian then.
        let whole = self.east - self.west >= 360.0;
        MercBox {
            west: top_left.x,
            north: top_left.y,
            width: if whole {
                u32::MAX
            } else {
                bottom_right.x.wrapping_sub(top_left.x)
            },
            south: bottom_right.y,
        }
    }
}

/// A rectangle on the map, in [`Merc`] units: it begins at `west`, runs `width` units eastwards (wrapping around the
/// Earth if it must), and from `north` down to `south`, all edges included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MercBox {
    /// Western edge.
    pub west: u32,
    /// Units from the western to the eastern edge.
    pub width: u32,
    /// Northern edge: the smaller `y`.
    pub north: u32,
    /// Southern edge: the larger `y`.
    pub south: u32,
}

impl MercBox {
    /// A square about a position, `half_km` from its middle to each side; no wider than half the Earth.
    pub fn about(centre: Merc, half_km: f64) -> Self {
        let half = to_u32(half_km * centre.units_per_km()).min(u32::MAX / 4);
        Self {
            west: centre.x.wrapping_sub(half),
            width: half * 2,
            north: centre.y.saturating_sub(half),
            south: centre.y.saturating_add(half),
        }
    }

    /// The smallest box around points, across the antimeridian where that is shorter; `None` without a point.
    pub fn around(points: impl IntoIterator<Item = Merc>) -> Option<Self> {
        let points: Vec<Merc> = points.into_iter().collect();
        let mut xs: Vec<u32> = points.iter().map(|at| at.x).collect();
        xs.sort_unstable();
        let (first, last) = (*xs.first()?, *xs.last()?);
        // The box leaves out the widest empty stretch around the Earth.
        let around = (first.wrapping_sub(last), last, first);
        let gaps = xs.iter().zip(xs.get(1..)?).map(|(a, b)| (b - a, *a, *b));
        let (_, east, west) =
            gaps.chain((first != last).then_some(around))
                .fold((0, last, first), |widest, gap| {
                    if gap.0 > widest.0 { gap } else { widest }
                });
        Some(Self {
            west,
            width: east.wrapping_sub(west),
            north: points.iter().map(|at| at.y).min()?,
            south: points.iter().map(|at| at.y).max()?,
        })
    }

    /// Whether a position lies inside.
    pub fn contains(&self, at: Merc) -> bool {
        at.x.wrapping_sub(self.west) <= self.width && (self.north..=self.south).contains(&at.y)
    }

    /// Whether two boxes share a point.
    pub fn touches(&self, other: &Self) -> bool {
        let across = other.west.wrapping_sub(self.west) <= self.width
            || self.west.wrapping_sub(other.west) <= other.width;
        across && self.north <= other.south && other.north <= self.south
    }

    /// The middle of the box.
    pub fn centre(&self) -> Merc {
        Merc {
            x: self.west.wrapping_add(self.width / 2),
            y: self.north + (self.south.saturating_sub(self.north)) / 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOSUL: LonLat = LonLat {
        lon: 43.1189,
        lat: 36.335,
    };
    const RAQQA: LonLat = LonLat {
        lon: 39.0079,
        lat: 35.9528,
    };

    proptest! {
        #[test]
        fn a_position_survives_the_projection_to_a_centimetre(lon in -180.0..180.0, lat in -85.0..85.0) {
            let at = LonLat { lon, lat };
            prop_assert!(at.distance_km(Merc::from_lonlat(at).to_lonlat()) < 1e-5);
        }

        #[test]
        fn any_numbers_make_a_position_or_none(lon in any::<f64>(), lat in any::<f64>()) {
            if let Some(at) = LonLat::new(lon, lat) {
                let back = Merc::from_lonlat(at).to_lonlat();
                prop_assert!(back.lat.abs() <= MAX_LATITUDE + 1e-6);
            }
        }
    }

    #[test]
    fn the_poles_are_pinned_to_the_edge() {
        assert_eq!(
            Merc::from_lonlat(LonLat {
                lon: 0.0,
                lat: 90.0
            })
            .y,
            0
        );
        assert_eq!(
            Merc::from_lonlat(LonLat {
                lon: 0.0,
                lat: -90.0
            })
            .y,
            u32::MAX
        );
        assert!(is_pinned(86.0) && !is_pinned(85.0));
    }

    #[test]
    fn mosul_lies_371_km_from_raqqa() {
        assert!(
            (MOSUL.distance_km(RAQQA) - 371.6).abs() < 1.0,
            "{}",
            MOSUL.distance_km(RAQQA)
        );
    }

    #[test]
    fn boxes_wrap_around_the_antimeridian() {
        let fiji = BBox::new([177.0, -20.0, -178.0, -12.0]).unwrap();
        let inside = LonLat {
            lon: 179.9,
            lat: -17.0,
        };
        assert!(
            fiji.contains(inside)
                && fiji.contains(LonLat {
                    lon: -179.9,
                    lat: -17.0
                })
        );
        assert!(fiji.to_merc().contains(Merc::from_lonlat(inside)));
        assert!(!fiji.to_merc().contains(Merc::from_lonlat(MOSUL)));
        let suva = BBox::new([-179.0, -19.0, -178.5, -18.0]).unwrap().to_merc();
        assert!(fiji.to_merc().touches(&suva) && suva.touches(&fiji.to_merc()));
    }

    #[test]
    fn a_box_around_points_takes_the_short_way() {
        let at = |lon| Merc::from_lonlat(LonLat { lon, lat: 0.0 });
        let pacific = MercBox::around([at(179.5), at(-179.5)]).unwrap();
        assert_eq!(pacific.west, at(179.5).x);
        let km = f64::from(pacific.width) / units_per_km(0.0);
        assert!((km - 111.3).abs() < 1.0, "{km}");
        let levant = MercBox::around([at(44.0), at(36.0), at(38.0)]).unwrap();
        assert_eq!(
            (levant.west, levant.width),
            (at(36.0).x, at(44.0).x - at(36.0).x)
        );
        assert_eq!(MercBox::around([at(44.0)]).unwrap().width, 0);
        assert_eq!(MercBox::around([]), None);
    }

    #[test]
    fn a_box_around_the_earth_is_as_wide_as_the_earth() {
        let all = BBox::new([-180.0, -85.0, 180.0, 85.0]).unwrap().to_merc();
        assert_eq!(all.width, u32::MAX);
        assert!(all.contains(Merc::from_lonlat(MOSUL)));
    }

    proptest! {
        #[test]
        fn a_box_around_points_holds_them(points in prop::collection::vec((any::<u32>(), any::<u32>()), 1..20)) {
            let points: Vec<Merc> = points.into_iter().map(|(x, y)| Merc { x, y }).collect();
            let around = MercBox::around(points.iter().copied()).unwrap();
            prop_assert!(points.iter().all(|at| around.contains(*at)));
        }
    }
}
