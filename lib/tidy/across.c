/* Headings with the periods across the top. */
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "table/cell.h"
#include "tidy/doubt.h"
#include "tidy/pairs.h"
#include "tidy/reading.h"
#include "tidy/several.h"
#include "tidy/span.h"

/* For telling whether a cell would be a period if the year were known. */
enum { ANY_YEAR = 2000 };

static void
mark_period(struct tabhead *h, size_t i, struct period p, const struct textbuf *notes)
{
	h->column[i].kind = COLUMN_FIGURE;
	h->column[i].period = p;
	if (notes->n > 0)
		h->column[i].note = arena_copy(&h->text, textbuf_slice(notes));
}

/*
 * Whether the headings that are months by themselves are such: two or more names of months, or
 * numbers such as 202304 that follow one another.
 */
static bool
has_months(const struct tabhead *h, int fyear)
{
	const int year = fyear != PERIOD_NO_YEAR ? fyear : ANY_YEAR;
	int32_t last = 0, step = 0;
	size_t found = 0;
	struct period p;

	for (size_t i = 0; i < h->n; i++) {
		if (h->name[i].n == 0 || !period_parse_month(h->name[i], year, &p))
			continue;
		if (is_digit(h->name[i].p[0])) {
			if (found > 0 && ((step != 0 && p.ord - last != step) ||
			    (p.ord - last != 1 && p.ord - last != -1)))
				return false;
			step = found > 0 ? p.ord - last : 0;
		}
		last = p.ord;
		found++;
	}
	return found > 1;
}

/* Whether no heading is a period with its year, and two or more are without. */
static bool
are_bare(const struct reading *r)
{
	const struct tabhead *h = r->h;
	size_t bare = 0;
	struct period p;

	for (size_t i = 0; i < h->n; i++) {
		if (note_parse_period(h->name[i], PERIOD_NO_YEAR, &p, NULL, NULL))
			return false;
		bare += note_parse_period(h->name[i], ANY_YEAR, &p, NULL, NULL) ||
		    (h->name[i].n > 0 && !is_digit(h->name[i].p[0]) &&
		    period_parse_month(h->name[i], ANY_YEAR, &p));
	}
	return bare > 1;
}

int
across_find_years(struct reading *r)
{
	const struct tabhead *h = r->h;
	const char *chosen = r->opt->chosen[ROLE_PERIOD];
	int found = -1;

	if (!are_bare(r))
		return -1;
	for (size_t i = 0; i < h->n; i++) {
		if (chosen != NULL ? !slice_is(h->name[i], chosen) :
		    !heading_is_year(h->name[i]))
			continue;
		if (found >= 0) {
			errmsg_set(r->e, "the years of the periods may be in '%s' or in '%s'; "
			    "expected -c period=NAME", h->name[found].p, h->name[i].p);
			return -2;
		}
		found = (int)i;
	}
	return found;
}

int
across_mark(struct reading *r, const char **bare)
{
	const bool months = has_months(r->h, r->fyear);
	struct textbuf notes = {0};
	struct tabhead *h = r->h;
	struct day_end end = {0};
	struct errmsg why;
	struct period p;
	int found = 0;

	*bare = NULL;
	for (size_t i = 0; i < h->n && found >= 0; i++) {
		notes.n = 0;
		if (!note_parse_period(h->name[i], r->fyear, &p, &notes, NULL) &&
		    (!months || !period_parse_month(h->name[i], r->fyear, &p))) {
			if (note_parse_period(h->name[i], ANY_YEAR, &p, NULL, NULL))
				*bare = "quarters";
			else if (months && period_parse_month(h->name[i], ANY_YEAR, &p))
				*bare = "months";
			continue;
		}
		if (doubt_turn_day(&p, r->opt->date_as, &end, &why) != 0) {
			errmsg_set(r->e, "%s: %s", h->name[i].p, why.text);
			found = -1;
			break;
		}
		mark_period(h, i, p, &notes);
		found++;
	}
	textbuf_free(&notes);
	return found;
}

