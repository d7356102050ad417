"""DuckDB on the same files: fills a database, then prints a name and seconds (or bytes) a line."""

import os
import resource
import sys
import time

import duckdb

path, folder = sys.argv[1:]
database = duckdb.connect(path)
database.execute("set threads = 2")

started = time.perf_counter()
database.execute(
    f"""create table figure as select * replace (coalesce(breakdown, '') as breakdown) from read_csv('{folder}/*.csv', header = true, columns = {{
        'source': 'varchar', 'indicator': 'varchar', 'organization': 'varchar', 'period': 'varchar', 'as_of': 'varchar',
        'measure': 'varchar', 'breakdown': 'varchar', 'value': 'bigint', 'qualifier': 'varchar'}})"""
)
database.execute("checkpoint")
print("import", time.perf_counter() - started)
print("bytes", os.path.getsize(path))

where = "indicator = 'sample-001' and breakdown = '' and period between '2020-01' and '2020-12'"
questions = {
    "city": f"select period, sum(value) from figure where {where} group by period",
    "organizations": f"select organization, period, sum(value) from figure where {where} group by organization, period",
    "years": "select indicator, substr(period, 1, 4), sum(value) from figure where breakdown = '' group by 1, 2",
}
for name, sql in questions.items():
    best = float("inf")
    until = time.perf_counter() + 2
    while time.perf_counter() < until:
        started = time.perf_counter()
        database.execute(sql).fetchall()
        best = min(best, time.perf_counter() - started)
    print(name, best)
print("total", database.execute(f"select sum(value) from figure where {where}").fetchone()[0])
print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
