# The project's verbs; CI runs only these. `./just` works without having `just`.

set shell := ["bash", "-euo", "pipefail", "-c"]

export CARGO_TERM_COLOR := env("CARGO_TERM_COLOR", "auto")

wasm := "wasm32-unknown-unknown"
peers := "service/benches/peers"
wasm_file := "target/small/wasm32-unknown-unknown/widget/baocao_widget.wasm"
# A panic ends the instance anyway: without messages and the way to them, from a standard library built for size, the wasm
# is an eighth smaller. A stack of 64 KB is many times what a drawing uses, saves each page a megabyte, and makes what lies
# behind it shorter to name. Its own target folder keeps these flags from rebuilding anything else.
small := "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Clink-arg=-zstack-size=65536"
# What the compiler does for speed and pays for in bytes: strength reduction makes a variable for each address in a loop,
# and numbering values early keeps the calls that ought to have ended in their callers.
# Found by trying some hundred options one by one; together they take 5 % off the compressed wasm.
terse := "-Cllvm-args=-disable-lsr -Zinline-mir=yes -Zmir-enable-passes=-GVN"

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

# Adds a generated city up by a plain script too, and compares the answers to so many random queries
recompute queries="100000": widget
    RECOMPUTE_QUERIES={{ queries }} cargo test --quiet --package baocao --test end-to-end recompute::

# Sets the attacker of disclosure control on so many generated cities
attack cities="10000":
    ATTACK_CASES={{ cities }} cargo test --quiet --package baocao --lib attack::

# Holds what is handed out against software that is not ours, which is installed first; every part prints its figures
verify: verify-office verify-site verify-embeds verify-formats

# Reads every form of figures with software of others, and asks whatever the OpenAPI document allows: cubes, files and cases, so many of each
verify-formats cubes="1000" files="100" cases="10000": widget _office
    @command -v npm >/dev/null && python3 -c "import venv, ensurepip" 2>/dev/null || { echo "This needs npm and python3 with venv: apt-get install npm python3-venv" >&2; exit 1; }
    @[ target/verify/formats/done -nt tests/verify/formats/requirements.txt ] || { python3 -m venv target/verify/formats \
        && target/verify/formats/bin/pip install --quiet --disable-pip-version-check --requirement tests/verify/formats/requirements.txt && touch target/verify/formats/done; }
    @if [ tests/verify/formats/package-lock.json -nt tests/verify/formats/node_modules/.package-lock.json ]; then \
        npm ci --prefix tests/verify/formats --silent --no-audit --no-fund && touch tests/verify/formats/node_modules/.package-lock.json; fi
    tests/verify/served.sh tests/verify/formats/run.sh {{ cubes }} {{ files }} {{ cases }}

# Opens what is handed out with LibreOffice, and files what it saves
verify-office: widget _office
    cargo test --quiet --package baocao --test end-to-end office -- --ignored

# Reads every page with the Nu HTML checker, axe and Lighthouse, and runs the examples of /api; or only the named parts
verify-site *parts: widget _browser _readers
    @[ ! tests/verify/site/package-lock.json -nt tests/verify/site/node_modules/.package-lock.json ] || \
        { npm ci --prefix tests/verify/site --silent --no-audit --no-fund && touch tests/verify/site/node_modules/.package-lock.json; }
    BAOCAO_PROFILE=release tests/verify/served.sh node tests/verify/site/check.mjs {{ parts }}

# Lints the headers, puts nginx in front, asks as two oEmbed clients and a WordPress of Debian's do, reads the file for Liferay, and weighs an article
verify-embeds: widget _browser _blog
    @[ ! tests/verify/embeds/requirements.txt -nt target/verify/embeds/.installed ] || \
        { python3 -m venv target/verify/embeds && target/verify/embeds/bin/pip install --quiet --disable-pip-version-check \
            --requirement tests/verify/embeds/requirements.txt && touch target/verify/embeds/.installed; }
    for part in oembed headers cache article liferay wordpress; do \
        BAOCAO_PROFILE=release tests/verify/served.sh target/verify/embeds/bin/python tests/verify/embeds/$part.py; done

# Kills the service at random moments among so many filings, and looks for what was lost or half filed
torture filings="300": widget
    TORTURE_FILINGS={{ filings }} cargo test --quiet --package baocao --test end-to-end torture:: -- --nocapture

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
    @if [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] || rustup component add rust-src 2>/dev/null; then \
        RUSTC_BOOTSTRAP=1 RUSTFLAGS="{{ small }}" cargo rustc --quiet --package baocao-widget --lib --target {{ wasm }} --profile widget \
            --target-dir "${CARGO_TARGET_DIR:-target}/small" -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size -- {{ terse }}; \
    else \
        echo "rust-src is missing: the wasm is larger than its budget (rustup component add rust-src)"; \
        cargo build --quiet --package baocao-widget --lib --target {{ wasm }} --profile widget --target-dir "${CARGO_TARGET_DIR:-target}/small"; \
    fi
    @if [ -n "$(find $(ls -d {{ wasm_file }} widget/*.js widget/page widget/pack widget/node_modules/.package-lock.json 2>/dev/null) \
        -newer target/page/baocao.js 2>&1)" ]; then cargo run --quiet --package baocao-pack; fi

