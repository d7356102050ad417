//! Drawing, on one core: every chart of the demonstration in turn.

use baocao::domain::Moment;
use baocao::publish::{Lang, chart};
use baocao_widget::{SvgOptions, Theme};

use crate::{heading, per_second, sample};

pub fn print() {
    heading("Charts (the demonstration's eight in turn, one core)");
    let app = baocao::app::App::open(&baocao::config::Settings::of(sample::folder("bench-charts")))
        .expect("a new store opens");
    app.load_demo(&Moment::now()).expect("the demonstration is sound");
    let cube = app.snapshot();
    let today = Moment::now().day;
    let datasets: Vec<_> = cube
        .catalogue()
        .parts()
        .charts
        .iter()
        .map(|spec| {
            let report = app.answer(&chart::query(spec, None), today).expect("an answer");
            chart::dataset(&report, spec, Lang::Vi)
        })
        .collect();
    let options = SvgOptions { width: 640, height: None, theme: Theme::Auto, standalone: true, texts: true };
    let mut bytes = 0;
    let mut turn = 0;
    let rate = per_second(|| {
        turn += 1;
        bytes = baocao_widget::svg(&datasets[turn % datasets.len()], &options).len().max(bytes);
    });
    println!("  {:<44} {rate:>12.0}/s   the largest has {bytes} bytes", "SVG, 640 pixels wide");
}
