#include "suppress/breakdown.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/labels.h"
#include "suppress/rounding.h"

#define NONE UINT32_MAX
enum { MOST_NAMED = 3, MOST_ROUNDED = 5 };

struct finder {
	struct space *s;
	const struct row **row;		/* of all publications, one for each count */
	size_t n;
	bool rounded;
	size_t types, dim;		/* dimensions: of the types; of what they have */
	/* Of a set of rows that differ in the two only. */
	struct group {
		uint32_t whole;		/* a row */
		int64_t sum;		/* of all types, as far as it is known */
		size_t above;		/* types with a count above 0; */
		size_t holds, open;	/* those that add up, and those not known */
		int64_t first;		/* what the first one makes that is known, above 0 */
	} *group;
	/* The same of one type. */
	struct kind {
		uint32_t group, type, own;	/* its own total, a row */
		uint32_t first;			/* one of its rows */
		int64_t sum;
		size_t above, unknown, n;
	} *kind;
	uint32_t ngroups, nkinds;
	size_t *holds, *broken;		/* by type: where all is known */
};

static void
collect(struct finder *f, const struct study *st, const struct policy *policy)
{
	const size_t size = st->space.n * sizeof(uint32_t);
	struct intern *cells = intern_new();
	size_t cap = 0;

	for (size_t k = 0; k < st->npubs; k++) {
		const struct table *t = &st->pub[k].table;

		f->rounded |= rounding_arrived(t, policy);
		for (size_t i = 0; i < t->n; i++) {
			const uint32_t id = intern_id(cells,
			    (struct slice){(const char *)t->row[i].at, size});

			f->row = xgrow(f->row, &cap, id + 1, sizeof(*f->row));
			if (id == f->n || (!f->row[id]->known && t->row[i].known))
				f->row[id] = &t->row[i];
			f->n = intern_count(cells);
		}
	}
	intern_free(cells);
}

/* The number of the row's place in all dimensions but one, or two. */
static uint32_t
number(const struct finder *f, struct intern *in, const struct row *r, size_t d1, size_t d2)
{
	uint32_t key[SPACE_MAX];

	memcpy(key, r->at, f->s->n * sizeof(*key));
	key[d1] = key[d2] = 0;
	return intern_id(in, (struct slice){(const char *)key, f->s->n * sizeof(*key)});
}

static int64_t
slack(const struct finder *f, size_t n)
{
	return f->rounded ? MOST_ROUNDED * ((int64_t)n + 1) : 0;
}

/* Types */

static bool
is_whole(const struct finder *f, size_t dim, uint32_t row)
{
	return space_place(f->s, dim, f->row[row])->whole;
}

/* Whether what is a total of the types is one in the other column: in one place of each. */
static bool
have_one_total(const struct finder *f)
{
	const struct row *total = NULL;

	for (uint32_t i = 0; i < f->n; i++) {
		const struct row *r = f->row[i];

		if (!is_whole(f, f->types, i))
			continue;
		if (!is_whole(f, f->dim, i) || (total != NULL &&
		    (r->at[f->types] != total->at[f->types] || r->at[f->dim] != total->at[f->dim])))
			return false;
		total = r;
	}
	return total != NULL;
}

static void
add_row(struct finder *f, uint32_t i, uint32_t group, uint32_t kind)
{
	struct kind *k = &f->kind[kind];
	const struct row *r = f->row[i];

	if (is_whole(f, f->types, i)) {
		f->group[group].whole = i;
		return;
	}
	if (space_place(f->s, f->dim, r)->apart)
		return;
	k->group = group;
	k->type = r->at[f->types];
	k->first = i;
	if (is_whole(f, f->dim, i)) {
		k->own = i;
		return;
	}
	k->n++;
	k->sum += r->known ? r->count : r->low;
	k->above += r->known && r->count > 0;
	k->unknown += !r->known;
}

static void
make_groups(struct finder *f)
{
	struct intern *groups = intern_new(), *kinds = intern_new();

	f->group = xcalloc(f->n + 1, sizeof(*f->group));
	f->kind = xcalloc(f->n + 1, sizeof(*f->kind));
	for (size_t i = 0; i < f->n; i++)
		f->group[i].whole = f->kind[i].own = NONE;
	for (uint32_t i = 0; i < f->n; i++)
		add_row(f, i, number(f, groups, f->row[i], f->types, f->dim),
		    number(f, kinds, f->row[i], f->dim, f->dim));
	f->ngroups = intern_count(groups);
	f->nkinds = intern_count(kinds);
	intern_free(groups);
	intern_free(kinds);
	for (uint32_t i = 0; i < f->nkinds; i++) {
		struct kind *k = &f->kind[i];

		if (k->own != NONE && f->row[k->own]->known) {
			k->sum = f->row[k->own]->count;
			k->above += k->sum > 0;
			k->unknown = 0;
		}
		f->group[k->group].sum += k->sum;
		f->group[k->group].above += k->n + (k->own != NONE) > 0 && k->sum > 0;
	}
}

