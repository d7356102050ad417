//! HMAC-SHA256 (RFC 2104) over id, time and body, as Standard Webhooks 1.0 signs: who receives a message knows that it is ours, and that
//! it is not an old one sent again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::mac;

/// The value of `webhook-signature`.
pub(super) fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let signed = format!("{id}.{seconds}.{body}");
    format!("v1,{}", STANDARD.encode(mac(secret, signed.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification.
    #[test]
    fn a_message_is_signed_as_libraries_of_receivers_expect() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }
}
