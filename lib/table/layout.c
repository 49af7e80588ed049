#include "table/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/textbuf.h"

struct layout {
	struct slice *cell;	/* row after row */
	size_t ncells, cap, ncols;
	struct slice caption;
	bool legend;
	struct arena text;	/* of the cells and the caption */
};

/* A layout about to be printed in a style. */
struct sheet {
	const struct layout *layout;
	struct sheet_cell {
		const char *text;
		size_t width;
	} *cell;
	size_t ncols, nrows;
	size_t *width;		/* of each column */
	bool *right;
	enum layout_style style;
	FILE *f;
	struct arena text;
};

struct layout *
layout_new(void)
{
	return xcalloc(1, sizeof(struct layout));
}

void
layout_caption(struct layout *l, struct slice s)
{
	l->caption = arena_copy(&l->text, s);
}

void
layout_legend(struct layout *l)
{
	l->legend = true;
}

void
layout_cell(struct layout *l, struct slice s)
{
	l->cell = xgrow(l->cell, &l->cap, l->ncells + 1, sizeof(*l->cell));
	l->cell[l->ncells++] = arena_copy(&l->text, s);
}

void
layout_str(struct layout *l, const char *s)
{
	layout_cell(l, slice_of(s));
}

void
layout_end(struct layout *l)
{
	if (l->ncols == 0)
		l->ncols = l->ncells;
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	free(l->cell);
	arena_free(&l->text);
	free(l);
}

size_t
layout_width(struct slice s)
{
	size_t width = 0;
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	while (s.n > 0) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
		if (n <= 0) {	/* not UTF-8: a terminal shows one mark for the byte */
			n = 1;
			c = '?';
		}
		width += (size_t)utf8proc_charwidth(c);
		s.p += n;
		s.n -= (size_t)n;
	}
	return width;
}

/* Escaping */

/*
 * What to write for a character that the style would take as markup. LaTeX: [ and * are in braces
 * because \\ at the end of the row before would take them as its argument.
 */
static const char escapes[][128][20] = {
	[LAYOUT_TEXT] = {['\n'] = " "},
	[LAYOUT_MARKDOWN] = {
		['\\'] = "\\\\", ['|'] = "\\|", ['`'] = "\\`", ['*'] = "\\*", ['~'] = "\\~",
		['<'] = "\\<", ['>'] = "\\>", ['['] = "\\[", [']'] = "\\]", ['&'] = "\\&",
		['$'] = "\\$", ['_'] = "\\_", ['\n'] = "<br>",
	},
	[LAYOUT_HTML] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\n'] = "<br>",
	},
	[LAYOUT_LATEX] = {
		['\\'] = "\\textbackslash{}", ['{'] = "\\{", ['}'] = "\\}", ['$'] = "\\$",
		['&'] = "\\&", ['#'] = "\\#", ['_'] = "\\_", ['%'] = "\\%",
		['~'] = "\\textasciitilde{}", ['^'] = "\\textasciicircum{}",
		['<'] = "\\textless{}", ['>'] = "\\textgreater{}", ['|'] = "\\textbar{}",
		['`'] = "\\textasciigrave{}", ['"'] = "{\\char34}", ['['] = "{[}", ['*'] = "{*}",
		['-'] = "{}-", ['\n'] = " ",
	},
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

/* The second byte of U+0080 to U+009F, which terminals obey as they do ESC. */
static bool
is_c1(char c)
{
	return (unsigned char)c >= 0x80 && (unsigned char)c <= 0x9f;
}

/* What to write for s.p[i]; NULL: the character itself. */
static const char *
escape_char(struct slice s, size_t i, enum layout_style style)
{
	char c = s.p[i], before = i > 0 ? s.p[i - 1] : ' ', after = i + 1 < s.n ? s.p[i + 1] : ' ';

	if (c == '\t')
		return " ";
	if ((c == '\r' && after == '\n') || (c == '\xC2' && is_c1(after)))
		return "";
	if (((unsigned char)c < 0x20 && c != '\n') || c == 0x7f || (before == '\xC2' && is_c1(c)))
		return "\uFFFD";
	if ((unsigned char)c >= 0x80)
		return NULL;
	/* CommonMark has no emphasis within a word; one hyphen makes no dash in LaTeX. */
	if ((style == LAYOUT_MARKDOWN && c == '_' && is_word(before) && is_word(after)) ||
	    (style == LAYOUT_LATEX && c == '-' && before != '-'))
		return NULL;
	return escapes[style][(int)c][0] != '\0' ? escapes[style][(int)c] : NULL;
}

