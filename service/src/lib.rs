//! Báo Cáo: a reporting service for a city. The rooms, in the order that data flows:
//!
//! [`intake`] reads bytes into a filing, [`app`] accepts it, [`store`] keeps it, [`cube`] holds it in memory, [`rollup`]
//! adds it up into a report, [`publish`] makes documents of the report, [`web`] and [`cli`] hand them out, [`herald`] tells others. [`domain`] are
//! the words they all speak; `halves` knows none of them: it does long work on two cores.

pub mod app;
pub mod cli;
pub mod config;
pub mod cube;
pub mod domain;
mod halves;
pub mod herald;
pub mod intake;
pub mod publish;
pub mod rollup;
pub mod store;
pub mod web;
