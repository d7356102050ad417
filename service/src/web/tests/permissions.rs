//! Every address × every role, and no role × own and foreign organizations, from the tables of routes themselves.

mod decisions;

use actix_web::http::Method;
use actix_web::web::Data;

use super::{Folder, Reply, asked};
use crate::app::App;
use crate::config::Settings;
use crate::domain::{Actor, Grant, Moment, OrganizationCode, Role};
use crate::web::door::Who;
use crate::web::routes::{DOORS, READS};
use crate::web::site::Site;
use decisions::{DECISIONS, Foreign};

/// Who asks: a role for an organization, or what is shown in its place.
struct Caller {
    name: &'static str,
    bearer: Option<String>,
    /// `None` is nobody.
    role: Option<Role>,
    /// Whether it is for the organization that is asked about, or one above it.
    own: bool,
    /// Whether it is for all organizations.
    all: bool,
}

/// The organization that is asked about.
const ASKED: &str = "ba-dinh";

fn callers(app: &App) -> Vec<Caller> {
    let operator = Actor::operator("cli");
    let now = Moment::now();
    let token = |role, organization: Option<&str>, days, at: &Moment| {
        let organization = organization.map(|code| OrganizationCode::parse(code).unwrap());
        Some(app.issue_token(&Grant { role, organization, days }, &operator, at).unwrap())
    };
    let revoked = token(Role::Admin, None, 30, &now);
    let name = revoked.as_ref().unwrap().split('_').nth(1).unwrap().to_owned();
    assert!(app.revoke_token(&name, &operator, &now).unwrap());
    let long_ago = Moment { instant: "2020-01-01T00:00:00Z".into(), day: "2020-01-01".parse().unwrap() };
    let wrong = token(Role::Admin, None, 30, &now).map(|token| token[..token.len() - 1].to_owned());
    let nobody = |name, bearer| Caller { name, bearer, role: None, own: false, all: false };
    let mut callers = vec![
        nobody("nobody", None),
        nobody("an unknown token", Some("baocao_0_0".to_owned())),
        nobody("a token that lost its last digit", wrong),
        nobody("a revoked token", revoked),
        nobody("an expired token", token(Role::Admin, None, 30, &long_ago)),
    ];
    for role in Role::ALL {
        for (name, organization, own) in [
            ("of all", None, true),
            ("of the organization", Some(ASKED), true),
            ("of the one above", Some("hanoi"), true),
            ("of another", Some("tay-ho"), false),
        ] {
            callers.push(Caller {
                name,
                bearer: token(*role, organization, 30, &now),
                role: Some(*role),
                own,
                all: organization.is_none(),
            });
        }
    }
    callers
}

#[test]
fn every_door_lets_in_whom_the_table_of_acts_names_and_nobody_else() {
    let folder = Folder::new("permissions");
    let app = std::sync::Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let callers = callers(&app);
    let mut questions = Vec::new();
    let mut expected = Vec::new();
    for door in DOORS {
        let decision = DECISIONS.iter().find(|one| one.path == door.path && one.method == door.method);
        let Some(decision) = decision else {
            panic!("`{} {}` has no decision; give it a row in DECISIONS", door.method, door.path)
        };
        let act = match door.who {
            Who::Anyone(_) => None,
            Who::WhoMay(act, _) => Some(act),
        };
        assert_eq!(act, decision.act, "`{} {}`", door.method, door.path);
        let methods = if door.method == Method::GET {
            vec![Method::GET, Method::HEAD]
        } else {
            vec![door.method.clone()]
        };
        for method in methods {
            for caller in &callers {
                let (address, media_type, body) = (decision.ask)(ASKED);
                let mut headers = vec![("content-type", media_type.to_owned())];
                headers
                    .extend(caller.bearer.iter().map(|token| ("authorization", format!("Bearer {token}"))));
                questions.push((method.clone(), address, headers, body));
                expected.push((decision, caller));
            }
        }
    }
    assert_eq!(DECISIONS.len(), DOORS.len(), "a decision for a door that is not there");
    let replies = asked(Data::new(Site::new(app)), &questions);
    for ((reply, question), (decision, caller)) in replies.iter().zip(&questions).zip(&expected) {
        let (status, text) = (reply.status.as_u16(), reply.text());
        let said =
            format!("{} {} by {:?} {}: {status} {text}", question.0, decision.path, caller.role, caller.name);
        let Some(act) = decision.act else {
            // The way in is for anybody, but a form of it only from our own page.
            assert_eq!(status == 403, decision.method == Method::POST, "{said}");
            continue;
        };
        match caller.role {
            None => {
                let to_sign_in = (decision.path.starts_with("/desk") || decision.path.starts_with("/studio"))
                    && status == 303;
                assert!(status == 401 || to_sign_in && caller.bearer.is_none(), "{said}");
            }
            Some(role) if !role.may(act) => assert_eq!(status, 403, "{said}"),
            Some(_) if matches!(decision.foreign, Foreign::Whole) && !caller.all => {
                let has_body = question.0 != Method::HEAD;
                assert!(status == 403 && (text.contains("whole service") || !has_body), "{said}");
            }
            Some(_) => match decision.foreign {
                Foreign::Refused(wanted, code) if !caller.own => {
                    let has_body = question.0 != Method::HEAD;
                    assert!(status == wanted && (text.contains(code) || !has_body), "{said}");
                }
                Foreign::Unseen if question.0 == Method::GET => {
                    assert_eq!((status, text.contains(ASKED)), (200, caller.own), "{said}");
                }
                Foreign::Same | Foreign::Refused(..) | Foreign::Unseen | Foreign::Whole => {
                    assert!(![401, 403].contains(&status) && status < 500, "{said}");
                }
            },
        }
    }
}

