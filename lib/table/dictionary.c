#include "table/dictionary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "table/sidefile.h"

enum column { INDICATOR, LABEL, UNIT, KIND, POLARITY, TARGET, NUMERATOR, DENOMINATOR };

static const char *const columns[] = {"indicator", "label", "unit", "kind", "polarity", "target",
    "numerator", "denominator", "agency", "priority"};
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

static bool
is_one_of(struct slice s, const char words[][20], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_caseeq(s, slice_of(words[i])))
			return true;
	return false;
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
		if (is_one_of(s, words[*p], 7))
			return true;
	return false;
}

bool
unit_is_percent(struct slice unit)
{
	static const char words[][20] = {"%", "percent", "per cent", "percentage"};

	return is_one_of(unit, words, 4);
}

bool
unit_is_measure(struct slice unit)
{
	static const char words[][20] = {"measure", "day", "days", "week", "weeks", "month",
	    "months", "year", "years", "hour", "hours", "minute", "minutes", "£", "£000",
	    "pounds", "gbp", "score", "index", "average", "mean", "rate", "ratio", "points"};

	return is_one_of(unit, words, sizeof(words) / sizeof(words[0]));
}

static int
read_row(struct dictionary *d, struct sidefile *f, struct errmsg *e)
{
	struct slice name = sidefile_cell(f, INDICATOR), kind = sidefile_cell(f, KIND);
	struct slice polarity = sidefile_cell(f, POLARITY), target = sidefile_cell(f, TARGET);
	uint32_t known = intern_count(d->names), id;
	struct dictionary_entry entry = {.target = NAN};
	struct num num;

	if (name.n == 0)
		return sidefile_fault(f, INDICATOR, e, "blank; expected an indicator's name");
	if ((id = intern_id(d->names, name)) < known)
		return sidefile_fault(f, INDICATOR, e, "'%.*s' appears twice; expected one row for "
		    "each indicator", SLICE_ARG(name));
	if (!kind_parse(kind, &entry.kind))
		return sidefile_fault(f, KIND, e, "'%.*s' is not a kind; expected stock, flow or "
		    "blank", SLICE_ARG(kind));
	if (!polarity_parse(polarity, &entry.polarity))
		return sidefile_fault(f, POLARITY, e, "'%.*s' is not a polarity; expected high, "
		    "low, target, none or blank", SLICE_ARG(polarity));
	if (num_parse(target, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE)
		entry.target = num.value;
	else if (num.kind != NUM_BLANK)
		return sidefile_fault(f, TARGET, e, "'%.*s' is not a target; expected a number or "
		    "blank", SLICE_ARG(target));
	entry.label = arena_copy(&d->texts, sidefile_cell(f, LABEL));
	entry.unit = arena_copy(&d->texts, sidefile_cell(f, UNIT));
	entry.numerator = arena_copy(&d->texts, sidefile_cell(f, NUMERATOR));
	entry.denominator = arena_copy(&d->texts, sidefile_cell(f, DENOMINATOR));
	entry.percent = unit_is_percent(entry.unit);
	d->entry = xgrow(d->entry, &d->cap, (size_t)id + 1, sizeof(*d->entry));
	d->entry[id] = entry;
	return 0;
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
	if (r != 0) {
		dictionary_free(d);
		return NULL;
	}
	return d;
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
