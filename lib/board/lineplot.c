#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "board/glyph.h"
#include "board/plot.h"
#include "stat/spc.h"

enum {
	LABEL_ALL = 8,		/* up to that many points each has its value */
	LIST_ALL = 12,		/* and in the description */
	MOST_SLOTS = 2000,
	RIGHT = 96,		/* room for labels at the right, at least */
	LABEL_GAP = 6,
	MARKER = 9,
	VALUE_SIZE = 12,
};

static const struct svg_pen limit_pen = {INK_LIMIT, 1.2, "5 3"};
static const struct svg_pen centre_pen = {INK_LIMIT, 1.2, NULL};
static const struct svg_pen target_pen = {INK_TARGET, 1.6, "9 3 2 3"};
static const struct svg_pen value_pen = {INK_LINE, 2, NULL};

/* A point is in a slot, a distance from the first on an axis of time. */
struct line {
	struct plot *p;
	struct frame *f;
	bool control;		/* with average, limits and special causes */
	double *slot;
	double nslots;		/* the last slot, plus 1 */
	bool paced;		/* slots are periods: a missing one is a gap */
	struct axis y;
	double pitch;		/* from one slot to the next */
	size_t known;
};

static int
by_time(const void *a, const void *b)
{
	const struct plotin_row *x = *(struct plotin_row *const *)a;
	const struct plotin_row *y = *(struct plotin_row *const *)b;

	if (x->period.freq != PERIOD_NONE)
		return (x->period.ord > y->period.ord) - (x->period.ord < y->period.ord);
	return (x->x > y->x) - (x->x < y->x);
}

/* Whether the rows have periods of one kind; settles those that can be read in two ways. */
static bool
has_periods(struct plot *p)
{
	enum period_freq freq = PERIOD_NONE;

	for (size_t i = 0; i < p->n; i++)
		if (freq == PERIOD_NONE || p->row[i]->period.or_month == false)
			freq = p->row[i]->period.freq;
	for (size_t i = 0; i < p->n; i++) {
		period_settle(&p->row[i]->period, freq);
		if (p->row[i]->period.freq != freq)
			return false;
	}
	return freq != PERIOD_NONE;
}

static bool
has_x(const struct plot *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (isnan(p->row[i]->x))
			return false;
	return true;
}

/* By period; else by t; else in the order of the rows. */
static int
find_slots(struct line *l, struct errmsg *e)
{
	struct plot *p = l->p;
	bool periods = has_periods(p), x = !periods && has_x(p);

	for (size_t i = 0; i < p->n && !periods; i++)
		p->row[i]->period.freq = PERIOD_NONE;
	if (periods || x)
		qsort(p->row, p->n, sizeof(*p->row), by_time);
	l->paced = !periods || p->row[0]->period.freq != PERIOD_DAY;
	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];

		l->slot[i] = periods ? r->period.ord - p->row[0]->period.ord :
		    x ? r->x - p->row[0]->x : (double)i;
		if (i > 0 && l->slot[i] == l->slot[i - 1])
			return plotin_fault(r, e, "'%.*s' occurs twice (first on line %ju); "
			    "expected one row for each period of '%.*s'", SLICE_ARG(r->label),
			    (uintmax_t)p->row[i - 1]->line, SLICE_ARG(p->name));
	}
	l->nslots = l->slot[p->n - 1] + 1;
	if (l->paced && periods && l->nslots > MOST_SLOTS)
		return plotin_fault(p->row[p->n - 1], e, "'%.*s' is %.0f periods after the first; "
		    "expected at most %d", SLICE_ARG(p->row[p->n - 1]->label), l->nslots - 1,
		    MOST_SLOTS);
	return 0;
}

static double
place(const struct line *l, double slot)
{
	return l->f->left + l->pitch * (slot + 0.5);
}

static double
height(const struct line *l, double v)
{
	return frame_y(l->f, &l->y, v);
}

