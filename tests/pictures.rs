//! The pictures that the service makes for whoever has no browser: each as PNG, and as the card that networks show.

use baocao::app::App;
use baocao::config::Settings;
use baocao::domain::{Moment, Slug};
use baocao::publish::png::{self, Size};
use baocao::publish::{Lang, chart};
use baocao_gallery::document::read;
use baocao_widget::Dataset;
use baocao_widget::dataset::Picker;

use crate::harness::{Folder, Kept, Picture, Tolerance, charts};

/// The same drawing gives the same pixels; what another processor rounds differently is not seen.
const TOLERANCE: Tolerance = Tolerance { unseen: 8, pixels: 0 };

const PLAIN: Size = Size::Plain { width: 640, scale: 1 };

/// Longer than a card has room for in one line, with the letters and signs that a font is most likely to lack.
const LONG: &str = "Tỷ lệ giải ngân vốn “đầu tư công” của những đơn vị đã vượt kế hoạch năm → nhưng vẫn còn giữ lại \
    −5 ₫ … ở mỗi quận, huyện, thị xã: ẵ ẫ ẳ ộ ổ ữ ự ỹ Ỵ Đ đ";

/// Every chart of the demonstration, as the service answers it.
fn demonstration(lang: Lang) -> Vec<(&'static str, Dataset)> {
    let folder = Folder::new();
    let app = App::open(&Settings::of(folder.path())).unwrap();
    app.load_demo(&Moment::now()).unwrap();
    let cube = app.snapshot();
    let drawn = |slug: &'static str| {
        let spec = cube.catalogue().chart(&Slug::parse(slug).unwrap()).unwrap();
        let report = app.answer(&chart::query(spec, None), Moment::now().day).unwrap();
        (slug, chart::dataset(&report, spec, lang))
    };
    charts().into_iter().map(drawn).collect()
}

fn sample(name: &str) -> Dataset {
    let case = baocao_gallery::cases().into_iter().find(|case| case.name == name);
    read(&case.unwrap().document)
}

fn file(dataset: &Dataset, size: Size) -> Vec<u8> {
    png::document(dataset, size).unwrap().bytes
}

#[test]
fn what_the_service_paints_looks_as_it_was_seen() {
    let mut kept = Kept::open("service", TOLERANCE);
    for lang in [Lang::Vi, Lang::En] {
        let tag = lang.tag();
        for (slug, dataset) in demonstration(lang) {
            kept.hold(&format!("{slug}-{tag}.png"), &file(&dataset, PLAIN));
            if ["inspection-work", "discipline-shares", "programme-tasks-2022"].contains(&slug) {
                kept.hold(&format!("{slug}-{tag}-card.png"), &file(&dataset, Size::Card));
            }
        }
    }
    for case in baocao_gallery::files() {
        kept.hold(&format!("{}.png", case.name), &file(&read(&case.document), PLAIN));
    }
    for name in ["bar-long-names", "column-vi", "line-vi", "number-vi"] {
        let mut dataset = sample(name);
        dataset.drawing.title = LONG.to_owned();
        kept.hold(&format!("{name}-long-title-card.png"), &file(&dataset, Size::Card));
    }
    kept.all_look_as_seen("service_paints_looks_as_it_was_seen");
}

#[test]
fn one_changed_digit_is_seen_in_a_painted_picture() {
    let painted = |digit: &str| {
        let mut dataset = sample("column-vi");
        dataset.drawing.footer = vec![format!("Nguồn: 81.03{digit}")];
        Picture::decode(&file(&dataset, PLAIN))
    };
    let (three, eight) = (painted("3"), painted("8"));
    let difference = three.difference(&eight, TOLERANCE.unseen);
    assert!(difference.count > TOLERANCE.pixels, "{difference}");
    assert_eq!(three.difference(&painted("3"), 0).count, 0);
}

#[test]
fn a_picture_shows_no_box_that_nobody_can_press() {
    let plain = sample("bar-vi");
    let mut offering = plain.clone();
    let options = vec![("2022".to_owned(), "Năm 2022".to_owned())];
    offering.drawing.pickers =
        vec![Picker { parameter: "period".to_owned(), label: "Kỳ".to_owned(), options, chosen: 0 }];
    for size in [PLAIN, Size::Card] {
        assert!(file(&plain, size) == file(&offering, size), "{size:?}");
    }
}
