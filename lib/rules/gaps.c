#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/tests.h"

/* A period of a group's series: the span it touches grows, or a new one begins. */
static void
add_stop(struct state *s, uint32_t gid, int32_t ord)
{
	struct span *p;

	while (s->nspans <= gid) {
		s->span = xgrow(s->span, &s->span_cap, s->nspans + 1, sizeof(*s->span));
		s->span[s->nspans++] = (struct span){NO_GROUP, 0, 0};
	}
	p = &s->span[gid];
	if (p->gid == NO_GROUP) {
		*p = (struct span){gid, ord, ord};
	} else if (ord >= p->lo - 1 && ord <= p->hi + 1) {
		p->lo = ord < p->lo ? ord : p->lo;
		p->hi = ord > p->hi ? ord : p->hi;
	} else {
		s->more = xgrow(s->more, &s->more_cap, s->nmore + 1, sizeof(*s->more));
		s->more[s->nmore++] = *p;
		*p = (struct span){gid, ord, ord};
	}
}

void
gaps_row(struct run *r, struct state *s, struct row *row)
{
	const struct value *at = row_value(row, s->rule->arg[0]);
	uint32_t gid = state_group(r, s, row);

	if (at->kind == VALUE_ORDER) {
		run_note_first(r, s, gid, row);
		add_stop(s, gid, at->ord);
		return;
	}
	words_reset(&r->words);
	textbuf_add(&r->words.found, row->text[s->rule->arg[0]]);
	textbuf_add(&r->words.expected, r->program->form.text);
	textbuf_addf(&r->words.message, "\"%.*s\" is not a period of the form \"%.*s\"",
	    SLICE_ARG(row->text[s->rule->arg[0]]), SLICE_ARG(r->program->form.text));
	run_tell(r, s, row, false);
}

static int
by_group_and_time(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->gid != y->gid)
		return x->gid < y->gid ? -1 : 1;
	return x->lo < y->lo ? -1 : x->lo > y->lo;
}

/* One finding for each run of missing periods. */
static void
tell_gap(struct run *r, struct state *s, uint32_t gid, int32_t from, int32_t to)
{
	char first[PERIODFORM_TEXT], last[PERIODFORM_TEXT];
	const struct periodform *form = &r->program->form;

	periodform_write(form, (struct period){.freq = form->freq, .ord = from}, first);
	periodform_write(form, (struct period){.freq = form->freq, .ord = to}, last);
	run_load_first(r, s, gid);
	words_reset(&r->words);
	textbuf_add(&r->words.expected, slice_of(first));
	if (to > from)
		textbuf_addf(&r->words.expected, " to %s", last);
	if (s->rule->rule->by.n > 0) {
		tests_add_pairs(&r->words.message, r, &r->held, s->rule->by, s->rule->rule->by.n);
		textbuf_add(&r->words.message, slice_of(": "));
	}
	textbuf_add(&r->words.message, textbuf_slice(&r->words.expected));
	textbuf_add(&r->words.message, slice_of(to > from ? " are missing" : " is missing"));
	tests_tell(r, s, &r->held, true);
}

void
gaps_finish(struct run *r, struct state *s)
{
	struct span *all;
	int32_t reached = 0;
	size_t n = 0;

	all = xcalloc(s->nspans + s->nmore + 1, sizeof(*all));
	for (size_t i = 0; i < s->nspans; i++)
		if (s->span[i].gid != NO_GROUP) {
			all[n++] = s->span[i];
			s->counts.checked++;
		}
	if (s->nmore > 0)
		memcpy(all + n, s->more, s->nmore * sizeof(*all));
	n += s->nmore;
	qsort(all, n, sizeof(*all), by_group_and_time);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || all[i].gid != all[i - 1].gid)
			reached = all[i].lo;
		if (all[i].lo > reached + 1)
			tell_gap(r, s, all[i].gid, reached + 1, all[i].lo - 1);
		if (all[i].hi > reached)
			reached = all[i].hi;
	}
	free(all);
}
