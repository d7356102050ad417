//! Catalogues: every problem at once, and nothing that figures use is lost.

use std::path::Path;

use super::fixtures::{DEMO, csv};
use crate::domain::{Catalogue, Sort, Used};
use crate::intake::catalogue::{Tables, catalogue, still_serves};
use crate::intake::demo;
use crate::intake::problem::Lang;

#[test]
fn the_demonstration_data_are_taken() {
    assert_eq!(csv(std::str::from_utf8(demo::FIGURES).unwrap()).unwrap().len(), 91);
    assert_eq!(DEMO.parts().charts.len(), 10);
}

#[test]
fn names_are_composed_whatever_the_machine_wrote() {
    let decomposed = "code,parent,name_vi,name_en,kind\nhanoi,,Ha\u{300} No\u{323}\u{302}i,Hanoi,city\n";
    let tables = demo::tables().with("organizations.csv", decomposed.as_bytes().to_vec());
    assert_eq!(catalogue(&tables, &DEMO).unwrap().organizations[0].names.vi, "Hà Nội");
}

#[test]
fn a_ratio_counts_and_a_published_percentage_is_an_index() {
    let told = |unit: &str, kind: &str| {
        let text = format!("code,name_vi,name_en,unit,unit_vi,kind,decimals\nx,X,X,{unit},u,{kind},1\n");
        match catalogue(&demo::tables().with("indicators.csv", text.into_bytes()), &Catalogue::default()) {
            Err(problems) => problems.into_iter().filter(|one| one.file == Some("indicators.csv")).collect(),
            Ok(_) => Vec::new(),
        }
    };
    for (unit, kind) in [("case", "ratio"), ("percent", "index")] {
        assert_eq!(told(unit, kind), [], "{unit} {kind}");
    }
    for unit in ["percent", "%"] {
        let problems = told(unit, "ratio");
        let [one] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!((one.line, one.code().as_ref(), one.value.as_str()), (2, "invalid-unit-of-a-ratio", unit));
        for lang in [Lang::Vi, Lang::En] {
            assert!(one.remedy(lang).contains("index") && one.remedy(lang).contains("universe"));
        }
    }
}

#[test]
fn every_problem_of_a_catalogue_is_told_at_once() {
    let tables = Tables::default()
        .with("indicators.csv", &b"code,name_vi,name_en,unit,unit_vi,kind,decimals\nx,X,X,u,u,sum,12\nx,,X,u,u,flow,0\n"[..])
        .with("organizations.csv", &b"code,parent,name_vi,name_en,kind,valid_from,valid_to\na,b,A,A,city,,\na,,A,A,city,2020-01-01,\nc,,C,C,moon,2020-01-01,2019-01-01\n"[..])
        .with("charts.csv", "slug,kind,query,category,title_vi,title_en\ns,pie,indicator=q&organization=a&period=2022,outcome,T,T\n".as_bytes());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    let told: Vec<_> = problems
        .iter()
        .map(|one| {
            format!(
                "{} {} {} {}",
                one.file.unwrap(),
                one.line,
                one.column.as_deref().unwrap_or("-"),
                one.code()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "indicators.csv 2 kind invalid-kind",
            "indicators.csv 2 decimals invalid-number",
            "indicators.csv 3 code twice",
            "indicators.csv 3 name_vi required",
            "organizations.csv 2 parent unknown-organization",
            "organizations.csv 3 valid_from overlapping-placements",
            "organizations.csv 4 kind invalid-organization-kind",
            "organizations.csv 4 valid_to overlapping-placements",
            "sources.csv 0 - missing-file",
            "charts.csv 2 kind invalid-chart-kind",
            "charts.csv 2 query unknown-indicator",
            "charts.csv 2 category invalid-dimension",
        ]
    );
}

#[test]
fn a_chart_says_how_it_is_drawn_and_what_its_readers_pick() {
    let header =
        "slug,kind,query,category,title_vi,title_en,sort,top,stacking,references_vi,references_en,pickers";
    let asks = "indicator=disciplined&organization=hanoi/*&period=2022&subject=member";
    let read = |row: &str| {
        let text = format!("{header}\n{row}\n").into_bytes();
        catalogue(&demo::tables().with("charts.csv", text), &DEMO).map(|parts| parts.charts[0].clone())
    };
    let row = "line 10 Chỉ tiêu,line 10 Target,organization=*; outcome=warning|reprimand";
    let chart = read(&format!("s,bar,{asks},organization,T,T,descending,10,,{row}")).unwrap();
    assert_eq!((chart.look.sort, chart.look.top), (Sort::Descending, Some(10)));
    assert_eq!(chart.look.references[0].labels.en, "Target");
    let own = chart.pickers[0].values(&chart, &DEMO);
    assert_eq!((own[0].as_str(), own[1].as_str(), own.len()), ("hanoi/*", "ba-dinh", 31));
    assert_eq!(chart.pickers[1].values(&chart, &DEMO), ["", "warning", "reprimand"], "the total is its own");

    let column = format!("s,column,{asks},period,T,T,descending,5,percent,line 1.5 X,line 2 Y,tier=*");
    let problems = read(&column).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|one| format!("{} {}", one.column.as_deref().unwrap(), one.code())).collect();
    assert_eq!(told, ["references_vi invalid-translation-of-references", "pickers not-broken-down"]);
    let column = format!("s,column,{asks},period,T,T,descending,5,percent,line 1.5 X,,");
    let problems = read(&column).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|one| format!("{} {}", one.column.as_deref().unwrap(), one.code())).collect();
    assert_eq!(
        told,
        [
            "references_vi too-many-decimals",
            "sort invalid-category-for-sort",
            "top invalid-kind-for-top",
            "stacking invalid-kind-for-stacking"
        ]
    );
    for problem in problems {
        assert!(!problem.fault.remedy(Lang::Vi).is_empty());
    }
}

