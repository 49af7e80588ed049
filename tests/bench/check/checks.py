"""The 20 rules of returns.rules with Python's csv module: how many findings each has."""
import csv
import re
import sys
from collections import defaultdict
from decimal import Decimal

with open(sys.argv[2]) as f:
    areas = {(r["la_code"], r["la_name"]) for r in csv.DictReader(f)}
names = "R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 U01 L01 G01 G02 G03 G04 G05 N01 P01 E01".split()
count = dict.fromkeys(names, 0)
categories = {"Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Total"}
code = re.compile("^E[0-9]{8}$")
half = Decimal("0.05")
keys = set()
sums = {}
series = defaultdict(set)
totals = defaultdict(dict)
seen = set()

with open(sys.argv[1], newline="") as f:
    rows = csv.reader(f)
    next(rows)
    for (_, la, name, quarter, measure, category, value, percentage, population, rate, start,
         end) in rows:
        value, percentage, population, rate = int(value), Decimal(percentage), int(population), Decimal(rate)
        q = int(quarter[:4]) * 4 + int(quarter[9])
        count["R02"] += not 0 <= value <= 100000
        count["R03"] += not 0 <= percentage <= 100
        count["R04"] += abs(rate * population - 10000 * value) > half * population
        count["R05"] += not start <= end
        count["R06"] += category not in categories
        count["R07"] += category == "Total" and percentage != 100
        count["R08"] += not population > 0
        count["R09"] += not code.match(la)
        count["R10"] += not value <= population
        key = (la, measure, category, quarter)
        if key in keys:
            count["U01"] += 1
        keys.add(key)
        count["L01"] += (la, name) not in areas
        group = sums.setdefault((la, measure, quarter), [0, None, Decimal(0), None, 0])
        group[4] += 1
        if category == "Total":
            group[1], group[3] = value, percentage
            totals[la, measure][q] = value
            if measure == "Measure 0":
                seen.add((la, quarter))
        else:
            group[0] += value
            group[2] += percentage
        series[la, measure, category].add(q)

for (la, measure, quarter), (parts, total, percents, whole, n) in sums.items():
    number = int(measure[8:])
    if number < 8:
        count[f"G0{number // 2 + 1}"] += parts != total
    count["G05"] += abs(percents - whole) > half * n
for qs in series.values():
    count["N01"] += max(qs) - min(qs) + 1 != len(qs)
for values in totals.values():
    for q, value in values.items():
        before = values.get(q - 1)
        count["P01"] += before is not None and before >= 50 and abs(value - before) * 5 > before
quarters = {q for _, q in seen}
count["E01"] = sum((la, q) not in seen for la, _ in areas for q in quarters)
for name in sorted(names):
    print(f"{name},{count[name]}")
