//! HMAC-SHA256 (RFC 2104): what somebody shows was made with the key, and was not changed.

use sha2::{Digest, Sha256};

/// The length of a block of SHA-256.
const BLOCK: usize = 64;

/// Over a message; a key that is longer than a block stands by its hash.
#[must_use]
pub fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let hashed: [u8; 32];
    let key = if key.len() > BLOCK {
        hashed = Sha256::digest(key).into();
        &hashed[..]
    } else {
        key
    };
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

    /// RFC 4231, cases 1, 2 and 6.
    #[test]
    fn the_code_is_that_of_the_standard() {
        let of = |key: &[u8], message: &[u8]| -> String {
            mac(key, message).iter().map(|byte| format!("{byte:02x}")).collect()
        };
        assert_eq!(
            of(&[0x0b; 20], b"Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            of(b"Jefe", b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            of(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
        assert_ne!(of(&[0x0b; 20], b"Hi There"), of(&[0; 20], b"Hi There"));
    }
}
