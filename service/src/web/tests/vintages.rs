//! A day's knowledge is the same on every surface, and what was published since is told beside it.
//!
//! On 20 December 2022 it was known that 334 members were inspected on signs of violation; on the 27th, 344. Only then
//! was it known how many were disciplined.

use super::{Reply, get};

const PIN: &str = "known_on=2022-12-20";
const QUERY: &str = "indicator=inspected-on-signs,disciplined&organization=hanoi&period=2022&subject=member";

fn pinned(name: &str, addresses: &[&str]) -> Vec<Reply> {
    get(name, true, &addresses.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>())
}

/// Addresses of the chart in a text that are not pinned.
fn unpinned<'a>(text: &'a str, slug: &str) -> Vec<&'a str> {
    let of_chart = |at: usize| {
        let end = text[at..].find(['"', '<', ' ', '>', '\n']).map_or(text.len(), |end| at + end);
        &text[at..end]
    };
    let starts = ["/charts/", "/embed/", "/sentences/"].map(|folder| format!("{folder}{slug}"));
    starts
        .iter()
        .flat_map(|start| text.match_indices(start.as_str()).map(|(at, _)| of_chart(at)))
        .filter(|address| {
            !address.contains("known_on=2022-12-20") && !address.contains("known_on%3D2022%2D12%2D20")
        })
        .collect()
}

#[test]
fn a_day_of_knowledge_is_honoured_by_every_format_of_figures() {
    let formats = ["", ".json", ".csv", ".jsonstat"];
    let addresses = formats.map(|format| format!("/api/v1/figures{format}?{QUERY}&{PIN}"));
    for (reply, address) in get("figures-known", true, &addresses).iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}");
        let text = reply.text();
        assert!(text.contains("334") && !text.contains("344") && !text.contains("1142"), "{address}: {text}");
        assert!(!text.contains("inspection-2022"), "{address} names a source that was not out yet: {text}");
    }
}

#[test]
fn a_day_of_knowledge_is_honoured_by_every_form_of_a_chart() {
    let forms = ["charts/{}", "charts/{}.json", "charts/{}.svg", "charts/{}.csv", "embed/{}"];
    let addresses = forms.map(|form| format!("/{}?{PIN}", form.replace("{}", "inspection-work")));
    let replies = get("chart-known", true, &addresses);
    let live = get("chart-live", true, &addresses.clone().map(|address| address.replace(PIN, "")));
    // As pages, pictures, files and documents write numbers; other runs of digits are lengths and hashes.
    let written = |text: &str, number: &str| {
        [format!(">{number}<"), format!(",{number},")].iter().any(|one| text.contains(one.as_str()))
    };
    for ((reply, live), address) in replies.iter().zip(&live).zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}");
        let (pinned, live) = (reply.text(), live.text());
        assert!(written(&pinned, "334") && !written(&pinned, "344"), "{address}: {pinned}");
        assert!(written(&live, "344") && !written(&live, "334"), "{address}: {live}");
    }
    let name = replies[3].header(actix_web::http::header::CONTENT_DISPOSITION);
    assert_eq!(name, "attachment; filename=\"inspection-work-2022-12-20.csv\"");
}

#[test]
fn a_painted_chart_shows_what_was_known() {
    let addresses = ["", "&known_on=2022-12-20", "&known_on=2022-12-26", "&known_on=2022-12-20&size=card"]
        .map(|pin| format!("/charts/inspection-work.png?lang=en{pin}"));
    let replies = get("painted-known", true, &addresses);
    assert!(replies.iter().all(|reply| reply.status == 200));
    for at in 1..replies.len() {
        assert_ne!(replies[0].body, replies[at].body, "{}", addresses[at]);
    }
}

#[test]
fn a_sentence_speaks_of_what_was_known() {
    let forms = ["", ".txt", ".html", ".json"];
    let addresses: Vec<String> = forms
        .iter()
        .flat_map(|form| {
            [
                format!("/sentences/inspection-work{form}?{PIN}"),
                format!("/sentences/inspection-work{form}?known_on=2022-12-27"),
                format!("/sentences/members-admitted{form}?known_on=2022-06-30"),
            ]
        })
        .collect();
    for (at, reply) in get("said-known", true, &addresses).iter().enumerate() {
        let (text, address) = (reply.text(), &addresses[at]);
        match at % 3 {
            0 => assert_eq!(reply.status, 404, "{address} would need a figure that was not known: {text}"),
            1 => assert!(text.contains("344") && text.contains("1.142"), "{address}: {text}"),
            _ => assert!(text.contains("10.027") && !text.contains("10.183"), "{address}: {text}"),
        }
    }
}

