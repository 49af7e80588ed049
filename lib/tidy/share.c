/* Percentages without a sign that may be proportions: a workbook shows 0.7027 as 70.27%. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/cell.h"
#include "tidy/parts.h"

static bool
begins_with(struct slice s, size_t at, const char *word)
{
	const size_t n = strlen(word);

	return s.n - at >= n && slice_caseeq((struct slice){s.p + at, n}, slice_of(word));
}

bool
share_says_percent(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '%' || ((s.p[i] | 0x20) == 'p' &&
		    (begins_with(s, i, "percent") || begins_with(s, i, "per cent"))))
			return true;
	return false;
}

/* The same of the cell in that column, if there is one. */
static bool
cell_says_percent(const struct tidy *t, int col, struct share_name *last)
{
	struct slice cell;

	if (col < 0)
		return false;
	cell = t->cell[col];
	if (same_text(cell, (struct slice){last->text, last->n}))
		return last->percent;
	if (cell.n > sizeof(last->text))
		return share_says_percent(cell);
	copy_text(last->text, cell.p, cell.n);
	last->n = (unsigned char)cell.n;
	return last->percent = share_says_percent(cell);
}

/* What csv-tidy writes itself has percentages, which were looked at when it wrote them. */
static bool
is_own_form(const struct tabhead *h)
{
	size_t at = 0;

	for (size_t c = 0; c < h->n && at < TIDY_NCOLUMNS; c++)
		at = slice_is(h->name[c], tidy_columns[at].name) ? at + 1 : 0;
	return at == TIDY_NCOLUMNS;
}

/* Nothing is known of it yet. */
static void
begin(struct share *s, bool named)
{
	s->named = named;
	s->percent = false;
	s->place.n = 0;
}

void
share_begin_table(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const size_t had = t->share_cap;

	t->share = xgrow(t->share, &t->share_cap, h->n, sizeof(*t->share));
	for (size_t c = had; c < t->share_cap; c++)
		t->share[c] = (struct share){.named = false};
	for (size_t c = 0; c < h->n; c++)
		begin(&t->share[c], h->shape != TABHEAD_ACROSS &&
		    h->column[c].kind == COLUMN_FIGURE && share_says_percent(h->name[c]));
	t->shares_known = t->opt->percent_as == PERCENT_AS_PERCENT ||
	    (t->opt->percent_as == PERCENT_AS_UNSAID && is_own_form(h));
	begin(&t->row_share, false);
}

bool
share_is_named(const struct tidy *t, size_t col)
{
	return t->row_share.named || t->share[col].named;
}

void
share_free(struct tidy *t)
{
	for (size_t c = 0; c < t->share_cap; c++)
		textbuf_free(&t->share[c].place);
	textbuf_free(&t->row_share.place);
	textbuf_free(&t->unmoved.place);
	free(t->share);
}

static void
look_at(struct tidy *t, struct share *s, size_t col, struct slice text, double v)
{
	struct errmsg place;

	if (fabs(v) > 1)
		s->percent = true;
	else if (v != 0 && fabs(v) < 1 && s->place.n == 0) {
		input_fault(t->in, col, &place, "%s", "");
		textbuf_add(&s->place, slice_of(place.text));
		snprintf(s->figure, sizeof(s->figure), "%.*s", SLICE_ARG(text));
	}
}

/* -0.7027 is -70.27, digit for digit. False: it is not written as digits with a point. */
static bool
move_point(struct textbuf *b)
{
	const struct slice s = textbuf_slice(b);
	const size_t from = s.n > 0 && s.p[0] == '-';
	size_t point = from, skip, places = 0;
	struct textbuf to = {0};

	while (point < s.n && is_digit(s.p[point]))
		point++;
	while (point + 1 + places < s.n && is_digit(s.p[point + 1 + places]))
		places++;
	if (point == from || (point < s.n && (s.p[point] != '.' || point + 1 + places < s.n)))
		return false;
	textbuf_addf(&to, "%.*s%.*s", (int)point, s.p, (int)(places > 2 ? 2 : places),
	    s.p + point + (point < s.n));
	for (size_t i = places; i < 2; i++)
		textbuf_addf(&to, "0");
	for (skip = from; skip + 1 < to.n && to.p[skip] == '0';)
		skip++;
	textbuf_reset(b);
	textbuf_addf(b, "%s%s", from > 0 ? "-" : "", to.p + skip);
	if (places > 2)
		textbuf_addf(b, ".%.*s", (int)(places - 2), s.p + point + 3);
	textbuf_free(&to);
	return true;
}

/* As a percentage, "70.27%", for a message. */
static void
as_percentage(struct errmsg *to, const char *figure)
{
	struct textbuf b = {0};
	struct num num;

	num_parse(slice_of(figure), NUM_COMMAS | NUM_EXPONENT, &num);
	cell_plain(&b, slice_of(figure), &num);
	errmsg_set(to, move_point(&b) ? "%s%%" : "a percentage", b.p);
	textbuf_free(&b);
}

