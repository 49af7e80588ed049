#include "area/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "table/authority.h"
#include "table/layout.h"

#define WIDTH 100		/* columns of a page or a terminal */
#define BAR_LEAST 16
#define BAR_MOST 40
#define PHI_ENOUGH 10	/* authorities needed for a useful phi: CAVEATS of benchmark-ne(1) */

/* One or two numbers as text, for the arguments of one call. */
struct text {
	char text[800];
};

static struct text __attribute__((format(printf, 1, 2)))
show(const char *fmt, ...)
{
	struct text t;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t.text, sizeof(t.text), fmt, ap);
	va_end(ap);
	return t;
}

static struct text
fixed(double v, int decimals)
{
	struct text t;

	num_format_fixed(t.text, sizeof(t.text), v, decimals);
	return t;
}

/* To one decimal, or more where rates are small because `per` is. */
static struct text
rate(const struct benchmark *b, double v)
{
	return fixed(v, b->per >= 100 ? 1 : 4);
}

static struct text
limits(const struct benchmark *b, const struct rate *r)
{
	return show("%s to %s", rate(b, r->ci.lo).text, rate(b, r->ci.hi).text);
}

static struct text
level(double conf)
{
	return show("%.6g%%", conf * 100);
}

static struct text
period(const struct area_group *g)
{
	struct text t;

	period_format(t.text, g->period);
	return t;
}

/* "13", or in words from zero to twelve. */
static struct text
number(size_t n)
{
	static const char *const words[] = {
		"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
		"ten", "eleven", "twelve",
	};

	return n < sizeof(words) / sizeof(words[0]) ? show("%s", words[n]) : show("%zu", n);
}

/* The region's name; one takes "the", but England, and London, do not. */
static struct text
region(const struct area_group *g)
{
	static const char *const the[] = {"North ", "South ", "East ", "West "};
	const char *name = g->region.code != NULL ? area_shown(&g->region) : g->title;

	for (size_t i = 0; i < sizeof(the) / sizeof(the[0]); i++)
		if (strncmp(name, the[i], strlen(the[i])) == 0)
			return show("the %s", name);
	return show("%s", name);
}

/* The table */

enum { REGION, ENGLAND, SPREAD, NSIGNS };	/* what an authority is compared with */

struct table {
	const struct benchmark *b;
	struct layout *l;
	double max;		/* the right end of the bars: the largest upper limit */
	size_t bar;		/* characters of a bar; 0 while the other columns are measured */
	bool has[NSIGNS];
};

/* signs: of REGION, ENGLAND and SPREAD, or "". */
static void
put_row(const struct table *t, const char *place, const char *name, const char *count,
    const char *rate, const char *limits, const char *bar, const char *places,
    const char signs[NSIGNS])
{
	const char *const cells[] = {place, name, count, rate, limits, bar, places};
	char shown[2 * NSIGNS];
	size_t n = 0;

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		layout_str(t->l, cells[i]);
	for (size_t i = 0; i < NSIGNS; i++)
		if (t->has[i]) {
			shown[n++] = signs[i];
			shown[n++] = ' ';
		}
	if (n > 0)
		layout_cell(t->l, (struct slice){shown, signs[0] != '\0' ? n - 1 : 0});
	layout_end(t->l);
}

static size_t
column(double v, const struct table *t)
{
	double last = (double)t->bar - 1;

	return (size_t)fmin(last, fmax(0, floor(v / t->max * last + 0.5)));
}

/* "   :  ---o---": the limits as dashes, the rate as o, a colon at the rate of all together. */
static struct text
bar(const struct table *t, const struct rate *r)
{
	struct text bar = {""};
	size_t n = t->bar;

	if (n == 0)
		return bar;
	memset(bar.text, ' ', n);
	bar.text[column(t->b->sum.rate, t)] = ':';
	for (size_t i = column(r->ci.lo, t); i <= column(r->ci.hi, t); i++)
		if (bar.text[i] == ' ')
			bar.text[i] = '-';
	bar.text[column(r->value, t)] = 'o';
	while (bar.text[n - 1] == ' ')
		n--;
	bar.text[n] = '\0';
	return bar;
}

