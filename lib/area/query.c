#include "area/query.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/authority.h"

static const struct slice nothing = {"", 0};

int
areas_query_years(struct areas_query *q, const char *arg, struct errmsg *e)
{
	struct slice rest = slice_of(arg), word;
	struct period p;

	while (slice_next(&rest, ',', &word)) {
		if (!period_parse(word, q->fyear, &p))
			return errmsg_set(e, "'%.*s' is not a period, such as 2014",
			    SLICE_ARG(word));
		q->years = xgrow(q->years, &q->years_cap, q->nyears + 1, sizeof(*q->years));
		q->years[q->nyears++] = p;
	}
	return q->nyears > 0 ? 0 : errmsg_set(e, "'%s' is not a period, such as 2014", arg);
}

static void
add(struct areas_query *q, struct area_name a)
{
	q->list = xgrow(q->list, &q->list_cap, q->nlist + 1, sizeof(*q->list));
	q->list[q->nlist++] = a;
}

int
areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e)
{
	struct slice rest = slice_of(arg), word;

	while (slice_next(&rest, ',', &word)) {
		word = slice_trim(word);
		if (word.n == 0)
			return errmsg_set(e, "'%s' is not a list of names or codes: one is empty",
			    arg);
		for (size_t i = 0; i < q->nlist; i++)
			if (slice_caseeq(q->list[i].name, word))
				return errmsg_set(e, "'%.*s' is listed twice", SLICE_ARG(word));
		add(q, (struct area_name){.code = word, .name = word});
	}
	return q->nlist > 0 ? 0 : errmsg_set(e, "'%s' is not a list of names or codes", arg);
}

/* A table of authorities with the codes of their neighbours, while it is read. */
struct neighbours {
	struct intern *codes;		/* of the rows; to a number in name[] */
	struct slice *name;
	size_t name_cap;
	size_t code, la_name, *sn, nsn;	/* columns */
};

static size_t
find_column(struct input *in, const char *const *names)
{
	for (; *names != NULL; names++)
		for (size_t i = 0; i < input_ncols(in); i++)
			if (slice_caseeq(slice_trim(input_headings(in)[i]), slice_of(*names)))
				return i;
	return input_ncols(in);
}

/* SN1 or SN_1, not SN_1P. */
static bool
is_neighbour_column(struct slice s)
{
	size_t i = 2 + (s.n > 2 && s.p[2] == '_'), digits = i;

	while (i < s.n && isdigit((unsigned char)s.p[i]))
		i++;
	return i == s.n && i > digits && slice_caseeq((struct slice){s.p, 2}, slice_of("SN"));
}

static int
find_neighbour_columns(struct neighbours *nb, struct input *in, struct errmsg *e)
{
	static const char *const codes[] = {
		"old_la_code", "LA number", "LA num", "la_code", NULL,
	};
	static const char *const names[] = {"la_name", "LA name", NULL};
	size_t n = input_ncols(in);

	nb->code = find_column(in, codes);
	nb->la_name = find_column(in, names);
	nb->sn = xcalloc(n + 1, sizeof(*nb->sn));
	for (size_t i = 0; i < n; i++)
		if (is_neighbour_column(slice_trim(input_headings(in)[i])))
			nb->sn[nb->nsn++] = i;
	if (nb->code == n || nb->la_name == n || nb->nsn == 0)
		return errmsg_set(e, "%s:1: not a table of neighbours; expected the columns "
		    "old_la_code, la_name, SN_1, SN_2, ...", input_file(in));
	return 0;
}

static void
add_old_code(struct areas_query *q, struct slice code)
{
	add(q, (struct area_name){.code = nothing, .name = nothing,
	    .old_code = arena_copy(&q->texts, code)});
}

static int
read_neighbours(struct neighbours *nb, struct input *in, struct areas_query *q, struct slice about,
    struct errmsg *e)
{
	struct slice code = slice_trim(input_field(in, nb->code));
	struct slice name = slice_trim(input_field(in, nb->la_name)), other;
	uint32_t before = intern_count(nb->codes), id;

	if (code.n == 0)
		return input_fault(in, nb->code, e, "blank; expected an authority's code");
	if ((id = intern_id(nb->codes, code)) < before)
		return input_fault(in, nb->code, e, "'%.*s' is there twice; expected one row for "
		    "each authority", SLICE_ARG(code));
	nb->name = xgrow(nb->name, &nb->name_cap, id + 1, sizeof(*nb->name));
	nb->name[id] = arena_copy(&q->texts, name);
	if (!slice_caseeq(name, about) && !slice_eq(code, about))
		return 0;
	add_old_code(q, code);
	for (size_t i = 0; i < nb->nsn; i++)
		if ((other = slice_trim(input_field(in, nb->sn[i]))).n > 0)
			add_old_code(q, other);
	return 0;
}

int
areas_query_neighbours(struct areas_query *q, const char *path, const struct input_options *opt,
    const char *about, struct errmsg *e)
{
	struct input_options loose = *opt;
	struct neighbours nb = {0};
	char *paths[] = {(char *)path};
	struct input *in;
	uint32_t id;
	int got;

	loose.no_heading_checks = true;	/* the table of 2021 has ten columns SNP, and a blank one */
	if ((in = input_open(paths, 1, &loose, e)) == NULL)
		return -1;
	nb.codes = intern_new();
	got = find_neighbour_columns(&nb, in, e);
	while (got == 0 && (got = input_next(in)) == 1)
		got = read_neighbours(&nb, in, q, slice_of(about), e);
	if (got == -1 && input_error(in)[0] != '\0')
		errmsg_set(e, "%s", input_error(in));
	if (got == 0 && q->nlist < 2)
		got = errmsg_set(e, "%s: no neighbours of '%s'; expected an authority's name or "
		    "three-digit code (--about)", path, about);
	for (size_t i = 0; i < q->nlist; i++)
		if ((id = intern_find(nb.codes, q->list[i].old_code)) != INTERN_NONE)
			q->list[i].name = nb.name[id];
	input_close(in);
	intern_free(nb.codes);
	free(nb.name);
	free(nb.sn);
	return got;
}

void
areas_query_settle(struct areas_query *q)
{
	if (q->nlist > 0)
		q->choice = AREAS_LIST;
	else if (q->region.n == 0 || authority_in_region(slice_of(AUTHORITY_NORTH_EAST_CODE),
	    slice_of(AUTHORITY_NORTH_EAST_NAME), q->region))
		q->choice = AREAS_NORTH_EAST;
	else
		q->choice = slice_is(q->region, "all") ? AREAS_EVERY_REGION : AREAS_REGION;
}

void
areas_query_not_found(const struct areas_query *q, const char *there, struct errmsg *e)
{
	bool north_east = q->choice == AREAS_NORTH_EAST;
	struct slice region = q->choice == AREAS_REGION ? q->region : nothing;

	errmsg_set(e, "none of %s%.*s%s is in the input%s%s%s%s%s",
	    north_east ? "the twelve North East authorities" : region.n > 0 ?
	    "the authorities of '" : "the areas asked for", SLICE_ARG(region),
	    region.n > 0 ? "'" : "", q->nyears > 0 ? " in those years" : "",
	    there[0] != '\0' ? "; it has authorities of '" : "", there,
	    there[0] != '\0' ? "'" : "",
	    north_east ? "; choose others with --region or --areas" : "");
}

void
areas_query_free(struct areas_query *q)
{
	free(q->list);
	free(q->years);
	arena_free(&q->texts);
}
