//! End to end: the real binary over a real file, a real browser, pages that are not ours.

mod harness;

mod api;
mod checks;
mod durability;
mod embeds;
mod filing;
mod first_steps;
mod pages;
mod same_bytes;