#[test]
fn what_is_copied_from_a_pinned_chart_is_pinned() {
    let slug = "inspection-work";
    let page = format!("http://host:8080/charts/{slug}%3F{}", PIN.replace('=', "%3D"));
    let addresses = [
        format!("/charts/{slug}/embed.json?{PIN}"),
        format!("/oembed?url={page}"),
        format!("/oembed?url={page}&format=xml"),
        format!("/studio?chart={slug}&{PIN}"),
        format!("/charts/{slug}?{PIN}"),
        format!("/embed/{slug}?{PIN}"),
    ];
    let replies = get("copied-known", true, &addresses);
    for (reply, address) in replies.iter().zip(&addresses) {
        assert_eq!(reply.status, 200, "{address}");
        let text = reply.text();
        let live = format!("/charts/{slug}");
        // The way to the newest figures, and how addresses of its kind are written, are what they are.
        let others: Vec<&str> = unpinned(&text, slug)
            .into_iter()
            .filter(|found| *found != live && *found != format!("/sentences/{slug}.txt"))
            .collect();
        assert_eq!(others, [""; 0], "{address}");
    }
    assert!(replies[1].text().contains(&format!("/embed/{slug}?{PIN}")), "{}", replies[1].text());
    let other = format!("/studio?lang=en&amp;chart={slug}&amp;{PIN}");
    assert!(replies[3].text().contains(&other), "the other language keeps the day: {}", replies[3].text());
}

#[test]
fn a_pinned_chart_says_what_was_published_since() {
    let addresses = [
        format!("/charts/inspection-work?{PIN}"),
        format!("/charts/inspection-work?lang=en&{PIN}"),
        format!("/embed/inspection-work?lang=en&{PIN}"),
        format!("/studio?lang=en&chart=inspection-work&{PIN}"),
    ];
    let replies = get("since", true, &addresses);
    let vi = replies[0].text();
    for part in [
        "ghim theo số liệu đã biết đến ngày 20/12/2022",
        "Đã có số liệu mới hơn, công bố đến ngày 27/12/2022: 2 trên 6 số của biểu đồ này đã khác.",
        "334 → 344",
        "chưa báo cáo → 1.142",
        "<a href=\"/charts/inspection-work\">Xem số liệu mới nhất</a>",
    ] {
        assert!(vi.contains(part), "`{part}` is not in {vi}");
    }
    for reply in &replies[1..] {
        let text = reply.text();
        let told = "Newer figures were published, up to 27 December 2022: 2 of 6 in this chart have changed.";
        assert!(text.contains(told), "{text}");
        assert!(text.contains("href=\"/charts/inspection-work?lang=en\""), "{text}");
    }
    // The picture is the same whether newer figures exist or not, so nothing moves when they come.
    let frame = replies[2].text();
    let (picture, told) = (frame.find("<baocao-chart").unwrap(), frame.find("Newer figures").unwrap());
    assert!(
        picture < told && !frame[picture..frame.find("</baocao-chart>").unwrap()].contains("Newer figures")
    );
}

#[test]
fn figures_that_were_only_confirmed_are_told_as_unchanged() {
    let replies =
        pinned("confirmed", &[&format!("/charts/inspection-work?lang=en&subject=organization&{PIN}")]);
    let text = replies[0].text();
    // 145 organizations to 20 December, and still 145 to the 27th; 22 disciplined are new.
    assert!(
        text.contains("1 of 6 in this chart has changed") && text.contains("not reported → 22"),
        "{text}"
    );
    assert!(!text.contains("145 →"), "{text}");
}

#[test]
fn a_chart_without_newer_figures_says_nothing_of_them() {
    let addresses = [
        "/charts/inspection-work?lang=en",
        "/charts/inspection-work?lang=en&known_on=2022-12-27",
        "/embed/inspection-work?lang=en&known_on=2022-12-27",
        "/charts/inspection-work?lang=en&known_on=2999-01-01",
    ];
    let replies = pinned("nothing-newer", &addresses);
    for (reply, address) in replies.iter().zip(addresses) {
        assert!(!reply.text().contains("Newer figures"), "{address}: {}", reply.text());
    }
    assert!(!replies[0].text().contains("pinned to what was known"), "only a pin is told");
    assert!(
        !replies[3].text().contains("2999\u{20}") && !replies[3].text().contains("January 2999"),
        "a day to come is not known"
    );
}

fn json(reply: &Reply) -> serde_json::Value {
    assert_eq!(reply.status, 200, "{}", reply.text());
    serde_json::from_slice(&reply.body).unwrap()
}

