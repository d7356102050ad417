//! Who may do what: one table of roles and acts, and what it does not name is denied.

use std::fmt;

use super::figure::words;
use super::{Invalid, OrganizationCode};

words! {
    /// What a token allows.
    Role is "role", "use newsroom, filer, publisher or admin":
    /// Registers what its articles claim.
    Newsroom = "newsroom",
    /// Files for an organization and all below it.
    Filer = "filer",
    /// Releases.
    Publisher = "publisher",
    /// Everything.
    Admin = "admin",
}

words! {
    /// What is done, as the audit log names it.
    Act is "act", "use a word of the audit log, such as file or release":
    /// Keeps a filing, or tries one.
    File = "file",
    /// Sees who has filed and who has not.
    SeeProgress = "see-progress",
    /// Sees a filing before it is public: its figures, warnings and reasons.
    SeeFiling = "see-filing",
    /// Finds a filing good.
    Accept = "accept",
    /// Sends a filing back, with a reason.
    Return = "return",
    /// Makes accepted filings public, now or at a time.
    Release = "release",
    /// Takes back a release that is not public yet.
    Cancel = "cancel",
    /// Takes back a release that was public.
    RollBack = "roll-back",
    /// Sees on which pages charts are shown.
    SeeShowing = "see-showing",
    /// Replaces the catalogue.
    LoadCatalogue = "load-catalogue",
    /// Makes a token.
    IssueToken = "issue-token",
    /// Ends a token before its day.
    RevokeToken = "revoke-token",
    /// Sees which tokens there are.
    ListTokens = "list-tokens",
    /// Reads the audit log.
    ReadAudit = "read-audit",
    /// Registers what an article claims of the figures.
    RegisterClaim = "register-claim",
    /// Takes a claim back: the article no longer makes it.
    WithdrawClaim = "withdraw-claim",
    /// Sets whom releases and stale claims are told, and sees how that goes.
    SetWebhook = "set-webhook",
    /// Tells them no more.
    EndWebhook = "end-webhook",
    /// Writes the sentence of a chart.
    SaveSentence = "save-sentence",
    /// Keeps a draft of a chart, and sees those that are kept.
    KeepDraft = "keep-draft",
    /// Saves a chart in the studio, for everybody to see.
    SaveChart = "save-chart",
    /// Withdraws a chart.
    WithdrawChart = "withdraw-chart",
    /// Shows a withdrawn chart again.
    RestoreChart = "restore-chart",
    /// Lets who has a link see a chart with figures that are not public.
    ShareUnreleased = "share-unreleased",
    /// Opens a session at the desk.
    SignIn = "sign-in",
    /// Ends it.
    SignOut = "sign-out",
}

/// The table. A role has an act only if it stands here.
const MAY: &[(Role, &[Act])] = &[
    (Role::Newsroom, &[Act::RegisterClaim, Act::WithdrawClaim]),
    (Role::Filer, &[Act::File, Act::SeeProgress, Act::SeeFiling, Act::SignIn, Act::SignOut]),
    (
        Role::Publisher,
        &[
            Act::File,
            Act::SeeProgress,
            Act::SeeFiling,
            Act::Accept,
            Act::Return,
            Act::Release,
            Act::Cancel,
            Act::RollBack,
            Act::SeeShowing,
            Act::RegisterClaim,
            Act::WithdrawClaim,
            Act::SaveSentence,
            Act::KeepDraft,
            Act::SaveChart,
            Act::WithdrawChart,
            Act::RestoreChart,
            Act::ShareUnreleased,
            Act::SignIn,
            Act::SignOut,
        ],
    ),
    (
        Role::Admin,
        &[
            Act::File,
            Act::SeeProgress,
            Act::SeeFiling,
            Act::Accept,
            Act::Return,
            Act::Release,
            Act::Cancel,
            Act::RollBack,
            Act::SeeShowing,
            Act::LoadCatalogue,
            Act::IssueToken,
            Act::RevokeToken,
            Act::ListTokens,
            Act::ReadAudit,
            Act::RegisterClaim,
            Act::WithdrawClaim,
            Act::SaveSentence,
            Act::SetWebhook,
            Act::EndWebhook,
            Act::KeepDraft,
            Act::SaveChart,
            Act::WithdrawChart,
            Act::RestoreChart,
            Act::ShareUnreleased,
            Act::SignIn,
            Act::SignOut,
        ],
    ),
];

impl Act {
    /// Whether it concerns the whole service, and not one organization: who acts for one organization may not.
    #[must_use]
    pub fn is_of_the_service(self) -> bool {
        match self {
            Self::LoadCatalogue
            | Self::IssueToken
            | Self::RevokeToken
            | Self::ListTokens
            | Self::ReadAudit
            | Self::SetWebhook
            | Self::EndWebhook => true,
            // About filings, charts and progress of organizations, about what one has made oneself, or about one's own session.
            Self::File
            | Self::SeeProgress
            | Self::SeeFiling
            | Self::Accept
            | Self::Return
            | Self::Release
            | Self::Cancel
            | Self::RollBack
            | Self::SeeShowing
            | Self::RegisterClaim
            | Self::WithdrawClaim
            | Self::SaveSentence
            | Self::KeepDraft
            | Self::SaveChart
            | Self::WithdrawChart
            | Self::RestoreChart
            | Self::ShareUnreleased
            | Self::SignIn
            | Self::SignOut => false,
        }
    }
}