/* Sets b to s as the style needs it. */
static void
escape(struct textbuf *b, struct slice s, enum layout_style style)
{
	size_t from = 0;
	const char *e;

	textbuf_reset(b);
	for (size_t i = 0; i < s.n; i++) {
		if ((e = escape_char(s, i, style)) == NULL)
			continue;
		textbuf_add(b, (struct slice){s.p + from, i - from});
		textbuf_add(b, slice_of(e));
		from = i + 1;
	}
	if (from < s.n)
		textbuf_add(b, (struct slice){s.p + from, s.n - from});
}

char *
layout_escape(struct slice s, enum layout_style style)
{
	struct textbuf b = {0};

	escape(&b, s, style);
	return b.p;
}

/* Columns */

/* A number, a mark, or a count with its percentage. */
static bool
is_figure(struct slice s)
{
	struct num count, percent;

	return num_parse(s, NUM_COMMAS | NUM_PERCENT | NUM_MARKS | NUM_EXPONENT, &count) !=
	    NUM_BAD || num_parse_count_percent(s, &count, &percent);
}

/* Whether the column is set to the right. */
static bool
is_right(const struct layout *l, size_t col)
{
	bool any = false;

	for (size_t i = l->ncols + col; i < l->ncells; i += l->ncols) {
		if (!is_figure(l->cell[i]))
			return false;
		any |= slice_trim(l->cell[i]).n > 0;
	}
	return any;
}

static void
sheet_open(struct sheet *s, const struct layout *l, enum layout_style style, FILE *f)
{
	struct textbuf b = {0};
	size_t col;

	*s = (struct sheet){.layout = l, .style = style, .f = f, .ncols = l->ncols,
	    .nrows = l->ncols > 0 ? l->ncells / l->ncols : 0};
	s->cell = xcalloc(l->ncells, sizeof(*s->cell));
	s->width = xcalloc(s->ncols, sizeof(*s->width));
	s->right = xcalloc(s->ncols, sizeof(*s->right));
	for (size_t i = 0; i < l->ncells; i++) {
		escape(&b, l->cell[i], style);
		s->cell[i].text = arena_copy(&s->text, textbuf_slice(&b)).p;
		s->cell[i].width = layout_width(textbuf_slice(&b));
		col = i % s->ncols;
		if (s->cell[i].width > s->width[col])
			s->width[col] = s->cell[i].width;
	}
	for (col = 0; col < s->ncols; col++)
		s->right[col] = is_right(l, col);
	textbuf_free(&b);
}

static void
sheet_close(struct sheet *s)
{
	free(s->cell);
	free(s->width);
	free(s->right);
	arena_free(&s->text);
}

static const char *
text_at(const struct sheet *s, size_t row, size_t col)
{
	return s->cell[row * s->ncols + col].text;
}

static size_t
pad_at(const struct sheet *s, size_t row, size_t col)
{
	return s->width[col] - s->cell[row * s->ncols + col].width;
}

static void
repeat(char c, size_t n, FILE *f)
{
	for (size_t i = 0; i < n; i++)
		putc(c, f);
}

/* Legend */

/* The mark that a cell holds, as printed there, or in "c (c)" that of the value. */
static enum mark
mark_of(struct slice s, struct slice *printed)
{
	struct num count, percent;
	const char *open;

	if (!num_parse_count_percent(s, &count, &percent))
		return MARK_NONE;
	if (percent.kind != NUM_BLANK && (open = memchr(s.p, '(', s.n)) != NULL)
		s.n = (size_t)(open - s.p);
	*printed = slice_trim(s);
	return count.mark;
}

/* "c: confidential; x: not available" between `before` and `after`; nothing without marks. */
static void
print_legend(const struct sheet *s, const char *before, const char *after)
{
	const struct layout *l = s->layout;
	bool said[MARK_BELOW + 1] = {[MARK_NONE] = true}, any = false;
	struct slice printed;
	enum mark mark;
	char *text;

	for (size_t i = s->ncols; l->legend && i < l->ncells; i++) {
		if (!s->right[i % s->ncols] || said[mark = mark_of(l->cell[i], &printed)])
			continue;
		text = layout_escape(printed, s->style);
		fprintf(s->f, "%s%s: %s", any ? "; " : before, text, num_mark_meaning(mark));
		free(text);
		said[mark] = any = true;
	}
	if (any)
		fputs(after, s->f);
}

/* Text. Blanks are printed only before something, so that no line ends in them. */

static void
text_row(const struct sheet *s, size_t row)
{
	const char *text;
	size_t owed = 0;

	for (size_t c = 0; c < s->ncols; c++) {
		text = text_at(s, row, c);
		if (s->right[c])
			owed += pad_at(s, row, c);
		if (text[0] != '\0') {
			repeat(' ', owed, s->f);
			fputs(text, s->f);
			owed = 0;
		}
		owed += (s->right[c] ? 0 : pad_at(s, row, c)) + 2;
	}
	putc('\n', s->f);
}

