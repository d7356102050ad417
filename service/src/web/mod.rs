//! The only room that knows HTTP. (A stand-in until the web room is merged.)

use std::net::SocketAddr;
use std::sync::Arc;

use crate::app::App;

/// Serves until it is told to stop.
///
/// # Errors
/// When it cannot listen.
pub fn serve(app: Arc<App>, listen: SocketAddr) -> std::io::Result<()> {
    let _ = (app, listen);
    Err(std::io::Error::other("this build has no web room yet"))
}
