//! Every address × every role, and no role × own and foreign organizations, from the tables of routes themselves.

use actix_web::http::Method;
use actix_web::web::Data;

use super::{Folder, Reply, asked};
use crate::app::App;
use crate::config::Settings;
use crate::domain::{Act, Actor, Grant, Moment, OrganizationCode, Role};
use crate::web::door::Who;
use crate::web::routes::{DOORS, READS};
use crate::web::site::Site;

/// What a door is for, and what is asked there about one organization.
struct Decision {
    method: Method,
    path: &'static str,
    /// `None` is anybody.
    act: Option<Act>,
    /// Address, media type and body.
    ask: fn(organization: &str) -> (String, &'static str, String),
    foreign: Foreign,
}

/// What who may do the act is told where the organization that is asked about is not theirs.
#[derive(Clone, Copy)]
enum Foreign {
    /// It is not about one.
    Same,
    /// That they may not: the status, and a word of the problem.
    Refused(u16, &'static str),
    /// Nothing of it.
    Unseen,
}

/// Each door has its row here; one that has none fails the test.
const DECISIONS: &[Decision] = &[
    Decision {
        method: Method::POST,
        path: "/api/v1/filings",
        act: Some(Act::File),
        ask: |organization| {
            let rows = format!(
                "indicator,organization,period,as_of,measure,value\nmembers-admitted,{organization},2023,2023-12-31,actual,3\n"
            );
            ("/api/v1/filings".into(), "text/csv", rows)
        },
        foreign: Foreign::Refused(422, "not-yours"),
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/filings/{filing}",
        act: Some(Act::SeeFiling),
        ask: |_| ("/api/v1/filings/2".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/forms/{form}/progress",
        act: Some(Act::SeeProgress),
        ask: |_| ("/api/v1/forms/investment/progress?period=2023-06".into(), "", String::new()),
        foreign: Foreign::Unseen,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/forms/{form}/workbook.xlsx",
        act: Some(Act::File),
        ask: |organization| {
            let query = format!("organization={organization}&period=2023-06");
            (format!("/api/v1/forms/investment/workbook.xlsx?{query}"), "", String::new())
        },
        foreign: Foreign::Refused(403, "not-yours"),
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/claims",
        act: Some(Act::RegisterClaim),
        ask: |_| ("/api/v1/claims".into(), "application/json", "{}".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/claims",
        act: Some(Act::RegisterClaim),
        ask: |_| ("/api/v1/claims".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/claims/{claim}/withdraw",
        act: Some(Act::WithdrawClaim),
        ask: |_| ("/api/v1/claims/9999/withdraw".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/webhooks",
        act: Some(Act::SetWebhook),
        ask: |_| ("/api/v1/webhooks".into(), "application/json", "{}".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/webhooks",
        act: Some(Act::SetWebhook),
        ask: |_| ("/api/v1/webhooks".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/webhooks/{webhook}/end",
        act: Some(Act::EndWebhook),
        ask: |_| ("/api/v1/webhooks/9999/end".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/tokens/{token}/revoke",
        act: Some(Act::RevokeToken),
        ask: |_| ("/api/v1/tokens/nobody-s/revoke".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/audit",
        act: Some(Act::ReadAudit),
        ask: |_| ("/api/v1/audit".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk",
        act: Some(Act::SeeProgress),
        ask: |_| ("/desk".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/forms/{form}",
        act: Some(Act::SeeProgress),
        ask: |_| ("/desk/forms/inspection".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/filings/{filing}",
        act: Some(Act::SeeFiling),
        ask: |_| ("/desk/filings/2".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/filings/{filing}/accept",
        act: Some(Act::Accept),
        ask: |_| ("/desk/filings/9999/accept".into(), "application/x-www-form-urlencoded", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/filings/{filing}/return",
        act: Some(Act::Return),
        ask: |_| {
            ("/desk/filings/9999/return".into(), "application/x-www-form-urlencoded", "reason=no".into())
        },
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/releases",
        act: Some(Act::SeeFiling),
        ask: |_| ("/desk/releases".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/releases",
        act: Some(Act::Release),
        ask: |_| ("/desk/releases".into(), "application/x-www-form-urlencoded", "filing=9999".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/releases/{release}/cancel",
        act: Some(Act::Cancel),
        ask: |_| ("/desk/releases/9999/cancel".into(), "application/x-www-form-urlencoded", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/releases/{release}/roll-back",
        act: Some(Act::RollBack),
        ask: |_| {
            ("/desk/releases/9999/roll-back".into(), "application/x-www-form-urlencoded", "reason=no".into())
        },
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/charts",
        act: Some(Act::SeeShowing),
        ask: |_| ("/desk/charts".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/charts/{slug}/hosts",
        act: Some(Act::SeeShowing),
        ask: |_| ("/api/v1/charts/members-admitted/hosts".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/sentences",
        act: Some(Act::SaveSentence),
        ask: |_| ("/desk/sentences".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/sentences",
        act: Some(Act::SaveSentence),
        ask: |_| ("/desk/sentences".into(), "application/x-www-form-urlencoded", "template=x".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/upload",
        act: Some(Act::File),
        ask: |_| ("/desk/upload".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/upload",
        act: Some(Act::File),
        ask: |organization| {
            let rows = format!(
                "indicator,organization,period,as_of,measure,value\r\nmembers-admitted,{organization},2023,2023-12-31,actual,4"
            );
            let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
            ("/desk/upload".into(), "multipart/form-data; boundary=x", format!("{file}{rows}\r\n--x--\r\n"))
        },
        foreign: Foreign::Refused(422, "not-yours"),
    },
    Decision {
        method: Method::GET,
        path: "/studio/save",
        act: Some(Act::KeepDraft),
        ask: |_| ("/studio/save?indicator=inspected".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/studio/drafts",
        act: Some(Act::KeepDraft),
        ask: |_| ("/studio/drafts".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/studio/drafts",
        act: Some(Act::KeepDraft),
        ask: |_| {
            (
                "/studio/drafts".into(),
                "application/x-www-form-urlencoded",
                "name=x&fields=indicator%3Dinspected".into(),
            )
        },
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/studio/drafts/{draft}",
        act: Some(Act::KeepDraft),
        ask: |_| ("/studio/drafts/9999".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/studio/charts",
        act: Some(Act::SaveChart),
        ask: |organization| {
            let fields = format!("fields=organization%3D{organization}%26from%3D2022&slug=of-{organization}");
            ("/studio/charts".into(), "application/x-www-form-urlencoded", fields)
        },
        foreign: Foreign::Refused(403, "không phải là đơn vị của bạn"),
    },
    Decision {
        method: Method::GET,
        path: "/studio/charts/{slug}",
        act: Some(Act::SaveChart),
        ask: |_| ("/studio/charts/members-admitted".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/studio/charts/{slug}/withdraw",
        act: Some(Act::WithdrawChart),
        ask: |_| {
            (
                "/studio/charts/members-admitted/withdraw".into(),
                "application/x-www-form-urlencoded",
                String::new(),
            )
        },
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/studio/charts/{slug}/restore",
        act: Some(Act::RestoreChart),
        ask: |_| {
            (
                "/studio/charts/members-admitted/restore".into(),
                "application/x-www-form-urlencoded",
                String::new(),
            )
        },
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/studio/links",
        act: Some(Act::ShareUnreleased),
        ask: |_| ("/studio/links".into(), "application/x-www-form-urlencoded", "fields=from%3D2022".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/studio/unreleased/{link}",
        act: None,
        ask: |_| ("/studio/unreleased/0.0.0".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::GET,
        path: "/desk/sign-in",
        act: None,
        ask: |_| ("/desk/sign-in".into(), "", String::new()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/sign-in",
        act: None,
        ask: |_| ("/desk/sign-in".into(), "application/x-www-form-urlencoded", "token=x".into()),
        foreign: Foreign::Same,
    },
    Decision {
        method: Method::POST,
        path: "/desk/sign-out",
        act: None,
        ask: |_| ("/desk/sign-out".into(), "application/x-www-form-urlencoded", String::new()),
        foreign: Foreign::Same,
    },
];

/// Who asks: a role for an organization, or what is shown in its place.
struct Caller {
    name: &'static str,
    bearer: Option<String>,
    /// `None` is nobody.
    role: Option<Role>,
    /// Whether it is for the organization that is asked about, or one above it.
    own: bool,
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
    let nobody = |name, bearer| Caller { name, bearer, role: None, own: false };
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
            Some(_) => match decision.foreign {
                Foreign::Refused(wanted, code) if !caller.own => {
                    let has_body = question.0 != Method::HEAD;
                    assert!(status == wanted && (text.contains(code) || !has_body), "{said}");
                }
                Foreign::Unseen if question.0 == Method::GET => {
                    assert_eq!((status, text.contains(ASKED)), (200, caller.own), "{said}");
                }
                Foreign::Same | Foreign::Refused(..) | Foreign::Unseen => {
                    assert!(![401, 403].contains(&status) && status < 500, "{said}");
                }
            },
        }
    }
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
