//! A made-up city: 30 districts, 20 indicators, 120 months; 72,000 figures and no meaning.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use baocao::app::{App, Submission};
use baocao::config::Settings;
use baocao::domain::{Filer, Moment};
use baocao::intake::{Format, Handling};

pub const DISTRICTS: usize = 30;
pub const INDICATORS: usize = 20;

/// A folder under the build's own, emptied first.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the build's temporary folder can be written");
    folder
}

pub fn catalogue() -> PathBuf {
    let folder = folder("bench-catalogue");
    let mut indicators =
        String::from("code,name_vi,name_en,unit,unit_vi,kind,decimals,polarity,sensitive,breakdowns,theme\n");
    for number in 0..INDICATORS {
        let _ = writeln!(
            indicators,
            "sample-{number},Mẫu {number},Sample {number},case,vụ,flow,0,neutral,no,,sample"
        );
    }
    let mut organizations = String::from(
        "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\ncity,,Thành phố,City,city,,,\n",
    );
    for number in 0..DISTRICTS {
        let _ = writeln!(
            organizations,
            "district-{number},city,Quận {number},District {number},urban-district,,,"
        );
    }
    let sources = "id,publisher,published_on,title_vi,about\nsample,Mẫu,2020-01-01,Mẫu,Sample\n";
    for (name, text) in [
        ("indicators.csv", indicators.as_str()),
        ("organizations.csv", &organizations),
        ("sources.csv", sources),
    ] {
        std::fs::write(folder.join(name), text).expect("the build's temporary folder can be written");
    }
    folder
}

/// One filing of everything; `salt` makes its bytes new.
pub fn filing(salt: usize) -> String {
    let mut csv =
        String::from("source,indicator,organization,period,as_of,measure,breakdown,value,qualifier\n");
    for indicator in 0..INDICATORS {
        for district in 0..DISTRICTS {
            for month in 0..120 {
                let (year, month) = (2010 + month / 12, month % 12 + 1);
                let value = (indicator * 7_919 + district * 104_729 + month * 31 + year + salt) % 10_000;
                let _ = writeln!(
                    csv,
                    "sample,sample-{indicator},district-{district},{year}-{month:02},,actual,,{value},"
                );
            }
        }
    }
    csv
}

pub fn app(name: &str) -> App {
    let app = App::open(&Settings::of(folder(name))).expect("a new store opens");
    app.load_catalogue(&catalogue(), &Moment::now()).expect("the sample catalogue is sound");
    app
}

pub fn file(app: &App, csv: &str) -> usize {
    let filer = Filer { name: "bench".to_owned(), organization: None };
    let submission = Submission {
        bytes: csv.as_bytes(),
        format: Format::Csv,
        filer,
        at: Moment::now(),
        handling: Handling::default(),
    };
    app.accept(&submission).expect("the sample is sound").figures
}
