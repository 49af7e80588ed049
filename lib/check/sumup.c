#include "check/sumup.h"

#include <stdio.h>

#include "base/memory.h"

/* each: the column that stands for the name in each:, or an empty one. */
static void
remark_no_row(const struct rule *rule, struct slice each, struct remarks *m)
{
	char being[300] = "";

	if (each.n > 0)
		snprintf(being, sizeof(being), " (%.*s being '%.*s')", SLICE_ARG(rule->each),
		    SLICE_ARG(each));
	if (rule->where == NULL) {
		remark(m, false, "%s:%u: rule %.*s applies to no row", rule->file, rule->line,
		    SLICE_ARG(rule->id));
		return;
	}
	remark(m, false, "%s:%u: rule %.*s: no row passes 'where: %.*s'%s", rule->file,
	    rule->where->line, SLICE_ARG(rule->id), SLICE_ARG(rule->where->src), being);
}

/* before() and after() in a rule whose where: leaves no row that has another next to it. */
static void
remark_none_due(const struct check_rule *sum, const struct bound *u, struct remarks *m)
{
	const struct run_counts *c = &sum->counts;
	const struct rule *rule = u->rule;

	if (u->norders > 0 && rule->where != NULL && c->not_due > 0 &&
	    c->checked + c->not_checked + c->held_back == 0)
		remark(m, false, "%s:%u: rule %.*s: no row was due, as before() and after() look "
		    "only at rows that satisfy 'where: %.*s'; expected 'if ... then' in the check "
		    "for others to count", rule->file, rule->where->line, SLICE_ARG(rule->id),
		    SLICE_ARG(rule->where->src));
}

/* What a rule bound like this is checked for, one by one. */
static const char *
unit_of(const struct bound *u)
{
	if (u->group)
		return u->each >= 0 && u->by.n == 0 ? "column" : "group";
	return u->each >= 0 ? "cell" : "row";
}

/* Adds what became of rule i of the program in a run. */
static void
add_run(struct check_rule *sum, struct unchecked values[2], const struct bound *u,
    const struct run *run, size_t i)
{
	struct run_counts counts = run_counts(run, i);

	sum->counts.matched += counts.matched;
	sum->counts.checked += counts.checked;
	sum->counts.not_checked += counts.not_checked;
	sum->counts.not_due += counts.not_due;
	sum->counts.held_back += counts.held_back;
	for (int misfit = 0; misfit < 2; misfit++) {
		values[misfit].unit = unit_of(u);
		unchecked_join(&values[misfit], misfit ? counts.misfits : counts.not_checked -
		    counts.misfits, run_unchecked(run, i, misfit));
	}
}

/*
 * The rule numbered i, for all columns of its each:; returns the number of the next. What a run
 * remarks on is the same in all of them.
 */
static size_t
sum_up_rule(struct sumup *s, struct check_rule *sum, const struct program *p,
    struct run *const run[], size_t nruns, size_t i)
{
	struct unchecked values[2] = {{.n = 0}, {.said = s->misfits_said}};
	const struct bound *u;
	uint64_t before;

	*sum = (struct check_rule){.rule = p->rule[i].rule};
	do {
		u = &p->rule[i];
		before = sum->counts.matched;
		sum->runs++;
		for (size_t k = 0; k < nruns; k++)
			add_run(sum, values, u, run[k], i);
		if (sum->counts.matched == before && s->wants_rows && !u->never)
			remark_no_row(u->rule, u->each >= 0 ? p->col[u->each].name :
			    (struct slice){0}, s->m);
		run_remark(run[0], i, s->m);
	} while (++i < p->nrules && p->rule[i].rule == u->rule);
	if (s->wants_rows)
		remark_none_due(sum, u, s->m);
	sum->idle = s->wants_rows && sum->counts.matched + sum->counts.not_checked +
	    sum->counts.not_due == 0;
	for (int k = 0; k < 2; k++) {
		values[k].of = sum->counts.checked + sum->counts.not_checked;
		if (values[k].n > 0)
			unchecked_add(sum, &values[k], s->mem);
	}
	if (s->lost != NULL && s->lost->n > 0)
		unchecked_add(sum, s->lost, s->mem);
	return i;
}

void
sumup_rules(struct sumup *s, const struct program *p, struct run *const run[], size_t n)
{
	for (size_t i = 0; i < p->nrules && !p->rule[i].builtin;) {
		s->rule = xgrow(s->rule, &s->cap, s->n + 1, sizeof(*s->rule));
		i = sum_up_rule(s, &s->rule[s->n++], p, run, n, i);
	}
}
