#include "trend/further.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/period.h"
#include "table/cell.h"

enum { MANY = 65536 };			/* combinations, if they are more than half of the rows */

/* While the keys are chosen. */
struct choice {
	const struct further *f;
	const struct series_set *set;
	struct intern *keys;		/* the series' number and the cells of the keys */
	uint32_t *key;			/* by combination */
	size_t ncombinations;
};

void
further_add(struct further *f, const struct input *in, size_t col)
{
	if (f->column == NULL) {
		f->column = xcalloc(in->ncols, sizeof(*f->column));
		f->combinations = intern_new();
	}
	f->column[f->ncolumns++] = (struct further_column){.col = col, .text = true};
}

/* A quarter or month does not name a series: its year may be in another column. */
static bool
is_name(struct slice cell)
{
	enum { ANY_YEAR = 2000 };
	struct period p;
	struct num num;

	return cell_parse(cell, CELL_FIGURE, &num) == NUM_BAD &&
	    !period_parse(cell, ANY_YEAR, &p) && !period_parse_month(cell, ANY_YEAR, &p);
}

/* The texts of a new combination: whether some column still has names alone. */
static bool
look_at_texts(struct further *f, struct input *in)
{
	bool any = false;

	for (size_t i = 0; i < f->ncolumns; i++) {
		struct further_column *c = &f->column[i];

		c->text = c->text && is_name(slice_trim(input_field(in, c->col)));
		any |= c->text;
	}
	return any;
}

void
further_look(struct further *f, struct input *in, size_t series,
    const struct dictionary_entry *own)
{
	const uint32_t number = (uint32_t)series;
	uint32_t known, id;

	if (f->ncolumns == 0 || f->ended)
		return;
	keybuf_reset(&f->key);
	keybuf_add(&f->key, (struct slice){(const char *)&number, sizeof(number)});
	for (size_t i = 0; i < f->ncolumns; i++)
		keybuf_add(&f->key, f->column[i].text ?
		    slice_trim(input_field(in, f->column[i].col)) : slice_of(""));
	known = intern_count(f->combinations);
	id = intern_id(f->combinations, keybuf_key(&f->key));
	if (id == known && (!look_at_texts(f, in) || (id > MANY && id > f->n / 2))) {
		f->ended = true;
		return;
	}
	f->of = xgrow(f->of, &f->cap, f->n + 1, sizeof(*f->of));
	f->of[f->n++] = id;
	owns_keep(&f->owns, id, own);
}

static uint32_t
series_of(const struct further *f, uint32_t combination)
{
	struct slice key = intern_key(f->combinations, combination), cell;
	uint32_t number;

	(void)keybuf_next(&key, &cell);
	memcpy(&number, cell.p, sizeof(number));
	return number;
}

/* Adds the cells of the keys. */
static void
add_cells(const struct further *f, uint32_t combination, struct keybuf *to)
{
	struct slice key = intern_key(f->combinations, combination), cell;

	(void)keybuf_next(&key, &cell);
	for (size_t i = 0; i < f->ncolumns && keybuf_next(&key, &cell); i++)
		if (f->column[i].key)
			keybuf_add(to, cell);
}

/* What each combination is by the present keys. */
static void
make_keys(struct choice *c)
{
	struct keybuf key = {0};

	if (c->keys != NULL)
		intern_free(c->keys);
	c->keys = intern_new();
	for (uint32_t i = 0; i < c->ncombinations; i++) {
		const uint32_t number = series_of(c->f, i);

		keybuf_reset(&key);
		keybuf_add(&key, (struct slice){(const char *)&number, sizeof(number)});
		add_cells(c->f, i, &key);
		c->key[i] = intern_id(c->keys, keybuf_key(&key));
	}
	keybuf_free(&key);
}

static int
compare(const void *a, const void *b)
{
	const uint64_t *p = a, *q = b;

	return *p < *q ? -1 : *p > *q;
}

/* Whether two rows are for one key and period. */
static bool
has_repeats(struct choice *c)
{
	const struct further *f = c->f;
	uint64_t *row = xcalloc(f->n, sizeof(*row));
	bool repeats = false;

	make_keys(c);
	for (size_t i = 0; i < f->n; i++)
		row[i] = (uint64_t)c->key[f->of[i]] << 32 | (uint32_t)series_ord(c->set, i);
	qsort(row, f->n, sizeof(*row), compare);
	for (size_t i = 1; i < f->n && !repeats; i++)
		repeats = row[i] == row[i - 1];
	free(row);
	return repeats;
}

struct span {
	int32_t first, last;
	bool met;
};

static void
widen(struct span *s, int32_t ord)
{
	s->first = !s->met || ord < s->first ? ord : s->first;
	s->last = !s->met || ord > s->last ? ord : s->last;
	s->met = true;
}

/*
 * Whether the keys of each series are all there in its first and last period; a series of one
 * period alone shows nothing.
 */
