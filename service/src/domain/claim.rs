//! Claims: what an article says of the figures, so that it is told when they say otherwise.

use std::fmt;

use super::figure::words;
use super::{Amount, Invalid, OrganizationCode, Query};

words! {
    /// What of the figures an article states.
    Says is "statement", "use value, direction, plan or rank":
    /// The number, as it is rounded there.
    Value = "value",
    /// Whether it rose or fell against the year before.
    Direction = "direction",
    /// How it stands to its plan.
    Plan = "plan",
    /// Its place among those beside it.
    Rank = "rank",
}

/// The power of ten that a number is rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding(i8);

/// More is rounded to nothing by any figure that fits.
const MOST_POWER: i8 = 18;

impl Rounding {
    /// Reads `1000`, `1`, `0.1`.
    ///
    /// # Errors
    /// [`Invalid`] for anything but a power of ten from 0.000000001 to 10^18.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new("rounding", text, "write a power of ten such as 1000, 1 or 0.1");
        let zeros = |digits: &str| digits.bytes().all(|digit| digit == b'0').then_some(digits.len());
        let power = match text.strip_prefix("0.") {
            Some(rest) => rest.strip_suffix('1').and_then(zeros).map(|count| -(count as i64) - 1),
            None => text.strip_prefix('1').and_then(zeros).map(|count| count as i64),
        };
        power.and_then(|power| Self::of_power(power).ok()).ok_or_else(invalid)
    }

    /// The power of ten that stands in the store.
    ///
    /// # Errors
    /// [`Invalid`] outside the range.
    pub fn of_power(power: i64) -> Result<Self, Invalid> {
        let fits = i8::try_from(power).ok().filter(|power| (-9..=MOST_POWER).contains(power));
        fits.map(Self).ok_or_else(|| Invalid::new("rounding", &power.to_string(), "write a power of ten"))
    }

    /// The power.
    #[must_use]
    pub fn power(self) -> i64 {
        self.0.into()
    }

    /// The number as it is printed, half away from zero; `None` when it does not fit.
    #[must_use]
    pub fn round(self, amount: Amount) -> Option<Amount> {
        let digits = i64::from(self.0) + i64::from(amount.decimals);
        let Ok(digits) = u32::try_from(digits) else { return Some(amount) };
        let step = 10_i128.checked_pow(digits)?;
        let units = i128::from(amount.units);
        let away = if units < 0 { -step / 2 } else { step / 2 };
        let units = i64::try_from((units + away) / step * step).ok()?;
        Some(Amount { units, ..amount })
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u8::try_from(self.0) {
            Ok(zeros) => write!(f, "1{}", "0".repeat(zeros.into())),
            Err(_) => write!(f, "0.{}1", "0".repeat(usize::from(self.0.unsigned_abs()) - 1)),
        }
    }
}

/// The address of an article: shown, never asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article(String);

/// So many claims are held at once; more would make every release slow.
pub const MOST_CLAIMS: u64 = 10_000;

/// Longer addresses are cut by what is on the way.
pub const MOST_ARTICLE_BYTES: usize = 2_000;

impl Article {
    /// Reads an address of the web.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid =
            || Invalid::new("article", text, "write its address, beginning with https:// or http://");
        let rest =
            text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(invalid)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = text.len() <= MOST_ARTICLE_BYTES && text.bytes().all(|byte| byte.is_ascii_graphic());
        let is_host = !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        (plain && is_host && !text.contains(['"', '<', '>', '\\']))
            .then(|| Self(text.to_owned()))
            .ok_or_else(invalid)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, with a port where it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// What is printed; `None` of what the article does not state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// The rounded number, as `10200`.
    pub value: Option<String>,
    /// The predicate of its change: `rise`.
    pub direction: Option<String>,
    /// The predicate of its plan: `plan-exceeded`.
    pub plan: Option<String>,
    /// Its place: `highest`, `ranked-3`.
    pub rank: Option<String>,
}

impl Printed {
    /// Each statement, in order.
    #[must_use]
    pub fn each(&self) -> [(Says, Option<&String>); 4] {
        [
            (Says::Value, self.value.as_ref()),
            (Says::Direction, self.direction.as_ref()),
            (Says::Plan, self.plan.as_ref()),
            (Says::Rank, self.rank.as_ref()),
        ]
    }

    /// States something.
    pub fn set(&mut self, says: Says, text: String) {
        let place = match says {
            Says::Value => &mut self.value,
            Says::Direction => &mut self.direction,
            Says::Plan => &mut self.plan,
            Says::Rank => &mut self.rank,
        };
        *place = Some(text);
    }
}

/// What an article states, of which figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The figures.
    pub query: Query,
    /// The organization that is spoken of, where they are of several.
    pub about: Option<OrganizationCode>,
    /// Where it is printed.
    pub article: Article,
    /// How its number is rounded.
    pub rounding: Rounding,
    /// What it says.
    pub printed: Printed,
}

/// A claim that was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number.
    pub id: u64,
    /// When it was registered, as RFC 3339.
    pub made_at: String,
    /// By whom: a token's public name.
    pub made_by: String,
    /// What it states.
    pub stated: Stated,
}

/// What a claim says and the figures do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what.
    pub says: Says,
    /// As printed.
    pub then: String,
    /// As the figures say now; `None` where they say nothing.
    pub now: Option<String>,
}

/// What was told of a claim: that it no longer holds, or that it does again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its own number.
    pub id: u64,
    /// The claim.
    pub claim: u64,
    /// The number of what made it so, as readers count.
    pub revision: u64,
    /// When it was told, in milliseconds since 1970.
    pub told_ms: i64,
    /// Whether it does not hold.
    pub stale: bool,
    /// The differences, as JSON.
    pub now: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_rounded_as_people_round() {
        let round = |rounding: &str, units, decimals| {
            Rounding::parse(rounding).unwrap().round(Amount::new(units, decimals)).unwrap().to_string()
        };
        assert_eq!(round("100", 10_183, 0), "10200");
        assert_eq!(round("100", 10_149, 0), "10100");
        assert_eq!(round("1000", -1_500, 0), "-2000");
        assert_eq!(round("0.1", 8_103_318, 2), "81033.2");
        assert_eq!(round("0.001", 8_103_318, 2), "81033.18");
        for text in ["1", "1000", "0.1", "0.000000001"] {
            assert_eq!(Rounding::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["", "0", "2", "10.0", "0.", "0.2", "1e3", "0.0000000001", "10000000000000000000"] {
            assert!(Rounding::parse(wrong).is_err(), "`{wrong}`");
        }
    }

    #[test]
    fn an_article_is_an_address_of_the_web() {
        for right in ["https://news.example/a?b=1#c", "http://localhost:8080/x"] {
            assert!(Article::parse(right).is_ok(), "`{right}`");
        }
        assert_eq!(Article::parse("https://news.example/a").unwrap().host(), "news.example");
        for wrong in [
            "",
            "javascript:alert(1)",
            "https://",
            "https://a b/",
            "https://u@h/",
            "ftp://x/",
            "https://x/\"><b>",
        ] {
            assert!(Article::parse(wrong).is_err(), "`{wrong}`");
        }
    }
}
