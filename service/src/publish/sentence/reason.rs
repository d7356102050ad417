//! Why nothing is said of a topic.

use crate::publish::Lang;

/// Why there is no true sentence about a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The figure was not reported.
    NotReported,
    /// The figure must not be shown.
    Confidential,
    /// The answer is of several indicators.
    ManyIndicators,
    /// The answer is of several organizations, and none of them is the subject.
    ManyOrganizations,
    /// The answer is of several parts, and has no total.
    ManyParts,
    /// No year comes before the period.
    NoYearBefore,
    /// The year before is not known, or not comparable.
    NotComparable,
    /// The source does not state it exactly enough.
    Inexact,
    /// A ratio's year before is not known as a ratio.
    RatioOfYearBefore,
    /// There is no plan.
    NoPlan,
    /// There is no M in "N of M".
    NoUniverse,
    /// N is more than M.
    MoreThanAll,
    /// Fewer organizations than can be ranked have a figure.
    FewOrganizations,
    /// The organizations do not stand beside each other.
    NotSiblings,
    /// Some of those that would be compared are not complete.
    Incomplete,
    /// All are the same.
    AllTheSame,
    /// A rank is one already.
    AlreadyRanked,
    /// The answer is not of the parts of one breakdown.
    NoParts,
    /// Too few periods are known in a row.
    FewPeriods,
    /// It rises and falls.
    NoTrend,
    /// It is not a sum over organizations.
    NotASum,
}

impl Reason {
    /// The word that stands in documents.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.told().0
    }

    /// The reason in words.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        let (_, vi, en) = self.told();
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NotReported => ("not-reported", "Chưa có số liệu báo cáo.", "The figure was not reported."),
            Self::Confidential => ("confidential", "Số liệu được bảo mật.", "The figure is confidential."),
            Self::ManyIndicators => (
                "many-indicators",
                "Câu hỏi gồm nhiều chỉ tiêu; hãy hỏi từng chỉ tiêu.",
                "The question is of several indicators; ask of one.",
            ),
            Self::ManyOrganizations => (
                "many-organizations",
                "Câu hỏi gồm nhiều đơn vị; hãy nêu một đơn vị.",
                "The question is of several organizations; name one.",
            ),
            Self::ManyParts => (
                "many-parts",
                "Câu hỏi gồm nhiều phân tổ mà không có tổng.",
                "The question is of several parts without their total.",
            ),
            Self::NoYearBefore => {
                ("no-year-before", "Kỳ này không có cùng kỳ năm trước.", "No year comes before this period.")
            }
            Self::NotComparable => (
                "not-comparable",
                "Số liệu cùng kỳ năm trước chưa có hoặc không so sánh được.",
                "The year before is not known, or cannot be compared.",
            ),
            Self::Inexact => (
                "inexact",
                "Nguồn không nêu số chính xác nên không so sánh.",
                "The source does not state it exactly, so it is not compared.",
            ),
            Self::RatioOfYearBefore => (
                "ratio-of-year-before",
                "Chưa có tỷ lệ của năm trước để so sánh.",
                "The ratio of the year before is not in the answer.",
            ),
            Self::NoPlan => ("no-plan", "Câu trả lời không có kế hoạch.", "The answer has no plan."),
            Self::NoUniverse => (
                "no-universe",
                "Câu trả lời không có tổng số để tính tỷ lệ.",
                "The answer has no total to be a share of.",
            ),
            Self::MoreThanAll => (
                "more-than-all",
                "Số thực hiện lớn hơn tổng số.",
                "The figure is larger than what it should be a share of.",
            ),
            Self::FewOrganizations => (
                "few-organizations",
                "Chưa đủ ba đơn vị có số liệu để xếp thứ tự.",
                "Fewer than three organizations have a figure to rank.",
            ),
            Self::NotSiblings => (
                "not-siblings",
                "Các đơn vị không cùng cấp nên không xếp thứ tự.",
                "The organizations do not stand side by side.",
            ),
            Self::Incomplete => (
                "incomplete",
                "Có số liệu chưa đầy đủ hoặc được bảo mật nên không so sánh.",
                "Some of the figures are incomplete or confidential, so they are not compared.",
            ),
            Self::AllTheSame => ("all-the-same", "Các số bằng nhau.", "All are the same."),
            Self::AlreadyRanked => {
                ("already-ranked", "Chỉ tiêu đã là thứ hạng.", "The indicator is a rank already.")
            }
            Self::NoParts => (
                "no-parts",
                "Câu hỏi không theo một phân tổ.",
                "The question is not of the parts of one breakdown.",
            ),
            Self::FewPeriods => (
                "few-periods",
                "Chưa đủ ba kỳ liên tiếp có số liệu đầy đủ.",
                "Fewer than three periods in a row are known in full.",
            ),
            Self::NoTrend => ("no-trend", "Số liệu lúc tăng lúc giảm.", "It rises and falls."),
            Self::NotASum => {
                ("not-a-sum", "Số liệu do chính đơn vị báo cáo.", "The organization reported it itself.")
            }
        }
    }
}
