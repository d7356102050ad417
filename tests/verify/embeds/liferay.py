"""The file for Liferay is YAML, and says of each extension what Liferay knows of its type and nothing else.

Which properties there are is written in Liferay's own sources, client-extension-type-api: CustomElementCET, IFrameCET and CET.
"""

import os
import urllib.request

import yaml

URL = os.environ["BAOCAO_URL"]
ANY = {"name", "type", "description", "properties", "sourceCodeURL"}
KNOWN = {
    "customElement": ANY | {"cssURLs", "friendlyURLMapping", "htmlElementName", "instanceable", "portletCategoryName", "urls", "useESM"},
    "iframe": ANY | {"friendlyURLMapping", "instanceable", "portletCategoryName", "url"},
}
NEEDED = {"customElement": {"name", "htmlElementName", "urls"}, "iframe": {"name", "url"}}


def main():
    with urllib.request.urlopen(f"{URL}/integrations/client-extension.yaml") as answer:
        extensions = yaml.safe_load(answer)
    assert extensions
    for name, one in extensions.items():
        own = set(one)
        assert own <= KNOWN[one["type"]] and NEEDED[one["type"]] <= own, (name, own)
        assert all(isinstance(one.get(flag, False), bool) for flag in ("instanceable", "useESM")), name
        # An application's address is a letter and what an address may have; an element's name has a hyphen.
        assert one["friendlyURLMapping"].replace("-", "").isalnum(), name
        assert "-" in one.get("htmlElementName", "-"), name
        assert all("=" in pair for pair in one.get("properties", [])), name
        for address in [*one.get("urls", []), *filter(None, [one.get("url")])]:
            with urllib.request.urlopen(address) as answer:
                assert answer.status == 200, address
    print(f"Liferay: {len(extensions)} extensions ({', '.join(sorted({one['type'] for one in extensions.values()}))}), every property known, every address answers")


main()
