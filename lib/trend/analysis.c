#include "trend/analysis.h"

#include <math.h>

#include "base/intern.h"

/* Of the whole name, or its first cell that is in the dictionary; else what its own row says. */
static const struct dictionary_entry *
entry_of(const struct analysis *a, const struct series *s, size_t *cell)
{
	static const struct dictionary_entry blank = DICTIONARY_BLANK;
	const struct dictionary_entry *entry = dictionary_of_series(a->dictionary, s->name, s->key,
	    cell);

	return entry != NULL ? entry : s->own != NULL ? s->own : &blank;
}

/* The key of s with another indicator in its cell. */
static size_t
find_other(const struct series *s, size_t cell, struct slice indicator)
{
	struct keybuf key = {0};
	struct slice rest = s->key, text;
	size_t found;

	if (cell == DICTIONARY_WHOLE)
		return series_find_name(s->set, indicator);
	for (size_t i = 0; keybuf_next(&rest, &text); i++)
		keybuf_add(&key, i == cell ? indicator : text);
	found = series_find(s->set, keybuf_key(&key));
	keybuf_free(&key);
	return found;
}

/* A percentage whose counts the dictionary names, made from these where the input has both. */
static int
make_share(struct analysis *a, struct result *r, size_t cell, struct errmsg *e)
{
	const struct dictionary_entry *entry = r->entry;
	size_t numerator, denominator;

	if (a->as_sent || entry->numerator.n == 0 || entry->denominator.n == 0 ||
	    r->s.measure != SERIES_FIGURES)
		return 0;
	numerator = find_other(&r->s, cell, entry->numerator);
	denominator = find_other(&r->s, cell, entry->denominator);
	if (numerator == series_count(r->s.set) || denominator == series_count(r->s.set))
		return 0;
	if (pool_share(&r->s, numerator, denominator, &a->made, e) != 0)
		return -1;
	r->s = a->made.s;
	return 0;
}

static int
add_up(struct analysis *a, struct result *r, struct errmsg *e)
{
	const enum pool_form form = a->pool > 0 ? POOL_BLOCKS : POOL_ROLLING;
	const struct series s = r->s;
	const char *option = a->pool > 0 ? "--pool" : "--rolling";

	r->rolling = a->rolling > 0;
	r->pooled = (size_t)(a->pool + a->rolling);
	if (r->pooled == 0)
		return 0;
	if (r->kind == KIND_STOCK)
		return errmsg_set(e, "%s: '%s' is a stock, which cannot be added up; expected a "
		    "flow", option, s.name);
	if (pool_series(&s, form, r->pooled, &a->sums, e) != 0)
		return -1;
	r->s = a->sums.s;
	return r->rolling ? pool_series(&s, POOL_BLOCKS, r->pooled, &a->apart, e) : 0;
}

/* The tests of sums that do not overlap, for those that do. */
static int
test_apart(struct analysis *a, const struct trend_options *o, struct trend *t, struct errmsg *e)
{
	const struct trend *from = &a->apart_trend;

	if (trend_of(&a->apart.s, o, &a->apart_trend, e) != 0)
		return -1;
	t->n_tested = from->n_tested;
	t->mk = from->mk;
	t->mk_p = from->mk_p;
	t->sen = from->sen;
	t->sen_lower = from->sen_lower;
	t->sen_upper = from->sen_upper;
	t->sen_confidence = from->sen_confidence;
	t->ols = from->ols;
	t->refusal = from->refusal;
	t->poisson = from->poisson;
	t->logit = from->logit;
	t->quasi = from->quasi;
	t->ratio = from->ratio;
	t->phi = from->phi;
	t->pearson = from->pearson;
	t->df = from->df;
	t->xmr.last = from->xmr.last;
	return 0;
}

static int
compute(struct analysis *a, struct result *r, struct errmsg *e)
{
	struct trend_options o = a->trend;

	o.chart.kind = r->kind;
	o.measure = unit_is_measure(r->entry->unit);
	if (r->rolling) {
		o.tests = o.seasons = false;
		o.chart.type = CHART_NONE;
	}
	if (trend_of(&r->s, &o, &r->t, e) != 0)
		return -1;
	o.tests = true;
	if (r->rolling && a->trend.tests && test_apart(a, &o, &r->t, e) != 0)
		return -1;
	r->first_period = r->last_period = (struct slice){"", 0};
	if (r->t.n > 0) {
		r->first_period = series_label(&r->s, r->t.first, NULL);
		r->last_period = series_label(&r->s, r->t.last, NULL);
	}
	return 0;
}

int
analysis_make(struct analysis *a, const struct series *s, struct result *r, struct errmsg *e)
{
	size_t cell;

	r->s = *s;
	r->entry = entry_of(a, s, &cell);
	r->kind = r->entry->kind != KIND_UNSAID ? r->entry->kind : a->kind;
	r->target = !isnan(r->entry->target) ? r->entry->target : a->target;
	r->s.percent |= r->entry->percent;
	if (a->figures)
		r->s.measure = SERIES_FIGURES;
	else if (make_share(a, r, cell, e) != 0)
		return -1;
	if (add_up(a, r, e) != 0)
		return -1;
	return compute(a, r, e);
}

void
analysis_free(struct analysis *a, struct result *r)
{
	trend_free(&r->t);
	trend_free(&a->apart_trend);
	made_free(&a->made);
	made_free(&a->sums);
	made_free(&a->apart);
	textbuf_free(&r->reason);
	textbuf_free(&r->signals);
	textbuf_free(&r->sentence);
}
