#include "trend/sentence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/layout.h"
#include "trend/saying.h"
#include "trend/wording.h"

#define WIDEST 60

/*
 * Every sentence of -f text. A clause that begins with a comma or a blank continues the one before;
 * the others are separated by semicolons.
 */
const char *const sentence_words[SENTENCE_N] = {
	/* How it changed. */
	[SAY_ONE] = "{last} in {last_period}",
	[SAY_SAME] = "{last} in both {first_period} and {last_period}",
	[SAY_ALL_SAME] = "{last} in every {period} from {first_period} to {last_period}",
	[SAY_BACK] = "{last} in {last_period}, as in {first_period}",
	[SAY_FROM_TO] = "from {first} to {last} between {first_period} and {last_period}",
	[SAY_RISE] = ", a rise of {change}",
	[SAY_FALL] = ", a fall of {change}",
	[SAY_HARDLY] = ", hardly any change",
	[SAY_DOUBLE] = ", twice as high",
	[SAY_MORE_THAN_DOUBLE] = ", more than twice as high",
	[SAY_TIMES] = ", {times} times as high",
	[SAY_POINTS_RISE] = ", a rise of {points}",
	[SAY_POINTS_FALL] = ", a fall of {points}",
	[SAY_POINTS_LIMITS] = " (95% interval {least} to {most})",
	[SAY_POINTS_SPAN] = " (95% interval from a fall of {most_fall} to a rise of {most_rise})",

	/* What the points can show. */
	[SAY_NO_SUM] = "there are no {sum} to add up",
	[SAY_FEW_ONE] = "one {period} cannot show a change",
	[SAY_FEW] = "{count} are too few to show a trend",
	[SAY_FEW_SUMS] = "the sums that do not overlap are too few to show a trend",
	[SAY_RISING] = "rising by about {step_change} a {step}",
	[SAY_FALLING] = "falling by about {step_change} a {step}",
	[SAY_RISING_SLOPE] = "rising by about {slope} a {step}",
	[SAY_FALLING_SLOPE] = "falling by about {slope} a {step}",
	[SAY_RISING_POINTS] = "rising by about {slope_points} a {step}",
	[SAY_FALLING_POINTS] = "falling by about {slope_points} a {step}",
	[SAY_RISING_TOGETHER] = "but taken together, the {count} show a rise of about "
	    "{slope_points} a {step}",
	[SAY_FALLING_TOGETHER] = "but taken together, the {count} show a fall of about "
	    "{slope_points} a {step}",
	[SAY_RISING_TREND] = "a rising trend was found",
	[SAY_FALLING_TREND] = "a falling trend was found",
	[SAY_STEPPED_UP] = "a step up in {from} rather than a steady rise",
	[SAY_STEPPED_DOWN] = "a step down in {from} rather than a steady fall",
	[SAY_BETTER] = ", which is better",
	[SAY_WORSE] = ", which is worse",
	[SAY_NO_TREND] = "no trend was found",
	[SAY_NO_TREND_USUAL] = "no trend was found, and no single {period} stands out from the "
	    "usual variation",
	[SAY_USUAL] = "no single {period} stands out from the usual variation",
	[SAY_SIGNS_RISE] = "taken together, the {count} show signs of a rise, but not enough to "
	    "be sure of a trend",
	[SAY_SIGNS_FALL] = "taken together, the {count} show signs of a fall, but not enough to "
	    "be sure of a trend",
	[SAY_EVEN] = "the figures vary less than independent events would by chance",
	[SAY_NO_LIMITS] = "how much these figures usually vary is not known",

	/* What the chart shows. */
	[SAY_LEVEL] = "the average was {was} up to {before} and has been {is} since {rebased}",
	[SAY_EARLIER] = "{earlier}",
	[SAY_HIGH] = "{from} was higher than the usual variation explains",
	[SAY_HIGH_MANY] = "{span} were higher than the usual variation explains",
	[SAY_LOW] = "{from} was lower than the usual variation explains",
	[SAY_LOW_MANY] = "{span} were lower than the usual variation explains",
	[SAY_ROSE] = "the figure rose {period} after {period} up to {to}",
	[SAY_FELL] = "the figure fell {period} after {period} up to {to}",
	[SAY_NEAR_HIGH] = "two of three successive {period}s, {to} among them, were near the top "
	    "of the usual variation",
	[SAY_NEAR_LOW] = "two of three successive {period}s, {to} among them, were near the "
	    "bottom of the usual variation",
	[SAY_ABOVE] = "every {period} from {from} to {to} was above the average",
	[SAY_BELOW] = "every {period} from {from} to {to} was below the average",
	[SAY_STEP_UP] = "every {period} since {from} has been above the average: a step up",
	[SAY_STEP_DOWN] = "every {period} since {from} has been below the average: a step down",

	/* A year ago, for quarters and months over three years or more. */
	[SAY_YEAR_MORE] = "{last_period} was {year_change} higher than the same {period} a year "
	    "before ({ago})",
	[SAY_YEAR_LESS] = "{last_period} was {year_change} lower than the same {period} a year "
	    "before ({ago})",
	[SAY_YEAR_TIMES] = "{last_period} was {year_times} times as high as the same {period} a "
	    "year before ({ago})",
	[SAY_YEAR_POINTS_MORE] = "{last_period} was {year_points} higher than the same {period} a "
	    "year before ({ago})",
	[SAY_YEAR_POINTS_LESS] = "{last_period} was {year_points} lower than the same {period} a "
	    "year before ({ago})",
	[SAY_YEAR_SAME] = "{last_period} was no different from the same {period} a year before",
	[SAY_YEAR_FROM] = "{last_period} compares with {ago} in the same {period} a year before",

	/* What is not known. */
	[SAY_HIDDEN_BELOW] = "fewer than {below} in {hidden}",
	[SAY_MISSING] = "no value for {missing}",

	/* The target. */
	[SAY_MEETS] = "{last_period} meets the target of {target}",
	[SAY_MISSES] = "{last_period} misses the target of {target}",
	[SAY_TARGET_ABOVE] = "{last_period} is above the target of {target}",
	[SAY_TARGET_BELOW] = "{last_period} is below the target of {target}",
	[SAY_TARGET_ON] = "{last_period} is on the target of {target}",
	[SAY_PASS] = "; all of the usual variation meets it",
	[SAY_FAIL] = "; all of the usual variation misses it",
	[SAY_HIT_AND_MISS] = "; the usual variation sometimes meets it and sometimes misses it",

	/* Notes. */
	[NOTE_XMR] = "Usual variation: the mean, give or take 2.66 times the mean moving range "
	    "(XmR chart of NHS England's Making Data Count, with its rules for runs).",
	[NOTE_P] = "Usual variation of percentages: within three standard errors of the average, "
	    "wider for small denominators (Laney's p' chart).",
	[NOTE_U] = "Usual variation of rates: within three standard errors of the average, wider "
	    "for small populations (Laney's u' chart).",
	[NOTE_C] = "Usual variation of small counts: the range that chance alone gives around "
	    "their mean (c chart, exact Poisson limits).",
	[NOTE_STOCK] = "Counts on a day are largely of the same people as those of the period "
	    "before: only values far out are signals, and a slow drift is not seen. Brothers and "
	    "sisters, who come and go together, make the counts vary more than the limits allow. "
	    "Trends are not tested.",
	[NOTE_STOCK_SHARES] = "Rates and percentages on a day: only values far out are signals, "
	    "and a slow drift is not seen. Trends are not tested.",
	[NOTE_TRIAL] = "With fewer than 13 points, the usual variation is provisional.",
	[NOTE_TREND] = "A trend is reported where Mann-Kendall's test (p at most 0.05) and, for "
	    "counts, a Poisson or logistic trend agree.",
	[NOTE_SEASON] = "Trends of quarters and months over three years or more: each is "
	    "compared with the same quarter or month of other years (seasonal Mann-Kendall). "
	    "With fewer than eight years, good and bad years can pass for a trend.",
	[NOTE_STEP] = "A trend is called a step where two levels fit the figures much better than "
	    "a straight line.",
	[NOTE_UNSAID] = "Trends were not tested: it is not known which of the series are counted "
	    "on a day and which over a period.",
	[NOTE_SMALL] = "No percentage change is given from a number below 20.",
	[NOTE_INTERVAL] = "95% intervals of a difference between percentages by Newcombe's "
	    "method; they assume different cases in the two periods.",
	[NOTE_ROUNDED] = "Counts that are all multiples of 5 or 10 are taken as rounded: they "
	    "are approximate, and trends are judged only by their order.",
	[NOTE_HIDDEN] = "Figures known only to be below a number count as the lowest when trends "
	    "are judged.",
	[NOTE_ROLLING] = "Sums that overlap are not charted; trends are tested on sums that do "
	    "not overlap.",
	[NOTE_CHANCE] = "Even if nothing had changed, chance alone would {chance} of these "
	    "{series} series a trend or a signal.",
};

