"""Adds a generated city up once more, from the filed files alone, and compares with what the service answers.

    python3 recompute.py http://HOST:PORT FOLDER COUNT SEED

FOLDER is what `baocao sample` wrote (and corrections beside it); COUNT random queries are asked. Shares no code with the
service on purpose: the rules are those of ARCHITECTURE.md, read by someone else.
"""

import calendar
import csv
import datetime
import http.client
import json
import pathlib
import random
import sys
import urllib.parse

MONTHS = {"H1": range(1, 7), "H2": range(7, 13), "9M": range(1, 10)}
MONTHS |= {f"Q{quarter}": range(quarter * 3 - 2, quarter * 3 + 1) for quarter in range(1, 5)}
CITY = "sample-city"


def read(folder):
    """(indicator, organization, breakdown) → {month: (as-of day, value)}; of a cell filed twice, the later filing."""
    figures = {}
    for path in sorted((folder / "figures").glob("*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            year, month = map(int, row["period"].split("-"))
            end = f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
            cell = figures.setdefault((row["indicator"], row["organization"], row["breakdown"]), {})
            cell[year, month] = (row["as_of"] or end, int(row["value"]))
    return figures


def months(period):
    year, _, part = period.partition("-")
    of_year = range(1, 13) if not part else MONTHS.get(part) or [int(part)]
    return [(int(year), month) for month in of_year]


def of_organization(cell, kind, period, as_of):
    """A ward's own number: of a flow the sum of all months, of the rest the last month's; None where it is not known."""
    known = {month: value for month, (day, value) in cell.items() if as_of is None or day <= as_of}
    asked = months(period)
    if kind == "flow":
        return sum(known[month] for month in asked) if all(month in known for month in asked) else None
    there = [month for month in asked if month in known]
    return known[max(there)] if there else None


def last_month(cell, period, as_of):
    """The last month of the period that is known."""
    there = [month for month in months(period) if month in cell and (as_of is None or cell[month][0] <= as_of)]
    return max(there) if there else None


def owed(period, as_of):
    """The last month of the period that is over: every ward files every month."""
    end = lambda year, month: f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
    today = min(as_of or "9999", datetime.date.today().isoformat())
    over = [month for month in months(period) if end(*month) <= today]
    return max(over) if over else None


def is_behind(cell, period, as_of):
    """What has run up is behind while a month that is over was not told of."""
    last, due = last_month(cell, period, as_of), owed(period, as_of)
    return last is not None and due is not None and last < due


def expected(figures, kinds, wards, indicator, organization, period, breakdown, as_of):
    """The number and its status."""
    of = lambda ward: of_organization(figures.get((indicator, ward, breakdown), {}), kinds[indicator], period, as_of)
    if organization != CITY:
        value = of(organization)
        runs_up = kinds[indicator] == "cumulative"
        behind = runs_up and is_behind(figures.get((indicator, organization, breakdown), {}), period, as_of)
        return (value, "L" if value is None else "P" if behind else "A")
    values = [of(ward) for ward in wards]
    known = [value for value in values if value is not None]
    if not known:
        return (None, "L")
    whole = len(known) == len(values)
    if kinds[indicator] == "cumulative":
        # What has run up is known of all only as of one month.
        lasts = {last_month(figures.get((indicator, ward, breakdown), {}), period, as_of) for ward in wards}
        due = owed(period, as_of)
        whole = len(lasts) == 1 and None not in lasts and (due is None or min(lasts) >= due)
    return (sum(known), "A" if whole else "P")


def main():
    address, folder, count, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    table = lambda name: list(csv.DictReader((folder / "catalogue" / name).open(encoding="utf-8")))
    kinds = {row["code"]: row["kind"] for row in table("indicators.csv")}
    wards = [row["code"] for row in table("organizations.csv") if row["parent"]]
    figures = read(folder)
    years = sorted({year for cell in figures.values() for year, _ in cell})
    parts = [""] + [f"-{part}" for part in MONTHS] + [f"-{month:02}" for month in range(1, 13)]
    chance = random.Random(seed)
    service = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc)
    compared = 0
    for _ in range(count):
        indicator, member = chance.choice(sorted(kinds)), chance.choice(["", "a", "b", "c", "d"])
        organization = chance.choice([CITY, CITY, f"{CITY}/*", chance.choice(wards)])
        period = f"{chance.choice(years)}{chance.choice(parts)}"
        query = {"indicator": indicator, "organization": organization, "period": period}
        if member:
            query["group"] = member
        as_of = None
        if chance.random() < 0.2:
            as_of = query["as_of"] = f"{chance.choice(years)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        service.request("GET", "/api/v1/figures?" + urllib.parse.urlencode(query))
        reply = service.getresponse()
        body = reply.read()
        assert reply.status == 200, f"{query}: {reply.status} {body}"
        rows = json.loads(body)["rows"]
        organizations = wards if organization.endswith("/*") else [organization]
        assert [row["organization"] for row in rows] == organizations, f"{query}: {rows}"
        for row in rows:
            breakdown = f"group={member}" if member else ""
            wanted = expected(figures, kinds, wards, indicator, row["organization"], period, breakdown, as_of)
            assert (row["actual"], row["status"]) == wanted, f"{query}: expected {wanted}, answered {row}"
            compared += 1
    print(f"{count} queries, {compared} numbers: all agree")


main()
