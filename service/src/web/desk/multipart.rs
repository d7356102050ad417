//! Forms with a file in them, as browsers send them (RFC 7578).

/// A field of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub name: String,
    /// The file's name; none for a field that is no file.
    pub file: Option<String>,
    pub bytes: &'a [u8],
}

/// The boundary that a content type names.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let (media_type, parameters) = content_type.split_once(';')?;
    if !media_type.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let named = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?;
    Some(named.trim_matches('"').to_owned()).filter(|one| !one.is_empty() && one.len() <= 70)
}

/// The fields; `None` where the body is not of this form, or has more than twenty.
pub(super) fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let first = format!("--{boundary}");
    let next = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut found = Vec::new();
    while let Some(inside) = rest.strip_prefix(b"\r\n") {
        let end = position(inside, next.as_bytes())?;
        found.push(part(&inside[..end])?);
        rest = &inside[end + next.len()..];
        if found.len() > 20 {
            return None;
        }
    }
    rest.starts_with(b"--").then_some(found)
}

fn part(part: &[u8]) -> Option<Part<'_>> {
    let end = position(part, b"\r\n\r\n")?;
    let headers = std::str::from_utf8(&part[..end]).ok()?;
    let is_disposition = |line: &&str| line.to_ascii_lowercase().starts_with("content-disposition:");
    let disposition = headers.split("\r\n").find(is_disposition)?;
    let quoted = |name: &str| {
        let (_, value) = disposition.split_once(&format!("; {name}=\""))?;
        value.split_once('"').map(|(value, _)| value.to_owned())
    };
    Some(Part { name: quoted("name")?, file: quoted("filename"), bytes: &part[end + 4..] })
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"lang\"\r\n\r\nvi\r\n--x\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1\r\n\r\n2\r\n--x--\r\n";

    #[test]
    fn fields_and_files_come_out_as_they_were_sent() {
        let parts = parts(BODY, "x").unwrap();
        let told: Vec<_> =
            parts.iter().map(|one| (one.name.as_str(), one.file.as_deref(), one.bytes)).collect();
        assert_eq!(told, [("lang", None, &b"vi"[..]), ("file", Some("a.csv"), b"1\r\n\r\n2")]);
    }

    #[test]
    fn what_breaks_off_anywhere_is_refused() {
        for end in 0..BODY.len() - 4 {
            assert_eq!(parts(&BODY[..end], "x"), None, "{end}");
        }
        assert_eq!(parts(BODY, "y"), None);
    }

    #[test]
    fn the_boundary_is_that_of_the_header() {
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary("Multipart/Form-Data; charset=utf-8; boundary=----x").as_deref(), Some("----x"));
        for wrong in
            ["", "text/csv", "multipart/form-data", "multipart/form-data; boundary=", "text/csv; boundary=x"]
        {
            assert_eq!(boundary(wrong), None, "{wrong}");
        }
    }
}
