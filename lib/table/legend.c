#include "table/legend.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/note.h"
#include "table/cell.h"

struct legend_column {
	bool filled;		/* some cell is not blank */
	bool words;		/* some is no figure, mark or blank */
	bool numbers;
	bool codes;		/* words of one or two letters, as codes have */
	bool flags;		/* the heading is "flag" */
	uint32_t marks;		/* by enum mark: there is a mention */
};

/* The first cell of a column with this mark, as printed there, or in "c (c)" that of the value. */
struct mention {
	size_t column;
	enum mark mark;
	struct slice printed;
};

void
legend_heading(struct legend *g, struct slice s)
{
	g->column = xgrow(g->column, &g->cap, g->ncols + 1, sizeof(*g->column));
	g->column[g->ncols++] = (struct legend_column){.flags = slice_caseeq(s,
	    slice_of("flag"))};
}

static void
mention(struct legend *g, size_t col, enum mark mark, struct slice printed)
{
	if (mark == MARK_NONE || (g->column[col].marks >> mark & 1) != 0)
		return;
	g->column[col].marks |= UINT32_C(1) << mark;
	g->mention = xgrow(g->mention, &g->mention_cap, g->nmentions + 1, sizeof(*g->mention));
	g->mention[g->nmentions++] = (struct mention){col, mark, arena_copy(&g->text, printed)};
}

/* The letters in a cell of a column of flags, as csv-tidy --flags writes it. */
static void
mention_flags(struct legend *g, struct slice cell)
{
	static const char letters[] = "prefbu";
	struct slice flag;

	while (slice_next(&cell, ';', &flag))
		for (const char *k = letters; *k != '\0'; k++)
			if (strchr(g->flag, *k) == NULL &&
			    slice_caseeq(slice_trim(flag), (struct slice){k, 1}))
				g->flag[strlen(g->flag)] = *k;
}

void
legend_look(struct legend *g, size_t col, struct slice s)
{
	struct legend_column *c = &g->column[col];
	struct cell_figure f;

	if (c->words && !g->wanted)
		return;
	if (cell_is_digits(s)) {
		c->filled = c->numbers = true;
		return;
	}
	c->filled = c->filled || slice_trim(s).n > 0;
	if (!cell_parse_figure(s, &f)) {
		c->codes = c->codes || slice_trim(s).n <= 2;
		c->words = true;
	} else {
		c->numbers = c->numbers || f.value.kind == NUM_VALUE ||
		    f.percentage.kind == NUM_VALUE;
		if (g->wanted)
			mention(g, col, f.value.mark, f.value_text);
	}
	if (g->wanted && c->flags)
		mention_flags(g, s);
}

bool
legend_has_figures(const struct legend *g, size_t col)
{
	return g->column[col].filled && !g->column[col].words;
}

/*
 * Whether a mark of the column is one, and no word: "x" among single letters is a code, and "low"
 * among words is a level, unless there are numbers too.
 */
static bool
is_mark(const struct legend *g, const struct mention *m)
{
	const struct legend_column *c = &g->column[m->column];

	return legend_has_figures(g, m->column) || c->numbers ||
	    (!c->codes && m->mark != MARK_LOW);
}

void
legend_add(const struct legend *g, struct textbuf *to, enum layout_style style,
    const char *before, const char *after)
{
	bool said[MARK_BELOW + 1] = {false};
	const char *between = before;
	char *printed;

	for (const struct mention *m = g->mention; m < g->mention + g->nmentions; m++) {
		if (said[m->mark] || !is_mark(g, m))
			continue;
		printed = layout_escape(m->printed, style);
		textbuf_addf(to, "%s%s: %s", between, printed, num_mark_meaning(m->mark));
		free(printed);
		said[m->mark] = true;
		between = "; ";
	}
	for (const char *k = g->flag; *k != '\0'; k++) {
		if (*k == 'u' && said[MARK_U])
			continue;
		textbuf_addf(to, "%s%c: %s", between, *k, note_meaning((struct slice){k, 1}));
		between = "; ";
	}
	if (between != before)
		textbuf_add(to, slice_of(after));
}

void
legend_free(struct legend *g)
{
	free(g->column);
	free(g->mention);
	arena_free(&g->text);
}
