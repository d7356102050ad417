//! `baocao sample`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::app::{AcceptError, App, LoadError, Submission};
use crate::config::Settings;
use crate::domain::{Actor, Moment, Revision};
use crate::intake::catalogue::Tables;
use crate::intake::sample::Sample;
use crate::intake::{Format, Handling};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write files into this folder, and leave the store alone
    #[arg(long, value_name = "DIR", env = "BAOCAO_FOLDER")]
    folder: Option<PathBuf>,
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

pub(super) fn run(settings: &Settings, args: &Args) -> Result<(), Failure> {
    let Args { organizations, indicators, months, seed, .. } = *args;
    let sample = Sample { organizations, indicators, months, seed };
    match &args.folder {
        Some(folder) => {
            let figures = write(&sample, folder).map_err(|wrong| {
                Failure::new(format_args!("the folder `{}` cannot be written ({wrong})", folder.display()))
            })?;
            say(format_args!("written: {figures} generated figures of no real city, a file for each month"));
        }
        None => {
            let figures = file(&sample, settings)?;
            say(format_args!("filed: {figures} generated figures of no real city, a filing for each month"));
        }
    }
    Ok(())
}

fn file(sample: &Sample, settings: &Settings) -> Result<usize, Failure> {
    let app = App::open(settings)?;
    if app.snapshot().revision() > Revision::default() {
        return Err(Failure::new(format_args!(
            "the store in `{}` holds something, and sample data do not go beside it; name another folder with --data",
            settings.data.display()
        )));
    }
    let at = Moment::now();
    let tables = sample
        .tables()
        .into_iter()
        .fold(Tables::default(), |tables, (name, text)| tables.with(name, text.into_bytes()));
    app.load_tables(&tables, &Actor::operator("sample"), &at).map_err(|wrong| match wrong {
        LoadError::Faulty(problems) => Failure::listing(&problems, settings.lang),
        LoadError::Store(wrong) => wrong.into(),
    })?;
    let mut count = 0;
    for month in 0..sample.months {
        let text = sample.figures(month);
        let filer = Actor::operator("sample");
        let submission = Submission {
            bytes: text.as_bytes(),
            format: Format::Csv,
            filer,
            at: at.clone(),
            handling: Handling::default(),
        };
        count += app.accept(&submission).map_err(|wrong| not_kept(wrong, settings))?.figures;
    }
    Ok(count)
}

fn not_kept(wrong: AcceptError, settings: &Settings) -> Failure {
    match wrong {
        AcceptError::Faulty(problems) => Failure::listing(&problems, settings.lang),
        AcceptError::TooLarge(_) => Failure::new(
            "a month of this city is larger than a filing may be; raise --most-rows and --most-bytes",
        ),
        AcceptError::Store(wrong) => wrong.into(),
    }
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
