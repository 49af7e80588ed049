#include "trend/trendout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trend/sentence.h"

/* Figures of up to 15 digits are compared as written: 0.3 to 0.33 is 10%, not a little more. */
#define ROUNDING 1e-12

/* Passes r->text on and clears it. */
static void
say(struct trendout *r)
{
	sentence_escape(&r->text);
	if (r->say != NULL)
		r->say(r->text.p);
	textbuf_reset(&r->text);
}

static bool
is_beyond(const struct trend *t, double max_change)
{
	double slack = ROUNDING * fmax(fabs(t->last_value), fabs(t->previous));

	if (isnan(max_change) || isnan(t->last_vs_previous) || t->last_vs_previous == 0)
		return false;
	return t->previous == 0 ||
	    fabs(t->last_vs_previous) - slack > max_change / 100 * fabs(t->previous);
}

static void
look_for_signal(struct trendout *r)
{
	const struct series *s = &r->result.s;
	const struct trend *t = &r->result.t;
	struct textbuf *b = &r->text;
	enum xmr_cause cause;

	if (t->n == 0 || !series_in_last_period(s, t->last))
		return;
	r->looked_at++;
	cause = t->point[t->last].cause;
	if (cause == XMR_COMMON && !is_beyond(t, r->max_change))
		return;
	r->nsignals++;
	textbuf_addf(b, "%s: ", s->name);
	series_add_label(b, s, t->last);
	if (cause != XMR_COMMON)
		textbuf_addf(b, ": special cause, %s", xmr_cause[cause].plain);
	if (is_beyond(t, r->max_change)) {
		char from[WRITER_DOUBLE], to[WRITER_DOUBLE], most[WRITER_DOUBLE];

		textbuf_addf(b, "%s a change from %s to %s, beyond %s%%",
		    cause != XMR_COMMON ? ";" : ":", sentence_number(from, t->previous),
		    sentence_number(to, t->last_value), sentence_number(most, r->max_change));
	}
	say(r);
}

static int
write_sentence(struct trendout *r, struct errmsg *e)
{
	if (r->nseries == 1 && !r->sorted)
		r->width = sentence_width(r->result.s.set, r->dictionary);
	sentence_line(&r->text, &r->result, r->dictionary, r->target, r->width);
	if (puts(r->text.p) == EOF)
		return errmsg_set(e, "<stdout>: %s", strerror(errno));
	textbuf_reset(&r->text);
	return 0;
}

void
trendout_open(struct trendout *r)
{
	enum columns_form form = r->columns.form;

	textbuf_reset(&r->text);
	r->trend.exact = form == COLUMNS_TREND || form == COLUMNS_COMPARE;
	r->trend.tests = r->trend.exact || form == COLUMNS_SERIES;
	if (r->format != ROWS_TEXT || form != COLUMNS_SERIES) {
		r->rows = rows_open(r->format, r->spreadsheet_safe, STDOUT_FILENO, "<stdout>");
		columns_heading(r->rows, &r->columns);
	}
}

int
trendout_series(struct trendout *r, const struct series *s, struct errmsg *e)
{
	const struct dictionary_entry *entry = dictionary_of_series(r->dictionary, s->name, s->key,
	    NULL);
	struct result *result = &r->result;

	r->trend.percent = entry != NULL && entry->percent;
	result->s = *s;
	result->kind = entry != NULL && entry->kind != KIND_UNSAID ? entry->kind : r->kind;
	trend_of(s, &r->trend, &r->work, &result->t);
	r->nseries++;
	r->disordered += s->disordered;
	r->slopeless += r->rows != NULL && r->trend.tests && result->t.n > THEIL_SEN_MOST;
	if (r->columns.form == COLUMNS_SERIES)
		verdict_judge(result);
	if (r->fail_on_signal)
		look_for_signal(r);
	if (r->rows == NULL)
		return write_sentence(r, e);
	if (columns_write(r->rows, &r->columns, result) != 0) {
		textbuf_addf(&r->text, "%s: no line: too few points, or x does not vary", s->name);
		say(r);
	}
	return 0;
}

void
trendout_notes(struct trendout *r)
{
	if (r->fail_on_signal && r->looked_at < r->nseries) {
		textbuf_addf(&r->text, "note: of %zu series, %zu have no value in the last period, "
		    "and were passed over", r->nseries, r->nseries - r->looked_at);
		say(r);
	}
	if (r->slopeless > 0) {
		textbuf_addf(&r->text, "note: %zu series of more than %d points: no median slope",
		    r->slopeless, THEIL_SEN_MOST);
		say(r);
	}
	if (r->disordered > 0) {
		textbuf_addf(&r->text, "%zu series had rows out of order; put in order",
		    r->disordered);
		say(r);
	}
}

int
trendout_close(struct trendout *r, struct errmsg *e)
{
	return r->rows != NULL ? rows_close_stdout(r->rows, e) : rows_close_stdio(e);
}

void
trendout_free(struct trendout *r)
{
	trend_work_free(&r->work);
	textbuf_free(&r->result.reason);
	textbuf_free(&r->result.signals);
	textbuf_free(&r->text);
}
