//! The promises of adding up, on small hand-made cities and on random trees.

mod any_tree;
mod fixtures;
mod months;
mod sums;
mod time;
