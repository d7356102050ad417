"""An article with a chart, a figure in its text and a sentence: what its reader's browser fetches before anything is touched."""

import html
import http.server
import json
import os
import threading
import urllib.request

from browser import Browser

URL = os.environ["BAOCAO_URL"]
SLUG = "members-admitted"
MOST = 40_000


def get(path):
    with urllib.request.urlopen(URL + path) as answer:
        return answer.read().decode()


def page():
    snippets = json.loads(get(f"/charts/{SLUG}/embed.json"))["snippets"]
    element = next(one["code"] for one in snippets if one["grade"] == "element")
    sentence = html.escape(get(f"/sentences/{SLUG}.txt").strip())
    figure = f'<baocao-figure src="{URL}/charts/{SLUG}">10.183</baocao-figure>'
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,"><title>Bài báo</title><h1>Kết nạp đảng viên</h1>'
        f"<p>Năm 2022, toàn thành phố kết nạp {figure} đảng viên.</p>{element}<blockquote><p>{sentence}</p></blockquote>"
    )


class Article(http.server.BaseHTTPRequestHandler):
    text = page().encode()

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.text)))
        self.end_headers()
        self.wfile.write(self.text)

    def log_message(self, *_):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Article)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Browser() as browser:
        browser.visit("about:blank")
        browser.events("Network.loadingFinished")
        browser.visit(f"http://localhost:{server.server_port}/")
        browser.wait_for("const image = document.querySelector('baocao-chart img'); return image?.complete && image.naturalWidth > 300")
        # The figure in the text is read from the service once the reader is near it.
        browser.run("return new Promise(done => setTimeout(done, 3000))")
        messages = [json.loads(line["message"])["message"] for line in browser.ask("POST", "/se/log", {"type": "performance"})]
        asked = {}
        for one in messages:
            told = one["params"]
            if one["method"] == "Network.requestWillBeSent" and not told["request"]["url"].startswith("data:"):
                asked[told["requestId"]] = [told["request"]["url"], None]
            if one["method"] == "Network.loadingFinished" and told["requestId"] in asked:
                asked[told["requestId"]][1] = int(told["encodedDataLength"])
        figure = browser.run("return document.querySelector('baocao-figure').textContent")
        console = browser.ask("POST", "/se/log", {"type": "browser"})
    server.shutdown()
    for address, weight in asked.values():
        print(f"  {weight:>6} {address.removeprefix(URL)}" if weight is not None else f"  not finished: {address}")
    weights = [weight for _, weight in asked.values()]
    own = [address for address, _ in asked.values() if address.startswith(URL)]
    assert len(own) >= 3 and any(address.endswith(".js") for address in own), "the chart was not fetched"
    assert figure.startswith("10.183") and any(f"/charts/{SLUG}.json" in address for address in own), figure
    assert None not in weights and not console, console
    assert all(address.startswith((URL, "http://localhost:")) for address, _ in asked.values()), "a third host was asked"
    print(f"article: {sum(weights)} bytes in {len(weights)} requests with their headers, at most {MOST}")
    raise SystemExit(1 if sum(weights) >= MOST else 0)


main()
