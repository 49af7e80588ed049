#include "table/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "table/points.h"
#include "table/sidefile.h"

enum column {
	INDICATOR, LABEL, UNIT, KIND, POLARITY, AGENCY, PRIORITY, TARGET, TOLERANCE, DECIMALS,
	FREQUENCY, NUMERATOR, DENOMINATOR, SOURCE, NOTE,
};

static const char *const columns[] = {"indicator", "label", "unit", "kind", "polarity", "agency",
    "priority", "target", "tolerance", "decimals", "frequency", "numerator", "denominator",
    "source", "note"};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

struct dictionary {
	struct intern *names;		/* the indicators */
	struct dictionary_entry *entry;	/* by name */
	size_t cap;
	struct arena texts;
};

/* Refuses a heading that is nearly a column's name, if that column is missing. */
static int
check_spelling(struct sidefile *f, struct errmsg *e)
{
	const struct slice *heading = f->in->heading;
	struct slice names[NCOLUMNS];
	size_t near;

	for (int c = 0; c < NCOLUMNS; c++)
		names[c] = slice_of(columns[c]);
	for (size_t i = 0; i < f->in->ncols; i++) {
		near = suggest_nearest(slice_trim(heading[i]), names, NCOLUMNS);
		if (near < NCOLUMNS && f->col[near] == SIDEFILE_NONE)
			return errmsg_set(e, "%s:1: column %zu: '%.*s' is not a column of a "
			    "dictionary; did you mean '%s'?", input_file(f->in), i + 1,
			    SLICE_ARG(heading[i]), columns[near]);
	}
	return 0;
}

bool
polarity_parse(struct slice s, enum polarity *p)
{
	static const char words[][7][20] = {
		[POLARITY_NEUTRAL] = {"", "neutral", "none", "target"},
		[POLARITY_HIGHER] = {"higher", "high", "up", "higher is better",
		    "higher_is_better", "high is good", "high_is_good"},
		[POLARITY_LOWER] = {"lower", "low", "down", "lower is better", "lower_is_better",
		    "low is good", "low_is_good"},
	};

	for (*p = POLARITY_NEUTRAL; *p <= POLARITY_LOWER; ++*p)
		if (SLICE_IS_AMONG(s, words[*p]))
			return true;
	return false;
}

bool
unit_is_percent(struct slice unit)
{
	static const char words[][20] = {"%", "percent", "per cent", "percentage"};

	return SLICE_IS_AMONG(unit, words);
}

static bool
frequency_parse(struct slice s, enum period_freq *freq)
{
	static const char words[][3][20] = {
		{"", "", ""}, {"month", "monthly", "months"},
		{"quarter", "quarterly", "quarters"}, {"year", "yearly", "annual"},
	};
	static const enum period_freq freqs[] = {PERIOD_NONE, PERIOD_MONTH, PERIOD_QUARTER,
	    PERIOD_YEAR};

	for (size_t i = 0; i < 4; i++)
		if (SLICE_IS_AMONG(s, words[i])) {
			*freq = freqs[i];
			return true;
		}
	return false;
}

bool
unit_is_measure(struct slice unit)
{
	static const char words[][20] = {"measure", "day", "days", "week", "weeks", "month",
	    "months", "year", "years", "hour", "hours", "minute", "minutes", "£", "£000",
	    "pounds", "gbp", "score", "index", "average", "mean", "rate", "ratio", "points"};

	return SLICE_IS_AMONG(unit, words);
}

/* To 15 digits: 0.1% of 90 is 0.09, as it is to a reader, not the double next to it. */
static double
part_of(double whole, double percent)
{
	char buf[32];

	snprintf(buf, sizeof(buf), "%.15g", percent * fabs(whole) / 100);
	return strtod(buf, NULL);
}

