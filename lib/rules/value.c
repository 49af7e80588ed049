#include "rules/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/num.h"
#include "rules/eval.h"

static enum cell_how
cell_how(const struct column *c)
{
	if (type_is_ordered(c->type))
		return CELL_RUNS;
	if (c->type != TYPE_NUMBER)
		return CELL_OTHER;
	if (c->nrounded > 0 || (c->printed && c->decimals >= 0))
		return CELL_ROUNDED;
	return c->printed ? CELL_PRINTED : CELL_NUMBER;
}

void
row_init(struct row *row, const struct program *program)
{
	*row = (struct row){.program = program, .number = 1, .derived_day = INT32_MIN};
	row->cell = xcalloc(program->nall + 1, sizeof(*row->cell));
	row->text = row->own = xcalloc(program->nall + 1, sizeof(*row->own));
	for (size_t i = 0; i < program->nall; i++) {
		row->cell[i].packed = type_is_ordered(program->col[i].type) ? VALUE_ORDER :
		    type_is_number(program->col[i].type) ? VALUE_NUMBER : VALUE_NONE;
		row->cell[i].plain = column_has_days(&program->col[i]);
		row->cell[i].how = (uint8_t)cell_how(&program->col[i]);
	}
}

void
row_free(struct row *row)
{
	free(row->cell);
	free(row->own);
	row->cell = NULL;
	row->text = row->own = NULL;
	arena_free(&row->scratch);
}

COLD void
row_clean(struct row *row)
{
	if (row->scratch.bytes > ROW_SCRATCH)
		arena_free(&row->scratch);
	if (row->number != 0)
		return;
	for (size_t i = 0; i < row->program->nall; i++)	/* once in 2^32 rows */
		row->cell[i].read = 0;
	row->number = 1;
}

/* Up to 18 plain digits, perhaps with a point, which is what nearly every cell has. */
static inline bool
read_plain(struct slice s, struct figure *num)
{
	const char *p = s.p, *end = p + s.n;
	uint64_t v, digit;

	if (s.n - 1 >= 18 || (v = (uint64_t)(unsigned char)*p - '0') > 9)
		return false;
	while (++p < end && (digit = (uint64_t)(unsigned char)*p - '0') <= 9)
		v = v * 10 + digit;
	num->d = 1;
	if (p < end) {
		if (*p != '.' || p + 1 == end)
			return false;
		num->d = figure_power[end - p - 1];
		while (++p < end) {
			if ((digit = (uint64_t)(unsigned char)*p - '0') > 9)
				return false;
			v = v * 10 + digit;
		}
	}
	num->n = (int64_t)v;
	num->h = 0;
	return true;
}

static COLD bool
read_minus(struct slice s, struct figure *num)
{
	if (s.n == 0 || *s.p != '-' || !read_plain((struct slice){s.p + 1, s.n - 1}, num))
		return false;
	num->n = -num->n;
	return true;
}

/*
 * The rounding of a number of this column that is printed in units of 1 / unit; 0: it is exact.
 * *given_up: a matches could not be decided.
 */
static struct figure
rounding_of(struct row *row, const struct column *c, int64_t unit, bool *given_up)
{
	int finer = c->type == TYPE_PERCENT ? 2 : 0;
	struct figure half = {.n = 5, .d = c->decimals >= 0 ? figure_power[c->decimals + finer] :
	    unit};
	struct eval ev = {.row = row, .failed_only = -1};

	for (size_t i = 0; i < c->nrounded; i++) {
		if (c->rounded[i].where == NULL || eval_cond(&ev, c->rounded[i].where) == YES)
			return c->rounded[i].rounding;
		*given_up |= ev.overflow && row->given_up != NULL;
	}
	if (!c->printed)
		return figure_int(0);
	figure_mul(half, figure_decimal(1, 1), &row->scratch, &half);
	return figure_rounding(half, &row->scratch);
}

static void
read_symbol(const struct rules *r, struct slice s, struct value *v)
{
	v->kind = VALUE_BAD;
	if (!names_have(&r->symbols, s))
		return;
	v->kind = VALUE_SYMBOL;
	for (size_t i = 0; i < r->nranges; i++)
		if (slice_eq(r->range[i].symbol, s)) {
			v->known = true;
			v->num = r->range[i].num;
			return;
		}
}

/* v->num is the number as printed: adds the interval that it may have been rounded from. */
static COLD void
add_rounding(struct row *row, const struct column *c, struct value *v)
{
	bool given_up = false;

	v->known = figure_add(v->num, rounding_of(row, c, v->num.d, &given_up), &row->scratch,
	    &v->num) && !given_up;
	if (!v->known)
		v->kind = VALUE_HUGE;
}

