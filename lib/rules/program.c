#include "rules/program.h"

#include <stdlib.h>

#include "base/intern.h"
#include "rules/matcher.h"

void
remark(struct remarks *m, bool fatal, const char *fmt, ...)
{
	struct errmsg e;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&e, fmt, ap);
	va_end(ap);
	m->fatal |= fatal;
	m->warned |= !fatal;
	m->say(m->arg, fatal, e.text);
}

static void
release_visit(struct node *n, void *arg)
{
	(void)arg;
	intern_free(n->set);
	matcher_free(n->matcher);
	n->set = NULL;
	n->matcher = NULL;
}

void
bound_free(struct bound *u)
{
	node_walk(u->where, release_visit, NULL);
	node_walk(u->check, release_visit, NULL);
	for (size_t i = 0; u->let != NULL && i < u->rule->nlets; i++)
		node_walk(u->let[i], release_visit, NULL);
	for (size_t i = 0; u->say != NULL && i < u->rule->nsay; i++)
		node_walk(u->say[i], release_visit, NULL);
	for (size_t i = 0; i < u->nneeds; i++)
		free(u->needs[i].col);
	free(u->needs);
	free(u->by);
	free(u->arg);
	free(u->arg_to);
	free(u->axis);
	free(u->let);
	free(u->say);
	free(u->agg);
	free(u->share);
	free(u->held);
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->nrules; i++)
		bound_free(&p->rule[i]);
	for (size_t i = 0; i < p->ncols; i++) {
		for (size_t k = 0; k < p->col[i].nrounded; k++)
			node_walk(p->col[i].rounded[k].where, release_visit, NULL);
		free(p->col[i].rounded);
	}
	for (size_t i = 0; p->list != NULL && i < p->rules->nlists; i++)
		codelist_free(p->list[i]);
	free(p->list);
	free(p->by_name);
	free(p->col);
	free(p->key);
	free(p->date_form);
	free(p->rule);
	free(p->order);
	free(p->previous_held);
	arena_free(&p->mem);
	free(p);
}
