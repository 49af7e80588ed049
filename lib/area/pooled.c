#include "area/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The groups of one region whose periods follow one another; NULL: no row in that period. */
struct block {
	struct area_group **part;
	size_t n;
	struct period last;
};

static bool
same_region(const struct area_group *a, const struct area_group *b)
{
	return strcmp(a->region_code, b->region_code) == 0 && (a->region_code[0] != '\0' ||
	    strcmp(a->region_name, b->region_name) == 0);
}

static struct period
period_at(const struct block *b, size_t i)
{
	struct period p = b->last;

	p.ord -= (int32_t)(b->n - 1 - i);
	return p;
}

/* "2013 to 2015" */
static void
add_range(const struct block *b, struct textbuf *t)
{
	char first[PERIOD_SIZE], last[PERIOD_SIZE];

	period_format(first, period_at(b, 0));
	period_format(last, b->last);
	textbuf_addf(t, "%s%s%s", first, b->n > 1 ? " to " : "", b->n > 1 ? last : "");
}

static const char *
keep(struct areas *a, struct textbuf *t)
{
	const char *kept = arena_copy(&a->texts, textbuf_slice(t)).p;

	textbuf_free(t);
	return kept;
}

/* Why the area has no figures in a period, or "". */
static const char *
mark_in(const struct area *a)
{
	if (a == NULL)
		return "absent";
	return strcmp(a->mark, FIGURES_NOUGHT) == 0 ? "" : a->mark;
}

/* A hidden figure comes first, because the sum of the others could give it away. */
static const char *
first_mark(const struct block *b, struct area *const *part)
{
	const char *first = "", *mark;

	for (size_t i = 0; i < b->n; i++) {
		mark = mark_in(part[i]);
		if (mark[0] != '\0' && (first[0] == '\0' ||
		    (figures_is_hiding(mark) && !figures_is_hiding(first))))
			first = mark;
	}
	return first;
}

/* "c in 2013, 2014" */
static const char *
mark_when(struct areas *a, const struct block *b, struct area *const *part, const char *mark)
{
	struct textbuf t = {0};
	const char *between = " in";
	char period[PERIOD_SIZE];

	textbuf_addf(&t, "%s", mark);
	for (size_t i = 0; i < b->n; i++) {
		if (strcmp(mark_in(part[i]), mark) != 0)
			continue;
		period_format(period, period_at(b, i));
		textbuf_addf(&t, "%s %s", between, period);
		between = ",";
	}
	return keep(a, &t);
}

/* part: of each period; at least one is there. */
static struct area
add_up(struct areas *a, const struct block *b, struct area *const *part)
{
	const char *mark = first_mark(b, part);
	struct area sum = {0};
	double count = 0, population = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (part[i] != NULL)
			sum = *part[i];		/* its names are those of the last */
		count += part[i] != NULL ? part[i]->count : NAN;
		population += part[i] != NULL ? part[i]->population : NAN;
	}
	sum.count = count;
	sum.population = population;
	sum.plain = mark;
	if (mark[0] != '\0')
		sum.mark = mark_when(a, b, part, mark);
	else
		sum.mark = population == 0 ? FIGURES_NOUGHT : "";
	return sum;
}

/* The sum for a region, or for England; without a row in any period there is none. */
static struct area
add_up_whole(struct areas *a, const struct block *b, struct area **part)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		n += part[i]->code != NULL;
		part[i] = part[i]->code != NULL ? part[i] : NULL;
	}
	return n > 0 ? add_up(a, b, part) : (struct area){0};
}

