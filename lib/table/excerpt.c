#include "table/excerpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "base/numeral.h"
#include "base/packed.h"
#include "table/figures.h"
#include "table/order.h"
#include "table/points.h"
#include "table/role.h"

enum { MOST_DECIMALS = 15, MOST_WIDTH = 9999 };

struct column {
	size_t source;		/* the input's column */
	struct slice heading;	/* as printed */
	struct figures_form form;
	struct figures *figures;	/* or NULL: the cells are printed as they are */
};

/* A column that sorts or highlights, among those that are kept. */
struct use {
	size_t column;
	const char *value;	/* of highlight */
};

struct excerpt {
	const struct excerpt_options *o;
	struct column *column;	/* those to be printed, then others that sort or highlight need */
	size_t ncols, nkept, cap;
	struct order_key *key;
	struct use *sort, *highlight;
	struct layout_column *width;
	struct textbuf rows;	/* packed */
	size_t *row;		/* where each begins */
	size_t nrows, row_cap;
	size_t *order;		/* of the rows; or NULL */
	bool *highlit;		/* by row; or NULL */
	struct arena text;
};

static void
free_excerpt(struct excerpt *x)
{
	for (size_t c = 0; c < x->nkept; c++)
		figures_free(x->column[c].figures);
	free(x->column);
	textbuf_free(&x->rows);
	free(x->row);
	free(x->order);
	free(x->highlit);
	arena_free(&x->text);
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
	x->column = xgrow(x->column, &x->cap, x->nkept + 1, sizeof(*x->column));
	x->column[x->nkept++] = (struct column){source, heading != NULL ? slice_of(heading) :
	    in->heading[source], {.decimals = NUMERAL_AS_PRINTED}, NULL};
}

/* Where the cells of the input's column are. */
static size_t
want_column(struct excerpt *x, const struct input *in, size_t source)
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

static int
take_sort(struct excerpt *x, struct input *in, const struct option_list *sort, struct errmsg *e)
{
	size_t source;

	x->key = arena_alloc(&x->text, (sort->n + 1) * sizeof(*x->key));
	x->sort = arena_alloc(&x->text, (sort->n + 1) * sizeof(*x->sort));
	for (size_t i = 0; i < sort->n; i++) {
		struct slice name = slice_of(sort->item[i]);
		bool descending = name.n > 0 && name.p[0] == '-' &&
		    heading_find(in->heading, in->ncols, name) == in->ncols;

		if (descending)
			name = (struct slice){name.p + 1, name.n - 1};
		if (find_name(in, name, &source, e) != 0)
			return -1;
		x->key[i].descending = descending;
		x->sort[i].column = want_column(x, in, source);
	}
	return 0;
}

static int
take_highlight(struct excerpt *x, struct input *in, const struct option_list *highlight,
    struct errmsg *e)
{
	size_t source;

	x->highlight = arena_alloc(&x->text, (highlight->n + 1) * sizeof(*x->highlight));
	for (size_t i = 0; i < highlight->n; i++) {
		struct use *u = &x->highlight[i];

		if (find_column(in, highlight->item[i], &source, &u->value, e) != 0)
			return -1;
		if (u->value == NULL)
			return errmsg_set(e, "--highlight: '%s' is not NAME=VALUE",
			    highlight->item[i]);
		u->column = want_column(x, in, source);
	}
	return 0;
}

static int
take_widths(struct excerpt *x, const struct option_list *widths, struct errmsg *e)
{
	char digits[16];
	int64_t width;

	x->width = arena_alloc(&x->text, (widths->n + 1) * sizeof(*x->width));
	for (size_t i = 0; i < widths->n; i++) {
		struct slice s = slice_of(widths->item[i]);
		bool right = s.n > 0 && s.p[s.n - 1] == 'r';

		snprintf(digits, sizeof(digits), "%.*s", (int)(s.n - right), s.p);
		if (!num_parse_int(digits, 1, MOST_WIDTH, &width))
			return errmsg_set(e, "--widths: '%s' is not a width from 1 to %d, such as "
			    "8, or 8r to the right", widths->item[i], MOST_WIDTH);
		x->width[i] = (struct layout_column){(size_t)width, right};
	}
	if (widths->n == 0 || widths->n == x->ncols)
		return 0;
	return errmsg_set(e, "--widths: %s for %s; expected one for each",
	    plural(widths->n, "width").text, plural(x->ncols, "column").text);
}

