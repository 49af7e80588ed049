#include "plans/category.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/options.h"
#include "table/sidefile.h"

enum { LABEL, CODE, SYNONYMS, COLUMNS };
static const char *const columns[COLUMNS] = {"label", "code", "synonyms"};

/* The names that the census's publications and the boards' reports use, and the census's codes. */
static const char *const builtin[][COLUMNS] = {
	{"Neglect", "NEG", ""},
	{"Physical abuse", "PHY", "Physical; Physical injury"},
	{"Sexual abuse", "SAB", "Sexual"},
	{"Emotional abuse", "EMO", "Emotional"},
	{"Mixed categories", "MUL", "Mixed; Mixed category; Mixed or multiple; "
	    "Mixed or multiple categories; Mixed/multiple; Multiple; Multiple categories; "
	    "Multiple or mixed; Multiple or mixed categories; Multiple/mixed; Multiple / mixed; "
	    "Multiple abuse; Multiple/mixed categories"},
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define LONGEST 255	/* bytes; longer names are not known */

void
category_free(struct category_list *l)
{
	if (l == NULL)
		return;
	free(l->item);
	free(l->owner);
	intern_free(l->names);
	arena_free(&l->texts);
	free(l);
}

static bool
is_total(struct slice name)
{
	return slice_caseeq(name, slice_of("Total"));
}

/* The trimmed name in lower case, in buf of LONGEST bytes; false: too long. */
static bool
fold(struct slice name, char *buf, struct slice *folded)
{
	name = slice_trim(name);
	if (name.n > LONGEST)
		return false;
	for (size_t i = 0; i < name.n; i++)
		buf[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] - 'A' + 'a') :
		    name.p[i];
	*folded = (struct slice){buf, name.n};
	return true;
}

size_t
category_find(const struct category_list *l, struct slice name)
{
	char buf[LONGEST];
	struct slice folded;
	uint32_t id;

	if (!fold(name, buf, &folded) || (id = intern_find(l->names, folded)) == INTERN_NONE)
		return CATEGORY_UNKNOWN;
	return l->owner[id];
}

/* False when the name is another category's. Ignores blank and over-long names. */
static bool
add_name(struct category_list *l, size_t category, struct slice name)
{
	uint32_t before = intern_count(l->names), id;
	char buf[LONGEST];
	struct slice folded;

	if (!fold(name, buf, &folded) || folded.n == 0)
		return true;
	if ((id = intern_id(l->names, folded)) < before)
		return l->owner[id] == category;
	l->owner = xgrow(l->owner, &l->owner_cap, (size_t)id + 1, sizeof(*l->owner));
	l->owner[id] = category;
	return true;
}

/*
 * The category that a row's code and label name; CATEGORY_UNKNOWN: a new one. -1: they name two,
 * or an earlier row had only one of them, so that two categories would be counted as one.
 */
static int
find_row(const struct category_list *l, struct slice code, struct slice label, size_t *i,
    struct sidefile *f, struct errmsg *e)
{
	size_t coded = category_find(l, code), labelled = category_find(l, label);
	struct slice name = coded != CATEGORY_UNKNOWN ? code : label;

	*i = coded != CATEGORY_UNKNOWN ? coded : labelled;
	if (*i == CATEGORY_UNKNOWN)
		return 0;
	if (coded != CATEGORY_UNKNOWN && labelled != CATEGORY_UNKNOWN && coded != labelled)
		return sidefile_fault(f, LABEL, e, "'%.*s' already names the category %s; "
		    "expected each label once", SLICE_ARG(label), l->item[labelled].label);
	if (l->item[*i].from_file && (!slice_caseeq(label, slice_of(l->item[*i].label)) ||
	    (code.n > 0 && coded == CATEGORY_UNKNOWN)))
		return sidefile_fault(f, LABEL, e, "'%.*s' names the category %s in an earlier "
		    "row; expected each code and label once", SLICE_ARG(name), l->item[*i].label);
	return 0;
}

/* Adds a row of f (NULL: a built-in one): a new category, or further names of one. */
static int
add_row(struct category_list *l, const struct slice cell[COLUMNS], struct sidefile *f,
    struct errmsg *e)
{
	struct slice rest = cell[SYNONYMS], name;
	size_t i = CATEGORY_UNKNOWN;

