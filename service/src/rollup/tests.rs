//! The promises of adding up, on small hand-made cities and on random trees.

mod any_reorganization;
mod any_tree;
mod apart;
mod attack;
mod behind;
mod closing;
mod confidential;
mod coverage;
mod effort;
mod ended;
mod fixtures;
mod flows;
mod forms;
mod kept;
mod months;
mod parts;
mod profile;
mod rest;
mod succession;
mod sums;
mod time;
mod to_date;
mod vintages;
