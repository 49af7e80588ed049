#include "suppress/suppress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "suppress/decide.h"
#include "suppress/earlier.h"
#include "suppress/outside.h"
#include "suppress/publish.h"

static struct study_options
study_options(const struct suppress *o)
{
	return (struct study_options){.filter = o->filter, .policy = &o->policy,
	    .space = {.labels = &o->totals, .keys = o->keys, .fyear = o->filter->fyear},
	    .further = o->published.item,
	    .nfurther = o->published.n, .say = o->say};
}

/* "from 1 to 5", the counts that are not published. */
static const char *
range_words(const struct policy *p, char *buf, size_t size)
{
	snprintf(buf, size, "from %" PRId64 " to %" PRId64, p->min, p->max);
	return buf;
}

/* --keep */

/* NAME=VALUE[;NAME=VALUE...]: whether the row has all of these. -1: *e. */
static int
row_matches(const struct table *t, const struct row *r, const char *keep, struct errmsg *e)
{
	struct slice rest = slice_of(keep), pair;
	struct errmsg why;

	while (slice_next(&rest, ';', &pair)) {
		const char *equals = memchr(pair.p, '=', pair.n);
		struct slice name, value;
		size_t col;

		if (equals == NULL || equals == pair.p)
			return errmsg_set(e, "--keep: '%s' is not NAME=VALUE[;...]", keep);
		name = slice_trim((struct slice){pair.p, (size_t)(equals - pair.p)});
		value = (struct slice){equals + 1, pair.n - (size_t)(equals + 1 - pair.p)};
		if ((col = heading_find(t->heading, t->ncols, name)) == t->ncols) {
			heading_missing(t->heading, t->ncols, name, &why);
			return errmsg_set(e, "--keep: %s", why.text);
		}
		if (!visible_alike(r->cell[col], value))
			return 0;
	}
	return 1;
}

/* 1: a count that is kept may not be published. */
static int
keep_rows(struct job *j, const char *keep, struct errmsg *e)
{
	const struct table *t = &j->study.pub[0].table;
	struct textbuf b = {0};
	char range[64];
	size_t found = 0;
	int match = 0;

	for (size_t i = 0; i < t->n; i++) {
		if ((match = row_matches(t, &t->row[i], keep, e)) == -1)
			return -1;
		if (match == 0)
			continue;
		found++;
		j->kept[i] = true;
		if (!t->row[i].known || !policy_is_sensitive(&j->o->policy, t->row[i].count))
			continue;
		space_words(&j->study.space, &t->row[i], &b);
		errmsg_set(e, "%s:%" PRIu64 ": %.*s: %s is %s and must not be published; expected "
		    "it without --keep %s", t->row[i].file, t->row[i].line,
		    SLICE_ARG(t->heading[t->count]), b.p,
		    range_words(&j->o->policy, range, sizeof(range)), keep);
		textbuf_free(&b);
		return 1;
	}
	return found > 0 || t->n == 0 ? 0 : errmsg_set(e, "--keep: no row has %s", keep);
}

/* What an earlier publication shows cannot be protected any more: 1, and *e. */
static int
check_published(struct job *j, struct errmsg *e)
{
	const struct study *st = &j->study;
	const struct table *t = &st->pub[0].table;
	struct textbuf b = {0};
	char range[64];

	for (size_t i = 0; i < t->n; i++) {
		const struct study_cell *c = &st->cell[i];

		if (!c->shown || c->low != c->high || !c->row->known ||
		    !policy_is_sensitive(&j->o->policy, c->row->count))
			continue;
		space_words(&st->space, c->row, &b);
		errmsg_set(e, "%s:%" PRIu64 ": %.*s: %s is %s, but an earlier publication shows it",
		    c->row->file, c->row->line, SLICE_ARG(t->heading[t->count]), b.p,
		    range_words(&j->o->policy, range, sizeof(range)));
		textbuf_free(&b);
		return 1;
	}
	return 0;
}

/* A column that repeats the counts may identify them: no message may have its texts. */
static int
check_columns(const struct study *st, void *arg, struct errmsg *e)
{
	struct job *j = arg;
	const struct table *t = &st->pub[0].table;

	if (outside_shares(t, e) != 0 || derived_carry(&j->derived, t, &j->o->carry, e) != 0)
		return -1;
	j->checked = true;
	return derived_repeats(&j->derived, t, &st->space, NULL, e);
}

/* With --round alone no cell is hidden, so nothing may stay that says more of a count. */
static int
find_derived(struct job *j, struct errmsg *e)
{
	const struct publication *p = &j->study.pub[0];
	struct textbuf b = {0};
	int status = 0;

	derived_find(&j->derived, &p->table, &j->study.space, &p->printed);
	if (!j->o->policy.rounds_only)
		return 0;
	for (size_t c = 0; c < p->table.ncols; c++)
		j->derived.everywhere[c] |= j->derived.is[c] && !j->derived.words[c] &&
		    !p->printed.explained[c];
	derived_names(&j->derived, &p->table, &b);
	if (b.n > 0)
		status = errmsg_set(e, "%s:1: %s: may show what rounding hides; expected the "
		    "table without it, or --carry %s", p->table.file, b.p, b.p);
	textbuf_free(&b);
	return status;
}