	if (cell[LABEL].n == 0)
		return sidefile_fault(f, LABEL, e, "blank; expected the category's label");
	for (size_t k = LABEL; k <= CODE; k++)
		if (is_total(cell[k]))
			return sidefile_fault(f, k, e, "'%.*s' names the total row; expected a "
			    "category", SLICE_ARG(cell[k]));
	if (f != NULL && find_row(l, cell[CODE], cell[LABEL], &i, f, e) == -1)
		return -1;
	if (i == CATEGORY_UNKNOWN) {
		i = l->n++;
		l->item = xgrow(l->item, &l->cap, l->n, sizeof(*l->item));
		l->item[i].code = arena_copy(&l->texts, cell[CODE]).p;
	}
	l->item[i].label = arena_copy(&l->texts, cell[LABEL]).p;
	l->item[i].from_file = f != NULL;
	add_name(l, i, cell[CODE]);
	add_name(l, i, cell[LABEL]);
	while (slice_next(&rest, ';', &name)) {
		name = slice_trim(name);
		if (is_total(name))
			return sidefile_fault(f, SYNONYMS, e, "'%.*s' names the total row; "
			    "expected a category", SLICE_ARG(name));
		if (!add_name(l, i, name))
			return sidefile_fault(f, SYNONYMS, e, "'%.*s' already names another "
			    "category; expected each name once", SLICE_ARG(name));
	}
	return 0;
}

/* Adds the categories of a file. -1: *e. */
static int
load(struct category_list *l, const char *path, const char *encoding, struct errmsg *e)
{
	const struct input_options opt = {.csv.encoding = encoding};
	struct sidefile *f = sidefile_open(path, &opt, columns, COLUMNS, LABEL + 1, e);
	struct slice cell[COLUMNS];
	int r = 0;

	if (f == NULL)
		return -1;
	while (r == 0 && (r = sidefile_next(f, e)) == 1) {
		for (size_t k = 0; k < COLUMNS; k++)
			cell[k] = sidefile_cell(f, k);
		r = add_row(l, cell, f, e);
	}
	if (r == 0 && l->n == 0)
		r = errmsg_set(e, "%s: no categories; expected a row for each", input_path(path));
	sidefile_close(f);
	return r;
}

struct category_list *
category_open(const char *arg, const char *encoding, struct errmsg *e)
{
	bool further = arg != NULL && arg[0] == '+';
	struct category_list *l = xcalloc(1, sizeof(*l));
	struct slice cell[COLUMNS];
	struct errmsg why;

	l->names = intern_new();
	l->any = arg != NULL && strcmp(arg, "any") == 0;
	for (size_t i = 0; i < LENGTH(builtin) && (arg == NULL || further); i++) {
		for (int k = 0; k < COLUMNS; k++)
			cell[k] = slice_of(builtin[i][k]);
		add_row(l, cell, NULL, e);
	}
	if (arg == NULL || l->any)
		return l;
	if (arg[further] == '\0')
		errmsg_set(e, "--categories: '%s' is not FILE, +FILE or any", arg);
	else if (options_want_file(arg + further, &why) != 0)
		errmsg_set(e, "--categories: %s", why.text);
	else if (load(l, arg + further, encoding, e) == 0)
		return l;
	category_free(l);
	return NULL;
}

const char *
category_nearest(const struct category_list *l, struct slice name)
{
	size_t n = intern_count(l->names), near;
	struct slice *all = xcalloc(n, sizeof(*all));
	const char *label = NULL;

	for (size_t i = 0; i < n; i++)
		all[i] = intern_key(l->names, (uint32_t)i);
	near = suggest_nearest(slice_trim(name), all, n);
	if (near < n)
		label = l->item[l->owner[near]].label;
	free(all);
	return label;
}

int
category_unknown(const struct category_list *l, struct slice name, struct errmsg *e)
{
	const char *near = category_nearest(l, name);
	struct textbuf list = {0};

	name = slice_trim(name);
	if (near != NULL)
		return errmsg_set(e, "'%.*s' is not a known category; did you mean '%s'?",
		    SLICE_ARG(name), near);
	for (size_t i = 0; i < l->n; i++)
		textbuf_addf(&list, "%s%s", i > 0 ? ", " : "", l->item[i].label);
	errmsg_set(e, "'%.*s' is not a known category; expected one of %s", SLICE_ARG(name),
	    list.p);
	textbuf_free(&list);
	return -1;
}
