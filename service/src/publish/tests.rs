//! All formats over the same report.

use baocao_widget::Dataset;
use baocao_widget::dataset::Kind;

use crate::domain::{Amount, Catalogue, ChartSpec, Choices, Draft, Threshold, Version};
use crate::rollup::Note;
use crate::rollup::vintages::{ChangedRow, Newer};

use super::dialect::Dialect;
use super::embed::{Loader, Place};
use super::feed::Channel;
use super::search::Shelves;
use super::sentence::WrittenFor;
use super::testing::{self, BITING};
use super::{
    Document, Format, Lang, chart, chart_json, drafting, embed, escape, feed, notes, oembed, pages, png,
    search, sentence, svg, table,
};

fn text(format: Format) -> String {
    String::from_utf8(format.document(&testing::report(), Lang::Vi).unwrap().bytes).unwrap()
}

#[test]
fn every_format_prints_the_same_number_exactly() {
    for (format, cell) in [
        (Format::Json, "\"actual\":81033.18,"),
        (Format::Csv(Dialect::Standard), ",81033.18,"),
        (Format::Csv(Dialect::ExcelVi), ";81033,18;"),
        (Format::Sdmx, ",81033.18,"),
        (Format::JsonStat, "\"value\":[81033.18,null,"),
    ] {
        assert!(text(format).contains(cell), "{format:?}: {}", text(format));
    }
}

#[test]
fn what_is_not_reported_or_suppressed_is_empty_and_never_zero() {
    let json: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
    assert!(json["rows"][1]["actual"].is_null() && json["rows"][1]["status"] == "L");
    assert!(json["rows"][2]["actual"].is_null() && json["rows"][2]["status"] == "Q");
    let dataset = chart::dataset(&testing::report(), &testing::spec("column"), Lang::Vi);
    let cells: Vec<String> =
        table::table(&dataset).rows.into_iter().flat_map(|row| row.cells).map(|cell| cell.text).collect();
    assert_eq!(cells, ["81.033,18", "chưa báo cáo", "bảo mật"]);
    assert_eq!(dataset.status, ['A', 'L', 'Q']);
}

#[test]
fn a_name_is_no_formula_in_a_spreadsheet() {
    let csv = text(Format::Csv(Dialect::Standard));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[19], format!("'{BITING}"));
}

#[test]
fn names_stay_text_in_pages_snippets_pictures_and_oembed() {
    let report = testing::report();
    let spec = testing::spec("column");
    let dataset = chart::dataset(&report, &spec, Lang::En);
    let loader = Loader { path: "/widget/baocao.js".into(), integrity: "sha384-x".into() };
    let place = Place {
        base: "http://host",
        lang: Lang::En,
        known_on: None,
        choices: Choices::default(),
        loader: Some(&loader),
    };
    let shown = || pages::Shown {
        spec: &spec,
        report: &report,
        dataset: &dataset,
        sentence: Some(BITING.to_owned()),
        place: &place,
        theme: "auto",
        newer: None,
    };
    let (indicator, organization) =
        (&report.catalogue.parts().indicators[0], &report.catalogue.parts().organizations[0]);
    let (reports, today) = (std::slice::from_ref(&report), report.known_on);
    let shelves = Shelves { catalogue: &report.catalogue, periods: &[], today };
    let cards = vec![pages::card(&spec, &dataset, None)];
    let front = pages::Front { catalogue: &report.catalogue, periods: &[], cards, newest: None };
    let sheet = pages::IndicatorSheet {
        indicator,
        organization,
        is_chosen: true,
        organizations: Vec::new(),
        reports,
        shown: Some(shown()),
        sentences: vec![BITING.to_owned()],
        history: None,
        threshold: Threshold::default(),
        version: Version::default(),
        today,
    };
    let of_organization = pages::OrganizationSheet { organization, newest: reports, today };
    let section =
        pages::Section { indicator, reports, charts: vec![shown()], sentences: vec![BITING.to_owned()] };
    let period = report.rows[0].period;
    let briefing =
        pages::BriefingSheet { period, organization, is_chosen: false, sections: vec![section], today };
    let entry = testing::entry();
    let embeds = embed::embeds(&dataset, &spec, &place).unwrap();
    let rich = oembed::rich(&spec, &dataset, &place, (640, 400)).unwrap();
    let documents = [
        pages::chart(&shown()).unwrap(),
        pages::frame(&shown()).unwrap(),
        pages::studio_chart(&shown()).unwrap(),
        studio_gallery(&place, &spec, &dataset),
        studio_builder(&place, &report.catalogue, &shown()),
        pages::front(&place, front).unwrap(),
        pages::search(&place, BITING, &search::search(shelves, "x", Lang::Vi, 9)).unwrap(),
        pages::indicators(&place, &report.catalogue).unwrap(),
        pages::organizations(&place, &report.catalogue, report.known_on).unwrap(),
        pages::indicator(&place, &report.catalogue, &sheet).unwrap(),
        pages::organization(&place, &report.catalogue, &of_organization).unwrap(),
        pages::briefing(&place, &report.catalogue, &briefing).unwrap(),
        pages::release(&place, &entry).unwrap(),
        feed::atom(Channel { base: "http://host", title: BITING, lang: Lang::Vi }, &[entry]),
        svg::document(&dataset, 640, baocao_widget::Theme::Auto),
        oembed::xml(&rich),
    ];
    let pages = documents.into_iter().map(|document| String::from_utf8(document.bytes).unwrap());
    for page in pages.chain([embeds.element, embeds.frame, embeds.figure, rich.html]) {
        assert!(!page.contains("</script><b>") && !page.contains("\"x\" &"), "{page}");
    }
    assert!(rich_begins(&shown()));
}

