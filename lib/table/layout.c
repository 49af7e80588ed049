#include "table/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "base/note.h"
#include "base/slice.h"
#include "base/visible.h"
#include "table/cell.h"

struct cell {
	struct slice raw;
	const char *text;	/* escaped */
	size_t width;		/* of the text */
	bool highlit;		/* with the rest of its row */
};

struct column {
	size_t width;
	bool right;		/* set to the right: nothing but figures, marks and blanks */
	bool numbers;		/* among them */
	bool codes;		/* words of one or two letters, as codes have */
};

struct layout {
	enum layout_style style;
	struct cell *cell;	/* row after row */
	size_t ncells, cap;
	struct column *column;	/* once it is printed */
	size_t ncols;
	struct slice caption;
	struct slice *note;
	size_t nnotes, note_cap;
	bool legend;
	bool highlit, any_highlit;	/* the present row; rows so far */
	struct arena text;
	struct textbuf escaped;	/* a cell */
};

struct layout *
layout_new(enum layout_style style)
{
	struct layout *l = xcalloc(1, sizeof(*l));

	l->style = style;
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
	l->note = xgrow(l->note, &l->note_cap, l->nnotes + 1, sizeof(*l->note));
	l->note[l->nnotes++] = arena_copy(&l->text, s);
}

void
layout_legend(struct layout *l)
{
	l->legend = true;
}

void
layout_highlight(struct layout *l)
{
	l->highlit = l->any_highlit = true;
}

