//! Long work in two halves, where the machine has a second core for the other.

use std::num::NonZero;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{mem, panic, thread};

/// What `work` makes of a list: of its halves, in their order, where it has at least so many items and there is a second
/// core; else of all of it. Whoever joins what is made gets the same either way.
pub fn halves<T: Send, R: Send>(
    mut items: Vec<T>,
    least: usize,
    work: impl Fn(Vec<T>) -> R + Sync,
) -> Vec<R> {
    if items.len() < least.max(2) || !has_two_cores() {
        return vec![work(items)];
    }
    let rest = Mutex::new(items.split_off(items.len() / 2));
    let rest = || mem::take(&mut *rest.lock().unwrap_or_else(PoisonError::into_inner));
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, || work(rest()));
        let first = work(items);
        let second = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|fault| panic::resume_unwind(fault)),
            // The machine has no thread to spare.
            Err(_) => work(rest()),
        };
        vec![first, second]
    })
}

/// Looked up once: the answer is read from files.
fn has_two_cores() -> bool {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get)) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_halves_joins_to_what_is_made_of_all() {
        for length in [0, 1, 2, 3, 10, 11] {
            let items: Vec<usize> = (0..length).collect();
            for least in [0, 3, 11, 12] {
                let made = halves(items.clone(), least, |half| half);
                assert!(made.len() <= 2);
                assert_eq!(made.concat(), items);
                assert!(length >= least.max(2) || made.len() == 1);
            }
        }
    }

    #[test]
    #[should_panic(expected = "the last item")]
    fn a_fault_in_the_second_half_is_a_fault() {
        halves(vec![1, 2, 3, 4], 2, |items| assert!(!items.contains(&4), "the last item"));
    }
}
