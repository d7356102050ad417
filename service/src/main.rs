//! The binary `baocao`.

use std::process::ExitCode;

fn main() -> ExitCode {
    baocao::cli::run()
}
