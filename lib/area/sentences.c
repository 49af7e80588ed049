#include "area/sentences.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "table/authority.h"

#define NUMBER SENTENCES_NUMBER
#define PHI_ENOUGH 10	/* authorities needed for a useful phi: CAVEATS of benchmark-ne(1) */

const char *
sentences_rate(char buf[NUMBER], const struct benchmark *b, double v)
{
	num_format_fixed(buf, NUMBER, v, b->per >= 100 ? 1 : 4);
	return buf;
}

const char *
sentences_level(char buf[NUMBER], double conf)
{
	snprintf(buf, NUMBER, "%.6g%%", conf * 100);
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

/* The authority that the sentences are about, or group->n when it has no rate there. */
static size_t
find_about(const struct benchmark *b, const struct sentences_options *opt)
{
	const char *about = opt->about != NULL ? opt->about : AUTHORITY_OWN_CODE;
	const struct area_group *g = b->group;

	for (size_t i = 0; i < g->n; i++)
		if (b->area[i].known && area_is(&g->area[i], about))
			return i;
	return opt->about == NULL && b->known > 0 ? b->order[0] : g->n;
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
put_place(const struct benchmark *b, size_t i, FILE *f)
{
	size_t place = b->area[i].rank.place, tied = 0, from_below;

	for (size_t k = 0; k < b->group->n; k++)
		tied += b->area[k].known && b->area[k].rank.place == place;
	if (tied == b->known) {
		fprintf(f, "the same rate as %s", b->known == 2 ? "the other" : "all others");
		return;
	}
	from_below = b->known + 2 - place - tied;
	fputs(tied > 1 ? "the joint " : "the ", f);
	put_ordinal(from_below < place ? from_below : place, f);
	fputs(from_below < place ? "lowest" : "highest", f);
}

/* ", the highest of the 12 North East authorities", "of the 11 of 12 authorities chosen that" */
static void
put_standing(const struct benchmark *b, size_t i, FILE *f)
{
	const struct area_group *g = b->group;
	bool chosen = g->title[0] == '\0', gaps = b->known < g->wanted;

	if (g->wanted == 1)
		return;		/* one alone is no group */
	fputs(", ", f);
	if (b->known == 1)
		fputs("the only one", f);
	else
		put_place(b, i, f);
	fputs(" of the ", f);
	if (gaps && b->known > 1)
		fprintf(f, "%zu of ", b->known);
	fprintf(f, "%zu%s%s authorities%s%s", g->wanted, chosen ? "" : " ", g->title,
	    chosen ? " chosen" : "", !gaps ? "" : b->known == 1 ? " with a rate" :
	    " that have a rate");
}

/* Which other places its limits leave open. */
static void
put_uncertainty(const struct benchmark *b, size_t i, FILE *f)
{
	const struct rank *r = &b->area[i].rank;
	char buf[NUMBER];
	size_t alike = r->worst - r->best;

	if (b->known == 1)
		return;
	fputs("; by its limits it ", f);
	if (alike == 0) {
		fprintf(f, "stands apart from %s (no other rank plausible)",
		    b->known == 2 ? "the other" : "all others");
		return;
	}
	fputs("cannot be told apart from ", f);
	if (alike == b->known - 1)
		fputs(b->known == 2 ? "the other" : "any of the others", f);
	else
		fprintf(f, "%s other%s", number_word(buf, alike), alike > 1 ? "s" : "");
	fprintf(f, " (plausible ranks %zu to %zu)", r->best, r->worst);
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

static const char *
region_name(const struct area_group *g)
{
	return g->region.code != NULL ? area_shown(&g->region) : g->title;
}

void
sentences_region(const struct benchmark *b, FILE *f)
{
	const char *name = region_name(b->group);

	fprintf(f, "%s%s", article(name), name);
	if (b->region_is_sum)
		fprintf(f, " as its %zu authorities together", b->group->wanted);
}

/* "It was above the North East (59.4) and England (42.1) by the interval rule" */
static bool
put_interval_rule(const struct benchmark *b, const struct benchmark_area *r, FILE *f)
{
	const struct {
		const char *name;
		const struct benchmark_against *other;
		bool sum;	/* of authorities, not as published */
	} with[2] = {
		{region_name(b->group), &r->region, b->region_is_sum},
		{AUTHORITY_ENGLAND_NAME, &r->england, false},
	};
	const struct benchmark_against *first = NULL;
	char buf[NUMBER];

	for (size_t k = 0; k < 2; k++) {
		const struct benchmark_against *other = with[k].other;

		if (other->class == COMPARE_NONE ||
		    (first != NULL && strcmp(with[0].name, with[k].name) == 0))
			continue;
		fputs(first == NULL ? " It was " : " and ", f);
		if (first == NULL || other->class != first->class)
			fprintf(f, "%s ", class_words(other->class));
		fprintf(f, "%s%s (%s", article(with[k].name), with[k].name,
		    sentences_rate(buf, b, other->rate));
		if (with[k].sum)
			fprintf(f, ", its %zu authorities together", b->group->wanted);
		putc(')', f);
		first = other;
	}
	if (first != NULL)
		fputs(" by the interval rule", f);
	return first != NULL;
}

static void
put_against(const struct benchmark *b, const struct benchmark_area *r, FILE *f)
{
	bool any = put_interval_rule(b, r, f);
	char buf[NUMBER];

	if (!any && r->od == COMPARE_NONE)
		return;
	if (r->od != COMPARE_NONE) {
		fprintf(f, "%s%s the spread usual between authorities (over-dispersed funnel",
		    any ? ", and " : " It was ",
		    r->od == COMPARE_SIMILAR ? "within" : class_words(r->od));
		if (b->known < PHI_ENOUGH)	/* so few hardly show what is usual */
			fprintf(f, ", its width judged from only %s", number_word(buf, b->known));
		putc(')', f);
	}
	fputs(".", f);
}

/*
 * "1.35 times (1.17 to 1.55)"; a limit that is not 1 is not shown as 1.00, because readers look for
 * the side of 1 on which it lies. False: there is no ratio to show.
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

/* Against the others together, without the area itself. */
static void
put_rest(const struct benchmark *b, const struct benchmark_area *r, FILE *f)
{
	char others[NUMBER];

	if (!put_ratio(" Its rate was ", &r->rest, f))
		return;
	fputs(" that of the other", f);
	if (b->known > 2)
		fprintf(f, " %s together", number_word(others, b->known - 1));
	fputs(", by the exact ratio.", f);
}

static void
put_without(const struct benchmark *b, FILE *f)
{
	const char *between = "";

	if (b->known == b->group->wanted)
		return;
	fputs(" Without a rate: ", f);
	for (size_t i = 0; i < b->group->n; i++)
		if (!b->area[i].known) {
			const struct area *a = &b->group->area[i];

			fprintf(f, "%s%s (%s)", between, area_shown(a), a->mark);
			between = ", ";
		}
	fputs(".", f);
}

/* "per 10,000" */
static const char *
label_of(const struct sentences_options *opt, const struct benchmark *b, char buf[NUMBER])
{
	char digits[NUMBER];
	size_t n, to;

	if (opt->label != NULL)
		return opt->label;
	n = (size_t)snprintf(digits, sizeof(digits), "%.10g", b->per);
	to = (size_t)snprintf(buf, NUMBER, "per ");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0 && strspn(digits, "0123456789") == n)
			buf[to++] = ',';
		buf[to++] = digits[i];
	}
	buf[to] = '\0';
	return buf;
}

static void
put_rate(const struct benchmark *b, size_t i, const struct sentences_options *opt, FILE *f)
{
	const struct rate *r = &b->area[i].rate;
	char rate[NUMBER], lo[NUMBER], hi[NUMBER], label[NUMBER];

	fprintf(f, "%s had %s %s (", area_shown(&b->group->area[i]),
	    sentences_rate(rate, b, r->value), label_of(opt, b, label));
	if (b->conf != 0.95)	/* the usual level need not be given */
		fprintf(f, "%s limits ", sentences_level(lo, b->conf));
	fprintf(f, "%s to %s)", sentences_rate(lo, b, r->ci.lo), sentences_rate(hi, b, r->ci.hi));
}

void
sentences_group(const struct benchmark *b, const struct sentences_options *opt, FILE *f)
{
	size_t i = find_about(b, opt);
	char period[PERIOD_SIZE];

	period_format(period, b->group->period);
	fprintf(f, "In %s ", period);
	if (i < b->group->n) {
		put_rate(b, i, opt, f);
		put_standing(b, i, f);
		put_uncertainty(b, i, f);
		fputs(".", f);
		put_against(b, &b->area[i], f);
		put_rest(b, &b->area[i], f);
	} else {
		fprintf(f, "%s has %s rate.", opt->about != NULL ? opt->about :
		    "none of the authorities", opt->about != NULL ? "no" : "a");
	}
	put_without(b, f);
	fputs("\n", f);
}

void
sentences_change(const struct benchmark *from, const struct benchmark *to,
    const struct sentences_options *opt, FILE *f)
{
	size_t i = find_about(from, opt), k = find_about(to, opt);
	char a[NUMBER], z[NUMBER], first[PERIOD_SIZE], last[PERIOD_SIZE];
	const struct area *was, *is;
	struct ratio r;

	if (i == from->group->n || k == to->group->n ||
	    from->group->period.freq != to->group->period.freq)
		return;
	was = &from->group->area[i];
	is = &to->group->area[k];
	if (strcmp(was->code, is->code) != 0 || strcmp(was->name, is->name) != 0 ||
	    compare_ratio(is->count, is->population, was->count, was->population, to->conf,
	    &r) != 0 || !isfinite(r.value) || !isfinite(r.ci.hi))
		return;
	period_format(first, from->group->period);
	period_format(last, to->group->period);
	fprintf(f, "From %s to %s the rate of %s went from %s to %s", first, last, area_shown(is),
	    sentences_rate(a, from, from->area[i].rate.value),
	    sentences_rate(z, to, to->area[k].rate.value));
	put_ratio(", ", &r, f);
	fputs(" what it was, by the exact ratio.\n", f);
}

void
sentences_rules(const struct benchmarks *b, FILE *f)
{
	const char *before = " (Spiegelhalter): times ";
	char buf[NUMBER];

	fprintf(f, "Limits: %s, exact Poisson below a count of 10, Byar's from there on. Places: "
	    "those the limits leave open. Interval rule: are the limits wholly above or below the "
	    "other rate, taken as exact? Exact ratio: given both counts together, exact binomial "
	    "limits; counts taken as independent. Over-dispersed funnel: normal limits about the "
	    "rate of all together, their variance multiplied for how much authorities differ "
	    "beyond chance", sentences_level(buf, b->conf));
	for (size_t i = 0; i < b->n; i++) {
		if (!b->group[i].dispersed || b->group[i].known < 2)
			continue;
		num_format_fixed(buf, NUMBER, fmax(1, (double)b->group[i].dispersion.phi), 1);
		fprintf(f, "%s%s", before, buf);
		before = ", ";
	}
	fputs(".\n", f);
}
