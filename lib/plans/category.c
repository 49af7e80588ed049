#include "plans/category.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/input.h"
#include "table/role.h"

/* The census's codes, and the names that its publications and the boards' reports use. */
enum { CODE, LABEL, SYNONYMS, COLUMNS };

static const char *const builtin[][COLUMNS] = {
	{"NEG", "Neglect", ""},
	{"PHY", "Physical abuse", "Physical; Physical injury"},
	{"SAB", "Sexual abuse", "Sexual"},
	{"EMO", "Emotional abuse", "Emotional"},
	{"MUL", "Mixed categories", "Mixed; Mixed category; Mixed or multiple; "
	    "Mixed or multiple categories; Mixed/multiple; Multiple; Multiple categories; "
	    "Multiple or mixed; Multiple or mixed categories; Multiple/mixed; Multiple / mixed; "
	    "Multiple abuse; Multiple/mixed categories"},
};

#define LONGEST 255	/* bytes; longer names are not known */

void
category_free(struct category_list *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++) {
		free(l->item[i].code);
		free(l->item[i].label);
	}
	free(l->item);
	free(l->owner);
	intern_free(l->names);
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
	char buf[LONGEST];
	struct slice folded;
	uint32_t id;

	if (!fold(name, buf, &folded) || folded.n == 0)
		return true;
	if ((id = intern_find(l->names, folded)) != INTERN_NONE)
		return l->owner[id] == category;
	id = intern_id(l->names, folded);
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
    struct errmsg *e)
{
	size_t coded = category_find(l, code), labelled = category_find(l, label);
	struct slice name = coded != CATEGORY_UNKNOWN ? code : label;

	*i = coded != CATEGORY_UNKNOWN ? coded : labelled;
	if (*i == CATEGORY_UNKNOWN)
		return 0;
	if (coded != CATEGORY_UNKNOWN && labelled != CATEGORY_UNKNOWN && coded != labelled)
		return errmsg_set(e, "'%.*s' already names the category %s", SLICE_ARG(label),
		    l->item[labelled].label);
	if (l->item[*i].from_file && (!slice_caseeq(label, slice_of(l->item[*i].label)) ||
	    (code.n > 0 && coded == CATEGORY_UNKNOWN)))
		return errmsg_set(e, "'%.*s' names the category %s in an earlier row; expected "
		    "each code and label once", SLICE_ARG(name), l->item[*i].label);
	return 0;
}

/* Adds a row: a new category, or further names of one. -1: *e, and *col is the column at fault. */
static int
add_row(struct category_list *l, const struct slice cell[COLUMNS], bool from_file, int *col,
    struct errmsg *e)
{
	struct slice rest = cell[SYNONYMS], name;
	size_t i;

	*col = LABEL;
	if (cell[LABEL].n == 0)
		return errmsg_set(e, "blank; expected the category's label");
	for (*col = CODE; *col <= LABEL; ++*col)
		if (is_total(cell[*col]))
			return errmsg_set(e, "'%.*s' names the total row; expected a category",
			    SLICE_ARG(cell[*col]));
	*col = LABEL;
	if (find_row(l, cell[CODE], cell[LABEL], &i, e) == -1)
		return -1;
	if (i == CATEGORY_UNKNOWN) {
		i = l->n++;
		l->item = xgrow(l->item, &l->cap, l->n, sizeof(*l->item));
		l->item[i] = (struct category){.code = slice_dup(cell[CODE])};
	}
	free(l->item[i].label);
	l->item[i].label = slice_dup(cell[LABEL]);
	l->item[i].from_file = from_file;
	add_name(l, i, cell[CODE]);
	add_name(l, i, cell[LABEL]);
	*col = SYNONYMS;
	while (slice_next(&rest, ';', &name)) {
		name = slice_trim(name);
		if (is_total(name))
			return errmsg_set(e, "'%.*s' names the total row; expected a category",
			    SLICE_ARG(name));
		if (!add_name(l, i, name))
			return errmsg_set(e, "'%.*s' already names another category",
			    SLICE_ARG(name));
	}
	return 0;
}

