//! Which colour of the palette each series of a chart has: `warning=2; expulsion=grey`, or `2` where there is one series.
//!
//! The palette is the widget's, where six colours keep their contrast and their distances in every theme and for every kind of vision.
//! They are named by their numbers, as a host page sets them (`--baocao-series-2`): in the dark some of them are other colours.

use std::fmt;

use super::Invalid;

/// A colour of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// From 1 to 6.
    Series(u8),
    /// The muted one: what stands behind the others.
    Grey,
}

impl Color {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Series(1),
        Self::Series(2),
        Self::Series(3),
        Self::Series(4),
        Self::Series(5),
        Self::Series(6),
        Self::Grey,
    ];

    /// Reads one.
    ///
    /// # Errors
    /// [`Invalid`] for what is not of the palette.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let found = Self::ALL.into_iter().find(|one| one.to_string() == text);
        found.ok_or_else(|| {
            Invalid::new(
                "color",
                text,
                "use a colour of the palette, 1 to 6, or grey; only their contrast and distances are known",
            )
        })
    }

    /// From 1 to 7, as drawings number them.
    #[must_use]
    pub fn number(self) -> usize {
        match self {
            Self::Series(number) => usize::from(number),
            Self::Grey => 7,
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Series(number) => write!(f, "{number}"),
            Self::Grey => f.write_str("grey"),
        }
    }
}

/// The colours that were chosen for a chart's series; those of the others are left to the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colors {
    /// By the ids of the series; an empty one is the only series.
    chosen: Vec<(String, Color)>,
}

impl Colors {
    /// Reads the colours of a chart.
    ///
    /// # Errors
    /// [`Invalid`] for the first that is none, and for what could not be told apart.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let mut chosen: Vec<(String, Color)> = Vec::new();
        for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
            let (series, color) = item.split_once('=').unwrap_or(("", item));
            let (series, color) = (series.trim().to_owned(), Color::parse(color.trim())?);
            if chosen.iter().any(|(other, _)| *other == series) {
                let remedy = "name each series once";
                return Err(Invalid::new("series of colors", item, remedy));
            }
            if color != Color::Grey && chosen.iter().any(|(_, other)| *other == color) {
                let remedy = "two series of one colour cannot be told apart; give each another one of 1 to 6, or grey to those \
                              that stand behind the others";
                return Err(Invalid::new("color of two series", item, remedy));
            }
            chosen.push((series, color));
        }
        Ok(Self { chosen })
    }

    /// Whether none was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The colour of a series by its id, where one was chosen.
    #[must_use]
    pub fn of(&self, series: &str) -> Option<Color> {
        self.chosen.iter().find(|(one, _)| one == series).map(|(_, color)| *color)
    }

    /// What was chosen, series and colour.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, Color)> {
        self.chosen.iter().map(|(series, color)| (series.as_str(), *color))
    }
}

impl fmt::Display for Colors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (series, color)) in self.chosen.iter().enumerate() {
            let mark = if at > 0 { "; " } else { "" };
            let (series, is) = if series.is_empty() { ("", "") } else { (series.as_str(), "=") };
            write!(f, "{mark}{series}{is}{color}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_they_are_read() {
        for text in ["", "2", "grey", "warning=2; expulsion=grey; reprimand=grey", "2022-H1=6"] {
            assert_eq!(Colors::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Colors::parse(" a = 3 ;; b=grey;").unwrap().to_string(), "a=3; b=grey");
        assert_eq!(Colors::parse("a=3").unwrap().of("a"), Some(Color::Series(3)));
    }

    #[test]
    fn what_is_not_of_the_palette_or_cannot_be_told_apart_is_refused() {
        for (wrong, code) in [
            ("a=7", "color"),
            ("a=#ffcc00", "color"),
            ("blue", "color"),
            ("a=2; b=2", "color of two series"),
            ("a=2; a=3", "series of colors"),
        ] {
            assert_eq!(Colors::parse(wrong).unwrap_err().code, code, "{wrong}");
        }
    }
}