fn studio_gallery(place: &Place<'_>, spec: &ChartSpec, dataset: &Dataset) -> Document {
    let wanted = pages::Wanted { words: BITING, page: 2, found: 100 };
    pages::studio(place, vec![pages::card(spec, dataset, None)], &wanted).unwrap()
}

fn studio_builder(place: &Place<'_>, catalogue: &Catalogue, shown: &pages::Shown<'_>) -> Document {
    let mut draft = Draft::of(shown.spec);
    for field in [
        "title_vi",
        "note1_vi",
        "note1_at",
        "note1",
        "by-x",
        "organization",
        "from",
        "kind",
        "series",
        "pickers",
    ] {
        draft.put(field, BITING);
    }
    let (told, full) = ([BITING.to_owned()], drafting::completed(&draft, catalogue, &[]));
    let built = pages::Built {
        place,
        catalogue,
        draft: &draft,
        full: &full,
        filed: &[],
        shown: Some(shown),
        told: &told,
        of: (Some(BITING), None),
    };
    pages::studio_build(&built).unwrap()
}

#[test]
fn a_chart_that_its_catalogue_pins_says_so_and_tells_at_most_five_changes() {
    let mut report = testing::report();
    report.query.known_on = Some(report.known_on);
    let (spec, place) = (testing::spec("column"), Place::plain("http://host", Lang::En, None));
    let dataset = chart::dataset(&report, &spec, Lang::En);
    let before = Some(report.rows[1].clone());
    let changed = ChangedRow { before, after: Some(report.rows[0].clone()) };
    let newer = |count: usize| Newer {
        changed: vec![changed.clone(); count],
        cells: 9,
        known_on: jiff::civil::date(2024, 2, 1),
    };
    for (count, sentence, more) in [
        (0, "up to 1 February 2024; none in this chart has changed.", ""),
        (1, "1 of 9 in this chart has changed.", ""),
        (7, "7 of 9 in this chart have changed.", "<li>and 2 more</li>"),
    ] {
        let shown = pages::Shown {
            spec: &spec,
            report: &report,
            dataset: &dataset,
            sentence: None,
            place: &place,
            theme: "auto",
            newer: Some(newer(count)),
        };
        let page = String::from_utf8(pages::chart(&shown).unwrap().bytes).unwrap();
        assert!(
            page.contains("pinned to what was known on 31 January 2024.") && page.contains(sentence),
            "{page}"
        );
        assert!(
            page.contains(more) && !page.contains("See the newest"),
            "its live self is pinned too: {page}"
        );
        assert_eq!(page.matches("not reported → 81,033.18").count(), count.min(5));
        assert!(!page.contains("</script><b>"), "names stay text");
    }
}

/// WordPress keeps the blockquote only when the html begins with it.
fn rich_begins(shown: &pages::Shown<'_>) -> bool {
    let rich = oembed::rich(shown.spec, shown.dataset, shown.place, (640, 400)).unwrap();
    rich.html.starts_with("<blockquote")
}

#[test]
fn a_snippet_for_a_strict_page_has_no_style_and_shifts_nothing() {
    let spec = testing::spec("column");
    let dataset = chart::dataset(&testing::report(), &spec, Lang::Vi);
    let loader = Loader { path: "/widget/baocao.js".into(), integrity: "sha384-x".into() };
    let place = Place {
        base: "https://host",
        lang: Lang::Vi,
        known_on: None,
        choices: Choices::default(),
        loader: Some(&loader),
    };
    let embeds = embed::embeds(&dataset, &spec, &place).unwrap();
    assert!(!embeds.element.contains("style"), "{}", embeds.element);
    for part in
        ["integrity=\"sha384-x\"", "width=\"720\"", "width=\"360\"", "<table>", "alt=\"", "loading=\"lazy\""]
    {
        assert!(embeds.element.contains(part), "`{part}` is not in {}", embeds.element);
    }
    assert!(embeds.frame.contains(" title=\"") && embeds.frame.contains("height=\""), "{}", embeds.frame);
    assert_eq!(embeds.address, "https://host/charts/spent");
}

