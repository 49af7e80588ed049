#include "table/points.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "csv/reader.h"
#include "table/cell.h"

void
points_begin_file(struct input *in)
{
	in->points = (struct points){.watched = !in->opt.points_known &&
	    reader_delimiter(in->csv) == ';'};
}

/* 1.204, -12.500: one to three digits, the first not 0, then the separator and three digits. */
static bool
could_be_thousands(struct slice s, char separator)
{
	size_t i = s.n > 0 && (s.p[0] == '-' || s.p[0] == '+');
	const size_t first = i, at = s.n - 4;

	if (s.n < first + 5 || s.n > first + 7 || s.p[first] == '0')
		return false;
	for (; i < s.n; i++)
		if (i == at ? s.p[i] != separator : !is_digit(s.p[i]))
			return false;
	return true;
}

enum points_sign
points_sign(struct slice cell)
{
	const struct slice s = num_without_percent(cell);
	const bool percent = s.n < slice_trim(cell).n;
	struct num num;

	if (s.n == 0 || (memchr(s.p, '.', s.n) == NULL && memchr(s.p, ',', s.n) == NULL) ||
	    num_parse(s, NUM_COMMAS | NUM_EXPONENT, &num) != NUM_VALUE)
		return POINTS_NONE;
	/* 12.345% is not 12345%. */
	return could_be_thousands(s, ',') || (!percent && could_be_thousands(s, '.')) ?
	    POINTS_DOUBT : POINTS_SETTLE;
}

static void
note_number(struct input *in, size_t col, struct slice s)
{
	struct points *p = &in->points;
	const enum points_sign sign = points_sign(s);

	p->settled = p->settled || sign == POINTS_SETTLE;
	if (sign != POINTS_DOUBT || p->n++ > 0)
		return;
	input_fault(in, col, &p->place, "%s", "");
	snprintf(p->figure, sizeof(p->figure), "%.*s", SLICE_ARG(s));
}

void
points_note(struct input *in, size_t col, struct slice figure)
{
	struct cell_figure f;

	figure = slice_trim(figure);
	if (figure.n > 0 && figure.p[figure.n - 1] == ')' && cell_parse_figure(figure, &f)) {
		note_number(in, col, f.value_text);
		note_number(in, col, f.percentage_text);
	} else {
		note_number(in, col, figure);
	}
}

/* The two numbers that "1.204" or "1,204" may be. */
struct readings {
	char point[16], comma[16];	/* if the point, or the comma, is a decimal one */
};

static struct readings
readings_of(struct slice s)
{
	struct readings r = {0};
	struct slice head = {s.p, 0};

	while (is_digit(s.p[head.n]) || head.n == 0)
		head.n++;
	snprintf(r.point, sizeof(r.point), "%.*s%s%.3s", SLICE_ARG(head),
	    s.p[head.n] == '.' ? "." : "", s.p + head.n + 1);
	snprintf(r.comma, sizeof(r.comma), "%.*s%s%.3s", SLICE_ARG(head),
	    s.p[head.n] == ',' ? "." : "", s.p + head.n + 1);
	return r;
}

void
points_say(struct errmsg *e, struct slice s, uint64_t n)
{
	const struct readings r = readings_of(s);
	const bool point = memchr(s.p, '.', s.n) != NULL;
	struct errmsg others = {0};

	if (n > 0)
		errmsg_set(&others, " (and so may %s)", plural(n, "other").text);
	errmsg_set(e, "'%.*s' may be %s or %s, as fields are separated by ';'%s", SLICE_ARG(s),
	    point ? r.comma : r.point, point ? r.point : r.comma, others.text);
}

/* n: how many others may be, too. */
static int
refuse(const char *place, struct slice s, uint64_t n, bool secret, const char *before,
    struct errmsg *e)
{
	const struct readings r = readings_of(s);
	struct errmsg doubt;

	if (secret)
		return errmsg_set(e, "%sa point or a comma may be a decimal one or separate "
		    "thousands, as fields are separated by ';'; expected %s--decimal-point or "
		    "--decimal-comma", place, before);
	points_say(&doubt, s, n);
	return errmsg_set(e, "%s%s; expected %s--decimal-comma if it is %s, --decimal-point if it "
	    "is %s", place, doubt.text, before, r.comma, r.point);
}

int
points_end_file(struct input *in, const char *before, struct errmsg *e)
{
	const struct points *p = &in->points;

	if (p->n == 0 || p->settled)
		return 0;
	return refuse(p->place.text, slice_of(p->figure), p->n - 1, in->opt.secret, before, e);
}

int
points_refuse_population(struct input *in, size_t col, struct slice s, struct errmsg *e)
{
	struct errmsg place;

	s = slice_trim(s);
	if (reader_delimiter(in->csv) != ';' || !could_be_thousands(s, '.'))
		return 0;
	input_fault(in, col, &place, "%s", "");
	return refuse(place.text, s, 0, in->opt.secret, POINTS_TIDY_FIRST, e);
}

int
points_add_hint(struct input *in, struct slice s, struct errmsg *e)
{
	struct textbuf other = {0}, plain = {0};
	struct slice rest, part;
	struct errmsg fault = *e;
	struct num num;

	s = slice_trim(s);
	if (reader_delimiter(in->csv) != ';' || s.n == 0)
		return -1;
	textbuf_add(&other, s);
	for (char *p = other.p; *p != '\0'; p++)
		*p = *p == '.' ? ',' : *p == ',' ? '.' : *p;
	rest = textbuf_slice(&other);
	if (!slice_eq(rest, s) &&
	    num_parse(num_without_percent(rest), NUM_COMMAS, &num) == NUM_VALUE) {
		while (slice_next(&rest, ',', &part))
			textbuf_add(&plain, part);
		errmsg_set(e, "%s, or " POINTS_TIDY_FIRST "--decimal-comma if it is %s",
		    fault.text, in->opt.secret ? "written with a decimal comma" : plain.p);
	}
	textbuf_free(&other);
	textbuf_free(&plain);
	return -1;
}
