#include "table/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/packed.h"
#include "base/slice.h"
#include "table/escape.h"
#include "table/legend.h"

/* Of text that is set, before it is written. */
enum { BLOCK = 64 * 1024 };

struct column {
	size_t widest;		/* of the texts */
	bool uneven;		/* some have another width than bytes */
	/* Once it is printed: */
	size_t width;
	bool right;		/* set to the right */
};

struct layout {
	enum layout_style style;
	bool plain[256];	/* escape_plain() */
	struct textbuf rows;	/* each: a byte, whether it is highlit; and its cells, packed */
	struct column *column;
	size_t ncols, cap;
	size_t ncells;		/* of the present row so far */
	bool in_body;
	bool highlit, any_highlit;	/* the present row; rows so far */
	struct layout_column *given;	/* by column, or NULL */
	struct slice caption;
	struct slice *note;
	size_t nnotes, note_cap;
	struct legend legend;
	struct arena text;
	struct textbuf escaped, bold;	/* a cell */
	struct textbuf set;	/* to be written */
	struct writer *to;	/* or else */
	FILE *file;
	bool streams, begun;
};

struct layout *
layout_new(enum layout_style style)
{
	struct layout *l = xcalloc(1, sizeof(*l));

	l->style = style;
	escape_plain(l->plain, style);
	return l;
}

void
layout_caption(struct layout *l, struct slice s)
{
	l->caption = arena_copy(&l->text, s);
}

void
layout_note(struct layout *l, struct slice s)
{
	for (size_t i = 0; i < l->nnotes; i++)
		if (slice_eq(l->note[i], s))
			return;
	l->note = xgrow(l->note, &l->note_cap, l->nnotes + 1, sizeof(*l->note));
	l->note[l->nnotes++] = arena_copy(&l->text, s);
}

void
layout_legend(struct layout *l)
{
	l->legend.wanted = true;
}

void
layout_highlight(struct layout *l)
{
	l->highlit = l->any_highlit = true;
}

void
layout_columns(struct layout *l, const struct layout_column *c, size_t n)
{
	l->given = xmemdup(c, n * sizeof(*c));
}

void
layout_stream(struct layout *l, struct writer *to)
{
	l->to = to;
	l->streams = true;
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	free(l->column);
	free(l->given);
	free(l->note);
	legend_free(&l->legend);
	arena_free(&l->text);
	textbuf_free(&l->rows);
	textbuf_free(&l->escaped);
	textbuf_free(&l->bold);
	textbuf_free(&l->set);
	free(l);
}

size_t
layout_width(struct slice s)
{
	return escape_width(s);
}

char *
layout_escape(struct slice s, enum layout_style style)
{
	struct textbuf b = {0};

	escape_text(&b, s, style);
	return b.p;
}

/* Cells */

/* Around the words of a row that is highlit. */
static const struct {
	char before[12], after[12];
} bold[] = {
	[LAYOUT_TEXT] = {"", ""},
	[LAYOUT_MARKDOWN] = {"**", "**"},
	[LAYOUT_HTML] = {"<strong>", "</strong>"},
	[LAYOUT_LATEX] = {"\\textbf{", "}"},
};

static struct slice
embolden(struct layout *l, struct slice s)
{
	escape_text(&l->escaped, slice_trim(s), l->style);
	if (l->escaped.n == 0 || bold[l->style].before[0] == '\0')
		return textbuf_slice(&l->escaped);
	textbuf_reset(&l->bold);
	textbuf_addf(&l->bold, "%s%s%s", bold[l->style].before, l->escaped.p,
	    bold[l->style].after);
	return textbuf_slice(&l->bold);
}

static bool
is_plain(const struct layout *l, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!l->plain[(unsigned char)s.p[i]])
			return false;
	return true;
}

/* Keeps the cell s, which is printed as `text`. */
static void
keep(struct layout *l, struct slice s, struct slice text, size_t width)
{
	size_t col = l->ncells++;

	if (col == 0) {
		textbuf_room(&l->rows, 1);
		l->rows.p[l->rows.n++] = l->highlit;
	}
	packed_add(&l->rows, text);
	if (!l->in_body) {
		l->column = xgrow(l->column, &l->cap, l->ncells, sizeof(*l->column));
		l->column[col] = (struct column){0};
		legend_heading(&l->legend, s);
	} else {
		legend_look(&l->legend, col, s);
	}
	if (width > l->column[col].widest)
		l->column[col].widest = width;
	if (width != text.n)
		l->column[col].uneven = true;
}

