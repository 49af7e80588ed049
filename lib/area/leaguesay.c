#include "area/leaguesay.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "table/authority.h"

#define NUMBER LEAGUESAY_NUMBER
#define PHI_ENOUGH 10		/* authorities from which phi is worth having: CAVEATS of benchmark-ne(1) */

const char *
leaguesay_rate(char buf[NUMBER], const struct benchmark *b, double v)
{
	num_format_fixed(buf, NUMBER, v, b->per >= 100 ? 1 : 4);
	return buf;
}

const char *
leaguesay_level(char buf[NUMBER], const struct benchmark *b)
{
	snprintf(buf, NUMBER, "%.6g%%", b->conf * 100);
	return buf;
}

/* "12", or in words from zero to twelve. */
static const char *
number_word(char buf[NUMBER], size_t n)
{
	static const char *const words[] = {
		"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
		"ten", "eleven", "twelve",
	};

	if (n < sizeof(words) / sizeof(words[0]))
		return words[n];
	snprintf(buf, NUMBER, "%zu", n);
	return buf;
}

static bool
is_about(const struct area *a, const struct league_options *opt)
{
	struct slice code = slice_of(a->code), name = slice_of(a->name);
	struct slice about = slice_of(opt->about != NULL ? opt->about : AUTHORITY_OWN_CODE);
	size_t own = authority_find(about, slice_of(""));	/* one of the twelve by an earlier code too */

	return slice_caseeq(code, about) || slice_caseeq(name, about) ||
	    (own < AUTHORITY_NORTH_EAST_N && authority_find(code, name) == own);
}

bool
leaguesay_knows(const struct areas *a, const struct league_options *opt)
{
	if (opt->about == NULL || areas_ngroups(a) == 0)
		return true;
	for (size_t i = 0; i < areas_ngroups(a); i++)
		for (size_t k = 0; k < areas_group(a, i)->n; k++)
			if (is_about(&areas_group(a, i)->area[k], opt))
				return true;
	return false;
}

size_t
leaguesay_about(const struct area_group *g, const struct benchmark *b,
    const struct league_options *opt)
{
	size_t first = g->n;

	for (size_t i = 0; i < g->n; i++) {
		if (!b->area[i].known)
			continue;
		if (is_about(&g->area[i], opt))
			return i;
		if (first == g->n || b->area[i].rank.place < b->area[first].rank.place)
			first = i;
	}
	return opt->about != NULL ? g->n : first;
}

/* "", "second ", "21st ": what goes before "highest". */
static void
put_ordinal(size_t n, FILE *f)
{
	static const char *const words[] = {
		"", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ",
		"ninth ", "tenth ", "eleventh ", "twelfth ",
	};
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	size_t last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;

	if (n < sizeof(words) / sizeof(words[0]))
		fputs(words[n], f);
	else
		fprintf(f, "%zu%s ", n, endings[last < 4 ? last : 0]);
}

/* "the highest", "the joint third lowest"; where all are equal none is the highest. */
static void
put_place(const struct benchmark *b, const struct area_group *g, size_t i, FILE *f)
{
	size_t place = b->area[i].rank.place, tied = 0, from_below;

	for (size_t k = 0; k < g->n; k++)
		tied += b->area[k].known && b->area[k].rank.place == place;
	if (tied == b->known) {
		fputs(b->known == 2 ? "the same rate as the other" : "the same rate as all others", f);
		return;
	}
	from_below = b->known + 2 - place - tied;
	fputs(tied > 1 ? "the joint " : "the ", f);
	put_ordinal(from_below < place ? from_below : place, f);
	fputs(from_below < place ? "lowest" : "highest", f);
}

/* ", the highest of the 12 North East authorities", "of the 11 of 12 authorities chosen that have a rate" */
static void
put_standing(const struct area_group *g, const struct benchmark *b, size_t i, FILE *f)
{
	bool chosen = g->title[0] == '\0', gaps = b->known < g->wanted;

	if (g->wanted == 1)
		return;		/* one alone is no group */
	fputs(", ", f);
	if (b->known == 1)
		fputs("the only one", f);
	else
		put_place(b, g, i, f);
	fputs(" of the ", f);
	if (gaps && b->known > 1)
		fprintf(f, "%zu of ", b->known);
	fprintf(f, "%zu%s%s authorities%s%s", g->wanted, chosen ? "" : " ", g->title,
	    chosen ? " chosen" : "", !gaps ? "" : b->known == 1 ? " with a rate" :
	    " that have a rate");
}

/* How far the limits leave its place open. */
static void
put_uncertainty(const struct benchmark *b, size_t i, FILE *f)
{
	const struct rank *r = &b->area[i].rank;
	char buf[NUMBER];
	size_t alike = r->worst - r->best;

	if (b->known == 1)
		return;
	fputs("; by its limits it ", f);
	if (alike == 0)
		fprintf(f, "stands apart from %s (no other rank plausible)",
		    b->known == 2 ? "the other" : "all others");
	else if (alike == b->known - 1)
		fprintf(f, "cannot be told apart from %s (plausible ranks %zu to %zu)",
		    b->known == 2 ? "the other" : "any of the others", r->best, r->worst);
	else
		fprintf(f, "cannot be told apart from %s other%s (plausible ranks %zu to %zu)",
		    number_word(buf, alike), alike > 1 ? "s" : "", r->best, r->worst);
}