/* Two rows that belong to one line: no gap between them. */
static bool
are_neighbours(const struct line *l, size_t i)
{
	return i > 0 && (!l->paced || l->slot[i] - l->slot[i - 1] < 1.5);
}

/* Whether limits start afresh at row i. */
static bool
is_rebased(const struct plot *p, size_t i)
{
	const struct plotin_row *r = p->row[i], *before = i > 0 ? p->row[i - 1] : NULL;

	if (i == 0)
		return false;
	if (!isnan(r->group) && !isnan(before->group))
		return r->group != before->group;
	return fabs(r->centre - before->centre) > 1e-9 * fabs(before->centre);
}

static void
widen(double *low, double *high, double v)
{
	*low = fmin(*low, v);	/* which pass NaN by */
	*high = fmax(*high, v);
}

static void
find_axis(struct line *l)
{
	struct plot *p = l->p;
	double low = NAN, high = NAN;
	bool whole = true, percent = unit_is_percent(p->unit);

	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];

		l->known += !isnan(r->value);
		whole &= isnan(r->value) || r->value == floor(r->value);
		widen(&low, &high, r->value);
		if (!l->control)
			continue;
		widen(&low, &high, r->centre);
		widen(&low, &high, r->lower);
		widen(&low, &high, r->upper);
	}
	widen(&low, &high, p->target);
	if (l->known < p->n && low > 0)		/* room for their marks, if the axis is cut */
		low = fmax(0, low - (high - low) * 0.15);
	axis_make(&l->y, low, high, 5, AXIS_FROM_ANY, whole, percent ? 100 : NAN);
}

/* A line of steps, for average and limits, that breaks where these do. */
static void
put_steps(struct line *l, size_t at, struct svg_pen pen)
{
	struct plot *p = l->p;
	struct textbuf d = {0};
	double last = NAN;

	for (size_t i = 0; i < p->n; i++) {
		double v = *(const double *)((const char *)p->row[i] + at);
		bool joined = are_neighbours(l, i) && !is_rebased(p, i) && !isnan(last);
		double half = l->paced ? 0.5 : 0;

		if (isnan(v)) {
			last = NAN;
			continue;
		}
		if (!joined)
			svg_step(&d, 'M', place(l, l->slot[i] - half), height(l, v));
		else if (height(l, v) != height(l, last))
			svg_step(&d, 'L', place(l, l->slot[i] - half), height(l, v));
		last = v;
		if (i + 1 == p->n || !are_neighbours(l, i + 1) || is_rebased(p, i + 1) ||
		    *(const double *)((const char *)p->row[i + 1] + at) != v)
			svg_step(&d, 'L', place(l, l->slot[i] + half), height(l, v));
	}
	svg_path(&l->f->svg, &d, pen);
	textbuf_free(&d);
}

static void
put_values(struct line *l)
{
	struct plot *p = l->p;
	struct textbuf d = {0};
	bool joined = false;

	for (size_t i = 0; i < p->n; i++) {
		double v = p->row[i]->value;

		if (!isnan(v))
			svg_step(&d, joined && are_neighbours(l, i) ? 'L' : 'M',
			    place(l, l->slot[i]), height(l, v));
		joined = !isnan(v);
	}
	svg_path(&l->f->svg, &d, value_pen);
	textbuf_free(&d);
}

/* What a special cause is: on the high side, and good or bad by the polarity. */
struct cause {
	bool special, high;
	enum shape shape;
	const char *colour, *label;
};

