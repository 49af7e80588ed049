# The number of findings of each rule, including rules that have none.
BEGIN {
	n = split("R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 U01 L01 G01 G02 G03 G04 G05 N01 P01 E01", rule, " ")
}
NR > 1 { count[$1]++ }
END {
	for (i = 1; i <= n; i++)
		print rule[i] "," count[rule[i]] + 0 | "sort"
}
