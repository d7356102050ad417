"""DCAT and schema.org by an RDF library: both forms of the catalogue are the same graph, and what it links to is there."""

import json
import re
import sys

import rdflib
import requests
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from asking import FAILURES, URL, fails, get

forms = {}
for accept, form in [("application/ld+json", "json-ld"), ("text/turtle", "turtle")]:
    reply = requests.get(f"{URL}/api/v1/catalogue", headers={"Accept": accept})
    if not reply.headers["Content-Type"].startswith(accept):
        fails(f"{reply.headers['Content-Type']} for {accept}")
    forms[form] = rdflib.Graph().parse(data=reply.text, format=form)
graph = forms["turtle"]
if not isomorphic(graph, forms["json-ld"]):
    fails("the JSON-LD and the Turtle are two graphs")
indicators = get("/api/v1/indicators").json()["indicators"]
datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
catalogue = graph.value(predicate=RDF.type, object=DCAT.Catalog)
if len(datasets) != len(indicators) or set(graph.objects(catalogue, DCAT.dataset)) != datasets:
    fails(f"{len(datasets)} datasets and {len(indicators)} indicators")
titles = {one["code"]: one["names"]["vi"] for one in indicators}
links = 0
for dataset in datasets:
    code = str(graph.value(dataset, DCTERMS.identifier))
    if rdflib.Literal(titles.get(code), lang="vi") not in set(graph.objects(dataset, DCTERMS.title)):
        fails(f"{code} has another title")
    found = list(graph.objects(dataset, DCAT.distribution))
    if len(found) != 6:
        fails(f"{code} has {len(found)} distributions")
    for one in found:
        reply = requests.get(str(graph.value(one, DCAT.downloadURL)))
        wanted = str(graph.value(one, DCAT.mediaType)).removeprefix("https://www.iana.org/assignments/media-types/")
        links += 1
        # An index cannot be summed over organizations that did not report it: that is said, and no other fault is one.
        if reply.status_code != 422 and (reply.status_code, reply.headers["Content-Type"].split(";")[0]) != (200, wanted):
            fails(f"{reply.status_code} {reply.headers['Content-Type']} and not {wanted} at {reply.url}")

described = 0
pages = [f"/charts/{one['slug']}" for one in get("/api/v1/charts").json()["charts"]] + [f"/indicators/{code}" for code in titles]
for page in pages:
    reply = get(page)
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', reply.text, re.S)
    for script in scripts:
        value = json.loads(script)
        # The context of schema.org stands at an address, and nothing is fetched here.
        value["@context"] = {"@vocab": "https://schema.org/"}
        triples = rdflib.Graph().parse(data=json.dumps(value), format="json-ld")
        schema = rdflib.Namespace("https://schema.org/")
        named = [one for one in triples.subjects(RDF.type, schema.Dataset) if triples.value(one, schema.name) and triples.value(one, schema.description)]
        described += len(named)
    if reply.status_code == 200 and page.startswith("/charts/") and not scripts:
        fails(f"{page} has no JSON-LD")
if not described:
    fails("no page describes a dataset")
print(f"rdflib: {len(graph):,} triples, {len(datasets)} datasets, {links} links followed, {described} pages' datasets; {len(FAILURES)} wrong")
sys.exit(bool(FAILURES))
