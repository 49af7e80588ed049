#include "plans/category.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/input.h"
#include "table/role.h"

/* The census's codes, and the wordings its publications and the boards' reports use for them. */
#define MAX_SYNONYMS 14
static const struct {
	const char *code, *label, *synonym[MAX_SYNONYMS];
} builtin[] = {
	{"NEG", "Neglect", {NULL}},
	{"PHY", "Physical abuse", {"Physical", "Physical injury"}},
	{"SAB", "Sexual abuse", {"Sexual"}},
	{"EMO", "Emotional abuse", {"Emotional"}},
	{"MUL", "Mixed categories", {"Mixed", "Mixed category", "Mixed or multiple",
	    "Mixed or multiple categories", "Mixed/multiple", "Multiple", "Multiple categories",
	    "Multiple or mixed", "Multiple or mixed categories", "Multiple/mixed",
	    "Multiple / mixed", "Multiple abuse", "Multiple/mixed categories"}},
};

struct category {
	char *code, *label;
	bool from_file;		/* a row of the file is this category's */
};

struct category_list {
	struct category *item;
	size_t n, cap;
	struct intern *names;	/* every code, label and synonym, in lower case */
	size_t *owner;		/* the category of each name */
	size_t owner_cap;
	struct intern *seen;	/* spellings found before, as they came */
	size_t *seen_owner;
	size_t seen_cap;
};

#define LONGEST 255	/* bytes; a longer name is nobody's */
#define MOST_SEEN 1024	/* spellings remembered: a file cannot make the memory grow */

static struct category_list *
new_list(void)
{
	struct category_list *l = xcalloc(1, sizeof *l);

	l->names = intern_new();
	l->seen = intern_new();
	return l;
}

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
	free(l->seen_owner);
	intern_free(l->names);
	intern_free(l->seen);
	free(l);
}

static bool
is_total(struct slice name)
{
	return slice_caseeq(name, slice_of("Total"));
}

/* The name without blanks around it, in lower case, in buf of LONGEST bytes; false: too long. */
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

static size_t
find_name(const struct category_list *l, struct slice name)
{
	char buf[LONGEST];
	struct slice folded;
	uint32_t id;

	if (!fold(name, buf, &folded) || (id = intern_find(l->names, folded)) == INTERN_NONE)
		return CATEGORY_UNKNOWN;
	return l->owner[id];
}

/* Gives the category a name. False when the name is another's. Blank and over-long names are ignored. */
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
	l->owner = xgrow(l->owner, &l->owner_cap, (size_t)id + 1, sizeof *l->owner);
	l->owner[id] = category;
	return true;
}

static size_t
add(struct category_list *l, struct slice code, struct slice label)
{
	size_t i = l->n++;

	l->item = xgrow(l->item, &l->cap, l->n, sizeof *l->item);
	l->item[i] = (struct category){slice_dup(slice_trim(code)), slice_dup(slice_trim(label)), false};
	return i;
}

static struct category_list *
known_list(void)
{
	struct category_list *l = new_list();

	for (size_t i = 0; i < sizeof builtin / sizeof builtin[0]; i++) {
		add(l, slice_of(builtin[i].code), slice_of(builtin[i].label));
		add_name(l, i, slice_of(builtin[i].code));
		add_name(l, i, slice_of(builtin[i].label));
		for (size_t k = 0; k < MAX_SYNONYMS && builtin[i].synonym[k] != NULL; k++)
			add_name(l, i, slice_of(builtin[i].synonym[k]));
	}
	return l;
}

/*
 * The category that a row's code and label are of; CATEGORY_UNKNOWN: a new one. -1: they are of two, or one
 * of them was in a row before beside another: the two would be counted as one.
 */
static int
find_row(const struct category_list *l, struct slice code, struct slice label, size_t *i,
    struct errmsg *e)
{
	size_t coded = find_name(l, code), labelled = find_name(l, label);
	struct slice name = coded != CATEGORY_UNKNOWN ? code : label;

	*i = coded != CATEGORY_UNKNOWN ? coded : labelled;
	if (*i == CATEGORY_UNKNOWN)
		return 0;
	if (coded != CATEGORY_UNKNOWN && labelled != CATEGORY_UNKNOWN && coded != labelled)
		return errmsg_set(e, "'%.*s' is a name of the category %s already", SLICE_ARG(label),
		    l->item[labelled].label);
	if (l->item[*i].from_file && (!slice_caseeq(label, slice_of(l->item[*i].label)) ||
	    (code.n > 0 && coded == CATEGORY_UNKNOWN)))
		return errmsg_set(e, "'%.*s' is a name of the category %s in a row before; expected "
		    "each code and label once", SLICE_ARG(name), l->item[*i].label);
	return 0;
}