static void
add_builtin(struct category_list *l)
{
	struct slice cell[COLUMNS];
	int col;

	for (size_t i = 0; i < sizeof(builtin) / sizeof(builtin[0]); i++) {
		for (int k = 0; k < COLUMNS; k++)
			cell[k] = slice_of(builtin[i][k]);
		add_row(l, cell, false, &col, NULL);
	}
}

/* Finds the columns code, label and synonyms in any order and case; ignores others. */
static int
find_columns(struct input *in, const char *path, int col[COLUMNS], struct errmsg *e)
{
	static const char *const names[COLUMNS] = {"code", "label", "synonyms"};
	const struct slice *h = input_headings(in);
	size_t n = input_ncols(in);
	struct errmsg why;

	for (int k = 0; k < COLUMNS; k++) {
		col[k] = -1;
		for (size_t i = 0; i < n; i++)
			if (slice_caseeq(slice_trim(h[i]), slice_of(names[k])))
				col[k] = (int)i;
	}
	if (col[LABEL] >= 0)
		return 0;
	heading_missing(h, n, slice_of("label"), &why);
	return errmsg_set(e, "%s:1: %s", path, why.text);
}

/* The input's current row. */
static int
read_row(struct category_list *l, struct input *in, const int col[COLUMNS], struct errmsg *e)
{
	struct slice cell[COLUMNS];
	struct errmsg why;
	int wrong;

	for (int k = 0; k < COLUMNS; k++)
		cell[k] = col[k] >= 0 ? slice_trim(input_field(in, (size_t)col[k])) :
		    (struct slice){"", 0};
	if (add_row(l, cell, true, &wrong, &why) == -1)
		return input_fault(in, (size_t)col[wrong], e, "%s", why.text);
	return 0;
}

/* Adds the categories of a file. -1: *e. */
static int
load(struct category_list *l, const char *path, struct errmsg *e)
{
	char *paths[1] = {xstrdup(path)};
	struct input *in = input_open(paths, 1, NULL, e);
	int col[COLUMNS], r = -1;

	if (in != NULL && find_columns(in, path, col, e) == 0)
		while ((r = input_next(in)) == 1)
			if (read_row(l, in, col, e) == -1)
				break;
	if (in != NULL && r == -1 && input_error(in)[0] != '\0')
		errmsg_set(e, "%s", input_error(in));
	if (r == 0 && l->n == 0)
		r = errmsg_set(e, "%s: no categories; expected a row for each", path);
	input_close(in);
	free(paths[0]);
	return r == 0 ? 0 : -1;
}

struct category_list *
category_open(const char *arg, struct errmsg *e)
{
	bool further = arg != NULL && arg[0] == '+';
	struct category_list *l = xcalloc(1, sizeof(*l));

	l->names = intern_new();
	if (arg == NULL || further)
		add_builtin(l);
	if (arg == NULL)
		return l;
	if (arg[further] == '\0')
		errmsg_set(e, "--categories: '%s' is not FILE or +FILE", arg);
	else if (load(l, arg + further, e) == 0)
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
	near = slice_nearest(slice_trim(name), all, n);
	if (near < n)
		label = l->item[l->owner[near]].label;
	free(all);
	return label;
}

int
category_unknown(const struct category_list *l, struct slice name, struct errmsg *e)
{
	const char *near = category_nearest(l, name);
	char list[600];
	size_t at = 0;

	name = slice_trim(name);
	if (near != NULL)
		return errmsg_set(e, "'%.*s' is not a known category; did you mean '%s'?",
		    SLICE_ARG(name), near);
	list[0] = '\0';
	for (size_t i = 0; i < l->n && at < sizeof(list); i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s", i > 0 ? ", " : "",
		    l->item[i].label);
	return errmsg_set(e, "'%.*s' is not a known category; expected one of %s", SLICE_ARG(name),
	    list);
}