static void
put_authority(const struct table *t, size_t i)
{
	static const char sign[] = {
		[COMPARE_NONE] = ' ',
		[COMPARE_LOWER] = '-',
		[COMPARE_SIMILAR] = '.',
		[COMPARE_HIGHER] = '+',
	};
	const struct benchmark *b = t->b;
	const struct benchmark_area *r = &b->area[i];
	const struct area *a = &b->group->area[i];
	bool counted = !isnan(a->count), word = strlen(a->mark) > 3;

	if (r->known)
		put_row(t, show("%zu", r->rank.place).text, area_shown(a), fixed(a->count, 0).text,
		    rate(b, r->rate.value).text, limits(b, &r->rate).text, bar(t, &r->rate).text,
		    show("%zu to %zu", r->rank.best, r->rank.worst).text, (const char[NSIGNS]){
		    sign[r->region.class], sign[r->england.class], sign[r->od]});
	else	/* a mark takes the count's place; other reasons go where the bar would be */
		put_row(t, "", area_shown(a), counted ? fixed(a->count, 0).text : word ? "" :
		    a->mark, "", "", counted && !word ? show("population %s", a->mark).text :
		    counted || word ? a->mark : "", "", (const char[NSIGNS]){""});
}

static void
put_whole(const struct table *t, const char *name, const struct benchmark_whole *w)
{
	const struct rate *r = &w->crude;

	if (!isnan(r->ci.hi))
		put_row(t, "", name, fixed(w->count, 0).text, rate(t->b, r->value).text,
		    limits(t->b, r).text, bar(t, r).text, "", (const char[NSIGNS]){""});
}

static void
put_table(struct table *t, size_t width)
{
	const struct benchmark *b = t->b;
	const struct area_group *g = b->group;

	t->l = layout_new(LAYOUT_TEXT);
	t->bar = width;
	put_row(t, "place", "authority", "count", "rate",
	    show("%s limits", level(b->conf).text).text,
	    width > 0 ? show("0 to %s", rate(b, t->max).text).text : "", "places", "RES");
	for (size_t i = 0; i < g->n; i++)
		put_authority(t, b->order[i]);
	if (g->region.code != NULL && b->has_region)
		put_whole(t, area_shown(&g->region), &b->region);
	if (g->england.code != NULL)
		put_whole(t, area_shown(&g->england), &b->england);
	put_whole(t, b->known < g->wanted ? show("%zu of %zu together", b->known, g->wanted).text :
	    show("%zu together", b->known).text, &b->sum);
}

/* What the bars and the signs after them mean. */
static void
add_key(const struct table *t, struct textbuf *to)
{
	const char *between = " ";

	textbuf_addf(to, "Bars: the limits, o the rate, : the rate of all together.");
	if (t->has[REGION]) {
		textbuf_addf(to, " R %s", region(t->b->group).text);
		if (t->b->region_is_sum)
			textbuf_addf(to, " as its %zu authorities together", t->b->group->wanted);
		textbuf_addf(to, " (interval rule)");
		between = ", ";
	}
	if (t->has[ENGLAND]) {
		textbuf_addf(to, "%sE England (interval rule)", between);
		between = ", ";
	}
	if (t->has[SPREAD])
		textbuf_addf(to, "%sS the spread usual between authorities (over-dispersed funnel)",
		    between);
	if (t->has[REGION] || t->has[ENGLAND] || t->has[SPREAD])
		textbuf_addf(to, ": + above, - below, . not apart.");
}

/* Prints t, in which names are as in the input, and empties it. */
static void
print_line(struct textbuf *t, FILE *f)
{
	char *escaped = layout_escape(textbuf_slice(t), LAYOUT_TEXT);

	fprintf(f, "%s\n", escaped);
	free(escaped);
	textbuf_reset(t);
}