static int
add_synonyms(struct category_list *l, size_t category, struct slice synonyms, struct errmsg *e)
{
	struct slice part;

	while (slice_next(&synonyms, ';', &part)) {
		part = slice_trim(part);
		if (is_total(part))
			return errmsg_set(e, "'%.*s' is the name of the total row; expected names of the "
			    "category", SLICE_ARG(part));
		if (!add_name(l, category, part))
			return errmsg_set(e, "'%.*s' is a name of another category already",
			    SLICE_ARG(part));
	}
	return 0;
}

/* The row of a code list that the input is at. */
static int
add_row(struct category_list *l, struct input *in, const int col[3], struct errmsg *e)
{
	struct slice cell[3];
	struct errmsg why;
	size_t i;

	for (int k = 0; k < 3; k++)
		cell[k] = col[k] >= 0 ? slice_trim(input_field(in, (size_t)col[k])) :
		    (struct slice){"", 0};
	if (cell[1].n == 0)
		return input_fault(in, (size_t)col[1], e, "blank; expected the category's label");
	for (int k = 0; k < 2; k++)
		if (is_total(cell[k]))
			return input_fault(in, (size_t)col[k], e, "'%.*s' is the name of the total row; "
			    "expected a category", SLICE_ARG(cell[k]));
	if (find_row(l, cell[0], cell[1], &i, &why) == -1)
		return input_fault(in, (size_t)col[1], e, "%s", why.text);
	if (i == CATEGORY_UNKNOWN) {
		i = add(l, cell[0], cell[1]);
	} else if (!slice_is(cell[1], l->item[i].label)) {
		free(l->item[i].label);
		l->item[i].label = slice_dup(cell[1]);
	}
	add_name(l, i, cell[0]);
	add_name(l, i, cell[1]);
	l->item[i].from_file = true;
	if (add_synonyms(l, i, cell[2], &why) == -1)
		return input_fault(in, (size_t)col[2], e, "%s", why.text);
	return 0;
}

/* The columns code, label, synonyms in any order and case; others are notes. */
static int
find_columns(struct input *in, const char *path, int col[3], struct errmsg *e)
{
	static const char *const names[3] = {"code", "label", "synonyms"};
	const struct slice *h = input_headings(in);
	size_t n = input_ncols(in);
	struct errmsg why;

	for (int k = 0; k < 3; k++) {
		col[k] = -1;
		for (size_t i = 0; i < n; i++)
			if (slice_caseeq(slice_trim(h[i]), slice_of(names[k])))
				col[k] = (int)i;
	}
	if (col[1] >= 0)
		return 0;
	heading_missing(h, n, slice_of("label"), &why);
	return errmsg_set(e, "%s:1: %s", path, why.text);
}

/* Adds the categories of a file. -1: *e. */
static int
load(struct category_list *l, const char *path, struct errmsg *e)
{
	char *paths[1] = {xstrdup(path)};
	struct input *in = input_open(paths, 1, NULL, e);
	int col[3], r = -1;

	if (in != NULL && find_columns(in, path, col, e) == 0)
		while ((r = input_next(in)) == 1)
			if (add_row(l, in, col, e) == -1)
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
	struct category_list *l = arg == NULL || further ? known_list() : new_list();

	if (arg == NULL)
		return l;
	if (arg[further] == '\0')
		errmsg_set(e, "--categories: '%s'; expected a file", arg);
	else if (load(l, arg + further, e) == 0)
		return l;
	category_free(l);
	return NULL;
}

size_t
category_count(const struct category_list *l)
{
	return l->n;
}

const char *
category_code(const struct category_list *l, size_t i)
{
	return l->item[i].code;
}

const char *
category_label(const struct category_list *l, size_t i)
{
	return l->item[i].label;
}

size_t
category_find(struct category_list *l, struct slice name)
{
	uint32_t id = intern_find(l->seen, name);
	size_t i;

	if (id != INTERN_NONE)
		return l->seen_owner[id];
	i = find_name(l, name);
	if (i != CATEGORY_UNKNOWN && intern_count(l->seen) < MOST_SEEN) {
		id = intern_id(l->seen, name);
		l->seen_owner = xgrow(l->seen_owner, &l->seen_cap, (size_t)id + 1,
		    sizeof *l->seen_owner);
		l->seen_owner[id] = i;
	}
	return i;
}

const char *
category_nearest(const struct category_list *l, struct slice name)
{
	size_t n = intern_count(l->names), near;
	struct slice *all = xcalloc(n, sizeof *all);
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
		return errmsg_set(e, "'%.*s' is not a known category; nearest is '%s'",
		    SLICE_ARG(name), near);
	list[0] = '\0';
	for (size_t i = 0; i < l->n && at < sizeof list; i++)
		at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", i > 0 ? ", " : "",
		    l->item[i].label);
	return errmsg_set(e, "'%.*s' is not a known category; expected one of %s", SLICE_ARG(name),
	    list);
}
