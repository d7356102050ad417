//! Charts in all their forms, and what a reader picks of them.

use actix_web::http::header;

use super::get;

/// The charts of the demonstration.
fn slugs() -> impl Iterator<Item = &'static str> {
    let rows = include_str!("../../../demo/charts.csv").lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap())
}

#[test]
fn every_chart_answers_in_every_form_and_both_languages() {
    let mut addresses = Vec::new();
    for slug in slugs() {
        for lang in ["vi", "en"] {
            for form in
                ["charts/{}", "charts/{}.json", "charts/{}.svg", "charts/{}.csv", "embed/{}", "sentences/{}"]
            {
                addresses.push(format!("/{}?lang={lang}", form.replace("{}", slug)));
            }
        }
        addresses.push(format!("/studio?chart={slug}"));
        addresses.push(format!("/oembed?url=http://host:8080/charts/{slug}&format=xml&dnt=1"));
    }
    addresses.extend(["/", "/api", "/studio?lang=en&known_on="].map(String::from));
    for (reply, address) in get("charts", true, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        assert!(reply.header(header::ETAG).starts_with("W/\""), "{address}");
        assert!(!reply.header(header::CACHE_CONTROL).is_empty(), "{address}");
    }
}

#[test]
fn a_reader_picks_what_the_chart_offers_in_every_form_of_it() {
    let picked = "period=2021-H1&subject=organization";
    let forms = ["", ".json", ".svg", ".csv", ".png", "/embed.json"];
    let mut addresses: Vec<String> =
        forms.iter().map(|form| format!("/charts/inspection-work{form}?lang=en&{picked}")).collect();
    addresses.push(format!("/embed/inspection-work?{picked}"));
    let page = "http://host:8080/charts/inspection-work";
    addresses.push(format!("/oembed?url={page}%3Fperiod=2021-H1"));
    let replies = get("picked", true, &addresses);
    for (reply, address) in replies.iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    }
    let own = format!("{page}?lang=en&{picked}");
    let html = replies[0].text();
    for part in [
        format!("<link rel=\"canonical\" href=\"{}\">", own.replace('&', "&amp;")),
        format!("href=\"/charts/inspection-work?{}\" lang=\"vi\"", picked.replace('&', "&amp;")),
        format!("{page}.csv?lang=en&amp;{}", picked.replace('&', "&amp;")),
        "<option value=\"2021-H1\" selected>First half of 2021</option>".to_owned(),
        "<option value=\"organization\" selected>Party organizations</option>".to_owned(),
        "<input type=\"hidden\" name=\"lang\" value=\"en\">".to_owned(),
        "861".to_owned(),
    ] {
        assert!(html.contains(&part), "`{part}` is not in {html}");
    }
    let json: serde_json::Value = serde_json::from_slice(&replies[1].body).unwrap();
    let drawing = &json["extension"]["chart"];
    assert_eq!(
        drawing["subtitle"],
        "Cases · Hanoi City Party Committee · First half of 2021 · Party organizations"
    );
    assert_eq!((&drawing["pickers"][0]["chosen"], &drawing["sort"]), (&1.into(), &"descending".into()));
    assert_eq!(json["value"][0], 861);
    assert!(replies[3].text().contains(",861,") && !replies[3].text().contains(",1581,"));
    let embed: serde_json::Value = serde_json::from_slice(&replies[5].body).unwrap();
    assert_eq!(embed["links"]["page"], own);
    assert!(embed["links"]["svg"].as_str().unwrap().contains(picked));
    assert!(replies[7].text().contains("/embed/inspection-work?period=2021-H1"), "{}", replies[7].text());
}

#[test]
fn what_is_picked_as_the_chart_has_it_is_the_chart_itself() {
    let addresses = [
        "/charts/inspection-work",
        "/charts/inspection-work?period=2022&subject=",
        "/charts/inspection-work?subject=member",
        "/charts/inspection-work?period=2021-H1",
    ]
    .map(String::from);
    let replies = get("unpicked", true, &addresses);
    let tag = |at: usize| replies[at].header(header::ETAG);
    assert_eq!((tag(0), tag(0)), (tag(1), tag(2)));
    assert_ne!(tag(0), tag(3), "another choice has another tag");
    assert!(replies[0].text().contains("class=\"sentence\""));
    assert!(!replies[3].text().contains("class=\"sentence\""), "the sentence is of 2022");
}

#[test]
fn what_a_chart_does_not_offer_is_refused() {
    let addresses = [
        "/charts/inspection-work.json?period=2020",
        "/charts/inspection-work.svg?subject=nobody",
        "/charts/inspection-work.csv?organization=ba-dinh",
        "/charts/inspection-work/embed.json?outcome=warning",
        "/charts/members-admitted/embed.json?period=2021",
        "/sentences/inspection-work?period=2020",
    ]
    .map(String::from);
    for (reply, address) in get("unoffered", true, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 400, "{address}: {}", reply.text());
        assert!(reply.text().contains("invalid-parameters"), "{address}");
    }
}

#[test]
fn the_menu_of_a_chart_has_the_codes_of_the_studio() {
    let addresses = ["/charts/members-admitted/embed.json?lang=en", "/studio?lang=en&chart=members-admitted"]
        .map(String::from);
    let replies = get("codes", true, &addresses);
    let embed: serde_json::Value = serde_json::from_slice(&replies[0].body).unwrap();
    let studio = replies[1].text();
    let snippets = embed["snippets"].as_array().unwrap();
    let grades: Vec<&str> = snippets.iter().map(|one| one["grade"].as_str().unwrap()).collect();
    assert_eq!(grades, ["element", "frame", "figure", "oembed"]);
    for snippet in snippets {
        let code = crate::publish::escape::xml(snippet["code"].as_str().unwrap());
        assert!(studio.contains(&code), "{code}");
        assert!(studio.contains(snippet["label"].as_str().unwrap()));
    }
    for link in ["page", "svg", "png", "csv", "json"] {
        assert!(
            embed["links"][link].as_str().unwrap().starts_with("http://host:8080/charts/members-admitted")
        );
    }
}
