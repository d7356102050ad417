"""JSON-stat by pyjstat: random cubes, each cell against the CSV of the same question. Prints each document as a line for jsonstat-toolkit."""

import json
import sys

from pyjstat import pyjstat

from asking import FAILURES, MEASURES, Asking, fails, get, members, number, table

wanted = int(sys.argv[1])
documents = open(sys.argv[2], "w", encoding="utf-8")
asking = Asking(5)
cubes = cells = empty = 0
while cubes < wanted:
    question = asking.question()
    reply = get("/api/v1/figures.jsonstat", **question)
    if reply.status_code == 422:
        continue  # A kind that is not added up has no such answer, in any form.
    if reply.status_code != 200:
        fails(f"{reply.status_code} {question} {reply.text}")
        continue
    rows = table(get("/api/v1/figures.csv", **question).text)
    document = reply.json()
    cubes += 1
    expected = {}
    for row in rows:
        place = {"indicator": row["indicator"], "organization": row["organization"], "period": row["period"], **members(row)}
        for metric, column in MEASURES.items():
            key = tuple(sorted({**place, "measure": metric}.items()))
            expected[key] = number(row[column])
    dataset = pyjstat.Dataset.read(reply.text)
    if not rows:
        # It reads a cube without cells, but makes no table of it.
        empty += dataset["value"] == []
        documents.write(json.dumps({"document": document, "values": {}}) + "\n")
        continue
    frame = dataset.write("dataframe", naming="id")
    seen = 0
    dimensions = [one for one in document["id"]]
    for _, line in frame.iterrows():
        place = {one: line[one] for one in dimensions if line[one] != "_T"}
        value = line["value"]
        value = None if value is None or value != value else value
        key = tuple(sorted(place.items()))
        wanted_value = expected.get(key)
        cells += 1
        seen += key in expected
        # The library reads numbers as binary floats: the nearest float of the figure, to the last bit.
        if (value is None) != (wanted_value is None) or (value is not None and float(value) != float(wanted_value)):
            fails(f"{key} is {value} by pyjstat and {wanted_value} in the CSV of {question}")
    if seen != len(expected):
        fails(f"{len(expected) - seen} of {len(expected)} cells are not in the cube of {question}")
    expected = {json.dumps(dict(key), sort_keys=True): str(value) for key, value in expected.items() if value is not None}
    documents.write(json.dumps({"document": json.loads(reply.text), "values": expected}) + "\n")
print(f"pyjstat: {cubes:,} cubes ({empty} of them without cells), {cells:,} cells, {len(FAILURES)} different")
sys.exit(bool(FAILURES))