#[test]
fn every_kind_of_chart_becomes_each_picture() {
    for (code, kind) in Kind::ALL {
        let dataset = chart::dataset(&testing::report(), &testing::spec(code), Lang::Vi);
        assert_eq!(dataset.drawing.kind, kind);
        assert!(
            svg::document(&dataset, 640, baocao_widget::Theme::Auto).bytes.starts_with(b"<svg"),
            "{code}"
        );
        let picture = png::document(&dataset, png::Size::Plain { width: 320, scale: 1 }).unwrap();
        assert!(picture.bytes.starts_with(b"\x89PNG"), "{code}");
        let card = png::document(&dataset, png::Size::Card).unwrap();
        assert_eq!(card.bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "a card of {code} is 1200 by 630");
        let json = chart_json::document(&dataset);
        let json: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
        assert_eq!(json["extension"]["chart"]["kind"], *code);
    }
}

#[test]
fn a_sentence_that_lacks_its_figure_is_absent() {
    let mut report = testing::report();
    let spec = testing::spec("column");
    assert!(
        sentence::sentence(&report, &spec, WrittenFor::Chart, Lang::Vi)
            .unwrap()
            .contains("81.033,18\u{a0}tỷ đồng")
    );
    report.rows[0].actual = None;
    assert!(matches!(
        sentence::sentence(&report, &spec, WrittenFor::Chart, Lang::Vi),
        Err(sentence::Absent::Untold(sentence::Reason::Confidential, Lang::Vi))
    ));
    let table = testing::spec("table");
    assert!(matches!(
        sentence::sentence(&report, &table, WrittenFor::Chart, Lang::Vi),
        Err(sentence::Absent::Untold(sentence::Reason::Confidential, Lang::Vi))
    ));
}

#[test]
fn a_rise_is_called_one_only_when_it_is() {
    use crate::domain::{Amount, Period};
    let mut report = testing::report();
    report.rows.truncate(1);
    let spec = testing::spec("column");
    for (difference, word) in [(100, "tăng"), (-100, "giảm"), (0, "không đổi")] {
        report.rows[0].change = Some(crate::rollup::Change {
            from: Period::parse("2020").unwrap(),
            from_as_of: None,
            from_qualifier: None,
            restated: None,
            absolute: Some(Amount::new(difference, 2)),
            percent: Some(Amount::new(difference / 100, 1)),
        });
        let sentence = sentence::sentence(&report, &spec, WrittenFor::Chart, Lang::Vi).unwrap();
        let said: Vec<&str> =
            ["tăng", "giảm", "không đổi"].into_iter().filter(|one| sentence.contains(one)).collect();
        assert_eq!(said, [word], "{sentence}");
    }
    assert!(!escape::xml("<").contains('<'));
}

#[test]
fn the_list_of_organizations_says_who_came_after_whom() {
    use crate::domain::{Catalogue, CatalogueParts, sample_reorganization};
    let mut parts: CatalogueParts = testing::report().catalogue.parts().clone();
    let mut district = parts.organizations[0].clone();
    district.code = crate::domain::OrganizationCode::parse("district").unwrap();
    district.kind = crate::domain::OrganizationKind::RuralDistrict;
    district.placements[0].validity.until = "2025-07-01".parse().ok();
    parts.organizations.push(district);
    let sample = sample_reorganization(&parts.organizations);
    parts.organizations.extend(sample.begun);
    parts.successions = sample.successions;
    let catalogue = Catalogue::new(parts).unwrap();
    let document = super::catalogue::organizations(&catalogue, crate::domain::Revision(3));
    let read: serde_json::Value = serde_json::from_slice(&document.bytes).unwrap();
    assert_eq!((&read["revision"], read["organizations"].as_array().unwrap().len()), (&"3".into(), 77));
    assert_eq!(
        read["successions"][0],
        serde_json::json!({
            "on": "2025-07-01", "kind": "split", "from": "district", "to": "xa-mau-001",
            "weight": serde_json::from_str::<serde_json::Value>("0.013333").unwrap(),
        })
    );
}

#[test]
fn parts_below_their_total_are_a_share_of_it_and_contradict_it_only_above() {
    let catalogue = testing::named(&[("spent", "Đã chi", "Spent")], &[("hanoi", "Hà Nội", "Hanoi")]);
    let told = |summed| {
        let [reported, summed] = [10_183, summed].map(|units| Amount::new(units, 0));
        let note = Note::PartsDiffer { cell: "spent hanoi 2022 -".to_owned(), reported, summed };
        notes::text(&catalogue, &note, Lang::En)
    };
    assert!(told(894).starts_with("The parts shown make up 894 of the reported total 10,183 ("));
    assert!(told(10_184).starts_with("The parts shown add up to 10,184, not to the reported total 10,183 ("));
    assert!(told(-1).contains(", not to the reported total"));
}
