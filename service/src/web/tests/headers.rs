//! What stands around an answer: tags, codings, policies, and who may read and frame it.

use actix_web::http::{Method, header};

use super::{FIGURES, ask, get};

#[test]
fn what_a_client_has_is_not_sent_again() {
    let first = get("tag", true, &[FIGURES.to_owned()]).remove(0);
    let tag = first.header(header::ETAG).to_owned();
    let question = |value: String| (Method::GET, FIGURES.to_owned(), vec![("if-none-match", value)]);
    let replies = ask(
        "tags",
        true,
        vec![question(tag.clone()), question("W/\"other\", ".to_owned() + &tag), question("W/\"x\"".into())],
    );
    assert_eq!(replies.iter().map(|reply| reply.status.as_u16()).collect::<Vec<_>>(), [304, 304, 200]);
    assert!(replies[0].body.is_empty());
    for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
        assert_eq!(replies[0].header(name.clone()), first.header(name), "a 304 repeats what the 200 said");
    }
}

#[test]
fn an_answer_is_compressed_for_who_takes_it() {
    let question = |coding: &str| {
        (Method::GET, "/api/openapi.json".to_owned(), vec![("accept-encoding", coding.to_owned())])
    };
    let replies = ask(
        "coding",
        false,
        vec![question("gzip, br"), question("gzip"), question("br;q=0, identity"), question("br")],
    );
    let codings: Vec<&str> = replies.iter().map(|reply| reply.header(header::CONTENT_ENCODING)).collect();
    assert_eq!(codings, ["br", "gzip", "", "br"]);
    assert!(replies[0].body.len() < replies[2].body.len() / 4);
    assert_eq!(replies[0].body, replies[3].body);
}

#[test]
fn a_page_asks_no_other_host_for_anything() {
    let addresses: Vec<String> =
        ["/", "/studio", "/api", "/charts/members-admitted", "/embed/members-admitted"]
            .map(String::from)
            .to_vec();
    for (reply, address) in get("hosts", true, &addresses).iter().zip(&addresses) {
        let page = reply.text();
        let loads = page.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for load in loads {
            assert!(
                load.starts_with('/') || load.starts_with("http://host:8080/"),
                "{address} loads `{load}`"
            );
        }
        assert!(!page.contains(" style=\""), "{address} needs a looser policy");
        let policy = reply.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    }
}

#[test]
fn any_page_may_read_and_frame_what_is_meant_for_it() {
    let asks = vec![
        (Method::OPTIONS, FIGURES.to_owned(), Vec::new()),
        (Method::HEAD, FIGURES.to_owned(), Vec::new()),
        (Method::GET, "/embed/members-admitted".to_owned(), Vec::new()),
        (Method::GET, "/charts/members-admitted".to_owned(), Vec::new()),
        (Method::GET, "/charts/members-admitted.svg".to_owned(), Vec::new()),
    ];
    let replies = ask("reach", true, asks);
    assert_eq!(
        replies.iter().map(|reply| reply.status.as_u16()).collect::<Vec<_>>(),
        [204, 200, 200, 200, 200]
    );
    assert!(replies.iter().all(|reply| reply.header(header::ACCESS_CONTROL_ALLOW_ORIGIN) == "*"));
    let policy = |at: usize| replies[at].header(header::CONTENT_SECURITY_POLICY);
    assert!(policy(2).ends_with("frame-ancestors *") && policy(3).ends_with("frame-ancestors 'self'"));
    assert_eq!(policy(4), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assert!(replies[3].header(header::LINK).contains("application/json+oembed"));
}
