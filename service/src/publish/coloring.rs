//! What is said of the colours of a chart: what they are called, and where readers would take one for another.

use baocao_widget::palette::{self, APART, CONTRAST, Vision};
use baocao_widget::{Dataset, Theme};

use super::{Lang, chart_look, words};
use crate::domain::{Amount, Color};

/// What has a colour of its own in a drawing, by id and label: one without an id where there is one series.
#[must_use]
pub fn colored(dataset: &Dataset) -> Vec<(&str, &str)> {
    chart_look::colored(dataset)
}

/// What a colour of the palette is called, on a light ground and on a dark one.
#[must_use]
pub fn name(color: Color, lang: Lang) -> &'static str {
    match (color, lang) {
        (Color::Series(1), Lang::Vi) => "1 – xanh lam",
        (Color::Series(1), Lang::En) => "1 – blue",
        (Color::Series(2), Lang::Vi) => "2 – cam",
        (Color::Series(2), Lang::En) => "2 – orange",
        (Color::Series(3), Lang::Vi) => "3 – xanh lục (nền tối: ngọc lam)",
        (Color::Series(3), Lang::En) => "3 – green (turquoise in the dark)",
        (Color::Series(4), Lang::Vi) => "4 – mận (nền tối: hồng)",
        (Color::Series(4), Lang::En) => "4 – plum (pink in the dark)",
        (Color::Series(5), Lang::Vi) => "5 – tím",
        (Color::Series(5), Lang::En) => "5 – violet",
        (Color::Series(_), Lang::Vi) => "6 – đỏ sẫm (nền tối: vàng)",
        (Color::Series(_), Lang::En) => "6 – dark red (yellow in the dark)",
        (Color::Grey, Lang::Vi) => "xám",
        (Color::Grey, Lang::En) => "grey",
    }
}

/// Which series of a drawing readers could not tell apart by their colours alone, where colours were chosen.
#[must_use]
pub fn advice(dataset: &Dataset, lang: Lang) -> Vec<String> {
    let colors = &dataset.drawing.colors;
    let named: Vec<(&str, usize)> =
        colored(dataset).iter().map(|(_, label)| *label).zip(colors.iter().copied()).collect();
    let grey = Color::Grey.number();
    let greys: Vec<&str> =
        named.iter().filter(|(_, color)| *color == grey).map(|(label, _)| *label).collect();
    let mut told = Vec::new();
    if greys.len() > 1 {
        let greys = greys.join(", ");
        told.push(match lang {
            Lang::Vi => format!("{greys}: cùng màu xám, chỉ phân biệt được bằng nhãn."),
            Lang::En => format!("{greys}: all are grey, and told apart by their labels alone."),
        });
    }
    for (at, (one, color)) in named.iter().enumerate() {
        for (other, beside) in &named[..at] {
            let (distance, vision, theme) = palette::nearest(*color, *beside);
            if color != beside && distance < APART {
                told.push(near((other, one), distance, vision, theme, lang));
            }
        }
    }
    told
}

fn near((one, other): (&str, &str), distance: f64, vision: Vision, theme: Theme, lang: Lang) -> String {
    let (distance, least) = (tenths(distance, lang), tenths(APART, lang));
    let (eyes, ground) = (eyes(vision, lang), ground(theme, lang));
    match lang {
        Lang::Vi => format!(
            "Màu của “{one}” và “{other}” chỉ cách nhau {distance} {eyes} {ground} (cần {least}): chọn màu khác, hoặc chỉ dựa vào nhãn."
        ),
        Lang::En => format!(
            "The colours of “{one}” and “{other}” are only {distance} apart {eyes} {ground} (wanted: {least}): choose another, or rely on the labels."
        ),
    }
}

