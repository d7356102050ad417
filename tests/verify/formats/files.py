"""The files that people keep: pandas and LibreOffice read the tables, csvw and frictionless the descriptions of them."""

import json
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas
import requests
from csvw.metadata import CSVW
from frictionless import Package

from asking import FAILURES, URL, Asking, fails, get, number, table

NUMBERS = ["actual", "plan", "universe", "plan_rate", "change_absolute", "change_percent", "coverage_weight"]
FILES = int(sys.argv[1])


def questions(asking):
    """So many that have an answer with rows."""
    while True:
        question = asking.question()
        reply = get("/api/v1/figures.csv", **question)
        if reply.status_code == 200 and len(reply.text.splitlines()) > 1:
            yield question, table(reply.text)


def same(name, got, rows):
    """Compares a data frame with the rows, number by number."""
    if len(got) != len(rows) or list(got.columns) != list(rows[0]):
        fails(f"{name}: {len(got)} rows of {list(got.columns)[:3]}… and not {len(rows)}")
        return
    for at, row in enumerate(rows):
        for column in NUMBERS:
            value, wanted = got[column].iloc[at], number(row[column])
            if pandas.isna(value) != (wanted is None) or (wanted is not None and float(value) != float(wanted)):
                fails(f"{name}: {column} of row {at} is {value} and not {wanted}")
        for column in ["indicator", "period", "status", "organization_name"]:
            if str(got[column].iloc[at]) != row[column]:
                fails(f"{name}: {column} of row {at} is {got[column].iloc[at]} and not {row[column]}")


def by_pandas(question, rows):
    text = {"dtype": {"period": str}, "keep_default_na": False, "na_values": {one: [""] for one in NUMBERS}}
    same("pandas, CSV", pandas.read_csv(address("csv", question), **text), rows)
    vietnamese = address("csv", {**question, "dialect": "excel-vi"})
    same("pandas, excel-vi", pandas.read_csv(vietnamese, sep=";", decimal=",", encoding="utf-8-sig", **text), rows)
    sheet = pandas.read_excel(address("xlsx", question), sheet_name=0, dtype={"period": str}, keep_default_na=False, na_values={one: [""] for one in NUMBERS})
    same("pandas, XLSX", sheet, rows)
    sdmx = pandas.read_csv(address("sdmx.csv", question), dtype=str, keep_default_na=False)
    if (sdmx["STRUCTURE"] != "dataflow").any() or sdmx["OBS_STATUS"].isin(list("APELMQV")).sum() != len(sdmx):
        fails("pandas, SDMX-CSV: a structure or a status that is none")
    shown = sorted(Decimal(one) for one in sdmx.loc[sdmx["MEASURE"] == "actual", "OBS_VALUE"] if one)
    if shown != sorted(number(row["actual"]) for row in rows if row["actual"]):
        fails("pandas, SDMX-CSV: other values than the CSV")


def address(form, question):
    return requests.Request("GET", f"{URL}/api/v1/figures.{form}", params=question).prepare().url


def by_csvw(question, rows):
    reply = get("/api/v1/figures.csv", **question)
    link = reply.headers["Link"]
    if 'rel="describedby"' not in link:
        fails(f"csvw: {link} is no link to the metadata")
    where = link[1 : link.index(">")]
    with tempfile.TemporaryDirectory() as folder:
        # The library looks for the table where the metadata says, beside itself.
        metadata = get(where).json()
        metadata["url"] = "figures.csv"
        Path(folder, "figures.csv").write_bytes(reply.content)
        path = Path(folder, "figures.csv-metadata.json")
        path.write_text(json.dumps(metadata), encoding="utf-8")
        found = CSVW(str(path), validate=True)
        if not found.is_valid:
            fails(f"csvw: {[str(one.message) for one in found.warnings][:3]}")
        columns = [one.titles.getfirst() for one in found.tables[0].tableSchema.columns]
        if columns != list(rows[0]):
            fails(f"csvw: the columns are said to be {columns} and are {list(rows[0])}")
        lines = list(found.tables[0])
        values = [line["actual"] for line in lines]
        if values != [number(row["actual"]) for row in rows]:
            fails("csvw: other values than the CSV")


def by_frictionless(question, rows):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "figures.zip").write_bytes(get("/api/v1/figures.zip", **question).content)
        with zipfile.ZipFile(Path(folder, "figures.zip")) as packed:
            if packed.testzip() or "README.md" not in packed.namelist() or "CITATION.cff" not in packed.namelist():
                fails(f"zip: {packed.namelist()}")
            packed.extractall(folder)
        package = Package(str(Path(folder, "datapackage.json")))
        report = package.validate()
        if not report.valid:
            fails(f"frictionless: {report.flatten(['type', 'message'])[:3]}")
        values = [row["actual"] for row in package.get_resource("figures").read_rows()]
        if values != [number(row["actual"]) for row in rows]:
            fails("frictionless: other values than the CSV")


def by_office(question, rows):
    """LibreOffice turns the workbook into CSV; what it has calculated with must be what we wrote."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "figures.xlsx").write_bytes(get("/api/v1/figures.xlsx", **question).content)
        # Field separator, text delimiter, UTF-8, from line 1, and cells as they are rather than as they show.
        how = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", how]
        done = subprocess.run([*office, "--outdir", folder, f"{folder}/figures.xlsx"], capture_output=True, timeout=120)
        found = sorted(Path(folder).glob("figures*.csv"))
        if done.returncode or not found:
            fails(f"LibreOffice: {done.stderr.decode()[:300]}")
            return
        lines = table(found[0].read_text(encoding="utf-8"))
        for column in NUMBERS:
            if [number(line[column]) for line in lines] != [number(row[column]) for row in rows]:
                fails(f"LibreOffice: {column} has other values than the CSV")


asking = Asking(11)
counted = {"pandas": 0, "csvw": 0, "frictionless": 0, "LibreOffice": 0}
for at, (question, rows) in zip(range(FILES), questions(asking)):
    for name, check, every in [("pandas", by_pandas, 1), ("csvw", by_csvw, 2), ("frictionless", by_frictionless, 2), ("LibreOffice", by_office, 20)]:
        if at % every == 0:
            check(question, rows)
            counted[name] += 1
print("files: " + ", ".join(f"{name} read {count} questions" for name, count in counted.items()) + f"; {len(FAILURES)} different")
sys.exit(bool(FAILURES))
