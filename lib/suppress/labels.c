#include "suppress/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/across.h"
#include "suppress/complete.h"
#include "suppress/ranges.h"
#include "table/authority.h"

enum { NEAR = 5 };	/* what a total may be more than its parts, and is still meant as theirs */

struct labels {
	struct study *st;
	const struct publication *p;
	size_t dim;
	uint32_t *candidate;		/* places */
	size_t n;
};

static bool
starts_with(struct slice s, struct slice start)
{
	return s.n > start.n && slice_caseeq((struct slice){s.p, start.n}, start);
}

static bool
ends_with(struct slice s, struct slice end)
{
	return s.n > end.n && slice_caseeq((struct slice){s.p + s.n - end.n, end.n}, end);
}

bool
labels_leaves_out(struct slice s)
{
	static const char words[][16] = {"excluding", "except", "without", "excl"};
	bool found = false;

	for (size_t i = 0; i < s.n && !found; i++)
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]) && !found; k++)
			found = i > 0 && s.p[i - 1] == ' ' && strlen(words[k]) <= s.n - i &&
			    slice_caseeq((struct slice){s.p + i, strlen(words[k])},
			    slice_of(words[k]));
	return found;
}

/* How totals are called, apart from Total. */
bool
labels_is_like_total(struct slice s)
{
	static const struct {
		char words[16];
		enum { WHOLE, START, END } where;
	} names[] = {
		{"Totals", WHOLE}, {"All", WHOLE}, {"Persons", WHOLE}, {"People", WHOLE},
		{"Both", WHOLE}, {"Both sexes", WHOLE}, {"Overall", WHOLE}, {"Sum", WHOLE},
		{"Everyone", WHOLE}, {"All ", START}, {"Total ", START}, {"Total: ", START},
		{" total", END}, {" totals", END},
	};

	if (starts_with(s, slice_of("All other")) || labels_leaves_out(s))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct slice words = slice_of(names[i].words);

		if (names[i].where == WHOLE ? slice_caseeq(s, words) :
		    names[i].where == START ? starts_with(s, words) : ends_with(s, words))
			return true;
	}
	return false;
}

/* Sums of the place that are known to add up, of two parts above 0 at least. */
static size_t
count_telling(const struct space *s, const struct publication *p, size_t dim, uint32_t place)
{
	const struct row **row = xcalloc(p->table.n, sizeof(*row));
	struct sums sums = {0};
	size_t n = 0;

	for (size_t i = 0; i < p->table.n; i++)
		row[i] = &p->table.row[i];
	sums_find_in(&sums, s, row, p->table.n, dim);
	for (size_t k = 0; k < sums.n; k++) {
		const struct sum *of = &sums.item[k];
		bool known = row[of->total]->at[dim] == place && row[of->total]->known;
		size_t above = 0;

		for (size_t i = 0; i < of->n && known; i++) {
			known = row[of->part[i]]->known;
			above += row[of->part[i]]->count > 0;
		}
		n += known && above > 1 &&
		    ranges_add_up(p->low, p->high, of->total, of->part, of->n);
	}
	sums_free(&sums);
	free(row);
	return n;
}

/*
 * Of blanks in a hierarchy one may be wrong, which is an error then, and they need no parts of the
 * next level: a region may have wards alone. Of other places few may be, and not if blank.
 */
static bool
holds(const struct space *s, const struct publication *p, size_t dim, uint32_t candidate,
    size_t sums, size_t broken)
{
	const struct dimension *d = &s->dim[dim];

	if (d->place[candidate].words.n == 0 && d->within)
		return 2 * broken <= sums;
	if (sums == 0 || broken == 0 || d->place[candidate].words.n == 0)
		return sums > 0 && broken == 0;
	return 2 * broken <= sums && count_telling(s, p, dim, candidate) > 1;
}

