//! `/desk/sentences`: editors write the sentence of a chart, see what it says of today's figures, and save it once it can say nothing
//! false.

use actix_web::http::StatusCode;

use super::Looking;
use crate::domain::{Actor, ChartSpec, Invalid, Slug};
use crate::publish::pages::{Chosen, OwnLine, SentencesSheet, Sheet, Told, said};
use crate::publish::sentence::{self, own};
use crate::publish::{Lang, chart};
use crate::web::ask::Parameters;
use crate::web::door::{Done, Visit};
use crate::web::problem::Problem;
use crate::web::session;

const PATH: &str = "/desk/sentences";

/// What stands in the fields.
struct Fields {
    chart: ChartSpec,
    /// The language of the sentence, which need not be that of the page.
    of: Lang,
    template: String,
}

/// The page.
pub(in crate::web) fn form(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let (lang, chart, of) = (parameters.lang(), parameters.take("chart"), language(&mut parameters));
    parameters.finish("this page takes lang, chart and of")?;
    let of = of.unwrap_or(lang);
    let Some(chart) = found(visit, chart.as_deref())? else { return Err(Problem::NoSuchAddress) };
    let template = visit.app().own_sentence(&chart.slug, of.tag()).unwrap_or_default();
    shown(visit, actor, lang, &Fields { chart, of, template }, Told::default())
}

/// The form as it was sent: checked, and saved if that was asked for.
pub(in crate::web) fn save(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut fields = session::fields(visit)?;
    let lang = fields.lang();
    let (chart, of) = (fields.take("chart"), language(&mut fields).unwrap_or(lang));
    let template = fields.sent("template").trim().replace("\r\n", "\n");
    let saves = fields.take_as("do", |text| match text {
        "save" => Ok(true),
        "check" => Ok(false),
        other => Err(Invalid::new("act", other, "use check or save")),
    });
    fields.finish("the form has chart, of, template, do and lang")?;
    let Some(chart) = found(visit, chart.as_deref())? else { return Err(Problem::NoSuchAddress) };
    if saves == Some(true)
        && let Some(foreign) = visit.app().foreign_in(&chart, actor, visit.at.day)
    {
        return Err(Problem::NotYours(foreign.to_string()));
    }
    let fields = Fields { chart, of, template };
    let checked = if fields.template.is_empty() { Ok(0) } else { own::check(&fields.template, of) };
    let told = match checked {
        Err(wrong) => Told { notice: None, refused: Some(wrong.text(lang).to_owned()) },
        Ok(_) if saves == Some(true) => {
            let saved = (&fields.chart.slug, of.tag(), fields.template.as_str());
            visit.app().save_sentence(saved, actor, &visit.at)?;
            // What was kept of the sentence before is not said again.
            visit.site.answers.invalidate_all();
            Told { notice: Some(said(lang, "own_saved")), refused: None }
        }
        Ok(states) => {
            Told { notice: Some(format!("{} ({states})", said(lang, "own_checked"))), refused: None }
        }
    };
    shown(visit, actor, lang, &fields, told)
}

fn language(parameters: &mut Parameters) -> Option<Lang> {
    parameters
        .take_as("of", |text| Lang::parse(text).ok_or_else(|| Invalid::new("language", text, "use vi or en")))
}

/// The chart of this slug; the first where none is named.
fn found(visit: &Visit, slug: Option<&str>) -> Result<Option<ChartSpec>, Problem> {
    let snapshot = visit.app().snapshot();
    let Some(slug) = slug else { return Ok(snapshot.catalogue().parts().charts.first().cloned()) };
    let chart = Slug::parse(slug).ok().and_then(|slug| snapshot.catalogue().chart(&slug).cloned());
    chart.map(Some).ok_or_else(|| Problem::NoSuchChart(slug.chars().take(80).collect()))
}

fn shown(visit: &Visit, actor: &Actor, lang: Lang, fields: &Fields, told: Told) -> Result<Done, Problem> {
    let report = visit.app().answer(&fields.chart.query, visit.at.day).map_err(Problem::Refused)?;
    let said = if fields.template.is_empty() {
        sentence::sentence(&report, &fields.chart, sentence::WrittenFor::Chart, fields.of)
    } else if told.refused.is_some() {
        Ok(String::new())
    } else {
        own::said(&fields.template, &report, None, fields.of)
    };
    let snapshot = visit.app().snapshot();
    let charts = snapshot.catalogue().parts().charts.iter();
    let sheet = SentencesSheet {
        status: if told.refused.is_some() { "refused" } else { "" },
        told,
        charts: charts
            .map(|one| Chosen {
                value: one.slug.to_string(),
                name: chart::title(one, lang).to_owned(),
                is_chosen: one.slug == fields.chart.slug,
            })
            .collect(),
        of: fields.of.tag(),
        template: fields.template.clone(),
        said: said.unwrap_or_else(|absent| absent.to_string()),
        predicates: sentence::Predicate::ALL.iter().map(|one| one.as_str()).collect(),
        facts: own::facts(),
        own: visit
            .app()
            .own_sentences()
            .iter()
            .map(|one| OwnLine {
                chart: one.chart.to_string(),
                lang: one.lang.clone(),
                by: one.made_by.clone(),
                href: format!("{PATH}?chart={}&of={}&lang={}", one.chart, one.lang, lang.tag()),
            })
            .collect(),
    };
    let status = if sheet.told.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let looking = Looking { visit, actor, lang, path: PATH.to_owned() };
    looking.page(status, &Sheet::Sentences(sheet))
}
