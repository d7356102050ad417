//! Tries to sign in, counted by who tries: some are free, then they are spaced.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// That many in a row.
const FREE: u32 = 10;

/// Then one more for each such time.
const SPACE: Duration = Duration::from_secs(6);

/// As many clients are remembered; beyond, those whose tries are long past go.
const CLIENTS: usize = 10_000;

/// When the last counted try of each client is paid off.
#[derive(Default)]
pub(super) struct Knocks(Mutex<HashMap<String, Instant>>);

impl Knocks {
    /// Counts a try.
    ///
    /// # Errors
    /// Seconds until the next one may be made.
    pub(super) fn count(&self, client: &str) -> Result<(), u64> {
        self.count_at(client, Instant::now())
    }

    fn count_at(&self, client: &str, now: Instant) -> Result<(), u64> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= CLIENTS {
            clients.retain(|_, paid| *paid > now);
        }
        let paid = clients.get(client).copied().unwrap_or(now).max(now) + SPACE;
        let over = paid.duration_since(now).saturating_sub(SPACE * FREE);
        if !over.is_zero() || clients.len() >= CLIENTS && !clients.contains_key(client) {
            return Err(over.as_secs().max(1));
        }
        clients.insert(client.to_owned(), paid);
        Ok(())
    }

    /// Who has signed in begins anew.
    pub(super) fn forget(&self, client: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(client);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_are_free_then_one_in_six_seconds_for_each_client() {
        let (knocks, now) = (Knocks::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(knocks.count_at("a", now), Ok(()));
        }
        assert_eq!(knocks.count_at("a", now), Err(6));
        assert_eq!(knocks.count_at("b", now), Ok(()), "another client is not held up");
        assert_eq!(knocks.count_at("a", now + Duration::from_secs(5)), Err(1));
        assert_eq!(knocks.count_at("a", now + Duration::from_secs(6)), Ok(()));
        knocks.forget("a");
        assert_eq!(knocks.count_at("a", now), Ok(()));
    }

    #[test]
    fn a_crowd_of_clients_is_not_remembered_for_ever() {
        let (knocks, now) = (Knocks::default(), Instant::now());
        for client in 0..CLIENTS {
            assert_eq!(knocks.count_at(&client.to_string(), now), Ok(()));
        }
        assert!(knocks.count_at("one more", now).is_err());
        assert_eq!(knocks.count_at("one more", now + SPACE), Ok(()));
        assert!(knocks.0.lock().unwrap().len() <= 1);
    }
}
