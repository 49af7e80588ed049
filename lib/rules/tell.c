#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

static struct fp
edge_fingerprint(struct run *r, const struct edge *e, const struct row *row)
{
	uint64_t place[2] = {row->line, row->file};

	if (e->how->same_row)
		return fp_of(place, sizeof(place));
	return row_fingerprint(r, row, e->how->col, e->how->ncols);
}

static void
mark_faults(struct run *r, struct state *s, const struct row *row, struct fp *out)
{
	bool found;

	for (size_t i = 0; s->rule->needed && i < r->nedges; i++)
		if (r->edge[i].of == s->index) {
			struct fp fp = edge_fingerprint(r, &r->edge[i], row);

			if (out != NULL)
				out[i] = fp;
			else
				fptable_add(&r->edge[i].faults, fp, 0, &found);
		}
}

static void
postpone(struct run *r, struct state *s, const struct row *row, const struct finding *f)
{
	struct pending *p;

	s->pending = xgrow(s->pending, &s->pending_cap, s->npending + 1, sizeof(*s->pending));
	p = &s->pending[s->npending++];
	p->finding = *f;
	finding_keep(&p->finding, &r->mem);
	p->needs = arena_alloc(&r->mem, (r->nedges + 1) * sizeof(*p->needs));
	p->faults = arena_alloc(&r->mem, (r->nedges + 1) * sizeof(*p->faults));
	for (size_t i = 0; i < r->nedges; i++)
		if (r->edge[i].by == s->index)
			p->needs[i] = edge_fingerprint(r, &r->edge[i], row);
	mark_faults(r, s, row, p->faults);
}

/* The columns that say which row or group it is. */
static size_t
key_columns(const struct run *r, const struct state *s, bool group, int *col)
{
	const struct bound *u = s->rule;
	size_t n = 0;

	if (!group && r->program->nkey > 0) {
		for (; n < r->program->nkey; n++)
			col[n] = r->program->key[n];
		return n;
	}
	for (size_t i = 0; i < u->rule->by.n; i++)
		col[n++] = u->by[i];
	for (size_t i = 0; i < u->rule->naxes; i++)
		col[n++] = u->axis[i].col;
	for (size_t i = 0; n == 0 && u->rule->test == TEST_UNIQUE && i < u->rule->args.n; i++)
		col[i] = u->arg[i];
	return n == 0 && u->rule->test == TEST_UNIQUE ? u->rule->args.n : n;
}

void
run_tell(struct run *r, struct state *s, struct row *row, bool group)
{
	const struct rule *rule = s->rule->rule;
	struct finding f = {.rule = rule->id, .severity = rule->severity, .file = row->file,
	    .line = row->line, .order = (unsigned)s->index};
	size_t most = r->program->nkey + rule->by.n + rule->naxes + rule->args.n + 1;
	int *col = xcalloc(most, sizeof(*col));

	f.nkeys = key_columns(r, s, group, col);
	f.key_name = xcalloc(f.nkeys + 1, sizeof(*f.key_name));
	f.key_value = xcalloc(f.nkeys + 1, sizeof(*f.key_value));
	for (size_t i = 0; i < f.nkeys; i++) {
		f.key_name[i] = r->program->col[col[i]].name;
		f.key_value[i] = row->text[col[i]];
	}
	if ((!group || rule->test == TEST_NO_GAPS) && s->rule->column >= 0)
		f.column = rule->header ? row->text[0] : r->program->col[s->rule->column].name;
	if (f.line > 0)
		f.file_name = slice_of(r->file_name[f.file]);
	words_fill(&r->words, &f);
	if (s->rule->nneeds > 0) {
		postpone(r, s, row, &f);
	} else {
		s->counts.findings++;
		mark_faults(r, s, row, NULL);
		r->sink.take(r->sink.arg, &f);
	}
	free(f.key_name);
	free(f.key_value);
	free(col);
}

/* Findings of a rule whose needs are done: told, or held back. */
void
run_tell_pending(struct run *r, struct state *s)
{
	bool back, found;

	for (size_t i = 0; i < s->npending; i++) {
		struct pending *p = &s->pending[i];

		back = false;
		for (size_t e = 0; e < r->nedges && !back; e++)
			back = r->edge[e].by == s->index &&
			    fptable_find(&r->edge[e].faults, p->needs[e]) != NULL;
		for (size_t e = 0; e < r->nedges; e++)
			if (r->edge[e].of == s->index)
				fptable_add(&r->edge[e].faults, p->faults[e], 0, &found);
		if (back) {
			s->counts.held_back++;
			continue;
		}
		s->counts.findings++;
		r->sink.take(r->sink.arg, &p->finding);
	}
}

static void
tell_failed_only(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t key[2] = {r->gid, (uint32_t)ev->failed_only};
	bool found;

	fptable_add(&s->odd, fp_of(key, sizeof(key)), 0, &found);
	if (found)
		return;
	words_reset(&r->words);
	say_only(ev, s->rule->agg[ev->failed_only], &r->words);
	if (!s->rule->group) {
		ev->row->line = s->first[state_local(s, r->gid)].line;
		ev->row->file = s->first[state_local(s, r->gid)].file;
	}
	run_tell(r, s, ev->row, true);
}

static void
tell_overflow(struct run *r, struct state *s, struct row *row)
{
	words_reset(&r->words);
	textbuf_addf(&r->words.message, "rule %.*s cannot be worked out exactly here: the numbers "
	    "have too many digits", SLICE_ARG(s->rule->rule->id));
	run_tell(r, s, row, s->rule->group);
}

/* What came of a check. */
void
run_conclude(struct run *r, struct state *s, struct eval *ev, enum truth t)
{
	if (ev->failed_only >= 0) {
		s->counts.checked++;
		tell_failed_only(r, s, ev);
		return;
	}
	if (ev->overflow) {
		s->counts.checked++;
		tell_overflow(r, s, ev->row);
		return;
	}
	if (t == UNKNOWN) {
		s->counts.not_checked++;
		return;
	}
	s->counts.checked++;
	if (t == YES)
		return;
	words_reset(&r->words);
	say_failed(ev, &r->words);
	say_message(ev, &r->words);
	run_tell(r, s, ev->row, s->rule->group);
}
