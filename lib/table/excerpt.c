#include "table/excerpt.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "base/numeral.h"
#include "table/figures.h"
#include "table/order.h"
#include "table/role.h"

enum { MOST_DECIMALS = 15 };

struct column {
	size_t source;		/* the input's column */
	struct slice name, heading;	/* in the input; as printed */
	struct figures_form form;
};

struct excerpt {
	struct column *column;	/* those to be printed, then others that sort or highlight need */
	size_t ncols, nkept, cap;
	struct slice *cell;	/* of all columns, row after row */
	size_t nrows, cells_cap;
	size_t *order;		/* of the rows */
	bool *highlit;		/* by row; or NULL */
	struct arena text;
};

void
excerpt_free(struct excerpt *x)
{
	if (x == NULL)
		return;
	free(x->column);
	free(x->cell);
	free(x->order);
	free(x->highlit);
	arena_free(&x->text);
	free(x);
}

/* Columns by name */

/* 0, or -1 if there is none or two of that name. */
static int
find_name(struct input *in, struct slice name, size_t *col, struct errmsg *e)
{
	const struct slice *headings = in->heading;
	struct errmsg why;
	size_t next;

	*col = heading_find(headings, in->ncols, name);
	if (*col == in->ncols) {
		heading_missing(headings, in->ncols, name, &why);
		return input_fault(in, INPUT_WHOLE_ROW, e, "%s", why.text);
	}
	next = *col + 1;
	next += heading_find(headings + next, in->ncols - next, name);
	if (next == in->ncols)
		return 0;
	return input_fault(in, INPUT_WHOLE_ROW, e, "two columns are called '%.*s' (columns %zu and "
	    "%zu); expected one", SLICE_ARG(name), *col + 1, next + 1);
}

/* The column NAME of "NAME" or "NAME=REST"; NAME may contain "=". *rest is NULL without REST. */
static int
find_column(struct input *in, const char *arg, size_t *col, const char **rest, struct errmsg *e)
{
	size_t n = strlen(arg);
	const char *equals;

	*rest = NULL;
	while (heading_find(in->heading, in->ncols, (struct slice){arg, n}) == in->ncols &&
	    (equals = memrchr(arg, '=', n)) != NULL) {
		n = (size_t)(equals - arg);
		*rest = equals + 1;
	}
	return find_name(in, (struct slice){arg, n}, col, e);
}

/* heading: NULL for the input's. */
static void
add_column(struct excerpt *x, const struct input *in, size_t source, const char *heading)
{
	struct slice name = arena_copy(&x->text, in->heading[source]);

	x->column = xgrow(x->column, &x->cap, x->nkept + 1, sizeof(*x->column));
	x->column[x->nkept++] = (struct column){source, name,
	    heading != NULL ? slice_of(heading) : name, {.decimals = NUMERAL_AS_PRINTED}};
}

/* Where the cells of the input's column are kept. */
static size_t
keep(struct excerpt *x, const struct input *in, size_t source)
{
	for (size_t c = 0; c < x->nkept; c++)
		if (x->column[c].source == source)
			return c;
	add_column(x, in, source, NULL);
	return x->nkept - 1;
}

/* Options */

static int
take_columns(struct excerpt *x, struct input *in, const struct option_list *columns,
    struct errmsg *e)
{
	const char *heading;
	size_t source;

	for (size_t i = 0; i < in->ncols && columns->n == 0; i++)
		add_column(x, in, i, NULL);
	for (size_t i = 0; i < columns->n; i++) {
		if (find_column(in, columns->item[i], &source, &heading, e) != 0)
			return -1;
		add_column(x, in, source, heading);
	}
	x->ncols = x->nkept;
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
			x->column[c].form.decimals = (int)decimals;
	return 0;
}

static int
take_thousands(struct excerpt *x, struct input *in, const struct excerpt_options *o,
    struct errmsg *e)
{
	size_t source;

	for (size_t c = 0; c < x->ncols && o->every_thousands; c++)
		x->column[c].form.commas = COMMAS_IN_FIGURES;
	for (size_t i = 0; i < o->thousands.n; i++) {
		if (find_name(in, slice_of(o->thousands.item[i]), &source, e) != 0)
			return -1;
		for (size_t c = 0; c < x->ncols; c++)
			if (x->column[c].source == source)
				x->column[c].form.commas = COMMAS_ALWAYS;
	}
	return 0;
}

/* Rows */

static int
read_rows(struct excerpt *x, struct input *in, struct errmsg *e)
{
	struct slice *to;
	int r;

	while ((r = input_next(in)) == 1) {
		if (input_want_row(in, e) != 0)
			return -1;
		x->cell = xgrow(x->cell, &x->cells_cap, (x->nrows + 1) * x->nkept,
		    sizeof(*x->cell));
		to = x->cell + x->nrows++ * x->nkept;
		for (const struct column *c = x->column; c < x->column + x->nkept; c++)
			*to++ = arena_copy(&x->text, input_field(in, c->source));
	}
	return r == 0 ? 0 : errmsg_set(e, "%s", in->error.text);
}