bool
saying_is_hidden(const struct result *r, size_t i, bool below)
{
	return !trend_is_usable(&r->s, i) && isnan(r->s.row[i].below) != below;
}

#define NAMED 4		/* periods without a value that are named */

/* Why row i has no figure: " (confidential)". */
static void
add_why(struct textbuf *b, const struct result *r, size_t i)
{
	const struct series *s = &r->s;
	const struct series_row *row = &s->row[i];

	if (row->label == SERIES_GAP)
		textbuf_addf(b, " (no row)");
	else if (isnan(row->x))
		textbuf_addf(b, " (no position)");
	else if (row->mark != MARK_NONE)
		textbuf_addf(b, " (%s)", num_mark_meaning((enum mark)row->mark));
	else if (s->populated && !isnan(s->y[i]))
		textbuf_addf(b, s->measure == SERIES_PROPORTIONS ? " (no denominator)" :
		    " (no population)");
}

static void
list_hidden(struct textbuf *b, const struct result *r, bool below)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < r->s.n; i++)
		n += saying_is_hidden(r, i, below);
	for (size_t i = 0; i < r->s.n; i++) {
		if (!saying_is_hidden(r, i, below) || at++ >= NAMED)
			continue;
		textbuf_addf(b, "%s", at == 1 ? "" : at == n ? " and " : ", ");
		wording_add_period(b, r, i);
		if (!below)
			add_why(b, r, i);
	}
	if (n > NAMED)
		textbuf_addf(b, " and %zu more", n - NAMED);
}

