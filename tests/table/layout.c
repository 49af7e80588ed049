/* Widths, escapes and small tables; tests/cmd/board-table.sh has each style. */
#include "table/layout.h"

#include <stdlib.h>
#include <string.h>

#include "tap/tap.h"

static void
escapes(const char *s, enum layout_style style, const char *want)
{
	char *got = layout_escape(slice_of(s), style);

	is_str(got, want, want);
	free(got);
}

static void
prints(struct layout *l, const char *want, const char *name)
{
	char *got = NULL;
	size_t n;
	FILE *f = open_memstream(&got, &n);

	layout_print(l, f);
	fclose(f);
	is_str(got, want, name);
	free(got);
	layout_free(l);
}

static struct layout *
with_markup(enum layout_style style)
{
	struct layout *l = layout_new(style);

	layout_str(l, "a");
	layout_end(l);
	layout_markup(l, slice_of("<b>"), "<i>b</i>");
	layout_end(l);
	layout_note(l, slice_of("first"));
	layout_note(l, slice_of("second <"));
	return l;
}

static void
fill(struct layout *l)
{
	static const char *const cells[] = {"a", "", "x", "10", "y", ""};

	for (size_t i = 0; i < 6; i++) {
		layout_str(l, cells[i]);
		if (i % 2 == 1)
			layout_end(l);
	}
}

static struct layout *
small(enum layout_style style)
{
	struct layout *l = layout_new(style);

	fill(l);
	return l;
}

/* Columns that are given, as a stream and at once. */
static void
given(void)
{
	static const struct layout_column columns[] = {{3, true}, {1, false}};
	static const char want[] = "  a\n---  -\n  x  10\n  y\n";
	struct layout *l = small(LAYOUT_TEXT);
	char got[sizeof(want) + 1] = "";
	struct errmsg e;
	struct writer *o;
	FILE *f = tmpfile();

	layout_columns(l, columns, 2);
	prints(l, want, "columns that are given");

	l = layout_new(LAYOUT_TEXT);
	o = writer_open(fileno(f), "file", false);
	layout_columns(l, columns, 2);
	layout_stream(l, o);
	fill(l);
	ok(layout_column_width(l, 1) == 2);
	layout_write(l, o);
	layout_free(l);
	ok(writer_close(o, &e) == 0);
	rewind(f);
	ok(fread(got, 1, sizeof(got) - 1, f) == strlen(want));
	is_str(got, want, "the same as a stream");
	fclose(f);
}

int
main(void)
{
	struct layout *measured;

	ok(layout_width(slice_of("")) == 0);
	ok(layout_width(slice_of("abc")) == 3);
	ok(layout_width(slice_of("caf\u00e9")) == 4);
	ok(layout_width(slice_of("cafe\u0301")) == 4);
	ok(layout_width(slice_of("\u5317\u4eac")) == 4);
	ok(layout_width(slice_of("a\xff")) == 2);

	measured = small(LAYOUT_TEXT);
	ok(layout_text_width(measured) == 5);
	layout_free(measured);
	measured = layout_new(LAYOUT_TEXT);
	ok(layout_text_width(measured) == 0);
	layout_free(measured);

	escapes("a_b", LAYOUT_MARKDOWN, "a_b");
	escapes("_b", LAYOUT_MARKDOWN, "\\_b");
	escapes("\u00e9_b", LAYOUT_MARKDOWN, "\u00e9_b");
	escapes("a\r\nb", LAYOUT_MARKDOWN, "a<br>b");
	escapes("a\r\nb", LAYOUT_TEXT, "a b");
	escapes("a\rb", LAYOUT_TEXT, "a\\rb");
	escapes("\x1b[2J\x7f", LAYOUT_TEXT, "\\x1b[2J\\x7f");
	escapes("\xc2\x80\xc2\x9f\u00a0", LAYOUT_HTML, "\\u0080\\u009f\u00a0");
	escapes("\xc2", LAYOUT_TEXT, "\\xc2");
	escapes("a\u202eb\u2066\u061c", LAYOUT_MARKDOWN, "a\\\\u202eb\\\\u2066\\\\u061c");
	escapes("\x1b", LAYOUT_LATEX, "\\textbackslash{}x1b");
	escapes("a\x1b\n\xc2\x9b", LAYOUT_HTML, "a\\x1b<br>\\u009b");
	escapes("<script>&amp;", LAYOUT_HTML, "&lt;script&gt;&amp;amp;");
	escapes("---", LAYOUT_LATEX, "-{}-{}-");
	escapes("\\end{document}", LAYOUT_LATEX, "\\textbackslash{}end\\{document\\}");

	prints(small(LAYOUT_TEXT), "a\n-  --\nx  10\ny\n", "a table with blanks as text");
	prints(small(LAYOUT_MARKDOWN), "| a   |     |\n| --- | --: |\n| x   |  10 |\n"
	    "| y   |     |\n", "a table with blanks in Markdown");
	prints(with_markup(LAYOUT_TEXT), "a\n---\n<b>\n\nfirst\n\nsecond <\n", "markup is words in text");
	prints(with_markup(LAYOUT_HTML), "<table class=\"board\">\n<thead>\n<tr><th scope=\"col\" "
	    "style=\"text-align: left\">a</th></tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\" "
	    "style=\"text-align: left\"><i>b</i></th></tr>\n</tbody>\n</table>\n"
	    "<p class=\"legend\">first</p>\n<p class=\"legend\">second &lt;</p>\n",
	    "markup of ours, and two notes");
	prints(layout_new(LAYOUT_TEXT), "", "nothing as text");
	prints(layout_new(LAYOUT_HTML), "<table class=\"board\">\n</table>\n", "nothing in HTML");
	given();
	return done_testing();
}