static enum period_freq
settle_periods(struct tabhead *h)
{
	enum period_freq freq = PERIOD_NONE;
	bool sure = false;

	for (size_t i = 0; i < h->n && !sure; i++)
		if (h->column[i].kind == COLUMN_FIGURE) {
			freq = h->column[i].period.freq;
			sure = !h->column[i].period.or_month && !h->column[i].period.or_calendar;
		}
	for (size_t i = 0; i < h->n; i++)
		period_settle(&h->column[i].period, freq);
	return freq;
}

static int
check_periods(const struct tabhead *h, enum period_freq freq, struct errmsg *e)
{
	struct intern *seen = intern_new();
	int r = 0, first = 0, last = 0;
	struct errmsg why;
	uint32_t n = 0;

	for (size_t i = 0; i < h->n && r == 0; i++) {
		const struct period *p = &h->column[i].period;
		const struct slice key = {(const char *)&p->ord, sizeof(p->ord)};

		if (h->column[i].kind != COLUMN_FIGURE)
			continue;
		if (p->freq != freq)
			r = errmsg_set(e, "%s: a %s among the %ss; expected periods of one length",
			    h->name[i].p, period_freq_name(p->freq), period_freq_name(freq));
		else if (intern_id(seen, key) != n++)
			r = errmsg_set(e, "%s: the same period as an earlier column; expected each "
			    "period once", h->name[i].p);
		else if (doubt_year(h->name[i], *p, &first, &last, &why) != 0)
			r = errmsg_set(e, "%s: %s", h->name[i].p, why.text);
	}
	intern_free(seen);
	return r;
}

/* The name with every digit as 0: what the headings of one table's periods have in common. */
static struct slice
masked(struct textbuf *b, struct slice name)
{
	textbuf_reset(b);
	textbuf_add(b, name);
	for (size_t i = 0; i < b->n; i++)
		b->p[i] = b->p[i] >= '0' && b->p[i] <= '9' ? '0' : b->p[i];
	return (struct slice){b->p, b->n};
}

/* "Q1 2023-24 %", where there is no column of Q1 2023-24. */
static bool
is_percentage(struct slice name, struct slice *period)
{
	struct period p;

	return heading_percentage(name, period) &&
	    note_parse_period(*period, ANY_YEAR, &p, NULL, NULL);
}

static bool
is_after_period(const struct tabhead *h, size_t col)
{
	while (col > 0)
		if (h->column[--col].kind == COLUMN_FIGURE)
			return true;
	return false;
}

/* A heading that is a number, or one letter away from those of the periods, is a damaged one. */
static int
check_other(const struct tabhead *h, size_t col, const struct intern *masks, struct slice mask,
    struct errmsg *e)
{
	struct several two;
	struct slice period;
	struct cell_figure f;

	if (doubt_month_first(h->name[col], e))
		return -1;
	if (is_percentage(h->name[col], &period))
		return errmsg_set(e, "%s: percentages of %.*s, but no column has its counts; "
		    "expected one, or another name", h->name[col].p, SLICE_ARG(period));
	if (cell_parse_figure(h->name[col], &f) && f.value.kind == NUM_VALUE)
		return errmsg_set(e, "column %zu: the heading '%s' is a number; expected a name or "
		    "a period", col + 1, h->name[col].p);
	for (uint32_t i = 0; i < intern_count(masks); i++)
		if (suggest_distance(mask, intern_key(masks, i), 1) <= 1)
			return errmsg_set(e, "%s: one letter away from the periods next to it; "
			    "expected a period, or another name", h->name[col].p);
	if (is_after_period(h, col) && !several_is_comparison(h->name[col]) &&
	    several_find(h->name[col], &two))
		return several_describe(h->name[col], &two, e);
	switch (doubt_heading(h->name[col], e)) {
	case DOUBT_REFUSED: return -1;
	case DOUBT_NAMED:
		h->column[col].names_period = !heading_is_of_area(h->name[col]);
		break;
	case DOUBT_NONE: break;
	}
	return 0;
}

