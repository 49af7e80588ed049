/*
 * Exact ranges of expressions in which figures occur twice, against brute force: random expressions
 * of rounded figures, and their values at all points of a grid in the box, its corners among them.
 * No range may be narrower than these values; one that is said to be exact may not be wider.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "base/slice.h"
#include "rules/bind.h"
#include "rules/exact.h"
#include "tap/scratch.h"
#include "tap/tap.h"

enum { FIGURES = 4, HALF = 4, TRIES = 3000 };

static uint64_t seed = 12;

static unsigned
draw(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % n;
}

/* An exact fraction of the brute force; d is 0 if it divides by 0 or does not fit. */
struct exactly {
	__int128 n, d;
};

static struct exactly
lowest(__int128 n, __int128 d)
{
	__int128 a = n < 0 ? -n : n, b = d < 0 ? -d : d, t;

	if (d == 0 || a >= (__int128)1 << 60 || b >= (__int128)1 << 60)
		return (struct exactly){0, 0};
	while (b != 0) {
		t = a % b;
		a = b;
		b = t;
	}
	return (struct exactly){d < 0 ? -n / a : n / a, d < 0 ? -d / a : d / a};
}

/* In postfix form: letters are figures, digits numbers. */
struct expression {
	char postfix[64], text[400];
};

static struct exactly
at_point(const char *postfix, const int *x)
{
	struct exactly stack[64];
	size_t n = 0;

	for (const char *p = postfix; *p != '\0'; p++) {
		struct exactly b, a;

		if (*p >= 'a' && *p <= 'd') {
			stack[n++] = (struct exactly){x[*p - 'a'], 1};
			continue;
		}
		if (*p >= '0' && *p <= '9') {
			stack[n++] = (struct exactly){*p - '0', 1};
			continue;
		}
		b = stack[--n];
		a = stack[--n];
		if (a.d == 0 || b.d == 0)
			return (struct exactly){0, 0};
		stack[n++] = *p == '+' ? lowest(a.n * b.d + b.n * a.d, a.d * b.d) :
		    *p == '-' ? lowest(a.n * b.d - b.n * a.d, a.d * b.d) :
		    *p == '*' ? lowest(a.n * b.n, a.d * b.d) : lowest(a.n * b.d, a.d * b.n);
	}
	return stack[0];
}

/* Adds an expression to both forms. */
static void
grow(struct textbuf *text, struct textbuf *postfix, unsigned depth)
{
	unsigned kind = draw(depth == 0 ? 5 : 12);
	char op = "+-*/"[draw(4)];

	if (kind < 5) {
		char leaf = kind == 4 ? (char)('1' + draw(9)) : (char)('a' + draw(FIGURES));

		textbuf_addf(text, "%c", leaf);
		textbuf_addf(postfix, "%c", leaf);
		return;
	}
	textbuf_addf(text, "(");
	grow(text, postfix, depth - 1);
	textbuf_addf(text, " %c ", op);
	grow(text, postfix, depth - 1);
	textbuf_addf(text, ")");
	textbuf_addf(postfix, "%c", op);
}

static void
invent(struct expression *e)
{
	struct textbuf text = {0}, postfix = {0};

	grow(&text, &postfix, 3);
	snprintf(e->text, sizeof(e->text), "%s", text.p);
	snprintf(e->postfix, sizeof(e->postfix), "%s", postfix.p);
	textbuf_free(&text);
	textbuf_free(&postfix);
}

struct found {
	struct exactly low, high;
	bool any, below;	/* below: a value that is 0 or less */
	bool holes;		/* points without a value, as at 0 / 0 */
};

static int
compare(struct exactly a, struct exactly b)
{
	__int128 x = a.n * b.d, y = b.n * a.d;

	return (x > y) - (x < y);
}

/* The least and the greatest value of left - right in the grid; right may be NULL. */
static struct found
search(const struct expression *left, const struct expression *right, const int *middle)
{
	struct found f = {0};
	int x[FIGURES];

	for (int at = 0; at < 9 * 9 * 9 * 9; at++) {
		struct exactly v, w = {0, 1};

		x[0] = middle[0] - HALF + at % 9;
		x[1] = middle[1] - HALF + at / 9 % 9;
		x[2] = middle[2] - HALF + at / 81 % 9;
		x[3] = middle[3] - HALF + at / 729;
		v = at_point(left->postfix, x);
		if (right != NULL)
			w = at_point(right->postfix, x);
		if (v.d != 0 && w.d != 0)
			v = lowest(v.n * w.d - w.n * v.d, v.d * w.d);
		f.holes |= v.d == 0 || w.d == 0;
		if (v.d == 0 || w.d == 0)
			continue;
		if (!f.any || compare(v, f.low) < 0)
			f.low = v;
		if (!f.any || compare(v, f.high) > 0)
			f.high = v;
		f.any = true;
		f.below |= v.n <= 0;
	}
	return f;
}

