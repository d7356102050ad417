//! Turns the widget's wasm into the files the service embeds.
fn main() {}
