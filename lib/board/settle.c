#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "board/card.h"

static bool
is_sent(const struct card_row *row)
{
	return !isnan(row->value.v) || row->value.mark != MARK_NONE || row->value.lacking;
}

/* What an agency was to send, and sent. */
struct agency {
	bool due, sent_due, sent;
};

static void
look_at(struct agency *a, const struct card_row *row)
{
	a->due = a->due || row->due;
	a->sent = a->sent || is_sent(row);
	a->sent_due = a->sent_due || (row->due && is_sent(row));
}

static void
find_submitted(struct card *c)
{
	struct intern *names = intern_new();
	struct agency *agency = xcalloc(c->n + 1, sizeof(*agency));

	for (size_t i = 0; i < c->n; i++)
		look_at(&agency[intern_id(names, c->row[i].entry->agency)], &c->row[i]);
	for (size_t i = 0; i < c->n; i++) {
		struct slice name = c->row[i].entry->agency;
		const struct agency *a = &agency[intern_find(names, name)];

		c->row[i].submitted = name.n == 0 ? CARD_UNKNOWN :
		    (a->due ? a->sent_due : a->sent) ? CARD_SUBMITTED : CARD_MISSING;
	}
	free(agency);
	intern_free(names);
}

/* Why there is no figure; nothing where there is one. */
static void
add_reason(struct textbuf *b, const struct card_row *row)
{
	const struct card_figure *f = &row->value;
	const char *denominator = row->measure == SERIES_RATES ? "population" : "denominator";

	if (!isnan(f->v))
		return;
	textbuf_addf(b, "%s", b->n > 0 ? "; " : "");
	switch (f->mark) {
	case MARK_BELOW: textbuf_addf(b, "hidden: below %g", f->below); break;
	case MARK_C:
	case MARK_TILDE:
	case MARK_STAR: textbuf_addf(b, "hidden: %s", num_mark_meaning(f->mark)); break;
	case MARK_Z:
	case MARK_X:
	case MARK_U:
	case MARK_K:
	case MARK_LOW:
	case MARK_COLON:
	case MARK_DOTS:
	case MARK_DASH:
	case MARK_NA:
	case MARK_N_A: textbuf_addf(b, "%s", num_mark_meaning(f->mark)); break;
	case MARK_NONE:
		if (f->lacking)
			textbuf_addf(b, "no %s for this period", denominator);
		else
			textbuf_addf(b, row->only_benchmark ? "the benchmark only" :
			    f->row ? "the figure is blank" : "no row for this period");
		break;
	}
}

static void
add_piece(struct textbuf *b, struct slice s)
{
	if (s.n > 0 && b->n > 0)
		textbuf_addf(b, "; ");
	textbuf_add(b, s);
}

static bool
is_listed(struct slice name, const struct option_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (slice_caseeq(name, slice_of(l->item[i])))
			return true;
	return false;
}

/* Why an agency has no figures. */
static void
add_missing(struct textbuf *b, const struct card *c, bool rejected)
{
	if (rejected) {
		textbuf_addf(b, ": submission rejected");
		return;
	}
	textbuf_addf(b, " did not submit%s", c->period_text.n > 0 ? " for " : "");
	textbuf_add(b, c->period_text);
}

void
card_settle(struct card *c, const struct option_list *rejected)
{
	struct textbuf b = {0};

	find_submitted(c);
	for (size_t i = 0; i < c->n; i++) {
		struct card_row *row = &c->row[i];
		const struct slice agency = row->entry->agency;

		textbuf_reset(&b);
		if (row->submitted == CARD_MISSING) {
			textbuf_add(&b, agency);
			add_missing(&b, c, is_listed(agency, rejected));
		}
		if (row->submitted != CARD_MISSING || is_sent(row))
			add_reason(&b, row);
		add_piece(&b, row->flags);
		add_piece(&b, row->note);
		add_piece(&b, row->entry->note);
		row->note = arena_copy(&c->texts, textbuf_slice(&b));
	}
	textbuf_free(&b);
}