static bool
is_steady(struct choice *c)
{
	const struct further *f = c->f;
	struct span *series = xcalloc(series_count(c->set), sizeof(*series)), *span;
	uint32_t *nkeys = xcalloc(series_count(c->set), sizeof(*nkeys));
	bool steady = true;

	make_keys(c);
	span = xcalloc(intern_count(c->keys), sizeof(*span));
	for (size_t i = 0; i < f->n; i++) {
		const uint32_t key = c->key[f->of[i]], of = series_of(f, f->of[i]);

		nkeys[of] += !span[key].met;
		widen(&span[key], series_ord(c->set, i));
		widen(&series[of], series_ord(c->set, i));
	}
	for (uint32_t i = 0; i < c->ncombinations && steady; i++) {
		const struct span *a = &span[c->key[i]];
		const uint32_t of = series_of(f, i);

		steady = nkeys[of] == 1 || (series[of].first < series[of].last &&
		    a->first == series[of].first && a->last == series[of].last);
	}
	free(series);
	free(nkeys);
	free(span);
	return steady;
}

/* Whether the column alone may be a key. */
static bool
is_possible(struct further *f, size_t column, struct choice *c)
{
	for (size_t k = 0; k < f->ncolumns; k++)
		f->column[k].key = k == column;
	return f->column[column].text && is_steady(c);
}

/* Chooses the fewest columns that tell all rows apart, of two that do so the one on the left. */
static bool
choose_keys(struct further *f, struct choice *c)
{
	for (size_t i = 0; i < f->ncolumns; i++)
		f->column[i].text = is_possible(f, i, c);
	for (size_t i = 0; i < f->ncolumns; i++)
		f->column[i].key = f->column[i].text;
	if (has_repeats(c))
		return false;
	for (size_t i = f->ncolumns; i-- > 0;)
		if (f->column[i].key) {
			f->column[i].key = false;
			f->column[i].key = has_repeats(c);
		}
	return is_steady(c);
}

/* Makes a series of each key: its key, kind and own figures. */
static void
split(struct further *f, const struct choice *c, struct series_set *set, struct rated *rated,
    struct owns *owns)
{
	struct owns own = {.unit = owns->unit, .polarity = owns->polarity, .target = owns->target};
	uint32_t *to = xcalloc(f->n, sizeof(*to));
	struct rated kinds = {0};
	struct intern *keys = intern_new();
	struct keybuf key = {0};

	for (uint32_t i = 0; i < c->ncombinations; i++) {
		keybuf_reset(&key);
		keybuf_append(&key, series_key(set, series_of(f, i)));
		add_cells(f, i, &key);
		(void)intern_id(keys, keybuf_key(&key));
	}
	for (size_t i = 0; i < f->n; i++) {
		to[i] = c->key[f->of[i]];
		if (f->owns.n > f->of[i])
			owns_keep(&own, to[i], &f->owns.own[f->of[i]]);
	}
	for (size_t i = 0; i < f->n && rated->kind != NULL; i++) {
		keybuf_reset(&key);
		keybuf_append(&key, rated_kind(rated, series_of(f, f->of[i])));
		add_cells(f, f->of[i], &key);
		(void)rated_add(&kinds, to[i], keybuf_key(&key), series_is_rated(set, i));
	}
	series_split(set, keys, to);
	rated_free(rated);
	*rated = kinds;
	owns_free(owns);
	*owns = own;
	keybuf_free(&key);
	free(to);
}

bool
further_settle(struct further *f, struct series_set *set, struct rated *rated, struct owns *owns)
{
	struct choice c = {.f = f, .set = set};
	bool chosen;

	if (f->ncolumns == 0 || f->ended || f->n == 0 || !series_repeats(set))
		return false;
	c.ncombinations = intern_count(f->combinations);
	c.key = xcalloc(c.ncombinations, sizeof(*c.key));
	chosen = choose_keys(f, &c);
	if (chosen)
		split(f, &c, set, rated, owns);
	intern_free(c.keys);
	free(c.key);
	return chosen;
}

void
further_describe(const struct further *f, const struct input *in, const struct series_set *set,
    struct errmsg *text)
{
	struct textbuf b = {0};
	size_t n = 0, left = 0;

	for (size_t i = 0; i < f->ncolumns; i++)
		left += f->column[i].key;
	for (size_t i = 0; i < f->ncolumns; i++)
		if (f->column[i].key) {
			left--;
			textbuf_addf(&b, "%s'%.*s'", n++ == 0 ? "" : left > 0 ? ", " : " and ",
			    SLICE_ARG(slice_trim(in->heading[f->column[i].col])));
		}
	errmsg_set(text, n > 1 ? "note: a series for each combination of %s, as only these tell "
	    "rows of one period apart: %zu series (-k chooses other columns)" : "note: a series "
	    "for each %s, as only that column tells rows of one period apart: %zu series (-k "
	    "chooses other columns)", b.p, series_count(set));
	textbuf_free(&b);
}

void
further_free(struct further *f)
{
	if (f->combinations != NULL)
		intern_free(f->combinations);
	free(f->column);
	free(f->of);
	owns_free(&f->owns);
	keybuf_free(&f->key);
	*f = (struct further){0};
}