/* The bars take the room that the other columns leave. */
static void
print_table(const struct benchmark *b, struct textbuf *key, FILE *f)
{
	struct table t = {.b = b};
	size_t others;

	t.max = fmax(0, fmax(b->region.crude.ci.hi, b->england.crude.ci.hi));
	t.has[REGION] = b->has_region;
	t.has[ENGLAND] = !isnan(b->england.rate);
	for (size_t i = 0; i < b->group->n; i++) {
		t.max = fmax(t.max, b->area[i].rate.ci.hi);
		t.has[SPREAD] |= b->area[i].od != COMPARE_NONE;
	}
	if (t.max == 0)
		t.max = 1;
	put_table(&t, 0);
	others = layout_text_width(t.l);
	layout_free(t.l);
	put_table(&t, others + BAR_LEAST > WIDTH ? BAR_LEAST :
	    others + BAR_MOST < WIDTH ? BAR_MOST : WIDTH - others);
	layout_print(t.l, f);
	layout_free(t.l);
	putc('\n', f);
	add_key(&t, key);
	print_line(key, f);
	putc('\n', f);
}

/* Sentences */

/* The authority that the sentences are about, or group->n when it has no rate there. */
static size_t
find_about(const struct benchmark *b, const char *about)
{
	const struct area_group *g = b->group;

	for (size_t i = 0; i < g->n; i++)
		if (b->area[i].known && area_is(&g->area[i], about != NULL ? about :
		    AUTHORITY_OWN_CODE))
			return i;
	return about == NULL && b->known > 0 ? b->order[0] : g->n;
}

/* "78.9 per 10,000 (99.8% limits 68.8 to 90.1)"; the usual level need not be given. */
static void
add_rate(const struct benchmark *b, const struct rate *r, const char *label, struct textbuf *t)
{
	struct text digits = show("%.10g", b->per);
	size_t n = strlen(digits.text), whole = strspn(digits.text, "0123456789");

	textbuf_addf(t, " had %s %s", rate(b, r->value).text, label != NULL ? label : "per ");
	for (size_t i = 0; i < n && label == NULL; i++)
		textbuf_addf(t, i > 0 && (n - i) % 3 == 0 && whole == n ? ",%c" : "%c",
		    digits.text[i]);
	if (b->conf == 0.95)
		textbuf_addf(t, " (%s)", limits(b, r).text);
	else
		textbuf_addf(t, " (%s limits %s)", level(b->conf).text, limits(b, r).text);
}

/* "", "second ", "21st ": what goes before "highest". */
static struct text
ordinal(size_t n)
{
	static const char *const words[] = {
		"", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ",
		"ninth ", "tenth ", "eleventh ", "twelfth ",
	};
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	size_t last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;

	return n < sizeof(words) / sizeof(words[0]) ? show("%s", words[n]) :
	    show("%zu%s ", n, endings[last < 4 ? last : 0]);
}

/*
 * ", the highest of the 12 North East authorities", ", the joint third lowest of the 11 of 12
 * authorities chosen that have a rate"; where all are equal none is the highest.
 */
static void
add_standing(const struct benchmark *b, size_t place, struct textbuf *t)
{
	const struct area_group *g = b->group;
	bool chosen = g->title[0] == '\0', gaps = b->known < g->wanted;
	size_t tied = 0, from_below;

	if (g->wanted == 1)
		return;		/* one alone is no group */
	for (size_t k = 0; k < g->n; k++)
		tied += b->area[k].known && b->area[k].rank.place == place;
	from_below = b->known + 2 - place - tied;
	if (b->known == 1)
		textbuf_addf(t, ", the only one");
	else if (tied == b->known)
		textbuf_addf(t, ", the same rate as %s", b->known == 2 ? "the other" :
		    "all others");
	else
		textbuf_addf(t, ", the %s%s%s", tied > 1 ? "joint " : "",
		    ordinal(from_below < place ? from_below : place).text,
		    from_below < place ? "lowest" : "highest");
	textbuf_addf(t, " of the ");
	if (gaps && b->known > 1)
		textbuf_addf(t, "%zu of ", b->known);
	textbuf_addf(t, "%zu%s%s authorities%s%s", g->wanted, chosen ? "" : " ", g->title,
	    chosen ? " chosen" : "", !gaps ? "" : b->known == 1 ? " with a rate" :
	    " that have a rate");
}

