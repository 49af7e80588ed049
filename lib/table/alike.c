#include "table/alike.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"

enum { MOST_MESSAGES = 3 };

/* Where a text was first. */
struct first {
	struct slice text;
	const char *file;
	uint64_t line;
};

struct alike {
	void (*say)(const char *message);
	bool all;
	uint64_t nsaid;
	struct intern *seen;		/* (column, text) */
	struct intern *folds;		/* (column, folded text), to a number in first[] */
	struct first *first;
	size_t cap;
	struct slice *last;		/* by column: the text judged last; p NULL: none */
	size_t ncols;
	struct arena texts;
	struct keybuf key;
	struct textbuf fold;
};

struct alike *
alike_new(void (*say)(const char *message), bool all)
{
	struct alike *a = xcalloc(1, sizeof(*a));

	a->say = say;
	a->all = all;
	a->seen = intern_new();
	a->folds = intern_new();
	return a;
}

void
alike_close(struct alike *a)
{
	struct errmsg e;

	if (a == NULL)
		return;
	if (a->nsaid > MOST_MESSAGES && !a->all) {
		errmsg_set(&e, "%s more of texts that look alike (-v for all)",
		    plural(a->nsaid - MOST_MESSAGES, "message").text);
		a->say(e.text);
	}
	intern_free(a->seen);
	intern_free(a->folds);
	free(a->first);
	free(a->last);
	arena_free(&a->texts);
	keybuf_free(&a->key);
	textbuf_free(&a->fold);
	free(a);
}

static struct slice
key_of(struct alike *a, size_t col, struct slice text)
{
	keybuf_reset(&a->key);
	keybuf_add(&a->key, (struct slice){(const char *)&col, sizeof(col)});
	keybuf_add(&a->key, text);
	return keybuf_key(&a->key);
}

/* Is it the text of the row before? */
static bool
is_last(struct alike *a, size_t col, struct slice text)
{
	size_t had = a->ncols;

	if (col >= had) {
		a->last = xgrow(a->last, &a->ncols, col + 1, sizeof(*a->last));
		for (; had < a->ncols; had++)
			a->last[had] = (struct slice){0};
	}
	return a->last[col].p != NULL && slice_eq(a->last[col], text);
}

/* The text's first place, or *e: it is like an earlier one. */
static bool
judge(struct alike *a, size_t col, const struct first *mine, struct errmsg *e)
{
	uint32_t known = intern_count(a->folds), id;
	struct textbuf x = {0}, y = {0};
	const struct first *other;

	visible_fold(&a->fold, mine->text);
	id = intern_id(a->folds, key_of(a, col, textbuf_slice(&a->fold)));
	if (id == known) {
		a->first = xgrow(a->first, &a->cap, id + 1, sizeof(*a->first));
		a->first[id] = *mine;
		return false;
	}
	other = &a->first[id];
	visible_add_all(&x, mine->text);
	visible_add_all(&y, other->text);
	errmsg_set(e, "'%s' and '%s' (%s:%" PRIu64 ") look alike but differ; they are not taken "
	    "for the same", x.p, y.p, other->file, other->line);
	textbuf_free(&x);
	textbuf_free(&y);
	return true;
}

bool
alike_add(struct alike *a, size_t col, struct slice text, const char *file, uint64_t line,
    struct errmsg *e)
{
	uint32_t known = intern_count(a->seen), id;

	if (is_last(a, col, text))
		return false;
	id = intern_id(a->seen, key_of(a, col, text));
	if (id == known)
		a->last[col] = arena_copy(&a->texts, text);
	return id == known && judge(a, col, &(struct first){a->last[col], file, line}, e);
}

void
alike_cell(struct alike *a, struct input *in, size_t col, struct slice text)
{
	struct errmsg what, e;

	if (a->say == NULL || is_last(a, col, text) ||
	    !alike_add(a, col, text, input_file(in), input_line(in), &what))
		return;
	input_fault(in, col, &e, "%s", what.text);
	if (a->nsaid++ < MOST_MESSAGES || a->all)
		a->say(e.text);
}
