#include "check/absent.h"

#include "base/memory.h"

/* For the same column, declared in the same way. */
static bool
is_of(const struct left_out *a, const struct left_out *b)
{
	return a->optional == b->optional && slice_eq(a->column, b->column);
}

static bool
is_first(const struct left_out *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_of(&all[k], &all[i]))
			return false;
	return true;
}

struct slice
absent_next(const struct program *p, size_t *at, struct textbuf *t)
{
	const struct left_out *all, *first;
	const struct rule *last = NULL;

	textbuf_reset(t);
	if (p == NULL)
		return (struct slice){0};
	all = p->left_out;
	while (*at < p->nleft_out && (!all[*at].optional || !is_first(all, *at)))
		++*at;
	if (*at == p->nleft_out)
		return (struct slice){0};
	first = &all[(*at)++];
	for (const struct left_out *l = first; l < all + p->nleft_out; l++) {
		if (!is_of(l, first) || l->rule == last)
			continue;
		textbuf_addf(t, "%s%.*s", t->n > 0 ? ", " : "", SLICE_ARG(l->rule->id));
		last = l->rule;
	}
	return first->column;
}

/* Adds what was left out as l, of which another column of each: may have been checked. */
static void
add_part(const struct program *p, const struct left_out *l, const struct finding *heading,
    struct check_rule *sum, struct arena *mem)
{
	struct unchecked whole = {.first = *heading};
	struct textbuf why = {0};

	if (!l->lost)
		whole.first.column = l->column;
	whole.first.order = (unsigned)(p->nrules + (size_t)(l - p->left_out));
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rule[i].rule == l->rule)
			whole.first.order = (unsigned)i;
	if (l->lost)
		textbuf_addf(&why, "rows that '%.*s' is in could not be read, and may name other "
		    "columns", SLICE_ARG(l->column));
	else
		textbuf_addf(&why, "the file has no column '%.*s'", SLICE_ARG(l->column));
	whole.first.message = arena_copy(mem, textbuf_slice(&why));
	textbuf_free(&why);
	sum->rule = l->rule;
	unchecked_add(sum, &whole, mem);
}

struct check_rule *
absent_sum_up(const struct program *p, const struct finding *heading, struct check_rule *sum,
    size_t *n, size_t *cap, struct arena *mem)
{
	size_t at;

	for (size_t i = 0; p != NULL && i < p->nleft_out; i++) {
		if (p->left_out[i].optional)
			continue;
		for (at = 0; at < *n && sum[at].rule != p->left_out[i].rule; at++)
			;
		if (at == *n) {
			sum = xgrow(sum, cap, ++*n, sizeof(*sum));
			sum[at] = (struct check_rule){0};
		}
		add_part(p, &p->left_out[i], heading, &sum[at], mem);
	}
	return sum;
}