#[test]
fn a_tree_with_a_circle_is_no_tree() {
    let circle = "code,parent,name_vi,name_en,kind\na,b,A,A,city\nb,a,B,B,unit\n";
    let tables = demo::tables().with("organizations.csv", circle.as_bytes());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    assert_eq!((problems[0].file, problems[0].line), (Some("organizations.csv"), 2));
}

#[test]
fn a_moved_organization_has_a_place_for_each_time() {
    let moved = "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\n\
                 a,,A,A,city,,,\nb,,B,B,city,,,\n\
                 c,a,C,C,unit,,2020-01-01,\nc,b,C mới,New C,unit,2020-01-01,2025-01-01,a;b\n";
    let tables = demo::tables().with("organizations.csv", moved.as_bytes());
    let parts = catalogue(&tables, &Catalogue::default()).unwrap();
    let moved = &parts.organizations[2];
    assert_eq!((moved.placements.len(), moved.successors.len(), moved.names.en.as_str()), (2, 2, "New C"));
}

#[test]
fn a_table_that_is_not_there_leaves_its_part_as_it_is() {
    let source = "id,publisher,published_on,title_vi\nnew,X,2026-01-01,Y\n";
    let parts = catalogue(&Tables::default().with("sources.csv", source.as_bytes()), &DEMO).unwrap();
    assert_eq!(parts.sources.len(), 1);
    assert_eq!(parts.indicators, DEMO.parts().indicators);
}

#[test]
fn a_folder_that_is_not_there_is_one_problem() {
    let problems = Tables::in_folder(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code(), "no-folder");
}

#[test]
fn a_catalogue_keeps_what_figures_use() {
    let mut used = Used::default();
    for figure in csv(std::str::from_utf8(demo::FIGURES).unwrap()).unwrap() {
        used.indicators.insert((figure.indicator, figure.breakdown));
        used.organizations.insert(figure.organization);
        used.sources.extend(figure.source);
    }
    let today = jiff::civil::date(2026, 11, 22);
    assert_eq!(still_serves(DEMO.parts(), &DEMO, &used, today), Ok(()));
    let mut parts = DEMO.parts().clone();
    parts.indicators.retain(|one| one.code.as_str() != "disciplined");
    parts.indicators[0].decimals = 2;
    parts.organizations.retain(|one| one.code.as_str() != "vietnam");
    parts.sources.remove(0);
    let told: Vec<_> = still_serves(&parts, &DEMO, &used, today)
        .unwrap_err()
        .iter()
        .map(|one| format!("{} {}", one.code(), one.value))
        .collect();
    assert_eq!(
        told,
        ["in-use disciplined", "decimals-in-use members-admitted", "in-use vietnam", "in-use dantri-2024-q3"]
    );
}

/// Problems of the demonstration's catalogue with this in place of that: file, line, code, value.
fn told_with(name: &'static str, this: &str, that: &str) -> Vec<String> {
    let text = String::from_utf8(demo::tables().get(name).unwrap().to_vec()).unwrap();
    assert!(text.contains(this), "{name} has no {this}");
    let tables = demo::tables().with(name, text.replacen(this, that, 1).into_bytes());
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    let one = |one: &crate::intake::Problem| {
        let severity = one.severity.as_str();
        format!("{} {} {} {} {severity}", one.file.unwrap_or("-"), one.line, one.code(), one.value)
    };
    problems.iter().map(one).collect()
}

#[test]
fn one_faulty_row_is_told_once_with_how_many_problems_follow() {
    // Charts and forms name the indicator.
    let told = told_with("indicators.csv", "members-admitted,Đảng viên kết nạp", "members-admitted,");
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "indicators.csv 2 required  error");
    assert_eq!(told[1], "indicators.csv 2 problems-that-follow members-admitted warning");
    // Thirty districts stand below the city.
    let told = told_with("organizations.csv", ",city,", ",town-hall,");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with("invalid-organization-kind town-hall error"), "{told:?}");
    assert!(told[1].contains("problems-that-follow hanoi"), "{told:?}");
    // A form's items.
    let told = told_with("forms.csv", "inspection,", "Inspection,");
    assert!(told[0].starts_with("forms.csv 2 invalid-form Inspection"), "{told:?}");
    // A name that nobody has anywhere is a problem of its own.
    let told = told_with("form-items.csv", "inspection,members-admitted", "inspection,members-left");
    assert_eq!(told, ["form-items.csv 2 unknown-indicator members-left error"]);
}

#[test]
fn a_column_that_is_not_there_is_told_and_not_all_who_miss_its_rows() {
    let told = told_with("indicators.csv", ",kind,", ",sort,");
    assert!(told.iter().all(|one| one.starts_with("indicators.csv")), "{told:?}");
    assert!(told.len() <= 3 && told.iter().any(|one| one.contains("problems-that-follow")), "{told:?}");
}
