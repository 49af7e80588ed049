#include "board/judge.h"

#include <math.h>
#include <stdlib.h>

#include "base/figure.h"
#include "base/num.h"
#include "csv/writer.h"

#define ROUNDING 1e-12	/* where a number has more digits than are kept exactly */

/* The decimal that v is printed as; false: it has too many digits. */
static bool
as_printed(double v, struct figure *f)
{
	char buf[WRITER_DOUBLE];
	struct num num;

	num_parse((struct slice){buf, writer_format_double(buf, v)}, NUM_EXPONENT, &num);
	*f = num.figure;
	return num.kind == NUM_VALUE && num.exact;
}

/* |a - b| */
static bool
distance(double a, double b, struct arena *mem, struct figure *out)
{
	struct figure x, y;

	return as_printed(fmax(a, b), &x) && as_printed(fmin(a, b), &y) &&
	    figure_sub(x, y, mem, out);
}

/* Is |a - b| more (1) or less (-1) than |c - d|, or equal (0)? */
static int
compare_distances(double a, double b, double c, double d)
{
	struct arena mem = {0};
	struct figure ab, cd;
	unsigned order;

	if (!distance(a, b, &mem, &ab) || !distance(c, d, &mem, &cd)) {
		double more = fabs(a - b) - fabs(c - d);
		double slack = ROUNDING * fmax(fmax(fabs(a), fabs(b)), fmax(fabs(c), fabs(d)));

		arena_free(&mem);
		return (more > slack) - (more < -slack);
	}
	order = figure_order(ab, cd);
	arena_free(&mem);
	return (order == FIGURE_GREATER) - (order == FIGURE_LESS);
}

static bool
has_polarity(const struct dictionary_entry *d)
{
	return d->polarity != POLARITY_NEUTRAL || d->to_target;
}

/* Doubles are in the order of their shortest decimals, so these need no more than themselves. */
static bool
meets(const struct dictionary_entry *d, double value)
{
	if (d->polarity == POLARITY_NEUTRAL)
		return value == d->target;
	return d->polarity == POLARITY_HIGHER ? value >= d->target : value <= d->target;
}

enum rag
judge_rag(const struct dictionary_entry *d, double value)
{
	bool near;

	if (isnan(value) || isnan(d->target) || !has_polarity(d))
		return RAG_NONE;
	near = !isnan(d->tolerance) && compare_distances(value, d->target, d->tolerance, 0) <= 0;
	if (meets(d, value) || (near && d->to_target))
		return RAG_GREEN;
	return near ? RAG_AMBER : RAG_RED;
}

/* 1: better than before; -1: worse; 0: neither. */
static int
compare_goodness(const struct dictionary_entry *d, double value, double previous)
{
	if (d->to_target)
		return compare_distances(previous, d->target, value, d->target);
	return d->polarity == POLARITY_HIGHER ? (value > previous) - (value < previous) :
	    (value < previous) - (value > previous);
}

enum direction
judge_direction(const struct dictionary_entry *d, double value, double previous)
{
	enum rag rag;
	int better;

	if (isnan(value) || isnan(previous))
		return DIRECTION_NONE;
	if (value == previous)
		return DIRECTION_NO_CHANGE;
	if (!has_polarity(d) || (d->to_target && isnan(d->target)))
		return value > previous ? DIRECTION_UP : DIRECTION_DOWN;
	better = compare_goodness(d, value, previous);
	rag = judge_rag(d, value);
	if (better >= 0)
		return better > 0 ? DIRECTION_IMPROVED : DIRECTION_NO_CHANGE;
	return rag == RAG_GREEN || rag == RAG_AMBER ? DIRECTION_WITHIN_TOLERANCE :
	    DIRECTION_DECLINED;
}

const char *
polarity_name(const struct dictionary_entry *d)
{
	if (d->to_target)
		return "target";
	return d->polarity == POLARITY_NEUTRAL ? "" : d->polarity == POLARITY_HIGHER ? "high" :
	    "low";
}

const char *
rag_name(enum rag r)
{
	static const char *const names[] = {
		[RAG_NONE] = "",
		[RAG_GREEN] = "green",
		[RAG_AMBER] = "amber",
		[RAG_RED] = "red",
	};

	return names[r];
}

const char *
direction_name(enum direction d)
{
	static const char *const names[] = {
		[DIRECTION_NONE] = "",
		[DIRECTION_IMPROVED] = "improved",
		[DIRECTION_NO_CHANGE] = "no_change",
		[DIRECTION_WITHIN_TOLERANCE] = "declined_within_tolerance",
		[DIRECTION_DECLINED] = "declined",
		[DIRECTION_UP] = "up",
		[DIRECTION_DOWN] = "down",
	};

	return names[d];
}

double
judge_sum(const double *v, size_t n)
{
	struct arena mem = {0};
	struct figure sum = figure_int(0), f;
	char text[FIGURE_TEXT];
	double plain = 0;
	bool exact = true;

	for (size_t i = 0; i < n; i++) {
		plain += v[i];
		exact = exact && as_printed(v[i], &f) && figure_add(sum, f, &mem, &sum);
	}
	if (exact) {
		figure_format(text, sum, -1);
		plain = strtod(text, NULL);
	}
	arena_free(&mem);
	return plain;
}
