# The rates of the job `rate` by Python's csv module.
import csv, math, sys

z = 1.959963984540054
rows = csv.reader(open(sys.argv[1], newline=""))
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(next(rows) + ["rate", "lower95", "upper95", "method"])
for r in rows:
    x = float(r[3])
    n = x + 1
    scale = 10000 / float(r[4])
    out.writerow(r + [x * scale, x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3 * scale,
        n * (1 - 1 / (9 * n) + z / (3 * math.sqrt(n))) ** 3 * scale, "Byars"])
