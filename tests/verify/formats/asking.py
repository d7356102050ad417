"""Random questions to the service, and the exact figures that CSV answers them with."""

import csv
import io
import os
import random
from decimal import Decimal

import requests

URL = os.environ["BAOCAO_URL"]
SESSION = requests.Session()
MEASURES = {"actual": "actual", "plan": "plan", "universe": "universe", "plan-rate": "plan_rate"}
FAILURES = []


def get(path, **parameters):
    reply = SESSION.get(URL + path, params=parameters)
    return reply


def fails(text):
    """Keeps a failure; the first ten are printed at once."""
    FAILURES.append(text)
    if len(FAILURES) <= 10:
        print("  FAILED:", text)


class Asking:
    """The catalogue, and chance."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.indicators = get("/api/v1/indicators").json()["indicators"]
        self.organizations = [one["code"] for one in get("/api/v1/organizations").json()["organizations"]]
        self.periods = [one["code"] for one in get("/api/v1/periods").json()["periods"]]
        # What was ever published, so that most questions have figures to answer with.
        self.known = {}
        for row in table(get("/api/v1/changes.csv", since="1990-01-01").text):
            places = self.known.setdefault(row["indicator"], (set(), set()))
            places[0].add(row["organization"])
            places[1].add(row["period"])

    def question(self):
        chance = self.chance
        indicators = chance.sample(self.indicators, chance.choice([1, 1, 1, 2, 3]))
        known = self.known.get(indicators[0]["code"], (set(), set()))
        breakdowns = set.intersection(*({each["code"] for each in one["breakdowns"]} for one in indicators))
        organizations = chance.choice(
            ["hanoi", "hanoi/*", "hanoi,hanoi/**", ",".join(chance.sample(self.organizations, 4))]
            + [",".join(sorted(known[0])[:40]) or "hanoi"] * 4
        )
        periods = set(chance.sample(self.periods, chance.randint(1, min(3, len(self.periods)))))
        periods |= set(chance.sample(sorted(known[1]), min(len(known[1]), chance.randint(1, 4))))
        question = {
            "indicator": ",".join(one["code"] for one in indicators),
            "organization": organizations,
            "period": ",".join(sorted(periods)),
            "lang": chance.choice(["vi", "en"]),
        }
        for one in breakdowns:
            if chance.random() < 0.7:
                question[one] = "*"
        if chance.random() < 0.2:
            question["known_on"] = f"20{chance.randint(20, 26)}-{chance.randint(1, 12):02}-15"
        if chance.random() < 0.2:
            question["tree"] = chance.choice(["as-is", "2024-06-30"])
        return question


def table(text, **dialect):
    return list(csv.DictReader(io.StringIO(text), **dialect))


def members(row):
    """The breakdown of a row, as a dictionary."""
    return dict(part.split("=") for part in row["breakdown"].split(";") if part)


def number(text):
    return Decimal(text) if text else None