/* Where the total is not known, types that make the same say what it is. */
static void
compare(struct finder *f, const struct kind *k)
{
	struct group *g = &f->group[k->group];

	if (k->unknown > 0 || k->above < 2)
		return;
	if (g->first == 0)
		g->first = k->sum;
	else if (llabs(k->sum - g->first) <= 2 * slack(f, k->n))
		f->holds[k->type] += ++g->holds > 0;
	else
		f->broken[k->type]++;
}

/* Counts, by type, where it adds up. False: somewhere it cannot, whatever is hidden. */
static bool
count_types(struct finder *f)
{
	bool fits = true;

	for (uint32_t i = 0; i < f->nkinds; i++) {
		const struct kind *k = &f->kind[i];
		const uint32_t whole = f->group[k->group].whole;
		int64_t off;

		if (k->n + (k->own != NONE) == 0)
			continue;
		if (whole == NONE || !f->row[whole]->known) {
			compare(f, k);
			continue;
		}
		off = k->sum - f->row[whole]->count;
		fits &= off <= slack(f, k->n);
		if (k->unknown > 0) {
			f->group[k->group].open++;
		} else if (llabs(off) > slack(f, k->n)) {
			f->broken[k->type]++;
		} else {
			f->holds[k->type] += k->above > 1;
			f->group[k->group].holds += k->above > 1;
		}
	}
	return fits;
}

/* category_type, breakdown_topic */
static bool
are_called_types(const struct finder *f)
{
	static const char words[][16] = {"type", "topic", "breakdown", "group"};
	const struct slice h = f->s->dim[f->types].heading;
	bool found = false;

	for (size_t i = 0; i < h.n && !found; i++)
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]) && !found; k++)
			found = strlen(words[k]) <= h.n - i && slice_caseeq((struct slice){h.p + i,
			    strlen(words[k])}, slice_of(words[k]));
	return found;
}

/*
 * Whether all types together make more than the total, as types of a breakdown do, or one makes it
 * and others are hidden; or where too much is hidden, whether they are called so.
 */
static bool
overlap(const struct finder *f)
{
	size_t over = 0, equal = 0, open = 0;

	for (uint32_t g = 0; g < f->ngroups; g++) {
		const struct group *of = &f->group[g];
		int64_t off;

		open += of->open;
		if (of->whole == NONE || !f->row[of->whole]->known) {
			over += of->holds > 0;
			open++;
			continue;
		}
		if (of->above + of->open < 2)
			continue;
		off = of->sum - f->row[of->whole]->count;
		over += off > slack(f, f->n) || (of->holds > 0 && of->open > 0);
		equal += of->open == 0 && llabs(off) <= slack(f, of->above);
	}
	return over > 0 ? 4 * equal <= over : equal == 0 && open > 0 && are_called_types(f);
}

static bool
are_types(struct finder *f)
{
	const uint32_t n = intern_count(f->s->dim[f->types].places);
	bool any = false, known = false, fits;

	f->holds = xcalloc(n, sizeof(*f->holds));
	f->broken = xcalloc(n, sizeof(*f->broken));
	make_groups(f);
	fits = count_types(f);
	for (uint32_t i = 0; i < n; i++) {
		any |= f->holds[i] > 0 && f->holds[i] >= f->broken[i];
		known |= f->holds[i] > 0 || f->broken[i] > 0;
	}
	any = (any || (fits && (!known || are_called_types(f)))) && overlap(f);
	free(f->group);
	free(f->kind);
	free(f->holds);
	free(f->broken);
	return any;
}

static void
take(struct finder *f)
{
	struct dimension *types = &f->s->dim[f->types], *dim = &f->s->dim[f->dim];

	for (uint32_t i = 0; i < f->n; i++)
		if (is_whole(f, f->types, i))
			types->place[f->row[i]->at[f->types]].total =
			    dim->place[f->row[i]->at[f->dim]].total = true;
	types->inner = types->inner == f->dim ? SIZE_MAX : types->inner;
	dim->inner = dim->inner == f->types ? SIZE_MAX : dim->inner;
	types->typed = f->dim;
	dim->types = f->types;
}