#[test]
fn what_changed_between_two_days_is_told_with_what_stood_before() {
    let wanted = "indicator=inspected-on-signs&organization=hanoi";
    let addresses = [
        format!("/api/v1/changes?from=2022-12-20&to=2022-12-27&{wanted}"),
        format!("/api/v1/changes.csv?from=2022-12-20&to=2022-12-27&lang=en&{wanted}"),
        format!("/api/v1/changes?from=2022-12-20&to=2022-12-26&{wanted}"),
    ];
    let replies = get("changes", true, &addresses);
    let page = json(&replies[0]);
    assert_eq!(page["from"]["known_on"], "2022-12-20");
    let changes = page["changes"].as_array().unwrap();
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(|one| one["breakdown"]["subject"].as_str());
    let told: Vec<_> = changes
        .iter()
        .map(|one| (one["breakdown"]["subject"].as_str().unwrap(), one["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("member", "revised"), ("organization", "confirmed")]);
    assert_eq!(
        *changes[0],
        serde_json::json!({
            "indicator": "inspected-on-signs", "organization": "hanoi", "period": "2022", "measure": "actual",
            "breakdown": {"subject": "member"}, "kind": "revised",
            "before": {"value": 334, "as_of": "2022-12-20", "qualifier": null, "status": "A",
                       "source": "programme-01-2022", "known_on": "2022-12-20", "revision": "2"},
            "after": {"value": 344, "as_of": "2022-12-27", "qualifier": null, "status": "A",
                      "source": "inspection-2022", "known_on": "2022-12-27", "revision": "2"},
        })
    );
    assert_eq!((&page["more"], &page["next"]), (&false.into(), &"2022-12-27.2".into()));
    let csv = replies[1].text();
    let mut lines = csv.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("indicator,organization,period,breakdown,measure,kind,before_value,")
    );
    assert_eq!(
        lines.find(|line| line.contains("subject=member")).unwrap(),
        "inspected-on-signs,hanoi,2022,subject=member,actual,revised,334,2022-12-20,,A,programme-01-2022,2022-12-20,2,\
         344,2022-12-27,,A,inspection-2022,2022-12-27,2,cases,Inspected on signs of violation,Hanoi City Party Committee"
    );
    assert_eq!(json(&replies[2])["changes"], serde_json::json!([]), "not out yet");
}

#[test]
fn pages_of_changes_follow_one_another_to_the_last_and_wait_there() {
    let link = actix_web::http::header::LINK;
    let mut address = "/api/v1/changes?since=0&limit=40".to_owned();
    let mut found = Vec::new();
    for page in 0..4 {
        let reply = get("changes-paged", true, &[address.clone()]).remove(0);
        let value = json(&reply);
        found.extend(value["changes"].as_array().unwrap().clone());
        assert_eq!(value["more"], page < 2, "89 cells, 40 a page: {value}");
        let next = reply.header(link.clone()).to_owned();
        address = next.trim_start_matches('<').split('>').next().unwrap().to_owned();
        assert!(
            address.contains(value["next"].as_str().unwrap()) && next.ends_with("rel=\"next\""),
            "{next}"
        );
        assert!(!reply.header(actix_web::http::header::ETAG).is_empty());
    }
    let distinct: std::collections::BTreeSet<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!((found.len(), distinct.len()), (89, 89), "each of 89 cells once, of 91 figures");
    assert!(found.iter().all(|one| one["kind"] == "new" && one["before"].is_null()));
}

#[test]
fn a_question_for_changes_that_cannot_be_read_is_told_what_to_do() {
    let queries = [
        ("", 400),
        ("since=yesterday", 400),
        ("since=2022-12-20&from=2022-12-20", 400),
        ("from=2022-12-27&to=2022-12-20", 400),
        ("to=2022-12-20", 400),
        ("since=1&limit=0", 400),
        ("since=1&limit=1001", 400),
        ("since=1&colour=red", 400),
        ("since=1&indicator=nope", 422),
    ];
    let addresses = queries.map(|(query, _)| format!("/api/v1/changes?{query}"));
    for (reply, (query, status)) in get("changes-refused", true, &addresses).iter().zip(queries) {
        assert_eq!(reply.status.as_u16(), status, "{query}: {}", reply.text());
        assert!(reply.text().contains("\"detail\""), "{query}");
    }
}

#[test]
fn the_history_of_a_cell_tells_every_vintage_with_its_source() {
    let cell = "indicator=inspected-on-signs&organization=hanoi&period=2022";
    let addresses = [
        format!("/api/v1/figures/history?{cell}&subject=member"),
        format!("/api/v1/figures/history?{cell}&subject=member&{PIN}"),
        format!("/api/v1/figures/history?{cell}&subject=*"),
    ];
    let replies = get("history", true, &addresses);
    let told = json(&replies[0]);
    let vintages: Vec<_> = told["vintages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["known_on"].as_str(), one["until"].as_str(), one["row"]["actual"].as_i64().unwrap()))
        .collect();
    assert_eq!(vintages, [(Some("2022-12-20"), Some("2022-12-26"), 334), (Some("2022-12-27"), None, 344)]);
    assert_eq!(told["vintages"][1]["row"]["sources"], serde_json::json!(["inspection-2022"]));
    assert_eq!(told["filed"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&told["filed"][0]["source"], &told["filed"][0]["revision"]),
        (&"programme-01-2022".into(), &"2".into())
    );
    assert!(!replies[1].text().contains("344"), "{}", replies[1].text());
    assert_eq!(replies[2].status, 422, "{}", replies[2].text());
}