#[test]
fn the_sentence_of_a_chart_is_written_by_those_whose_organizations_it_shows() {
    let folder = Folder::new("permissions-sentence");
    let app = std::sync::Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let (operator, now) = (Actor::operator("cli"), Moment::now());
    let form = "chart=members-admitted&do=save&template=x&lang=en";
    let question = |organization: Option<&str>| {
        let organization = organization.map(|code| OrganizationCode::parse(code).unwrap());
        let grant = Grant { role: Role::Publisher, organization, days: 30 };
        let token = app.issue_token(&grant, &operator, &now).unwrap();
        let headers = vec![
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ("authorization", format!("Bearer {token}")),
        ];
        (Method::POST, "/desk/sentences".to_owned(), headers, form.to_owned())
    };
    let questions = [question(Some("tay-ho")), question(Some("hanoi")), question(None)];
    let replies = asked(Data::new(Site::new(app.clone())), &questions);
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses, [403, 200, 200], "{}", replies[0].text());
}

#[test]
fn what_is_read_is_the_same_for_everybody_and_sets_no_cookie() {
    let folder = Folder::new("reads");
    let app = std::sync::Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let callers = callers(&app);
    let session =
        app.sign_in(callers.last().unwrap().bearer.as_ref().unwrap(), &Moment::now()).unwrap().unwrap();
    let site = Data::new(Site::new(app));
    for read in READS {
        let address = read.path.replace("{slug}", "members-admitted");
        let address = address.replace("{file}", "baocao.js").replace("{form}", "inspection");
        let question = |headers| (Method::GET, address.clone(), headers, String::new());
        let mut questions =
            vec![question(Vec::new()), question(vec![("cookie", format!("baocao={session}"))])];
        for caller in callers.iter().filter_map(|caller| caller.bearer.as_ref()) {
            questions.push(question(vec![("authorization", format!("Bearer {caller}"))]));
        }
        let replies = asked(site.clone(), &questions);
        let seen =
            |reply: &Reply| (reply.status, reply.body.clone(), reply.headers.get("set-cookie").cloned());
        for reply in &replies[1..] {
            assert_eq!(seen(reply), seen(&replies[0]), "{address}");
        }
        assert!(replies[0].headers.get("set-cookie").is_none(), "{address}");
        assert!(![401, 403].contains(&replies[0].status.as_u16()), "{address}");
    }
}

#[test]
fn no_address_is_laid_beside_the_tables() {
    let code = include_str!("../routes.rs");
    // The two tables, and what operators ask of any service.
    assert_eq!(code.matches("web::resource(").count(), 4, "give it a row in READS or in DOORS");
    assert_eq!(code.matches(".route(").count(), 4 + 4, "give it a row in READS or in DOORS");
}
