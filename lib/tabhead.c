#include "tabhead.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "num.h"
#include "xalloc.h"

/* What DfE and others put behind a measure's name to name the column of its percentage. */
static const char *const percentage_suffixes[] = {
	"_percent", "_percentage", "_pct", " percent", " percentage", " (%)", " %",
};

static struct slice
name_of(const struct tabhead *h, size_t col)
{
	return slice_of(h->column[col].name);
}

static int
column_named(const struct tabhead *h, struct slice name)
{
	for (size_t i = 0; i < h->n; i++)
		if (slice_eq(name_of(h, i), name))
			return (int)i;
	return -1;
}

static int
percentage_of(const struct tabhead *h, size_t col)
{
	struct slice measure = name_of(h, col), name, suffix;

	for (size_t c = 0; c < h->n; c++) {
		name = name_of(h, c);
		if (c == col || name.n <= measure.n || memcmp(name.p, measure.p, measure.n) != 0)
			continue;
		suffix = (struct slice){name.p + measure.n, name.n - measure.n};
		for (size_t i = 0; i < sizeof percentage_suffixes / sizeof percentage_suffixes[0]; i++)
			if (slice_caseeq(suffix, slice_of(percentage_suffixes[i])))
				return (int)c;
	}
	return -1;
}

static void
use(struct tabhead *h, int col)
{
	if (col >= 0)
		h->column[col].kind = COLUMN_USED;
}

/* Gives each column of figures that of its percentage, which then holds no figures of its own. */
static void
pair_percentages(struct tabhead *h)
{
	int p;

	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE && (p = percentage_of(h, i)) >= 0) {
			h->column[i].percentage = p;
			use(h, p);
		}
}

/* The columns of the roles in want, and roles->col of the rest -1. */
static int
find_roles(const struct tabhead *h, unsigned need, unsigned want,
    const struct tabhead_options *opt, struct roles *roles, struct errmsg *e)
{
	struct slice *names = xcalloc(h->n, sizeof *names);
	int r;

	for (size_t i = 0; i < h->n; i++)
		names[i] = name_of(h, i);
	r = roles_find(roles, names, h->n, need, want, opt->choice, opt->nchoices, e);
	free(names);
	if (r == -1)
		return -1;
	/* -c indicator=category leaves no column to be the category by its name. */
	for (size_t i = 0; i < opt->nchoices; i++)
		for (int role = 0; role < ROLE_N; role++)
			if ((enum role)role != opt->choice[i].role &&
			    roles->col[role] == roles->col[opt->choice[i].role])
				roles->col[role] = -1;
	return 0;
}

/* Periods across */

static enum period_freq
settle_periods(struct tabhead *h)
{
	enum period_freq freq = PERIOD_NONE;
	bool sure = false;

	for (size_t i = 0; i < h->n && !sure; i++)
		if (h->column[i].kind == COLUMN_FIGURE) {
			freq = h->column[i].period.freq;
			sure = !h->column[i].period.or_month;
		}
	for (size_t i = 0; i < h->n; i++)
		period_settle(&h->column[i].period, freq);
	return freq;
}

static int
check_periods(const struct tabhead *h, enum period_freq freq, struct errmsg *e)
{
	const struct tabcolumn *a, *b;

	for (size_t i = 0; i < h->n; i++) {
		a = &h->column[i];
		if (a->kind != COLUMN_FIGURE)
			continue;
		if (a->period.freq != freq)
			return errmsg_set(e, "%s: a %s among the %ss; expected periods of one length",
			    a->name, period_freq_name(a->period.freq), period_freq_name(freq));
		for (size_t j = 0; j < i; j++) {
			b = &h->column[j];
			if (b->kind == COLUMN_FIGURE && b->period.ord == a->period.ord)
				return errmsg_set(e, "%s: the period stands twice, as '%s' in column "
				    "%zu and as '%s' in column %zu", a->name, b->name, j + 1, a->name,
				    i + 1);
		}
	}
	return 0;
}

/* Whether a is one letter away from b when any digit stands for any other: "Qx" or "P1" from "Q2". */
static bool
nearly(struct slice a, struct slice b)
{
	char *p = slice_dup(a), *q = slice_dup(b);
	bool near;

	for (size_t i = 0; i < a.n; i++)
		p[i] = p[i] >= '0' && p[i] <= '9' ? '0' : p[i];
	for (size_t i = 0; i < b.n; i++)
		q[i] = q[i] >= '0' && q[i] <= '9' ? '0' : q[i];
	near = slice_distance((struct slice){p, a.n}, (struct slice){q, b.n}, 1) <= 1;
	free(p);
	free(q);
	return near;
}

