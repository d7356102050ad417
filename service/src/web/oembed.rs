//! `/oembed`: what a CMS makes of a pasted address. Unknown parameters are ignored, as hosts add their own.

use super::answer::Answer;
use super::ask::{Ask, Parameters};
use super::charts::{self, Drawn};
use super::headers::Policy;
use super::problem::Problem;
use super::tombstones;
use crate::publish::{embed, oembed};

/// The narrowest frame that is offered.
const LEAST_WIDTH: u32 = 280;

pub(super) fn oembed(ask: &mut Ask) -> Result<Answer, Problem> {
    let format = ask.parameters.take("format").unwrap_or_else(|| "json".to_owned());
    let write = match format.as_str() {
        "json" => oembed::json,
        "xml" => oembed::xml,
        _ => return Err(Problem::NoSuchFormat(format.chars().take(80).collect())),
    };
    let most = |text: Option<String>| text.and_then(|text| text.parse::<u32>().ok());
    let (width, height) = (most(ask.parameters.take("maxwidth")), most(ask.parameters.take("maxheight")));
    let url = ask.parameters.take("url").unwrap_or_default();
    ask.parameters.ignore_others()?;
    let (slug, query) = chart_address(&url, &ask.base).ok_or(Problem::NoSuchAddress)?;
    ask.name = slug;
    ask.parameters = Parameters::parse(&query);
    if tombstones::is_gone(ask) {
        return tombstones::oembed(ask, write, width.unwrap_or(embed::WIDE).max(LEAST_WIDTH));
    }
    let drawn = Drawn::of(ask)?;
    // The frame takes its theme from the address as well: what it would refuse is refused here.
    ask.parameters.take_as("theme", charts::theme);
    ask.parameters.ignore_others()?;
    let width = width.unwrap_or(embed::WIDE).clamp(LEAST_WIDTH, embed::WIDE);
    let place = drawn.place(&ask.base);
    let natural = embed::frame_height(&drawn.dataset, &place, width);
    let height = height.map_or(natural, |most| most.min(natural));
    let rich = oembed::rich(&drawn.spec, &drawn.dataset, &place, (width, height));
    Ok(Answer::new(write(&rich.map_err(Problem::internal)?), Policy::Data))
}

pub(super) fn providers(ask: &mut Ask) -> Result<Answer, Problem> {
    Ok(Answer::new(oembed::providers(&ask.base), Policy::Data))
}

/// The slug and the query of a chart's address on this host; either scheme, for a proxy may have changed it.
fn chart_address(url: &str, base: &str) -> Option<(String, String)> {
    let bare = |url: &str| url.split_once("://").map_or_else(String::new, |(_, rest)| rest.to_owned());
    let rest = bare(url).strip_prefix(&bare(base))?.to_owned();
    let (path, query) = rest.split_once('?').unwrap_or((&rest, ""));
    let slug = path.strip_prefix("/charts/").or_else(|| path.strip_prefix("/embed/"))?;
    let slug = slug.trim_end_matches('/');
    let query = query.split('#').next().unwrap_or("");
    (!slug.is_empty() && !slug.contains(['/', '.', '#'])).then(|| (slug.to_owned(), query.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_charts_of_this_host_are_embedded() {
        let read = |url| chart_address(url, "http://host:8080");
        assert_eq!(read("https://host:8080/charts/a?lang=en"), Some(("a".into(), "lang=en".into())));
        assert_eq!(read("http://host:8080/embed/a"), Some(("a".into(), String::new())));
        for wrong in
            ["", "http://other/charts/a", "http://host:8080/", "http://host:8080/charts/a/b", "/charts/a"]
        {
            assert_eq!(read(wrong), None, "`{wrong}`");
        }
    }
}
