#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const struct operation operations[N_IS + 1] = {
	[N_MUL] = {LEVEL_PRODUCT, "*"},
	[N_DIV] = {LEVEL_PRODUCT, "/"},
	[N_ADD] = {LEVEL_SUM, "+"},
	[N_SUB] = {LEVEL_SUM, "-"},
	[N_COMPARE] = {LEVEL_TEST, NULL},
	[N_IN] = {LEVEL_TEST, NULL},
	[N_MATCHES] = {LEVEL_TEST, NULL},
	[N_IS] = {LEVEL_TEST, NULL},
	[N_NOT] = {LEVEL_NOT, NULL},
	[N_AND] = {LEVEL_AND, "and"},
	[N_OR] = {LEVEL_OR, "or"},
	[N_IF] = {LEVEL_IF, "then"},
};

const struct relop_names relops[RELOPS] = {
	[REL_EQ] = {"=", "equals", "equals", "", ""},
	[REL_NE] = {"!=", "differs from", "differs from", "", ""},
	[REL_LT] = {"<", "is less than", "is before", "less than ", "earlier than "},
	[REL_LE] = {"<=", "is at most", "is no later than", "at most ", "no later than "},
	[REL_GT] = {">", "is more than", "is after", "more than ", "later than "},
	[REL_GE] = {">=", "is at least", "is no earlier than", "at least ", "no earlier than "},
};

const struct is_kind_words is_kinds[IS_KINDS] = {
	[IS_BLANK] = {"blank", "blank"},
	[IS_NUMBER] = {"number", "a number"},
	[IS_SYMBOL] = {"symbol", "a symbol"},
	[IS_DATE] = {"date", "a date"},
	[IS_WHOLE] = {"whole", "a whole number"},
};

const char *const severity_names[SEV_ERROR + 1] = {"off", "note", "query", "error"};

bool
rules_builtin(struct slice id)
{
	int n = id.n == 3 && id.p[0] == 'S' && id.p[1] >= '0' && id.p[1] <= '9' && id.p[2] >= '0' &&
	    id.p[2] <= '9' ? (id.p[1] - '0') * 10 + id.p[2] - '0' : 0;

	return n >= 1 && n <= RULES_BUILTINS;
}

enum severity
rules_builtin_least(struct slice id)
{
	static const char losing[][4] = {"S01", "S03", "S04", "S06", "S07", "S13", "S18", "S19",
	    "S20"};

	for (size_t i = 0; i < LENGTH(losing); i++)
		if (slice_is(id, losing[i]))
			return SEV_QUERY;
	return SEV_OFF;
}

bool
rules_builtin_compares(struct slice id)
{
	return slice_is(id, "S24") || slice_is(id, "S25") || slice_is(id, "S26");
}

enum severity
rules_severity(const struct rules *r, struct slice id, enum severity normal)
{
	size_t i = RULES_FIND(r->builtin, r->nbuiltins, id);

	return i < r->nbuiltins ? r->builtin[i].severity : normal;
}

char *
rules_path(const char *file, struct slice path)
{
	const char *slash = strrchr(file, '/');
	size_t dir = path.n > 0 && path.p[0] == '/' ? 0 : slash == NULL ? 0 :
	    (size_t)(slash + 1 - file);
	char *s = xmalloc(dir + path.n + 1);

	memcpy(s, file, dir);
	memcpy(s + dir, path.p, path.n);
	s[dir + path.n] = '\0';
	return s;
}

size_t
rules_find(const void *items, size_t n, size_t size, struct slice name)
{
	const char *item = items;
	size_t i = 0;

	while (i < n && !slice_eq(*(const struct slice *)(const void *)(item + i * size), name))
		i++;
	return i;
}

bool
names_have(const struct names *names, struct slice name)
{
	return RULES_FIND(names->name, names->n, name) < names->n;
}

struct node *
node_clone(struct arena *mem, const struct node *n)
{
	struct node *c;

	if (n == NULL)
		return NULL;
	c = arena_alloc(mem, sizeof(*c));
	*c = *n;
	c->a = node_clone(mem, n->a);
	c->b = node_clone(mem, n->b);
	c->c = node_clone(mem, n->c);
	c->next = node_clone(mem, n->next);
	return c;
}

void
node_walk(const struct node *n, void (*visit)(void *arg, const struct node *n), void *arg)
{
	for (; n != NULL; n = n->next) {
		visit(arg, n);
		node_walk(n->a, visit, arg);
		node_walk(n->b, visit, arg);
		node_walk(n->c, visit, arg);
	}
}

static bool
any_has_field(const struct node *n)
{
	while (n != NULL && !node_has_field(n))
		n = n->next;
	return n != NULL;
}

bool
node_has_field(const struct node *n)
{
	return n->op == N_FIELD || (n->op != N_LINKED && (any_has_field(n->a) ||
	    (n->op != N_IN && any_has_field(n->b)) || any_has_field(n->c)));
}

void *
rules_add(struct arena *mem, void *array, size_t *n, size_t size)
{
	char *items, *more;

	memcpy(&items, array, sizeof(items));
	if ((*n & (*n - 1)) == 0) {		/* it doubles at powers of two */
		more = arena_alloc(mem, (*n == 0 ? 1 : 2 * *n) * size);
		if (*n > 0)
			memcpy(more, items, *n * size);
		memcpy(array, &more, sizeof(more));
		items = more;
	}
	return items + (*n)++ * size;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	arena_free(&r->mem);
	free(r);
}