/* A heading that is a number, or all but a period, is a damaged one, not a column to hand through. */
static int
check_other(const struct tabhead *h, size_t col, struct errmsg *e)
{
	struct slice name = name_of(h, col);
	struct num count, percent;

	if (num_parse_count_percent(name, &count, &percent) && count.kind == NUM_VALUE)
		return errmsg_set(e, "column %zu: the heading is '%s', a figure; expected a name or a "
		    "period", col + 1, h->column[col].name);
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE && nearly(name, name_of(h, i)))
			return errmsg_set(e, "%s: not a period, but one letter away from one such as '%s'",
			    h->column[col].name, h->column[i].name);
	return 0;
}

/* The first column that names neither an area nor a period; -1: none. */
static int
label_column(const struct tabhead *h, const struct roles *roles)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind != COLUMN_FIGURE && (h->column[i].kind != COLUMN_EMPTY || i == 0) &&
		    (int)i != roles->col[ROLE_AREA] && (int)i != roles->col[ROLE_AREA_CODE] &&
		    (int)i != roles->col[ROLE_GEOGRAPHIC_LEVEL])
			return (int)i;
	return -1;
}

static int
use_label(struct tabhead *h, const struct roles *roles, const struct tabhead_options *opt,
    struct errmsg *e)
{
	int label = label_column(h, roles);
	struct slice name;

	if (label < 0 && opt->indicator == NULL)
		return errmsg_set(e, "no column says what the rows are; name the indicator with "
		    "--indicator");
	if (label < 0)
		return 0;
	name = name_of(h, (size_t)label);
	if (opt->indicator == NULL && (name.n == 0 || slice_caseeq(name, slice_of("indicators")))) {
		h->indicator = label;
	} else if (opt->indicator != NULL) {
		h->category = label;
	} else if (slice_distance(name, slice_of("indicator"), 2) <= 2) {
		return errmsg_set(e, "%s: nearly 'Indicator'; if it is one, say -c indicator='%s', "
		    "if not, name the indicator with --indicator", h->column[label].name,
		    h->column[label].name);
	} else {
		h->category = label;
		h->fixed = h->column[label].name;
	}
	return 0;
}

static int
read_across(struct tabhead *h, const struct tabhead_options *opt, struct errmsg *e)
{
	struct roles roles;
	enum period_freq freq = settle_periods(h);

	h->shape = TABHEAD_ACROSS;
	h->fixed = opt->indicator;
	pair_percentages(h);
	if (check_periods(h, freq, e) == -1 || find_roles(h, 0, ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE), opt, &roles,
	    e) == -1)
		return -1;
	if (roles.col[ROLE_INDICATOR] >= 0) {
		h->indicator = roles.col[ROLE_INDICATOR];
		h->category = roles.col[ROLE_CATEGORY];
		if (opt->indicator != NULL && h->category >= 0)
			return errmsg_set(e, "%s: the table has indicators and categories of its own; "
			    "--indicator cannot replace them", h->column[h->indicator].name);
		if (opt->indicator != NULL) {
			h->category = h->indicator;
			h->indicator = -1;
		}
	} else if (use_label(h, &roles, opt, e) == -1) {
		return -1;
	}
	use(h, h->indicator);
	use(h, h->category);
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_PASS && check_other(h, i, e) == -1)
			return -1;
	return 0;
}

/* Measures across, and one value column */

/* Marks the columns that a --measures pattern names; an exact heading wins over a pattern. */
static int
mark_measures(struct tabhead *h, const char *pattern, struct errmsg *e)
{
	struct slice *names;
	int exact = column_named(h, slice_of(pattern));
	bool any = false;

	if (exact >= 0) {
		h->column[exact].kind = COLUMN_FIGURE;
		return 0;
	}
	for (size_t i = 0; i < h->n; i++)
		if (fnmatch(pattern, h->column[i].name, 0) == 0) {
			h->column[i].kind = COLUMN_FIGURE;
			any = true;
		}
	if (any)
		return 0;
	names = xcalloc(h->n, sizeof *names);
	for (size_t i = 0; i < h->n; i++)
		names[i] = name_of(h, i);
	heading_missing(names, h->n, slice_of(pattern), e);
	free(names);
	return -1;
}

static bool
chosen(const struct tabhead_options *opt, enum role role)
{
	for (size_t i = 0; i < opt->nchoices; i++)
		if (opt->choice[i].role == role)
			return true;
	return false;
}