/* Whether a count is hidden, by us or before. */
static bool
is_anything_hidden(const struct job *j, const unsigned char *hidden)
{
	for (size_t i = 0; i < j->study.ncells; i++)
		if (!study_is_missing(&j->study, i) &&
		    (!j->study.cell[i].row->known || j->study.cell[i].hidden || hidden[i]))
			return true;
	return false;
}

/* What there is to say of the table, until it is certain that no column repeats the counts. */
static struct textbuf held;

static void
hold(const char *message)
{
	textbuf_add(&held, (struct slice){message, strlen(message) + 1});
}

static void
let_go(const struct job *j, bool print)
{
	for (size_t at = 0; print && at < held.n; at += strlen(held.p + at) + 1)
		j->o->say(held.p + at);
	textbuf_free(&held);
}

/* Opens the study. A column that repeats totals is found only once these are known. */
static int
open_study(struct job *j, struct input *in, struct errmsg *e)
{
	struct study_options o = study_options(j->o);
	const struct publication *p;
	int status;

	o.say = hold;
	o.check = check_columns;
	o.arg = j;
	status = study_open(&j->study, in, &o, e);
	p = &j->study.pub[0];
	if (j->checked &&
	    derived_repeats(&j->derived, &p->table, &j->study.space, &p->sums, e) != 0) {
		let_go(j, false);
		return -1;
	}
	let_go(j, j->checked);
	return status;
}

static int
prepare(struct job *j, struct input *in, struct errmsg *e)
{
	int status = open_study(j, in, e);

	if (status == 0 && j->o->filter->verbose)
		study_describe(&j->study, j->o->say);
	if (status == 0)
		status = find_derived(j, e);
	if (status != 0)
		return -1;
	j->kept = xcalloc(j->study.ncells, sizeof(*j->kept));
	j->may_hide_zero = xcalloc(j->study.ncells, sizeof(*j->may_hide_zero));
	j->forced = xcalloc(j->study.ncells, sizeof(*j->forced));
	for (size_t i = 0; i < j->o->keep.n && status == 0; i++)
		status = keep_rows(j, j->o->keep.item[i], e);
	j->view = (struct view_options){.policy = &j->o->policy, .carried = j->derived.carried,
	    .kept = j->kept, .may_hide_zero = j->may_hide_zero,
	    .forced = j->forced};
	for (size_t i = 0; i < j->study.pub[0].table.n; i++)
		j->kept[i] |= j->study.pub[0].table.row[i].nil;
	if (status == 0)
		status = check_published(j, e);
	if (status == 0)
		earlier_find(&j->study, &j->view, j->o->protect);
	return status;
}

/* Rounding alone: every count is published, as an interval. */
static int
prove_rounding(struct job *j, struct errmsg *e)
{
	const struct policy *p = &j->o->policy;
	struct textbuf words = {0};
	struct attack *a;
	int status = 0;

	if (decide_build(j, e) != 0)
		return -1;
	memset(j->settled.hidden, 0, j->study.ncells);
	for (size_t i = 0; i < j->study.ncells; i++)
		j->settled.hidden[i] = j->settled.view.cell[i].class == CELL_MARK ||
		    j->settled.view.cell[i].class == CELL_FORCED;
	a = attack_new(&j->settled.view.system, j->settled.hidden);
	attack_offer(a, j->settled.view.value);
	for (size_t i = 0; i < j->study.pub[0].table.n && status == 0; i++) {
		const struct row *r = j->study.cell[i].row;
		int64_t low, high;

		if (!r->known || !policy_is_sensitive(p, r->count) ||
		    attack_protects(a, (uint32_t)i, j->o->protect, &low, &high))
			continue;
		space_words(&j->study.space, r, &words);
		errmsg_set(e, "%s:%" PRIu64 ": %.*s: %s is not protected by rounding to %" PRId64
		    "; expected --policy or --max as well", r->file, r->line,
		    SLICE_ARG(j->study.pub[0].table.heading[j->study.pub[0].table.count]),
		    words.p, p->round);
		status = 1;
	}
	textbuf_free(&words);
	attack_free(a);
	return status;
}

/* What was done */