/* The number that hidden figures are below: the largest, where they differ. */
static double
below_what(const struct result *r)
{
	double most = 0;

	for (size_t i = 0; i < r->s.n; i++)
		most = fmax(most, isnan(r->s.row[i].below) ? 0 : r->s.row[i].below);
	return most;
}

static double
year_percent(const struct trend *t)
{
	return 100 * t->year_on_year / t->year_ago;
}

static void
put_change(const struct saying *y, struct slice name)
{
	const struct trend *t = &y->r->t;
	struct textbuf *b = y->b;

	if (slice_is(name, "change")) {
		if (isnan(t->pct_change) || t->first_value <= 0 || t->last_value < 0 ||
		    isinf(t->pct_change))
			wording_add_number(b, fabs(t->change));
		else
			wording_add_percent(b, t->pct_change);
	} else if (slice_is(name, "times")) {
		wording_add_number(b, wording_times(t->last_value / t->first_value));
	} else if (slice_is(name, "points")) {
		wording_add_points(b, y->r, t->change);
	} else if (slice_is(name, "least")) {
		wording_add_part(b, y->r, fmin(fabs(t->points_first.lo),
		    fabs(t->points_first.hi)));
	} else if (slice_is(name, "most")) {
		wording_add_part(b, y->r, fmax(fabs(t->points_first.lo),
		    fabs(t->points_first.hi)));
	} else if (slice_is(name, "most_fall")) {
		wording_add_points(b, y->r, t->points_first.lo);
	} else if (slice_is(name, "most_rise")) {
		wording_add_points(b, y->r, t->points_first.hi);
	} else if (slice_is(name, "step_change")) {
		wording_add_percent(b, 100 * (t->ratio - 1));
	} else if (slice_is(name, "slope")) {
		wording_add_rounded(b, fabs(t->sen.slope));
	} else if (slice_is(name, "slope_points")) {
		wording_add_slope(b, y->r, t->sen.slope);
	} else if (slice_is(name, "year_change")) {
		wording_add_percent(b, year_percent(t));
	} else if (slice_is(name, "year_times")) {
		wording_add_number(b, wording_times(t->last_value / t->year_ago));
	} else if (slice_is(name, "year_points")) {
		wording_add_points(b, y->r, t->year_on_year);
	}
}