static struct cause
cause_of(const struct line *l, const struct plotin_row *r)
{
	static const struct cause cause[3][2] = {
		{{true, false, SHAPE_DOWN, INK_NEITHER, "special cause, low"},
		    {true, true, SHAPE_UP, INK_NEITHER, "special cause, high"}},
		{{true, false, SHAPE_DOWN, INK_WORSE, "special cause, low: concern"},
		    {true, true, SHAPE_HOLLOW_UP, INK_BETTER, "special cause, high: improvement"}},
		{{true, false, SHAPE_HOLLOW_DOWN, INK_BETTER, "special cause, low: improvement"},
		    {true, true, SHAPE_UP, INK_WORSE, "special cause, high: concern"}},
	};
	static const char *const high[] = {"Above", "Increas", "UCL", "Up"};

	if (!l->control || r->cause.n == 0 || slice_caseeq(r->cause, slice_of("Common Cause")))
		return (struct cause){0};
	for (size_t i = 0; i < sizeof(high) / sizeof(high[0]); i++)
		if (memmem(r->cause.p, r->cause.n, high[i], strlen(high[i])) != NULL)
			return cause[l->p->polarity][1];
	return cause[l->p->polarity][0];
}

/* In plain words, for people; a name of another's making as it is. */
static const char *
plain_cause(const struct line *l, struct slice name)
{
	const char *plain = spc_plain_name(name);

	return plain != NULL ? plain : plot_text(l->p, "%.*s", SLICE_ARG(name)).p;
}

static void
put_point(struct line *l, const struct plotin_row *r, double x, double y)
{
	double size = fmax(4, fmin(l->pitch * 1.2, MARKER + 2));
	struct cause c = cause_of(l, r);
	struct slice title = {"", 0};

	if (r->highlit)
		shape_draw(&l->f->svg, SHAPE_RING, x, y, MARKER * 2, INK_TEXT, title);
	if (c.special || r->highlit)
		title = plot_text(l->p, "%.*s: %s%s%s", SLICE_ARG(r->label),
		    plot_number(l->p, r->value).p, c.special ? ", " : "",
		    c.special ? plain_cause(l, r->cause) : "");
	if (c.special)
		shape_draw(&l->f->svg, c.shape, x, y, size, c.colour, title);
	else if (l->pitch > 4 || l->known < 2 || r->highlit)
		shape_draw(&l->f->svg, SHAPE_DOT, x, y, l->pitch > 12 ? 7 : 4, INK_LINE, title);
}

/* The place of a missing value: a hatched mark on the axis, with its letter. */
static void
put_hidden(struct line *l, const struct plotin_row *r, double x)
{
	double width = fmax(2, fmin(l->pitch * 0.8, 16)), top = l->f->bottom - 14;
	const struct svg_type type = {.size = VALUE_SIZE, .colour = INK_TEXT,
	    .anchor = SVG_MIDDLE, .halo = true};

	svg_rect(&l->f->svg, x - width / 2, top, width, 14);
	shape_fill(&l->f->svg, SHAPE_HATCH);
	svg_end(&l->f->svg);
	if (r->mark.n > 0 && glyph_width(r->mark, VALUE_SIZE, false) < l->pitch)
		svg_text(&l->f->svg, x, top - 4, r->mark, type);
}

static void
put_points(struct line *l)
{
	struct plot *p = l->p;
	struct svg_type type = {.size = VALUE_SIZE, .colour = INK_TEXT, .anchor = SVG_MIDDLE,
	    .halo = true};

	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];
		double x = place(l, l->slot[i]), y = height(l, r->value);
		bool low = i > 0 && i + 1 < p->n && r->value < p->row[i - 1]->value &&
		    r->value < p->row[i + 1]->value && y + 20 < l->f->bottom;

		if (isnan(r->value)) {
			put_hidden(l, r, x);
			continue;
		}
		put_point(l, r, x, y);
		type.bold = r->highlit;
		if (p->n <= LABEL_ALL || r->highlit)
			svg_text(&l->f->svg, x, low ? y + 19 : y - (r->highlit ? 13 : 9),
			    plot_number(p, r->value), type);
	}
}

