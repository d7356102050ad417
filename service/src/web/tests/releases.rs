//! The desk's releases, however many there are.

use std::collections::BTreeSet;

use super::*;
use crate::app::{By, Submission};
use crate::domain::{Actor, Grant, OrganizationCode, Role, When};
use crate::intake::{Format, Handling};

/// Fifty fit on a page.
const RELEASED: u32 = 53;

/// A file of one figure.
fn file(organization: &str, value: u32) -> String {
    format!(
        "indicator,organization,period,measure,value\nmembers-admitted,{organization},2024-01,actual,{value}\n"
    )
}

fn filed<'a>(bytes: &'a str, filer: &Actor) -> Submission<'a> {
    let (filer, at) = (filer.clone(), Moment::now());
    Submission { bytes: bytes.as_bytes(), format: Format::Csv, filer, at, handling: Handling::default() }
}

/// The numbers of the releases that a page offers to take back.
fn offered(page: &str, verb: &str) -> Vec<u64> {
    let actions = page.split('"').filter_map(|part| part.strip_prefix("/desk/releases/"));
    actions.filter_map(|action| action.strip_suffix(verb)?.strip_suffix('/')?.parse().ok()).collect()
}

/// Where a page leads to by a link that begins so.
fn led(page: &str, rel: &str) -> Option<String> {
    let link = page.split("<a ").find(|one| one.split('>').next().unwrap().contains(rel))?;
    Some(link.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
}

#[test]
fn every_release_is_on_some_page_of_the_desk_and_those_to_come_on_the_first() {
    let folder = Folder::new("desk-releases");
    let app = Arc::new(App::open(&Settings::of(&folder.0)).unwrap());
    app.load_demo(&Moment::now()).unwrap();
    let (operator, at) = (Actor::operator("test"), Moment::now());
    // The oldest of all is still to come.
    let staff = Actor { role: Role::Filer, ..Actor::operator("staff") };
    let text = file("hanoi", 1);
    let waiting = app.accept(&filed(&text, &staff)).unwrap().filing;
    let held = app.waiting(1, &operator, &at).unwrap().remove(0);
    let by = By { actor: &operator, at: &at };
    app.approve(waiting, held.sha256, by).unwrap();
    let due = Moment::of_millis(at.millis() + 3_600_000);
    let to_come = app.release(&[waiting], &When::At(due), by).unwrap();
    for value in 0..RELEASED {
        app.accept(&filed(&file("ba-dinh", value), &operator)).unwrap();
    }
    let tokens = [None, Some("ba-dinh")].map(|code| {
        let organization = code.map(|code| OrganizationCode::parse(code).unwrap());
        app.issue_token(&Grant { role: Role::Publisher, organization, days: 1 }, &operator, &at).unwrap()
    });
    let site = web::Data::new(Site::new(app));
    let page = |token: &str, address: &str| {
        let headers = vec![("authorization", format!("Bearer {token}"))];
        asked(site.clone(), &[(Method::GET, address.to_owned(), headers, String::new())]).remove(0)
    };
    // That of the demonstration is only for who acts for all.
    for (token, past, ahead) in [(&tokens[0], RELEASED + 1, vec![to_come]), (&tokens[1], RELEASED, vec![])] {
        let first = page(token, "/desk/releases?lang=en").text();
        assert_eq!(offered(&first, "cancel"), ahead);
        let mut seen = offered(&first, "roll-back");
        assert_eq!((seen.len(), led(&first, "The newest")), (50, None));
        let next = led(&first, "rel=\"next\"").unwrap();
        let second = page(token, &next).text();
        assert!(second.contains("<html lang=\"en\"") && second.contains("The newest releases"));
        assert_eq!((offered(&second, "cancel"), led(&second, "rel=\"next\"")), (vec![], None));
        seen.extend(offered(&second, "roll-back"));
        assert!(seen.is_sorted_by(|one, other| one > other), "{seen:?}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), past as usize);
    }
    for wrong in ["x", "-1", "18446744073709551615", "99999999999999999999"] {
        assert_eq!(page(&tokens[0], &format!("/desk/releases?before={wrong}")).status, 400, "{wrong}");
    }
    assert_eq!(page(&tokens[0], "/desk/releases?before=0").status, 200);
}
