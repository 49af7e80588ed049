# An outsider: reads a small table of counts and what csv-suppress made of it, and looks for every value that a
# hidden small count can have, by trying whole numbers. Prints what is wrong, nothing where all is well.
#	awk -F, -f outsider.awk -v least=1 -v most=5 -v protect=1 ORIGINAL OUTPUT
# Every column but the last, count, is a dimension; a row with Total in one is the sum of the rows that differ only there.
FNR == 1 { file++; next }
file == 1 { n++; for (i = 1; i < NF; i++) dim[n, i] = $i; dims = NF - 1; value[n] = $NF; line[n] = substr($0, 1, length($0) - length($NF)) }
file == 2 { shown[FNR - 1] = $NF; other[FNR - 1] = substr($0, 1, length($0) - length($NF)); rows = FNR - 1 }

function differ_only(a, b, d,    i) {
	for (i = 1; i <= dims; i++)
		if (i != d && dim[a, i] != dim[b, i])
			return 0
	return 1
}

# Narrows low and high at this depth by every sum until nothing changes. 0: no whole numbers fit.
function narrow(at,    e, j, k, c, s, changed, min, max, lo, hi) {
	do {
		changed = 0
		for (e = 1; e <= sums; e++) {
			min = max = 0
			for (k = 1; k <= size[e]; k++) {
				c = cell[e, k]; s = k == 1 ? -1 : 1
				min += s > 0 ? L[at, c] : -U[at, c]; max += s > 0 ? U[at, c] : -L[at, c]
			}
			if (min > 0 || max < 0)
				return 0
			for (k = 1; k <= size[e]; k++) {
				c = cell[e, k]; s = k == 1 ? -1 : 1
				lo = s > 0 ? U[at, c] - max : U[at, c] + min
				hi = s > 0 ? L[at, c] - min : L[at, c] + max
				if (lo > L[at, c]) { L[at, c] = lo; changed = 1 }
				if (hi < U[at, c]) { U[at, c] = hi; changed = 1 }
				if (L[at, c] > U[at, c])
					return 0
				if (changed) {
					min = max = 0
					for (j = 1; j <= size[e]; j++) {
						min += j > 1 ? L[at, cell[e, j]] : -U[at, cell[e, j]]
						max += j > 1 ? U[at, cell[e, j]] : -L[at, cell[e, j]]
					}
				}
			}
		}
	} while (changed)
	return 1
}

# Whether some table fits: its values are left in found[].
function search(at,    c, best, range, mid, half) {
	if (!narrow(at))
		return 0
	best = 0
	for (c = 1; c <= n; c++)
		if (L[at, c] < U[at, c] && (!best || U[at, c] - L[at, c] < range)) {
			best = c; range = U[at, c] - L[at, c]
		}
	if (!best) {
		for (c = 1; c <= n; c++)
			found[c] = L[at, c]
		return 1
	}
	mid = int((L[at, best] + U[at, best]) / 2)
	for (half = 0; half < 2; half++) {
		for (c = 1; c <= n; c++) { L[at + 1, c] = L[at, c]; U[at + 1, c] = U[at, c] }
		if (half == 0) U[at + 1, best] = mid; else L[at + 1, best] = mid + 1
		if (search(at + 1))
			return 1
	}
	return 0
}

function fits(p, lo, hi,    c) {
	for (c = 1; c <= n; c++) { L[0, c] = low[c]; U[0, c] = high[c] }
	if (lo > L[0, p]) L[0, p] = lo
	if (hi < U[0, p]) U[0, p] = hi
	return L[0, p] <= U[0, p] && search(0)
}

END {
	if (rows != n) print "other rows: " rows
	for (i = 1; i <= n; i++) {
		if (value[i] > big) big = value[i]
		small = value[i] >= least && value[i] <= most
		if (line[i] != other[i]) print "line " i ": " other[i]
		if (shown[i] != "c" && shown[i] != value[i]) print line[i] " was changed"
		if (shown[i] != "c" && small) print line[i] " is shown"
		if (shown[i] == "c" && value[i] == 0 && least > 0) print line[i] " is a hidden zero"
	}
	for (i = 1; i <= n; i++) {
		low[i] = high[i] = value[i]
		if (shown[i] == "c") {
			small = value[i] >= least && value[i] <= most
			low[i] = small ? least : 1; high[i] = small ? most : 2 * big + 10
		}
		for (d = 1; d <= dims; d++) {
			if (dim[i, d] != "Total") continue
			size[++sums] = 1; cell[sums, 1] = i
			for (k = 1; k <= n; k++)
				if (dim[k, d] != "Total" && differ_only(i, k, d)) cell[sums, ++size[sums]] = k
			if (size[sums] == 1) sums--
		}
	}
	for (i = 1; i <= n; i++) {
		if (shown[i] != "c" || value[i] < least || value[i] > most) continue
		if (!fits(i, least, most)) { print line[i] " fits nothing"; continue }
		from = to = found[i]
		while (to - from < protect && fits(i, to + 1, most)) to = found[i]
		while (to - from < protect && fits(i, least, from - 1)) from = found[i]
		if (to - from < protect) print line[i] " is from " from " to " to
	}
}
