//! The gallery as a page: every case drawn as the service draws it, and ready to be used as in any host page.

use std::io;
use std::path::Path;

use baocao_widget::dataset::Kind;
use baocao_widget::{SvgOptions, Theme};
use minijinja::value::Serde;
use serde::Serialize;

use crate::{Case, document, root};

/// One case as the template sees it.
#[derive(Serialize)]
struct Figure<'a> {
    name: &'a str,
    svg: String,
}

/// The cases of one kind.
#[derive(Serialize)]
struct Group<'a> {
    kind: &'a str,
    figures: Vec<Figure<'a>>,
}

/// What the template is given.
#[derive(Serialize)]
struct Page<'a> {
    groups: Vec<Group<'a>>,
    width: u32,
    style: String,
}

/// The page with every case drawn for this many pixels.
///
/// # Panics
///
/// When the template in the repository is not one.
#[must_use]
pub fn html(cases: &[Case], width: u32) -> String {
    let options = SvgOptions { width, height: None, theme: Theme::Auto, standalone: false, texts: true };
    let figure = |case: &'_ Case| baocao_widget::svg(&document::read(&case.document), &options);
    let groups: Vec<Group> = Kind::ALL
        .iter()
        .map(|&(kind, _)| {
            let of_kind = cases.iter().filter(|case| case.document["extension"]["chart"]["kind"] == kind);
            let figures = of_kind.map(|case| Figure { name: &case.name, svg: figure(case) }).collect();
            Group { kind, figures }
        })
        .collect();
    let template =
        std::fs::read_to_string(root().join("templates/pages/gallery.html.j2")).expect("the template");
    let mut environment = minijinja::Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.add_template("gallery.html", &template).expect("a sound template");
    let context = Page { groups, width, style: baocao_widget::stylesheet(Theme::Auto) };
    let page = environment.get_template("gallery.html").and_then(|page| page.render(Serde(context)));
    page.expect("a page")
}

/// The pages, the documents that they draw, the font and the widget's files, as one folder that any server can serve.
///
/// # Errors
///
/// When the folder cannot be written.
pub fn write(cases: &[Case], folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder.join("documents"))?;
    for case in cases {
        std::fs::write(
            folder.join("documents").join([&case.name, ".json"].concat()),
            case.document.to_string(),
        )?;
    }
    for (name, width) in [("index.html", 600), ("320.html", 320), ("960.html", 960)] {
        std::fs::write(folder.join(name), html(cases, width))?;
    }
    for font in ["Roboto-Regular.ttf", "Roboto-Bold.ttf"] {
        std::fs::copy(root().join("widget/fonts").join(font), folder.join(font))?;
    }
    // Without the widget the pages are still there, static.
    for file in std::fs::read_dir(root().join("target/page")).into_iter().flatten().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name()))?;
    }
    Ok(())
}