/* Which labels are written: a whole number of years apart, where that is no less. */
static size_t
thin(const struct line *l, double width)
{
	static const size_t months[] = {1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 480};
	static const size_t quarters[] = {1, 2, 4, 8, 12, 20, 40, 80, 160};
	size_t each = frame_thin(width, l->pitch), i = 0;

	switch (l->p->row[0]->period.freq) {
	case PERIOD_MONTH:
		while (i + 1 < sizeof(months) / sizeof(*months) && months[i] < each)
			i++;
		return months[i] < each ? each : months[i];
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER:
		while (i + 1 < sizeof(quarters) / sizeof(*quarters) && quarters[i] < each)
			i++;
		return quarters[i] < each ? each : quarters[i];
	case PERIOD_NONE:
	case PERIOD_YEAR:
	case PERIOD_FYEAR:
	case PERIOD_AYEAR:
	case PERIOD_TERM:
	case PERIOD_DAY: break;
	}
	return each;
}

static void
put_periods(struct line *l)
{
	struct plot *p = l->p;
	const struct svg_type type = {.size = FRAME_TICKS, .colour = INK_SOFT,
	    .anchor = SVG_MIDDLE};
	double widest = 0, vacant = -1;
	size_t each;

	for (size_t i = 0; i < p->n; i++)
		widest = fmax(widest, fmin(glyph_width(p->row[i]->label, FRAME_TICKS, false), 110));
	each = thin(l, widest + 8);
	for (size_t i = 0; i < p->n; i++) {
		double x = place(l, l->slot[i]), from = fmax(x - widest / 2, 2);

		if (l->paced && fmod(l->slot[i], (double)each) != 0)
			continue;
		if (from < vacant || x + widest / 2 > l->f->width)
			continue;
		vacant = from + widest + 6;
		svg_line(&l->f->svg, x, l->f->bottom, x, l->f->bottom + 4,
		    (struct svg_pen){INK_LIMIT, 1, NULL});
		svg_text_within(&l->f->svg, fmax(x, widest / 2 + 2), l->f->bottom + 17,
		    p->row[i]->label, widest + 1, type);
	}
}

enum { MOST_LABELS = 5 };

/* At the right: the lines by name, with their last numbers, and the last value. y is the number. */
static size_t
find_labels(const struct line *l, struct frame_label label[MOST_LABELS])
{
	struct plot *p = l->p;
	const struct plotin_row *last = p->row[p->n - 1];
	const struct svg_type soft = {.size = VALUE_SIZE, .colour = INK_SOFT};
	size_t n = 0;

	if (l->control && !isnan(last->centre))
		label[n++] = (struct frame_label){last->centre,
		    plot_text(p, "average %s", plot_limit(p, last->centre).p), soft};
	if (l->control && !isnan(last->lower))
		label[n++] = (struct frame_label){last->lower,
		    plot_text(p, "lower %s", plot_limit(p, last->lower).p), soft};
	if (l->control && !isnan(last->upper))
		label[n++] = (struct frame_label){last->upper,
		    plot_text(p, "upper %s", plot_limit(p, last->upper).p), soft};
	if (!isnan(p->target))
		label[n++] = (struct frame_label){p->target,
		    plot_text(p, "target %s", plot_limit(p, p->target).p),
		    {.size = VALUE_SIZE, .colour = INK_TARGET}};
	if (!isnan(last->value) && p->n > LABEL_ALL && !last->highlit)
		label[n++] = (struct frame_label){last->value,
		    plot_number(p, last->value), {.size = VALUE_SIZE, .colour = INK_TEXT,
		    .bold = true}};
	return n;
}

static void
put_labels(struct line *l)
{
	struct frame_label label[MOST_LABELS];
	const size_t n = find_labels(l, label);

	for (size_t i = 0; i < n; i++)
		label[i].y = height(l, label[i].y);
	frame_labels(l->f, l->f->right + LABEL_GAP, label, n);
}

static void
put_rebases(struct line *l)
{
	const struct svg_type type = {.size = FRAME_NOTE, .colour = INK_SOFT, .halo = true};

	for (size_t i = 1; i < l->p->n && l->control; i++) {
		double x = place(l, l->slot[i] - 0.5);

		if (!is_rebased(l->p, i))
			continue;
		svg_line(&l->f->svg, x, l->f->top, x, l->f->bottom,
		    (struct svg_pen){INK_LIMIT, 1, "1 3"});
		svg_text(&l->f->svg, x + 3, l->f->top + 9, slice_of("new limits"), type);
	}
}

