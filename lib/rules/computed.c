#include <stdio.h>

#include "base/memory.h"
#include "rules/state.h"

/* Columns that are computed for each row: the lets that by: names (rules/by.c). */

static const char too_many[] = "(too many digits)";

/* The text of a computed column: what is read from it is the same value again. */
static struct slice
computed_text(struct row *row, const struct column *c, const struct value *v)
{
	char *buf = arena_bytes(&row->scratch, VALUE_TEXT_SIZE);
	const struct node like = {.op = N_NAME, .type = c->type, .form = c->form};
	struct value bare = *v;
	struct fraction f;

	bare.text = (struct slice){"", 0};
	if (v->kind == VALUE_NONE || v->kind == VALUE_BLANK)
		return bare.text;
	if (v->kind == VALUE_ORDER)
		return value_text(&like, &bare, -1, buf);
	if (v->kind != VALUE_NUMBER || !figure_is_single(v->num))
		return v->text.n > 0 ? v->text : slice_of("(a range)");
	f = figure_end(v->num, FIGURE_LOW);
	if (f.d <= figure_power[18] && figure_power[18] % (int64_t)f.d == 0) {
		figure_at(v->num, FIGURE_LOW, &row->scratch, &bare.num);
		return value_text(&like, &bare, -1, buf);
	}
	if (f.n > figure_power[18] || f.n < -figure_power[18] || f.d > figure_power[18])
		return slice_of(too_many);
	snprintf(buf, VALUE_TEXT_SIZE, "%lld/%lld", (long long)f.n, (long long)f.d);
	return slice_of(buf);
}

void
row_compute(struct row *row)
{
	const struct program *p = row->program;
	struct eval ev = {.row = row, .failed_only = -1};
	struct value v;

	if (row->text != row->own)
		memcpy(row->own, row->text, p->ncols * sizeof(*row->own));
	row->text = row->own;
	for (size_t i = 0; i < p->computed.n; i++) {
		int col = p->computed.col[i];

		ev.overflow = false;
		eval_value(&ev, p->col[col].from, &v);
		row->own[col] = ev.overflow || v.kind == VALUE_HUGE ? slice_of(too_many) :
		    computed_text(row, &p->col[col], &v);
	}
}