static const char *
class_words(enum compare_class c)
{
	return c == COMPARE_HIGHER ? "above" : c == COMPARE_LOWER ? "below" : "not apart from";
}

/* A region takes "the"; England, and London, do not. */
static const char *
article(const char *name)
{
	return strncmp(name, "North ", 6) == 0 || strncmp(name, "South ", 6) == 0 ||
	    strncmp(name, "East ", 5) == 0 || strncmp(name, "West ", 5) == 0 ? "the " : "";
}

bool
leaguesay_has_region(const struct area_group *g, const struct benchmark *b)
{
	return !isnan(b->region.count / b->region.population) && (g->region.code == NULL ||
	    g->england.code == NULL || strcmp(g->region.code, g->england.code) != 0);
}

static const char *
region_name(const struct area_group *g)
{
	return g->region.code != NULL ? area_shown(&g->region) : g->title;
}

void
leaguesay_region(const struct area_group *g, const struct benchmark *b, FILE *f)
{
	fprintf(f, "%s%s", article(region_name(g)), region_name(g));
	if (b->region_is_sum)
		fprintf(f, " as its %zu authorities together", g->wanted);
}

struct against {
	const char *name;
	bool sum;		/* of authorities, not as published */
	double rate;
	enum compare_class class;
};

static size_t
list_against(const struct area_group *g, const struct benchmark *b, size_t i,
    struct against to[2])
{
	const struct {
		const char *name;
		struct benchmark_whole whole;
	} from[2] = {
		{region_name(g), b->region},
		{AUTHORITY_ENGLAND_NAME, b->england},
	};
	size_t n = 0;

	for (size_t k = 0; k < 2; k++) {
		double theirs = from[k].whole.count * b->per / from[k].whole.population;
		enum compare_class c = compare_value(b->area[i].rate.ci, theirs);

		if (c != COMPARE_NONE && (n == 0 || strcmp(to[0].name, from[k].name) != 0))
			to[n++] = (struct against){from[k].name, k == 0 && b->region_is_sum, theirs, c};
	}
	return n;
}

/* "It was above the North East (59.4) and England (42.1) by the interval rule, ..." */
static void
put_against(const struct area_group *g, const struct benchmark *b, size_t i, FILE *f)
{
	struct against to[2];
	size_t n = list_against(g, b, i, to);
	enum compare_class od = b->area[i].od;
	char buf[NUMBER];

	if (n == 0 && od == COMPARE_NONE)
		return;
	fputs(" It was ", f);
	for (size_t k = 0; k < n; k++) {
		if (k > 0)
			fputs(" and ", f);
		if (k == 0 || to[k].class != to[0].class)
			fprintf(f, "%s ", class_words(to[k].class));
		fprintf(f, "%s%s (%s", article(to[k].name), to[k].name,
		    leaguesay_rate(buf, b, to[k].rate));
		if (to[k].sum)
			fprintf(f, ", its %zu authorities together", g->wanted);
		putc(')', f);
	}
	if (n > 0)
		fputs(" by the interval rule", f);
	if (n > 0 && od != COMPARE_NONE)
		fputs(", and ", f);
	if (od != COMPARE_NONE) {
		fprintf(f, "%s the spread usual between authorities (over-dispersed funnel",
		    od == COMPARE_SIMILAR ? "within" : class_words(od));
		if (b->known < PHI_ENOUGH)	/* so few hardly show what is usual */
			fprintf(f, ", its width judged from only %s", number_word(buf, b->known));
		putc(')', f);
	}
	fputs(".", f);
}

/*
 * "1.35 times (1.17 to 1.55)"; a limit that is not 1 is not shown as 1.00, because on which side of 1 it lies
 * is what is looked for. False: there is none to show.
 */
static bool
put_ratio(const char *before, const struct ratio *r, FILE *f)
{
	char value[NUMBER], lo[NUMBER], hi[NUMBER];
	int decimals = 2;

	if (!isfinite(r->value) || !isfinite(r->ci.hi))
		return false;
	while (decimals < 6 && (fabs(r->ci.lo - 1) < 0.5 * pow(10, -decimals) ||
	    fabs(r->ci.hi - 1) < 0.5 * pow(10, -decimals)))
		decimals++;
	num_format_fixed(value, NUMBER, r->value, 2);
	num_format_fixed(lo, NUMBER, r->ci.lo, decimals);
	num_format_fixed(hi, NUMBER, r->ci.hi, decimals);
	fprintf(f, "%s%s times (%s to %s)", before, value, lo, hi);
	return true;
}

