#include "rules_eval.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "xalloc.h"

enum { SCRATCH = 32 * 1024 };

void
row_init(struct row *row, const struct plan *plan)
{
	*row = (struct row){.plan = plan, .number = 1};
	row->cell = xcalloc(plan->ncols + 1, sizeof(*row->cell));
}

void
row_free(struct row *row)
{
	free(row->cell);
	row->cell = NULL;
	region_free(&row->scratch);
}

void
row_next(struct row *row)
{
	if (row->scratch.bytes > SCRATCH)
		region_free(&row->scratch);
	if (++row->number != 0)
		return;
	for (size_t i = 0; i < row->plan->ncols; i++)	/* once in 2^32 rows */
		row->cell[i].read = 0;
	row->number = 1;
}

/* Plain digits with a point perhaps, up to 18 of them: nearly every cell. */
static bool
read_plain(struct slice s, struct dec *d)
{
	int64_t v = 0;
	size_t i = 0, point = s.n;
	bool minus = s.n > 0 && s.p[0] == '-';

	i = minus;
	if (s.n - i == 0 || s.n - i > 18 || s.p[i] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (; i < s.n; i++) {
		unsigned digit = (unsigned char)s.p[i] - '0';

		if (digit <= 9) {
			v = v * 10 + digit;
		} else if (s.p[i] == '.' && point == s.n) {
			point = i;
		} else {
			return false;
		}
	}
	*d = (struct dec){minus ? -v : v, point == s.n ? 0 : (int)(s.n - point - 1)};
	return true;
}

/* The half unit that a figure of this column may have been rounded by; 0: exact. */
static struct rat
half_unit(struct row *row, const struct column *c, int decimals)
{
	struct eval ev = {.row = row, .odd_only = -1};

	for (size_t i = 0; i < c->nrounded; i++)
		if (c->rounded[i].where == NULL || eval_cond(&ev, c->rounded[i].where) == YES)
			return c->rounded[i].half;
	if (!c->printed)
		return RAT(0);
	return rat_of_dec((struct dec){5, (c->decimals >= 0 ? c->decimals : decimals) + 1});
}

static void
read_symbol(const struct rules *r, struct slice s, struct value *v)
{
	v->kind = VALUE_BAD;
	if (!rules_symbol(r, s))
		return;
	v->kind = VALUE_SYMBOL;
	for (size_t i = 0; i < r->nranges; i++) {
		const struct symbol_range *g = &r->range[i];

		if (!slice_eq(g->symbol, s))
			continue;
		v->known = true;
		v->num = (struct amount){.lo = rat_of_dec(g->lo), .rlo = rat_of_dec(g->lo)};
		v->num.hi = v->num.rhi = g->any ? RAT_INF : rat_of_dec(g->hi);
		return;
	}
}

static void
read_number(struct row *row, const struct column *c, struct slice s, struct value *v)
{
	struct num num;
	struct dec d;
	struct rat half;

	if (!read_plain(s, &d)) {
		s = slice_trim(s);
		v->kind = VALUE_BLANK;
		if (s.n == 0)
			return;
		if (num_parse(s, 0, &num) != NUM_VALUE) {
			read_symbol(row->plan->rules, s, v);
			return;
		}
		if (!num.exact) {
			v->kind = VALUE_HUGE;
			return;
		}
		d = num.dec;
	}
	v->kind = VALUE_NUMBER;
	v->known = true;
	v->num.lo = rat_of_dec(d);
	v->num.point = true;
	if (!c->printed && c->nrounded == 0)
		return;
	if (c->nrounded == 0 && c->decimals < 0 && d.scale < 18) {
		/* half a unit of the last decimal: 5 of the decimal behind it */
		struct rat r = {(__int128)d.digits * 10, v->num.lo.d * 10};

		v->num.hi = v->num.lo;
		v->num.rlo = (struct rat){r.n - 5, r.d};
		v->num.rhi = (struct rat){r.n + 5, r.d};
		v->num.point = false;
		return;
	}
	half = half_unit(row, c, d.scale);
	if (rat_sign(half) == 0)
		return;
	amount_widen(&v->num);
	if (!rat_sub(v->num.lo, half, &v->num.rlo) || !rat_add(v->num.lo, half, &v->num.rhi))
		v->kind = VALUE_HUGE;
}

void
row_read_order(const struct column *c, struct slice s, struct value *v)
{
	struct period p;

	v->kind = VALUE_BLANK;
	if (slice_trim(s).n == 0)
		return;
	v->kind = VALUE_BAD;
	if (c->form != NULL) {
		if (!periodform_read(c->form, s, &p))
			return;
		v->ord = p.ord;
	} else if (date_parse(s, &v->ord) == DATE_NONE) {
		return;
	}
	v->kind = VALUE_ORDER;
}

/* read_order(), but rows come in runs of the same period. */
static void
read_memo(const struct column *c, struct cell *cell)
{
	struct value *v = &cell->value;

	if (cell->memo_len > 0 &&
	    same_text(cell->text, (struct slice){cell->memo, cell->memo_len})) {
		v->kind = cell->memo_kind;
		v->ord = cell->memo_ord;
		return;
	}
	row_read_order(c, cell->text, v);
	cell->memo_len = cell->text.n <= MEMO ? (uint8_t)cell->text.n : 0;
	if (cell->memo_len > 0)
		memcpy(cell->memo, cell->text.p, cell->memo_len);
	cell->memo_kind = (uint8_t)v->kind;
	cell->memo_ord = v->ord;
}

const struct value *
row_read(struct row *row, int col)
{
	struct cell *cell = &row->cell[col];
	const struct column *c = &row->plan->col[col];
	struct value *v = &cell->value;

	cell->read = row->number;
	v->known = v->tied = false;
	v->text = cell->text;
	switch (c->type) {
	case TYPE_NUMBER: read_number(row, c, cell->text, v); break;
	case TYPE_DATE:
	case TYPE_PERIOD: read_memo(c, cell); break;
	default: v->kind = slice_trim(cell->text).n == 0 ? VALUE_BLANK : VALUE_TEXT; break;
	}
	return v;
}