static bool
can_be(const struct dimension *d)
{
	return d->kind == DIMENSION_COLUMN && d->role != ROLE_INDICATOR &&
	    d->types == SIZE_MAX && d->typed == SIZE_MAX && intern_count(d->places) > 2;
}

static bool
look_in(struct finder *f)
{
	const struct dimension *types = &f->s->dim[f->types], *dim = &f->s->dim[f->dim];
	const bool found = can_be(types) && can_be(dim) &&
	    intern_count(types->places) < intern_count(dim->places) && have_one_total(f) &&
	    are_types(f);

	if (found)
		take(f);
	return found;
}

static bool
has_whole(const struct table *t, size_t col)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct slice cell = slice_trim(t->row[i].cell[col]);

		if (cell.n == 0 || labels_is_like_total(cell) ||
		    visible_alike(cell, slice_of("Total")))
			return true;
	}
	return false;
}

/* A column that identifies no count, as the labels of all types differ. */
static void
try_column(struct finder *f, struct table *const *t, size_t n, size_t col)
{
	bool found = false;
	struct errmsg e;

	if (col == t[0]->count || space_has_role(t[0], col) ||
	    space_has_column(f->s, t[0], col) || space_is_code(t[0]->heading[col]) ||
	    !has_whole(t[0], col) || space_extend(f->s, t, n, t[0]->heading[col], &e) != 0)
		return;
	f->types = f->s->n - 1;
	for (f->dim = 0; f->dim < f->types && !found; f->dim++)
		found = look_in(f);
	if (!found)
		space_drop(f->s);
}

void
breakdown_find(struct study *st, struct table *const *t, const struct policy *policy)
{
	struct finder f = {.s = &st->space};

	collect(&f, st, policy);
	for (f.types = 0; f.types < st->space.n; f.types++)
		for (f.dim = 0; f.dim < st->space.n; f.dim++)
			look_in(&f);
	for (size_t c = 0; c < t[0]->ncols && st->space.n < SPACE_MAX; c++)
		try_column(&f, t, st->npubs, c);
	free(f.row);
}

int
breakdown_check(const struct space *s, struct errmsg *e)
{
	for (size_t d = s->sure; d < s->n && s->unless.n > 0; d++)
		if (s->dim[d].types == SIZE_MAX && s->dim[d].typed == SIZE_MAX)
			return errmsg_set(e, "%.*s", SLICE_ARG(s->unless));
	return 0;
}

/* Where they add up */

static struct slice
key_of(const struct space *s, size_t dim, const struct row *r, uint32_t *key)
{
	memcpy(key, r->at, s->n * sizeof(*key));
	key[dim] = 0;
	return (struct slice){(const char *)key, s->n * sizeof(*key)};
}

uint32_t
breakdown_type(const struct space *s, size_t dim, const struct row *r)
{
	return s->dim[dim].types != SIZE_MAX ? r->at[s->dim[dim].types] : 0;
}

bool
breakdown_shares(const struct space *s, size_t dim, const struct row *r)
{
	const struct dimension *d = &s->dim[dim];
	uint32_t key[SPACE_MAX];

	return d->types != SIZE_MAX && !space_place(s, d->types, r)->total &&
	    (d->except == NULL || intern_find(d->except, key_of(s, dim, r, key)) == INTERN_NONE);
}

bool
breakdown_is_doubtful(const struct space *s, size_t dim, const struct row *total,
    const struct row *part, bool audit)
{
	const size_t types = s->dim[dim].types;

	return types != SIZE_MAX && (audit || s->dim[dim].except != NULL) &&
	    total->at[types] != part->at[types];
}

/* Of a sum: whether it holds, may hold as some of it is not known, or does not. */
enum fit { FIT_HOLDS, FIT_OPEN, FIT_LESS, FIT_MORE };

static enum fit
fit_of(const struct finder *f, const struct sum *sum)
{
	const struct row *total = f->row[sum->total];
	int64_t off = total->known ? -total->count : 0;
	bool known = total->known;

	for (size_t i = 0; i < sum->n; i++) {
		known &= f->row[sum->part[i]]->known;
		off += f->row[sum->part[i]]->known ? f->row[sum->part[i]]->count : 0;
	}
	if (total->known && off > slack(f, sum->n))
		return FIT_MORE;
	return !known ? FIT_OPEN : off < -slack(f, sum->n) ? FIT_LESS : FIT_HOLDS;
}

