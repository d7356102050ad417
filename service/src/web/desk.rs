//! `/desk`: where who may files, accepts and releases. Here are the sheets; what their forms send is in `acts` and `upload`.

pub(super) mod acts;
pub(super) mod charts;
mod multipart;
mod over;
mod releases;
pub(super) mod sentences;
pub(super) mod upload;

use actix_web::http::StatusCode;

use super::ask::Parameters;
use super::door::{Done, Visit};
use super::problem::Problem;
use crate::app::Inspected;
use crate::domain::{
    Act, Actor, Catalogue, Date, Decided, Figure, Form, FormCode, HeldFiling, Moment, OrganizationCode,
    Period, PeriodKind, Progress, Reporter, Revision, Stage, Standing,
};
use crate::intake;
use crate::intake::difference::{Difference, Differences, State};
use crate::publish::pages::{self, Sheet, Told, said};
use crate::publish::{Lang, name, words, written};
pub(super) use releases::releases;

/// Filings on one sheet.
const MOST: usize = 200;

/// What happened, as the address of the next sheet carries it.
const DONE: [&str; 9] = [
    "accepted",
    "returned",
    "released",
    "scheduled",
    "cancelled",
    "rolled-back",
    "filed",
    "public",
    "unchanged",
];

/// Who looks at which sheet, in which language.
struct Looking<'a> {
    visit: &'a Visit,
    actor: &'a Actor,
    lang: Lang,
    path: String,
}

impl<'a> Looking<'a> {
    /// With what happened just before.
    fn parse(visit: &'a Visit, actor: &'a Actor, path: String) -> Result<(Self, Told), Problem> {
        Self::with(visit, actor, path, Parameters::parse(&visit.query), "this page takes lang")
    }

    /// The same of parameters of which the sheet has taken its own.
    fn with(
        visit: &'a Visit,
        actor: &'a Actor,
        path: String,
        mut parameters: Parameters,
        takes: &'static str,
    ) -> Result<(Self, Told), Problem> {
        let (lang, done) = (parameters.lang(), parameters.take("done"));
        parameters.finish(takes)?;
        let done = done.filter(|done| DONE.contains(&done.as_str()));
        let notice = done.map(|done| said(lang, &format!("done_{done}")));
        Ok((Self { visit, actor, lang, path }, Told { notice, refused: None }))
    }

    fn page(&self, status: StatusCode, sheet: &Sheet) -> Result<Done, Problem> {
        let snapshot = self.visit.app().snapshot();
        let organization = self.actor.organization.as_ref();
        let organization = organization.and_then(|code| snapshot.catalogue().organization(code));
        let desk = pages::Desk {
            base: &self.visit.base,
            lang: self.lang,
            path: &self.path,
            actor: self.actor,
            organization,
        };
        Ok(Done::document(status, pages::desk(&desk, sheet).map_err(Problem::internal)?))
    }

    fn said(&self, text: &str) -> String {
        said(self.lang, text)
    }

    fn href(&self, path: &str) -> String {
        format!("{path}{}", suffix(self.lang))
    }

    fn link(&self, filing: Revision, on: Option<Date>) -> pages::FilingLink {
        let on = on.map(|day| words::day(day, self.lang)).unwrap_or_default();
        pages::FilingLink {
            number: filing.to_string(),
            href: self.href(&format!("/desk/filings/{filing}")),
            on,
            source: None,
        }
    }

    fn filing(&self, catalogue: &Catalogue, one: &HeldFiling) -> pages::FilingLine {
        let names = one.organizations.iter().take(3).map(|code| named(catalogue, code, self.lang));
        let names = names.collect::<Vec<_>>().join(", ");
        let more = one.organizations.len().saturating_sub(3);
        pages::FilingLine {
            number: one.filing.to_string(),
            href: self.href(&format!("/desk/filings/{}", one.filing)),
            organizations: if more > 0 { format!("{names} +{more}") } else { names },
            figures: one.figures,
            filed: words::moment(&Moment::of_millis(one.filed), self.lang),
            by: one.by.clone(),
            code: one.stage.as_str(),
            stage: self.said(&format!("stage_{}", one.stage)),
            releasable: one.stage == Stage::Accepted,
        }
    }

