//! `/studio/build`: a chart from the fields of a form, drawn as they stand. Nothing of it is kept, and no picture of it has an
//! address: what anybody may write into an address is not to be taken for ours.

use super::super::answer::Answer;
use super::super::ask::Ask;
use super::super::charts::Drawn;
use super::super::desk::number;
use super::super::headers::Policy;
use super::super::problem::Problem;
use super::super::words;
use super::saved;
use crate::domain::{Catalogue, ChartSpec, Draft, Indicator, IndicatorCode, OrganizationCode, Period};
use crate::intake;
use crate::publish::embed::Place;
use crate::publish::{Lang, drafting, pages};
use crate::rollup::Refusal;

/// Marks that a drawing of the builder may have: more are no picture any more.
const MOST_MARKS: usize = 2_000;

/// What the fields make.
pub(super) struct Made {
    pub draft: Draft,
    pub full: Draft,
    pub filed: Vec<Period>,
    pub spec: Option<ChartSpec>,
    /// What is wrong, each with what to do.
    pub told: Vec<String>,
}

impl Made {
    pub fn of(ask: &Ask, draft: Draft, slug: &str, lang: Lang) -> Self {
        let snapshot = ask.app().snapshot();
        let (first, own) = asked(&draft, snapshot.catalogue());
        let filed = first.map_or_else(Vec::new, |one| ask.app().filed_periods(one, own.as_ref(), ask.today));
        Self::with(ask, draft, slug, lang, filed)
    }

    /// The same where these periods were filed.
    pub fn with(ask: &Ask, draft: Draft, slug: &str, lang: Lang, filed: Vec<Period>) -> Self {
        let snapshot = ask.app().snapshot();
        let catalogue = snapshot.catalogue();
        let full = drafting::completed(&draft, catalogue, &filed);
        let unknown = unknown(&full, catalogue);
        if !unknown.is_empty() {
            let told = unknown.iter().map(|one| words::refusal(one, lang)).collect();
            return Self { draft, full, filed, spec: None, told };
        }
        let read = intake::catalogue::chart(&full.cells(slug), &catalogue.parts().indicators);
        let (spec, mut told) = match read {
            Ok(spec) => (Some(spec), Vec::new()),
            Err(problems) => (None, problems.iter().map(|one| said(one, lang)).collect()),
        };
        told.extend(drafting::left_out(&full).iter().map(|one| {
            let name = drafting::dimension(one, catalogue, lang);
            match lang {
                Lang::Vi => format!("Hình không còn chỗ cho `{name}`: chỉ có một trục và một nhóm dãy. Chọn một giá trị của `{name}`, hoặc dùng nhiều nhất hai chiều."),
                Lang::En => format!("There is no room for `{name}`: a chart has one axis and one set of series. Choose one value of `{name}`, or ask for two dimensions at most."),
            }
        }));
        Self { draft, full, filed, spec, told }
    }

    /// The drawing; what cannot be answered truly is told.
    pub fn drawn(&mut self, ask: &Ask, lang: Lang) -> Result<Option<Drawn>, Problem> {
        let Some(spec) = self.spec.clone() else { return Ok(None) };
        let known_on = spec.query.known_on;
        match Drawn::draw(ask, spec, lang, known_on) {
            Ok(drawn) if drawn.dataset.values.len() > MOST_MARKS => {
                self.told.push(match lang {
                    Lang::Vi => "Quá nhiều số cho một hình. Chọn ít kỳ, đơn vị hoặc phân tổ hơn.".to_owned(),
                    Lang::En => "These are too many figures for one picture. Choose fewer periods, organizations or members.".to_owned(),
                });
                Ok(None)
            }
            Ok(drawn) => Ok(Some(drawn)),
            Err(Problem::Refused(refusal)) => {
                self.told.push(words::refusal(&refusal, lang));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}

/// Codes that the catalogue does not have: what else is wrong follows from them.
fn unknown(full: &Draft, catalogue: &Catalogue) -> Vec<Refusal> {
    let indicators = full
        .get("indicator")
        .split(',')
        .filter(|code| IndicatorCode::parse(code).map_or(true, |code| catalogue.indicator(&code).is_none()));
    let indicators = indicators.map(|code| Refusal::UnknownIndicator(code.to_owned()));
    let organizations = full.get("organization").split(',').filter(|text| {
        let code = text.split('/').next().unwrap_or_default();
        OrganizationCode::parse(code).map_or(true, |code| catalogue.organization(&code).is_none())
    });
    indicators.chain(organizations.map(|code| Refusal::UnknownOrganization(code.to_owned()))).collect()
}

fn said(problem: &intake::Problem, lang: Lang) -> String {
    format!("{} {}", problem.detail(lang), problem.remedy(lang))
}

/// The indicator and the organization whose periods are suggested.
pub(super) fn asked<'a>(
    draft: &Draft,
    catalogue: &'a Catalogue,
) -> (Option<&'a Indicator>, Option<OrganizationCode>) {
    let own = OrganizationCode::parse(draft.get("organization")).ok();
    (drafting::first_indicator(draft, catalogue), own)
}

pub(in crate::web) fn build(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let of = ask.parameters.take("chart").filter(|slug| !slug.is_empty());
    let like = ask.parameters.take("like");
    let kept = ask.parameters.take("draft").filter(|text| number(text).is_some());
    let mut draft = ask.parameters.draft();
    ask.parameters.finish("use lang, chart, like, draft and the fields of the builder")?;
    let snapshot = ask.app().snapshot();
    let catalogue = snapshot.catalogue();
    let of = of.map(|slug| saved(catalogue, &slug, ask.today)).transpose()?;
    let like = like.map(|slug| saved(catalogue, &slug, ask.today)).transpose()?;
    if let Some(spec) = of.as_ref().or(like.as_ref()).filter(|_| draft.is_empty()) {
        draft = Draft::of(spec);
    }
    let mut made = Made::of(ask, draft, "draft", lang);
    let drawn = made.drawn(ask, lang)?;
    let place = Place::plain(&ask.base, lang, None);
    let shown = drawn.as_ref().map(|drawn| drawn.shown(ask, &place, "auto"));
    let built = pages::Built {
        place: &place,
        catalogue,
        draft: &made.draft,
        full: &made.full,
        filed: &made.filed,
        shown: shown.as_ref(),
        told: &made.told,
        of: (of.as_ref().map(|spec| spec.slug.as_str()), kept.as_deref()),
    };
    let document = pages::studio_build(&built).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}