# Prints bytes, rows filed, roll-ups, requests, drawings on the server and charts in a page, each beside a peer; or only the named ones
bench *parts: widget _browser _peers
    cargo bench --quiet --package baocao --bench bench -- {{ parts }}

# Serves every kind of chart in every state on http://127.0.0.1:8081; needs python3
gallery: widget
    @cargo run --quiet --package baocao-gallery
    @command -v python3 >/dev/null || { echo "The gallery is written to target/gallery. Python, which serves it, is missing: apt-get install python3, or serve that folder with any file server" >&2; exit 1; }
    @echo "http://127.0.0.1:8081/" && cd target/gallery && exec python3 -m http.server 8081 --bind 127.0.0.1 2>/dev/null

# Formats the code
fmt:
    cargo fmt --all

_wasm-target:
    @[ -d "$(rustc --print sysroot)/lib/rustlib/{{ wasm }}" ] || rustup target add {{ wasm }}

# binaryen makes the wasm smaller and terser the scripts, axe-core reads the pages; they are left out where there is no npm
_node-modules:
    @if ! command -v npm >/dev/null; then echo "npm is missing: the widget stays larger (install Debian's npm)"; \
    elif [ widget/package-lock.json -nt widget/node_modules/.package-lock.json ]; then npm ci --prefix widget --silent --no-audit --no-fund && touch widget/node_modules/.package-lock.json; fi

_browser:
    @if command -v chromium >/dev/null && command -v chromedriver >/dev/null && command -v npm >/dev/null && command -v python3 >/dev/null \
        && fc-list :lang=vi family | grep -q "Liberation Sans"; then :; \
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
        echo "Installing Chromium and its driver from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium chromium-driver fonts-liberation2 npm python3 > /dev/null; \
    else echo "The tests need a browser: apt-get install chromium chromium-driver fonts-liberation2 npm python3" >&2; exit 1; fi

_office:
    @if command -v soffice >/dev/null; then :; \
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
        echo "Installing LibreOffice Calc from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends libreoffice-calc > /dev/null; \
    else echo "This needs LibreOffice: apt-get install libreoffice-calc" >&2; exit 1; fi

# What reads pages, and runs the examples that stand on one
_readers:
    @if command -v java >/dev/null && command -v Rscript >/dev/null; then :; \
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
        echo "Installing Java and R from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends default-jre-headless r-base-core > /dev/null; \
    else echo "This needs Java and R: apt-get install default-jre-headless r-base-core" >&2; exit 1; fi

# What the bench compares with: node-canvas is built on the spot where there is no ready one, against the headers of the node that runs
_peers:
    @if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! pkg-config --exists pangocairo 2>/dev/null; then \
        echo "Installing what node-canvas is built with, wrk and nginx from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends g++ make pkg-config python3 python3-venv sqlite3 libcairo2-dev libpango1.0-dev \
            libjpeg-dev libgif-dev librsvg2-dev wrk nginx-light > /dev/null; fi
    @if [ {{ peers }}/package-lock.json -nt {{ peers }}/node_modules/.package-lock.json ]; then \
        headers="$(node -p 'path.resolve(process.execPath, "../..")')"; \
        [ ! -f "$headers/include/node/node.h" ] || export npm_config_nodedir="$headers"; \
        npm ci --prefix {{ peers }} --silent --no-audit --no-fund && touch {{ peers }}/node_modules/.package-lock.json; fi
    @[ -x target/duckdb/bin/python ] || ! command -v python3 >/dev/null || { \
        echo "Installing DuckDB from PyPI into target/duckdb…"; \
        python3 -m venv target/duckdb && target/duckdb/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.0; }

_blog:
    @if command -v php >/dev/null && command -v mariadbd >/dev/null && command -v nginx >/dev/null && [ -d /usr/share/wordpress/wp-content/themes/twentytwentythree ]; then :; \
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
        echo "Installing WordPress, its database and nginx from Debian's packages…"; \
        apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends wordpress wordpress-theme-twentytwentythree \
            php-cli php-mysql php-xml mariadb-server nginx-light python3-venv > /dev/null; \
    else echo "This needs WordPress: apt-get install wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml mariadb-server nginx-light python3-venv" >&2; exit 1; fi

_deny:
    @command -v cargo-deny >/dev/null || { echo "Installing cargo-deny, once (some minutes)…"; cargo install --locked --quiet cargo-deny; }