/* The key: each kind of special cause, the lines where they have no labels, and what is hidden. */
static void
add_key(struct line *l)
{
	struct plot *p = l->p;
	struct slice *mark = xcalloc(p->n, sizeof(*mark));
	const char *seen[4] = {0};
	bool limits = false, trial = false;
	size_t hidden = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];
		struct cause c = cause_of(l, r);

		limits |= l->control && !isnan(r->lower);
		trial |= r->trial == 1;
		if (isnan(r->value))
			mark[hidden++] = r->mark;
		if (!c.special || isnan(r->value) || seen[c.high] == c.label)
			continue;
		seen[c.high] = c.label;
		frame_key_shape(l->f, c.shape, c.colour, c.label);
	}
	if (limits)
		frame_key_line(l->f, limit_pen, trial ? "trial limits" : "control limits");
	if (l->control && frame_is_narrow(l->f))
		frame_key_line(l->f, centre_pen, "average");
	if (!isnan(p->target) && frame_is_narrow(l->f))
		frame_key(l->f, (struct frame_key){.sample = FRAME_LINE, .pen = target_pen,
		    .label = plot_text(p, "target %s", plot_limit(p, p->target).p)});
	plot_key_hidden(p, mark, hidden);
	free(mark);
}

static void
add_value(struct line *l, const struct plotin_row *r)
{
	if (isnan(r->value))
		textbuf_addf(&l->f->desc, "%.*s, %s", SLICE_ARG(r->label),
		    plot_hidden(l->p, r->mark).p);
	else
		textbuf_addf(&l->f->desc, "%.*s, %s", SLICE_ARG(r->label),
		    plot_number(l->p, r->value).p);
}

/* The values, or of many the first, the last, the least and the greatest. */
static void
describe_values(struct line *l)
{
	struct plot *p = l->p;
	const struct plotin_row *least = NULL, *most = NULL, *first = NULL, *last = NULL, *r;

	for (size_t i = 0; i < p->n; i++) {
		if (isnan((r = p->row[i])->value))
			continue;
		first = first == NULL ? r : first;
		least = least == NULL || r->value < least->value ? r : least;
		most = most == NULL || r->value > most->value ? r : most;
		last = r;
	}
	if (p->n <= LIST_ALL) {
		for (size_t i = 0; i < p->n; i++) {
			textbuf_addf(&l->f->desc, i == 0 ? " Values: " : "; ");
			add_value(l, p->row[i]);
		}
		textbuf_addf(&l->f->desc, ".");
		return;
	}
	if (first == NULL)
		return;
	textbuf_addf(&l->f->desc, " First ");
	add_value(l, first);
	textbuf_addf(&l->f->desc, "; last ");
	add_value(l, last);
	textbuf_addf(&l->f->desc, "; lowest ");
	add_value(l, least);
	textbuf_addf(&l->f->desc, "; highest ");
	add_value(l, most);
	textbuf_addf(&l->f->desc, ".");
}

static void
describe_causes(struct line *l)
{
	struct plot *p = l->p;
	size_t n = 0, hidden = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];

		hidden += isnan(r->value);
		if (isnan(r->value) || !cause_of(l, r).special || ++n > LIST_ALL)
			continue;
		textbuf_addf(&l->f->desc, n == 1 ? " Special causes: " : "; ");
		add_value(l, r);
		textbuf_addf(&l->f->desc, " (%s)", plain_cause(l, r->cause));
	}
	if (n > LIST_ALL)
		textbuf_addf(&l->f->desc, "; and %s more", plural(n - LIST_ALL, "point").text);
	if (n > 0)
		textbuf_addf(&l->f->desc, ".");
	else if (l->control && l->known > 0)
		textbuf_addf(&l->f->desc, " No point has a special cause.");
	if (hidden > 0 && p->n > LIST_ALL)
		textbuf_addf(&l->f->desc, " %s without a value.", plural(hidden, "period").text);
}