/* An exact number, as printed, to what it may have been rounded from: half a last decimal more. */
static inline bool
widen(struct figure *num)
{
	int64_t n, d;

	if (!FITS_MUL(num->n, 10, &n) || !FITS_MUL(num->d, 10, &d))
		return false;
	*num = (struct figure){.n = n, .h = 5, .d = d};
	return true;
}

/* v->num is the number as printed. */
static inline void
set_number(struct row *row, const struct column *c, struct value *v)
{
	v->kind = VALUE_NUMBER;
	v->known = true;
	if (!c->printed && c->nrounded == 0)
		return;
	if (c->nrounded > 0 || c->decimals >= 0 || v->num.h != 0 || !widen(&v->num))
		add_rounding(row, c, v);
}

/* n / d, as row_compute() writes a number that no decimal is. */
static bool
read_ratio(struct slice s, struct value *v)
{
	const char *slash = memchr(s.p, '/', s.n);
	struct num n, d;

	return slash != NULL &&
	    num_parse((struct slice){s.p, (size_t)(slash - s.p)}, 0, &n) == NUM_VALUE &&
	    num_parse((struct slice){slash + 1, (size_t)(s.p + s.n - slash - 1)}, 0, &d) ==
	    NUM_VALUE && n.exact && d.exact && figure_div(n.figure, d.figure, NULL, &v->num);
}

/* A small number with more than 18 places after the point, as csv-rate can write it. */
static bool
read_small(struct row *row, const struct column *c, const struct num *num, struct figure *out)
{
	struct figure head = {.n = num->figure.n, .d = figure_power[18]};

	return num->places > 0 && !(c->printed && c->decimals < 0) &&
	    figure_mul(head, figure_decimal(1, num->places - 18), &row->scratch, out);
}

static enum num_kind
column_number(const struct column *c, struct slice s, struct num *num)
{
	return c->numform != NULL ? numform_read(c->numform, s, num) : num_parse(s, 0, num);
}

/* A cell that is not plain digits. False: it is not an exact number, and v says what it is. */
static bool
read_other(struct row *row, const struct column *c, struct slice s, struct value *v)
{
	const struct rules *r = row->program->rules;
	struct num num;

	s = slice_trim(s);
	if (c->from != NULL && read_ratio(s, v))
		return true;
	if (column_number(c, s, &num) == NUM_VALUE && num.exact) {
		v->num = num.figure;
		return true;
	}
	if (num.kind == NUM_VALUE && read_small(row, c, &num, &v->num))
		return true;
	if (num.kind == NUM_VALUE)
		v->kind = VALUE_HUGE;
	else if (s.n == 0)
		v->kind = VALUE_BLANK;
	else
		read_symbol(r, s, v);
	return false;
}

static inline void
read_number(struct row *row, const struct column *c, struct slice s, struct value *v)
{
	if (c->type == TYPE_NUMBER && (read_plain(s, &v->num) || read_minus(s, &v->num))) {
		set_number(row, c, v);
		return;
	}
	v->num.d = 0;
	if (read_other(row, c, s, v))
		set_number(row, c, v);
}

/* A period, or a date of a form. */
static __attribute__((noinline)) bool
read_form(const struct periodform *form, struct slice s, int32_t *ord)
{
	struct period p;

	if (!periodform_read(form, s, &p))
		return false;
	*ord = p.ord;
	return true;
}

void
row_read_order(const struct column *c, struct slice s, struct value *v)
{
	if (c->form == NULL ? date_parse(s, &v->ord) != DATE_NONE : read_form(c->form, s, &v->ord))
		v->kind = VALUE_ORDER;
	else
		v->kind = slice_trim(s).n == 0 ? VALUE_BLANK : VALUE_BAD;
}

/* Does it have the text that was read last, as rows come in runs of one period? */
static inline bool
is_memo(const struct cell *cell, struct slice text)
{
	return cell->memo_len > 0 && same_text(text, (struct slice){cell->memo, cell->memo_len});
}

/* Keeps the text; not in a column in which MEMO_MISSES texts, one after the other, were new. */
static void
keep_memo(const struct column *c, struct cell *cell)
{
	const struct slice text = cell->value.text;

	if (cell->memo_missed == MEMO_MISSES) {
		cell->memo_len = 0;
		if (c->form == NULL)
			cell->how = CELL_DATE;
		return;
	}
	cell->memo_missed++;
	cell->memo_len = text.n <= MEMO ? (uint8_t)text.n : 0;
	copy_text(cell->memo, text.p, cell->memo_len);
	cell->memo_kind = (uint8_t)cell->value.kind;
	cell->memo_ord = cell->value.ord;
}

