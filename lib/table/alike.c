#include "table/alike.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"

enum { MOST_MESSAGES = 3 };

/* Texts that are taken for another one. */
struct merged {
	struct intern *texts;		/* NULL: none */
	struct slice *into;
	size_t cap;
};

/* The first blank cell of a column. */
struct blank {
	size_t col;
	struct errmsg note;
};

struct alike {
	void (*say)(const char *message);
	bool all;
	uint64_t nsaid;
	struct alike_texts *texts;	/* by column */
	struct merged *merged;		/* by column */
	size_t ncols, merged_cap;
	struct alike_texts headings;
	struct alike_texts reduced;	/* of headings, as reduce() has them; nothing in `seen` */
	struct blank *blank;
	size_t nblanks, blanks_cap;
};

void
alike_texts_init(struct alike_texts *t)
{
	*t = (struct alike_texts){0};
	recent_init(&t->seen);
}

void
alike_texts_free(struct alike_texts *t)
{
	recent_free(&t->seen);
	fptable_free(&t->folds);
	free(t->first);
	textbuf_free(&t->fold);
	*t = (struct alike_texts){0};
}

/* The first text whose form has the same fold as this one's form; or NULL. */
static const struct alike_place *
judge(struct alike_texts *t, struct slice text, struct slice form, const char *file, uint64_t line)
{
	const size_t n = t->folds.n;
	uint64_t known;
	bool found;

	visible_fold(&t->fold, form);
	known = *fptable_add(&t->folds, fp_of(t->fold.p, t->fold.n), n, &found);
	if (found)
		return &t->first[known];
	t->first = xgrow(t->first, &t->cap, n + 1, sizeof(*t->first));
	t->first[n] = (struct alike_place){text, file, line};
	return NULL;
}

const struct alike_place *
alike_judge(struct alike_texts *t, const char *file, uint64_t line)
{
	const struct slice text = recent_now(&t->seen);

	return judge(t, text, text, file, line);
}

struct alike *
alike_new(void (*say)(const char *message), bool all)
{
	struct alike *a = xcalloc(1, sizeof(*a));

	a->say = say;
	a->all = all;
	return a;
}

void
alike_close(struct alike *a)
{
	struct errmsg e;

	if (a == NULL)
		return;
	if (a->nsaid > MOST_MESSAGES && !a->all) {
		errmsg_set(&e, "%s about texts that look alike (-v for all)",
		    plural(a->nsaid - MOST_MESSAGES, "more message").text);
		a->say(e.text);
	}
	for (size_t i = 0; i < a->nblanks; i++)
		if (a->texts[a->blank[i].col].folds.n > 1)
			a->say(a->blank[i].note.text);
	free(a->blank);
	for (size_t i = 0; i < a->ncols; i++)
		alike_texts_free(&a->texts[i]);
	for (size_t i = 0; i < a->merged_cap; i++) {
		intern_free(a->merged[i].texts);
		free(a->merged[i].into);
	}
	if (a->headings.seen.texts != NULL)
		alike_texts_free(&a->headings);
	alike_texts_free(&a->reduced);
	free(a->merged);
	free(a->texts);
	free(a);
}

static struct alike_texts *
texts_of(struct alike *a, size_t col)
{
	size_t had = a->ncols;

	if (col >= had) {
		a->texts = xgrow(a->texts, &a->ncols, col + 1, sizeof(*a->texts));
		memset(a->texts + had, 0, (a->ncols - had) * sizeof(*a->texts));
	}
	if (a->texts[col].seen.texts == NULL)
		alike_texts_init(&a->texts[col]);
	return &a->texts[col];
}

static void
explain(struct slice text, const struct alike_place *other, const char *what, struct errmsg *e)
{
	struct textbuf x = {0}, y = {0};

	visible_add_all(&x, text);
	visible_add_all(&y, other->text);
	errmsg_set(e, "'%s' and '%s' (%s:%" PRIu64 ") look alike but differ%s", x.p, y.p,
	    other->file, other->line, what);
	textbuf_free(&x);
	textbuf_free(&y);
}

static void
count_and_say(struct alike *a, const struct errmsg *e)
{
	if (a->nsaid++ < MOST_MESSAGES || a->all)
		a->say(e->text);
}

static void
say(struct alike *a, struct input *in, size_t col, const struct errmsg *what)
{
	struct errmsg e;

	input_fault(in, col, &e, "%s", what->text);
	count_and_say(a, &e);
}

static const char *
how_taken(bool same)
{
	return same ? " in blanks alone; the first is taken for both" :
	    "; they are not taken for the same";
}

bool
alike_add(struct alike *a, size_t col, struct slice text, const char *file, uint64_t line,
    struct errmsg *e)
{
	struct alike_texts *t = texts_of(a, col);
	const struct alike_place *other;

	if (!recent_add(&t->seen, text) || (other = alike_judge(t, file, line)) == NULL)
		return false;
	explain(text, other, how_taken(false), e);
	return true;
}

void
alike_cell(struct alike *a, struct input *in, size_t col, struct slice text)
{
	struct errmsg what;

	if (a->say == NULL ||
	    (col < a->ncols && a->texts[col].seen.texts != NULL &&
	    same_text(text, recent_now(&a->texts[col].seen))) ||
	    !alike_add(a, col, text, input_file(in), input_line(in), &what))
		return;
	say(a, in, col, &what);
}

