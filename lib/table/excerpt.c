#include "table/excerpt.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "table/role.h"

enum { NOT_ROUNDED = -1, MOST_DECIMALS = 15 };

struct column {
	size_t source;		/* the input's column */
	struct slice heading;
	int decimals;		/* or NOT_ROUNDED */
};

struct excerpt {
	struct column *column;
	size_t ncols;
	struct slice *cell;	/* row after row */
	size_t ncells, cap;
	struct arena text;
};

void
excerpt_free(struct excerpt *x)
{
	if (x == NULL)
		return;
	free(x->column);
	free(x->cell);
	arena_free(&x->text);
	free(x);
}

/* The column NAME of "NAME" or "NAME=REST"; NAME may contain "=". *rest is NULL without REST. */
static int
find_column(struct input *in, const char *arg, size_t *col, const char **rest, struct errmsg *e)
{
	const struct slice *headings = in->heading;
	size_t ncols = in->ncols, n = strlen(arg);
	const char *equals;
	struct errmsg why;

	*rest = NULL;
	while ((*col = heading_find(headings, ncols, (struct slice){arg, n})) == ncols &&
	    (equals = memrchr(arg, '=', n)) != NULL) {
		n = (size_t)(equals - arg);
		*rest = equals + 1;
	}
	if (*col < ncols)
		return 0;
	heading_missing(headings, ncols, (struct slice){arg, n}, &why);
	return input_fault(in, INPUT_WHOLE_ROW, e, "%s", why.text);
}

static int
take_columns(struct excerpt *x, struct input *in, const struct option_list *columns,
    struct errmsg *e)
{
	const char *heading = NULL;

	x->ncols = columns->n > 0 ? columns->n : in->ncols;
	x->column = xcalloc(x->ncols, sizeof(*x->column));
	for (size_t i = 0; i < x->ncols; i++) {
		size_t source = i;

		if (columns->n > 0 && find_column(in, columns->item[i], &source, &heading, e) != 0)
			return -1;
		x->column[i] = (struct column){source, arena_copy(&x->text, heading != NULL ?
		    slice_of(heading) : in->heading[source]), NOT_ROUNDED};
	}
	return 0;
}

static int
take_decimals(struct excerpt *x, struct input *in, const char *arg, struct errmsg *e)
{
	const char *digits = arg;
	bool named = strchr(arg, '=') != NULL;
	size_t source = 0;
	int64_t decimals;

	if (named && find_column(in, arg, &source, &digits, e) != 0)
		return -1;
	if (digits == NULL || !num_parse_int(digits, 0, MOST_DECIMALS, &decimals))
		return errmsg_set(e, "--decimals: '%s' is not a whole number from 0 to %d",
		    digits != NULL ? digits : arg, MOST_DECIMALS);
	for (size_t c = 0; c < x->ncols; c++)
		if (!named || x->column[c].source == source)
			x->column[c].decimals = (int)decimals;
	return 0;
}

static int
read_rows(struct excerpt *x, struct input *in, struct errmsg *e)
{
	int r;

	while ((r = input_next(in)) == 1) {
		x->cell = xgrow(x->cell, &x->cap, x->ncells + x->ncols, sizeof(*x->cell));
		for (const struct column *c = x->column; c < x->column + x->ncols; c++)
			x->cell[x->ncells++] = arena_copy(&x->text, input_field(in, c->source));
	}
	return r == 0 ? 0 : errmsg_set(e, "%s", in->error.text);
}

static bool
has_more_decimals(const struct excerpt *x, size_t col, int decimals)
{
	struct num num;

	for (size_t i = col; i < x->ncells; i += x->ncols)
		if (num_parse(x->cell[i], NUM_EXPONENT, &num) == NUM_VALUE &&
		    (!num.exact || num.figure.d > figure_power[decimals]))
			return true;
	return false;
}

static void
round_column(struct excerpt *x, size_t col)
{
	int decimals = x->column[col].decimals;
	char buf[400];
	struct num num;

	if (decimals == NOT_ROUNDED || !has_more_decimals(x, col, decimals))
		return;
	for (size_t i = col; i < x->ncells; i += x->ncols) {
		if (num_parse(x->cell[i], NUM_EXPONENT, &num) != NUM_VALUE)
			continue;
		num_format_fixed(buf, sizeof(buf), num.value, decimals);
		x->cell[i] = arena_copy(&x->text, slice_of(buf));
	}
}

struct excerpt *
excerpt_read(struct input *in, const struct option_list *columns,
    const struct option_list *decimals, struct errmsg *e)
{
	struct excerpt *x = xcalloc(1, sizeof(*x));
	int r = take_columns(x, in, columns, e);

	for (size_t i = 0; r == 0 && i < decimals->n; i++)
		r = take_decimals(x, in, decimals->item[i], e);
	if (r != 0 || read_rows(x, in, e) != 0) {
		excerpt_free(x);
		return NULL;
	}
	for (size_t c = 0; c < x->ncols; c++)
		round_column(x, c);
	return x;
}

int
excerpt_write(const struct excerpt *x, struct rows *o)
{
	int r;

	for (size_t c = 0; c < x->ncols; c++)
		rows_text(o, x->column[c].heading);
	r = rows_end(o);
	for (size_t i = 0; i < x->ncells && r == 0; i++) {
		rows_field(o, x->cell[i]);
		if ((i + 1) % x->ncols == 0)
			r = rows_end(o);
	}
	return r;
}
