# The findings but for those about later periods; "later" has the periods that these are.

BEGIN {
	f = t "/until.csv"
	heading(f)
	while (csv(f))
		early[cell(f, "indicator")]
	f = t "/when.csv"
	heading(f)
	printf "" > (t "/later")
	while (csv(f))
		if (!(F[1] in early)) {
			later[F[1]]
			print F[1] > (t "/later")
		}
	close(t "/later")
	f = t "/checked.csv"
	width = heading(f)
	print record(width) > (t "/early.csv")
	while (csv(f))
		if (!is_later(cell(f, "key")))
			print record(width) > (t "/early.csv")
}
#include "page/islater.awk"