static int
check_others(const struct tabhead *h, struct errmsg *e)
{
	struct intern *masks = intern_new();
	struct textbuf b = {0};
	int r = 0;

	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE)
			intern_id(masks, masked(&b, h->name[i]));
	for (size_t i = 0; i < h->n && r == 0; i++)
		if (h->column[i].kind == COLUMN_PASS)
			r = check_other(h, i, masks, masked(&b, h->name[i]), e);
	/* The label, unless its column was found by its name. */
	if (r == 0 && h->category >= 0 && h->fixed != NULL &&
	    doubt_heading(h->name[h->category], e) == DOUBT_REFUSED)
		r = -1;
	textbuf_free(&b);
	intern_free(masks);
	return r;
}

/*
 * The first column that names neither an area nor a period, before the periods, or -1. Where there
 * is a column of areas, columns of regions, codes, numbers and populations are of areas, too.
 */
static int
label_column(const struct tabhead *h, const int *role, bool no_label)
{
	const bool areas = role[ROLE_AREA] >= 0 || role[ROLE_AREA_CODE] >= 0;

	if (role[ROLE_CATEGORY] >= 0 && h->column[role[ROLE_CATEGORY]].kind == COLUMN_PASS)
		return role[ROLE_CATEGORY];
	for (int i = 0; i < (int)h->n && h->column[i].kind != COLUMN_FIGURE; i++) {
		enum column_kind kind = h->column[i].kind;

		if (kind == COLUMN_USED || (kind == COLUMN_EMPTY && (i > 0 || no_label)) ||
		    (areas && (heading_is_of_area(h->name[i]) ||
		    heading_fills(h->name[i], ROLE_BIT(ROLE_POPULATION)))))
			continue;
		if (i != role[ROLE_AREA] && i != role[ROLE_AREA_CODE] &&
		    i != role[ROLE_GEOGRAPHIC_LEVEL] &&
		    !heading_may_be_area(h->name[i]))
			return i;
	}
	return -1;
}

static int
use_label(struct reading *r)
{
	struct tabhead *h = r->h;
	int label = r->opt->no_category ? -1 : label_column(h, r->roles.col, r->opt->no_label);
	struct slice name;

	if (label < 0)
		return r->opt->indicator != NULL ? 0 : errmsg_set(r->e,
		    "no column names what each row counts; expected one, or "
		    "--indicator NAME");
	name = h->name[label];
	if (r->opt->indicator != NULL) {
		h->category = label;
	} else if (name.n == 0 || slice_caseeq(name, slice_of("indicators"))) {
		h->indicator = label;
	} else if (suggest_distance(name, slice_of("indicator"), 2) <= 2) {
		return errmsg_set(r->e, "%s: not a heading of indicators; expected Indicator, "
		    "-c indicator='%s' or --indicator NAME; did you mean 'Indicator'?", name.p,
		    name.p);
	} else {
		h->category = label;
		h->fixed = name.p;
	}
	return 0;
}

int
across_read(struct reading *r)
{
	struct tabhead *h = r->h;
	enum period_freq freq = settle_periods(h);

	h->shape = TABHEAD_ACROSS;
	h->fixed = r->opt->indicator;
	heading_pair_percentages(r);
	if (check_periods(h, freq, r->e) != 0 || heading_find_roles(r, 0, ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE)) != 0)
		return -1;
	h->indicator = r->roles.col[ROLE_INDICATOR];
	if (h->indicator < 0) {
		if (use_label(r) != 0)
			return -1;
	} else if (r->opt->indicator == NULL) {
		h->category = r->roles.col[ROLE_CATEGORY];
	} else if (r->roles.col[ROLE_CATEGORY] < 0) {
		h->category = r->opt->no_category ? -1 : h->indicator;
		h->indicator = -1;
	} else {
		return errmsg_set(r->e, "%s: --indicator cannot be combined with columns of "
		    "indicators and categories", h->name[h->indicator].p);
	}
	heading_use(h, h->indicator);
	heading_use(h, h->category);
	return check_others(h, r->e);
}

static const char between[] = " _-:,";		/* a period and a measure */

/* "population_2023": the period at the end, and *stem, the words before it. */
static bool
parse_stem(struct slice name, struct period *p, struct textbuf *notes, struct slice *stem)
{
	for (size_t i = 1; i < name.n; i++) {
		const struct slice rest = {name.p + i, name.n - i};

		if (strchr("_ -", name.p[i - 1]) == NULL ||
		    !note_parse_period(rest, PERIOD_NO_YEAR, p, notes, NULL))
			continue;
		*stem = slice_strip((struct slice){name.p, i}, between);
		return stem->n > 0;
	}
	return false;
}