/* The places in x of the columns that sort it, for order_rows(). */
static int
find_keys(struct excerpt *x, struct input *in, const struct option_list *sort, size_t *at,
    struct order_key *key, struct errmsg *e)
{
	size_t source;

	for (size_t i = 0; i < sort->n; i++) {
		struct slice name = slice_of(sort->item[i]);

		key[i].descending = name.n > 0 && name.p[0] == '-' &&
		    heading_find(in->heading, in->ncols, name) == in->ncols;
		if (key[i].descending)
			name = (struct slice){name.p + 1, name.n - 1};
		if (find_name(in, name, &source, e) != 0)
			return -1;
		at[i] = keep(x, in, source);
	}
	return 0;
}

/* Marks the rows whose cell in column c is this value. */
static void
highlight(struct excerpt *x, size_t c, const char *name_value, const char *value,
    const struct excerpt_options *o)
{
	struct slice wanted = slice_trim(slice_of(value));
	struct slice *all = xcalloc(x->nrows + 1, sizeof(*all));
	char near[SUGGEST_SIZE];
	bool any = false;
	struct errmsg e;

	for (size_t i = 0; i < x->nrows; i++) {
		all[i] = slice_trim(x->cell[i * x->nkept + c]);
		if (slice_eq(all[i], wanted))
			x->highlit[i] = any = true;
	}
	if (!any && o->say != NULL) {
		errmsg_set(&e, "note: --highlight: no row has %s%s", name_value,
		    suggest(near, wanted, all, x->nrows));
		o->say(e.text);
	}
	free(all);
}

/* The columns, other than those printed, that options name: where each is kept. */
struct plan {
	struct order_key *key;
	size_t *sort, *highlight;
	const char **value;	/* of highlight */
};

static int
make_plan(struct plan *p, struct excerpt *x, struct input *in, const struct excerpt_options *o,
    struct errmsg *e)
{
	size_t source;

	p->key = arena_alloc(&x->text, (o->sort.n + 1) * sizeof(*p->key));
	p->sort = arena_alloc(&x->text, (o->sort.n + 1) * sizeof(*p->sort));
	p->highlight = arena_alloc(&x->text, (o->highlight.n + 1) * sizeof(*p->highlight));
	p->value = arena_alloc(&x->text, (o->highlight.n + 1) * sizeof(*p->value));
	if (find_keys(x, in, &o->sort, p->sort, p->key, e) != 0)
		return -1;
	for (size_t i = 0; i < o->highlight.n; i++) {
		if (find_column(in, o->highlight.item[i], &source, &p->value[i], e) != 0)
			return -1;
		if (p->value[i] == NULL)
			return errmsg_set(e, "--highlight: '%s' is not NAME=VALUE",
			    o->highlight.item[i]);
		p->highlight[i] = keep(x, in, source);
	}
	return 0;
}

/* Sorts and highlights by the cells as they came, and then sets the figures. */
static void
arrange(struct excerpt *x, const struct plan *p, const struct excerpt_options *o)
{
	for (size_t i = 0; i < o->sort.n; i++)
		p->key[i].cell = x->cell + p->sort[i];
	x->order = order_rows(p->key, o->sort.n, x->nrows, x->nkept);
	if (o->highlight.n > 0)
		x->highlit = xcalloc(x->nrows + 1, sizeof(*x->highlit));
	for (size_t i = 0; i < o->highlight.n; i++)
		highlight(x, p->highlight[i], o->highlight.item[i], p->value[i], o);
	for (size_t c = 0; c < x->ncols; c++) {
		const struct column *col = &x->column[c];

		if (x->nrows > 0 && (col->form.decimals >= 0 || col->form.commas != COMMAS_NO))
			figures_set(x->cell + c, x->nrows, x->nkept, col->name, col->form,
			    &x->text);
	}
}

struct excerpt *
excerpt_read(struct input *in, const struct excerpt_options *o, struct errmsg *e)
{
	struct excerpt *x = xcalloc(1, sizeof(*x));
	struct plan plan;
	int r = take_columns(x, in, &o->columns, e);

	for (size_t i = 0; r == 0 && i < o->decimals.n; i++)
		r = take_decimals(x, in, o->decimals.item[i], e);
	if (r == 0)
		r = take_thousands(x, in, o, e);
	if (r == 0)
		r = make_plan(&plan, x, in, o, e);
	if (r == 0)
		r = read_rows(x, in, e);
	if (r != 0) {
		excerpt_free(x);
		return NULL;
	}
	arrange(x, &plan, o);
	return x;
}

int
excerpt_write(const struct excerpt *x, struct rows *o)
{
	int r;

	for (size_t c = 0; c < x->ncols; c++)
		rows_text(o, x->column[c].heading);
	r = rows_end(o);
	for (size_t i = 0; i < x->nrows && r == 0; i++) {
		const struct slice *cell = x->cell + x->order[i] * x->nkept;

		if (x->highlit != NULL && x->highlit[x->order[i]])
			rows_highlight(o);
		for (size_t c = 0; c < x->ncols; c++)
			rows_field(o, cell[c]);
		r = rows_end(o);
	}
	return r;
}
