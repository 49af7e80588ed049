#include "check/unchecked.h"

#include <inttypes.h>

#include "base/errmsg.h"
#include "base/memory.h"

static bool
is_before(const struct finding *a, const struct finding *b)
{
	if ((a->line > 0) != (b->line > 0))
		return a->line > 0;
	return a->file != b->file ? a->file < b->file : a->line < b->line;
}

void
unchecked_join(struct unchecked *u, uint64_t n, const struct finding *first)
{
	bool mixed = first->mixed || (u->n > 0 && u->first.mixed);

	if (n == 0)
		return;
	if (u->n == 0 || is_before(first, &u->first))
		u->first = *first;
	u->first.mixed = mixed;
	u->n += n;
}

void
unchecked_add(struct check_rule *r, const struct unchecked *u, struct arena *mem)
{
	*(struct unchecked *)RULES_ADD(mem, r->part, r->nparts) = *u;
}

/* "4 of 9 rows not checked: value is blank (first on line 3; others for other reasons)" */
static void
part_words(const struct unchecked *u, struct textbuf *t)
{
	const struct finding *first = &u->first;

	if (u->of > 0)
		textbuf_addf(t, "%" PRIu64 " of %s ", u->n, plural(u->of, u->unit).text);
	else if (u->n > 0)
		textbuf_addf(t, "%s ", plural(u->n, u->unit).text);
	textbuf_addf(t, "not checked: %.*s", SLICE_ARG(first->message));
	if (u->n > 1 && first->line > 0)
		textbuf_addf(t, " (first on line %" PRIu64 "%s)", first->line, first->mixed ?
		    "; others for other reasons" : "");
}

bool
unchecked_finding(const struct check_rule *r, struct unchecked_severity severity,
    struct arena *mem, struct finding *f)
{
	bool allowed = severity.rule == SEV_OFF;
	struct textbuf message = {0};
	size_t n = 0;

	if (allowed)
		severity.rule = severity.lost;
	if (r->rule->about.n > 0)
		textbuf_addf(&message, "%.*s: ", SLICE_ARG(r->rule->about));
	for (size_t i = 0; i < r->nparts && severity.rule != SEV_OFF; i++) {
		const struct unchecked *u = &r->part[i];

		if ((allowed && !u->lost) || (u->said && severity.rule == SEV_NOTE))
			continue;
		if (n == 0 || is_before(&u->first, f))
			*f = u->first;
		if (n++ > 0)
			textbuf_add(&message, slice_of("; "));
		part_words(u, &message);
	}
	if (n > 0) {
		f->rule = r->rule->id;
		f->severity = severity.rule;
		f->unchecked = true;
		f->found = slice_of("not checked");
		f->expected = slice_of("checked");
		f->message = arena_copy(mem, textbuf_slice(&message));
	}
	textbuf_free(&message);
	return n > 0;
}

/* Rows lost are in the list of the rest, and in that of what is only counted if nothing says so. */
static bool
is_listed(const struct unchecked *u, struct unchecked_severity severity, bool counted)
{
	if (u->lost)
		return !counted || (severity.rule == SEV_OFF && severity.lost == SEV_OFF &&
		    !u->said);
	return counted == (severity.rule == SEV_OFF);
}

void
unchecked_count(const struct check_rule *r, struct unchecked_severity severity, bool counted,
    struct textbuf *t)
{
	uint64_t n = 0, of = r->counts.checked;
	size_t parts = 0;

	for (size_t i = 0; i < r->nparts; i++) {
		const struct unchecked *u = &r->part[i];

		of += u->n;
		if (is_listed(u, severity, counted)) {
			n += u->n;
			parts++;
		}
	}
	if (parts == 0)
		return;
	textbuf_addf(t, "%s%.*s", t->n > 0 ? ", " : "", SLICE_ARG(r->rule->id));
	if (n > 0)
		textbuf_addf(t, " %" PRIu64 " of %" PRIu64, n, of);
}