static int
read_rows(struct tabhead *h, const struct tabhead_options *opt, struct errmsg *e)
{
	const unsigned want = ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) |
	    ROLE_BIT(ROLE_PERCENTAGE);
	unsigned need = ROLE_BIT(ROLE_PERIOD);
	struct roles roles;

	h->shape = opt->nmeasures > 0 ? TABHEAD_MEASURES : TABHEAD_LONG;
	if (h->shape == TABHEAD_LONG)
		need |= ROLE_BIT(ROLE_VALUE);
	if (find_roles(h, need, want, opt, &roles, e) == -1)
		return -1;
	h->period = roles.col[ROLE_PERIOD];
	h->identifier = roles.col[ROLE_TIME_IDENTIFIER];
	h->indicator = roles.col[ROLE_INDICATOR];
	h->category = roles.col[ROLE_CATEGORY];
	h->fixed = opt->indicator;
	if (opt->indicator != NULL && h->indicator >= 0)
		return errmsg_set(e, "%s: the table has indicators of its own; --indicator cannot "
		    "replace them", h->column[h->indicator].name);
	for (size_t i = 0; i < opt->nmeasures; i++)
		if (mark_measures(h, opt->measure[i], e) == -1)
			return -1;
	if (h->shape == TABHEAD_LONG) {
		h->column[roles.col[ROLE_VALUE]].kind = COLUMN_FIGURE;
		if (h->fixed == NULL && h->indicator < 0 && chosen(opt, ROLE_VALUE))
			h->fixed = h->column[roles.col[ROLE_VALUE]].name;
	}
	pair_percentages(h);
	if (h->shape == TABHEAD_LONG && roles.col[ROLE_PERCENTAGE] >= 0) {
		h->column[roles.col[ROLE_VALUE]].percentage = roles.col[ROLE_PERCENTAGE];
		use(h, roles.col[ROLE_PERCENTAGE]);
	}
	use(h, h->period);
	use(h, h->identifier);
	use(h, h->indicator);
	use(h, h->category);
	if (h->shape == TABHEAD_MEASURES && (h->fixed != NULL || h->indicator >= 0) &&
	    h->category >= 0)
		return errmsg_set(e, "%s: the table has an indicator and a category, so that the "
		    "measures' names have no column; choose one with -c indicator=NAME or "
		    "-c category=NAME", h->column[h->category].name);
	return 0;
}

/* Reading the row */

static void
copy_names(struct tabhead *h, const struct slice *cells, size_t n)
{
	*h = (struct tabhead){.indicator = -1, .category = -1, .period = -1, .identifier = -1};
	h->column = xcalloc(n, sizeof *h->column);
	h->n = n;
	for (size_t i = 0; i < n; i++) {
		h->column[i].name = slice_dup(slice_trim(cells[i]));
		h->column[i].percentage = -1;
		if (h->column[i].name[0] == '\0')
			h->column[i].kind = COLUMN_EMPTY;
	}
}

/* How many headings are periods; *bare says whether one is a quarter that lacks its year. */
static size_t
mark_periods(struct tabhead *h, int fyear, bool *bare)
{
	const int any_year = 2000;
	struct period p;
	size_t found = 0;

	*bare = false;
	for (size_t i = 0; i < h->n; i++)
		if (period_parse(name_of(h, i), fyear, &h->column[i].period)) {
			h->column[i].kind = COLUMN_FIGURE;
			found++;
		} else {
			*bare |= period_parse(name_of(h, i), any_year, &p);
		}
	return found;
}

static int
check_names(const struct tabhead *h, struct errmsg *e)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind != COLUMN_EMPTY && column_named(h, name_of(h, i)) != (int)i)
			return errmsg_set(e, "%s: the heading stands twice, in columns %d and %zu",
			    h->column[i].name, column_named(h, name_of(h, i)) + 1, i + 1);
	return 0;
}

int
tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e)
{
	struct roles roles;
	bool bare;

	copy_names(h, cells, n);
	if (check_names(h, e) == -1)
		return -1;
	if (opt->nmeasures > 0 || chosen(opt, ROLE_PERIOD) || chosen(opt, ROLE_VALUE))
		return read_rows(h, opt, e);
	if (mark_periods(h, opt->fyear, &bare) > 0)
		return bare ? errmsg_set(e, "some quarters have no year; give it with -y, as in "
		    "-y 2014-15") : read_across(h, opt, e);
	if (bare)
		return errmsg_set(e, "the quarters have no year; give it with -y, as in -y 2014-15");
	if (find_roles(h, 0, ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE), opt, &roles, e) == -1)
		return -1;
	if (roles.col[ROLE_PERIOD] < 0 && roles.col[ROLE_VALUE] < 0)
		return errmsg_set(e, "no heading is a period; expected some such as 2014-15 Q1, "
		    "2014-15, 2014 or Jun 2014, or columns period and value, or --measures");
	return read_rows(h, opt, e);
}

bool
tabhead_again(const struct tabhead *h, const struct slice *cells, size_t n, int fyear)
{
	struct num count, percent;
	struct period p;
	bool period = false;

	if (h->shape != TABHEAD_ACROSS || n < 2)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (slice_trim(cells[i]).n == 0)
			continue;
		if (!num_parse_count_percent(cells[i], &count, &percent))
			period |= period_parse(cells[i], fyear, &p);
		else if (!slice_caseeq(slice_trim(cells[0]), name_of(h, 0)))
			return false;	/* 2014 may be a year or a figure */
		else
			period |= period_parse(cells[i], fyear, &p);
	}
	return period;
}

void
tabhead_free(struct tabhead *h)
{
	for (size_t i = 0; i < h->n; i++)
		free(h->column[i].name);
	free(h->column);
	*h = (struct tabhead){0};
}
