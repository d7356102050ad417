//! HMAC-SHA256 (RFC 2104): what somebody shows was made with the key, and was not changed.

use sha2::{Digest, Sha256};

/// The length of a block of SHA-256.
const BLOCK: usize = 64;

/// Over a message, with a key of at most one block.
#[must_use]
pub fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = [with; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, own)| *byte ^= own);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_one_that_others_compute() {
        // `openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b…` over `Hi There`, the key of RFC 4231's first case made as long as ours.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let hex: String = mac(&key, b"Hi There").iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assert_ne!(mac(&key, b"Hi There"), mac(&[0; 32], b"Hi There"));
    }
}
