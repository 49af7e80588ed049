# Prints the table of a job, and adds its lines to results.csv. Reads versions, goals and measured,
# in this order.
function quoted(s) {
	gsub(/"/, "\"\"", s)
	return "\"" s "\""
}
FNR == 1 {
	part++
	if (part == 3)
		next
}
FILENAME ~ /versions$/ {
	split($0, v, "\t")
	compared[v[1]] = v[2]
	version[v[1]] = v[3]
	next
}
FILENAME ~ /goals$/ {
	goal[$1] = $2
	next
}
FILENAME ~ /measured$/ && $0 !~ /^label,/ {
	split($0, m, ",")
	if (!shown++)
		printf "  %-16s %6s %9s %9s %9s %10s  %s\n", "", "rounds", "shortest", "cpu", "peak MiB", "times ours",
		    rows ? "ns a row" : "version"
	if (shown == 1)
		first = m[5]
	printf "  %-16s %6d %8.3fs %8.3fs %9.1f %10.2f  %s%s\n", m[1], m[2], m[3], m[5], m[6] / 1024, m[7],
	    compared[m[1]] == "less" ? "(does less) " : "", rows ? sprintf("%8.0f", (m[5] - first) / rows * 1e9) : version[m[1]]
	printf "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", job, shape, mib, m[1], compared[m[1]], quoted(version[m[1]]),
	    m[2], m[3], m[4], m[5], m[6], m[7] >>results
	if (m[1] in goal)
		reached[m[1]] = m[7]
}
END {
	for (l in reached)
		printf "  goal: %s at %.3g times ours or more, and it is at %.2f: %s\n", l, 1 / goal[l], reached[l],
		    (reached[l] >= 1 / goal[l]) ? "reached" : "missed"
}
