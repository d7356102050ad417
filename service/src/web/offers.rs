//! Which form of an answer is sent: what the client likes best by `Accept`. RFC 9110, 12.5.1.

/// The place of the media type that the client likes best, of equals the first; `None` when it takes none of them. All are taken where
/// nothing is said.
///
/// Parameters of media types other than `q` are not looked at: each type is there in one way only.
pub(super) fn chosen<'a>(accept: &str, types: impl Iterator<Item = &'a str>) -> Option<usize> {
    let ranges: Vec<(&str, u16)> = accept.split(',').filter_map(range).collect();
    let takes_all = accept.trim().is_empty();
    let liked = types.map(|one| if takes_all { 1 } else { weight(one, &ranges) }).enumerate();
    let best = liked.reduce(|best, one| if one.1 > best.1 { one } else { best })?;
    (best.1 > 0).then_some(best.0)
}

/// A range of media types and its weight in thousandths; what cannot be read says nothing.
fn range(item: &str) -> Option<(&str, u16)> {
    let mut parts = item.split(';').map(str::trim);
    let range = parts.next().filter(|range| range.contains('/'))?;
    let weight = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .map_or(Some(1.0), |(_, value)| value.trim().parse::<f32>().ok())?;
    // From 0 to 1000: a cast cannot lose anything.
    (0.0..=1.0).contains(&weight).then_some((range, (weight * 1_000.0).round() as u16))
}

/// The weight of the most particular range that takes the type.
fn weight(media_type: &str, ranges: &[(&str, u16)]) -> u16 {
    let (kind, _) = media_type.split_once('/').unwrap_or((media_type, ""));
    let particular = |range: &str| match range.split_once('/') {
        Some(("*", "*")) => Some(0),
        Some((one, "*")) if one.eq_ignore_ascii_case(kind) => Some(1),
        _ if range.eq_ignore_ascii_case(media_type) => Some(2),
        _ => None,
    };
    let taken = ranges.iter().filter_map(|(range, weight)| Some((particular(range)?, *weight)));
    taken.max().map_or(0, |(_, weight)| weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_sent_what_it_likes_best() {
        let types = ["application/json", "text/csv", "text/html"];
        for (accept, place) in [
            ("", Some(0)),
            ("*/*", Some(0)),
            ("text/csv", Some(1)),
            ("TEXT/CSV; charset=utf-8", Some(1)),
            ("text/*;q=0.5, application/json;q=0.4", Some(1)),
            ("text/csv;q=0, */*", Some(0)),
            ("*/*;q=0.1, text/csv;q=0.05", Some(0)),
            ("application/json;q=0, text/*;q=0.2, text/csv;q=0", Some(2)),
            ("image/png", None),
            ("application/json;q=0", None),
            ("application/json;q=7", None),
            ("nonsense, text/csv", Some(1)),
        ] {
            assert_eq!(chosen(accept, types.into_iter()), place, "{accept:?}");
        }
    }
}
