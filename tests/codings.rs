//! Answers as they travel: compressed for who takes it, plain for who does not.

use std::io::Read as _;

use crate::harness::{Reply, Service};

const LONG: &str = "/api/v1/figures.json?indicator=members-admitted&organization=hanoi/*&period=2015..2024";
const SHORT: &str = "/robots.txt";
const PICTURE: &str = "/charts/members-admitted.png";

/// The body as it was before it was coded.
fn plain(reply: &Reply) -> Vec<u8> {
    let mut unpacked = Vec::new();
    match reply.header("content-encoding") {
        None => unpacked.clone_from(&reply.body),
        Some("br") => brotli::BrotliDecompress(&mut reply.body.as_slice(), &mut unpacked).unwrap(),
        Some("gzip") => drop(flate2::read::GzDecoder::new(reply.body.as_slice()).read_to_end(&mut unpacked)),
        Some(other) => panic!("`{other}` was not asked for"),
    }
    unpacked
}

#[test]
fn compressed_answers_say_so_and_hold_the_same() {
    let service = Service::demo();
    let whole = service.get(LONG).has_status(200);
    for coding in ["br", "gzip"] {
        let squeezed = service.get_with(LONG, &[("accept-encoding", coding)]).has_status(200);
        assert_eq!(squeezed.header("content-encoding"), Some(coding));
        assert!(squeezed.body.len() * 4 < whole.body.len(), "{coding}");
        assert_eq!(plain(&squeezed), whole.body, "{coding}");
    }
}

#[test]
fn the_coding_is_what_the_client_likes_best_and_nothing_that_it_refuses() {
    let service = Service::demo();
    for (path, accepted, coding) in [
        (LONG, "gzip;q=0.5, br;q=1", Some("br")),
        (LONG, "gzip, br;q=0.5", Some("gzip")),
        (LONG, "br;q=0, gzip;q=0.1", Some("gzip")),
        (LONG, "br;q=0", None),
        (LONG, "identity, *;q=0.5", None),
        (LONG, "*;q=0.5, br;q=0", Some("gzip")),
        (LONG, "identity;q=0, br", Some("br")),
        (SHORT, "br", None),
        (SHORT, "br, identity;q=0", Some("br")),
        (PICTURE, "br, *;q=0", None),
    ] {
        let whole = service.get(path).has_status(200);
        let reply = service.get_with(path, &[("accept-encoding", accepted)]).has_status(200);
        assert_eq!(reply.header("content-encoding"), coding, "{path} for `{accepted}`");
        assert_eq!(plain(&reply), whole.body, "{path} for `{accepted}`");
        let varies = (path != PICTURE).then_some("Accept-Encoding");
        assert_eq!((reply.header("vary"), whole.header("vary")), (varies, varies), "{path} for `{accepted}`");
    }
}

#[test]
fn the_widget_travels_as_it_was_squeezed_where_it_was_made() {
    let service = Service::demo();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/page");
    for name in ["baocao.js"].map(str::to_owned).into_iter().chain(fetched(&service)) {
        let path = format!("/widget/{name}");
        let reply = service.get_with(&path, &[("accept-encoding", "br")]).has_status(200);
        assert_eq!(reply.body, std::fs::read(folder.join(format!("{name}.br"))).unwrap(), "{name}");
        assert_eq!(plain(&reply), service.get(&path).has_status(200).body, "{name}");
        let _ = service.get(&format!("{path}.br")).has_status(404);
    }
}

/// The files that the loader names.
fn fetched(service: &Service) -> Vec<String> {
    let loader = service.get("/widget/baocao.js").has_status(200);
    let names = loader.text().split(['"', '\'', '`']).filter(|text| text.starts_with("baocao-"));
    let names: Vec<_> =
        names.filter(|text| text.ends_with(".js") || text.ends_with(".wasm")).map(str::to_owned).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    names
}

#[test]
fn who_refuses_every_coding_is_told_so() {
    let service = Service::demo();
    for (path, accepted) in [(LONG, "*;q=0"), (LONG, "identity;q=0"), (SHORT, "deflate, *;q=0")] {
        let reply = service.get_with(path, &[("accept-encoding", accepted)]).has_status(406);
        assert_eq!(reply.header("vary"), Some("Accept-Encoding"), "{path} for `{accepted}`");
        assert_eq!(reply.json()["type"], "/problems/no-such-coding", "{path} for `{accepted}`");
    }
    let page = service.get_with("/studio", &[("accept-encoding", "*;q=0")]).has_status(406);
    assert!(page.text().contains("Trang không gửi được"), "{}", page.text());
}
