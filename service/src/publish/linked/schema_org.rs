//! Datasets as schema.org says them, for the script of a page that search engines read.

use serde_json::{Value, json};

use super::super::{Lang, escape, name};
use super::{FORMS, question, top};
use crate::domain::{Catalogue, Indicator, Period, Version};

/// An indicator's figures: a JSON text that may stand in a script. `address` is its page's, `periods` those that have figures of it.
#[must_use]
pub fn indicator(
    catalogue: &Catalogue,
    indicator: &Indicator,
    periods: &[Period],
    version: Version,
    (base, address): (&str, &str),
    lang: Lang,
) -> String {
    let (title, whole) = (name(&indicator.names, lang), top(catalogue));
    let place = whole.map_or("", |one| name(&one.names, lang));
    let downloads = question(catalogue, indicator, periods).into_iter().flat_map(|question| {
        FORMS.iter().map(move |(suffix, media_type, _)| {
            json!({"@type": "DataDownload", "encodingFormat": media_type,
                   "contentUrl": format!("{base}/api/v1/figures{suffix}?{question}")})
        })
    });
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": format!("{base}/indicators/{}#dataset", indicator.code),
        "identifier": indicator.code.as_str(),
        "version": version.to_string(),
        "name": title,
        "description": described(title, place, lang),
        "inLanguage": lang.tag(),
        "url": address,
        "isAccessibleForFree": true,
        "creator": {"@type": "Organization", "name": if place.is_empty() { "Báo Cáo" } else { place }},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Báo Cáo", "url": format!("{base}/api/v1/catalogue.jsonld")},
        "variableMeasured": title,
        "distribution": downloads.collect::<Vec<Value>>(),
    });
    let ends = (periods.iter().map(|one| one.start()).min(), periods.iter().map(|one| one.end()).max());
    if let (Some(first), Some(last)) = ends {
        value["temporalCoverage"] = format!("{first}/{last}").into();
    }
    escape::json_in_script(&value.to_string())
}

/// At least fifty letters: what is shorter search engines take for no description.
fn described(title: &str, place: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "{title}: số liệu do các đơn vị báo cáo, cộng theo đơn vị và theo thời gian, kèm mọi lần sửa đổi. {place}"
        ),
        Lang::En => format!(
            "{title}: figures that organizations report, added up over organizations and time, with every revision. {place}"
        ),
    }
    .trim()
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    #[test]
    fn a_name_closes_no_script_and_every_form_has_its_address() {
        let report = testing::report();
        let spent = &report.catalogue.parts().indicators[0];
        let periods = [Period::parse("2021").unwrap(), Period::parse("2023").unwrap()];
        let text = indicator(
            &report.catalogue,
            spent,
            &periods,
            Version::default(),
            ("http://host", "http://host/x"),
            Lang::Vi,
        );
        assert!(!text.contains('<'), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["distribution"].as_array().map(Vec::len), Some(FORMS.len()));
        assert_eq!(value["temporalCoverage"], "2021-01-01/2023-12-31");
        let csv =
            "http://host/api/v1/figures.csv?indicator=spent&organization=hanoi,hanoi/*&period=2021..2023";
        assert_eq!(value["distribution"][0]["contentUrl"], csv);
    }
}
