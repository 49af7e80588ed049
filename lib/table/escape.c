#include "table/escape.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/visible.h"

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

void
escape_text(struct textbuf *b, struct slice s, enum layout_style style)
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

void
escape_plain(bool plain[256], enum layout_style style)
{
	memset(plain, 0, 256 * sizeof(*plain));
	for (int c = 0x20; c < 0x7f; c++)
		plain[c] = escapes[style][c][0] == '\0';
}

size_t
escape_width(struct slice s)
{
	size_t width = 0;
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	while (s.n > 0) {
		if (*s.p >= 0x20 && *s.p < 0x7f) {
			width++;
			s = (struct slice){s.p + 1, s.n - 1};
			continue;
		}
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