/* A number, in %: of the target. */
static int
read_tolerance(struct sidefile *f, struct dictionary_entry *entry, struct errmsg *e)
{
	struct slice cell = sidefile_cell(f, TOLERANCE);
	struct num num;

	points_look_at(f->in, f->col[TOLERANCE], cell);
	if (num_parse(cell, NUM_COMMAS | NUM_PERCENT, &num) == NUM_BLANK)
		return 0;
	if (num.kind != NUM_VALUE || num.value < 0)
		return sidefile_fault(f, TOLERANCE, e, "'%.*s' is not a tolerance; expected a "
		    "number of 0 or more, a percentage such as 5%%, or blank", SLICE_ARG(cell));
	if (isnan(entry->target))
		return sidefile_fault(f, TOLERANCE, e, "a tolerance without a target; expected "
		    "both, or neither");
	entry->tolerance = cell.p[cell.n - 1] == '%' && !entry->percent ?
	    part_of(entry->target, num.value) : num.value;
	return 0;
}

static int
read_target(struct sidefile *f, struct dictionary_entry *entry, struct errmsg *e)
{
	struct slice cell = sidefile_cell(f, TARGET);
	struct num num;

	points_look_at(f->in, f->col[TARGET], cell);
	if (num_parse(cell, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE)
		entry->target = num.value;
	else if (num.kind != NUM_BLANK)
		return sidefile_fault(f, TARGET, e, "'%.*s' is not a target; expected a number or "
		    "blank", SLICE_ARG(cell));
	return read_tolerance(f, entry, e);
}

static int
read_polarity(struct sidefile *f, struct dictionary_entry *entry, struct errmsg *e)
{
	struct slice cell = sidefile_cell(f, POLARITY);

	if (!polarity_parse(cell, &entry->polarity))
		return sidefile_fault(f, POLARITY, e, "'%.*s' is not a polarity; expected high, "
		    "low, target, none or blank", SLICE_ARG(cell));
	entry->to_target = slice_caseeq(cell, slice_of("target"));
	return 0;
}

static int
read_form(struct sidefile *f, struct dictionary_entry *entry, struct errmsg *e)
{
	struct slice cell = sidefile_cell(f, DECIMALS);
	struct slice often = sidefile_cell(f, FREQUENCY);

	if (cell.n == 1 && *cell.p >= '0' && *cell.p <= '9')
		entry->decimals = *cell.p - '0';
	else if (cell.n > 0)
		return sidefile_fault(f, DECIMALS, e, "'%.*s' is not a number of decimals; "
		    "expected 0 to 9 or blank", SLICE_ARG(cell));
	if (!frequency_parse(often, &entry->frequency))
		return sidefile_fault(f, FREQUENCY, e, "'%.*s' is not a frequency; expected month, "
		    "quarter, year or blank", SLICE_ARG(often));
	return 0;
}

static void
read_texts(struct dictionary *d, struct sidefile *f, struct dictionary_entry *entry)
{
	const struct { struct slice *text; enum column column; } texts[] = {
		{&entry->indicator, INDICATOR}, {&entry->label, LABEL}, {&entry->unit, UNIT},
		{&entry->agency, AGENCY}, {&entry->priority, PRIORITY}, {&entry->source, SOURCE},
		{&entry->note, NOTE}, {&entry->numerator, NUMERATOR},
		{&entry->denominator, DENOMINATOR},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].text = arena_copy(&d->texts, sidefile_cell(f, texts[i].column));
	entry->percent = unit_is_percent(entry->unit);
}

static int
read_row(struct dictionary *d, struct sidefile *f, struct errmsg *e)
{
	struct slice name = sidefile_cell(f, INDICATOR), kind = sidefile_cell(f, KIND);
	uint32_t known = intern_count(d->names), id;
	struct dictionary_entry entry = DICTIONARY_BLANK;

	if (name.n == 0)
		return sidefile_fault(f, INDICATOR, e, "blank; expected an indicator's name");
	if ((id = intern_id(d->names, name)) < known)
		return sidefile_fault(f, INDICATOR, e, "'%.*s' appears twice; expected one row for "
		    "each indicator", SLICE_ARG(name));
	if (!kind_parse(kind, &entry.kind))
		return sidefile_fault(f, KIND, e, "'%.*s' is not a kind; expected stock, flow or "
		    "blank", SLICE_ARG(kind));
	read_texts(d, f, &entry);
	if (read_polarity(f, &entry, e) != 0 || read_target(f, &entry, e) != 0 ||
	    read_form(f, &entry, e) != 0)
		return -1;
	d->entry = xgrow(d->entry, &d->cap, (size_t)id + 1, sizeof(*d->entry));
	d->entry[id] = entry;
	return 0;
}

#define DEEPEST 100	/* numerators of numerators */

/* Follows numerators and denominators from entry i; state: 1 on the way, 2 done. */
static bool
is_circular(const struct dictionary *d, size_t i, int depth, unsigned char *state,
    struct textbuf *path)
{
	const struct slice made_of[] = {d->entry[i].numerator, d->entry[i].denominator};
	const size_t n = path->n;
	size_t next;

	textbuf_addf(path, "%s%.*s", n > 0 ? " -> " : "", SLICE_ARG(d->entry[i].indicator));
	if (state[i] == 1 || depth > DEEPEST)
		return true;
	state[i] = 1;
	for (int k = 0; k < 2; k++)
		if (made_of[k].n > 0 && (next = dictionary_find(d, made_of[k])) <
		    dictionary_count(d) && state[next] < 2 &&
		    is_circular(d, next, depth + 1, state, path))
			return true;
	state[i] = 2;
	path->n = n;
	path->p[n] = '\0';
	return false;
}

static int
check_circles(const struct dictionary *d, const char *path, struct errmsg *e)
{
	const size_t n = dictionary_count(d);
	unsigned char *state = xcalloc(n + 1, 1);
	struct textbuf names = {0};
	int r = 0;

	textbuf_reset(&names);
	for (size_t i = 0; i < n && r == 0; i++)
		if (state[i] == 0 && is_circular(d, i, 0, state, &names))
			r = errmsg_set(e, "%s: an indicator is made from itself: %s; expected "
			    "numerators and denominators that are counts", input_path(path),
			    names.p);
	textbuf_free(&names);
	free(state);
	return r;
}

struct dictionary *
dictionary_read(const char *path, const struct input_options *opt, struct errmsg *e)
{
	struct sidefile *f = sidefile_open(path, opt, columns, NCOLUMNS, INDICATOR + 1, e);
	struct dictionary *d;
	int r;

	if (f == NULL)
		return NULL;
	d = xcalloc(1, sizeof(*d));
	d->names = intern_new();
	r = check_spelling(f, e);
	while (r == 0 && (r = sidefile_next(f, e)) == 1)
		r = read_row(d, f, e);
	sidefile_close(f);
	if (r != 0 || check_circles(d, path, e) != 0) {
		dictionary_free(d);
		return NULL;
	}
	return d;
}

size_t
dictionary_count(const struct dictionary *d)
{
	return intern_count(d->names);
}

const struct dictionary_entry *
dictionary_at(const struct dictionary *d, size_t i)
{
	return &d->entry[i];
}

size_t
dictionary_find(const struct dictionary *d, struct slice indicator)
{
	uint32_t id = intern_find(d->names, slice_trim(indicator));

	return id == INTERN_NONE ? dictionary_count(d) : id;
}

static const struct dictionary_entry *
find(const struct dictionary *d, struct slice indicator)
{
	uint32_t id = intern_find(d->names, slice_trim(indicator));

	return id == INTERN_NONE ? NULL : &d->entry[id];
}

const struct dictionary_entry *
dictionary_of_series(const struct dictionary *d, const char *name, struct slice key, size_t *cell)
{
	const struct dictionary_entry *entry;
	struct slice text;
	size_t at = DICTIONARY_WHOLE;

	if (d == NULL)
		return NULL;
	entry = find(d, slice_of(name));
	while (entry == NULL && keybuf_next(&key, &text)) {
		at++;		/* the first is 0 */
		if (slice_trim(text).n > 0)
			entry = find(d, text);
	}
	if (cell != NULL)
		*cell = at;
	return entry;
}

void
dictionary_free(struct dictionary *d)
{
	if (d == NULL)
		return;
	intern_free(d->names);
	arena_free(&d->texts);
	free(d->entry);
	free(d);
}
