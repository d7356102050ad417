//! The promises of adding up, on small hand-made cities and on random trees.

mod any_reorganization;
mod any_tree;
mod attack;
mod closing;
mod confidential;
mod effort;
mod ended;
mod fixtures;
mod flows;
mod forms;
mod kept;
mod months;
mod parts;
mod profile;
mod succession;
mod sums;
mod time;
mod vintages;
