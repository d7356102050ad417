//! `baocao serve`

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use super::{Failure, say};
use crate::app::{App, LoadError};
use crate::config::{ServeSettings, Settings};
use crate::domain::Moment;

pub(super) fn run(settings: &Settings, serve: &ServeSettings) -> Result<(), Failure> {
    // Before the store is opened: a second server on the port must not touch what the first one serves.
    let listener = bound(serve.listen)?;
    let app = App::open(settings)?;
    let folder = settings.data.display();
    if serve.demo {
        match app.load_demo(&Moment::now()) {
            Ok(true) => say(format_args!("The demonstration data are in the store in `{folder}`.")),
            Ok(false) => say(format_args!("The store in `{folder}` is kept as it is.")),
            Err(LoadError::Faulty(problems)) => return Err(Failure::listing(&problems, settings.lang)),
            Err(LoadError::Store(wrong)) => return Err(wrong.into()),
        }
    } else if app.snapshot().catalogue().is_empty() {
        say(format_args!("The store in `{folder}` is empty. Next:"));
        say(format_args!("  baocao catalogue load DIR --data {folder}   load your catalogue"));
        say(format_args!("  baocao file FILE --data {folder}            then file figures"));
        say(format_args!("  baocao serve --demo --data {folder}         or look at the demonstration first"));
    }
    let listen = listener.local_addr().map_err(|wrong| unbound(serve.listen, &wrong))?;
    let host = match listen.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), listen.port()),
        _ => listen,
    };
    say("Open:");
    for (path, what) in
        [("/", "the charts"), ("/studio", "build and embed a chart"), ("/api", "the interface")]
    {
        say(format_args!("  http://{host}{path:<8} {what}"));
    }
    let app = Arc::new(app);
    let base = serve.public_address.clone().unwrap_or_else(|| format!("http://{host}"));
    crate::herald::start(&app, serve, base).map_err(Failure::new)?;
    crate::web::serve(app, listener, serve)
        .map_err(|wrong| Failure::new(format_args!("cannot serve on `{listen}` ({wrong})")))
}

/// The port, taken for good: what is printed as open is.
fn bound(listen: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen).map_err(|wrong| unbound(listen, &wrong))
}

fn unbound(listen: SocketAddr, wrong: &std::io::Error) -> Failure {
    Failure::new(format_args!(
        "cannot listen on `{listen}` ({wrong}); stop what uses it, or name another address with --listen"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_told_in_one_sentence() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let Failure(sentence) = bound(taken.local_addr().unwrap()).unwrap_err();
        assert!(sentence.contains("--listen") && sentence.lines().count() == 1, "{sentence}");
    }

    #[test]
    fn port_0_becomes_a_port_that_nobody_else_can_take() {
        let address = bound("127.0.0.1:0".parse().unwrap()).map(|held| (held.local_addr().unwrap(), held));
        let (address, _held) = address.unwrap();
        assert_ne!(address.port(), 0);
        assert!(bound(address).is_err());
    }
}