/* Which other places its limits leave open. */
static void
add_uncertainty(const struct benchmark *b, const struct rank *r, struct textbuf *t)
{
	size_t alike = r->worst - r->best;
	const char *other = b->known == 2 ? "the other" : NULL;

	if (b->known == 1)
		return;
	if (alike == 0)
		textbuf_addf(t, "; by its limits it is distinct from %s (no other rank plausible)",
		    other != NULL ? other : "all others");
	else if (alike == b->known - 1)
		textbuf_addf(t, "; by its limits it cannot be told apart from %s",
		    other != NULL ? other : "any of the others");
	else
		textbuf_addf(t, "; by its limits it cannot be told apart from %s other%s",
		    number(alike).text, alike > 1 ? "s" : "");
	if (alike > 0)
		textbuf_addf(t, " (plausible ranks %zu to %zu)", r->best, r->worst);
}

static const char *
class_words(enum compare_class c)
{
	return c == COMPARE_HIGHER ? "above" : c == COMPARE_LOWER ? "below" : "not apart from";
}

/* "It was above the North East (59.4) and England (42.1) by the interval rule, and within ..." */
static void
add_against(const struct benchmark *b, const struct benchmark_area *r, struct textbuf *t)
{
	const struct text names[] = {region(b->group), {AUTHORITY_ENGLAND_NAME}};
	const struct benchmark_against *first = NULL, *other;

	for (int k = 0; k < 2; k++) {
		other = k == 0 ? &r->region : &r->england;
		if (other->class == COMPARE_NONE ||
		    (first != NULL && strcmp(names[0].text, names[1].text) == 0))
			continue;
		textbuf_addf(t, first == NULL ? " It was " : " and ");
		if (first == NULL || other->class != first->class)
			textbuf_addf(t, "%s ", class_words(other->class));
		textbuf_addf(t, "%s (%s", names[k].text, rate(b, other->rate).text);
		if (k == 0 && b->region_is_sum)	/* not as published */
			textbuf_addf(t, ", its %zu authorities together", b->group->wanted);
		textbuf_addf(t, ")");
		first = other;
	}
	if (first != NULL)
		textbuf_addf(t, " by the interval rule");
	if (r->od != COMPARE_NONE) {
		textbuf_addf(t, "%s%s the spread usual between authorities (over-dispersed funnel",
		    first != NULL ? ", and " : " It was ",
		    r->od == COMPARE_SIMILAR ? "within" : class_words(r->od));
		if (b->known < PHI_ENOUGH)	/* so few hardly show what is usual */
			textbuf_addf(t, ", its width judged from only %s", number(b->known).text);
		textbuf_addf(t, ")");
	}
	if (first != NULL || r->od != COMPARE_NONE)
		textbuf_addf(t, ".");
}

/*
 * "1.35 times (1.17 to 1.55)"; a limit that is not 1 is not shown as 1.00, because readers look for
 * the side of 1 on which it lies.
 */
static void
add_ratio(const struct ratio *r, struct textbuf *t)
{
	int decimals = 2;

	while (decimals < 6 && (fabs(r->ci.lo - 1) < 0.5 * pow(10, -decimals) ||
	    fabs(r->ci.hi - 1) < 0.5 * pow(10, -decimals)))
		decimals++;
	textbuf_addf(t, "%s times (%s to %s)", fixed(r->value, 2).text,
	    fixed(r->ci.lo, decimals).text, fixed(r->ci.hi, decimals).text);
}

/* Against the others together, without the area itself. */
static void
add_rest(const struct benchmark *b, const struct ratio *rest, struct textbuf *t)
{
	if (!isfinite(rest->value) || !isfinite(rest->ci.hi))
		return;
	textbuf_addf(t, " Its rate was ");
	add_ratio(rest, t);
	textbuf_addf(t, " that of the other");
	if (b->known > 2)
		textbuf_addf(t, " %s together", number(b->known - 1).text);
	textbuf_addf(t, ", by the exact ratio.");
}

