#ifndef PLANS_CATEGORY_H
#define PLANS_CATEGORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * A list of categories as data: each has a code, a label and further wordings (synonyms). A name is
 * found under any of them, without regard to case (of ASCII letters) and to blanks around it, and
 * under nothing else: a wording that is not listed is nobody's.
 */
struct category_list;

/* The published table's heading: the indicator of counts without one, and a heading of records' category. */
#define CATEGORY_HEADING "Category of Abuse"

/*
 * The list that an option's argument names. NULL: the categories of abuse of the Department for
 * Education's children in need census, in its order. FILE: its categories instead. +FILE: both.
 *
 * FILE is CSV with the columns label, and, if there, code and synonyms (separated by semicolons). A row
 * whose code or label is known already gives that category further synonyms and, where its label is
 * new, the new label. No row may give a code or label of a row before to another category, nor call one
 * Total. NULL: *e is the located message.
 */
struct category_list *category_open(const char *arg, struct errmsg *e);
void category_free(struct category_list *l);

size_t category_count(const struct category_list *l);
const char *category_code(const struct category_list *l, size_t i);	/* "" when it has none */
const char *category_label(const struct category_list *l, size_t i);

/* The category of that name, from 0 in the order of the list, or CATEGORY_UNKNOWN. */
#define CATEGORY_UNKNOWN ((size_t)-1)
size_t category_find(const struct category_list *l, struct slice name);

/* The label or code nearest to name, for a message; NULL when none is near. */
const char *category_nearest(const struct category_list *l, struct slice name);

/* "'Negelct' is not a known category; nearest is 'Neglect'" (or the list of labels) into *e; -1. */
int category_unknown(const struct category_list *l, struct slice name, struct errmsg *e);

#endif
