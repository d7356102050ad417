//! A file that the loader fetches: its name holds its hash, so it may be cached for ever.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use sha2::{Digest, Sha256};

/// A file beside the loader.
pub struct Part {
    /// What it is, as in its name's ending.
    pub kind: &'static str,
    /// `baocao-HASH.kind`.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Part {
    /// Names a file after its content, in the letters of its integrity: the loader, which holds both, is packed smaller.
    pub fn new(kind: &'static str, content: Vec<u8>) -> Self {
        let hash: String = URL_SAFE.encode(Sha256::digest(&content)).chars().take(11).collect();
        Self { kind, name: format!("baocao-{hash}.{kind}"), content }
    }

    /// Subresource integrity, as in `fetch` and `<link integrity>`.
    pub fn integrity(&self) -> String {
        format!("sha256-{}", STANDARD.encode(Sha256::digest(&self.content)))
    }
}