void
layout_cell(struct layout *l, struct slice s)
{
	struct slice text;

	if (!l->highlit && is_plain(l, s)) {
		keep(l, s, s, s.n);
		return;
	}
	if (l->highlit) {
		text = embolden(l, s);
	} else {
		escape_text(&l->escaped, s, l->style);
		text = textbuf_slice(&l->escaped);
	}
	keep(l, s, text, escape_width(text));
}

void
layout_markup(struct layout *l, struct slice s, const char *html)
{
	if (l->style == LAYOUT_HTML)
		keep(l, s, slice_of(html), 0);
	else
		layout_cell(l, s);
}

void
layout_str(struct layout *l, const char *s)
{
	layout_cell(l, slice_of(s));
}

/* Text. Blanks are set only before something, so that no line ends in them. */

static void
set(struct layout *l, const char *s)
{
	textbuf_add(&l->set, slice_of(s));
}

static void
repeat(struct layout *l, char c, size_t n)
{
	textbuf_room(&l->set, n);
	memset(l->set.p + l->set.n, c, n);
	l->set.n += n;
}

/* What the text lacks to the width of its column. */
static size_t
lack(const struct column *c, struct slice text)
{
	size_t width = c->uneven ? escape_width(text) : text.n;

	return width < c->width ? c->width - width : 0;
}

static void
begin_text(struct layout *l, const char *caption)
{
	if (caption[0] != '\0')
		textbuf_addf(&l->set, "%s\n\n", caption);
}

static void
set_text(struct layout *l, const char **p, bool heading)
{
	const struct column *end = l->column + l->ncols;
	bool highlit = *(*p)++;
	size_t owed = !l->any_highlit ? 0 : highlit ? 1 : 2;

	if (highlit)
		set(l, ">");
	for (const struct column *c = l->column; c < end; c++) {
		struct slice s = packed_next(p);
		size_t blanks = lack(c, s);

		owed += c->right ? blanks : 0;
		if (s.n > 0) {
			repeat(l, ' ', owed);
			textbuf_add(&l->set, s);
			owed = 0;
		}
		owed += (c->right ? 0 : blanks) + 2;
	}
	set(l, "\n");
	if (heading && l->any_highlit)
		set(l, "  ");
	for (const struct column *c = l->column; c < end && heading; c++) {
		repeat(l, '-', c->width);
		set(l, c + 1 < end ? "  " : "\n");
	}
}

static void
set_notes(struct layout *l, const char *before, const char *after)
{
	legend_add(&l->legend, &l->set, l->style, before, after);
	for (size_t i = 0; i < l->nnotes; i++) {
		escape_text(&l->escaped, l->note[i], l->style);
		textbuf_addf(&l->set, "%s%s%s", before, l->escaped.p, after);
	}
}

static void
end_text(struct layout *l, const char *caption)
{
	(void)caption;
	set_notes(l, "\n", "\n");
}

/* Markdown */

static void
begin_markdown(struct layout *l, const char *caption)
{
	if (caption[0] != '\0')
		textbuf_addf(&l->set, "**%s**\n\n", caption);
}

static void
set_markdown(struct layout *l, const char **p, bool heading)
{
	const struct column *end = l->column + l->ncols;

	++*p;
	for (const struct column *c = l->column; c < end; c++) {
		struct slice s = packed_next(p);
		size_t blanks = lack(c, s) + (c->width < 3 ? 3 - c->width : 0);

		set(l, "| ");
		repeat(l, ' ', c->right ? blanks : 0);
		textbuf_add(&l->set, s);
		repeat(l, ' ', c->right ? 1 : blanks + 1);
	}
	set(l, "|\n");
	for (const struct column *c = l->column; c < end && heading; c++) {
		set(l, "| ");
		repeat(l, '-', (c->width < 3 ? 3 : c->width) - c->right);
		set(l, c->right ? ": " : " ");
		set(l, c + 1 < end ? "" : "|\n");
	}
}

/* HTML */

static void
begin_html(struct layout *l, const char *caption)
{
	set(l, "<table class=\"board\">\n");
	if (caption[0] != '\0')
		textbuf_addf(&l->set, "<caption>%s</caption>\n", caption);
}

