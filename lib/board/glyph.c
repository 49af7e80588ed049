#include "board/glyph.h"

#include <utf8proc.h>

#include "base/visible.h"

enum { LETTER = 600, DIGIT = 556, WIDE = 1000, ELLIPSIS = 1000 };

/* Adobe's metrics of Helvetica, in thousandths of the size, from the blank to the tilde. */
static const short helvetica[] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};

/* The width of the character that s begins with, and in *n its bytes. */
static int
width_of(struct slice s, size_t *n)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t taken;
	char buf[VISIBLE_SIZE];
	int columns;

	*n = 1;
	if (*s.p >= ' ' && *s.p <= '~')
		return helvetica[*s.p - ' '];
	if ((*n = visible_escape(s, buf)) > 0)
		return (int)slice_of(buf).n * DIGIT;
	taken = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
	*n = taken > 0 ? (size_t)taken : 1;
	columns = utf8proc_charwidth(c);
	return columns == 0 ? 0 : columns == 2 ? WIDE : LETTER;
}

/* Of one thousandth. */
static double
scale_of(double size, bool bold)
{
	return size / 1000 * 1.05 * (bold ? 1.07 : 1);
}

double
glyph_width(struct slice s, double size, bool bold)
{
	double sum = 0;

	for (size_t n; s.n > 0; s.p += n, s.n -= n)
		sum += width_of(s, &n);
	return sum * scale_of(size, bold);
}

size_t
glyph_fit(struct slice s, double width, double size, bool bold)
{
	double left = width / scale_of(size, bold) - ELLIPSIS;
	size_t fit = 0;

	if (glyph_width(s, size, bold) <= width)
		return s.n;
	for (size_t n; fit < s.n; fit += n) {
		left -= width_of((struct slice){s.p + fit, s.n - fit}, &n);
		if (left < 0)
			break;
	}
	while (fit > 0 && s.p[fit - 1] == ' ')
		fit--;
	return fit;
}

/* How much of s is the next line: up to the last blank that fits, or all that fits. */
static size_t
line_length(struct slice s, double width, double scale)
{
	double used = 0;
	size_t blank = 0, i = 0;

	for (size_t n; i < s.n; i += n) {
		used += width_of((struct slice){s.p + i, s.n - i}, &n) * scale;
		if (used > width && i > 0 && s.p[i] != ' ')
			return blank > 0 ? blank : i;
		if (s.p[i] == ' ')
			blank = i;
	}
	return s.n;
}

size_t
glyph_wrap(struct slice s, double width, double size, bool bold, struct slice *line, size_t max,
    bool *cut)
{
	double scale = scale_of(size, bold);
	size_t n = 0;

	for (s = slice_trim(s); s.n > 0 && n < max; n++) {
		size_t length = n + 1 == max ? glyph_fit(s, width, size, bold) :
		    line_length(s, width, scale);

		line[n] = (struct slice){s.p, length};
		s = slice_trim((struct slice){s.p + length, s.n - length});
	}
	*cut = s.n > 0;
	return n;
}
