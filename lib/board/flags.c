#include "board/flags.h"

#include <stdlib.h>

#include "table/role.h"

struct flag {
	size_t series;
	struct period period;	/* as read: perhaps to be settled */
	struct slice words;
};

void
flags_open(struct flags *f, const struct input *in)
{
	size_t col;

	*f = (struct flags){.col = -1};
	for (col = 0; col < in->ncols && f->col < 0; col++)
		if (slice_caseeq(slice_trim(in->heading[col]), slice_of("flag")))
			f->col = (int)col;
}

/* The words of a flag that is a symbol; else as printed. */
static void
add_words(struct textbuf *b, struct slice flag)
{
	static const struct { char symbol[4], words[24]; } known[] = {
		{"p", "provisional"}, {"r", "revised"}, {"e", "estimated"}, {"f", "forecast"},
		{"b", "break in the series"}, {"u", "unreliable"},
	};

	if (b->n > 0)
		textbuf_addf(b, ", ");
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (slice_caseeq(flag, slice_of(known[i].symbol))) {
			textbuf_addf(b, "%s", known[i].words);
			return;
		}
	textbuf_addf(b, "flagged '%.*s'", SLICE_ARG(flag));
}

void
flags_take(void *flags, struct input *in, size_t series, struct period p)
{
	struct flags *f = flags;
	struct slice rest, flag;
	struct textbuf b = {0};

	if (f->col < 0 || (rest = slice_trim(input_field(in, (size_t)f->col))).n == 0)
		return;
	while (slice_next(&rest, ';', &flag))
		if (slice_trim(flag).n > 0)
			add_words(&b, slice_trim(flag));
	f->flag = xgrow(f->flag, &f->cap, f->n + 1, sizeof(*f->flag));
	f->flag[f->n++] = (struct flag){series, p, arena_copy(&f->texts, textbuf_slice(&b))};
	textbuf_free(&b);
}

struct slice
flags_of(const struct flags *f, size_t series, struct period p)
{
	for (size_t i = 0; i < f->n; i++) {
		struct period of = f->flag[i].period;

		period_settle(&of, p.freq);
		if (f->flag[i].series == series && period_same(of, p))
			return f->flag[i].words;
	}
	return (struct slice){"", 0};
}

void
flags_free(struct flags *f)
{
	free(f->flag);
	arena_free(&f->texts);
}
