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
		printf "  %-16s %6s %9s %9s %9s %9s  %s\n", "", "rounds", "shortest", "cpu", "peak MiB", "ratio", "version"
	printf "  %-16s %6d %8.3fs %8.3fs %9.1f %9.2f  %s\n", m[1], m[2], m[3], m[5], m[6] / 1024, m[7], version[m[1]]
	printf "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", job, shape, mib, m[1], compared[m[1]], quoted(version[m[1]]),
	    m[2], m[3], m[4], m[5], m[6], m[7] >>results
	if (m[1] in goal)
		reached[m[1]] = 1 / m[7]
}
END {
	for (l in reached)
		printf "  we take %.2f times %s; the goal is %s at most: %s\n", reached[l], l, goal[l],
		    reached[l] <= goal[l] ? "reached" : "missed"
}
