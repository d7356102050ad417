//! A question in the body of a POST: the same parameters as in an address, as a form or as JSON, for those that are too long for one.

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, rt};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::problem::Problem;
use crate::domain::Invalid;

/// The most bytes of a question.
pub(super) const MOST: usize = 64 * 1024;

/// How long it may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// The parameters of the body as an address writes them.
///
/// # Errors
/// When it is too long, breaks off, is of another type, or is no object of parameters.
pub(super) async fn parameters(request: &HttpRequest, payload: Payload) -> Result<String, Problem> {
    let read = rt::time::timeout(PATIENCE, payload.to_bytes_limited(MOST)).await;
    let read = read.map_err(|_| Problem::Unreadable)?.map_err(|_| Problem::QuestionTooLong(MOST))?;
    let body = read.map_err(|_| Problem::Unreadable)?;
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match content_type.as_str() {
        "application/x-www-form-urlencoded" => form(&body),
        "application/json" => json(&body).map_err(|problem| Problem::Invalid(vec![problem])),
        _ if body.is_empty() => Ok(String::new()),
        _ => Err(Problem::WrongQuestion(content_type.chars().take(80).collect())),
    }
}

fn form(body: &Bytes) -> Result<String, Problem> {
    let text =
        std::str::from_utf8(body).ok().filter(|text| text.bytes().all(|byte| (b'!'..=b'~').contains(&byte)));
    let unreadable = || Invalid::new("form", "", "write UTF-8, percent-encoded where it is not ASCII");
    text.map(ToOwned::to_owned).ok_or_else(|| Problem::Invalid(vec![unreadable()]))
}

/// An object of parameters: texts, numbers, true and false, and lists of them, which are joined by commas.
fn json(body: &[u8]) -> Result<String, Invalid> {
    let invalid = |value: &str| {
        Invalid::new(
            "question",
            value,
            "send a JSON object such as {\"indicator\": \"members-admitted\", \"period\": [\"2021\", \"2022\"]}",
        )
    };
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else { return Err(invalid("")) };
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let mut pairs = Vec::new();
    for (name, value) in &members {
        let value = match value {
            Value::Null => continue,
            Value::Array(items) => {
                items.iter().map(text).collect::<Option<Vec<_>>>().map(|items| items.join(","))
            }
            one => text(one),
        };
        let value = value.ok_or_else(|| invalid(name))?;
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        pairs.push(format!("{}={}", encoded(name), encoded(&value)));
    }
    Ok(pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_says_the_same_as_an_address() {
        let body = br#"{"indicator": ["a", "b"], "explain": true, "period": 2022, "q": "\u0110\u00e0", "as_of": null}"#;
        assert_eq!(json(body).unwrap(), "indicator=a%2Cb&explain=true&period=2022&q=%C4%90%C3%A0");
        for wrong in ["", "[]", "{\"a\": {}}", "{\"a\": [[1]]}", "{\"a\": [null]}", "7", "{"] {
            assert!(json(wrong.as_bytes()).is_err(), "`{wrong}`");
        }
    }
}