/* Against the others together, which the area is no part of. */
static void
put_rest(const struct benchmark *b, size_t i, FILE *f)
{
	char others[NUMBER];

	if (!b->area[i].has_rest || !put_ratio(" Its rate was ", &b->area[i].rest, f))
		return;
	fputs(" that of the other", f);
	if (b->known > 2)
		fprintf(f, " %s together", number_word(others, b->known - 1));
	fputs(", by the exact ratio.", f);
}

static void
put_without(const struct area_group *g, const struct benchmark *b, FILE *f)
{
	const char *between = "";

	if (b->known == g->wanted)
		return;
	fputs(" Without a rate: ", f);
	for (size_t i = 0; i < g->n; i++)
		if (!b->area[i].known) {
			fprintf(f, "%s%s (%s)", between, area_shown(&g->area[i]), g->area[i].mark);
			between = ", ";
		}
	fputs(".", f);
}

/* "per 10,000" */
static const char *
label_of(const struct league_options *opt, const struct benchmark *b, char buf[NUMBER])
{
	char digits[NUMBER];
	size_t n, to;

	if (opt->label != NULL)
		return opt->label;
	n = (size_t)snprintf(digits, sizeof digits, "%.10g", b->per);
	to = (size_t)snprintf(buf, NUMBER, "per ");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0 && strspn(digits, "0123456789") == n)
			buf[to++] = ',';
		buf[to++] = digits[i];
	}
	buf[to] = '\0';
	return buf;
}

void
leaguesay_group(const struct area_group *g, const struct benchmark *b,
    const struct league_options *opt, FILE *f)
{
	size_t i = leaguesay_about(g, b, opt);
	char rate[NUMBER], lo[NUMBER], hi[NUMBER], label[NUMBER], period[PERIOD_SIZE];

	period_format(period, g->period);
	if (i < g->n) {
		const struct rate *r = &b->area[i].rate;

		fprintf(f, "In %s %s had %s %s (", period, area_shown(&g->area[i]),
		    leaguesay_rate(rate, b, r->value), label_of(opt, b, label));
		if (b->conf != 0.95)	/* what is usual goes without saying */
			fprintf(f, "%s limits ", leaguesay_level(lo, b));
		fprintf(f, "%s to %s)", leaguesay_rate(lo, b, r->ci.lo), leaguesay_rate(hi, b, r->ci.hi));
		put_standing(g, b, i, f);
		put_uncertainty(b, i, f);
		fputs(".", f);
		put_against(g, b, i, f);
		put_rest(b, i, f);
	} else if (opt->about != NULL) {
		fprintf(f, "In %s %s has no rate.", period, opt->about);
	} else {
		fprintf(f, "In %s none of the authorities has a rate.", period);
	}
	put_without(g, b, f);
	fputs("\n", f);
}

void
leaguesay_change(const struct area_group *from, const struct benchmark *fb,
    const struct area_group *to, const struct benchmark *tb, const struct league_options *opt,
    FILE *f)
{
	size_t i = leaguesay_about(from, fb, opt), k = leaguesay_about(to, tb, opt);
	char a[NUMBER], z[NUMBER], first[PERIOD_SIZE], last[PERIOD_SIZE];
	struct ratio r;

	if (i == from->n || k == to->n || strcmp(from->area[i].code, to->area[k].code) != 0 ||
	    strcmp(from->area[i].name, to->area[k].name) != 0 ||
	    from->period.freq != to->period.freq ||
	    compare_ratio(to->area[k].count, to->area[k].population, from->area[i].count,
	    from->area[i].population, tb->conf, &r) != 0 || !isfinite(r.value) || !isfinite(r.ci.hi))
		return;
	period_format(first, from->period);
	period_format(last, to->period);
	fprintf(f, "From %s to %s the rate of %s went from %s to %s", first, last,
	    area_shown(&to->area[k]), leaguesay_rate(a, fb, fb->area[i].rate.value),
	    leaguesay_rate(z, tb, tb->area[k].rate.value));
	put_ratio(", ", &r, f);
	fputs(" what it was, by the exact ratio.\n", f);
}

void
leaguesay_rules(const struct areas *a, const struct benchmark *b, FILE *f)
{
	const char *before = " (Spiegelhalter): times ";
	char buf[NUMBER];

	fprintf(f, "Limits: %s, exact Poisson below a count of 10, Byar's from there on. Places: those "
	    "the limits leave open. Interval rule: are the limits wholly above or below the other rate, "
	    "taken as exact? Exact ratio: given both counts together, exact binomial limits; counts taken "
	    "as independent. Over-dispersed funnel: normal limits about the rate of all together, their "
	    "variance multiplied for how much authorities differ beyond chance", leaguesay_level(buf, b));
	for (size_t i = 0; i < areas_ngroups(a); i++) {
		if (!b[i].dispersed || b[i].known < 2)
			continue;
		num_format_fixed(buf, NUMBER, fmax(1, (double)b[i].dispersion.phi), 1);
		fprintf(f, "%s%s", before, buf);
		before = ", ";
	}
	fputs(".\n", f);
}
