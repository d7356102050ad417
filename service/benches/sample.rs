//! The generated city that is measured, as files, and the folders that the bench works in.

use std::path::{Path, PathBuf};
use std::{env, fs};

use baocao::intake::sample::Sample;

/// 126 wards and communes over ten years. A million figures; 7.5 million with `BAOCAO_BENCH_INDICATORS=100`.
pub fn city() -> Sample {
    let indicators =
        env::var("BAOCAO_BENCH_INDICATORS").ok().and_then(|text| text.parse().ok()).unwrap_or(14);
    Sample { organizations: 126, indicators, months: 120, seed: 1 }
}

/// A folder under the build's own, emptied first.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the build's temporary folder can be written");
    folder
}

/// The city's catalogue in a folder, a file of figures for each month, and how many figures those have.
pub struct Files {
    pub catalogue: PathBuf,
    pub figures: Vec<PathBuf>,
    pub count: usize,
}

pub fn files(city: &Sample) -> Files {
    let (catalogue, folder) = (folder("bench-catalogue"), folder("bench-filings"));
    let write = |path: PathBuf, text: &str| {
        fs::write(&path, text).expect("the build's temporary folder can be written");
        path
    };
    for (name, text) in city.tables() {
        write(catalogue.join(name), &text);
    }
    let mut count = 0;
    let month = |month| {
        let text = city.figures(month);
        count += text.lines().count() - 1;
        write(folder.join(format!("{}.csv", Sample::period(month))), &text)
    };
    let figures = (0..city.months).map(month).collect();
    Files { catalogue, figures, count }
}
