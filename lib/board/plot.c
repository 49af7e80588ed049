#include "board/plot.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"

struct slice
plot_text(const struct plot *p, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	text = arena_bytes(p->text, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct slice){text, (size_t)n};
}

static struct slice
number(const struct plot *p, double v, int decimals)
{
	char buf[AXIS_TEXT];

	axis_format(buf, v, decimals);
	return plot_text(p, "%s%s", buf, unit_is_percent(p->unit) || p->share ? "%" : "");
}

struct slice
plot_number(const struct plot *p, double v)
{
	return number(p, v, p->decimals);
}

struct slice
plot_limit(const struct plot *p, double v)
{
	return number(p, v, p->decimals + (p->decimals == 0 && v != floor(v)));
}

int
plot_decimals(struct plotin_row *const *row, size_t n)
{
	enum { AS_WRITTEN = 3 };	/* more decimals than these were computed */
	double most = 0;
	int decimals = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(row[i]->value))
			continue;
		most = fmax(most, fabs(row[i]->value));
		decimals = row[i]->decimals > decimals ? row[i]->decimals : decimals;
	}
	if (decimals <= AS_WRITTEN)
		return decimals;
	return most >= 10 || most == 0 ? 1 : most >= 1 ? 2 : most >= 0.1 ? 3 : 4;
}

/* What is said of marks by a letter; other words, such as absent, speak for themselves. */
struct slice
plot_hidden(const struct plot *p, struct slice mark)
{
	struct num num;

	if (mark.n == 0)
		return slice_of("blank: no value");
	if (slice_is(mark, "no row"))
		return mark;
	if (slice_caseeq(mark, slice_of("NA")))
		return slice_of("NA: no value (hidden, missing or no row)");
	if (num_parse(mark, NUM_MARKS, &num) == NUM_MARK && num.mark == MARK_BELOW)
		return plot_text(p, "%.*s: hidden, less than %.*s", SLICE_ARG(mark),
		    (int)mark.n - 1, mark.p + 1);
	if (num.kind == NUM_MARK)
		return plot_text(p, "%.*s: %s", SLICE_ARG(mark), num_mark_meaning(num.mark));
	return plot_text(p, "%.*s: no value", SLICE_ARG(mark));
}

void
plot_key_hidden(struct plot *p, const struct slice *mark, size_t n)
{
	enum { MOST = 5 };
	struct slice seen[MOST];
	size_t nseen = 0, k;

	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < nseen && !slice_eq(seen[k], mark[i]); k++)
			;
		if (k < nseen || nseen == MOST)
			continue;
		seen[nseen++] = mark[i];
		frame_key(p->frame, (struct frame_key){.sample = FRAME_BOX, .fill = SHAPE_HATCH,
		    .label = plot_hidden(p, mark[i])});
		p->frame->fills |= 1u << SHAPE_HATCH;
	}
}

double
plot_per(const struct plot *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];
		double per = r->value * r->population / r->count;

		if (r->count > 0 && fabs(per - round(per)) < 1e-6 * per)
			return round(per);
	}
	return 0;
}

void
plot_empty(struct plot *p)
{
	struct frame *f = p->frame;

	textbuf_addf(&f->desc, "There are no rows to draw.");
	frame_open(f);
	svg_text(&f->svg, f->width / 2, (f->top + f->bottom) / 2, slice_of("No rows to draw"),
	    (struct svg_type){.size = 14, .colour = INK_SOFT, .anchor = SVG_MIDDLE});
	frame_close(f);
}