/* The figure in *plain is a proportion; it becomes a percentage. */
static int
take_proportion(struct tidy *t, size_t col, struct slice text, double v, struct textbuf *plain)
{
	if (fabs(v) > 1)
		return input_fault(t->in, col, t->e, "'%.*s' is above 1, and --percent-as says "
		    "proportions; expected one, or a percentage with its sign", SLICE_ARG(text));
	t->share_moved = true;
	return move_point(plain) ? 0 : input_fault(t->in, col, t->e, "'%.*s' is not written as "
	    "digits; expected a proportion such as 0.829", SLICE_ARG(text));
}

static bool
is_in_doubt(const struct share *s)
{
	return !s->percent && s->place.n > 0;
}

int
share_take_percentage(struct tidy *t, size_t col, const struct cell_figure *f,
    struct textbuf *plain)
{
	const struct slice s = f->percentage_text;

	if (f->percentage.kind != NUM_VALUE || s.p[s.n - 1] == '%' || t->shares_known)
		return 0;
	if (t->opt->percent_as == PERCENT_AS_PROPORTION)
		return take_proportion(t, col, s, f->percentage.value, plain);
	look_at(t, &t->share[col], col, s, f->percentage.value);
	return 0;
}

int
share_take_value(struct tidy *t, size_t col, const struct cell_figure *f, struct textbuf *plain)
{
	if (f->value.kind != NUM_VALUE || f->percentage.kind != NUM_BLANK || t->shares_known)
		return 0;
	if (!share_is_named(t, col)) {
		if (t->opt->percent_as == PERCENT_AS_PROPORTION)
			look_at(t, &t->unmoved, col, f->value_text, f->value.value);
		return 0;
	}
	if (t->opt->percent_as == PERCENT_AS_PROPORTION) {
		if (t->head.shape == TABHEAD_ACROSS && !is_in_doubt(&t->row_share))
			return 0;		/* a row of counts, or of percentages */
		if (take_proportion(t, col, f->value_text, f->value.value, plain) != 0)
			return -1;
		textbuf_addf(plain, "%%");
		return 0;
	}
	if (t->head.shape != TABHEAD_ACROSS)
		look_at(t, &t->share[col], col, f->value_text, f->value.value);
	return 0;
}

/* Values under a name that says per cent are written as printed, so this is only said. */
static void
say(const struct tidy *t, const struct share *s, const char *what)
{
	struct errmsg percentage, text;

	if (!is_in_doubt(s) || t->opt->left_out == NULL)
		return;
	as_percentage(&percentage, s->figure);
	errmsg_set(&text, "note: %s'%s' and all other figures of the %s, which its name says are "
	    "percentages, are between 0 and 1; written as printed (--percent-as proportion if "
	    "'%s' is %s, --percent-as percent if it is not)", s->place.p, s->figure, what,
	    s->figure, percentage.text);
	t->opt->left_out(text.text);
}

void
share_begin_row(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	struct share *s = &t->row_share;
	struct cell_figure f;

	begin(s, (h->fixed != NULL && share_says_percent(slice_of(h->fixed))) ||
	    cell_says_percent(t, h->indicator, &t->share_name[0]) ||
	    cell_says_percent(t, h->category, &t->share_name[1]));
	if (!s->named || h->shape != TABHEAD_ACROSS || t->shares_known)
		return;
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE && cells_parse(t, t->cell[c], &f) &&
		    f.value.kind == NUM_VALUE)
			look_at(t, s, c, f.value_text, f.value.value);
	if (t->opt->percent_as == PERCENT_AS_UNSAID)
		say(t, s, "row");
}

int
share_end_table(struct tidy *t)
{
	struct errmsg percentage;

	for (size_t c = 0; c < t->head.n; c++) {
		const struct share *s = &t->share[c];

		if (s->named)
			say(t, s, "column");
		if (s->named || !is_in_doubt(s))
			continue;
		as_percentage(&percentage, s->figure);
		return errmsg_set(t->e, "%s'%s' may be %s or %s%%, as all percentages of the "
		    "column are between 0 and 1; expected --percent-as proportion if it is %s, "
		    "--percent-as percent if it is %s%%", s->place.p, s->figure,
		    percentage.text, s->figure, percentage.text, s->figure);
	}
	return 0;
}

void
share_say_unmoved(const struct tidy *t)
{
	const struct share *s = &t->unmoved;
	struct errmsg text;

	if (t->opt->percent_as != PERCENT_AS_PROPORTION || t->opt->left_out == NULL ||
	    (t->share_moved && s->place.n == 0))
		return;
	if (s->place.n > 0)
		errmsg_set(&text, "note: %s'%s' is written as printed (--percent-as proportion is "
		    "for names and headings with a %% sign or the words per cent)", s->place.p,
		    s->figure);
	else
		errmsg_set(&text, "note: --percent-as proportion: no figure between 0 and 1 has a "
		    "name or heading with a %% sign or the words per cent, so none is changed");
	t->opt->left_out(text.text);
}