/// What of the palette is nearest to a newsroom's own colour, and why that one is or is not as good.
#[must_use]
pub fn beside(text: &str, lang: Lang) -> String {
    let Some(own) = palette::Color::parse(text) else {
        return match lang {
            Lang::Vi => format!("`{text}` không phải là mã màu. Viết như #c8102e."),
            Lang::En => format!("`{text}` is no colour. Write it as in #c8102e."),
        };
    };
    let apart = |number: usize| own.distance(palette::series(number, Theme::Light), Vision::Normal);
    let numbered = Color::ALL.into_iter().filter(|one| *one != Color::Grey);
    let closest = numbered.clone().min_by(|one, other| apart(one.number()).total_cmp(&apart(other.number())));
    let closest = closest.unwrap_or(Color::Grey);
    let mut wrong = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let contrast = own.contrast(palette::ground(theme));
        if contrast < CONTRAST {
            let (found, least) = (tenths(contrast, lang), tenths(CONTRAST, lang));
            let ground = ground(theme, lang);
            wrong.push(match lang {
                Lang::Vi => format!("độ tương phản {ground} là {found}:1 (cần {least}:1)"),
                Lang::En => format!("its contrast {ground} is {found}:1 (wanted: {least}:1)"),
            });
        }
        for other in numbered.clone().filter(|one| *one != closest) {
            let distance = |vision: &Vision| own.distance(palette::series(other.number(), theme), *vision);
            let worst = Vision::ALL.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
            if let Some(vision) = worst.filter(|vision| distance(vision) < APART) {
                let (found, least) = (tenths(distance(&vision), lang), tenths(APART, lang));
                let (eyes, ground) = (eyes(vision, lang), ground(theme, lang));
                wrong.push(match lang {
                    Lang::Vi => {
                        format!("khoảng cách đến màu {other} chỉ là {found} {eyes} {ground} (cần {least})")
                    }
                    Lang::En => {
                        format!("it is only {found} from colour {other} {eyes} {ground} (wanted: {least})")
                    }
                });
            }
        }
    }
    let nearest = name(closest, lang);
    let distance = tenths(apart(closest.number()), lang);
    let number = closest.number();
    match (lang, wrong.is_empty()) {
        (Lang::Vi, true) => format!(
            "Gần `{text}` nhất trong bảng màu: {nearest} (cách {distance}). Chính màu ấy cũng đủ tương phản và khoảng cách: trang của tòa soạn đặt được nó bằng --baocao-series-{number}."
        ),
        (Lang::En, true) => format!(
            "Nearest to `{text}` in the palette: {nearest} ({distance} away). Its own contrast and distances suffice too: a page of yours may set it as --baocao-series-{number}."
        ),
        (Lang::Vi, false) => {
            format!(
                "Gần `{text}` nhất trong bảng màu: {nearest} (cách {distance}). Chính màu ấy không dùng được: {}.",
                wrong.join("; ")
            )
        }
        (Lang::En, false) => {
            format!(
                "Nearest to `{text}` in the palette: {nearest} ({distance} away). It cannot be used itself: {}.",
                wrong.join("; ")
            )
        }
    }
}

fn eyes(vision: Vision, lang: Lang) -> &'static str {
    match (vision, lang) {
        (Vision::Normal, Lang::Vi) => "với mọi người",
        (Vision::Normal, Lang::En) => "for everybody",
        (Vision::Protanopia, Lang::Vi) => "với người mù màu đỏ",
        (Vision::Protanopia, Lang::En) => "for red-blind readers",
        (Vision::Deuteranopia, Lang::Vi) => "với người mù màu lục",
        (Vision::Deuteranopia, Lang::En) => "for green-blind readers",
        (Vision::Tritanopia, Lang::Vi) => "với người mù màu lam",
        (Vision::Tritanopia, Lang::En) => "for blue-blind readers",
    }
}

fn ground(theme: Theme, lang: Lang) -> &'static str {
    match (matches!(theme, Theme::Dark | Theme::DarkContrast), lang) {
        (false, Lang::Vi) => "trên nền sáng",
        (false, Lang::En) => "on a light ground",
        (true, Lang::Vi) => "trên nền tối",
        (true, Lang::En) => "on a dark ground",
    }
}

/// With one decimal, cut and not rounded: what falls short of a limit is never written as the limit.
fn tenths(value: f64, lang: Lang) -> String {
    words::number(Amount::new((value * 10.0).floor() as i64, 1), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baocao_widget::dataset::{Category, Dimension, Drawing};

    /// A drawing of so many series in these colours.
    fn colored_as(colors: &[usize]) -> Dataset {
        let category = |at: usize| Category { id: at.to_string(), label: format!("Dãy {at}"), unit: None };
        let categories = (0..colors.len()).map(category).collect();
        let drawing =
            Drawing { series: Some("outcome".into()), colors: colors.to_vec(), ..Drawing::default() };
        let dimensions = vec![Dimension { id: "outcome".into(), categories, ..Dimension::default() }];
        Dataset { dimensions, drawing, ..Dataset::default() }
    }

    #[test]
    fn the_six_need_no_advice_and_what_is_near_is_told_with_its_distance() {
        assert_eq!(advice(&colored_as(&[6, 5, 4, 3, 2, 1]), Lang::Vi), [""; 0]);
        let told = advice(&colored_as(&[7, 7, 1]), Lang::Vi);
        assert!(told[0].starts_with("Dãy 0, Dãy 1: cùng màu xám"), "{told:?}");
        let all: Vec<usize> = (1..=6).filter(|one| palette::nearest(*one, 7).0 < APART).collect();
        assert!(!all.is_empty(), "grey keeps apart from every colour, and is one of the palette then");
        for number in all {
            let told = advice(&colored_as(&[number, 7]), Lang::En);
            assert!(
                told.len() == 1 && told[0].contains("“Dãy 0” and “Dãy 1” are only"),
                "{number}: {told:?}"
            );
        }
    }

    #[test]
    fn a_colour_that_cannot_be_seen_says_how_little_it_stands_out() {
        let told = beside("#ffe066", Lang::En);
        assert!(told.contains("its contrast on a light ground is 1.3:1 (wanted: 3:1)"), "{told}");
        let told = beside("#e8590c", Lang::Vi);
        assert!(told.contains("2 – cam (cách 0)"), "{told}");
        assert!(beside("red", Lang::Vi).contains("`red` không phải là mã màu"));
    }
}
