# Makes a board's folder: 12 agencies, 60 indicators, 5 years by month, with rules, a dictionary and a
# benchmark. In the folder -v to=, which has submissions/ and rules/.
function random() {	# the same numbers everywhere
	seed = (seed * 16807) % 2147483647
	return seed / 2147483647
}
BEGIN {
	seed = 17
	dictionary = to "/dictionary.csv"
	print "indicator,label,unit,kind,polarity,agency,priority,target,tolerance,decimals,frequency,source" > dictionary
	for (a = 1; a <= 12; a++) {
		file = to "/submissions/Agency " a ".csv"
		print "indicator,category,period,value,percentage" > file
		for (i = 1; i <= 5; i++) {
			name = "Indicator " a "." i
			print name ",Measure " i " of agency " a ",children," (i % 2 ? "flow" : "stock") "," \
			    (i % 3 == 0 ? "high" : i % 3 == 1 ? "low" : "none") ",Agency " a ",Priority " (a + i) % 6 + 1 "," \
			    (i % 3 == 2 ? "" : 100) "," (i % 3 == 2 ? "" : "10%") ",,month,made up" > dictionary
			for (m = 0; m < 60; m++)
				printf "%s,,%d-%02d,%d,\n", name, 2020 + int(m / 12), m % 12 + 1, 60 + 80 * random() + a * m / 20 > file
		}
	}
	rules = to "/rules/board.rules"
	print "columns indicator, category, period, value, percentage\nkey indicator, category, period" > rules
	print "period period as \"YYYY-MM\"\nnumber value, percentage\n" > rules
	print "rule A1 error\n  about: A figure is a whole number\n  check: value is whole and value >= 0\n" > rules
	print "rule A2 error\n  about: No month is missing\n  by: indicator, category\n  check: no gaps(period)" > rules
}