static void
sum_up(const struct job *j, const struct publish *p)
{
	const struct choice *c = &j->choice;
	size_t primary = 0, secondary = 0, zeros = 0, forced = 0;
	struct errmsg e, narrow = {""}, note = {""};

	for (size_t i = 0; i < j->study.pub[0].table.n; i++) {
		const struct cell *cell = &j->settled.view.cell[i];

		if (!publish_hides(p, i))
			continue;
		primary += cell->class == CELL_PRIMARY;
		secondary += cell->class != CELL_PRIMARY;
		forced += cell->class == CELL_FORCED;
		zeros += cell->value == 0 && cell->class != CELL_PRIMARY;
	}
	if (primary > 0)
		errmsg_set(&narrow, "; narrowest range of %s%s", c->at_least ? "at least " : "",
		    plural((uint64_t)c->narrowest, "value").text);
	if (zeros > 0)
		errmsg_set(&note, "; %s hidden, as nothing else protects",
		    plural(zeros, "zero").text);
	forced -= j->untried;		/* another zero might have done with fewer others */
	errmsg_set(&e, "%s: %zu primary, %zu secondary hidden; %s; lower bound %zu%s%s",
	    plural(j->study.pub[0].table.n, "cell").text, primary, secondary,
	    secondary == c->lower_bound + forced ? "optimal" : "heuristic",
	    c->lower_bound + forced, narrow.text, note.text);
	j->o->say(e.text);
}

static void
say_revised(const struct job *j)
{
	const struct study *st = &j->study;
	struct errmsg e;

	if (st->revised == 0)
		return;
	errmsg_set(&e, "%s: %s %s another count than in %s: taken as revised",
	    st->pub[st->revised_of].table.file, plural(st->revised, "row").text,
	    st->revised == 1 ? "has" : "have", st->pub[0].table.file);
	j->o->say(e.text);
}

/* Numbers among words that stay, as their count is shown: '48 excluding Hartlepool'. */
static void
say_words_left(const struct job *j, const struct publish *p)
{
	const struct table *t = &j->study.pub[0].table;
	struct errmsg text;

	for (size_t c = 0; c < t->ncols; c++) {
		size_t n = 0, first = 0;

		for (size_t i = 0; i < t->n && j->derived.words[c]; i++)
			if (t->row[i].known && !publish_hides(p, i) && !j->derived.method[c] &&
			    derived_hides(&j->derived, c, t->row[i].cell[c], false) && n++ == 0)
				first = i;
		if (n == 0)
			continue;
		errmsg_set(&text, "%s:%" PRIu64 ": %.*s: numbers among words stay where the count "
		    "is shown (%s); what they say of hidden counts is not taken into account",
		    t->row[first].file, t->row[first].line, SLICE_ARG(t->heading[c]),
		    plural(n, "row").text);
		j->o->say(text.text);
	}
}

static int
write_all(struct job *j, struct rows *out, struct errmsg *e)
{
	const struct suppress *o = j->o;
	struct publish p = {.study = &j->study, .view = &j->settled.view,
	    .policy = &o->policy, .derived = &j->derived, .hidden = o->policy.rounds_only ?
	    j->settled.hidden : j->choice.hidden, .mark = o->mark};
	struct textbuf names = {0};
	struct errmsg text;
	size_t blank = 0;

	p.anything = is_anything_hidden(j, p.hidden);
	if (o->proof != NULL && !o->policy.rounds_only &&
	    publish_proof(&p, &j->choice, o->proof, &blank, e) != 0)
		return -1;
	publish_write(&p, out);
	if (o->filter->quiet)
		return 0;
	say_revised(j);
	settle_describe(&j->settled, &j->study, o->say);
	derived_names(&j->derived, &j->study.pub[0].table, &names);
	if (p.anything && names.n > 0) {
		const bool many = memchr(names.p, ',', names.n) != NULL;

		errmsg_set(&text, "%s: %s: hidden in all rows, as counts may follow from %s in a "
		    "way that is not known; --carry shows %s", j->study.pub[0].table.file,
		    names.p, many ? "them" : "it", many ? "them" : "it");
		o->say(text.text);
	}
	if (p.anything)
		say_words_left(j, &p);
	textbuf_free(&names);
	if (blank > 0) {
		errmsg_set(&text, "%s: %s left blank, as finding %s takes too much work",
		    o->proof, plural(blank, "range").text, blank == 1 ? "it" : "them");
		o->say(text.text);
	}
	if (!o->policy.rounds_only) {
		sum_up(j, &p);
		return 0;
	}
	errmsg_set(&text, "%s: each rounded to %" PRId64 "; no count from %" PRId64 " to %" PRId64
	    " is certain", plural(j->study.pub[0].table.n, "cell").text, o->policy.round,
	    o->policy.min, o->policy.max);
	o->say(text.text);
	return 0;
}

int
suppress_write(const struct suppress *o, struct input *in, struct rows *out, struct errmsg *e)
{
	struct job j = {.o = o};
	int status = prepare(&j, in, e);

	if (status == 0)
		status = o->policy.rounds_only ? prove_rounding(&j, e) : decide(&j, e);
	if (status == 0) {
		status = write_all(&j, out, e);
		if (!o->policy.rounds_only)
			choice_free(&j.choice);
	}
	settled_free(&j.settled);
	free(j.kept);
	free(j.may_hide_zero);
	free(j.forced);
	derived_free(&j.derived);
	study_close(&j.study);
	return status;
}