/* "2023-24 Q1 Referrals": the longest at the start. Nomis has years of areas there: "2011 ward". */
static bool
parse_after(struct slice name, struct period *p, struct textbuf *notes, struct slice *stem)
{
	for (size_t i = name.n; i-- > 1;) {
		if (strchr("_ -", name.p[i]) == NULL ||
		    !note_parse_period((struct slice){name.p, i}, PERIOD_NO_YEAR, p, notes, NULL))
			continue;
		*stem = slice_strip((struct slice){name.p + i, name.n - i}, between);
		return stem->n > 0 && !heading_is_of_area(name) && !heading_is_of_area(*stem) &&
		    !pair_is_percent(*stem);
	}
	return false;
}

/* Whether more than one heading is a period before a name: one may be anything. */
static bool
has_names_after(const struct tabhead *h)
{
	struct period p;
	struct slice s;
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += parse_after(h->name[i], &p, NULL, &s);
	return n > 1;
}

/* "Q1 2014", "Autumn 2014": the name before the year is part of a period, and this is none. */
static int
check_stem(struct slice name, struct slice stem, struct errmsg *e)
{
	struct textbuf b = {0};
	struct period p;
	int r = 0;

	textbuf_addf(&b, "%.*s term 2014-15", SLICE_ARG(stem));
	if (note_parse_period(stem, ANY_YEAR, &p, NULL, NULL) &&
	    !period_parse(stem, PERIOD_NO_YEAR, &p))
		r = errmsg_set(e, "%.*s: a quarter of the calendar or of the financial year; "
		    "expected one such as 2014-Q1 or Q1 2014-15", SLICE_ARG(name));
	else if (period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, &p))
		r = errmsg_set(e, "%.*s: not a period; expected one such as '%.*s term 2014/15', "
		    "if it is a term", SLICE_ARG(name), SLICE_ARG(stem));
	textbuf_free(&b);
	return r;
}

/* Of a name and two periods neither is that of the figures. */
static int
check_several(struct slice name, struct errmsg *e)
{
	struct several two;
	struct errmsg why;

	if (!several_find(name, &two))
		return 0;
	several_describe(name, &two, &why);
	return errmsg_set(e, TABHEAD_NO_PERIOD ": %s", why.text);
}

/* "Year ending June 2023", "Apr-Sep 2022": the period is the end of a longer one. */
static bool
is_span(struct slice name, struct slice stem, struct period p)
{
	return stem.p + stem.n == name.p + name.n ? span_is_after(stem) :
	    span_is_before(name, (size_t)(stem.p + stem.n - name.p), p);
}

static int
check_span(struct slice name, struct slice stem, struct period p, struct errmsg *e)
{
	struct errmsg why;

	if (!is_span(name, stem, p))
		return 0;
	span_describe(name, p, &why);
	return errmsg_set(e, TABHEAD_NO_PERIOD ": %s", why.text);
}

static bool
parse_named(struct slice name, bool after, struct period *p, struct textbuf *notes, struct slice *s)
{
	return parse_stem(name, p, notes, s) || (after && parse_after(name, p, notes, s));
}

bool
tabhead_is_span(struct slice text, struct period *p)
{
	struct slice stem;

	return parse_named(text, true, p, NULL, &stem) && is_span(text, stem, *p);
}

int
across_check_span(struct slice name, struct errmsg *e)
{
	struct slice stem;
	struct period p;

	return parse_named(name, true, &p, NULL, &stem) ? check_span(name, stem, p, e) : 0;
}

/* Whether these words name percentages of that measure: "%", "% of children", "Children %". */
static bool
is_share_of(struct slice s, struct slice measure)
{
	struct slice of;

	return !slice_caseeq(s, measure) && (pair_is_share(s) ||
	    (heading_percentage(s, &of) && slice_caseeq(of, measure)));
}

