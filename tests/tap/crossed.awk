# A random table of counts with margins, the same for the same seed: awk -f crossed.awk -v seed=1 -v across=3 -v down=4 [-v deep=2]
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function count(    u) { u = random(100); return u < zeros ? 0 : u < zeros + small ? 1 + random(5) : 6 + random(top) }
BEGIN {
	seed = seed * 7919 + 13
	for (i = 0; i < 5; i++) random(2)
	zeros = random(3) * 12; small = 5 + random(3) * 8; top = random(2) ? 20 : 60
	if (!deep) deep = 1
	for (q = 1; q <= deep; q++) for (i = 1; i <= down; i++) for (j = 1; j <= across; j++) {
		v = count()
		for (a = 0; a < 8; a++) {
			if (a >= 4 && deep == 1) continue
			sum[a >= 4 ? 0 : q, int(a / 2) % 2 ? 0 : i, a % 2 ? 0 : j] += v
		}
	}
	print (deep > 1 ? "period,area,category,count" : "area,category,count")
	for (q = deep > 1 ? 0 : 1; q <= deep; q++) for (i = 0; i <= down; i++) for (j = 0; j <= across; j++)
		print (deep > 1 ? (q ? "2014-15 Q" q : "Total") "," : "") (i ? "A" i : "Total") "," (j ? "C" j : "Total") "," sum[q, i, j]
}
