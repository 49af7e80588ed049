#include "tidy/printed.h"

#include <string.h>

#include "base/num.h"

static void
set_digits(struct textbuf *t, struct slice s)
{
	struct slice part;

	s = slice_trim(s);
	if (s.n > 0 && s.p[s.n - 1] == '%')
		s.n--;
	textbuf_reset(t);
	while (slice_next(&s, ',', &part))
		textbuf_add(t, part);
}

/* "007" is not printed as a count, but may be what is left of a damaged "0 (7%)". */
static bool
has_leading_zero(const struct textbuf *t)
{
	return t->n > 1 && t->p[0] == '0' && t->p[1] >= '0' && t->p[1] <= '9';
}

bool
printed_read(struct printed_cell *p, struct slice cell)
{
	struct slice s = slice_trim(cell);
	struct num count, percent;
	const char *open;

	textbuf_reset(&p->value);
	textbuf_reset(&p->percentage);
	if (num_parse_count_percent(s, &count, &percent)) {
		if (percent.kind != NUM_BLANK && (open = memchr(s.p, '(', s.n)) != NULL) {
			set_digits(&p->percentage,
			    (struct slice){open + 1, (size_t)(s.p + s.n - 1 - (open + 1))});
			s.n = (size_t)(open - s.p);
		}
		set_digits(&p->value, s);
		return !has_leading_zero(&p->value) && !has_leading_zero(&p->percentage);
	}
	return num_parse(s, NUM_COMMAS | NUM_PERCENT, &percent) == NUM_VALUE &&
	    printed_read_percentage(p, s);
}

bool
printed_read_percentage(struct printed_cell *p, struct slice cell)
{
	struct num percent;

	if (num_parse(cell, NUM_COMMAS | NUM_PERCENT | NUM_MARKS, &percent) == NUM_BAD)
		return false;
	set_digits(&p->percentage, cell);
	return !has_leading_zero(&p->percentage);
}

static bool
take_word(struct slice *s, const char *word)
{
	struct slice w = slice_of(word);

	if (s->n < w.n || !slice_caseeq((struct slice){s->p, w.n}, w))
		return false;
	s->p += w.n;
	s->n -= w.n;
	return true;
}

bool
printed_read_of_which(struct printed_cell *p, struct slice cell, struct slice *what)
{
	struct slice s = slice_trim(cell), count;

	if (!take_word(&s, "of which "))
		return false;
	for (count = (struct slice){s.p, 0}; count.n < s.n; count.n++) {
		*what = (struct slice){s.p + count.n, s.n - count.n};
		if (take_word(what, " were "))
			return what->n > 0 && slice_trim(count).n > 0 && printed_read(p, count);
	}
	return false;
}

void
printed_free(struct printed_cell *p)
{
	textbuf_free(&p->value);
	textbuf_free(&p->percentage);
}
