#include "area/phrase.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "area/columns.h"
#include "base/num.h"
#include "table/authority.h"

struct words
words_show(const char *fmt, ...)
{
	struct words w;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w.text, sizeof(w.text), fmt, ap);
	va_end(ap);
	return w;
}

struct words
words_fixed(double v, int decimals)
{
	struct words w = {""};
	char plain[400];
	size_t n = num_format_fixed(plain, sizeof(plain) / 2, v, decimals), to = 0;
	size_t sign = plain[0] == '-', whole = strspn(plain + sign, "0123456789");

	for (size_t i = 0; i < n && to < sizeof(w.text) - 2; i++) {
		size_t left = i >= sign && i < sign + whole ? sign + whole - i : 0;

		if (i > sign && left > 0 && left % 3 == 0)
			w.text[to++] = ',';
		w.text[to++] = plain[i];
	}
	w.text[to] = '\0';
	return w;
}

/* columns_decimals(), and more where those would make a part of all into all. */
static int
decimals(const struct benchmark *b, double v)
{
	int d;

	if (b->proportion && (v == 0 || v == b->per))
		return 0;
	d = columns_decimals(&(struct rate){.value = v}, b->per >= 100 ? 1 : 4);
	while (d < DECIMALS_MOST && b->proportion && v < b->per && (b->per - v) * pow(10, d) < 0.5)
		d++;
	return d;
}

struct words
words_rate(const struct benchmark *b, double v)
{
	return words_show("%s%s", words_fixed(v, decimals(b, v)).text, b->proportion ? "%" : "");
}

struct words
words_per(const struct benchmark *b)
{
	const bool sum = area_group_is_sum(b->group);
	const char *period = sum ? period_noun(b->group->period.freq) : "";

	if (b->proportion)
		return words_show("%s", "");
	if (b->per == 1)
		return words_show(" per head%s%s", sum ? " a " : "", period);
	return words_show(" in every %s%s%s", b->per == floor(b->per) ?
	    words_fixed(b->per, 0).text : words_show("%.10g", b->per).text, sum ? " a " : "",
	    period);
}

struct words
words_base(const struct benchmark *b, double population)
{
	struct words n = words_fixed(population, 0);

	if (!area_group_is_sum(b->group) || b->proportion)
		return words_show("%s %s", b->proportion ? "of" : "among", n.text);
	return words_show("among %s person-%ss", n.text, period_noun(b->group->period.freq));
}

/* "per 10,000", "plans per head": of a rate, so not what a count is of. */
static bool
is_per(struct slice unit)
{
	struct slice word;

	while (slice_next(&unit, ' ', &word))
		if (slice_caseeq(word, slice_of("per")))
			return true;
	return false;
}

struct words
words_events(const struct benchmarks *all, double count)
{
	const struct dictionary_entry *entry = all->areas->figures.entry;
	struct words n = count == 0 ? words_show("none") : words_fixed(count, 0);

	if (entry == NULL || entry->percent || entry->unit.n == 0 || count < 2 ||
	    unit_is_measure(entry->unit) || is_per(entry->unit))
		return n;	/* "1 children" would be wrong */
	return words_show("%s %.*s", n.text, (int)(entry->unit.n < 80 ? entry->unit.n : 80),
	    entry->unit.p);
}

struct words
words_level(double conf)
{
	return words_show("%.6g%%", conf * 100);
}

struct words
words_limits(const struct benchmark *b, const struct rate *r)
{
	int d = decimals(b, r->value);
	const char *percent = b->proportion ? "%" : "";

	if (r->value == 0 || d == 0)
		d = decimals(b, r->value == 0 ? r->ci.hi : r->ci.lo);
	return words_show("%s%s to %s%s", words_fixed(r->ci.lo, d).text, percent,
	    words_fixed(r->ci.hi, d).text, percent);
}

struct words
words_period(const struct area_group *g)
{
	char first[PERIOD_SIZE], last[PERIOD_SIZE];

	period_format_words(first, g->first);
	period_format_words(last, g->period);
	return area_group_is_sum(g) ? words_show("%s to %s", first, last) :
	    words_show("%s", last);
}

struct words
words_when(const struct area_group *g)
{
	return words_show("%s %s", area_group_is_sum(g) ? "Over" :
	    g->period.freq == PERIOD_DAY ? "At" : "In", words_period(g).text);
}

/* One takes "the", but England, and London, do not. */
struct words
words_region(const struct area_group *g)
{
	static const char *const the[] = {"North ", "South ", "East ", "West "};
	const char *name = g->region.code != NULL ? area_shown(&g->region) : g->title;

	for (size_t i = 0; i < sizeof(the) / sizeof(the[0]); i++)
		if (strncmp(name, the[i], strlen(the[i])) == 0 &&
		    strcmp(name, "East of England") != 0)
			return words_show("the %s", name);
	return words_show("%s", name);
}

struct words
words_areas(const struct benchmarks *all, size_t n)
{
	const char *one = all->areas->q->choice == AREAS_ALL ? "area" : "authority";

	return words_show("%s %s", words_fixed((double)n, 0).text,
	    n == 1 ? one : areas_noun(all->areas));
}

/* "13", or in words from one to twelve. */
struct words
words_number(size_t n)
{
	static const char *const words[] = {
		"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
		"ten", "eleven", "twelve",
	};

	return n < sizeof(words) / sizeof(words[0]) ? words_show("%s", words[n]) :
	    words_fixed((double)n, 0);
}

/* "1st", "22nd" */
struct words
words_place(size_t n)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	size_t last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;

	return words_show("%zu%s", n, endings[last < 4 ? last : 0]);
}

/* "", "second ", "21st ": what goes before "highest". */
struct words
words_ordinal(size_t n)
{
	static const char *const words[] = {
		"", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ",
		"ninth ", "tenth ", "eleventh ", "twelfth ",
	};

	return n < sizeof(words) / sizeof(words[0]) ? words_show("%s", words[n]) :
	    words_show("%s ", words_place(n).text);
}

static struct words
reason(const char *mark)
{
	struct num num;

	if (strcmp(mark, "absent") == 0)
		return words_show("not in the data");
	if (strcmp(mark, "twice") == 0)
		return words_show("two rows");
	if (strcmp(mark, FIGURES_COUNT_REFUSED) == 0 ||
	    strcmp(mark, FIGURES_POPULATION_REFUSED) == 0)
		return words_show("its %.*s is refused", (int)strcspn(mark, " "), mark);
	if (strncmp(mark, "under ", 6) == 0)
		return words_show("fewer than %s events", mark + 6);
	if (num_parse(slice_of(mark), NUM_MARKS, &num) != NUM_MARK)
		return words_show("%s", mark);
	if (num.mark == MARK_BELOW)
		return words_show("fewer than %s", mark + strspn(mark, "[<"));
	if (num.mark == MARK_C || num.mark == MARK_STAR || num.mark == MARK_TILDE)
		return words_show("hidden");
	return words_show("%s", num_mark_meaning(num.mark));
}

struct words
words_reason(const struct area *a)
{
	const char *plain = area_plain_mark(a);

	return words_show("%s%s", reason(plain).text, a->mark + strlen(plain));
}

struct words
words_percent(double ratio)
{
	double change = fabs(ratio - 1) * 100;

	return words_show("%s%%", words_fixed(change, change < 10 ? 1 : 0).text);
}
