#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

/* no gaps(period): the periods of each group, as spans. */

/* Adds a period of a group: the span that it touches grows, or a new one begins. */
static void
add_stop(struct run *r, struct state *s, uint32_t gid, struct row *row, int32_t ord)
{
	size_t at = run_note_first(r, s, gid, row);
	struct span *p;

	if (at == s->nspans) {
		p = RULES_ADD(&r->mem, s->span, s->nspans);
		*p = (struct span){gid, ord, ord};
	}
	p = &s->span[at];
	if (ord >= p->lo - 1 && ord <= p->hi + 1) {
		p->lo = ord < p->lo ? ord : p->lo;
		p->hi = ord > p->hi ? ord : p->hi;
	} else {
		*(struct span *)RULES_ADD(&r->mem, s->more, s->nmore) = *p;
		*p = (struct span){gid, ord, ord};
	}
}

static COLD void
tell_no_period(struct run *r, struct state *s, struct row *row, struct slice text)
{
	struct textbuf *w = r->words;

	words_begin(r, NULL, true);
	textbuf_add(&w[FOUND], text);
	if (r->program->derived >= 0) {
		textbuf_add(&w[EXPECTED], slice_of("a date"));
		textbuf_addf(&w[MESSAGE], "\"%.*s\" is not a date", SLICE_ARG(text));
	} else {
		textbuf_add(&w[EXPECTED], r->program->form.text);
		textbuf_addf(&w[MESSAGE], "\"%.*s\" is not a period of the form \"%.*s\"",
		    SLICE_ARG(text), SLICE_ARG(r->program->form.text));
	}
	run_tell(r, s, row, ABOUT_ROW);
}

static struct fp
stop_fingerprint(uint32_t gid, int32_t ord)
{
	uint32_t of[2] = {gid, (uint32_t)ord};

	return fp_of(of, sizeof(of));
}

void
gaps_row(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->column);
	uint32_t gid = group_number(r, s->grouper, row);

	if (at->kind == VALUE_ORDER)
		add_stop(r, s, gid, row, at->ord);
	else
		tell_no_period(r, s, row, at->text);
}

static int
by_group_and_time(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->gid != y->gid)
		return x->gid < y->gid ? -1 : 1;
	return x->lo < y->lo ? -1 : x->lo > y->lo;
}

/* A row whose where: is unknown: its period is not reported as missing. */
void
gaps_doubtful(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->column);
	bool found;

	if (at->kind != VALUE_ORDER)
		return;
	fptable_add(&s->seen, stop_fingerprint(group_number(r, s->grouper, row), at->ord), 0,
	    &found);
	s->may_fill = true;
}

static void
tell_gap(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	char first[PERIODFORM_TEXT], last[PERIODFORM_TEXT];
	const struct periodform *form = &r->program->form;
	struct textbuf *w = r->words;

	periodform_write(form, (struct period){.freq = form->freq, .ord = from}, first);
	periodform_write(form, (struct period){.freq = form->freq, .ord = to}, last);
	run_load_first(r, s, gid);
	words_begin_group(r, s->rule);
	textbuf_add(&w[EXPECTED], slice_of(first));
	if (to > from)
		textbuf_addf(&w[EXPECTED], " to %s", last);
	textbuf_add(&w[MESSAGE], textbuf_slice(&w[EXPECTED]));
	textbuf_add(&w[MESSAGE], slice_of(to > from ? " are missing" : " is missing"));
	run_tell_words(r, s, &r->held, ABOUT_GROUP);
}

/* One finding for each run of missing periods, from one to the other. */
static void
tell_gaps(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	for (int32_t ord = from; s->may_fill && ord <= to; ord++) {
		if (fptable_find(&s->seen, stop_fingerprint(gid, ord)) == NULL)
			continue;
		if (ord > from)
			tell_gap(r, s, gid, from, ord - 1);
		from = ord + 1;
	}
	if (from <= to)
		tell_gap(r, s, gid, from, to);
}

void
gaps_finish(struct run *r, struct state *s)
{
	int32_t reached = 0;

	s->counts.checked += s->nspans;
	for (size_t i = 0; i < s->nspans; i++)
		*(struct span *)RULES_ADD(&r->mem, s->more, s->nmore) = s->span[i];
	if (s->nmore > 0)
		qsort(s->more, s->nmore, sizeof(*s->more), by_group_and_time);
	for (size_t i = 0; i < s->nmore; i++) {
		const struct span *p = &s->more[i];

		if (i == 0 || p->gid != p[-1].gid)
			reached = p->lo;
		if (p->lo > reached + 1)
			tell_gaps(r, s, p->gid, reached + 1, p->lo - 1);
		if (p->hi > reached)
			reached = p->hi;
	}
}
