#include "tidy/tabhead.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"

/* What DfE and others put behind a measure's name to name the column of its percentage. */
static const char *const percentage_suffixes[] = {
	"_percent", "_percentage", "_pct", " percent", " percentage", " (%)", " %",
};

static struct slice
name_of(const struct tabhead *h, size_t col)
{
	return slice_of(h->column[col].name);
}

/* The headings by name, so that thousands of columns take no longer than they must. */
struct index {
	struct intern *names;
	int *col;		/* by the name's number: the first column called so */
};

static struct index
index_names(const struct tabhead *h)
{
	struct index x = {intern_new(), xcalloc(h->n, sizeof *x.col)};

	for (size_t i = h->n; i-- > 0;)
		x.col[intern_id(x.names, name_of(h, i))] = (int)i;
	return x;
}

static void
index_free(struct index *x)
{
	intern_free(x->names);
	free(x->col);
}

static int
column_named(const struct index *x, struct slice name)
{
	uint32_t id = intern_find(x->names, name);

	return id == INTERN_NONE ? -1 : x->col[id];
}

static void
use(struct tabhead *h, int col)
{
	if (col >= 0)
		h->column[col].kind = COLUMN_USED;
}

/* The column of figures that a column called `name` is the percentage of; -1: none. */
static int
percentage_of(const struct tabhead *h, const struct index *x, struct slice name)
{
	struct slice suffix;
	int col;

	for (size_t i = 0; i < sizeof percentage_suffixes / sizeof percentage_suffixes[0]; i++) {
		suffix = slice_of(percentage_suffixes[i]);
		if (name.n <= suffix.n ||
		    !slice_caseeq((struct slice){name.p + name.n - suffix.n, suffix.n}, suffix))
			continue;
		col = column_named(x, (struct slice){name.p, name.n - suffix.n});
		if (col >= 0 && h->column[col].kind == COLUMN_FIGURE)
			return col;
	}
	return -1;
}

