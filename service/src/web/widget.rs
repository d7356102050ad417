//! `/widget/{file}`, as `just widget` left it in the binary, and `/assets/{file}`, the pages' own scripts and style sheets.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::embed::Loader;
use crate::publish::{Document, page};

include!(concat!(env!("OUT_DIR"), "/widget.rs"));

/// The scripts and style sheets that pages fetch by themselves.
const ASSETS: [&str; 3] = ["page.js", "studio.js", "studio.css"];

/// The file whose address stays; it names the others by their content.
const LOADER: &str = "baocao.js";

/// Beside each file stands the same in brotli, by a name that is no address.
const SQUEEZED: &str = ".br";

static KNOWN: LazyLock<Option<Loader>> = LazyLock::new(|| {
    let (_, bytes) = FILES.iter().find(|(name, _)| *name == LOADER)?;
    let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
    Some(Loader { path: format!("/widget/{LOADER}"), integrity })
});

/// The loader, when the widget was built in.
pub(super) fn loader() -> Option<&'static Loader> {
    KNOWN.as_ref()
}

pub(super) fn file(ask: &mut Ask) -> Result<Answer, Problem> {
    match FILES.iter().find(|(name, _)| *name == ask.name && !name.ends_with(SQUEEZED)) {
        Some((name, bytes)) => {
            let policy = if *name == LOADER { Policy::Asset } else { Policy::Immutable };
            let answer =
                Answer::new(Document { bytes: bytes.to_vec(), content_type: media_type(name) }, policy);
            let squeezed = FILES.iter().find(|(other, _)| other.strip_suffix(SQUEEZED) == Some(*name));
            Ok(match squeezed {
                Some((_, squeezed)) => answer.squeezed(squeezed),
                None => answer,
            })
        }
        None if FILES.is_empty() => Err(Problem::NoWidget),
        None => Err(Problem::NoSuchAddress),
    }
}

pub(super) fn asset(ask: &mut Ask) -> Result<Answer, Problem> {
    let Some(name) = ASSETS.iter().find(|name| **name == ask.name) else {
        return Err(Problem::NoSuchAddress);
    };
    let text = page::text(&format!("assets/{name}")).to_owned();
    Ok(Answer::new(Document::text(text, media_type(name)), Policy::Asset))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        _ => "application/octet-stream",
    }
}