/* A paragraph on the group. */
static void
add_paragraph(const struct benchmark *b, const char *about, const char *label, struct textbuf *t)
{
	size_t i = find_about(b, about);
	const struct benchmark_area *r = &b->area[i];

	textbuf_addf(t, "In %s ", period(b->group).text);
	if (i < b->group->n) {
		textbuf_addf(t, "%s", area_shown(&b->group->area[i]));
		add_rate(b, &r->rate, label, t);
		add_standing(b, r->rank.place, t);
		add_uncertainty(b, &r->rank, t);
		textbuf_addf(t, ".");
		add_against(b, r, t);
		add_rest(b, &r->rest, t);
	} else if (about != NULL) {
		textbuf_addf(t, "%s has no rate.", about);
	} else {
		textbuf_addf(t, "none of the authorities has a rate.");
	}
	if (b->known < b->group->wanted) {
		textbuf_addf(t, " Without a rate: ");
		benchmark_list_unknown(b, t);
		textbuf_addf(t, ".");
	}
}

/* How the authority's rate changed, if it has one in both groups. */
static void
add_change(const struct benchmark *from, const struct benchmark *to, const char *about,
    struct textbuf *t)
{
	size_t i = find_about(from, about), k = find_about(to, about);
	const struct area *was = &from->group->area[i], *is = &to->group->area[k];
	struct ratio r;

	if (i == from->group->n || k == to->group->n ||
	    from->group->period.freq != to->group->period.freq ||
	    strcmp(was->code, is->code) != 0 || strcmp(was->name, is->name) != 0 ||
	    compare_ratio(is->count, is->population, was->count, was->population, to->conf,
	    &r) != 0 || !isfinite(r.value) || !isfinite(r.ci.hi))
		return;
	textbuf_addf(t, "From %s to %s the rate of %s went from %s to %s, ",
	    period(from->group).text, period(to->group).text, area_shown(is),
	    rate(from, from->area[i].rate.value).text, rate(to, to->area[k].rate.value).text);
	add_ratio(&r, t);
	textbuf_addf(t, " what it was, by the exact ratio.");
}

/* What the words mean: the rules, with the level and each group's factor. */
static void
add_rules(const struct benchmarks *b, struct textbuf *t)
{
	const char *before = " (Spiegelhalter): times ";

	textbuf_addf(t, "Limits: %s, exact Poisson below a count of 10, Byar's from there on. "
	    "Places: those the limits leave open. Interval rule: are the limits wholly above or "
	    "below the other rate, taken as exact? Exact ratio: given both counts together, exact "
	    "binomial limits; counts taken as independent. Over-dispersed funnel: normal limits "
	    "about the rate of all together, their variance multiplied for how much authorities "
	    "differ beyond chance", level(b->conf).text);
	for (size_t i = 0; i < b->n; i++) {
		if (!b->group[i].dispersed || b->group[i].known < 2)
			continue;
		textbuf_addf(t, "%s%s", before,
		    fixed(fmax(1, (double)b->group[i].dispersion.phi), 1).text);
		before = ", ";
	}
	textbuf_addf(t, ".");
}

void
text_print(const struct benchmarks *all, const char *label, FILE *f)
{
	const char *about = all->areas->q->about;
	struct textbuf t = {0};

	for (size_t i = 0; i < all->n; i++) {
		const struct benchmark *b = &all->group[i];
		const struct area_group *g = b->group;

		textbuf_addf(&t, "%s%s%s", period(g).text, g->title[0] != '\0' ? ", " : "",
		    g->title);
		print_line(&t, f);
		putc('\n', f);
		print_table(b, &t, f);
		add_paragraph(b, about, label, &t);
		print_line(&t, f);
		if (i > 0 && strcmp(b[-1].group->region_code, g->region_code) == 0)
			add_change(&b[-1], b, about, &t);
		if (t.n > 0)
			print_line(&t, f);
		putc('\n', f);
	}
	if (all->n > 0) {
		add_rules(all, &t);
		print_line(&t, f);
	}
	textbuf_free(&t);
}