    /// How many figures differ from what is public, in words, and which.
    fn differences(&self, found: &Differences, figures: &[Figure]) -> (String, Vec<pages::DifferenceLine>) {
        let snapshot = self.visit.app().snapshot();
        let difference = |one: &Difference| {
            let [cell, about] = in_words(snapshot.catalogue(), &figures[one.place], self.lang);
            pages::DifferenceLine {
                cell,
                about,
                known: one.known.as_ref().map_or_else(|| "–".to_owned(), |known| state(known, self.lang)),
                filed: state(&one.filed, self.lang),
            }
        };
        let counts = match self.lang {
            Lang::Vi => format!("{} số khác, {} số giống.", found.different, found.same),
            Lang::En => format!("{} differ, {} are the same.", found.different, found.same),
        };
        (counts, found.listed.iter().map(difference).collect())
    }

    fn form(&self, form: &Form, progress: &Progress) -> pages::FormLine {
        pages::FormLine {
            href: self.href(&format!("/desk/forms/{}", form.code)),
            name: name(&form.names, self.lang).to_owned(),
            period: words::period(progress.period, self.lang),
            period_code: progress.period.to_string(),
            due: words::day(progress.due, self.lang),
            received: progress.received(),
            expected: progress.expected.len(),
            late: progress.count(Standing::Late),
            missing: progress.count(Standing::Missing),
        }
    }
}

pub(super) fn suffix(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "",
        Lang::En => "?lang=en",
    }
}

fn named(catalogue: &Catalogue, code: &OrganizationCode, lang: Lang) -> String {
    catalogue.organization(code).map_or_else(|| code.to_string(), |one| name(&one.names, lang).to_owned())
}

/// `/desk`: who has filed, and what waits.
pub(super) fn desk(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (looking, told) = Looking::parse(visit, actor, "/desk".to_owned())?;
    let snapshot = visit.app().snapshot();
    let catalogue = snapshot.catalogue();
    let within = actor.organization.as_ref();
    let mut forms = Vec::new();
    for form in catalogue.forms() {
        let Some(period) = last_over(form, visit.at.day) else { continue };
        if let Some(progress) = visit.app().progress(&form.code, period, within, visit.at.day)? {
            forms.push(looking.form(form, &progress));
        }
    }
    let waiting = visit.app().waiting(MOST, actor, &visit.at)?;
    let filings: Vec<_> = waiting.iter().map(|one| looking.filing(catalogue, one)).collect();
    let earliest = Moment::of_millis(visit.at.millis() + 60_000).on_the_clock().replace(' ', "T");
    let overview = pages::Overview {
        told,
        forms,
        may_release: actor.may(Act::Release),
        releasable: filings.iter().any(|one| one.releasable),
        filings,
        earliest,
    };
    looking.page(StatusCode::OK, &Sheet::Overview(overview))
}

/// The last period of a form that closed before this day.
fn last_over(form: &Form, today: Date) -> Option<Period> {
    let year = today.year();
    let written = (year - 1..=year).flat_map(|year| {
        let months = (1..=12).map(move |month| format!("{year}-{month:02}"));
        let quarters = (1..=4).map(move |quarter| format!("{year}-Q{quarter}"));
        let others = ["-H1", "-H2", "-9M", ""].map(move |part| format!("{year}{part}"));
        months.chain(quarters).chain(others)
    });
    let periods = written.filter_map(|text| Period::parse(&text).ok());
    let is_filed =
        |period: &Period| form.periods.contains(&period.kind()) && period.kind() != PeriodKind::Term;
    periods
        .filter(is_filed)
        .filter(|period| form.closes(*period) < today)
        .max_by_key(|period| form.closes(*period))
}

/// `/desk/forms/{form}`: who has filed it for a period.
pub(super) fn form(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let lang = parameters.lang();
    let period = parameters.take_as("period", Period::parse);
    parameters.finish("this page takes period and lang")?;
    let snapshot = visit.app().snapshot();
    let catalogue = snapshot.catalogue();
    let none = || Problem::NoSuchForm(visit.name("form").to_owned());
    let code = FormCode::parse(visit.name("form")).map_err(|_| none())?;
    let form = catalogue.form(&code).ok_or_else(none)?;
    let period = period.or_else(|| last_over(form, visit.at.day)).ok_or_else(none)?;
    let progress = visit.app().progress(&code, period, actor.organization.as_ref(), visit.at.day)?;
    let progress = progress.ok_or_else(none)?;
    let looking = Looking { visit, actor, lang, path: format!("/desk/forms/{code}") };
    let row = |one: &Reporter| pages::FormRow {
        name: named(catalogue, &one.organization, lang),
        part: one.part.map(|(from, to)| format!("{} – {}", words::day(from, lang), words::day(to, lang))),
        code: one.standing.as_str(),
        standing: looking.said(&format!("standing_{}", one.standing)),
        in_part: !one.complete && one.standing != Standing::Missing,
        filings: one
            .filings
            .iter()
            .map(|filing| looking.link(filing.revision, Some(filing.filed_on)))
            .collect(),
    };
    let sheet = pages::FormSheet {
        told: Told::default(),
        line: looking.form(form, &progress),
        rows: progress.expected.iter().chain(&progress.others).map(row).collect(),
    };
    looking.page(StatusCode::OK, &Sheet::Form(sheet))
}