static void
say_mistake(void *arg, bool fatal, const char *text)
{
	(void)arg;
	if (fatal)
		printf("# %s\n", text);
}

/* How an end of the range is to the value: -1 below, 0 there, 1 above. */
static int
end_to(struct figure range, enum figure_end end, struct exactly v)
{
	struct fraction r = figure_end(range, end);

	return r.d == 0 ? (int)r.n : compare((struct exactly){r.n, r.d}, v);
}

struct tally {
	unsigned narrower, wider, wrong, exact, twice, differences;
};

/* The range of one expression, which is in a let. */
static void
try_value(struct eval *ev, const struct node *let, const struct found *f, struct tally *t,
    const char *text)
{
	struct figure room;
	const struct figure *range = eval_number(ev, let, &room);
	bool exact = let->twice && range != NULL && let->exact->range(ev, let->exact, &room);
	int low, high;

	if (range == NULL || !f->any)
		return;
	low = end_to(*range, FIGURE_OPEN_LOW, f->low);
	high = end_to(*range, FIGURE_OPEN_HIGH, f->high);
	t->narrower += low > 0 || high < 0;
	t->wider += exact && !f->holes && (low < 0 || high > 0);
	t->exact += exact;
	t->twice += let->twice;
	if (low > 0 || high < 0 || (exact && !f->holes && (low < 0 || high > 0)))
		printf("# %s: low %d high %d%s\n", text, low, high, exact ? ", exact" : "");
}

static void
try_rules(struct rules *rules, const int *middle, const struct expression *e,
    const struct found *one, const struct found *both, struct tally *t)
{
	struct slice names[FIGURES], cells[FIGURES];
	char cell[FIGURES][16];
	struct remarks m = {.say = say_mistake};
	struct program *p;
	struct row row;
	struct figure room;
	enum truth truth;

	for (size_t i = 0; i < FIGURES; i++) {
		names[i] = (struct slice){"abcd" + i, 1};
		snprintf(cell[i], sizeof(cell[i]), "%d", middle[i]);
		cells[i] = slice_of(cell[i]);
	}
	p = program_bind(rules, names, FIGURES, &(struct bind_options){0}, &m);
	row_init(&row, p);
	row_next(&row);
	row.text = cells;
	if (!m.fatal) {
		struct eval ev = {.row = &row, .rule = &p->rule[0], .failed_only = -1};
		const struct node *check = p->rule[0].check;

		try_value(&ev, p->rule[0].let[0], one, t, e[0].text);
		truth = eval_cond(&ev, check);
		t->differences += check->twice;
		t->wrong += both->below && truth == NO;
		t->wrong += !both->below && both->any && !both->holes && truth == YES &&
		    exact_difference(&ev, check, &room);
		if (both->below && truth == NO)
			printf("# %s <= %s\n", e[0].text, e[1].text);
	}
	t->wrong += m.fatal;
	row_free(&row);
	program_free(p);
}

static void
try(const struct scratch *file, struct tally *t)
{
	struct expression e[2];
	int middle[FIGURES];
	struct found one, both;
	struct textbuf text = {0};
	char path[sizeof file->path], *paths[] = {path};
	struct errmsg why;
	struct rules *rules;

	for (size_t i = 0; i < FIGURES; i++)
		middle[i] = (int)draw(40) - 8;
	invent(&e[0]);
	invent(&e[1]);
	one = search(&e[0], NULL, middle);
	both = search(&e[0], &e[1], middle);
	textbuf_addf(&text, "number a, b, c, d\nrounded a, b, c, d to %d\nrule A1 error\n"
	    " let: x = %s\n check: x <= %s within rounding\n", 2 * HALF, e[0].text, e[1].text);
	scratch_write(file, text.p, text.n);
	memcpy(path, file->path, sizeof(path));
	rules = rules_read(paths, 1, &why);
	if (rules != NULL && strpbrk(e[0].postfix, "abcd") != NULL)
		try_rules(rules, middle, e, &one, &both, t);
	rules_free(rules);
	textbuf_free(&text);
}

int
main(void)
{
	struct scratch file = scratch_open();
	struct tally t = {0};

	for (int i = 0; i < TRIES; i++)
		try(&file, &t);
	printf("# %d expressions, %u with a figure twice, %u of them exact; %u comparisons\n", TRIES,
	    t.twice, t.exact, t.differences);
	tap_ok(t.narrower == 0, "no range is narrower than the truth");
	tap_ok(t.wider == 0, "no range that is exact is wider than the truth");
	tap_ok(t.wrong == 0, "no comparison fails that some figures satisfy, or the reverse");
	tap_ok(t.exact > TRIES / 10 && t.differences > TRIES / 10, "and there were many of each");
	return done_testing();
}
