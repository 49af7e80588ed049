/* Points in a table whose fields are separated by ';': decimals, or thousands. */
#include <inttypes.h>
#include <string.h>

#include "table/cell.h"
#include "tidy/parts.h"

void
points_begin_file(struct tidy *t)
{
	t->points.watched = !t->opt->decimal_comma && !t->opt->decimal_point &&
	    reader_delimiter(t->in->csv) == ';';
	t->points.n = 0;
	t->points.decimals = false;
}

void
points_look_at(struct tidy *t, size_t col, struct slice figure)
{
	const char *point;

	if (!t->points.watched || t->points.decimals || figure.n == 0 ||
	    (point = memchr(figure.p, '.', figure.n)) == NULL)
		return;
	if (!cell_could_be_thousands(figure))
		t->points.decimals = true;
	else if (t->points.n++ == 0)
		input_fault(t->in, col, &t->points.first, "'%.*s' may be %.*s%.3s",
		    SLICE_ARG(figure), (int)(point - figure.p), figure.p, point + 1);
}

int
points_end_file(struct tidy *t)
{
	const uint64_t n = t->points.n;

	if (n == 0 || t->points.decimals)
		return 0;
	return errmsg_set(t->e, "%s: fields are separated by ';', and every point in a figure (%s) "
	    "has three digits after it; expected --decimal-comma if points separate thousands, "
	    "--decimal-point if they are decimal points", t->points.first.text,
	    plural(n, "figure").text);
}
