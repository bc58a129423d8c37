//! The `commonweal` program.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    Box::pin(server::cli::run()).await
}