static int
take_options(struct excerpt *x, struct input *in, struct errmsg *e)
{
	const struct excerpt_options *o = x->o;
	int r = take_columns(x, in, &o->columns, e);

	for (size_t i = 0; r == 0 && i < o->decimals.n; i++)
		r = take_decimals(x, in, o->decimals.item[i], e);
	if (r != 0 || take_thousands(x, in, o, e) != 0 ||
	    take_sort(x, in, &o->sort, e) != 0 ||
	    take_highlight(x, in, &o->highlight, e) != 0 ||
	    take_widths(x, &o->widths, e) != 0)
		return -1;
	for (struct column *c = x->column; c < x->column + x->ncols; c++)
		if (c->form.decimals >= 0 || c->form.commas != COMMAS_NO)
			c->figures = figures_new();
	return 0;
}

/* Rows */

/* 1, 0 at the end, or -1: *e. */
static int
next_row(struct input *in, struct errmsg *e)
{
	int r = input_next(in);

	if (r == -1)
		errmsg_set(e, "%s", in->error.text);
	return r == 1 && input_want_row(in, e) != 0 ? -1 : r;
}

/* Whether a row depends on those after it. */
static bool
has_to_wait(const struct excerpt *x)
{
	bool figures = false;

	for (size_t c = 0; c < x->ncols; c++)
		figures = figures || x->column[c].figures != NULL;
	return figures || x->o->sort.n > 0 || x->o->highlight.n > 0;
}

static int
pass_rows(const struct excerpt *x, struct input *in, struct rows *out, struct errmsg *e)
{
	int r;

	while ((r = next_row(in, e)) == 1) {
		for (size_t c = 0; c < x->ncols; c++)
			rows_field(out, input_field(in, x->column[c].source));
		if (rows_end(out) != 0)
			return 0;
	}
	return r;
}

static bool
is_sorted_by(const struct excerpt *x, size_t column)
{
	for (size_t i = 0; i < x->o->sort.n; i++)
		if (x->sort[i].column == column)
			return true;
	return false;
}

static int
keep_rows(struct excerpt *x, struct input *in, struct errmsg *e)
{
	int r;

	while ((r = next_row(in, e)) == 1) {
		x->row = xgrow(x->row, &x->row_cap, x->nrows + 1, sizeof(*x->row));
		x->row[x->nrows++] = x->rows.n;
		for (const struct column *c = x->column; c < x->column + x->nkept; c++) {
			struct slice cell = input_field(in, c->source);

			if (c->figures != NULL)
				figures_look(c->figures, cell);
			if (c->figures != NULL || is_sorted_by(x, (size_t)(c - x->column)))
				points_look_at(in, c->source, cell);
			packed_add(&x->rows, cell);
		}
	}
	return r;
}

/* The cells of a column that is kept, by row; the caller frees them. */
static struct slice *
column_cells(const struct excerpt *x, size_t column)
{
	struct slice *cell = xcalloc(x->nrows + 1, sizeof(*cell));

	for (size_t i = 0; i < x->nrows; i++) {
		const char *p = x->rows.p + x->row[i];

		for (size_t c = 0; c <= column; c++)
			cell[i] = packed_next(&p);
	}
	return cell;
}

