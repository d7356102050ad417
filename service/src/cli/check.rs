//! `baocao check`

use baocao_widget::locale::Lang;

use super::{Failure, say};
use crate::app::{self, Checked, Depth};
use crate::config::Settings;
use crate::domain::{Damage, Head};

/// As many findings are told.
const MOST: usize = 100;

pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
    let checked = examined(settings, Depth::Store, &[])?;
    if !checked.findings.is_empty() {
        return Err(unsound(&checked, settings.lang));
    }
    let Checked { revisions, figures, head, .. } = checked;
    say(format_args!(
        "sound: {revisions} revisions, {figures} figures, {} rows in the audit log",
        head.number
    ));
    Ok(())
}

pub(super) fn examined(settings: &Settings, depth: Depth, receipts: &[Head]) -> Result<Checked, Failure> {
    Ok(app::check(settings, depth, receipts)?)
}

/// Every finding, one below the other.
pub(super) fn unsound(checked: &Checked, lang: Lang) -> Failure {
    let count = checked.findings.len();
    let title = match lang {
        Lang::Vi => format!(
            "baocao: kho dữ liệu không còn như khi được ghi, {count} chỗ; hãy khôi phục từ bản sao lưu:"
        ),
        Lang::En => format!(
            "baocao: the store is not as it was written, in {count} places; restore it from a backup:"
        ),
    };
    let lines = checked.findings.iter().take(MOST);
    let lines = lines
        .map(|one| format!("  {}: {} [{}]: {}", one.place, told(one.damage, lang), one.damage, one.found));
    let more = count.saturating_sub(MOST);
    let more = (more > 0).then(|| format!("  … {more}"));
    Failure(std::iter::once(title).chain(lines).chain(more).collect::<Vec<_>>().join("\n"))
}

fn told(damage: Damage, lang: Lang) -> &'static str {
    let (vi, en) = match damage {
        Damage::File => ("tệp hỏng", "the file is damaged"),
        Damage::Reference => ("dẫn đến chỗ không có", "it names what is not there"),
        Damage::Chain => ("nhật ký bị sửa, bị xóa hoặc bị chèn", "the log was changed, cut or added to"),
        Damage::End => ("phần cuối nhật ký bị mất", "the end of the log is missing"),
        Damage::Record => ("không như nhật ký đã ghi", "it is not as the log tells"),
        Damage::Unrecorded => ("nhật ký không ghi việc này", "the log does not tell of it"),
        Damage::Filing => ("không như khi được nộp", "it is not as it was filed"),
        Damage::Receipt => ("không khớp biên nhận", "the log does not hold the receipt"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
