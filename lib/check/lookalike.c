#include "check/lookalike.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "rules/value.h"

enum {
	ENOUGH = 20,		/* texts by which a column is taken for one of text */
};

struct lookalikes_pair {
	struct alike_place first, later;
	unsigned file;			/* of the later */
};

struct lookalikes {
	struct lookalikes_live live;	/* first: see lookalikes_live() */
	const struct program *program;
	struct lookalikes_column *end;
	unsigned file;
	const char *name;
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

static void
add_column(struct lookalikes *l, size_t col)
{
	struct lookalikes_column *c = l->live.left++;

	*c = (struct lookalikes_column){.col = col, .key = tells_apart(l->program, (int)col)};
	alike_texts_init(&c->texts);
}

struct lookalikes *
lookalikes_new(const struct program *p, const struct run *run)
{
	struct lookalikes *l = xcalloc(1, sizeof(*l));

	l->program = p;
	l->live.column = arena_alloc(&l->mem, p->ncols * sizeof(*l->live.column));
	l->live.left = l->live.column;
	for (int grouped = 0; grouped < 2; grouped++) {
		for (size_t i = 0; i < p->ncols; i++)
			if ((p->col[i].type == TYPE_ANY || p->col[i].type == TYPE_TEXT) &&
			    run_is_grouped(run, i) == grouped)
				add_column(l, i);
		if (!grouped)
			l->live.grouped = l->live.left;
	}
	l->end = l->live.left;
	return l;
}

void
lookalikes_free(struct lookalikes *l)
{
	if (l == NULL)
		return;
	for (struct lookalikes_column *c = l->live.column; c < l->end; c++)
		alike_texts_free(&c->texts);
	arena_free(&l->mem);
	free(l);
}

void
lookalikes_file(struct lookalikes *l, unsigned file, const char *name)
{
	l->file = file;
	l->name = name;
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
is_worded(const struct lookalikes_column *c, uint32_t texts)
{
	return 2 * c->nworded >= texts;
}

/* The column goes to the end, with what was found in it. */
static void
leave(struct lookalikes *l, struct lookalikes_column *c)
{
	struct lookalikes_live *r = &l->live;
	struct lookalikes_column left = *c;

	r->grouped -= c < r->grouped;
	memmove(c, c + 1, (size_t)(--r->left - c) * sizeof(*c));
	*r->left = left;
}

/* A new text in the column. False: it is left alone, and the next is in its place. */
static bool
take_text(struct lookalikes *l, struct lookalikes_column *c, uint64_t line)
{
	uint32_t known = intern_count(c->texts.seen.texts);
	const struct alike_place *first = alike_judge(&c->texts, l->name, line);

	c->nworded += has_letter(recent_now(&c->texts.seen));
	if (first != NULL)
		*(struct lookalikes_pair *)RULES_ADD(&l->mem, c->pair, c->npairs) =
		    (struct lookalikes_pair){.first = *first, .file = l->file,
		    .later = {recent_now(&c->texts.seen), l->name, line}};
	if (known < LOOKALIKE_MOST && (c->key || known <= ENOUGH || is_worded(c, known - 1)))
		return true;
	leave(l, c);
	return false;
}

void
lookalikes_look(struct lookalikes *l, struct lookalikes_column *from, struct lookalikes_column *to,
    const struct slice *cell, uint64_t line)
{
	for (struct lookalikes_column *c = from; c < to; c++)
		if (cell[c->col].n > 0 && recent_add(&c->texts.seen, cell[c->col]) &&
		    !take_text(l, c, line))
			c--, to--;
}

static void
report_pair(const struct builtins *b, struct slice column, const struct lookalikes_pair *pair)
{
	const struct alike_place *first = &pair->first, *later = &pair->later;
	struct builtins here = *b;
	struct textbuf x = {0}, y = {0}, where = {0};

	here.file = pair->file;
	here.name = later->file;
	visible_add_all(&x, later->text);
	visible_add_all(&y, first->text);
	if (first->file != later->file)
		textbuf_addf(&where, "of %s, ", first->file);
	textbuf_addf(&where, "line %" PRIu64, first->line);
	builtins_report(&here, S22, later->line, column, later->text, first->text,
	    "'%s' and '%s' (%s) look alike but differ; expected one of them", x.p, y.p, where.p);
	textbuf_free(&x);
	textbuf_free(&y);
	textbuf_free(&where);
}

static void
report_column(const struct lookalikes *l, const struct lookalikes_column *c,
    const struct builtins *b)
{
	for (size_t i = 0; i < c->npairs; i++)
		report_pair(b, l->program->col[c->col].name, &c->pair[i]);
}

void
lookalikes_report(const struct lookalikes *l, uint64_t rows, const struct builtins *b)
{
	const struct lookalikes_column *c = l->live.column;
	const struct lookalikes_column **live = xcalloc(l->program->ncols, sizeof(*live));

	for (; c < l->live.left; c++)
		if (c->key || (2 * c->texts.folds.n <= rows &&
		    is_worded(c, intern_count(c->texts.seen.texts))))
			live[c->col] = c;
	for (size_t i = 0; i < l->program->ncols; i++)
		if (live[i] != NULL)
			report_column(l, live[i], b);
	for (; c < l->end; c++)
		if (c->key)
			report_column(l, c, b);
	free(live);
}
