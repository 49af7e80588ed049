#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const struct relop_names relops[RELOPS] = {
	[REL_EQ] = {"=", "equals", ""},
	[REL_NE] = {"!=", "differs from", ""},
	[REL_LT] = {"<", "is less than", "less than "},
	[REL_LE] = {"<=", "is at most", "at most "},
	[REL_GT] = {">", "is more than", "more than "},
	[REL_GE] = {">=", "is at least", "at least "},
};

const struct is_kind_words is_kinds[IS_KINDS] = {
	[IS_BLANK] = {"blank", "blank"},
	[IS_NUMBER] = {"number", "a number"},
	[IS_SYMBOL] = {"symbol", "a symbol"},
	[IS_DATE] = {"date", "a date"},
	[IS_WHOLE] = {"whole", "a whole number"},
};

const char *
severity_name(enum severity s)
{
	static const char *const names[] = {"off", "note", "query", "error"};

	return names[s];
}

bool
severity_parse(struct slice s, enum severity *out)
{
	for (enum severity v = SEV_NOTE; v <= SEV_ERROR; v++)
		if (slice_is(s, severity_name(v))) {
			*out = v;
			return true;
		}
	return false;
}

bool
rules_builtin(struct slice id)
{
	int n = 0;

	for (size_t i = 1; i < 3 && id.n == 3; i++)
		n = id.p[i] >= '0' && id.p[i] <= '9' ? n * 10 + id.p[i] - '0' : 100;
	return n >= 1 && n <= 16 && id.p[0] == 'S';
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

bool
rules_symbol(const struct rules *r, struct slice s)
{
	for (size_t i = 0; i < r->symbols.n; i++)
		if (slice_eq(r->symbols.name[i], s))
			return true;
	return false;
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
node_walk(struct node *n, void (*visit)(struct node *, void *), void *arg)
{
	for (; n != NULL; n = n->next) {
		visit(n, arg);
		node_walk(n->a, visit, arg);
		node_walk(n->b, visit, arg);
		node_walk(n->c, visit, arg);
	}
}

void *
rules_grow(struct arena *mem, void *array, size_t n, size_t size)
{
	void *more;

	if ((n & (n - 1)) != 0)		/* it doubles at powers of two */
		return array;
	more = arena_alloc(mem, (n == 0 ? 1 : 2 * n) * size);
	if (n > 0)
		memcpy(more, array, n * size);
	return more;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	arena_free(&r->mem);
	free(r);
}
