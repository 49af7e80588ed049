#include "table/dictionary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "table/role.h"

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

/* A heading that is nearly one of ours, which is not there, is a slip: what it holds would be lost without a word. */
static int
slip(struct input *in, const size_t *col, struct errmsg *e)
{
	const struct slice *heading = input_headings(in);
	struct slice names[NCOLUMNS];
	size_t near;

	for (int c = 0; c < NCOLUMNS; c++)
		names[c] = slice_of(columns[c]);
	for (size_t i = 0; i < input_ncols(in); i++) {
		near = slice_nearest(slice_trim(heading[i]), names, NCOLUMNS);
		if (near < NCOLUMNS && col[near] == input_ncols(in))
			return errmsg_set(e, "%s:1: column %zu: '%.*s'; expected '%s', or a name less "
			    "like it", input_file(in), i + 1, SLICE_ARG(heading[i]), columns[near]);
	}
	return 0;
}

/* Columns are found without case, as roles are. */
static int
find_columns(struct input *in, size_t *col, struct errmsg *e)
{
	size_t n = input_ncols(in);

	for (int c = 0; c < NCOLUMNS; c++) {
		for (col[c] = 0; col[c] < n; col[c]++)
			if (slice_caseeq(slice_trim(input_headings(in)[col[c]]),
			    slice_of(columns[c])))
				break;
	}
	if (col[INDICATOR] == n) {
		struct errmsg why;

		heading_missing(input_headings(in), n, slice_of("indicator"), &why);
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	}
	return slip(in, col, e);
}

static struct slice
cell(struct input *in, const size_t *col, enum column c)
{
	return col[c] < input_ncols(in) ? slice_trim(input_field(in, col[c])) :
	    (struct slice){"", 0};
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

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
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

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (slice_caseeq(unit, slice_of(words[i])))
			return true;
	return false;
}

static int
read_row(struct dictionary *d, struct input *in, const size_t *col, struct errmsg *e)
{
	struct slice name = cell(in, col, INDICATOR), text;
	uint32_t known = intern_count(d->names), id;
	struct dictionary_entry entry = {.target = NAN};
	struct num num;

	if (name.n == 0)
		return input_fault(in, col[INDICATOR], e, "blank; expected an indicator's name");
	if ((id = intern_id(d->names, name)) < known)
		return input_fault(in, col[INDICATOR], e, "'%.*s' is there twice; expected one row for "
		    "an indicator", SLICE_ARG(name));
	text = cell(in, col, KIND);
	if (!kind_parse(text, &entry.kind))
		return input_fault(in, col[KIND], e, "'%.*s'; expected stock, flow or blank",
		    SLICE_ARG(text));
	text = cell(in, col, POLARITY);
	if (!parse_polarity(text, &entry.polarity))
		return input_fault(in, col[POLARITY], e, "'%.*s'; expected higher, lower, neutral or "
		    "blank", SLICE_ARG(text));
	text = cell(in, col, TARGET);
	if (num_parse(text, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE)
		entry.target = num.value;
	else if (num.kind != NUM_BLANK)
		return input_fault(in, col[TARGET], e, "'%.*s'; expected a number or blank",
		    SLICE_ARG(text));
	entry.target_text = keep(d, text);
	entry.label = keep(d, cell(in, col, LABEL));
	entry.unit = keep(d, cell(in, col, UNIT));
	entry.percent = is_percent(entry.unit);
	entry.agency = keep(d, cell(in, col, AGENCY));
	entry.priority = keep(d, cell(in, col, PRIORITY));
	entry.numerator = keep(d, cell(in, col, NUMERATOR));
	entry.denominator = keep(d, cell(in, col, DENOMINATOR));
	d->entry = xgrow(d->entry, &d->cap, (size_t)id + 1, sizeof *d->entry);
	d->entry[id] = entry;
	return 0;
}

static int
read_rows(struct dictionary *d, struct input *in, struct errmsg *e)
{
	size_t col[NCOLUMNS];
	int r;

	if (find_columns(in, col, e) != 0)
		return -1;
	while ((r = input_next(in)) == 1)
		if (read_row(d, in, col, e) != 0)
			return -1;
	return r == 0 ? 0 : errmsg_set(e, "%s", input_error(in));
}

struct dictionary *
dictionary_read(const char *path, const struct input_options *opt, struct errmsg *e)
{
	char *paths[] = {(char *)path};
	struct input *in = input_open(paths, 1, opt, e);
	struct dictionary *d;

	if (in == NULL)
		return NULL;
	d = xcalloc(1, sizeof *d);
	d->names = intern_new();
	d->words = intern_new();
	if (read_rows(d, in, e) != 0) {
		dictionary_free(d);
		d = NULL;
	}
	input_close(in);
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