static void
sort(struct excerpt *x)
{
	size_t nkeys = x->o->sort.n;
	struct slice **cells = xcalloc(nkeys + 1, sizeof(*cells));

	for (size_t i = 0; i < nkeys; i++)
		x->key[i].cell = cells[i] = column_cells(x, x->sort[i].column);
	x->order = order_rows(x->key, nkeys, x->nrows, 1);
	for (size_t i = 0; i < nkeys; i++)
		free(cells[i]);
	free(cells);
}

/* Marks the rows whose cell in this column is this value. */
static void
highlight(struct excerpt *x, const struct use *u, const char *name_value)
{
	struct slice wanted = slice_trim(slice_of(u->value));
	struct slice *all = column_cells(x, u->column);
	char near[SUGGEST_SIZE];
	bool any = false;
	struct errmsg e;

	for (size_t i = 0; i < x->nrows; i++) {
		all[i] = slice_trim(all[i]);
		if (slice_eq(all[i], wanted))
			x->highlit[i] = any = true;
	}
	if (!any && x->o->say != NULL) {
		errmsg_set(&e, "note: --highlight: no row has %s%s", name_value,
		    suggest(near, wanted, all, x->nrows));
		x->o->say(e.text);
	}
	free(all);
}

/* Sorts and highlights by the cells as they came, and decides on the form of the figures. */
static void
arrange(struct excerpt *x, const struct input *in)
{
	const struct option_list *h = &x->o->highlight;

	if (x->o->sort.n > 0)
		sort(x);
	if (h->n > 0)
		x->highlit = xcalloc(x->nrows + 1, sizeof(*x->highlit));
	for (size_t i = 0; i < h->n; i++)
		highlight(x, &x->highlight[i], h->item[i]);
	for (struct column *c = x->column; c < x->column + x->ncols; c++)
		if (c->figures != NULL)
			figures_choose(c->figures, in->heading[c->source], c->form);
}

static void
write_rows(const struct excerpt *x, struct rows *out)
{
	struct textbuf b = {0};
	int r = 0;

	for (size_t i = 0; i < x->nrows && r == 0; i++) {
		size_t row = x->order != NULL ? x->order[i] : i;
		const char *p = x->rows.p + x->row[row];

		if (x->highlit != NULL && x->highlit[row])
			rows_highlight(out);
		for (const struct column *c = x->column; c < x->column + x->ncols; c++) {
			struct slice cell = packed_next(&p);

			rows_field(out, c->figures == NULL ? cell :
			    figures_set(c->figures, cell, &b));
		}
		r = rows_end(out);
	}
	textbuf_free(&b);
}

static void
say_widths(const struct excerpt *x, const struct rows *out)
{
	struct errmsg e;

	for (size_t c = 0; c < x->o->widths.n && x->o->say != NULL; c++) {
		size_t widest = rows_column_width(out, c);

		if (widest <= x->width[c].width)
			continue;
		errmsg_set(&e, "note: --widths: '%.*s' has %zu, but its widest cell needs %zu",
		    SLICE_ARG(x->column[c].heading), x->width[c].width, widest);
		x->o->say(e.text);
	}
}

static int
copy(struct excerpt *x, struct input *in, struct rows *out, struct errmsg *e)
{
	if (take_options(x, in, e) != 0)
		return -1;
	if (x->o->widths.n > 0)
		rows_columns(out, x->width, x->ncols, x->o->highlight.n == 0);
	for (size_t c = 0; c < x->ncols; c++)
		rows_text(out, x->column[c].heading);
	if (rows_end(out) != 0)
		return 0;
	if (!has_to_wait(x))
		return pass_rows(x, in, out, e);
	if (keep_rows(x, in, e) != 0)
		return -1;
	arrange(x, in);
	write_rows(x, out);
	return 0;
}

int
excerpt_copy(struct input *in, const struct excerpt_options *o, struct rows *out,
    struct errmsg *e)
{
	struct excerpt x = {.o = o};
	int r = copy(&x, in, out, e);

	if (r == 0)
		say_widths(&x, out);
	free_excerpt(&x);
	return r;
}
