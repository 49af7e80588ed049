#include "table/dictionary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/suggest.h"
#include "table/sidefile.h"

enum column {
	INDICATOR,
	LABEL,
	UNIT,
	KIND,
	POLARITY,
	AGENCY,
	PRIORITY,
	TARGET,
	NUMERATOR,
	DENOMINATOR,
	NCOLUMNS,
};

static const char *const columns[NCOLUMNS] = {"indicator", "label", "unit", "kind", "polarity",
    "agency", "priority", "target", "numerator", "denominator"};

struct dictionary {
	struct intern *names, *words;	/* indicators by number; everything else that is text */
	struct dictionary_entry *entry;
	size_t cap;
};

/*
 * Refuses a heading that is nearly one of ours which is not there: what a misspelt column holds
 * would be lost without a word.
 */
static int
check_spelling(struct sidefile *f, struct errmsg *e)
{
	const struct slice *heading = input_headings(f->in);
	struct slice names[NCOLUMNS];
	size_t near;

	for (int c = 0; c < NCOLUMNS; c++)
		names[c] = slice_of(columns[c]);
	for (size_t i = 0; i < input_ncols(f->in); i++) {
		near = suggest_nearest(slice_trim(heading[i]), names, NCOLUMNS);
		if (near < NCOLUMNS && f->col[near] == SIDEFILE_NONE)
			return errmsg_set(e, "%s:1: column %zu: '%.*s' is not a column of a "
			    "dictionary; did you mean '%s'?", input_file(f->in), i + 1,
			    SLICE_ARG(heading[i]), columns[near]);
	}
	return 0;
}

static struct slice
keep(struct dictionary *d, struct slice s)
{
	return intern_key(d->words, intern_id(d->words, s));
}

static bool
parse_polarity(struct slice s, enum polarity *p)
{
	static const struct {
		const char *word;
		enum polarity polarity;
	} words[] = {
		{"", POLARITY_NEUTRAL}, {"neutral", POLARITY_NEUTRAL}, {"none", POLARITY_NEUTRAL},
		{"higher", POLARITY_HIGHER}, {"high", POLARITY_HIGHER}, {"up", POLARITY_HIGHER},
		{"higher is better", POLARITY_HIGHER}, {"higher_is_better", POLARITY_HIGHER},
		{"high is good", POLARITY_HIGHER}, {"high_is_good", POLARITY_HIGHER},
		{"lower", POLARITY_LOWER}, {"low", POLARITY_LOWER}, {"down", POLARITY_LOWER},
		{"lower is better", POLARITY_LOWER}, {"lower_is_better", POLARITY_LOWER},
		{"low is good", POLARITY_LOWER}, {"low_is_good", POLARITY_LOWER},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_caseeq(s, slice_of(words[i].word))) {
			*p = words[i].polarity;
			return true;
		}
	return false;
}

static bool
is_percent(struct slice unit)
{
	static const char *const words[] = {"%", "percent", "per cent", "percentage"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_caseeq(unit, slice_of(words[i])))
			return true;
	return false;
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
		return sidefile_fault(f, KIND, e, "'%.*s'; expected stock, flow or blank",
		    SLICE_ARG(kind));
	if (!parse_polarity(polarity, &entry.polarity))
		return sidefile_fault(f, POLARITY, e, "'%.*s'; expected higher, lower, neutral or "
		    "blank", SLICE_ARG(polarity));
	if (num_parse(target, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE)
		entry.target = num.value;
	else if (num.kind != NUM_BLANK)
		return sidefile_fault(f, TARGET, e, "'%.*s'; expected a number or blank",
		    SLICE_ARG(target));
	entry.target_text = keep(d, target);
	entry.label = keep(d, sidefile_cell(f, LABEL));
	entry.unit = keep(d, sidefile_cell(f, UNIT));
	entry.percent = is_percent(entry.unit);
	entry.agency = keep(d, sidefile_cell(f, AGENCY));
	entry.priority = keep(d, sidefile_cell(f, PRIORITY));
	entry.numerator = keep(d, sidefile_cell(f, NUMERATOR));
	entry.denominator = keep(d, sidefile_cell(f, DENOMINATOR));
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
	d->words = intern_new();
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

const struct dictionary_entry *
dictionary_find(const struct dictionary *d, struct slice indicator)
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
	entry = dictionary_find(d, slice_of(name));
	while (entry == NULL && keybuf_next(&key, &text)) {
		at++;		/* the first is 0 */
		if (slice_trim(text).n > 0)
			entry = dictionary_find(d, text);
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
	intern_free(d->words);
	free(d->entry);
	free(d);
}
