# -v shape=SHAPE -v n=ROWS: the data of a filter in the job growth, always the same bytes.
function random() {
	state = (state * 69069 + 1) % 4294967296
	return int(state / 65536)
}
function series(i,	k) {	# row i of series of 12 months
	k = i % 12
	return sprintf("2014-%02d,%d", k + 1, 50 + random() % 100)
}
BEGIN {
	state = 1
	if (shape == "rates")
		print "area,year,count,population"
	else if (shape == "series")
		print "series,period,value"
	else if (shape == "indicators")
		print "indicator,category,period,value,percentage"
	else if (shape == "dictionary")
		print "indicator,label,unit,kind,polarity,agency,priority,target,tolerance,decimals,frequency"
	else if (shape == "areas")
		print "time_period,geographic_level,area_code,area_name,count,population"
	for (i = 0; i < n; i++)
		if (shape == "rates")
			printf "Area %d,%d,%d,%d\n", i / 20, 2000 + i % 20, random() % 900, 20000 + random() % 9000
		else if (shape == "series")
			printf "Series %d,%s\n", i / 12, series(i)
		else if (shape == "indicators")
			printf "Indicator %d,,%s,\n", i / 12, series(i)
		else if (shape == "dictionary") {
			if (i % 12 == 0)
				printf "Indicator %d,Measure %d,children,flow,low,Agency %d,Priority %d,100,10%%,,month\n",
				    i / 12, i / 12, i % 7, i % 5
		} else
			printf "2014,Local authority,X%08d,Area %d,%d,%d\n", i, i,
			    50 + random() % 200, 20000 + random() % 9000
}
