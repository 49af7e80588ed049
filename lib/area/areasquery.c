#include "area/areasquery.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "table/authority.h"

int
areas_query_years(struct areas_query *q, const char *arg, struct errmsg *e)
{
	struct slice rest = slice_of(arg), word;
	struct period p;

	while (slice_next(&rest, ',', &word)) {
		if (!period_parse(word, q->fyear, &p))
			return errmsg_set(e, "'%.*s' is not a period; expected one such as 2014",
			    SLICE_ARG(word));
		q->years = xgrow(q->years, &q->years_cap, q->nyears + 1, sizeof *q->years);
		q->years[q->nyears++] = p;
	}
	return q->nyears > 0 ? 0 : errmsg_set(e, "no period; expected one such as 2014");
}

void
areas_query_add(struct areas_query *q, const struct area_name *list, size_t n)
{
	q->list = xgrow(q->list, &q->list_cap, q->nlist + n, sizeof *q->list);
	for (size_t i = 0; i < n; i++)
		q->list[q->nlist++] = list[i];
}

int
areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e)
{
	struct slice rest = slice_of(arg), word;

	while (slice_next(&rest, ',', &word)) {
		word = slice_trim(word);
		if (word.n == 0)
			return errmsg_set(e, "an empty name in '%s'; expected names or codes with "
			    "commas between them", arg);
		for (size_t i = 0; i < q->nlist; i++)
			if (slice_caseeq(q->list[i].name, word))
				return errmsg_set(e, "'%.*s' is there twice", SLICE_ARG(word));
		areas_query_add(q, &(struct area_name){.code = word, .name = word}, 1);
	}
	return q->nlist > 0 ? 0 : errmsg_set(e, "no area; expected names or codes");
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
	const char *when = q->nyears > 0 ? " in those years" : "";
	char region[200] = "";

	if (there[0] != '\0')
		snprintf(region, sizeof region, "; there are some of '%s'", there);
	if (q->choice == AREAS_NORTH_EAST)
		errmsg_set(e, "none of the twelve North East authorities is in the input%s%s; --region "
		    "or --areas chooses others", when, region);
	else if (q->choice == AREAS_REGION)
		errmsg_set(e, "no authority of '%.*s' is in the input%s%s; expected a region's code or "
		    "name", SLICE_ARG(q->region), when, region);
	else
		errmsg_set(e, "none of the areas asked for is in the input%s%s", when, region);
}

void
areas_query_free(struct areas_query *q)
{
	free(q->list);
	free(q->years);
}