static void
describe(struct line *l)
{
	struct plot *p = l->p;
	const struct plotin_row *last = p->row[p->n - 1];

	textbuf_addf(&l->f->desc, "%s of %s, %.*s to %.*s.", l->control ? "Control chart" :
	    "Line chart", plural(p->n, "point").text, SLICE_ARG(p->row[0]->label),
	    SLICE_ARG(last->label));
	describe_values(l);
	if (l->control && !isnan(last->centre))
		textbuf_addf(&l->f->desc, " At the last point the average is %s",
		    plot_limit(p, last->centre).p);
	if (l->control && !isnan(last->centre) && !isnan(last->lower) && !isnan(last->upper))
		textbuf_addf(&l->f->desc, " and the limits are %s and %s",
		    plot_limit(p, last->lower).p, plot_limit(p, last->upper).p);
	if (l->control && !isnan(last->centre))
		textbuf_addf(&l->f->desc, ".");
	if (!isnan(p->target))
		textbuf_addf(&l->f->desc, " The target is %s.", plot_limit(p, p->target).p);
	describe_causes(l);
}

static void
add_notes(struct line *l)
{
	char text[AXIS_TEXT];

	if (l->y.cut) {
		axis_format(text, l->y.low, l->y.decimals);
		textbuf_addf(&l->f->note, "The vertical axis does not begin at 0, but at %s.\n",
		    text);
	}
}

/* Room for the labels at the right. */
static double
right_of(const struct line *l)
{
	struct frame_label label[MOST_LABELS];
	double room = RIGHT;
	size_t n;

	if (frame_is_narrow(l->f) || (!l->control && isnan(l->p->target) && l->p->n <= LABEL_ALL))
		return 14;
	n = find_labels(l, label);
	for (size_t i = 0; i < n; i++)
		room = fmax(room, glyph_width(label[i].text, label[i].type.size,
		    label[i].type.bold) + LABEL_GAP + 3);
	return fmin(room, l->f->width / 3);
}

/* From the outside in: what is wider than a point comes first. */
static void
put_all(struct line *l)
{
	frame_axis(l->f, &l->y);
	l->pitch = (l->f->right - l->f->left) / l->nslots;
	put_periods(l);
	put_rebases(l);
	if (l->control) {
		put_steps(l, offsetof(struct plotin_row, centre), centre_pen);
		put_steps(l, offsetof(struct plotin_row, lower), limit_pen);
		put_steps(l, offsetof(struct plotin_row, upper), limit_pen);
	}
	if (!isnan(l->p->target))
		svg_line(&l->f->svg, l->f->left, height(l, l->p->target), l->f->right,
		    height(l, l->p->target), target_pen);
	put_values(l);
	put_points(l);
	if (!frame_is_narrow(l->f))
		put_labels(l);
}

int
lineplot_draw(struct plot *p, struct errmsg *e)
{
	struct line l = {.p = p, .f = p->frame, .control = p->type == PLOTIN_CONTROL};
	int r;

	l.slot = xcalloc(p->n, sizeof(*l.slot));
	if ((r = find_slots(&l, e)) == 0) {
		find_axis(&l);
		add_key(&l);
		describe(&l);
		add_notes(&l);
		l.f->below = 22;
		l.f->right = l.f->width - right_of(&l);
		frame_open(l.f);
		put_all(&l);
		if (l.known == 0)
			svg_text(&l.f->svg, (l.f->left + l.f->right) / 2,
			    (l.f->top + l.f->bottom) / 2, slice_of("No value to show"),
			    (struct svg_type){.size = 14, .colour = INK_SOFT,
			    .anchor = SVG_MIDDLE, .halo = true});
		frame_close(l.f);
	}
	free(l.slot);
	return r;
}
