# Compares two CSV files, numbers with a tolerance. Run as: awk -f close.awk -v wanted=FILE GOT
# Every column of `wanted` must be in GOT, in the same order; GOT may have more. Text must be equal, numbers within
# 1e-12 (relative), and p-values (p, p_..., ..._p) within 1e-9. Prints a line for each difference.
function cells(line, to,    n, i, c, quoted, s) {
	n = 0; s = ""; quoted = 0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"") quoted = !quoted
		else if (c == "," && !quoted) { to[++n] = s; s = "" }
		else s = s c
	}
	to[++n] = s
	return n
}
function number(s) { return s ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/ }
function abs(x) { return x < 0 ? -x : x }
function apart(a, b, tolerance) {
	if (a == b) return 0
	if (!number(a) || !number(b)) return 1
	return abs(a - b) > tolerance * (b + 0 == 0 ? 1 : abs(b))
}
NR == 1 {
	if ((getline line < wanted) != 1) { print "nothing is wanted"; exit }
	n = cells($0, head)
	m = cells(line, want_head)
	for (i = j = 1; j <= m; j++) {
		while (i <= n && head[i] != want_head[j]) i++
		if (i > n) { print "no column " want_head[j] " (in that place)"; exit }
		col[j] = i
		tol[j] = want_head[j] ~ /(^|_)p(_|$)/ ? 1e-9 : 1e-12
	}
	next
}
{
	cells($0, got)
	if ((getline line < wanted) != 1) { print "row " NR " is not wanted"; next }
	cells(line, want)
	for (j = 1; j <= m; j++)
		if (apart(got[col[j]], want[j], tol[j]))
			print "row " NR " " want_head[j] ": " got[col[j]] ", wanted " want[j]
}
END { if ((getline line < wanted) == 1) print "rows are missing" }
