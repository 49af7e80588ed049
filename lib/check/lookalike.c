#include "check/lookalike.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "rules/value.h"

enum {
	ENOUGH = 20,		/* texts by which a column is taken for one of text */
	CHANGES = 16,		/* of the start of rows, after which it is no longer compared */
};

/* Where a text was first. */
struct place_of {
	struct slice text;
	unsigned file;
	const char *name;
	uint64_t line;
};

struct watched {
	size_t col;
	bool key;			/* of key or by: always looked at */
	struct intern *seen, *folds;
	struct place_of *first;		/* by number in folds */
	size_t nfirst, nworded;		/* texts with a letter */
	struct pair {
		struct place_of later;
		uint32_t first;
	} *pair;
	size_t npairs;
};

struct lookalikes {
	struct lookalikes_recent recent;	/* first: see lookalikes_recent() */
	const struct program *program;
	struct watched **watched;	/* as recent.column, then those left alone */
	size_t n;
	unsigned file;
	const char *name;
	struct textbuf fold;
	struct arena mem;
};

static bool
tells_apart(const struct program *p, int col)
{
	bool is = has_column(p->key, col);

	for (size_t i = 0; i < p->nrules; i++)
		is |= has_column(p->rule[i].by, col);
	return is;
}

struct lookalikes *
lookalikes_new(const struct program *p)
{
	struct lookalikes *l = xcalloc(1, sizeof(*l));

	l->program = p;
	for (size_t i = 0; i < p->ncols; i++) {
		struct watched *w;

		if (p->col[i].type != TYPE_ANY && p->col[i].type != TYPE_TEXT)
			continue;
		w = arena_alloc(&l->mem, sizeof(*w));
		*w = (struct watched){.col = i, .key = tells_apart(p, (int)i),
		    .seen = intern_new(), .folds = intern_new()};
		*(struct watched **)RULES_ADD(&l->mem, l->watched, l->n) = w;
	}
	l->recent.nlive = l->n;
	l->recent.column = xcalloc(l->n, sizeof(*l->recent.column));
	for (size_t i = 0; i < l->n; i++)
		l->recent.column[i].col = l->watched[i]->col;
	return l;
}

void
lookalikes_file(struct lookalikes *l, unsigned file, const char *name)
{
	l->file = file;
	l->name = name;
	l->recent.nstart = l->recent.nsame = l->recent.changes = 0;
}

/* Keeps what was found in a column that is not looked at any more. */
static void
leave(struct lookalikes *l, size_t i)
{
	struct lookalikes_recent *r = &l->recent;
	struct watched *w = l->watched[i];
	size_t after = --r->nlive - i;

	memmove(l->watched + i, l->watched + i + 1, after * sizeof(*l->watched));
	memmove(r->column + i, r->column + i + 1, after * sizeof(*r->column));
	l->watched[r->nlive] = w;
	r->nstart = r->nsame = 0;
	intern_free(w->seen);
	intern_free(w->folds);
	w->seen = w->folds = NULL;
}

void
lookalikes_free(struct lookalikes *l)
{
	if (l == NULL)
		return;
	while (l->recent.nlive > 0)
		leave(l, 0);
	free(l->recent.column);
	textbuf_free(&l->fold);
	arena_free(&l->mem);
	free(l);
}

static bool
has_letter(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		    (unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

/* A column of text: most of its texts have a letter. */
static bool
is_worded(const struct watched *w, uint32_t texts)
{
	return 2 * w->nworded >= texts;
}

static void
judge(struct lookalikes *l, struct watched *w, struct place_of place)
{
	uint32_t known = intern_count(w->folds), id;

	visible_fold(&l->fold, place.text);
	id = intern_id(w->folds, textbuf_slice(&l->fold));
	if (id == known)
		*(struct place_of *)RULES_ADD(&l->mem, w->first, w->nfirst) = place;
	else
		*(struct pair *)RULES_ADD(&l->mem, w->pair, w->npairs) = (struct pair){place, id};
}

/* A text that was not seen lately. False: the column is left alone from now on. */
static bool
take_text(struct lookalikes *l, size_t i, struct slice *slot, struct place_of place)
{
	struct watched *w = l->watched[i];
	uint32_t known = intern_count(w->seen), id = intern_id(w->seen, place.text);

	*slot = intern_key(w->seen, id);
	if (id < known)
		return true;
	place.text = *slot = arena_copy(&l->mem, place.text);
	w->nworded += has_letter(place.text);
	judge(l, w, place);
	if (known + 1 < LOOKALIKE_MOST && (w->key || known < ENOUGH || is_worded(w, known)))
		return true;
	leave(l, i);
	return false;
}

/* The start of the row, to be compared with the next: rows come in runs. */
static void
keep_start(struct lookalikes *l, const struct slice *cell, struct slice raw)
{
	struct lookalikes_recent *r = &l->recent;

	r->nstart = r->nsame = 0;
	if (r->changes++ > CHANGES)
		return;
	for (; r->nsame < r->nlive; r->nsame++) {
		struct slice c = cell[r->column[r->nsame].col];
		size_t end = (uintptr_t)c.p + c.n + 1 - (uintptr_t)raw.p;

		if (end > LOOKALIKE_START || end > raw.n)	/* or the cell is elsewhere */
			break;
		r->nstart = end > r->nstart ? end : r->nstart;
	}
	memcpy(r->start, raw.p, r->nstart);
}

void
lookalikes_look(struct lookalikes *l, size_t from, const struct slice *cell, struct slice raw,
    uint64_t line)
{
	struct lookalikes_recent *r = &l->recent;

	for (size_t i = from; i < r->nlive;) {
		struct place_of place = {cell[r->column[i].col], l->file, l->name, line};
		struct slice *slot = place.text.n == 0 ? NULL :
		    lookalikes_slot(&r->column[i], place.text);

		i += slot == NULL || same_text(place.text, *slot) ||
		    take_text(l, i, slot, place);
	}
	if (from == 0)
		keep_start(l, cell, raw);
}

static void
report_pair(const struct builtins *b, struct slice column, const struct place_of *first,
    const struct place_of *later)
{
	struct builtins here = *b;
	struct textbuf x = {0}, y = {0}, where = {0};

	here.file = later->file;
	here.name = later->name;
	visible_add_all(&x, later->text);
	visible_add_all(&y, first->text);
	if (first->file != later->file)
		textbuf_addf(&where, "of %s, ", first->name);
	textbuf_addf(&where, "line %" PRIu64, first->line);
	builtins_report(&here, S22, later->line, column, later->text, first->text,
	    "'%s' and '%s' (%s) look alike but differ; expected one of them", x.p, y.p, where.p);
	textbuf_free(&x);
	textbuf_free(&y);
	textbuf_free(&where);
}

void
lookalikes_report(const struct lookalikes *l, uint64_t rows, const struct builtins *b)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct watched *w = l->watched[i];

		if (!w->key && (w->seen == NULL || 2 * w->nfirst > rows ||
		    !is_worded(w, intern_count(w->seen))))
			continue;
		for (size_t k = 0; k < w->npairs; k++)
			report_pair(b, l->program->col[w->col].name, &w->first[w->pair[k].first],
			    &w->pair[k].later);
	}
}
