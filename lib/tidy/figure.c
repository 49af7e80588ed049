#include "tidy/figure.h"

#include <string.h>

#include "base/num.h"

static void
set_digits(struct textbuf *t, struct slice s)
{
	s = slice_trim(s);
	if (s.n > 0 && s.p[s.n - 1] == '%')
		s.n--;
	textbuf_reset(t);
	for (const char *comma; (comma = memchr(s.p, ',', s.n)) != NULL;) {
		size_t n = (size_t)(comma - s.p);

		textbuf_add(t, (struct slice){s.p, n});
		s = (struct slice){comma + 1, s.n - n - 1};
	}
	textbuf_add(t, s);
}

/* "007": nobody prints a count so, but a damaged "0 (7%)" could look so. */
static bool
has_idle_zero(const struct textbuf *t)
{
	return t->n > 1 && t->p[0] == '0' && t->p[1] >= '0' && t->p[1] <= '9';
}

bool
figure_read(struct figure *f, struct slice cell)
{
	struct slice s = slice_trim(cell);
	struct num count, percent;
	const char *open;

	textbuf_reset(&f->value);
	textbuf_reset(&f->percentage);
	if (num_parse_count_percent(s, &count, &percent)) {
		if (percent.kind != NUM_BLANK && (open = memchr(s.p, '(', s.n)) != NULL) {
			set_digits(&f->percentage,
			    (struct slice){open + 1, (size_t)(s.p + s.n - 1 - (open + 1))});
			s.n = (size_t)(open - s.p);
		}
		set_digits(&f->value, s);
		return !has_idle_zero(&f->value) && !has_idle_zero(&f->percentage);
	}
	return num_parse(s, NUM_COMMAS | NUM_PERCENT, &percent) == NUM_VALUE &&
	    figure_read_percentage(f, s);
}

bool
figure_read_percentage(struct figure *f, struct slice cell)
{
	struct num percent;

	if (num_parse(cell, NUM_COMMAS | NUM_PERCENT | NUM_MARKS, &percent) == NUM_BAD)
		return false;
	set_digits(&f->percentage, cell);
	return !has_idle_zero(&f->percentage);
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
figure_read_of_which(struct figure *f, struct slice cell, struct slice *what)
{
	struct slice s = slice_trim(cell), count;

	if (!take_word(&s, "of which "))
		return false;
	for (count = (struct slice){s.p, 0}; count.n < s.n; count.n++) {
		*what = (struct slice){s.p + count.n, s.n - count.n};
		if (take_word(what, " were "))
			return what->n > 0 && slice_trim(count).n > 0 && figure_read(f, count);
	}
	return false;
}

void
figure_free(struct figure *f)
{
	textbuf_free(&f->value);
	textbuf_free(&f->percentage);
}
