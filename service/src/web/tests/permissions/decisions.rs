//! What each door is for, and what is asked there: a row for each.

use actix_web::http::Method;

use crate::domain::Act;

/// What a door is for, and what is asked there about one organization.
pub(super) struct Decision {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// `None` is anybody.
    pub(super) act: Option<Act>,
    /// Address, media type and body.
    pub(super) ask: fn(organization: &str) -> (String, &'static str, String),
    pub(super) foreign: Foreign,
}

/// What who may do the act is told where the organization that is asked about is not theirs.
#[derive(Clone, Copy)]
pub(super) enum Foreign {
    /// It is not about one.
    Same,
    /// That they may not: the status, and a word of the problem.
    Refused(u16, &'static str),
    /// Nothing of it.
    Unseen,
    /// That it is about the whole service: every token for one organization is foreign to it.
    Whole,
}

/// Each door has its row here; one that has none fails the test.
pub(super) const DECISIONS: &[Decision] = &[
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
        foreign: Foreign::Whole,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/webhooks",
        act: Some(Act::SetWebhook),
        ask: |_| ("/api/v1/webhooks".into(), "", String::new()),
        foreign: Foreign::Whole,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/webhooks/{webhook}/end",
        act: Some(Act::EndWebhook),
        ask: |_| ("/api/v1/webhooks/9999/end".into(), "", String::new()),
        foreign: Foreign::Whole,
    },
    Decision {
        method: Method::POST,
        path: "/api/v1/tokens/{token}/revoke",
        act: Some(Act::RevokeToken),
        ask: |_| ("/api/v1/tokens/nobody-s/revoke".into(), "", String::new()),
        foreign: Foreign::Whole,
    },
    Decision {
        method: Method::GET,
        path: "/api/v1/audit",
        act: Some(Act::ReadAudit),
        ask: |_| ("/api/v1/audit".into(), "", String::new()),
        foreign: Foreign::Whole,
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