void
alike_key(struct alike *a, struct input *in, size_t col, struct slice text)
{
	struct errmsg where;
	size_t i = 0;

	alike_cell(a, in, col, text);
	if (slice_trim(text).n > 0 || a->say == NULL)
		return;
	while (i < a->nblanks && a->blank[i].col != col)
		i++;
	if (i < a->nblanks)
		return;
	a->blank = xgrow(a->blank, &a->blanks_cap, ++a->nblanks, sizeof(*a->blank));
	a->blank[i].col = col;
	input_fault(in, col, &where, "blank; such rows are a group of their own");
	errmsg_set(&a->blank[i].note, "note: %s", where.text);
}

/* Takes the text for the other, which looks the same, if nothing but blanks differ. */
static void
merge(struct alike *a, struct input *in, size_t col, struct slice text,
    const struct alike_place *other)
{
	bool same = visible_alike_but_blanks(text, other->text);
	size_t had = a->merged_cap;
	struct merged *m;
	struct errmsg e;
	uint32_t id;

	if (a->say != NULL) {
		explain(text, other, how_taken(same), &e);
		say(a, in, col, &e);
	}
	if (!same)
		return;
	a->merged = xgrow(a->merged, &a->merged_cap, col + 1, sizeof(*a->merged));
	memset(a->merged + had, 0, (a->merged_cap - had) * sizeof(*a->merged));
	m = &a->merged[col];
	if (m->texts == NULL)
		m->texts = intern_new();
	id = intern_id(m->texts, text);
	m->into = xgrow(m->into, &m->cap, id + 1, sizeof(*m->into));
	m->into[id] = other->text;
}

struct slice
alike_one(struct alike *a, struct input *in, size_t col, struct slice text)
{
	struct alike_texts *t = texts_of(a, col);
	const struct alike_place *other;
	uint32_t id;

	if (recent_add(&t->seen, text) &&
	    (other = alike_judge(t, input_file(in), input_line(in))) != NULL)
		merge(a, in, col, text, other);
	if (col >= a->merged_cap || a->merged[col].texts == NULL)
		return text;
	id = intern_find(a->merged[col].texts, text);
	return id == INTERN_NONE ? text : a->merged[col].into[id];
}

/* Sets *b to the text without articles, - and _ between letters, and a full stop at the end. */
static void
reduce(struct textbuf *b, struct slice text)
{
	static const char articles[][4] = {"a", "an", "the"};
	struct slice word;
	size_t n;

	for (text = slice_trim(text); text.n > 0; text.p += n, text.n -= n) {
		for (n = 0; n < text.n && is_letter(text.p[n]);)
			n++;
		word = (struct slice){text.p, n};
		if (n == 0)
			n = 1;
		else if (n < text.n && text.p[n] == ' ' && SLICE_IS_AMONG(word, articles))
			n++;
		else
			textbuf_add(b, word);
		if (word.n > 0)
			continue;
		if ((text.p[0] == '-' || text.p[0] == '_') && b->n > 0 && text.n > 1 &&
		    is_letter(b->p[b->n - 1]) && is_letter(text.p[1]))
			textbuf_addf(b, " ");
		else if (text.p[0] != '.' || text.n > 1)
			textbuf_add(b, (struct slice){text.p, 1});
	}
}

/* Says it of a new heading that differs from an earlier one in small words or signs alone. */
static void
look_closer(struct alike *a, const char *file, uint64_t line)
{
	const struct slice text = recent_now(&a->headings.seen);
	const struct alike_place *other;
	struct textbuf b = {0};
	struct errmsg e;

	reduce(&b, text);
	other = judge(&a->reduced, text, textbuf_slice(&b), file, line);
	textbuf_free(&b);
	if (other == NULL || a->say == NULL)
		return;
	errmsg_set(&e, "%s:%" PRIu64 ": the headings '%.*s' and '%.*s' (%s:%" PRIu64 ") differ "
	    "only in 'a', 'the', a hyphen or a full stop%s", file, line, SLICE_ARG(text),
	    SLICE_ARG(other->text), other->file, other->line, how_taken(false));
	count_and_say(a, &e);
}

struct slice
alike_heading(struct alike *a, struct slice text, const char *file, uint64_t line)
{
	struct alike_texts *t = &a->headings;
	const struct alike_place *other;
	struct errmsg what, e;
	bool new, same;

	if (t->seen.texts == NULL)
		alike_texts_init(t);
	new = recent_add(&t->seen, text);
	if ((other = alike_judge(t, file, line)) == NULL)
		look_closer(a, file, line);
	if (other == NULL || slice_eq(text, other->text))
		return text;
	same = visible_alike_but_blanks(text, other->text) &&
	    (file != other->file || line != other->line);
	if (new && a->say != NULL) {
		explain(text, other, how_taken(same), &what);
		errmsg_set(&e, "%s:%" PRIu64 ": the headings %s", file, line, what.text);
		count_and_say(a, &e);
	}
	return same ? other->text : text;
}
