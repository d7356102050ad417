//! End to end: the real binary over a real file, a real browser, pages that are not ours.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod harness;

mod addresses;
mod api;
mod behaviour;
mod checks;
mod closing;
mod codings;
mod colors;
mod desk;
mod durability;
mod element;
mod embeds;
mod figure;
mod filing;
mod first_steps;
mod foreign;
mod forms;
mod gallery;
mod judging;
mod numbers;
mod own_sentences;
mod pages;
mod pictures;
mod reckoning;
mod recompute;
mod releases;
mod same_bytes;
mod studio;
mod telling;
mod themes;
mod torture;
mod trees;
mod type_widths;
mod versions;
mod vintages;
mod workbooks;