/* "2015, 2019 and 2020", "2017 and 2019 to 2021" */
static void
add_span(struct textbuf *b, const struct saying *y)
{
	const struct verdict_run *run = y->run, *end = run + y->nruns;

	for (; run < end; run++) {
		const bool last = run + 1 == end, two = run->to == run->from + 1;

		textbuf_addf(b, "%s", run == y->run ? "" : last && !two ? " and " : ", ");
		wording_add_period(b, y->r, run->from);
		if (run->to == run->from)
			continue;
		textbuf_addf(b, "%s", !two ? " to " : last ? " and " : ", ");
		wording_add_period(b, y->r, run->to);
	}
}

/* The average of the stretch of the chart that has row i. */
static void
add_level(struct textbuf *b, struct result *r, size_t i)
{
	const double centre = r->t.chart->stretch[i].centre;

	if (r->s.measure != SERIES_FIGURES) {
		wording_add_figure(b, r, centre, SIZE_MAX);
		return;
	}
	wording_add_rounded(b, centre);
	textbuf_addf(b, "%s", r->t.percent ? "%" : "");
}

/* What concerns a signal or a level of the chart. False: no such name. */
static bool
put_chart(const struct saying *y, struct slice name)
{
	struct textbuf *b = y->b;

	if (slice_is(name, "from"))
		wording_add_period(b, y->r, y->run->from);
	else if (slice_is(name, "to"))
		wording_add_period(b, y->r, y->run->to);
	else if (slice_is(name, "span"))
		add_span(b, y);
	else if (slice_is(name, "earlier"))
		textbuf_addf(b, "%s", plural(y->earlier, "earlier signal").text);
	else if (slice_is(name, "was"))
		add_level(b, y->r, y->rebased - 1);
	else if (slice_is(name, "is"))
		add_level(b, y->r, y->rebased);
	else if (slice_is(name, "before"))
		wording_add_period(b, y->r, y->rebased - 1);
	else if (slice_is(name, "rebased"))
		wording_add_period(b, y->r, y->rebased);
	else
		return false;
	return true;
}

static void
put_name(const struct saying *y, struct slice name)
{
	struct result *r = y->r;
	struct textbuf *b = y->b;
	const struct trend *t = &r->t;

	if (slice_is(name, "first"))
		wording_add_figure(b, r, t->first_value, t->first);
	else if (slice_is(name, "last"))
		wording_add_figure_unit(b, r, t->last_value, t->last);
	else if (slice_is(name, "first_period"))
		wording_add_period(b, r, t->first);
	else if (slice_is(name, "last_period"))
		wording_add_period(b, r, t->last);
	else if (slice_is(name, "period"))
		textbuf_addf(b, "%s", r->pooled > 0 ? "period" : period_noun(r->s.freq));
	else if (slice_is(name, "step"))
		textbuf_addf(b, "%s", verdict_step(&r->s));
	else if (slice_is(name, "count"))
		verdict_add_tested(b, r);
	else if (slice_is(name, "sum"))
		verdict_add_count(b, r->pooled, r->s.freq);
	else if (slice_is(name, "ago"))
		wording_add_figure(b, r, t->year_ago, SIZE_MAX);
	else if (slice_is(name, "below"))
		wording_add_number(b, below_what(r));
	else if (slice_is(name, "hidden") || slice_is(name, "missing"))
		list_hidden(b, r, slice_is(name, "hidden"));
	else if (slice_is(name, "target"))
		wording_add_target(b, r);
	else if (!put_chart(y, name))
		put_change(y, name);
}

