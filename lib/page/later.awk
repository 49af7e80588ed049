# The periods in the keys of findings, as a table for csv-tidy: it leaves out those that are later
# than the page.

BEGIN {
	f = t "/checked.csv"
	heading(f)
	print "indicator,period,value" > (t "/when.csv")
	while (csv(f)) {
		n = split(cell(f, "key"), pair, "; ")
		for (i = 1; i <= n; i++)
			if (tolower(pair[i]) ~ /^[^=]*(period|quarter|month|year)[^=]*=./) {
				sub(/^[^=]*=/, "", pair[i])
				if (!(pair[i] in seen)) {
					seen[pair[i]]
					print quoted(pair[i]) "," quoted(pair[i]) ",1" > (t "/when.csv")
				}
			}
	}
}