void
layout_free(struct layout *l)
{
	if (l == NULL)
		return;
	free(l->cell);
	free(l->column);
	free(l->note);
	arena_free(&l->text);
	textbuf_free(&l->escaped);
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

/* What to write for s.p[i]; NULL: the character itself. */
static const char *
escape_char(struct slice s, size_t i, enum layout_style style)
{
	char c = s.p[i], before = i > 0 ? s.p[i - 1] : ' ', after = i + 1 < s.n ? s.p[i + 1] : ' ';

	if ((unsigned char)c >= 0x80)
		return NULL;
	/* CommonMark has no emphasis within a word; one hyphen makes no dash in LaTeX. */
	if ((style == LAYOUT_MARKDOWN && c == '_' && is_word(before) && is_word(after)) ||
	    (style == LAYOUT_LATEX && c == '-' && before != '-'))
		return NULL;
	return escapes[style][(int)c][0] != '\0' ? escapes[style][(int)c] : NULL;
}

/*
 * Where s begins with a tab, the end of a line or a character that visible_escape() knows, what
 * stands for it in buf, and its length; else 0.
 */
static size_t
replace_unprintable(struct slice s, enum layout_style style, char buf[40])
{
	const char *backslash = escapes[style]['\\'];
	char seen[VISIBLE_SIZE];
	size_t n;

	if (*s.p >= 0x20 && *s.p < 0x7f)
		return 0;
	buf[0] = ' ';
	buf[1] = '\0';
	if (*s.p == '\t')
		return 1;
	if (*s.p == '\n' || (*s.p == '\r' && s.n > 1 && s.p[1] == '\n')) {
		snprintf(buf, 40, "%s", escapes[style]['\n']);
		return *s.p == '\n' ? 1 : 2;
	}
	if ((n = visible_escape(s, seen)) > 0)
		snprintf(buf, 40, "%s%s", backslash[0] != '\0' ? backslash : "\\", seen + 1);
	return n;
}

/* Sets b to s as the style needs it. */
static void
escape(struct textbuf *b, struct slice s, enum layout_style style)
{
	char buf[40];
	const char *e;
	size_t from = 0, n;

	textbuf_reset(b);
	for (size_t i = 0; i < s.n; i += n) {
		e = buf;
		n = replace_unprintable((struct slice){s.p + i, s.n - i}, style, buf);
		if (n == 0) {
			for (n = 1; i + n < s.n && ((unsigned char)s.p[i + n] & 0xc0) == 0x80; n++)
				;
			if ((e = escape_char(s, i, style)) == NULL)
				continue;
		}
		textbuf_add(b, (struct slice){s.p + from, i - from});
		textbuf_add(b, slice_of(e));
		from = i + n;
	}
	textbuf_add(b, (struct slice){s.p + from, s.n - from});
}

char *
layout_escape(struct slice s, enum layout_style style)
{
	struct textbuf b = {0};

	escape(&b, s, style);
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

static void
embolden(struct textbuf *b, struct slice s, enum layout_style style, struct arena *mem)
{
	escape(b, slice_trim(s), style);
	if (b->n == 0 || bold[style].before[0] == '\0')
		return;
	s = arena_copy(mem, textbuf_slice(b));
	textbuf_reset(b);
	textbuf_addf(b, "%s%s%s", bold[style].before, s.p, bold[style].after);
}

void
layout_cell(struct layout *l, struct slice s)
{
	struct cell *c;

	l->cell = xgrow(l->cell, &l->cap, l->ncells + 1, sizeof(*l->cell));
	c = &l->cell[l->ncells++];
	if (l->highlit)
		embolden(&l->escaped, s, l->style, &l->text);
	else
		escape(&l->escaped, s, l->style);
	c->highlit = l->highlit;
	c->raw = arena_copy(&l->text, s);
	c->text = arena_copy(&l->text, textbuf_slice(&l->escaped)).p;
	c->width = layout_width(textbuf_slice(&l->escaped));
}

void
layout_markup(struct layout *l, struct slice s, const char *html)
{
	layout_cell(l, s);
	if (l->style == LAYOUT_HTML)
		l->cell[l->ncells - 1].text = arena_copy(&l->text, slice_of(html)).p;
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
	l->highlit = false;
}

/* Takes note of a cell. Returns whether it is a number, a mark, or a count with its percentage. */
static bool
measure_cell(struct column *c, struct slice s)
{
	struct cell_figure f;

	if (!cell_parse_figure(s, &f)) {
		c->codes = c->codes || slice_trim(s).n <= 2;
		return false;
	}
	c->numbers = c->numbers || f.value.kind == NUM_VALUE || f.percentage.kind == NUM_VALUE;
	return true;
}

static void
measure(struct layout *l)
{
	struct column *column = xcalloc(l->ncols, sizeof(*column));

	for (size_t c = 0; c < l->ncols; c++) {
		bool any = false, words = false;

		for (size_t i = c; i < l->ncells; i += l->ncols) {
			if (l->cell[i].width > column[c].width)
				column[c].width = l->cell[i].width;
			if (i == c)		/* the heading */
				continue;
			if (!words || l->legend)
				words |= !measure_cell(&column[c], l->cell[i].raw);
			any = any || slice_trim(l->cell[i].raw).n > 0;
		}
		column[c].right = any && !words;
	}
	free(l->column);
	l->column = column;
}

static size_t
pad_at(const struct layout *l, size_t i)
{
	return l->column[i % l->ncols].width - l->cell[i].width;
}

static void
repeat(char c, size_t n, FILE *f)
{
	for (size_t i = 0; i < n; i++)
		putc(c, f);
}

/* Whether the cell ends its row. */
static bool
is_last(const struct layout *l, size_t i)
{
	return (i + 1) % l->ncols == 0;
}

/* Legend */

/* The mark that a cell holds, as printed there, or in "c (c)" that of the value. */
static enum mark
mark_of(struct slice s, struct slice *printed)
{
	struct cell_figure f;

	if (!cell_parse_figure(s, &f))
		return MARK_NONE;
	*printed = f.value_text;
	return f.value.mark;
}

/*
 * Whether a mark of the column is one, and no word: "x" among single letters is a code, and "low"
 * among words is a level, unless there are numbers too.
 */
static bool
is_mark(const struct column *c, enum mark mark)
{
	return c->right || c->numbers || (!c->codes && mark != MARK_LOW);
}

/* The letters of columns of flags, as csv-tidy --flags has them, each once; "u" unless said. */
static bool
print_flags(const struct layout *l, const char *before, bool any, bool unreliable, FILE *f)
{
	static const char letters[][2] = {"p", "r", "e", "f", "b", "u"};
	bool said[] = {false, false, false, false, false, unreliable};
	struct slice rest, flag;

	for (size_t i = l->ncols; l->legend && i < l->ncells; i++) {
		rest = l->cell[i].raw;
		if (!slice_caseeq(l->cell[i % l->ncols].raw, slice_of("flag")))
			continue;
		while (slice_next(&rest, ';', &flag))
			for (size_t k = 0; k < sizeof(said); k++) {
				if (said[k] ||
				    !slice_caseeq(slice_trim(flag), slice_of(letters[k])))
					continue;
				fprintf(f, "%s%s: %s", any ? "; " : before, letters[k],
				    note_meaning(slice_of(letters[k])));
				any = said[k] = true;
			}
	}
	return any;
}

/* "c: confidential; x: not available" between `before` and `after`, if any; and so the note. */
static void
print_legend(const struct layout *l, const char *before, const char *after, FILE *f)
{
	bool said[MARK_BELOW + 1] = {[MARK_NONE] = true}, any = false;
	struct slice printed;
	enum mark mark;
	char *text;

	for (size_t i = l->ncols; l->legend && i < l->ncells; i++) {
		if (said[mark = mark_of(l->cell[i].raw, &printed)] ||
		    !is_mark(&l->column[i % l->ncols], mark))
			continue;
		text = layout_escape(printed, l->style);
		fprintf(f, "%s%s: %s", any ? "; " : before, text, num_mark_meaning(mark));
		free(text);
		said[mark] = any = true;
	}
	any = print_flags(l, before, any, said[MARK_U], f);
	if (any)
		fputs(after, f);
	for (size_t i = 0; i < l->nnotes; i++) {
		text = layout_escape(l->note[i], l->style);
		fprintf(f, "%s%s%s", before, text, after);
		free(text);
	}
}

/* Text. Blanks are printed only before something, so that no line ends in them. */

/* What is before a row where any is highlit; returns the blanks that are owed. */
static size_t
print_margin(const struct layout *l, bool highlit, FILE *f)
{
	if (highlit)
		putc('>', f);
	return !l->any_highlit ? 0 : highlit ? 1 : 2;
}

static void
print_text(const struct layout *l, const char *caption, FILE *f)
{
	size_t owed = 0;

	if (caption[0] != '\0')
		fprintf(f, "%s\n\n", caption);
	for (size_t i = 0; i < l->ncells; i++) {
		bool right = l->column[i % l->ncols].right;

		if (i % l->ncols == 0)
			owed = print_margin(l, l->cell[i].highlit, f);
		owed += right ? pad_at(l, i) : 0;
		if (l->cell[i].text[0] != '\0') {
			repeat(' ', owed, f);
			fputs(l->cell[i].text, f);
			owed = 0;
		}
		owed += (right ? 0 : pad_at(l, i)) + 2;
		if (!is_last(l, i))
			continue;
		putc('\n', f);
		for (size_t c = 0; i < l->ncols && c < l->ncols; c++) {
			repeat(' ', c == 0 && l->any_highlit ? 2 : 0, f);
			repeat('-', l->column[c].width, f);
			fputs(c + 1 < l->ncols ? "  " : "\n", f);
		}
	}
	print_legend(l, "\n", "\n", f);
}

/* Markdown */

static void
print_markdown(const struct layout *l, const char *caption, FILE *f)
{
	if (caption[0] != '\0')
		fprintf(f, "**%s**\n\n", caption);
	for (size_t i = 0; i < l->ncells; i++) {
		const struct column *col = &l->column[i % l->ncols];
		size_t pad = pad_at(l, i) + (col->width < 3 ? 3 - col->width : 0);

		fputs("| ", f);
		repeat(' ', col->right ? pad : 0, f);
		fputs(l->cell[i].text, f);
		repeat(' ', col->right ? 1 : pad + 1, f);
		if (!is_last(l, i))
			continue;
		fputs("|\n", f);
		for (size_t c = 0; i < l->ncols && c < l->ncols; c++) {
			col = &l->column[c];
			fputs("| ", f);
			repeat('-', (col->width < 3 ? 3 : col->width) - col->right, f);
			fputs(col->right ? ": " : " ", f);
			fputs(c + 1 < l->ncols ? "" : "|\n", f);
		}
	}
	print_legend(l, "\n", "\n", f);
}

/* HTML */

static void
print_html_cell(const struct layout *l, size_t i, FILE *f)
{
	bool heading = i < l->ncols, right = l->column[i % l->ncols].right;
	const char *style = right ? " class=\"figure\" style=\"text-align: right\"" :
	    " style=\"text-align: left\"";

	if (heading || (i % l->ncols == 0 && !right))
		fprintf(f, "<th scope=\"%s\"%s>%s</th>", heading ? "col" : "row", style,
		    l->cell[i].text);
	else
		fprintf(f, "<td%s>%s</td>", style, l->cell[i].text);
}

static void
print_html(const struct layout *l, const char *caption, FILE *f)
{
	fputs("<table class=\"board\">\n", f);
	if (caption[0] != '\0')
		fprintf(f, "<caption>%s</caption>\n", caption);
	for (size_t i = 0; i < l->ncells; i++) {
		bool heading = i < l->ncols;

		if (i % l->ncols == 0)
			fputs(i == 0 ? "<thead>\n<tr>" : l->cell[i].highlit ?
			    "<tr class=\"highlight\">" : "<tr>", f);
		print_html_cell(l, i, f);
		if (is_last(l, i))
			fputs(heading ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n", f);
	}
	fputs(l->ncells > 0 ? "</tbody>\n</table>\n" : "</table>\n", f);
	print_legend(l, "<p class=\"legend\">", "</p>\n", f);
}

/* LaTeX */

static void
print_latex(const struct layout *l, const char *caption, FILE *f)
{
	if (caption[0] != '\0')
		fprintf(f, "\\begin{table}\n\\centering\n\\caption{%s}\n", caption);
	fputs("\\begin{tabular}{", f);
	for (size_t c = 0; c < l->ncols; c++)
		putc(l->column[c].right ? 'r' : 'l', f);
	fputs("}\n\\hline\n", f);
	for (size_t i = 0; i < l->ncells; i++) {
		fputs(l->cell[i].text, f);
		fputs(!is_last(l, i) ? " & " : i < l->ncols ? " \\\\\n\\hline\n" : " \\\\\n", f);
	}
	fputs("\\hline\n\\end{tabular}\n", f);
	print_legend(l, "\n\\smallskip\n", "\n", f);
	if (caption[0] != '\0')
		fputs("\\end{table}\n", f);
}

void
layout_print(struct layout *l, FILE *f)
{
	static void (*const print[])(const struct layout *, const char *, FILE *) = {
		[LAYOUT_TEXT] = print_text,
		[LAYOUT_MARKDOWN] = print_markdown,
		[LAYOUT_HTML] = print_html,
		[LAYOUT_LATEX] = print_latex,
	};
	char *caption = layout_escape(l->caption, l->style);

	measure(l);
	print[l->style](l, caption, f);
	free(caption);
}

size_t
layout_text_width(struct layout *l)
{
	size_t width = l->any_highlit ? 2 : 0;

	measure(l);
	for (size_t c = 0; c < l->ncols; c++)
		width += l->column[c].width + (c > 0 ? 2 : 0);
	return width;
}
