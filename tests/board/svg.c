#include "board/svg.h"

#include "tap/tap.h"

/* A text as it is written in an element. */
static const char *
written(struct slice s)
{
	static struct textbuf out;
	struct svg svg = {.out = &out, .id = "x"};

	textbuf_reset(&out);
	svg_leaf(&svg, "t", s);
	return out.p;
}

#define BYTES(text) (struct slice){text, sizeof(text) - 1}

static const char *
drawn(double x, double y)
{
	static struct textbuf out;

	textbuf_reset(&out);
	svg_step(&out, 'M', x, y);
	return out.p;
}

int
main(void)
{
	struct textbuf out = {0};
	struct svg s = {.out = &out, .id = "a"};

	is_str(written(BYTES("<a b='\"'>&")), "<t>&lt;a b=&#39;&quot;&#39;&gt;&amp;\n</t>\n",
	    "markup");
	is_str(written(BYTES("]]>")), "<t>]]&gt;\n</t>\n", "the end of a CDATA section");
	is_str(written(BYTES("a\nb\tc\rd")), "<t>a b c d\n</t>\n", "newlines and tabs");
	is_str(written(BYTES("\x01\x1b[31m\x7f")), "<t>\\x01\\x1b[31m\\x7f\n</t>\n", "C0");
	is_str(written(BYTES("\0")), "<t>\\x00\n</t>\n", "NUL");
	is_str(written(BYTES("\xc2\x85")), "<t>\\u0085\n</t>\n", "C1");
	is_str(written(BYTES("\xe2\x80\xae" "abc")), "<t>\\u202eabc\n</t>\n", "bidirectional");
	is_str(written(BYTES("a\xef\xbf\xbe\xef\xbf\xbf" "b")), "<t>a\\ufffe\\uffffb\n</t>\n",
	    "what XML forbids");
	is_str(written(BYTES("\xef\xbf\xbd")), "<t>\xef\xbf\xbd\n</t>\n", "U+FFFD is allowed");
	is_str(written(BYTES("\xd8\xa3\xd8\xb7 \xe5\x85\x90 \xf0\x9f\x98\x80")),
	    "<t>\xd8\xa3\xd8\xb7 \xe5\x85\x90 \xf0\x9f\x98\x80\n</t>\n", "two, three and four bytes");
	is_str(written(BYTES("\xff\xc3 \x80")), "<t>\\xff\\xc3 \\x80\n</t>\n", "no UTF-8");
	is_str(written(BYTES("")), "<t>\n</t>\n", "nothing");

	is_str(drawn(0, -0.04), "M0 0", "no minus sign before 0");
	is_str(drawn(1.25, -1.25), "M1.3 -1.3", "one decimal");
	is_str(drawn(NAN, INFINITY), "M0 1000000", "bounds");

	svg_begin(&s, "svg");
	svg_attr(&s, "lang", "\" onload=\"x");
	svg_begin(&s, "title");
	svg_id(&s, "title");
	svg_end(&s);
	svg_rect(&s, 0, 1, -2, 3);
	svg_refer(&s, "fill", "p");
	svg_end(&s);
	svg_end(&s);
	is_str(out.p, "<svg lang=\"&quot; onload=&quot;x\">\n<title id=\"a-title\"/>\n"
	    "<rect x=\"0\" y=\"1\" width=\"0\" height=\"3\" fill=\"url(#a-p)\"/>\n</svg>\n",
	    "elements and attributes");

	textbuf_reset(&out);
	svg_text_within(&s, 1, 2, BYTES("A name that is long"), 60, (struct svg_type){12, "#000",
	    SVG_START, false, false});
	is_str(out.p, "<text x=\"1\" y=\"2\" font-size=\"12\" fill=\"#000\">\n"
	    "<title>A name that is long</title>A name…\n</text>\n", "a name that is cut");
	textbuf_free(&out);
	return done_testing();
}
