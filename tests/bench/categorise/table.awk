# The same table by awk, which knows no quotes; -v checks=1: ends where a child has two plans open at once.
function quarter(d) { return substr(d, 1, 4) * 4 + int((substr(d, 6, 2) + 2) / 3) - 2 }
BEGIN { FS = ","; split("NEG PHY SAB EMO MUL", code, " ") }
NR == 1 { next }
{
	c = $5 == "" ? $4 : $5
	q = quarter($2); n[c, q]++
	if (first == "" || q < first) first = q
	if (q > last) last = q
	if ($3 != "") { q = quarter($3); n[c, q]--; if (q > last) last = q }
	if (checks) {
		e = $3 == "" ? "9" : $3
		for (i = 1; i <= plans[$1]; i++)
			if ($2 < end[$1, i] && start[$1, i] < e) { print "two at once" > "/dev/stderr"; exit 1 }
		start[$1, ++plans[$1]] = $2; end[$1, plans[$1]] = e
	}
}
END {
	split("Neglect,Physical abuse,Sexual abuse,Emotional abuse,Mixed categories", label, ",")
	for (k = 1; k <= 5; k++) {
		for (q = first; q <= last; q++) {
			total[q] += open[k] += n[code[k], q]
			printf "%s,%d-%02d Q%d,%d\n", label[k], int(q / 4), (int(q / 4) + 1) % 100, q % 4 + 1, open[k]
		}
	}
	for (q = first; q <= last; q++)
		printf "Total,%d-%02d Q%d,%d\n", int(q / 4), (int(q / 4) + 1) % 100, q % 4 + 1, total[q]
}
