# The project's verbs; CI runs only these. `./just` works without having `just`.

set shell := ["bash", "-euo", "pipefail", "-c"]

export CARGO_TERM_COLOR := env("CARGO_TERM_COLOR", "auto")

wasm := "wasm32-unknown-unknown"
wasm_file := "target/wasm32-unknown-unknown/widget/baocao_widget.wasm"

# Lists the verbs
default:
    @just --list

# Serves the demonstration on http://127.0.0.1:8080; options go to `baocao serve`
serve *options: widget
    @[ -x target/release/baocao ] || echo "Building the service; the first time takes some minutes…"
    @cargo build --release --quiet -p baocao
    @exec target/release/baocao serve --demo {{ options }}

# Runs every test: native, wasm, end-to-end with the real binary and a real browser
test: _browser widget
    cargo test --workspace --lib --bins --tests

# Formatting, lints, documentation, licences and sources, the rooms' imports, the widget's bytes
check: widget _deny
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --quiet -- --deny warnings
    cargo clippy --package baocao-widget --lib --target {{ wasm }} --quiet -- --deny warnings
    RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --quiet
    cargo deny --log-level error check bans licenses sources
    cargo test --package baocao --test rooms --quiet
    cargo run --quiet --package baocao-pack -- --check

# Builds the widget into target/page, from where the service embeds it
widget: _wasm-target _node-modules
    @cargo build --quiet --package baocao-widget --lib --target {{ wasm }} --profile widget
    @if [ -n "$(find $(ls -d {{ wasm_file }} widget/*.js widget/page widget/pack widget/node_modules/.package-lock.json 2>/dev/null) \
        -newer target/page/baocao.js 2>&1)" ]; then cargo run --quiet --package baocao-pack; fi

# Prints bytes, rows filed, roll-ups, charts and requests a second, each beside a peer
bench: widget
    cargo bench --quiet --package baocao --bench bench

# Formats the code
fmt:
    cargo fmt --all

_wasm-target:
    @[ -d "$(rustc --print sysroot)/lib/rustlib/{{ wasm }}" ] || rustup target add {{ wasm }}

# binaryen makes the wasm smaller and esbuild the scripts, axe-core reads the pages; they are left out where there is no npm
_node-modules:
    @if ! command -v npm >/dev/null; then echo "npm is missing: the widget stays larger (install Debian's npm)"; \
    elif [ widget/package-lock.json -nt widget/node_modules/.package-lock.json ]; then npm ci --prefix widget --silent --no-audit --no-fund && touch widget/node_modules/.package-lock.json; fi

_browser:
    @if command -v chromium >/dev/null && command -v chromedriver >/dev/null && command -v npm >/dev/null; then :; \
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
        echo "Installing Chromium and its driver from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium chromium-driver npm > /dev/null; \
    else echo "The tests need a browser: apt-get install chromium chromium-driver npm" >&2; exit 1; fi

_deny:
    @command -v cargo-deny >/dev/null || { echo "Installing cargo-deny, once (some minutes)…"; cargo install --locked --quiet cargo-deny; }