/* Gives each column of figures that of its percentage, which then holds no figures of its own. */
static void
pair_percentages(struct tabhead *h, const struct index *x)
{
	for (size_t i = 0; i < h->n; i++) {
		int col = percentage_of(h, x, name_of(h, i));

		if (col >= 0 && h->column[col].percentage == -1) {
			h->column[col].percentage = (int)i;
			use(h, (int)i);
		}
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
	struct intern *seen = intern_new();
	size_t *first = xcalloc(h->n, sizeof *first), n = 0;
	int r = 0;

	for (size_t i = 0; i < h->n && r == 0; i++) {
		const struct tabcolumn *a = &h->column[i];
		const struct slice key = {(const char *)&a->period.ord, sizeof a->period.ord};
		uint32_t id;

		if (a->kind != COLUMN_FIGURE)
			continue;
		if (a->period.freq != freq)
			r = errmsg_set(e, "%s: a %s among the %ss; expected periods of one length", a->name,
			    period_freq_name(a->period.freq), period_freq_name(freq));
		else if ((id = intern_id(seen, key)) < n)
			r = errmsg_set(e, "%s: the period stands twice, as '%s' in column %zu and as '%s' in "
			    "column %zu", a->name, h->column[first[id]].name, first[id] + 1, a->name, i + 1);
		else
			first[n++] = i;
	}
	intern_free(seen);
	free(first);
	return r;
}

/* The name with every digit as 0: what the headings of one table's periods have in common. */
static struct slice
masked(struct slice name)
{
	char *p = slice_dup(name);

	for (size_t i = 0; i < name.n; i++)
		p[i] = p[i] >= '0' && p[i] <= '9' ? '0' : p[i];
	return (struct slice){p, name.n};
}

/* A heading that is a number, or one letter away from those of the periods, is a damaged one. */
static int
check_other(const struct tabhead *h, size_t col, const struct intern *masks, struct errmsg *e)
{
	struct num count, percent;
	struct slice mask;
	uint32_t near = 0;

	if (num_parse_count_percent(name_of(h, col), &count, &percent) && count.kind == NUM_VALUE)
		return errmsg_set(e, "column %zu: the heading is '%s', a figure; expected a name or a "
		    "period", col + 1, h->column[col].name);
	mask = masked(name_of(h, col));
	while (near < intern_count(masks) && slice_distance(mask, intern_key(masks, near), 1) > 1)
		near++;
	free((char *)mask.p);
	if (near < intern_count(masks))
		return errmsg_set(e, "%s: not a period, but one letter away from those beside it",
		    h->column[col].name);
	return 0;
}

static int
check_others(const struct tabhead *h, struct errmsg *e)
{
	struct intern *masks = intern_new();
	struct slice mask;
	int r = 0;

	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE) {
			mask = masked(name_of(h, i));
			intern_id(masks, mask);
			free((char *)mask.p);
		}
	for (size_t i = 0; i < h->n && r == 0; i++)
		if (h->column[i].kind == COLUMN_PASS)
			r = check_other(h, i, masks, e);
	intern_free(masks);
	return r;
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
read_across(struct tabhead *h, const struct index *x, const struct tabhead_options *opt,
    struct errmsg *e)
{
	struct roles roles;
	enum period_freq freq = settle_periods(h);

	h->shape = TABHEAD_ACROSS;
	h->fixed = opt->indicator;
	pair_percentages(h, x);
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
	return check_others(h, e);
}

/* Measures across, and one value column */

/* Marks the columns that a --measures pattern names; an exact heading wins over a pattern. */
static int
mark_measures(struct tabhead *h, const struct index *x, const char *pattern, struct errmsg *e)
{
	struct slice *names;
	int exact = column_named(x, slice_of(pattern));
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
read_rows(struct tabhead *h, const struct index *x, const struct tabhead_options *opt,
    struct errmsg *e)
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
		if (mark_measures(h, x, opt->measure[i], e) == -1)
			return -1;
	if (h->shape == TABHEAD_LONG) {
		h->column[roles.col[ROLE_VALUE]].kind = COLUMN_FIGURE;
		if (h->fixed == NULL && h->indicator < 0 && chosen(opt, ROLE_VALUE))
			h->fixed = h->column[roles.col[ROLE_VALUE]].name;
	}
	pair_percentages(h, x);
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
check_names(const struct tabhead *h, const struct index *x, struct errmsg *e)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind != COLUMN_EMPTY && column_named(x, name_of(h, i)) != (int)i)
			return errmsg_set(e, "%s: the heading stands twice, in columns %d and %zu",
			    h->column[i].name, column_named(x, name_of(h, i)) + 1, i + 1);
	return 0;
}

static int
read_shape(struct tabhead *h, const struct index *x, const struct tabhead_options *opt,
    struct errmsg *e)
{
	struct roles roles;
	bool bare;

	if (opt->nmeasures > 0 || chosen(opt, ROLE_PERIOD) || chosen(opt, ROLE_VALUE))
		return read_rows(h, x, opt, e);
	if (mark_periods(h, opt->fyear, &bare) > 0)
		return bare ? errmsg_set(e, "some quarters have no year; give it with -y, as in "
		    "-y 2014-15") : read_across(h, x, opt, e);
	if (bare)
		return errmsg_set(e, "the quarters have no year; give it with -y, as in -y 2014-15");
	if (find_roles(h, 0, ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE), opt, &roles, e) == -1)
		return -1;
	if (roles.col[ROLE_PERIOD] < 0 && roles.col[ROLE_VALUE] < 0)
		return errmsg_set(e, "no heading is a period; expected some such as 2014-15 Q1, "
		    "2014-15, 2014 or Jun 2014, or columns period and value, or --measures");
	return read_rows(h, x, opt, e);
}

int
tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e)
{
	struct index x;
	int r;

	copy_names(h, cells, n);
	x = index_names(h);
	r = check_names(h, &x, e) == -1 ? -1 : read_shape(h, &x, opt, e);
	index_free(&x);
	return r;
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