static void
say_unlike(const struct finder *f, const struct sum *sum, enum fit fit,
    void (*note)(const char *message))
{
	const struct row *r = f->row[sum->total];
	struct textbuf b = {0};
	struct errmsg e;

	space_words(f->s, r, &b);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: the rows of '%.*s' make %s than the total, that of "
	    "%s: there they are not tied to it%s", r->file, r->line,
	    SLICE_ARG(f->s->dim[f->dim].heading),
	    SLICE_ARG(space_place(f->s, f->types, f->row[sum->part[0]])->words),
	    fit == FIT_LESS ? "less" : "more", b.p, fit == FIT_LESS ? "; expected a row for the "
	    "rest, such as 'Not known'" : "");
	note(e.text);
	textbuf_free(&b);
}

/* Takes the row and others of its type out of those that share the total. */
static void
leave_out(struct finder *f, uint32_t row)
{
	struct dimension *d = &f->s->dim[f->dim];
	uint32_t key[SPACE_MAX];

	if (d->except == NULL)
		d->except = intern_new();
	intern_id(d->except, key_of(f->s, f->dim, f->row[row], key));
}

/* Whether the sum is in a total that is more than what its type makes. */
static bool
is_in_less(const struct finder *f, const struct sums *sums, const struct sum *sum)
{
	const uint32_t *at = f->row[sum->part[0]]->at;

	for (size_t k = 0; k < sums->n && f->broken[at[f->types]] > 0; k++) {
		const struct row *r = f->row[sums->item[k].part[0]];
		bool in = r->at[f->types] == at[f->types] &&
		    fit_of(f, &sums->item[k]) == FIT_LESS;

		for (size_t d = 0; d < f->s->n && in; d++)
			in = d == f->dim || r->at[d] == at[d] || space_place(f->s, d, r)->total;
		if (in)
			return true;
	}
	return false;
}

static void
settle(struct finder *f, const struct sums *sums, void (*note)(const char *message))
{
	size_t n = 0;
	struct errmsg e;

	for (size_t pass = 0; pass < 2; pass++)
		for (size_t k = 0; k < sums->n; k++) {
			const struct sum *sum = &sums->item[k];
			const uint32_t type = f->row[sum->part[0]]->at[f->types];
			const enum fit fit = fit_of(f, sum);

			if (f->row[sum->total]->at[f->types] == type)
				continue;
			if (pass == 0) {
				f->holds[type] += fit == FIT_HOLDS;
				f->broken[type] += fit == FIT_LESS || fit == FIT_MORE;
				continue;
			}
			if (fit == FIT_HOLDS ||
			    (fit == FIT_OPEN && f->broken[type] <= f->holds[type] &&
			    !is_in_less(f, sums, sum)))
				continue;
			leave_out(f, sum->part[0]);
			if (fit != FIT_OPEN && note != NULL && n++ < MOST_NAMED)
				say_unlike(f, sum, fit, note);
		}
	if (n <= MOST_NAMED)
		return;
	errmsg_set(&e, "%.*s: the same in %s", SLICE_ARG(f->s->dim[f->dim].heading),
	    plural(n - MOST_NAMED, "more place").text);
	note(e.text);
}

/* Where the total has no row, a type that makes less than another is not all of it. */
static void
settle_without(struct finder *f)
{
	make_groups(f);
	for (uint32_t i = 0; i < f->nkinds; i++) {
		struct group *g = &f->group[f->kind[i].group];

		if (f->kind[i].n > 0 && f->kind[i].sum > g->first)
			g->first = f->kind[i].sum;
	}
	for (uint32_t i = 0; i < f->nkinds; i++) {
		const struct kind *k = &f->kind[i];
		const struct group *g = &f->group[k->group];

		if (k->n > 0 && k->own == NONE && k->unknown == 0 && g->whole == NONE &&
		    g->first - k->sum > 2 * slack(f, k->n))
			leave_out(f, k->first);
	}
	free(f->group);
	free(f->kind);
}

void
breakdown_settle(struct study *st, const struct policy *policy, void (*note)(const char *message))
{
	struct finder f = {.s = &st->space};

	collect(&f, st, policy);
	for (f.dim = 0; f.dim < st->space.n; f.dim++) {
		struct sums sums = {0};
		size_t n;

		f.types = st->space.dim[f.dim].types;
		if (f.types == SIZE_MAX)
			continue;
		n = intern_count(st->space.dim[f.types].places);
		f.holds = xcalloc(n, sizeof(*f.holds));
		f.broken = xcalloc(n, sizeof(*f.broken));
		sums_find_in(&sums, f.s, f.row, f.n, f.dim);
		sums_find_in(&sums, f.s, f.row, f.n, f.types);
		settle(&f, &sums, note);
		settle_without(&f);
		sums_free(&sums);
		free(f.holds);
		free(f.broken);
	}
	free(f.row);
}
