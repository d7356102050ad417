"""Two oEmbed clients find and accept every chart, by its page and by its frame."""

import json
import os
import urllib.request

from oembedpy import consumer, discovery
from pyembed.core import PyEmbed
from pyembed.core.discovery import AutoDiscoverer

URL = os.environ["BAOCAO_URL"]


def charts():
    with urllib.request.urlopen(f"{URL}/api/v1/charts") as answer:
        return [one["slug"] for one in json.load(answer)["charts"]]


def main():
    found = 0
    for slug in charts():
        for address in (f"{URL}/charts/{slug}", f"{URL}/charts/{slug}?lang=en", f"{URL}/embed/{slug}"):
            api, parameters = discovery.find_from_content(address)
            content = consumer.fetch_content(api, parameters)
            assert content.type == "rich" and str(content.version) == "1.0", (address, content)
            assert content.html.startswith("<blockquote") and f"/embed/{slug}" in content.html, (address, content.html)
            assert int(content.width) > 0 and int(content.height) > 0 and content.title, (address, content)
            html = PyEmbed(AutoDiscoverer()).embed(address, max_width=500)
            assert f"/embed/{slug}" in html and 'width="500"' in html, (address, html)
            found += 1
    assert found >= 30, found
    print(f"oEmbed: {found} addresses, accepted by oEmbedPy and PyEmbed")


main()