static void
print_text(const struct sheet *s, const char *caption)
{
	if (caption[0] != '\0')
		fprintf(s->f, "%s\n\n", caption);
	for (size_t r = 0; r < s->nrows; r++) {
		text_row(s, r);
		for (size_t c = 0; r == 0 && c < s->ncols; c++) {
			repeat('-', s->width[c], s->f);
			fputs(c + 1 < s->ncols ? "  " : "\n", s->f);
		}
	}
	print_legend(s, "\n", "\n");
}

/* Markdown */

static void
print_markdown(const struct sheet *s, const char *caption)
{
	size_t pad, dashes;

	if (caption[0] != '\0')
		fprintf(s->f, "**%s**\n\n", caption);
	for (size_t r = 0; r < s->nrows; r++) {
		for (size_t c = 0; c < s->ncols; c++) {
			pad = pad_at(s, r, c) + (s->width[c] < 3 ? 3 - s->width[c] : 0);
			fputs("| ", s->f);
			repeat(' ', s->right[c] ? pad : 0, s->f);
			fputs(text_at(s, r, c), s->f);
			repeat(' ', s->right[c] ? 1 : pad + 1, s->f);
		}
		fputs("|\n", s->f);
		for (size_t c = 0; r == 0 && c < s->ncols; c++) {
			dashes = s->width[c] < 3 ? 3 : s->width[c];
			fputs("| ", s->f);
			repeat('-', dashes - s->right[c], s->f);
			fputs(s->right[c] ? ": " : " ", s->f);
			if (c + 1 == s->ncols)
				fputs("|\n", s->f);
		}
	}
	print_legend(s, "\n", "\n");
}

/* HTML */

static void
html_row(const struct sheet *s, size_t row)
{
	const char *align;

	fputs("<tr>", s->f);
	for (size_t c = 0; c < s->ncols; c++) {
		align = s->right[c] ? "right" : "left";
		if (row == 0 || (c == 0 && !s->right[c]))
			fprintf(s->f, "<th scope=\"%s\" style=\"text-align: %s\">%s</th>",
			    row == 0 ? "col" : "row", align, text_at(s, row, c));
		else
			fprintf(s->f, "<td style=\"text-align: %s\">%s</td>", align,
			    text_at(s, row, c));
	}
	fputs("</tr>\n", s->f);
}

static void
print_html(const struct sheet *s, const char *caption)
{
	fputs("<table>\n", s->f);
	if (caption[0] != '\0')
		fprintf(s->f, "<caption>%s</caption>\n", caption);
	for (size_t r = 0; r < s->nrows; r++) {
		if (r == 0)
			fputs("<thead>\n", s->f);
		html_row(s, r);
		if (r == 0)
			fputs("</thead>\n<tbody>\n", s->f);
	}
	if (s->nrows > 0)
		fputs("</tbody>\n", s->f);
	fputs("</table>\n", s->f);
	print_legend(s, "<p>", "</p>\n");
}

/* LaTeX */

static void
print_latex(const struct sheet *s, const char *caption)
{
	if (caption[0] != '\0')
		fprintf(s->f, "\\begin{table}\n\\centering\n\\caption{%s}\n", caption);
	fputs("\\begin{tabular}{", s->f);
	for (size_t c = 0; c < s->ncols; c++)
		putc(s->right[c] ? 'r' : 'l', s->f);
	fputs("}\n\\hline\n", s->f);
	for (size_t r = 0; r < s->nrows; r++) {
		for (size_t c = 0; c < s->ncols; c++)
			fprintf(s->f, "%s%s", c > 0 ? " & " : "", text_at(s, r, c));
		fputs(r == 0 ? " \\\\\n\\hline\n" : " \\\\\n", s->f);
	}
	fputs("\\hline\n\\end{tabular}\n", s->f);
	print_legend(s, "\n\\smallskip\n", "\n");
	if (caption[0] != '\0')
		fputs("\\end{table}\n", s->f);
}

void
layout_print(const struct layout *l, enum layout_style style, FILE *f)
{
	static void (*const print[])(const struct sheet *, const char *) = {
		[LAYOUT_TEXT] = print_text,
		[LAYOUT_MARKDOWN] = print_markdown,
		[LAYOUT_HTML] = print_html,
		[LAYOUT_LATEX] = print_latex,
	};
	char *caption = layout_escape(l->caption, style);
	struct sheet s;

	sheet_open(&s, l, style, f);
	print[style](&s, caption);
	sheet_close(&s);
	free(caption);
}

size_t
layout_text_width(const struct layout *l)
{
	struct sheet s;
	size_t width = 0;

	sheet_open(&s, l, LAYOUT_TEXT, NULL);
	for (size_t c = 0; c < s.ncols; c++)
		width += s.width[c] + (c > 0 ? 2 : 0);
	sheet_close(&s);
	return width;
}
