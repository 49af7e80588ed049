#include "table/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table/points.h"

#define FLAGS (NUM_COMMAS | NUM_MARKS | NUM_EXPONENT)

static const struct {
	const char *what, *expected;
	double least;
	bool whole, percent;		/* percent: with or without % */
} rules[] = {
	[CELL_COUNT] = {"count", "a whole number of 0 or more, or a mark such as c", .whole = true},
	[CELL_WEIGHTED_COUNT] = {"count", "a number of 0 or more, or a mark such as c",
	    .least = 0},
	[CELL_FIGURE] = {"figure", "a number such as 1,234, 130 (70%) or 70%, or a mark such as c",
	    .least = -INFINITY},
	[CELL_POPULATION] = {"population", "a number of 1 or more, or a mark such as x",
	    .least = 1},
	[CELL_PERCENTAGE] = {"percentage", "a number of 0 or more such as 70%, or a mark such as c",
	    .percent = true},
	[CELL_PERCENTAGE_ALONE] = {"percentage", "a number such as 70%, or a mark such as c",
	    .least = -INFINITY, .percent = true},
	[CELL_WEIGHT] = {"weight", "a number of 0 or more, or a mark such as x",
	    .least = 0},
	[CELL_STANDARD_RATE] = {"standard rate", "a number of 0 or more, or a mark such as x",
	    .least = 0},
	[CELL_PLACE] = {"number", "a place in an order, such as 1 or 2.5", .least = -INFINITY,
	    .percent = true},
};

const char *
cell_name(enum cell_kind kind)
{
	return rules[kind].what;
}

/* 01,234: a number in groups of thousands does not begin with 0. */
static bool
has_grouped_nought(struct slice s)
{
	size_t i = 0;

	while (i < s.n && !is_digit(s.p[i]))
		i++;
	return i < s.n && s.p[i] == '0' && memchr(s.p, ',', s.n) != NULL;
}

static enum num_kind
parse(struct slice s, bool percent, struct num *num)
{
	const struct slice number = percent ? num_without_percent(s) : s;

	if (num_parse(number, FLAGS, num) == NUM_VALUE ? has_grouped_nought(s) :
	    percent && number.n < slice_trim(s).n)
		num->kind = NUM_BAD;
	return num->kind;
}

/* "<1%", ">99%": a share that would be rounded to none or all of it. */
static bool
is_bound(struct slice s)
{
	struct num num;

	return s.n > 2 && (s.p[0] == '<' || s.p[0] == '>') && s.p[s.n - 1] == '%' &&
	    parse((struct slice){s.p + 1, s.n - 1}, true, &num) == NUM_VALUE;
}

bool
cell_parse_figure(struct slice s, struct cell_figure *f)
{
	const char *open;

	s = slice_trim(s);
	*f = (struct cell_figure){.value_text = s};
	if (parse(s, false, &f->value) != NUM_BAD)
		return true;
	if (s.n < 2)
		return false;
	if (s.p[s.n - 1] == '%') {
		f->value.kind = NUM_BLANK;
		f->value_text.n = 0;
		f->percentage_text = s;
		return parse(s, true, &f->percentage) == NUM_VALUE;
	}
	if (s.p[s.n - 1] != ')' || (open = memchr(s.p, '(', s.n)) == NULL)
		return false;
	f->value_text = slice_trim((struct slice){s.p, (size_t)(open - s.p)});
	f->percentage_text = slice_trim((struct slice){open + 1,
	    (size_t)(s.p + s.n - 1 - (open + 1))});
	if (is_bound(f->percentage_text)) {
		f->percentage_text = (struct slice){0};
		f->percentage.kind = NUM_BLANK;
		return parse(f->value_text, false, &f->value) == NUM_VALUE;
	}
	if (cell_parse(f->percentage_text, CELL_PERCENTAGE, &f->percentage) == NUM_BAD ||
	    f->percentage.kind == NUM_BLANK)
		return false;
	parse(f->value_text, false, &f->value);
	return f->value.kind == NUM_VALUE || f->value.kind == NUM_MARK;
}

enum num_kind
cell_parse(struct slice s, enum cell_kind kind, struct num *num)
{
	struct cell_figure f;

	if (kind == CELL_FIGURE) {
		if (!cell_parse_figure(s, &f))
			f.value.kind = NUM_BAD;
		*num = f.value.kind == NUM_BLANK ? f.percentage : f.value;
		return num->kind;
	}
	parse(s, rules[kind].percent, num);
	if (num->kind == NUM_VALUE && (num->value < rules[kind].least ||
	    (rules[kind].whole && (!num->exact || !figure_is_whole(num->figure)))))
		num->kind = NUM_BAD;
	return num->kind;
}