static enum labels_trial
try_as_is(struct space *s, const struct publication *p, size_t dim, const uint32_t *candidate,
    size_t n)
{
	struct place *place = s->dim[dim].place;
	bool *apart = xcalloc(n, sizeof(*apart));
	size_t before, broken_before, after, sums, broken;

	before = complete_count(s, p, dim, &broken_before);
	for (size_t i = 0; i < n; i++) {
		apart[i] = place[candidate[i]].apart;
		place[candidate[i]].apart = false;
		place[candidate[i]].total = true;
	}
	after = complete_count(s, p, dim, &broken);
	sums = after > before ? after - before : 0;
	broken = broken > broken_before ? broken - broken_before : 0;
	if (!holds(s, p, dim, candidate[0], sums, broken))
		for (size_t i = 0; i < n; i++) {
			place[candidate[i]].apart = apart[i];
			place[candidate[i]].total = false;
		}
	free(apart);
	return place[candidate[0]].total ? LABELS_HOLD : sums > 0 ? LABELS_FAIL : LABELS_NO_SUMS;
}

enum labels_trial
labels_try(struct space *s, const struct publication *p, size_t dim, const uint32_t *candidate,
    size_t n)
{
	struct dimension *d = &s->dim[dim];
	enum labels_trial trial = try_as_is(s, p, dim, candidate, n);

	/* The total of quarters, where a year is theirs as well. */
	if (trial == LABELS_FAIL && d->kind == DIMENSION_PERIOD && !d->nested) {
		d->nested = true;
		if (try_as_is(s, p, dim, candidate, n) == LABELS_HOLD)
			trial = LABELS_HOLD;
		d->nested = false;
	}
	return trial;
}

static void
report(const struct labels *l, uint32_t candidate, void (*note)(const char *message))
{
	const struct dimension *d = &l->st->space.dim[l->dim];
	struct slice words = d->place[candidate].words;
	struct errmsg e;

	if (note == NULL || (words.n == 0 && !d->within && d->kind != DIMENSION_AREA) ||
	    d->role == ROLE_INDICATOR)
		return;
	if (words.n == 0) {
		errmsg_set(&e, "%s: %.*s: rows in which it is blank%s do not add up as totals: "
		    "they are taken as parts", l->p->table.file, SLICE_ARG(d->heading),
		    l->p->table.owned != NULL ? ", or has the name of the whole," : "");
		note(e.text);
		return;
	}
	errmsg_set(&e, "%s: %.*s: '%.*s' does not add up as a total: it is taken as %s; "
	    "expected --total '%.*s' if it is one", l->p->table.file, SLICE_ARG(d->heading),
	    SLICE_ARG(words), d->place[candidate].apart ? "neither that nor a part" : "a part",
	    SLICE_ARG(words));
	note(e.text);
}

/* Whether the whole, which its parts do not make, is so near their sum that it is meant as it. */
static bool
is_near(const struct row *total, const struct row *const *row, const struct sum *of, bool named)
{
	int64_t sum = 0, greatest = 0, off;

	if (!total->known || of->n < 2)
		return false;
	for (size_t i = 0; i < of->n; i++) {
		const struct row *r = row[of->part[i]];

		if (!r->known)
			return false;
		sum += r->count;
		greatest = r->count > greatest ? r->count : greatest;
	}
	off = total->count - sum;
	if (off > 0 && (named || off <= NEAR))
		return true;
	return total->count > greatest && 10 * llabs(off) <= (sum > 10 ? sum : 10);
}

/*
 * Whether the place is a total although it is wrong: by most of its sums in a hierarchy, elsewhere
 * by all. An authority's name says so in a single group in which the parts are less.
 */
static bool
is_meant(const struct labels *l, uint32_t candidate)
{
	struct place *place = &l->st->space.dim[l->dim].place[candidate];
	const struct row **row = xcalloc(l->p->table.n, sizeof(*row));
	struct complete c = {.s = &l->st->space, .p = l->p};
	uint32_t *part = xcalloc(l->p->table.n, sizeof(*part));
	struct sums sums = {0};
	size_t n = 0, far = 0, near = 0;

	for (size_t i = 0; i < l->p->table.n; i++)
		row[i] = &l->p->table.row[i];
	place->total = true;
	sums_find_in(&sums, &l->st->space, row, l->p->table.n, l->dim);
	for (size_t k = 0; k < sums.n; k++)
		n += row[sums.item[k].total]->at[l->dim] == candidate;
	for (size_t k = 0; k < sums.n; k++) {
		const struct sum *of = &sums.item[k];
		const struct row *total = row[of->total];

		if (total->at[l->dim] != candidate ||
		    ranges_add_up(l->p->low, l->p->high, of->total, of->part, of->n) ||
		    complete_sum(&c, l->dim, of->total, of, part) > 0)
			continue;
		if (is_near(total, row, of, n == 1 && total->place != total->cell))
			near++;
		else
			far++;
	}
	place->total = false;
	sums_free(&sums);
	free(row);
	free(part);
	return near > 0 && (l->st->space.dim[l->dim].within ? 2 * far <= n : far == 0);
}