/* What read_any() and read_rounded() found out, besides the value. */
static inline bool
end_read(const struct column *c, struct cell *cell)
{
	const struct value *v = &cell->value;

	cell->lasts = c->nrounded == 0 && (!v->known || v->num.d != 0);
	cell->misfit = v->kind == VALUE_SYMBOL || v->kind == VALUE_HUGE || v->kind == VALUE_BAD;
	return !cell->misfit;
}

static __attribute__((noinline)) bool
read_rounded(struct row *row, const struct column *c, struct cell *cell)
{
	cell->value.kind = VALUE_NUMBER;
	cell->value.known = true;	/* for a condition on the figure itself */
	add_rounding(row, c, &cell->value);
	return end_read(c, cell);
}

/* Reads the text of any cell; false when it is none that its column may hold. */
static __attribute__((noinline)) bool
read_any(struct row *row, const struct column *c, struct cell *cell)
{
	struct value *v = &cell->value;

	if (v->text.n == 0) {
		v->kind = VALUE_BLANK;
	} else if (type_is_number(c->type)) {
		read_number(row, c, v->text, v);
	} else if (type_is_ordered(c->type)) {
		row_read_order(c, v->text, v);
		if (cell->how == CELL_RUNS)
			keep_memo(c, cell);
	} else {
		v->kind = slice_trim(v->text).n == 0 ? VALUE_BLANK : VALUE_TEXT;
	}
	return end_read(c, cell);
}

/* The same, for what most cells are. */
static inline __attribute__((always_inline)) bool
read_cell(struct row *row, struct cell *cell, size_t col)
{
	struct value *v = &cell->value;
	const struct slice text = row->text[col];

	cell->read = row->number;
	cell->lasts = true;
	cell->misfit = v->known = v->tied = false;
	v->text = text;
	switch ((enum cell_how)cell->how) {
	case CELL_DATE:
		if (text.n != 10 || !date_read(text.p, &v->ord))
			break;
		v->kind = VALUE_ORDER;
		return true;
	case CELL_RUNS:
		if (!is_memo(cell, text))
			break;
		cell->memo_missed = 0;
		v->kind = cell->memo_kind;
		v->ord = cell->memo_ord;
		cell->misfit = v->kind == VALUE_BAD;
		return !cell->misfit;
	case CELL_NUMBER:
	case CELL_PRINTED:
	case CELL_ROUNDED:
		if (!read_plain(text, &v->num) || (cell->how == CELL_PRINTED && !widen(&v->num)))
			break;
		if (cell->how == CELL_ROUNDED)
			return read_rounded(row, &row->program->col[col], cell);
		v->kind = VALUE_NUMBER;
		v->known = true;
		return true;
	case CELL_OTHER:
		break;
	}
	return read_any(row, &row->program->col[col], cell);
}

/* In the length before a cell of a key: it holds a value, and equals no text. */
#define KEY_VALUE (UINT32_C(1) << 31)

static inline void
add_key_value(struct keybuf *b, const void *p, size_t n)
{
	uint32_t head = (uint32_t)n | KEY_VALUE;

	keybuf_room(b, sizeof(head) + n);
	memcpy(b->p + b->n, &head, sizeof(head));
	memcpy(b->p + b->n + sizeof(head), p, n);
	b->n += sizeof(head) + n;
}

/* A number that is not written as an integer: an integer all the same, or a fraction. */
static COLD void
add_key_fraction(struct keybuf *b, struct figure num)
{
	struct fraction r = figure_end(num, FIGURE_LOW);
	int64_t part[2] = {(int64_t)r.n, (int64_t)r.d};

	if (part[0] == r.n && part[1] == r.d)
		add_key_value(b, part, part[1] == 1 ? sizeof(*part) : sizeof(part));
	else
		add_key_value(b, &r, sizeof(r));
}

void
value_key(struct keybuf *b, const struct value *v)
{
	if (v->kind == VALUE_ORDER)
		add_key_value(b, &v->ord, sizeof(v->ord));
	else if (v->kind == VALUE_NUMBER && v->known && v->num.d == 1)
		add_key_value(b, &v->num.n, sizeof(v->num.n));
	else if (v->kind == VALUE_NUMBER && v->known && figure_is_single(v->num))
		add_key_fraction(b, v->num);
	else
		keybuf_add(b, v->text);
}

void
value_read(const struct column *c, struct slice s, struct value *v)
{
	struct num num;

	*v = (struct value){.kind = VALUE_TEXT, .text = s};
	if (c->type == TYPE_DATE || c->type == TYPE_PERIOD)
		row_read_order(c, s, v);
	else if (type_is_number(c->type) && column_number(c, s, &num) == NUM_VALUE && num.exact)
		*v = (struct value){.kind = VALUE_NUMBER, .known = true, .text = s,
		    .num = num.figure};
}

void
row_key_value(struct row *row, int col, struct keybuf *b)
{
	value_key(b, row_value(row, col));
}

