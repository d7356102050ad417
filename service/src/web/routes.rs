//! Every address, grouped by who calls: what is read by anybody, and the doors, which name the act that they are for. Both are tables,
//! so that the OpenAPI document and the rights can be held against them.

use actix_web::http::Method;
use actix_web::web::{self, Data, Payload, ServiceConfig};
use actix_web::{HttpRequest, guard};

use super::door::{self, Door};
use super::reading::{self, Read};
use super::{
    audit, briefings, changes, charts, claims, desk, embed, embed_json, figures, filing, filings, forms,
    front, health, history, indicators, integrations, limits, lists, oembed, organizations, problem,
    reference, releases, search, sentences, session, site, slash, studio, tokens, tombstones, webhooks,
    widget, workbook,
};
use crate::domain::Act;

/// The forms of an answer, by media type. Those of unlimited length are sent in parts where they are long.
const FORMS: &[(&str, Read)] = &[
    ("application/json", JSON),
    ("text/csv", CSV),
    ("application/vnd.json-stat+json", JSON_STAT),
    ("application/vnd.sdmx.data+csv", SDMX),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XLSX),
    ("application/zip", ZIP),
];
const JSON: Read = Read::data("/api/v1/figures.json", figures::json).posted();
const CSV: Read = Read::data("/api/v1/figures.csv", figures::csv).posted().parted(figures::csv_in_parts);
const JSON_STAT: Read = Read::data("/api/v1/figures.jsonstat", figures::jsonstat).posted();
const SDMX: Read =
    Read::data("/api/v1/figures.sdmx.csv", figures::sdmx).posted().parted(figures::sdmx_in_parts);
const XLSX: Read = Read::data("/api/v1/figures.xlsx", figures::xlsx).posted();
const ZIP: Read = Read::addressed("/api/v1/figures.zip", figures::zip).posted();

/// The catalogue to those who follow links, by media type.
const CATALOGUES: &[(&str, Read)] =
    &[("application/ld+json", CATALOGUE_JSON_LD), ("text/turtle", CATALOGUE_TURTLE)];
const CATALOGUE_JSON_LD: Read = Read::addressed("/api/v1/catalogue.jsonld", lists::json_ld);
const CATALOGUE_TURTLE: Read = Read::addressed("/api/v1/catalogue.ttl", lists::turtle);

pub(super) static READS: &[Read] = &[
    // API clients
    Read::data("/api/v1/figures", figures::json).posted().offered(FORMS),
    JSON,
    CSV,
    JSON_STAT,
    SDMX,
    XLSX,
    ZIP,
    Read::data("/api/v1/figures.csv-metadata.json", figures::metadata),
    Read::data("/api/v1/figures/history", history::document),
    Read::data("/api/v1/changes", changes::json),
    Read::data("/api/v1/changes.csv", changes::csv),
    Read::data("/api/v1/releases", releases::json),
    Read::data("/api/v1/releases/{release}", releases::one),
    Read::data("/api/v1/indicators", lists::indicators),
    Read::data("/api/v1/organizations", lists::organizations),
    Read::data("/api/v1/periods", lists::periods),
    Read::data("/api/v1/charts", lists::charts),
    Read::data("/api/v1/forms", forms::list),
    Read::data("/api/v1/forms/{form}", forms::form),
    Read::data("/api/v1/sources", lists::sources),
    Read::data("/api/v1/limits", limits::json),
    Read::addressed("/api/v1/catalogue", lists::json_ld).offered(CATALOGUES),
    CATALOGUE_JSON_LD,
    CATALOGUE_TURTLE,
    Read::data("/api/openapi.json", reference::document),
    // Pages that show a chart
    Read::data("/charts/{slug}.json", charts::json).or(tombstones::document).shown(),
    Read::data("/charts/{slug}.svg", charts::svg).or(tombstones::svg).shown(),
    Read::data("/charts/{slug}.png", charts::png).or(tombstones::png).shown(),
    Read::data("/charts/{slug}.csv", charts::csv).or(tombstones::document),
    Read::data("/charts/{slug}.xlsx", charts::xlsx).or(tombstones::document),
    Read::addressed("/charts/{slug}/embed.json", embed_json::document).or(tombstones::document),
    Read::page("/embed/{slug}", embed::frame).or(tombstones::frame).shown(),
    Read::data("/indicators/{code}.json", indicators::json),
    Read::data("/indicators/{code}.svg", indicators::svg),
    Read::data("/indicators/{code}.png", indicators::png),
    Read::addressed("/oembed", oembed::oembed),
    Read::addressed("/oembed/providers.json", oembed::providers),
    Read::addressed("/integrations/{file}", integrations::file),
    Read::data("/widget/{file}", widget::file),
    Read::data("/assets/{file}", widget::asset),
    // News sites
    Read::data("/api/v1/sentences", sentences::of_query),
    Read::data("/api/v1/claims/stale", claims::stale).fresh(),
    Read::addressed("/api/v1/claims/stale.atom", claims::feed).fresh(),
    Read::data("/sentences/{slug}", sentences::text).or(tombstones::document),
    Read::data("/sentences/{slug}.txt", sentences::text).or(tombstones::document),
    Read::data("/sentences/{slug}.html", sentences::html).or(tombstones::document),
    Read::data("/sentences/{slug}.json", sentences::json).or(tombstones::document),
    // People
    Read::page("/", front::front),
    Read::page("/charts/{slug}", charts::page).or(tombstones::page),
    Read::page("/search", search::page),
    Read::page("/indicators", indicators::list),
    Read::page("/indicators/{code}", indicators::page),
    Read::page("/organizations", organizations::list),
    Read::page("/organizations/{code}", organizations::page),
    Read::page("/briefings", briefings::list),
    Read::page("/briefings/{period}", briefings::page),
    Read::page("/releases", releases::page),
    Read::page("/releases/{release}", releases::release),
    Read::addressed("/releases.atom", releases::atom),
    Read::addressed("/releases.json", releases::feed),
    Read::page("/studio", studio::studio),
    Read::page("/studio/build", studio::build::build),
    Read::page("/api", reference::page),
    Read::data("/robots.txt", front::robots),
    Read::data("/card.png", front::card),
    Read::data("/favicon.svg", front::icon),
    Read::data("/favicon.ico", front::icon),
];

