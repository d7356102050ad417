//! A part of the internet: one address, or all that begin alike.

use std::fmt;
use std::net::IpAddr;

use super::Invalid;

/// All addresses whose first bits are those of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Reads `10.0.0.0/8`, `fd00::/8`, or an address alone.
    ///
    /// # Errors
    /// [`Invalid`] for anything else; also where bits are set behind those that count, since then something else was meant.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new("network", text, "write an address or a network, such as 10.0.0.0/8");
        let (address, bits) = text.split_once('/').map_or((text, None), |(one, bits)| (one, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| invalid())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let plain = |bits: &str| bits.bytes().all(|byte| byte.is_ascii_digit());
        let bits = match bits {
            None => most,
            Some(bits) => {
                bits.parse().ok().filter(|read| plain(bits) && *read <= most).ok_or_else(invalid)?
            }
        };
        let network = Self { address, bits };
        if network.first() == address { Ok(network) } else { Err(invalid()) }
    }

    /// The network of an address that shares so many bits with it; those of an IPv4 address that is written as an IPv6 one are
    /// its own 32.
    #[must_use]
    pub fn around(address: IpAddr, bits_of_v6: u8) -> Self {
        let address = address.to_canonical();
        let bits = if address.is_ipv4() { 32 } else { bits_of_v6.min(128) };
        let address = Self { address, bits }.first();
        Self { address, bits }
    }

    /// Whether an address is one of them. An IPv4 address is the same however it is written.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.address.is_ipv4()
            && Self { address, bits: self.bits }.first() == self.address
    }

    /// Its address with nothing behind the bits that count.
    fn first(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(ip) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                IpAddr::V4((ip.to_bits() & mask).into())
            }
            IpAddr::V6(ip) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                IpAddr::V6((ip.to_bits() & mask).into())
            }
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_one = self.bits == if self.address.is_ipv4() { 32 } else { 128 };
        if is_one { self.address.fmt(f) } else { write!(f, "{}/{}", self.address, self.bits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_is_what_it_is_written_as_and_contains_what_begins_like_it() {
        for (text, inside, outside) in [
            ("127.0.0.1", "127.0.0.1", "127.0.0.2"),
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"),
            ("192.0.2.128/25", "::ffff:192.0.2.129", "192.0.2.127"),
            ("0.0.0.0/0", "203.0.113.7", "2001:db8::1"),
            ("::/0", "2001:db8::1", "203.0.113.7"),
            ("fd00::/8", "fdff::1", "fe00::1"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::2"),
        ] {
            let network = Network::parse(text).unwrap();
            assert_eq!(network.to_string(), text);
            assert!(network.contains(address(inside)) && !network.contains(address(outside)), "{text}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in
            ["", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8", "fd00::/129", "lb"]
        {
            assert!(Network::parse(wrong).is_err(), "`{wrong}`");
        }
    }

    #[test]
    fn those_around_an_address_share_its_first_bits() {
        let around = |text: &str| Network::around(address(text), 64).to_string();
        assert_eq!(around("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(around("192.0.2.7"), "192.0.2.7");
        assert_eq!(around("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
