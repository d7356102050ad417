//! The binary `baocao`.
fn main() {}