static void
set_html(struct layout *l, const char **p, bool heading)
{
	bool highlit = *(*p)++;

	set(l, heading ? "<thead>\n<tr>" : highlit ? "<tr class=\"highlight\">" : "<tr>");
	for (const struct column *c = l->column; c < l->column + l->ncols; c++) {
		bool th = heading || (c == l->column && !c->right);

		set(l, heading ? "<th scope=\"col\"" : th ? "<th scope=\"row\"" : "<td");
		set(l, c->right ? " class=\"figure\" style=\"text-align: right\">" :
		    " style=\"text-align: left\">");
		textbuf_add(&l->set, packed_next(p));
		set(l, th ? "</th>" : "</td>");
	}
	set(l, heading ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n");
}

static void
end_html(struct layout *l, const char *caption)
{
	(void)caption;
	set(l, l->ncols > 0 ? "</tbody>\n</table>\n" : "</table>\n");
	set_notes(l, "<p class=\"legend\">", "</p>\n");
}

/* LaTeX */

static void
begin_latex(struct layout *l, const char *caption)
{
	if (caption[0] != '\0')
		textbuf_addf(&l->set, "\\begin{table}\n\\centering\n\\caption{%s}\n", caption);
	set(l, "\\begin{tabular}{");
	for (size_t c = 0; c < l->ncols; c++)
		set(l, l->column[c].right ? "r" : "l");
	set(l, "}\n\\hline\n");
}

static void
set_latex(struct layout *l, const char **p, bool heading)
{
	++*p;
	for (size_t c = 0; c < l->ncols; c++) {
		textbuf_add(&l->set, packed_next(p));
		set(l, c + 1 < l->ncols ? " & " : heading ? " \\\\\n\\hline\n" : " \\\\\n");
	}
}

static void
end_latex(struct layout *l, const char *caption)
{
	set(l, "\\hline\n\\end{tabular}\n");
	set_notes(l, "\n\\smallskip\n", "\n");
	if (caption[0] != '\0')
		set(l, "\\end{table}\n");
}

/* All of it */

static const struct {
	void (*begin)(struct layout *l, const char *caption);
	void (*row)(struct layout *l, const char **p, bool heading);
	void (*end)(struct layout *l, const char *caption);
} styles[] = {
	[LAYOUT_TEXT] = {begin_text, set_text, end_text},
	[LAYOUT_MARKDOWN] = {begin_markdown, set_markdown, end_text},
	[LAYOUT_HTML] = {begin_html, set_html, end_html},
	[LAYOUT_LATEX] = {begin_latex, set_latex, end_latex},
};

static void
settle(struct layout *l)
{
	for (size_t i = 0; i < l->ncols; i++) {
		struct column *c = &l->column[i];

		c->width = l->given != NULL ? l->given[i].width : c->widest;
		c->right = l->given != NULL ? l->given[i].right : legend_has_figures(&l->legend, i);
	}
}

static void
write_set(struct layout *l)
{
	struct slice s = textbuf_slice(&l->set);

	if (l->to != NULL)
		writer_bytes(l->to, s.p, s.n);
	else
		fwrite(s.p, 1, s.n, l->file);
	l->set.n = 0;
}

/* Sets the rows that are kept; forgets them. */
static void
set_rows(struct layout *l)
{
	const char *p = l->rows.p, *end = p + l->rows.n;
	bool heading = !l->begun;
	char *caption;

	if (heading) {
		settle(l);
		caption = layout_escape(l->caption, l->style);
		styles[l->style].begin(l, caption);
		free(caption);
		l->begun = true;
	}
	for (; p < end; heading = false) {
		styles[l->style].row(l, &p, heading);
		if (l->set.n >= BLOCK)
			write_set(l);
	}
	l->rows.n = 0;
}

static void
finish(struct layout *l)
{
	char *caption = layout_escape(l->caption, l->style);

	if (!l->begun || l->rows.n > 0)
		set_rows(l);
	styles[l->style].end(l, caption);
	write_set(l);
	free(caption);
}

void
layout_end(struct layout *l)
{
	if (!l->in_body)
		l->ncols = l->ncells;
	l->in_body = true;
	l->ncells = 0;
	l->highlit = false;
	if (l->streams)
		set_rows(l);
}

void
layout_print(struct layout *l, FILE *f)
{
	l->file = f;
	finish(l);
}

void
layout_write(struct layout *l, struct writer *to)
{
	l->to = to;
	finish(l);
}

size_t
layout_column_width(const struct layout *l, size_t col)
{
	return l->style == LAYOUT_TEXT || l->style == LAYOUT_MARKDOWN ? l->column[col].widest : 0;
}

size_t
layout_text_width(const struct layout *l)
{
	size_t width = l->any_highlit ? 2 : 0;

	for (size_t c = 0; c < l->ncols; c++)
		width += l->column[c].widest + (c > 0 ? 2 : 0);
	return width;
}