/* Each area that has a row in some period, those of the last period first. */
static void
add_areas(struct areas *a, const struct block *b, struct area_group *to)
{
	struct intern *names = intern_new();
	struct area **part = NULL;	/* b->n for each area */
	size_t cap = 0;

	for (size_t i = b->n; i-- > 0;)
		for (size_t k = 0; k < b->part[i]->n; k++) {
			struct area *area = &b->part[i]->area[k];
			struct slice who = slice_of(area->code[0] != '\0' ? area->code :
			    area->name);
			uint32_t before = intern_count(names), id;

			if (a->q->nlist > 0)
				who = (struct slice){(const char *)&area->member,
				    sizeof(area->member)};
			if ((id = intern_id(names, who)) == before) {
				part = xgrow(part, &cap, (id + 1) * b->n, sizeof(struct area *));
				for (size_t p = 0; p < b->n; p++)
					part[id * b->n + p] = NULL;
			}
			part[id * b->n + i] = area;
		}
	to->n = to->cap = intern_count(names);
	to->area = xcalloc(to->n + 1, sizeof(*to->area));
	for (size_t k = 0; k < to->n; k++) {
		to->area[k] = add_up(a, b, &part[k * b->n]);
		if (to->area[k].mark[0] == '\0')
			to->area[k].mark = figures_few(&a->figures, to->area[k].count, &a->texts);
	}
	free(part);
	intern_free(names);
}

static struct area_group
pool(struct areas *a, const struct block *b)
{
	struct area_group to = *b->part[b->n - 1];
	struct area **part = xcalloc(b->n, sizeof(struct area *));
	struct textbuf label = {0};

	add_areas(a, b, &to);
	for (size_t i = 0; i < b->n; i++)
		part[i] = &b->part[i]->region;
	to.region = add_up_whole(a, b, part);
	for (size_t i = 0; i < b->n; i++)
		part[i] = &b->part[i]->england;
	to.england = add_up_whole(a, b, part);
	free(part);
	add_range(b, &label);
	to.label = keep(a, &label);
	to.first = period_at(b, 0);
	return to;
}

/* "note: 2013 to 2015: North East: not added up: no row of any of the authorities in 2014" */
static void
note_lack(const struct areas *a, const struct block *b, const struct area_group *like)
{
	const char *between = " in";
	struct textbuf t = {0};
	char period[PERIOD_SIZE];

	textbuf_addf(&t, "note: ");
	add_range(b, &t);
	textbuf_addf(&t, ": %s%snot added up: no row of any of the %s", like->region_name,
	    like->region_name[0] != '\0' ? ": " : "", areas_noun(a));
	for (size_t i = 0; i < b->n; i++)
		if (b->part[i] == NULL) {
			period_format(period, period_at(b, i));
			textbuf_addf(&t, "%s %s", between, period);
			between = ",";
		}
	if (!a->q->filter->quiet)
		a->q->say(t.p);
	textbuf_free(&t);
}

/* The sum for the region of the group `like` that ends with b->last. False: there is none. */
static bool
pool_region(struct areas *a, struct block *b, const struct area_group *like, struct area_group *to)
{
	size_t found = 0;

	for (size_t i = 0; i < b->n; i++)
		b->part[i] = NULL;
	for (struct area_group *g = a->group; g < a->group + a->n; g++) {
		int32_t before = b->last.ord - g->period.ord;

		if (g->period.freq == b->last.freq && before >= 0 && (size_t)before < b->n &&
		    same_region(g, like)) {
			b->part[b->n - 1 - (size_t)before] = g;
			found++;
		}
	}
	if (found == b->n)
		*to = pool(a, b);
	else
		note_lack(a, b, like);
	return found == b->n;
}

static bool
is_first_of_region(const struct areas *a, const struct area_group *g)
{
	for (const struct area_group *before = a->group; before < g; before++)
		if (same_region(before, g))
			return false;
	return true;
}

/* Unless they are known to be events. */
static void
note_kind(const struct areas *a)
{
	const struct dictionary_entry *entry = a->figures.entry;

	if (!a->q->filter->quiet && (entry == NULL || entry->kind != KIND_FLOW))
		a->q->say("note: --pool: the counts are taken as events within each period; of "
		    "people counted on a day, some are counted more than once, and the limits are "
		    "too narrow");
}

