#include "area/tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "area/record.h"
#include "area/text.h"
#include "area/words.h"

void
record_put(const struct table *t, const struct record *record, unsigned state)
{
	rows_cells(t->rows, t->column, t->n, record,
	    state | (record->reveals ? OF_THE_SUM : 0u), t->undefined);
	rows_end(t->rows);
}

struct record
record_of(const struct benchmark *b, const struct area *a, const struct benchmark_area *is)
{
	return (struct record){
		.period = b->group->label,
		.region_code = b->group->region_code,
		.region_name = b->group->region_name,
		.area = *a,
		.is = *is,
		.known = b->known,
		.reveals = b->reveals,
		.sum = b->sum,
		.dispersion = b->dispersion,
	};
}

/* The ranking: areas by place, then those without a rate. A '%' becomes the digits of the level. */

static const struct rows_column ranking_columns[] = {
	WHO_COLUMNS,
	COLUMN("count", DOUBLE, area.count, 0),
	COLUMN("population", DOUBLE, area.population, 0),
	COLUMN("rate", DOUBLE, is.rate.value, NO_RATE),
	COLUMN("lower%", DOUBLE, is.rate.ci.lo, NO_RATE),
	COLUMN("upper%", DOUBLE, is.rate.ci.hi, NO_RATE),
	COLUMN("method", NAME, method, 0),
	COLUMN("rank", PLACE, is.rank.place, 0),
	COLUMN("n_ranked", PLACE, known, 0),
	COLUMN("rank_best", PLACE, is.rank.best, 0),
	COLUMN("rank_worst", PLACE, is.rank.worst, 0),
	COLUMN("quartile", PLACE, is.quartile, 0),
	COLUMN("region_rate", DOUBLE, is.region.rate, NOT_RANKED),
	COLUMN("region_ratio", DOUBLE, is.region.ratio, NOT_RANKED),
	COLUMN("region_class", NAME, region_class, 0),
	COLUMN("rest_ratio", DOUBLE, is.rest.value, NOT_RANKED | OF_THE_SUM),
	COLUMN("rest_lower%", DOUBLE, is.rest.ci.lo, NOT_RANKED | OF_THE_SUM),
	COLUMN("rest_upper%", DOUBLE, is.rest.ci.hi, NOT_RANKED | OF_THE_SUM),
	COLUMN("rest_p", DOUBLE, is.rest.p, NOT_RANKED | OF_THE_SUM),
	COLUMN("england_rate", DOUBLE, is.england.rate, NOT_RANKED),
	COLUMN("england_ratio", DOUBLE, is.england.ratio, NOT_RANKED),
	COLUMN("england_class", NAME, england_class, 0),
	COLUMN("funnel_class", NAME, funnel_class, 0),
	COLUMN("od_class", NAME, od_class, 0),
	COLUMN("phi", DOUBLE, phi, NOT_RANKED),
	COLUMN("symbol", STRING, area.mark, 0),
	COLUMN("funnel_lower95", DOUBLE, funnel95.lo, NOT_RANKED),
	COLUMN("funnel_upper95", DOUBLE, funnel95.hi, NOT_RANKED),
	COLUMN("funnel_lower998", DOUBLE, funnel998.lo, NOT_RANKED),
	COLUMN("funnel_upper998", DOUBLE, funnel998.hi, NOT_RANKED),
	COLUMN("sentence", NAME, sentence, 0),
	COLUMN("closeness", NAME, area.closeness, NEIGHBOURS),
};

/* known: how many are ranked, 0 for a total. */
static void
put_ranking_row(const struct table *t, const struct benchmark *b, const struct area *a,
    const struct benchmark_area *is, size_t known)
{
	struct record row = record_of(b, a, is);
	struct textbuf sentence = {0};

	row.method = is->known ? rate_method_name(is->rate.method) : NULL;
	row.known = known;
	row.region_class = compare_name(is->region.class);
	row.england_class = compare_name(is->england.class);
	row.funnel_class = compare_name(is->funnel);
	row.od_class = compare_name(is->od);
	if (is->known && known > 0) {
		row.funnel95 = benchmark_funnel(b, a->population, 0.95);
		row.funnel998 = benchmark_funnel(b, a->population, 0.998);
		words_area(t->all, b, (size_t)(is - b->area), t->label, &sentence);
	}
	row.sentence = sentence.p;
	row.phi = b->dispersed && b->known > 1 ? (double)b->dispersion.phi : NAN;
	record_put(t, &row, (is->known ? 0u : NO_RATE) |
	    (is->known && known > 0 ? 0u : NOT_RANKED));
	textbuf_free(&sentence);
}

