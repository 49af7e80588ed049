# The statistics of qtrend for each series, by scipy and statsmodels: for the job `trend-part`.
import csv, itertools, sys, warnings
import numpy as np
import scipy.stats as st
import statsmodels.api as sm

warnings.simplefilter("ignore")
out = csv.writer(sys.stdout, lineterminator="\n")
rows = csv.reader(open(sys.argv[1], newline=""))
next(rows)
for name, group in itertools.groupby(rows, key=lambda r: r[0]):
    y = np.array([float(r[2]) for r in group])
    t = np.arange(1, len(y) + 1.0)
    line = st.linregress(t, y)
    width = st.t.ppf(0.975, len(y) - 2) * line.stderr
    rate = sm.GLM(y, sm.add_constant(t), family=sm.families.Poisson()).fit(scale="X2")
    ranges = np.abs(np.diff(y))
    ranges = ranges[ranges < 3.267 * ranges.mean()].mean()
    out.writerow([name, y[0], y[-1], y.mean(), y.min(), y.max(), *st.theilslopes(y, t, 0.95)[:1],
        st.kendalltau(t, y).pvalue, line.slope, line.slope - width, line.slope + width,
        np.exp(rate.params[1]), *np.exp(rate.conf_int()[1]), rate.scale,
        y.mean() - 2.66 * ranges, y.mean() + 2.66 * ranges])
