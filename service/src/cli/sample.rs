//! `baocao sample`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::intake::sample::Sample;

/// A hundred organizations and 25 indicators already fill a chart; the rest is for measuring.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to write; made when it is not there
    #[arg(long, value_name = "DIR", env = "BAOCAO_FOLDER")]
    folder: PathBuf,
    /// How many wards and communes the city has, 1 to 999
    #[arg(long, value_name = "COUNT", env = "BAOCAO_ORGANIZATIONS", default_value_t = 126,
        value_parser = clap::value_parser!(u16).range(1..=999))]
    organizations: u16,
    /// How many indicators they report, 1 to 999
    #[arg(long, value_name = "COUNT", env = "BAOCAO_INDICATORS", default_value_t = 100,
        value_parser = clap::value_parser!(u16).range(1..=999))]
    indicators: u16,
    /// For how many months from January 2015 on, 1 to 120
    #[arg(long, value_name = "COUNT", env = "BAOCAO_MONTHS", default_value_t = 120,
        value_parser = clap::value_parser!(u16).range(1..=120))]
    months: u16,
    /// What the figures are drawn from: the same seed gives the same bytes
    #[arg(long, value_name = "NUMBER", env = "BAOCAO_SEED", default_value_t = 1)]
    seed: u64,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { organizations, indicators, months, seed, ref folder } = *args;
    let sample = Sample { organizations, indicators, months, seed };
    let figures = write(&sample, folder).map_err(|wrong| {
        Failure::new(format_args!("the folder `{}` cannot be written ({wrong})", folder.display()))
    })?;
    say(format_args!(
        "written: {figures} generated figures, a filing for each month; sample data, of no real city\n\
         next: baocao catalogue load {0}/catalogue && baocao file {0}/figures/*.csv",
        folder.display()
    ));
    Ok(())
}

fn write(sample: &Sample, folder: &Path) -> io::Result<usize> {
    let (catalogue, figures) = (folder.join("catalogue"), folder.join("figures"));
    fs::create_dir_all(&catalogue)?;
    fs::create_dir_all(&figures)?;
    for (name, text) in sample.tables() {
        fs::write(catalogue.join(name), text)?;
    }
    let mut count = 0;
    for month in 0..sample.months {
        let text = sample.figures(month);
        count += text.lines().count() - 1;
        fs::write(figures.join(format!("{}.csv", Sample::period(month))), text)?;
    }
    Ok(count)
}