/// `/desk/filings/{filing}`: a filing, what was decided about it, and what it would change.
pub(super) fn filing(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let number = numbered(visit, "filing")?;
    let path = format!("/desk/filings/{number}");
    let (looking, told) = Looking::parse(visit, actor, path.clone())?;
    let snapshot = visit.app().snapshot();
    let catalogue = snapshot.catalogue();
    let inspected = visit.app().inspect(Revision(number), actor, &visit.at)?;
    let Inspected { filing, decided, justifications, figures, findings, differences } =
        inspected.ok_or(Problem::NoSuchAddress)?;
    let stage = filing.stage;
    let is_open = !matches!(stage, Stage::Public | Stage::Scheduled);
    let finding = |one: &intake::Problem| {
        let figure = one.line.checked_sub(1).and_then(|place| figures.get(place));
        let cell = figure.map(|figure| in_words(catalogue, figure, looking.lang).join(" · "));
        as_finding(one, cell.unwrap_or_default(), looking.lang)
    };
    let (counts, differences) = looking.differences(&differences, &figures);
    let reason = |one: &crate::domain::Justification| pages::Reason {
        about: one.about.clone().unwrap_or_default(),
        text: one.text.clone(),
    };
    let sources = visit.app().public_sources(filing.filing);
    let sheet = pages::FilingSheet {
        told,
        sources: sources.iter().map(ToString::to_string).collect(),
        path,
        sha256: hex(&filing.sha256),
        may_accept: actor.may(Act::Accept) && is_open && stage != Stage::Accepted,
        may_return: actor.may(Act::Return) && is_open && stage != Stage::Returned,
        decided: decided.iter().map(|one| line(&looking, one)).collect(),
        // What is public is held against itself: that says nothing.
        findings: if is_open { findings.iter().map(finding).collect() } else { Vec::new() },
        reasons: justifications.iter().map(reason).collect(),
        counts,
        differences,
        filing: looking.filing(catalogue, &filing),
    };
    looking.page(StatusCode::OK, &Sheet::Filing(sheet))
}

fn line(looking: &Looking<'_>, one: &Decided) -> pages::DecidedLine {
    let what = looking.said(&format!("decided_{}", one.kind));
    let due = one.due.map(|due| words::moment(&Moment::of_millis(due), looking.lang));
    pages::DecidedLine {
        when: words::moment(&Moment::of_millis(one.made), looking.lang),
        what: due.map_or(what.clone(), |due| format!("{what} → {due}")),
        by: one.by.clone(),
        reason: one.reason.clone(),
    }
}

fn as_finding(one: &intake::Problem, cell: String, lang: Lang) -> pages::Finding {
    pages::Finding { cell, detail: one.detail(lang), remedy: one.remedy(lang), code: one.code().into_owned() }
}

/// The name of a figure's indicator; its organization, period, measure and breakdown.
fn in_words(catalogue: &Catalogue, figure: &Figure, lang: Lang) -> [String; 2] {
    let indicator = catalogue.indicator(&figure.indicator);
    let about = [
        named(catalogue, &figure.organization, lang),
        words::period(figure.period, lang),
        words::measure(figure.measure, lang).to_lowercase(),
        written::part(catalogue, &figure.breakdown, lang),
    ];
    [
        indicator.map_or_else(|| figure.indicator.to_string(), |one| name(&one.names, lang).to_owned()),
        about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    ]
}

fn state(state: &State, lang: Lang) -> String {
    let value = state.value.map_or_else(|| state.status.to_string(), |value| words::number(value, lang));
    format!("{}{value} ({})", words::qualifier(state.qualifier, lang), words::day(state.as_of, lang))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number that the store can have.
pub(super) fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| i64::try_from(*number).is_ok())
}

/// The number in the path.
fn numbered(visit: &Visit, name: &str) -> Result<u64, Problem> {
    number(visit.name(name)).ok_or(Problem::NoSuchAddress)
}
