# -v n=N -v of=plans|reviews: N rows of either, in an order of its own. Every 997th review is of no plan, every
# 499th before the start of its plan; two plans to a child.
BEGIN {
	OFS = ","
	print of == "plans" ? "child_id,plan_id,start,end,category,visits" : "child_id,plan_id,review,visits"
	step = of == "plans" ? 7368787 : 4999999	# primes above any N, so that all numbers below N occur
	for (i = 0; i < n; i++) {
		k = (i * step) % n
		id = sprintf("K%07d,N%07d", k / 2, k)
		if (of == "plans")
			print id, sprintf("2014-%02d-%02d", k % 6 + 1, k % 28 + 1), "", "Neglect", k % 9
		else
			print k % 997 == 5 ? "K0000000,N9999999" : id,
			    sprintf("%d-%02d-%02d", k % 499 == 7 ? 2013 : 2014, k % 6 + 7, k % 28 + 1), k % 9
	}
}
