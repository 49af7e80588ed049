#include "trend/gate.h"

#include <math.h>

#include "stat/xmr.h"
#include "trend/text.h"

/* Figures of 15 digits and fewer are taken at their word: 0.3 to 0.33 is 10%, not a little more. */
#define ROUNDING 1e-12

static bool
beyond(const struct trend *t, double max_change)
{
	double now = t->y[t->n - 1], slack = ROUNDING * fmax(fabs(now), fabs(t->previous));

	if (isnan(max_change) || isnan(t->last_vs_previous) || t->last_vs_previous == 0)
		return false;
	return t->previous == 0 ||
	    fabs(t->last_vs_previous) - slack > max_change / 100 * fabs(t->previous);
}

bool
trendgate_look(struct trendgate *g, const struct series_set *set, const struct series *s,
    const struct trend *t, struct textbuf *b)
{
	enum xmr_cause cause;

	textbuf_reset(b);
	if (t->n == 0 || !series_in_last_period(set, s, t->last))
		return false;
	g->looked++;
	cause = t->point[t->last].cause;
	if (cause != XMR_COMMON)
		textbuf_addf(b, "special cause, %s", xmr_cause_in_words(cause));
	if (beyond(t, g->max_change)) {
		textbuf_addf(b, "%sa change from ", b->n > 0 ? "; " : "");
		add_number(b, t->previous);
		textbuf_addf(b, " to ");
		add_number(b, t->y[t->n - 1]);
		textbuf_addf(b, ", beyond ");
		add_number(b, g->max_change);
		textbuf_addf(b, "%%");
	}
	g->stopped += b->n > 0;
	return b->n > 0;
}