pub(super) static DOORS: &[Door] = &[
    // Filing staff
    Door::program(Act::File, Method::POST, "/api/v1/filings", filings::accept),
    Door::program(Act::SeeFiling, Method::GET, "/api/v1/filings/{filing}", filing::inspected),
    Door::program(Act::SeeProgress, Method::GET, "/api/v1/forms/{form}/progress", forms::progress),
    Door::program(Act::File, Method::GET, "/api/v1/forms/{form}/workbook.xlsx", workbook::form),
    Door::program(Act::SeeShowing, Method::GET, "/api/v1/charts/{slug}/hosts", desk::charts::json),
    // News sites
    Door::program(Act::RegisterClaim, Method::POST, "/api/v1/claims", claims::register),
    Door::program(Act::RegisterClaim, Method::GET, "/api/v1/claims", claims::list),
    Door::program(Act::WithdrawClaim, Method::POST, "/api/v1/claims/{claim}/withdraw", claims::withdraw),
    Door::program(Act::SetWebhook, Method::POST, "/api/v1/webhooks", webhooks::set),
    Door::program(Act::SetWebhook, Method::GET, "/api/v1/webhooks", webhooks::list),
    Door::program(Act::EndWebhook, Method::POST, "/api/v1/webhooks/{webhook}/end", webhooks::end),
    // Operators
    Door::program(Act::ReadAudit, Method::GET, "/api/v1/audit", audit::log),
    Door::program(Act::RevokeToken, Method::POST, "/api/v1/tokens/{token}/revoke", tokens::revoke),
    // The desk
    Door::desk(Act::SeeProgress, Method::GET, "/desk", desk::desk),
    Door::desk(Act::SeeProgress, Method::GET, "/desk/forms/{form}", desk::form),
    Door::desk(Act::SeeFiling, Method::GET, "/desk/filings/{filing}", desk::filing),
    Door::desk(Act::Accept, Method::POST, "/desk/filings/{filing}/accept", desk::acts::accept),
    Door::desk(Act::Return, Method::POST, "/desk/filings/{filing}/return", desk::acts::send_back),
    Door::desk(Act::SeeFiling, Method::GET, "/desk/releases", desk::releases),
    Door::desk(Act::Release, Method::POST, "/desk/releases", desk::acts::release),
    Door::desk(Act::Cancel, Method::POST, "/desk/releases/{release}/cancel", desk::acts::cancel),
    Door::desk(Act::RollBack, Method::POST, "/desk/releases/{release}/roll-back", desk::acts::roll_back),
    Door::desk(Act::SeeShowing, Method::GET, "/desk/charts", desk::charts::charts),
    Door::desk(Act::SaveSentence, Method::GET, "/desk/sentences", desk::sentences::form),
    Door::desk(Act::SaveSentence, Method::POST, "/desk/sentences", desk::sentences::save),
    Door::desk(Act::File, Method::GET, "/desk/upload", desk::upload::form),
    Door::desk(Act::File, Method::POST, "/desk/upload", desk::upload::file),
    // The studio
    Door::desk(Act::KeepDraft, Method::GET, "/studio/save", studio::kept::save),
    Door::desk(Act::KeepDraft, Method::GET, "/studio/drafts", studio::kept::drafts),
    Door::desk(Act::KeepDraft, Method::POST, "/studio/drafts", studio::acts::keep),
    Door::desk(Act::KeepDraft, Method::GET, "/studio/drafts/{draft}", studio::kept::draft),
    Door::desk(Act::SaveChart, Method::POST, "/studio/charts", studio::acts::save),
    Door::desk(Act::SaveChart, Method::GET, "/studio/charts/{slug}", studio::kept::chart),
    Door::desk(Act::WithdrawChart, Method::POST, "/studio/charts/{slug}/withdraw", studio::acts::withdraw),
    Door::desk(Act::RestoreChart, Method::POST, "/studio/charts/{slug}/restore", studio::acts::restore),
    Door::desk(Act::ShareUnreleased, Method::POST, "/studio/links", studio::acts::link),
    Door::entrance(Method::GET, "/studio/unreleased/{link}", studio::unreleased::unreleased),
    // In and out
    Door::entrance(Method::GET, session::SIGN_IN, session::form),
    Door::entrance(Method::POST, session::SIGN_IN, session::sign_in),
    Door::entrance(Method::POST, "/desk/sign-out", session::sign_out),
];