static void
try_one(const struct labels *l, uint32_t candidate, void (*note)(const char *message))
{
	struct place *place = &l->st->space.dim[l->dim].place[candidate];

	if (labels_try(&l->st->space, l->p, l->dim, &candidate, 1) != LABELS_FAIL)
		return;
	if (!is_meant(l, candidate)) {
		report(l, candidate, note);
		return;
	}
	place->total = true;
	place->apart = false;
}

static void
try_all(const struct labels *l, void (*note)(const char *message))
{
	struct space *s = &l->st->space;

	if (l->n > 1 && labels_try(s, l->p, l->dim, l->candidate, l->n) == LABELS_HOLD)
		return;
	for (size_t i = 0; i < l->n; i++)
		try_one(l, l->candidate[i], note);
}

static bool
is_candidate(const struct dimension *d, uint32_t place)
{
	struct slice words = d->place[place].words;

	if (d->place[place].total || d->place[place].apart || d->place[place].parts)
		return false;
	return words.n == 0 ? d->kind != DIMENSION_PERIOD && d->role != ROLE_INDICATOR :
	    labels_is_like_total(words);
}

/* Places that earlier publications have were settled with these. */
static void
find_candidates(struct labels *l, size_t pub)
{
	const struct dimension *d = &l->st->space.dim[l->dim];
	const uint32_t n = intern_count(d->places);
	bool *settled = xcalloc(n, sizeof(*settled));

	for (size_t k = 0; k < pub; k++)
		for (size_t i = 0; i < l->st->pub[k].table.n; i++)
			settled[l->st->pub[k].table.row[i].at[l->dim]] = true;
	l->n = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!settled[i] && is_candidate(d, i))
			l->candidate[l->n++] = i;
	free(settled);
}

/* Area total, next to areas: no part, and no total unless it adds up. */
static bool
is_apart(const struct dimension *d, uint32_t place)
{
	const struct place *p = &d->place[place];

	return d->kind == DIMENSION_AREA && p->apart && !p->subtotal &&
	    labels_is_like_total(p->words) &&
	    authority_whole(slice_of(""), p->words) != AUTHORITY_NO_WHOLE;
}

void
labels_find(struct study *st, size_t pub, void (*note)(const char *message))
{
	const struct publication *p = &st->pub[pub];
	struct labels l = {.st = st, .p = p};

	for (l.dim = 0; l.dim < st->space.n; l.dim++) {
		l.candidate = xcalloc(intern_count(st->space.dim[l.dim].places),
		    sizeof(*l.candidate));
		find_candidates(&l, pub);
		try_all(&l, note);
		for (uint32_t i = 0; i < intern_count(st->space.dim[l.dim].places); i++)
			if (is_apart(&st->space.dim[l.dim], i))
				try_one(&l, i, note);
		free(l.candidate);
	}
}

bool
labels_find_across(struct study *st)
{
	struct publication all;
	bool found = false;

	across_collect(st, &all);
	for (size_t d = 0; d < st->space.n; d++)
		for (uint32_t i = 0; i < intern_count(st->space.dim[d].places); i++)
			if (is_candidate(&st->space.dim[d], i) ||
			    (st->space.dim[d].place[i].apart &&
			    !labels_leaves_out(st->space.dim[d].place[i].words)))
				found |= labels_try(&st->space, &all, d, &i, 1) == LABELS_HOLD;
	across_free(&all);
	return found;
}
