//! `baocao token`

use super::{Failure, say};
use crate::app::App;
use crate::config::Settings;
use crate::domain::{Actor, Grant, Moment, OrganizationCode, Role};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Make a token and print it, this once, as the last word
    New(Args),
    /// List the tokens that were made, a line for each: name, role, organization, the day it expires, whether it still holds
    List,
    /// End a token, and the sessions that were opened with it, at once
    Revoke {
        /// Its name, as it is listed, or the whole token
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What it allows: newsroom, filer, publisher or admin
    #[arg(long, env = "BAOCAO_ROLE", default_value = "filer", value_parser = Role::parse)]
    role: Role,
    /// For this organization and all below it; a filer needs one
    #[arg(long, value_name = "CODE", env = "BAOCAO_ORGANIZATION", value_parser = OrganizationCode::parse)]
    organization: Option<OrganizationCode>,
    /// After how many days it expires
    #[arg(long, value_name = "DAYS", env = "BAOCAO_EXPIRES_IN_DAYS", default_value_t = 365,
        value_parser = clap::value_parser!(u32).range(1..))]
    expires_in_days: u32,
}

pub(super) fn new(settings: &Settings, args: &Args) -> Result<(), Failure> {
    if args.role == Role::Filer && args.organization.is_none() {
        return Err(Failure::new("a filer files for an organization; name it with --organization"));
    }
    let app = App::open(settings)?;
    let cube = app.snapshot();
    let unknown = args.organization.as_ref().filter(|code| cube.catalogue().organization(code).is_none());
    if let Some(code) = unknown {
        return Err(Failure::new(format_args!(
            "there is no organization `{code}` in the catalogue; use a code of organizations.csv, or load the \
             catalogue first with `baocao catalogue load`"
        )));
    }
    let grant =
        Grant { role: args.role, organization: args.organization.clone(), days: args.expires_in_days };
    let token = app.issue_token(&grant, &Actor::operator("cli"), &Moment::now())?;
    let whose = args.organization.as_ref().map_or("all organizations", |code| code.as_str());
    say(format_args!(
        "A token with the role {} for {whose}, for {} days. It is shown only now:\n{token}",
        args.role, args.expires_in_days
    ));
    Ok(())
}

pub(super) fn list(settings: &Settings) -> Result<(), Failure> {
    let app = App::open(settings)?;
    let now = Moment::now();
    for token in app.tokens(&Actor::operator("cli"))? {
        let whose = token.organization.as_ref().map_or("-", |code| code.as_str());
        let state = match &token.revoked_at {
            Some(at) => format!("revoked {}", day(at)),
            None if token.has_expired(&now) => "expired".to_owned(),
            None => "holds".to_owned(),
        };
        let (name, role, expires) = (&token.name, token.role, day(&token.expires_at));
        say(format_args!("{name} {role} {whose} {expires} {state}"));
    }
    Ok(())
}

pub(super) fn revoke(settings: &Settings, name: &str) -> Result<(), Failure> {
    let app = App::open(settings)?;
    // Of a whole token, as somebody finds it in a log, the name is the middle.
    let name = name.strip_prefix("baocao_").and_then(|rest| rest.split('_').next()).unwrap_or(name);
    if app.revoke_token(name, &Actor::operator("cli"), &Moment::now())? {
        say(format_args!("The token {name} is revoked, and its sessions are over."));
        return Ok(());
    }
    let known = app.tokens(&Actor::operator("cli"))?.iter().any(|token| token.name == name);
    let what = if known { "was revoked before" } else { "is no token; `baocao token list` names them" };
    Err(Failure::new(format_args!("`{name}` {what}")))
}

/// The day of an instant, as it was written.
fn day(instant: &str) -> &str {
    instant.split('T').next().unwrap_or(instant)
}