impl Role {
    /// Whether the table has it.
    #[must_use]
    pub fn may(self, act: Act) -> bool {
        MAY.iter().any(|(role, acts)| *role == self && acts.contains(&act))
    }
}

/// Someone whose token or session is good, or whoever runs the command line on the store's own machine.
///
/// What it may do is said by its role, for whom by its organization: [`super::Catalogue::stands_within`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The token's public name, or the command's, for the record; never the token.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// For this organization and all below it; `None` is all.
    pub organization: Option<OrganizationCode>,
}

impl Actor {
    /// Whoever can write to the store's folder: `cli`, `demo`.
    #[must_use]
    pub fn operator(name: &str) -> Self {
        Self { name: name.to_owned(), role: Role::Admin, organization: None }
    }

    /// Whether its role may do this, and what concerns the whole service only for all organizations.
    #[must_use]
    pub fn may(&self, act: Act) -> bool {
        self.role.may(act) && (self.organization.is_none() || !act.is_of_the_service())
    }

    /// Whether the claims of others are theirs to see and to withdraw: those of any article, of any organization's figures.
    #[must_use]
    pub fn sees_all_claims(&self) -> bool {
        self.organization.is_none() && self.may(Act::Release)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Catalogue, CatalogueParts, Names, Organization, OrganizationKind, Placement, Validity,
    };

    #[test]
    fn every_act_is_somebody_s_and_an_admin_has_them_all() {
        for act in Act::ALL {
            assert!(Role::Admin.may(*act), "nobody may {act}");
        }
        for (role, acts) in MAY {
            let twice = acts.iter().enumerate().any(|(at, act)| acts[..at].contains(act));
            assert!(!twice, "{role} has an act twice");
        }
    }

    #[test]
    fn who_files_neither_accepts_nor_publishes_and_who_publishes_hands_out_no_tokens() {
        for act in [Act::Accept, Act::Return, Act::Release, Act::Cancel, Act::RollBack] {
            assert!(!Role::Filer.may(act) && Role::Publisher.may(act), "{act}");
        }
        for act in [
            Act::LoadCatalogue,
            Act::IssueToken,
            Act::RevokeToken,
            Act::ListTokens,
            Act::ReadAudit,
            Act::SetWebhook,
            Act::EndWebhook,
        ] {
            assert!(!Role::Filer.may(act) && !Role::Publisher.may(act), "{act}");
        }
    }

    #[test]
    fn who_acts_for_one_organization_does_nothing_that_concerns_the_whole_service() {
        let of_all = Actor::operator("cli");
        let organization = Some(OrganizationCode::parse("a").unwrap());
        let of_one = Actor { organization, ..of_all.clone() };
        for act in Act::ALL {
            assert!(of_all.may(*act), "{act}");
            assert_eq!(of_one.may(*act), !act.is_of_the_service(), "{act}");
        }
        for act in [Act::ReadAudit, Act::SetWebhook, Act::LoadCatalogue, Act::IssueToken] {
            assert!(!of_one.may(act), "{act}");
        }
    }

    #[test]
    fn a_unit_that_has_moved_is_filed_for_by_whom_it_stands_below_now() {
        let names = |name: &str| Names { vi: name.to_owned(), en: name.to_owned() };
        let place = |parent: Option<&str>, from: Option<&str>, until: Option<&str>| Placement {
            parent: parent.map(|code| OrganizationCode::parse(code).unwrap()),
            validity: Validity {
                from: from.map(|day| day.parse().unwrap()),
                until: until.map(|day| day.parse().unwrap()),
            },
        };
        let unit = |code: &str, placements| Organization {
            code: OrganizationCode::parse(code).unwrap(),
            names: names(code),
            kind: OrganizationKind::Unit,
            placements,
            successors: Vec::new(),
        };
        let organizations = vec![
            unit("city", vec![place(None, None, None)]),
            unit("old", vec![place(Some("city"), None, Some("2025-07-01"))]),
            unit("new", vec![place(Some("city"), Some("2025-07-01"), None)]),
            unit(
                "moved",
                vec![
                    place(Some("old"), None, Some("2025-07-01")),
                    place(Some("new"), Some("2025-07-01"), None),
                ],
            ),
            unit("ended", vec![place(Some("old"), None, Some("2025-07-01"))]),
            unit("to-come", vec![place(Some("new"), Some("2027-01-01"), None)]),
        ];
        let parts = CatalogueParts { organizations, ..Default::default() };
        let catalogue = Catalogue::new(parts).unwrap();
        let within = |code: &str, above: &str, on: &str| {
            let parse = |text: &str| OrganizationCode::parse(text).unwrap();
            catalogue.stands_within(&parse(code), &parse(above), on.parse().unwrap())
        };
        assert!(within("moved", "old", "2025-06-30") && !within("moved", "old", "2025-07-01"));
        assert!(within("moved", "new", "2025-07-01") && !within("moved", "new", "2025-06-30"));
        assert!(within("ended", "old", "2026-01-01") && within("ended", "city", "2026-01-01"));
        assert!(within("to-come", "new", "2026-01-01") && !within("to-come", "old", "2026-01-01"));
        assert!(within("old", "old", "2026-01-01") && !within("city", "old", "2020-01-01"));
    }
}
