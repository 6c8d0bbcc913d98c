use ratatui::buffer::Buffer;
use sitmap::app::{App, layout::Size, world::World};
use sitmap::scene::{Scene, ground::GroundCache};
use sitmap::{basemap::Basemap, gazetteer::Gazetteer, load, ui};
use std::sync::Arc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (c, r) = a[1].split_once('x').unwrap();
    let size = Size {
        columns: c.parse().unwrap(),
        rows: r.parse().unwrap(),
    };
    let t0 = std::time::Instant::now();
    let gaz = load::Input::from_memory(
        "gazetteer",
        include_bytes!("../assets/gazetteer/gazetteer.json"),
        &[],
    );
    let (gf, _) = load::load_gazetteer(&gaz).unwrap();
    let ids: std::collections::HashSet<String> =
        gf.places.iter().map(|p| p.id.to_string()).collect();
    let input = load::Input::from_memory(
        "article.json",
        include_bytes!("../assets/events/article.json"),
        &[("article.txt", include_str!("../assets/events/article.txt"))],
    );
    let loaded = load::load(&[input], &|id| ids.contains(id)).unwrap();
    for f in &loaded.report.faults {
        eprintln!("{f}");
    }
    let (g, p) = Gazetteer::merge(vec![
        (loaded.dataset.places.clone(), vec![]),
        (gf.places, gf.regions),
    ]);
    eprintln!("{} problems {:?}", p.len(), t0.elapsed());
    let b = Basemap::bundled().unwrap();
    eprintln!("base {:?}", t0.elapsed());
    let world = Arc::new(World::new(loaded.dataset, g, b, vec![]));
    eprintln!("world {:?}", t0.elapsed());
    let ds = world.dataset.clone();
    let mut app = App::new(
        world,
        Arc::new(move |e| load::read_record(&ds, e).map_err(|e| e.to_string())),
        size,
        2.0,
    );
    for k in &a[3..] {
        let key = sitmap::input::key::Key::parse(k).unwrap();
        if let Some(act) = sitmap::input::action(&app.view, key) {
            app.act(act);
        }
    }
    let theme = ui::theme::Theme {
        colours: match a[2].as_str() {
            "256" => ui::theme::Colours::Many,
            "16" => ui::theme::Colours::Sixteen,
            _ => ui::theme::Colours::None,
        },
        ascii: false,
    };
    let mut cache = GroundCache::default();
    let t1 = std::time::Instant::now();
    let scene = Scene::build(&app, theme.look(), &mut cache);
    eprintln!("scene {:?}", t1.elapsed());
    let t1 = std::time::Instant::now();
    let scene2 = Scene::build(&app, theme.look(), &mut cache);
    eprintln!("scene again {:?}", t1.elapsed());
    drop(scene2);
    let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, size.columns, size.rows));
    let t1 = std::time::Instant::now();
    ui::draw(&scene, &theme, &mut buf);
    eprintln!("draw {:?}", t1.elapsed());
    for y in 0..size.rows {
        let mut s = String::new();
        for x in 0..size.columns {
            s.push_str(buf[(x, y)].symbol());
        }
        println!("{}", s.trim_end());
    }
}
