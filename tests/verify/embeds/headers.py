"""An HTTP linter (REDbot, which asks again with conditions and codings) finds nothing bad at 30 addresses."""

import collections
import multiprocessing
import os
from configparser import ConfigParser

import thor
from httplint.note import levels
from redbot.resource import HttpResource

URL = os.environ["BAOCAO_URL"]
FIGURES = "indicator=members-admitted&organization=hanoi&period=2021..2022"
ADDRESSES = [
    "/", "/?lang=en", "/studio", "/api", "/robots.txt", "/favicon.svg", "/widget/baocao.js", "/assets/page.js",
    "/api/openapi.json", "/api/v1/indicators", "/api/v1/organizations", "/api/v1/periods", "/api/v1/charts",
    "/api/v1/sources", "/api/v1/limits", "/api/v1/releases", f"/api/v1/figures.json?{FIGURES}",
    f"/api/v1/figures.csv?{FIGURES}", f"/api/v1/figures.jsonstat?{FIGURES}", "/charts/members-admitted",
    "/charts/members-admitted?lang=en", "/charts/members-admitted.svg", "/charts/members-admitted.png",
    "/charts/members-admitted.json", "/charts/members-admitted.csv", "/charts/members-admitted/embed.json",
    "/embed/members-admitted", "/embed/investment-2024?lang=en", "/oembed/providers.json",
    "/sentences/members-admitted.txt", f"/oembed?url={URL}/charts/members-admitted",
]


def notes(address):
    """What is said of an address and of what was asked again about it."""
    config = ConfigParser()
    config.read_dict({"redbot": {"enable_local_access": "True"}})
    resource = HttpResource(config["redbot"], descend=False)
    resource.set_request(address)
    resource.once("check_done", thor.stop)
    resource.check()
    thor.run()
    assert resource.response.status_code == 200, f"{address}: {resource.response.status_code} {resource.fetch_error}"
    return [(note.level, note.summary) for one in resource.response.notes for note in [one, *one.subnotes]]


def main():
    warned = collections.Counter()
    told = {levels.GOOD: 0, levels.WARN: 0, levels.INFO: 0, levels.BAD: 0}
    # The linter's loop runs once in a process.
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        linted = pool.map(notes, [URL + address for address in ADDRESSES], chunksize=1)
    for address, found in zip(ADDRESSES, linted):
        for level, summary in found:
            told[level] += 1
            if level == levels.BAD:
                print(f"bad: {address}: {summary}")
            if level == levels.WARN:
                warned[summary] += 1
    for summary, count in warned.most_common():
        print(f"  {count} × {summary}")
    print(f"REDbot: {len(ADDRESSES)} addresses, {told[levels.GOOD]} good notes, {told[levels.WARN]} warnings, {told[levels.BAD]} bad")
    raise SystemExit(1 if told[levels.BAD] or len(ADDRESSES) < 30 or not told[levels.GOOD] else 0)


main()