static int
check(const struct areas *a, struct errmsg *e)
{
	const struct dictionary_entry *entry = a->figures.entry;
	const struct area_group *first = a->group;
	const char *name = a->figures.name;

	if (entry != NULL && entry->kind == KIND_STOCK)
		return errmsg_set(e, "--pool: '%s' is a stock, which cannot be added up; expected "
		    "a flow", name[0] != '\0' ? name : "count");
	for (const struct area_group *g = first; g < first + a->n; g++) {
		if (g->period.freq == PERIOD_DAY)
			return errmsg_set(e, "--pool: '%s' is a date; expected years, quarters or "
			    "months", g->label);
		if (g->period.freq != first->period.freq)
			return errmsg_set(e, "--pool: '%s' and '%s' are periods of two kinds (%s "
			    "and %s); expected one, as with --years", first->label, g->label,
			    period_freq_name(first->period.freq), period_freq_name(g->period.freq));
	}
	return 0;
}

static bool
has_end(const struct period *end, size_t n, struct period p)
{
	while (n > 0 && (end[n - 1].freq != p.freq || end[n - 1].ord != p.ord))
		n--;
	return n > 0;
}

/* Periods of the input that come before its first sum. */
static void
note_left(const struct areas *a, struct period first, int32_t n)
{
	struct block b = {.n = (size_t)n, .last = first};
	struct textbuf t = {0};

	if (n == 0 || a->q->filter->quiet)
		return;
	b.last.ord += n - 1;
	textbuf_addf(&t, "note: --pool: ");
	add_range(&b, &t);
	textbuf_addf(&t, " %s left over at the start and not used", n == 1 ? "is" : "are");
	a->q->say(t.p);
	textbuf_free(&t);
}

/* The periods at which sums end, oldest first, to be freed; of the whole input unless asked for. */
static struct period *
find_ends(const struct areas *a, size_t *n)
{
	const int32_t pool = (int32_t)a->q->pool;
	struct period *end, first = a->group[0].period, last = first;

	for (size_t i = 0; i < a->n; i++) {
		const struct period p = a->group[i].period;

		first = p.ord < first.ord ? p : first;
		last = p.ord > last.ord ? p : last;
	}
	*n = a->q->nyears > 0 ? 0 : (size_t)((last.ord - first.ord + 1) / pool);
	end = xcalloc(*n + a->q->nyears + 1, sizeof(*end));
	for (size_t i = 0; i < *n; i++) {
		end[i] = last;
		end[i].ord -= (int32_t)(*n - 1 - i) * pool;
	}
	if (*n > 0)
		note_left(a, first, (last.ord - first.ord + 1) % pool);
	for (size_t i = 0; i < a->q->nyears; i++)
		if (!has_end(end, *n, a->q->years[i]))
			end[(*n)++] = a->q->years[i];
	return end;
}

int
pooled_groups(struct areas *a, struct errmsg *e)
{
	struct block b = {.n = (size_t)a->q->pool};
	struct area_group *pooled = NULL;
	struct period *end;
	size_t nends, n = 0, cap = 0;

	if (a->n == 0)
		return 0;
	if (check(a, e) != 0)
		return -1;
	note_kind(a);
	b.part = xcalloc(b.n, sizeof(struct area_group *));
	end = find_ends(a, &nends);
	for (size_t i = 0; i < nends; i++)
		for (size_t k = 0; k < a->n; k++) {
			b.last = end[i];
			if (!is_first_of_region(a, &a->group[k]))
				continue;
			pooled = xgrow(pooled, &cap, n + 1, sizeof(*pooled));
			n += pool_region(a, &b, &a->group[k], &pooled[n]);
		}
	free(b.part);
	free(end);
	for (size_t i = 0; i < a->n; i++)
		free(a->group[i].area);
	free(a->group);
	a->group = pooled;
	a->n = n;
	return n > 0 ? 0 : errmsg_set(e, "--pool: no sum of %zu periods has rows in each of "
	    "them; expected a smaller number, or the rows that are missing", b.n);
}