/// Lays every route.
pub(super) fn routes(config: &mut ServiceConfig) {
    for read in READS {
        let handler = move |request: HttpRequest, site: Data<site::Site>| reading::read(read, request, site);
        let is_read = guard::fn_guard(|context| reading::is_read(&context.head().method));
        let mut resource = web::resource(pattern(read.path))
            .route(web::route().guard(is_read).to(handler))
            .route(web::method(Method::OPTIONS).to(move || reading::preflight(read)));
        if read.is_posted {
            let handler = move |request: HttpRequest, payload: Payload, site: Data<site::Site>| {
                reading::post(read, request, payload, site)
            };
            resource = resource.route(web::post().to(handler));
        }
        let otherwise = web::to(move || problem::not_allowed(read.allowed(), read.audience));
        config.service(resource.default_service(otherwise));
    }
    for first in
        DOORS.iter().enumerate().filter(|(at, door)| DOORS[..*at].iter().all(|one| one.path != door.path))
    {
        let (_, Door { path, audience, .. }) = first;
        let mut resource = web::resource(pattern(path));
        for door in DOORS.iter().filter(|door| door.path == *path) {
            let handler = move |request: HttpRequest, payload: Payload, site: Data<site::Site>| {
                door::enter(door, request, payload, site)
            };
            let takes = guard::fn_guard(|context| door.takes(&context.head().method));
            resource = resource.route(web::route().guard(takes).to(handler));
        }
        let methods = door::allowed_at(path, DOORS);
        config.service(resource.default_service(web::to(move || problem::not_allowed(methods, *audience))));
    }
    config
        // Operators
        .service(
            web::resource("/healthz")
                .route(web::get().to(health::alive))
                .route(web::head().to(health::alive)),
        )
        .service(
            web::resource("/readyz").route(web::get().to(health::ready)).route(web::head().to(health::ready)),
        )
        // Anybody else
        .default_service(web::to(slash::elsewhere));
}

/// A name ends at a dot, so that `/charts/{slug}` and `/charts/{slug}.svg` are two addresses; a file has dots.
pub(super) fn pattern(path: &str) -> String {
    path.replace("{slug}", "{slug:[^/.]+}")
        .replace("{form}", "{form:[^/.]+}")
        .replace("{code}", "{code:[^/.]+}")
}
