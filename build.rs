//! Says whether the article's text is at hand: it may not be passed on everywhere, and the program is whole without it.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(article_text)");
    println!("cargo::rerun-if-changed=assets/events");
    if Path::new("assets/events/article.txt").exists() {
        println!("cargo::rustc-cfg=article_text");
    }
}
