#ifndef PLANS_CATEGORY_H
#define PLANS_CATEGORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"

/*
 * A list of categories, each with a code, a label and further names (synonyms). A category is
 * found under any of these, whatever the case of ASCII letters and the blanks around it, and
 * under no other name.
 */
struct category {
	const char *code, *label;	/* code "" for none */
	bool from_file;		/* a row of the file has it */
};

struct category_list {
	struct category *item;
	size_t n, cap;
	struct intern *names;	/* every code, label and synonym, in lower case */
	size_t *owner;		/* the category of each name */
	size_t owner_cap;
	struct arena texts;
	bool any;		/* no list: every name of the input is a category */
};

/* The heading of the published table: the indicator of counts that have none. */
#define CATEGORY_HEADING "Category of Abuse"

/*
 * The list that an option's argument names. NULL: the categories of abuse of the Department for
 * Education's children in need census, in its order. FILE: its categories instead. +FILE: both.
 * "any": an empty list, with `any` set.
 *
 * FILE is CSV with a column label and, optionally, code and synonyms (separated by semicolons). A
 * row whose code or label is known gives that category further synonyms and, where its label is
 * new, that label. No row may give another category a code or label of an earlier row, nor call
 * one Total. encoding: of the file, as in csv/reader.h. NULL: *e is the located message.
 */
struct category_list *category_open(const char *arg, const char *encoding, struct errmsg *e);
void category_free(struct category_list *l);

/* The category of that name, from 0 in the order of the list, or CATEGORY_UNKNOWN. */
#define CATEGORY_UNKNOWN ((size_t)-1)
size_t category_find(const struct category_list *l, struct slice name);

/* The label of the category with the name nearest to this one; NULL when none is near. */
const char *category_nearest(const struct category_list *l, struct slice name);

/* -1, with "'Negelct' is not a known category; did you mean 'Neglect'?", or all labels, in *e. */
int category_unknown(const struct category_list *l, struct slice name, struct errmsg *e);

#endif
