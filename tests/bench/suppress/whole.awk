# Reads a table of gen.awk without quarters; writes the choice of what to hide as one integer programme, for glpsol --lp.
# h: the cell is hidden. u and d: for each small count a table in which it is greater, and one in which it is less,
# as differences from the true table. Two tables of whole numbers that differ in a cell differ in a circle of cells
# through it by 1, so differences up to 1 are enough, and as the rows and columns form a network they need not be
# declared whole.
BEGIN { FS = "," }
NR > 1 {
	if (!($1 in row)) row[$1] = rows++
	if (!($2 in col)) col[$2] = cols++
	value[row[$1], col[$2]] = $3
}
function is_small(a, c) {
	return value[a, c] >= 1 && value[a, c] <= 5
}
function table(p, up,    a, c, x) {
	for (a = 0; a < rows; a++)
		for (c = 0; c < cols; c++) {
			x = (up ? "u" : "d") p "_" a "_" c
			low = value[a, c] > 1 ? -1 : 0
			high = is_small(a, c) && value[a, c] == 5 ? 0 : 1
			bounds = bounds low " <= " x " <= " high "\n"
			if (!is_small(a, c)) {
				print x " - h" a "_" c " <= 0"
				print x " + h" a "_" c " >= 0"
			}
		}
	for (a = 0; a < rows; a++)	# row 0 and column 0 are the margins
		sum((up ? "u" : "d") p "_" a "_", "", cols)
	for (c = 0; c < cols; c++)
		sum((up ? "u" : "d") p "_", "_" c, rows)
}
function sum(before, after, n,    i) {
	printf "%s0%s", before, after
	for (i = 1; i < n; i++)
		printf "\n - %s%d%s", before, i, after
	print " = 0"
}
# No cell is the only hidden one of its row or column.
function alone(a, c, n, in_row,    i, small, terms) {
	for (i = 0; i < n; i++) {
		if (i == (in_row ? c : a))
			continue
		if (in_row ? is_small(a, i) : is_small(i, c))
			return
		terms = terms "\n + h" (in_row ? a "_" i : i "_" c)
	}
	if (is_small(a, c))
		print substr(terms, 5) " >= 1"
	else
		print substr(terms, 5) "\n - h" a "_" c " >= 0"
}
END {
	print "Minimize\n others:"
	for (a = 0; a < rows; a++)
		for (c = 0; c < cols; c++)
			if (!is_small(a, c)) {
				printf "%sh%d_%d\n", others++ ? " + " : "", a, c
				binary = binary "h" a "_" c "\n"
			}
	print "Subject To"
	for (a = 0; a < rows; a++)
		for (c = 0; c < cols; c++) {
			alone(a, c, cols, 1)
			alone(a, c, rows, 0)
			if (!is_small(a, c))
				continue
			p++
			table(p, 1)
			table(p, 0)
			print "u" p "_" a "_" c " - d" p "_" a "_" c " >= 1"
		}
	printf "Bounds\n%sBinary\n%sEnd\n", bounds, binary
}