/* The name that periods are of: the first, but rather one that is not just "%". */
static struct slice
find_measure(const struct tabhead *h, bool after)
{
	struct slice s, first = {"", 0};
	struct period p;

	for (size_t i = 0; i < h->n; i++) {
		if (!parse_named(h->name[i], after, &p, NULL, &s))
			continue;
		if (!pair_is_share(s))
			return s;
		if (first.n == 0)
			first = s;
	}
	return first;
}

/* "% Q1 2023-24" has the percentages of "Children Q1 2023-24". */
static int
pair_shares(const struct reading *r, struct slice measure)
{
	struct tabhead *h = r->h;
	struct period p;
	struct slice s;
	size_t c;

	for (size_t i = 0; i < h->n; i++) {
		if (h->column[i].kind != COLUMN_PASS || !parse_stem(h->name[i], &p, NULL, &s) ||
		    !is_share_of(s, measure) || !period_turn_day(&p, r->opt->date_as))
			continue;
		for (c = 0; c < h->n; c++)
			if (h->column[c].kind == COLUMN_FIGURE &&
			    period_same(h->column[c].period, p))
				break;
		if (c < h->n && h->column[c].percentage >= 0)
			return errmsg_set(r->e, "%s: '%s' has percentages in another column; "
			    "expected one", h->name[i].p, h->name[c].p);
		if (c == h->n)
			return errmsg_set(r->e, "%s: percentages of a period, but no column has "
			    "its counts; expected one headed '%.*s' and the period",
			    h->name[i].p, SLICE_ARG(measure));
		h->column[c].percentage = (int)i;
		heading_use(h, (int)i);
	}
	return 0;
}

/* Headings of a name and a period, where none is a period alone: how many, or -1. */
static int
mark_stems(struct reading *r, struct slice *stem)
{
	const bool after = has_names_after(r->h);
	struct textbuf notes = {0};
	struct tabhead *h = r->h;
	struct period p;
	struct slice s;
	struct day_end end = {0};
	struct errmsg why;
	int found = 0, turned = 0;

	*stem = find_measure(h, after);
	for (size_t i = 0; i < h->n && found >= 0; i++) {
		notes.n = 0;
		if (!parse_named(h->name[i], after, &p, &notes, &s) ||
		    (turned = doubt_turn_day(&p, r->opt->date_as, &end, &why)) > 0) {
			if (found > 0 && !several_is_comparison(h->name[i]) &&
			    check_several(h->name[i], r->e) != 0)
				found = -1;
			continue;
		}
		if (is_share_of(s, *stem))
			continue;
		if (turned < 0) {
			found = errmsg_set(r->e, "%s: %s", h->name[i].p, why.text);
			break;
		}
		mark_period(h, i, p, &notes);
		found++;
		if (check_stem(h->name[i], s, r->e) != 0 ||
		    check_several(h->name[i], r->e) != 0 ||
		    check_span(h->name[i], s, p, r->e) != 0)
			found = -1;
		if (found < 0 || slice_caseeq(s, *stem))
			continue;
		errmsg_set(r->e, "%s: periods of '%.*s', and before of '%.*s'; expected one "
		    "measure in a table, and a table for each", h->name[i].p, SLICE_ARG(s),
		    SLICE_ARG(*stem));
		found = -1;
	}
	textbuf_free(&notes);
	return found;
}

int
across_read_stems(struct reading *r)
{
	struct tabhead *h = r->h;
	struct slice stem = {"", 0};
	int found = mark_stems(r, &stem);

	if (found <= 0)
		return found == 0 ? 1 : -1;
	h->shape = TABHEAD_ACROSS;
	h->fixed = r->opt->indicator != NULL ? r->opt->indicator : arena_copy(&h->text, stem).p;
	heading_pair_percentages(r);
	if (pair_shares(r, stem) != 0)
		return -1;
	if (check_periods(h, settle_periods(h), r->e) != 0 || heading_find_roles(r, 0,
	    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY)) != 0)
		return -1;
	h->category = r->roles.col[ROLE_CATEGORY];
	if (r->roles.col[ROLE_INDICATOR] >= 0)
		return errmsg_set(r->e, "%s: a column of indicators, and '%s' in the headings "
		    "names one; expected -c category=NAME, or headings that are periods",
		    h->name[r->roles.col[ROLE_INDICATOR]].p, h->fixed);
	heading_use(h, h->category);
	return 0;
}