void
say(const struct saying *y, enum sentence_clause clause)
{
	const char *s = sentence_words[clause], *end;

	y->said->said[clause] = true;
	if (y->b->n > 0 && s[0] != ',' && s[0] != ' ' && s[0] != ';')
		textbuf_addf(y->b, "; ");
	for (; *s != '\0'; s = end) {
		if (*s == '{') {
			end = strchr(s, '}') + 1;
			put_name(y, (struct slice){s + 1, (size_t)(end - s) - 2});
		} else {
			end = s + strcspn(s, "{");
			textbuf_add(y->b, (struct slice){s, (size_t)(end - s)});
		}
	}
}

/* The note on chance, with its two numbers. */
static void
add_chance(struct textbuf *b, const struct sentence_said *said)
{
	const char *s = sentence_words[NOTE_CHANCE], *series = strstr(s, "{series}");
	const char *chance = strstr(s, "{chance}");

	textbuf_add(b, (struct slice){s, (size_t)(chance - s)});
	if (said->chance < 0.1)
		textbuf_addf(b, "rarely give any");
	else if (said->chance < 0.95)
		textbuf_addf(b, "on average give fewer than one");
	else
		textbuf_addf(b, "give about %.0f", said->chance);
	chance += strlen("{chance}");
	textbuf_add(b, (struct slice){chance, (size_t)(series - chance)});
	textbuf_addf(b, "%zu%s", said->nseries, series + strlen("{series}"));
}

void
sentence_notes(struct textbuf *b, struct sentence_said *said)
{
	const char *before = "\nNote: ";

	said->said[NOTE_CHANCE] = said->nseries > 1;
	for (enum sentence_clause c = NOTE_FIRST; c < SENTENCE_N; c++) {
		if (!said->said[c])
			continue;
		textbuf_addf(b, "%s", before);
		before = " ";
		if (c != NOTE_CHANCE) {
			textbuf_addf(b, "%s", sentence_words[c]);
			continue;
		}
		add_chance(b, said);
	}
	if (before[0] == ' ')
		textbuf_addf(b, "\n");
}

void
sentence_escape(struct textbuf *b)
{
	char *escaped = layout_escape(textbuf_slice(b), LAYOUT_TEXT);

	textbuf_reset(b);
	textbuf_add(b, slice_of(escaped));
	free(escaped);
}

/*
 * Puts a series' name into b, with the label of its dictionary entry for the whole or for the cell
 * of the key that has it, and returns its width.
 */
static size_t
put_series(struct textbuf *b, const char *name, struct slice key, const struct dictionary *d)
{
	size_t labelled;
	const struct dictionary_entry *entry = dictionary_of_series(d, name, key, &labelled);

	textbuf_reset(b);
	if (entry == NULL || entry->label.n == 0)
		textbuf_add(b, slice_of(name));
	else if (labelled == DICTIONARY_WHOLE)
		textbuf_add(b, entry->label);
	else
		series_add_name(b, key, labelled, entry->label);
	sentence_escape(b);
	return layout_width(textbuf_slice(b));
}

void
sentence_line(struct textbuf *b, const struct result *r, const struct dictionary *d, size_t width)
{
	char line[SPARKLINE_SIZE];
	size_t own = put_series(b, r->s.name, r->s.key, d);

	sparkline(line, r->t.value, r->s.n);
	textbuf_addf(b, "%*s  %s  ", (int)(own < width ? width - own : 0), "", line);
	textbuf_add(b, textbuf_slice(&r->sentence));
	sentence_escape(b);
}

size_t
sentence_width(const struct series_set *set, const struct dictionary *d)
{
	struct textbuf name = {0}, b = {0};
	size_t widest = 0, width;

	for (size_t i = 0; i < series_count(set); i++) {
		struct slice key = series_key(set, i);

		textbuf_reset(&name);
		series_add_name(&name, key, SIZE_MAX, (struct slice){0});
		width = put_series(&b, name.p, key, d);
		if (width <= WIDEST && width > widest)
			widest = width;
	}
	textbuf_free(&name);
	textbuf_free(&b);
	return widest;
}
