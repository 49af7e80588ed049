# Prints the table of the job growth from what measure says, and adds its lines to -v results=FILE. A label is
# FILTER/ROWS; the first of a filter is the start of the program, which is taken off.
function faster(a, b, n, m) {	# than n log n, from n rows to m; clocks and caches are allowed a factor of 2
	return b > 2 * a * (m * log(m)) / (n * log(n))
}
BEGIN {
	FS = ","
	printf "  %-24s %10s %9s %10s %9s %12s\n", "", "rows", "cpu", "ns a row", "peak MiB", "bytes a row"
}
$1 == "label" {
	next
}
{
	split($1, label, "/")
	n = label[2]
	if (label[1] != filter) {
		filter = label[1]
		start = $5
		least = $6
		before = 0
		next
	}
	cpu = $5 > start ? $5 - start : 0
	kib = $6 > least ? $6 - least : 0
	grows = before && $5 > 0.1 && faster(cpu_before, cpu, before, n)
	swells = before && $6 > 16384 && faster(kib_before, kib, before, n)
	printf "  %-24s %10d %8.3fs %10.0f %9.1f %12.0f%s%s\n", filter, n, $5, cpu / n * 1e9, $6 / 1024, kib * 1024 / n,
	    grows ? "  time grows faster than n log n" : "", swells ? "  memory grows faster than n log n" : ""
	printf "growth,%s,,%d,other,,%s,%s,%s,%s,%s,\n", filter, n, $2, $3, $4, $5, $6 >>results
	found += grows || swells
	before = n
	cpu_before = cpu > 0.001 ? cpu : 0.001
	kib_before = kib > 256 ? kib : 256
}
END {
	printf "  growth: %s\n", found ? "of " found " lines faster than n log n" : "nothing faster than n log n"
}
