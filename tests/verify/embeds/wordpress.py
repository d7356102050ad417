"""A WordPress from Debian's packages, with MariaDB, makes a chart of an address pasted into a post; a real browser then sees it at the
right height, and without scripts its words."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from browser import Browser

URL = os.environ["BAOCAO_URL"]
PORT = URL.rsplit(":", 1)[1]
SOURCE = "/usr/share/wordpress"
CHARTS = ["/charts/members-admitted", "/charts/discipline-outcomes-2022?lang=en", "/charts/investment-2024?known_on=2024-12-31"]

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1'); define('WP_HOME', 'http://{host}'); define('WP_SITEURL', 'http://{host}');
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT'] as $key) define($key, 'x');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
# WordPress asks no private addresses, which a test has only.
PRIVATE = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, {port}]);
"""
INSTALL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '{host}'; require '{site}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Báo', 'editor', 'editor@example.org', false, '', 'x');
"""
POST = """<?php
$_SERVER['HTTP_HOST'] = '{host}'; require '{site}/wp-load.php';
foreach ({addresses} as $address)
    echo wp_insert_post(['post_title' => 'Bài', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => "Đoạn đầu.\\n\\n$address\\n\\nĐoạn cuối."]), "\\n";
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def running(command, **options):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def until(what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if what():
            return
        time.sleep(0.2)
    raise SystemExit(f"in vain waited for {what.__name__}")


def php(work, text):
    script = work / "script.php"
    script.write_text(text)
    done = subprocess.run(["php", str(script)], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise SystemExit(f"PHP: {done.stdout}{done.stderr}")
    return done.stdout


def element(path):
    """The first grade as the studio hands it out."""
    place, _, query = path.partition("?")
    with urllib.request.urlopen(f"{URL}{place}/embed.json{'?' + query if query else ''}") as answer:
        return next(one["code"] for one in json.load(answer)["snippets"] if one["grade"] == "element")


def look(host, post, address):
    """What a reader of the post sees, with scripts and without."""
    page = f"http://{host}/?p={post}"
    with Browser() as browser:
        browser.visit(page)
        # WordPress shows the frame when it has told its height.
        height = browser.wait_for(
            "const frame = document.querySelector('iframe.wp-embedded-content');"
            "return frame && getComputedStyle(frame).clip === 'auto' && frame.clientHeight"
        )
        sandbox = browser.run("return document.querySelector('iframe.wp-embedded-content').getAttribute('sandbox')")
        quote = browser.run("return document.querySelector('blockquote.wp-embedded-content').checkVisibility()")
        browser.enter("iframe.wp-embedded-content")
        own = browser.run("return Math.ceil(document.documentElement.getBoundingClientRect().height)")
        drawn = browser.run("return [...document.querySelectorAll('svg')].filter(one => one.getBoundingClientRect().width > 200).length")
        browser.leave()
        errors = browser.ask("POST", "/se/log", {"type": "browser"})
        errors = [one["message"] for one in errors if URL in one["message"]]
    assert sandbox == "allow-scripts" and not quote and drawn == 1, (address, sandbox, quote, drawn)
    assert abs(height - own) <= 1 and 200 <= height <= 1000, f"{address}: the frame is {height} px high, its page {own}"
    assert not errors, errors
    with Browser(scripts=False) as browser:
        browser.visit(page)
        seen = browser.text("blockquote.wp-embedded-content")
    # Its words, then the link: WordPress runs together what only a paragraph or a line break held apart.
    with urllib.request.urlopen(f"{URL}/oembed?url={urllib.parse.quote(URL + address, safe='')}") as answer:
        title = json.load(answer)["title"]
    assert len(seen) > 60 and seen.endswith(f". {title}"), f"{address}: without scripts: {seen}"
    print(f"  {address}: {height} px; without scripts: {seen[:40]} … {seen[-60:]}")


def look_at_plain_frame(host, post, address):
    """With our plugin the frame stands alone, without a sandbox, as high as it tells."""
    with Browser() as browser:
        browser.visit(f"http://{host}/?p={post}")
        height = browser.wait_for("return document.querySelector('.entry-content iframe')?.style.height")
        plain = browser.run("return !document.querySelector('.entry-content blockquote') && !document.querySelector('.entry-content iframe').sandbox.value")
        browser.enter(".entry-content iframe")
        own = browser.wait_for("return Math.ceil(document.documentElement.getBoundingClientRect().height)")
        browser.leave()
    assert plain and abs(int(height.removesuffix("px")) - own) <= 1, f"{address}: the frame is {height} high, its page {own}"
    print(f"  {address}: {height} with the mu-plugin")


def look_at_element(host, post, address):
    """With our plugin an editor's first grade survives what WordPress strips, and comes alive by the script of the page."""
    with Browser() as browser:
        browser.visit(f"http://{host}/?p={post}")
        browser.wait_for("return customElements.get('baocao-chart') && document.querySelector('.entry-content baocao-chart img').complete")
        kept = browser.run(
            "const chart = document.querySelector('.entry-content baocao-chart'); const image = chart.querySelector('img');"
            "return [chart.getAttribute('src'), image.naturalWidth > 300, !!chart.querySelector('picture source'), chart.querySelectorAll('tbody tr').length > 0,"
            " document.querySelectorAll('script[type=module][src*=baocao]').length]"
        )
        errors = [one["message"] for one in browser.ask("POST", "/se/log", {"type": "browser"}) if URL in one["message"]]
    assert kept == [URL + address, True, True, True, 1] and not errors, f"{address}: {kept} {errors}"
    print(f"  {address}: as an element, with its table, by one script")


def main():
    for tool in ("php", "mariadbd", "mariadb-install-db"):
        assert shutil.which(tool), f"{tool} is missing"
    work = pathlib.Path(tempfile.mkdtemp(prefix="baocao-wordpress."))
    try:
        site, data, line = work / "site", work / "data", work / "db.sock"
        shutil.copytree(SOURCE, site, ignore_dangling_symlinks=True)
        host = f"127.0.0.1:{free_port()}"
        (site / "wp-config.php").write_text(CONFIG.format(socket=line, host=host))
        (site / "wp-content/mu-plugins").mkdir(parents=True)
        (site / "wp-content/mu-plugins/private.php").write_text(PRIVATE.format(port=PORT))
        me = ["--user=root"] if os.geteuid() == 0 else []
        subprocess.run(["mariadb-install-db", "--no-defaults", *me, f"--datadir={data}", "--auth-root-authentication-method=normal",
                        "--skip-test-db"], check=True, capture_output=True)
        with running(["mariadbd", "--no-defaults", *me, f"--datadir={data}", f"--socket={line}", "--skip-networking"]):
            ask = ["mariadb", "--no-defaults", "-u", "root", "-S", str(line), "-e"]

            def the_database():
                return subprocess.run([*ask, "create database if not exists wordpress"], capture_output=True).returncode == 0

            until(the_database)
            php(work, INSTALL.format(host=host, site=site))
            addresses = "['" + "','".join(URL + path for path in CHARTS) + "']"
            posts = php(work, POST.format(host=host, site=site, addresses=addresses)).split()
            with running(["php", "-S", host, "-t", str(site)], cwd=site):

                def the_blog():
                    with contextlib.suppress(OSError):
                        return urllib.request.urlopen(f"http://{host}/?p={posts[0]}").status == 200

                until(the_blog)
                for post, address in zip(posts, CHARTS, strict=True):
                    look(host, post, address)
                with urllib.request.urlopen(f"{URL}/integrations/baocao-wordpress.php") as plugin:
                    (site / "wp-content/mu-plugins/baocao.php").write_bytes(plugin.read())
                checked = subprocess.run(["php", "-l", str(site / "wp-content/mu-plugins/baocao.php")], capture_output=True, text=True)
                assert checked.returncode == 0, checked.stdout + checked.stderr
                with_plugin = php(work, POST.format(host=host, site=site, addresses=addresses)).split()
                for post, address in zip(with_plugin, CHARTS, strict=True):
                    look_at_plain_frame(host, post, address)
                # Who may not write any HTML they like pastes it too: WordPress then strips what it does not know.
                codes = [element(path) for path in CHARTS]
                (work / "codes.json").write_text(json.dumps(codes))
                read = f"json_decode(file_get_contents('{work}/codes.json'))"
                for post, address in zip(php(work, POST.format(host=host, site=site, addresses=read)).split(), CHARTS, strict=True):
                    look_at_element(host, post, address)
                version = php(work, f"<?php require '{site}/wp-includes/version.php'; echo $wp_version;")
        print(f"WordPress {version}: {len(CHARTS)} addresses became charts of the right height, and words without scripts")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