bool
row_read_all(struct row *row, struct columns c, size_t same)
{
	const int *col = c.col, *end = col + c.n;
	bool fits = true;

	for (; col < end; col++) {
		struct cell *cell = &row->cell[*col];

		if ((size_t)*col < same && cell->lasts && cell->read + 1 == row->number) {
			cell->read = row->number;
			cell->value.text = row->text[*col];
			fits &= !cell->misfit;
		} else {
			fits &= read_cell(row, cell, (size_t)*col);
		}
	}
	return fits;
}

void
row_read(struct row *row, int col)
{
	row_read_all(row, (struct columns){&col, 1}, 0);
}

/* A copy of the cells, with the period of the date: a text that is not a date as written. */
void
row_derive(struct row *row, const struct slice *cells)
{
	const struct program *p = row->program;
	const struct value *date;

	memcpy(row->own, cells, (size_t)p->derived * sizeof(*cells));
	row->text = row->own;
	date = row_value(row, p->derived_from);
	row->own[p->derived] = date->text;
	if (date->kind != VALUE_ORDER)
		return;
	if (date->ord != row->derived_day)
		periodform_write(&p->form, period_of_day(p->form.freq, date->ord), row->derived);
	row->derived_day = date->ord;
	row->own[p->derived] = slice_of(row->derived);
}

bool
value_rank_number(const struct value *v, struct arena *mem, struct figure *rank)
{
	if (!v->known || !figure_is_single(v->num))
		return false;
	*rank = v->num;
	rank->h = 0;
	return v->num.d != 0 || figure_at(v->num, FIGURE_LOW, mem, rank);
}

int
rank_compare_units(struct figure a, struct figure b)
{
	unsigned order = figure_order(a, b);

	return order == FIGURE_LESS ? -1 : order == FIGURE_GREATER;
}

bool
value_is(const struct program *p, const struct node *n, const struct value *v, enum is_kind kind)
{
	bool text = v->kind == VALUE_TEXT;
	struct num num;
	int32_t day;

	switch (kind) {
	case IS_BLANK:
		return v->kind == VALUE_BLANK;
	case IS_NUMBER:
		return v->kind == VALUE_NUMBER || v->kind == VALUE_HUGE ||
		    (text && num_parse(v->text, 0, &num) == NUM_VALUE);
	case IS_WHOLE:
		if (v->kind == VALUE_NUMBER)
			return figure_is_whole(v->num);
		return text && num_parse(v->text, 0, &num) == NUM_VALUE && num.exact &&
		    figure_is_whole(num.figure);
	case IS_SYMBOL:
		return v->kind == VALUE_SYMBOL ||
		    (text && names_have(&p->rules->symbols, slice_trim(v->text)));
	case IS_DATE:
		return (v->kind == VALUE_ORDER && n->type == TYPE_DATE) ||
		    (text && date_parse(v->text, &day) != DATE_NONE);
	}
	return false;
}

void
value_set_none(struct value *v)
{
	v->kind = VALUE_NONE;
	v->known = v->tied = false;
	v->text = (struct slice){"", 0};
}

void
value_set_number(struct value *v, struct figure num)
{
	v->kind = VALUE_NUMBER;
	v->known = true;
	v->tied = false;
	v->text = (struct slice){"", 0};
	v->num = num;
}

static struct slice
order_text(const struct node *n, const struct value *v, char *buf)
{
	if (n->type == TYPE_PERIOD && n->form != NULL)
		periodform_write(n->form, (struct period){.freq = n->form->freq, .ord = v->ord},
		    buf);
	else
		date_format(buf, v->ord);
	return slice_of(buf);
}

struct slice
value_number(const struct numform *form, struct figure num, int decimals, char *buf)
{
	return (struct slice){buf, form != NULL ? numform_write(form, buf, num, decimals) :
	    figure_format(buf, num, decimals)};
}

struct slice
value_text(const struct node *n, const struct value *v, int decimals, char *buf)
{
	switch (v->kind) {
	case VALUE_NONE:
		return slice_of("(not known)");
	case VALUE_BLANK:
		return slice_of("(blank)");
	case VALUE_NUMBER:
		if (v->text.n > 0 && decimals < 0 && n->op != N_PERCENT)
			return slice_trim(v->text);
		return value_number(n->numform, v->num, decimals, buf);
	case VALUE_ORDER:
		return v->text.n > 0 ? v->text : order_text(n, v, buf);
	case VALUE_SYMBOL:
		if (v->text.n > 0 || !v->known)
			return v->text;
		return value_number(n->numform, v->num, -1, buf);
	case VALUE_TEXT: case VALUE_BAD: case VALUE_HUGE:
		break;
	}
	return v->text;
}
