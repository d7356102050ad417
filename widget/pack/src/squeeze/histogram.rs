//! How often each symbol occurs in a place, and places that may share one code.

use super::prefix::{self, log2};

/// How often each symbol occurs.
#[derive(Clone)]
pub struct Histogram {
    pub counts: Vec<u32>,
    pub total: u32,
    /// About how many bits they take in a code of their own, its telling included.
    pub cost: f64,
}

impl Histogram {
    /// Of nothing.
    pub fn new(alphabet: usize) -> Self {
        Self { counts: vec![0; alphabet], total: 0, cost: 0.0 }
    }

    /// Of symbols sorted into so many; one that belongs to none is left out.
    pub fn sorted(count: usize, alphabet: usize, symbols: impl Iterator<Item = (usize, usize)>) -> Vec<Self> {
        let mut sorted = vec![Self::new(alphabet); count];
        for (of, symbol) in symbols {
            sorted[of].counts[symbol] += 1;
        }
        for own in &mut sorted {
            *own = Self::of(std::mem::take(&mut own.counts));
        }
        sorted
    }

    fn of(counts: Vec<u32>) -> Self {
        let total = counts.iter().sum();
        let cost = if total == 0 { 0.0 } else { prefix::cost(&counts) };
        Self { counts, total, cost }
    }

    /// Both together.
    pub fn with(&self, other: &Self) -> Self {
        Self::of(self.counts.iter().zip(&other.counts).map(|(own, other)| own + other).collect())
    }

    /// What is left without a part of it.
    pub fn without(&self, part: &Self) -> Self {
        Self::of(self.counts.iter().zip(&part.counts).map(|(own, part)| own - part).collect())
    }

    /// About how many bits each symbol takes.
    pub fn prices(&self) -> Vec<f64> {
        let total = log2(self.total);
        let alone = self.counts.iter().filter(|count| **count > 0).count() == 1;
        let price = |count: u32| match count {
            0 => total + 2.5,
            _ if alone => 0.0,
            _ => (total - log2(count)).max(1.0),
        };
        self.counts.iter().map(|count| price(*count)).collect()
    }

    /// How many bits one code for both saves.
    fn saved(&self, other: &Self) -> f64 {
        self.cost + other.cost - self.with(other).cost
    }
}

/// Joins histograms as long as that saves bits, `each` of them for one less to tell, or until there are at most so many.
/// Answers the joined ones, and which of them each has become.
pub fn joined(histograms: &[Histogram], each: f64, most: usize) -> (Vec<Histogram>, Vec<usize>) {
    let mut own: Vec<Option<Histogram>> = histograms.iter().cloned().map(Some).collect();
    let mut became: Vec<usize> = (0..own.len()).collect();
    // For each, which of those behind it saves most.
    let mut best: Vec<Option<(f64, usize)>> = (0..own.len()).map(|one| partner(&own, one)).collect();
    let mut left = own.len();
    while let Some((one, saved, other)) = pair(&best) {
        if saved + each <= 0.0 && left <= most {
            break;
        }
        let (Some(first), Some(second)) = (own[one].take(), own[other].take()) else { break };
        own[one] = Some(first.with(&second));
        left -= 1;
        became.iter_mut().filter(|of| **of == other).for_each(|of| *of = one);
        for at in 0..own.len() {
            if at == one || at == other || best[at].is_some_and(|(_, with)| with == one || with == other) {
                best[at] = partner(&own, at);
            } else if let (true, Some(before), Some(after)) = (at < one, &own[at], &own[one]) {
                let saved = before.saved(after);
                if best[at].is_none_or(|(most, _)| saved > most) {
                    best[at] = Some((saved, one));
                }
            }
        }
    }
    let kept: Vec<usize> = (0..own.len()).filter(|at| own[*at].is_some()).collect();
    let became = became.iter().map(|of| kept.partition_point(|kept| kept < of)).collect();
    (own.into_iter().flatten().collect(), became)
}

fn partner(own: &[Option<Histogram>], one: usize) -> Option<(f64, usize)> {
    let first = own[one].as_ref()?;
    let others = own
        .iter()
        .enumerate()
        .skip(one + 1)
        .filter_map(|(at, other)| Some((first.saved(other.as_ref()?), at)));
    others.max_by(|a, b| a.0.total_cmp(&b.0))
}

fn pair(best: &[Option<(f64, usize)>]) -> Option<(usize, f64, usize)> {
    let pairs =
        best.iter().enumerate().filter_map(|(one, with)| with.map(|(saved, other)| (one, saved, other)));
    pairs.max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_ones_are_joined() {
        let of = |counts: [u32; 6]| Histogram::of(counts.to_vec());
        let all = [of([90, 1, 2, 3, 4, 0]), of([0, 2, 3, 4, 5, 70]), of([80, 2, 1, 3, 5, 0])];
        let (joined, became) = joined(&all, 0.0, 9);
        assert_eq!((joined.len(), became), (2, vec![0, 1, 0]));
        assert_eq!(joined[0].counts, [170, 3, 3, 6, 9, 0]);
    }
}