int
cell_fault(struct input *in, size_t col, struct slice s, enum cell_kind kind, struct errmsg *e)
{
	return input_fault(in, col, e, "'%.*s' is not a %s; expected %s", SLICE_ARG(s),
	    rules[kind].what, rules[kind].expected);
}

int
cell_read(struct input *in, size_t col, enum cell_kind kind, struct num *num, struct errmsg *e)
{
	struct slice s = input_field(in, col);

	if (cell_parse(s, kind, num) == NUM_BAD) {
		cell_fault(in, col, s, kind, e);
		return points_add_hint(in, s, e);
	}
	if (kind == CELL_POPULATION && points_refuse_population(in, col, s, e) != 0)
		return -1;
	points_look_at(in, col, s);
	return 0;
}

double
cell_value(const struct num *num)
{
	return num->kind == NUM_VALUE ? num->value : NAN;
}

void
cell_plain(struct textbuf *t, struct slice s, const struct num *num)
{
	char buf[FIGURE_TEXT];
	struct slice part;
	size_t i = 0;

	textbuf_reset(t);
	if (num->kind == NUM_VALUE)
		s = num_without_percent(s);
	for (; i < s.n && (is_digit(s.p[i]) || s.p[i] == '.'); i++)
		continue;
	if (num->kind != NUM_VALUE || (i == s.n && s.p[0] != '0' && s.p[0] != '.')) {
		textbuf_add(t, s);
		return;
	}
	if (memchr(s.p, 'e', s.n) != NULL || memchr(s.p, 'E', s.n) != NULL) {
		if (num->exact)
			s = (struct slice){buf, figure_format(buf, num->figure, -1)};
		textbuf_add(t, s);
		return;
	}
	if (s.p[0] == '-')
		textbuf_add(t, slice_of("-"));
	for (i = s.p[0] == '-' || s.p[0] == '+'; i + 1 < s.n && s.p[i] == '0' &&
	    is_digit(s.p[i + 1]);)
		i++;
	if (s.p[i] == '.')
		textbuf_add(t, slice_of("0"));
	s = (struct slice){s.p + i, s.n - i};
	while (slice_next(&s, ',', &part))
		textbuf_add(t, part);
}

static const char kinds[][8] = {[KIND_UNSAID] = "", [KIND_STOCK] = "stock", [KIND_FLOW] = "flow"};

const char *
kind_name(enum kind kind)
{
	return kinds[kind];
}

bool
kind_parse(struct slice s, enum kind *kind)
{
	for (int k = KIND_UNSAID; k <= KIND_FLOW; k++)
		if (slice_caseeq(slice_trim(s), slice_of(kinds[k]))) {
			*kind = (enum kind)k;
			return true;
		}
	return false;
}

bool
level_parse(struct slice s, double *conf)
{
	struct num num;
	double c;

	if (num_parse(s, NUM_PERCENT, &num) != NUM_VALUE || !num.exact || num.figure.d > 1000000)
		return false;
	/* One division: the double nearest to 0.998. */
	c = (double)num.figure.n / (double)(100 * num.figure.d);
	if (!(c >= 0.5 && c < 1))
		return false;
	*conf = c;
	return true;
}

int
level_parse_list(struct slice list, double *conf, size_t max, size_t *n, struct errmsg *e)
{
	struct slice word;

	*n = 0;
	while (slice_next(&list, ',', &word)) {
		word = slice_trim(word);
		if (*n == max)
			return errmsg_set(e, "more than %zu levels; expected fewer", max);
		if (!level_parse(word, &conf[*n]))
			return errmsg_set(e, "'%.*s' is not " LEVEL_WANTED, SLICE_ARG(word));
		for (size_t i = 0; i < *n; i++)
			if (conf[i] == conf[*n])
				return errmsg_set(e, "'%.*s' appears twice; expected each level "
				    "once", SLICE_ARG(word));
		++*n;
	}
	return *n > 0 ? 0 : errmsg_set(e, "'' is not " LEVEL_WANTED);
}

void
level_suffix(char buf[LEVEL_SUFFIX], double conf)
{
	char *to = buf;

	snprintf(buf, LEVEL_SUFFIX, "%.10g", conf * 100);
	for (const char *p = buf; *p != '\0'; p++)
		if (*p != '.')
			*to++ = *p;
	*to = '\0';
}
