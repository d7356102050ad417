//! A file that the loader fetches: its name holds its hash, so it may be cached for ever.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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
    /// Names a file after its content.
    pub fn new(kind: &'static str, content: Vec<u8>) -> Self {
        let hash: String =
            Sha256::digest(&content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { kind, name: format!("baocao-{hash}.{kind}"), content }
    }

    /// Subresource integrity, as in `fetch` and `<link integrity>`.
    pub fn integrity(&self) -> String {
        format!("sha256-{}", STANDARD.encode(Sha256::digest(&self.content)))
    }
}
