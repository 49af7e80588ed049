#include "trend/job.h"

#include <stdlib.h>

#include "trend/text.h"

static void
tell(struct trendjob *job)
{
	text_shown(&job->text);
	if (job->say != NULL)
		job->say(job->text.p);
}

static void
look_at_last(struct trendjob *job, const struct trendrow *r)
{
	struct textbuf why = {0};
	char buf[PERIOD_SIZE];

	if (trendgate_look(&job->gate, r->set, r->s, r->t, &why)) {
		textbuf_reset(&job->text);
		textbuf_addf(&job->text, "%s: ", r->name);
		textbuf_add(&job->text, series_label(r->set, r->s, r->t->last, buf));
		textbuf_addf(&job->text, ": %s", why.p);
		tell(job);
	}
	textbuf_free(&why);
}

static void
write_series(struct trendjob *job, const struct trendrow *r)
{
	if (job->out == NULL) {
		trend_line(&job->text, r, job->dictionary, job->target, job->width);
	} else if (trendrow_write(job->out, &job->form, r) != 0) {
		textbuf_reset(&job->text);
		textbuf_addf(&job->text, "%s: no line: too few points, or x does not vary", r->name);
		tell(job);
	}
}

int
trendjob_series(struct trendjob *job, size_t id, struct errmsg *e)
{
	const struct dictionary_entry *entry;
	struct series s;
	struct trend t;
	char *name;

	if (id == 0 && job->out == NULL && !job->sorted)
		job->width = trend_line_width(job->set, job->dictionary);
	if (series_get(job->set, id, &s, e) != 0)
		return -1;
	job->disordered += s.disordered;
	name = job->form.named ? series_name(s.key) : slice_dup(job->unnamed);
	entry = dictionary_of_series(job->dictionary, name, s.key, NULL);
	job->trend.percent = entry != NULL && entry->percent;
	trend_of(&s, &job->trend, &job->work, &t);
	job->slopeless += job->out != NULL && job->trend.tests && t.n > THEIL_SEN_MOST;

	struct trendrow r = {name, job->set, &s, &t, job->kind, &job->judgement};

	if (entry != NULL && entry->kind != KIND_UNSAID)
		r.kind = entry->kind;
	if (job->form.form == TRENDROW_SERIES)
		judge(job->set, &s, &t, r.kind, &job->judgement);
	if (job->gated)
		look_at_last(job, &r);
	write_series(job, &r);
	free(name);
	return 0;
}

void
trendjob_settle(struct trendjob *job)
{
	const enum trendrow_form form = job->form.form;

	job->form.screen = job->trend.screen;
	job->trend.tests = form == TRENDROW_SERIES || form == TRENDROW_TREND ||
	    form == TRENDROW_COMPARE;
	job->trend.exact = form == TRENDROW_TREND || form == TRENDROW_COMPARE;
}

void
trendjob_notes(struct trendjob *job)
{
	size_t n = series_count(job->set);

	if (job->gated && job->gate.looked < n) {
		textbuf_reset(&job->text);
		textbuf_addf(&job->text, "note: of %zu series, %zu have no value in the last period, and "
		    "were passed over", n, n - job->gate.looked);
		tell(job);
	}
	if (job->slopeless > 0) {
		textbuf_reset(&job->text);
		textbuf_addf(&job->text, "note: %zu series of more than %d points: no median slope",
		    job->slopeless, THEIL_SEN_MOST);
		tell(job);
	}
	if (job->disordered > 0) {
		textbuf_reset(&job->text);
		textbuf_addf(&job->text, "%zu series had rows out of order; put in order", job->disordered);
		tell(job);
	}
}

void
trendjob_free(struct trendjob *job)
{
	trend_work_free(&job->work);
	judgement_free(&job->judgement);
	textbuf_free(&job->text);
}