static void
put_total(const struct table *t, const struct benchmark *b, const struct area *a,
    const struct benchmark_whole *w)
{
	struct benchmark_area is = {.known = !isnan(w->crude.ci.hi), .rate = w->crude};

	if (a->code != NULL)	/* otherwise the input has no row for it */
		put_ranking_row(t, b, a, &is, 0);
}

static void
put_ranking(const struct table *t, const struct benchmark *b)
{
	const struct area_group *g = b->group;
	double count = b->known > 0 ? b->sum.count : NAN;
	double population = b->known > 0 ? b->sum.population : NAN;
	char name[sizeof(struct words) + 8];

	for (size_t i = 0; i < g->n; i++)
		put_ranking_row(t, b, &g->area[b->order[i]], &b->area[b->order[i]], b->known);
	if (!t->totals)
		return;
	if (b->known < g->wanted)
		snprintf(name, sizeof(name), "Sum of %zu of %zu %s", b->known, g->wanted,
		    areas_noun(t->all->areas));
	else
		snprintf(name, sizeof(name), "Sum of %s", words_areas(t->all, b->known).text);
	put_total(t, b, &g->region, &b->region);
	put_total(t, b, &g->england, &b->england);
	if (b->reveals)
		return;
	put_total(t, b, &(struct area){.code = "", .name = name, .mark = "", .count = count,
	    .population = population}, &b->sum);
}

static const struct table ranking = TABLE(ranking_columns, "", put_ranking);

bool
tables_has_sums(const struct tables_options *o)
{
	return o->kind != TABLES_RATES;
}

static bool
is_of_rates(enum tables_kind k)
{
	return k >= TABLES_RATES && k <= TABLES_ODLIMITS;
}

static bool
is_of_proportions(enum tables_kind k)
{
	return k == TABLES_PROP || k == TABLES_REST;
}

int
tables_check(const struct tables_options *o, bool proportion, struct errmsg *e)
{
	if (proportion && is_of_rates(o->kind))
		return errmsg_set(e, "--detail: that table is of rates; expected prop, rest, odadd "
		    "or odsummary for proportions");
	if (!proportion && is_of_proportions(o->kind))
		return errmsg_set(e, "--detail: that table is of proportions; expected --method "
		    "proportion, or another table");
	return 0;
}

int
tables_settle(const struct tables_options *o, struct areas_query *q, struct errmsg *e)
{
	if (o->label != NULL && slice_trim(slice_of(o->label)).n == 0)
		return errmsg_set(e, "--label: '%s' is blank; expected what is counted, such as "
		    "'children on a plan'", o->label);
	if (q->method == AREAS_AUTO && is_of_proportions(o->kind))
		q->method = AREAS_PROPORTION;
	if (q->method == AREAS_AUTO && is_of_rates(o->kind))
		q->method = AREAS_POISSON;
	return q->method == AREAS_AUTO ? 0 :
	    tables_check(o, q->method == AREAS_PROPORTION, e);
}

int
tables_write(const struct tables_options *o, const struct benchmarks *b, struct errmsg *e)
{
	const struct table *const tables[] = {
		[TABLES_RANKING] = &ranking,
		[TABLES_RATES] = &detail_rates,
		[TABLES_COMPARE] = &detail_compare,
		[TABLES_SUMMARY] = &detail_summary,
		[TABLES_ODLIMITS] = &detail_odlimits,
		[TABLES_PROP] = &exact_prop,
		[TABLES_REST] = &exact_rest,
		[TABLES_ODADD] = &exact_odadd[b->areas->proportion],
		[TABLES_ODSUMMARY] = &exact_odsummary[b->areas->proportion],
	};
	const struct areas_query *q = b->areas->q;
	struct table t = *tables[o->kind];
	struct columns columns = {.n = 0};

	if (o->kind == TABLES_RANKING && q->filter->format == ROWS_TEXT) {
		text_print(b, o->label, stdout);
		return rows_close_stdio(e);
	}
	for (size_t i = 0; i < t.n; i++)
		if ((q->choice == AREAS_EVERY_REGION || t.column[i].blank_if != EACH_REGION) &&
		    (q->neighbours_arg != NULL || t.column[i].blank_if != NEIGHBOURS))
			columns_add(&columns, &t.column[i], 1, b->conf, 0);
	t.column = columns.column;
	t.n = columns.n;
	t.totals = o->totals;
	t.label = o->label;
	t.all = b;
	t.rows = filter_open_rows(q->filter);
	rows_headings(t.rows, t.column, t.n);
	rows_end(t.rows);
	for (size_t i = 0; i < b->n; i++)
		t.put(&t, &b->group[i]);
	return rows_close_stdout(t.rows, e);
}
