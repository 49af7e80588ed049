/*
 * Damage done to the six published tables: each cut at every byte, and each byte changed to every
 * other value. Reading must end, in rows or in a message with a place; what is still read must be a
 * table of the same shape, with one word or figure changed.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "tap/scratch.h"
#include "tap/tap.h"
#include "tidy/tidy.h"

enum { MAX_SIZE = 1000, MAX_CELLS = 40 };

static const char *const tables[] = {
	"caf-completed", "children-in-need", "cp-categories", "cp-plans", "looked-after",
	"new-looked-after",
};

/* What a table reads as: a line of text for each observation, less and more. */
struct reading {
	size_t n;
	char series[MAX_CELLS][200], figure[MAX_CELLS][64];
	struct period period[MAX_CELLS];
	struct errmsg error;	/* empty: read to its end */
};

static void
read_table(const struct scratch *s, struct reading *r)
{
	const struct tidy_options opt = {.head.fyear = 2014};
	char path[sizeof s->path], *paths[] = {path};
	struct observation c;
	struct tidy t;
	int got;

	memcpy(path, s->path, sizeof path);
	*r = (struct reading){0};
	got = tidy_open(&t, paths, 1, &opt, &r->error) == 0 ? 1 : -1;
	while (got == 1 && r->n < MAX_CELLS && (got = tidy_next(&t, &c, &r->error)) == 1) {
		snprintf(r->series[r->n], sizeof r->series[0], "%.*s|%.*s", SLICE_ARG(c.indicator),
		    SLICE_ARG(c.category));
		snprintf(r->figure[r->n], sizeof r->figure[0], "%.*s (%.*s)", SLICE_ARG(c.value),
		    SLICE_ARG(c.percentage));
		r->period[r->n++] = c.period;
	}
	tidy_close(&t);
}

/* "/proc/self/fd/3:2: ..." or, for a file of nothing, "/proc/self/fd/3: ...". */
static bool
has_place(const struct scratch *s, const struct reading *r)
{
	size_t n = strlen(s->path);

	return strncmp(r->error.text, s->path, n) == 0 && r->error.text[n] == ':' &&
	    strlen(r->error.text) > n + 10;
}

static bool
same_periods(const struct reading *a, const struct reading *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a->period[i].freq != b->period[i].freq || a->period[i].ord != b->period[i].ord)
			return false;
	return true;
}

/* How many observations differ in their figure. */
static size_t
figures_changed(const struct reading *a, const struct reading *b, size_t n)
{
	size_t changed = 0;

	for (size_t i = 0; i < n; i++)
		changed += strcmp(a->figure[i], b->figure[i]) != 0;
	return changed;
}

static void
check_cuts(const char *table, const char *p, size_t n, const struct scratch *s)
{
	struct reading whole, r;
	size_t bad = 0;

	scratch_write(s, p, n);
	read_table(s, &whole);
	for (size_t cut = 0; cut < n; cut++) {
		scratch_write(s, p, cut);
		read_table(s, &r);
		if (r.error.text[0] != '\0' ? has_place(s, &r) : r.n <= whole.n &&
		    same_periods(&r, &whole, r.n) && figures_changed(&r, &whole, r.n) <= 1)
			continue;
		if (bad++ == 0)
			printf("# cut at byte %zu: %zu observations, '%s'\n", cut, r.n,
			    r.error.text);
	}
	tap_ok(bad == 0, table);
}

static void
check_changes(const char *table, char *p, size_t n, const struct scratch *s)
{
	struct reading whole, r;
	size_t bad = 0, refused = 0, figures = 0, words = 0, same = 0;

	scratch_write(s, p, n);
	read_table(s, &whole);
	for (size_t i = 0; i < n; i++) {
		const char was = p[i];

		for (int v = 0; v < 256; v++) {
			if ((p[i] = (char)v) == was)
				continue;
			scratch_write(s, p, n);
			read_table(s, &r);
			if (r.error.text[0] != '\0' && has_place(s, &r)) {
				refused++;
				continue;
			}
			if (r.error.text[0] == '\0' && r.n == whole.n &&
			    same_periods(&r, &whole, r.n) &&
			    figures_changed(&r, &whole, r.n) <= 1) {
				if (figures_changed(&r, &whole, r.n) == 1)
					figures++;
				else if (memcmp(r.series, whole.series, sizeof r.series) != 0)
					words++;
				else
					same++;
				continue;
			}
			if (bad++ < 5)
				printf("# byte %zu from %d to %d: %zu observations, '%s'\n", i,
				    was, v, r.n, r.error.text);
		}
		p[i] = was;
	}
	tap_ok(bad == 0, table);
	printf("# %s: %zu refused, %zu another figure, %zu another word, %zu the same\n", table,
	    refused, figures, words, same);
}

int
main(void)
{
	struct scratch s = scratch_open();
	char path[100], name[100], *p = xmalloc(MAX_SIZE);
	size_t n;
	FILE *f;

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(path, sizeof path, "testdata/board/%s.csv", tables[i]);
		if ((f = fopen(path, "r")) == NULL) {
			tap_ok(false, path);
			continue;
		}
		n = fread(p, 1, MAX_SIZE, f);
		fclose(f);
		snprintf(name, sizeof name, "%s cut at every byte", tables[i]);
		check_cuts(name, p, n, &s);
		snprintf(name, sizeof name, "%s with every byte changed", tables[i]);
		check_changes(name, p, n, &s);
	}
	free(p);
	return done_testing();
}
