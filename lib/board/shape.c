#include "board/shape.h"

#include <stdio.h>

const char *const shape_category[SHAPE_CATEGORIES] = {
	"#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1",
};

static void
add_polygon(struct textbuf *d, const double (*corner)[2], size_t n, double x, double y, double size)
{
	for (size_t i = 0; i < n; i++)
		svg_step(d, i == 0 ? 'M' : 'L', x + corner[i][0] * size, y + corner[i][1] * size);
	textbuf_addf(d, "Z");
}

static void
begin_outline(struct svg *s, enum shape shape, double x, double y, double size)
{
	static const double up[][2] = {{0, -0.6}, {0.6, 0.45}, {-0.6, 0.45}};
	static const double down[][2] = {{0, 0.6}, {0.6, -0.45}, {-0.6, -0.45}};
	static const double diamond[][2] = {{0, -0.65}, {0.65, 0}, {0, 0.65}, {-0.65, 0}};
	static const double square[][2] = {{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}};
	struct textbuf d = {0};

	switch (shape) {
	case SHAPE_DOT:
	case SHAPE_RING:
		svg_begin(s, "circle");
		svg_num(s, "cx", x);
		svg_num(s, "cy", y);
		svg_num(s, "r", size / 2);
		return;
	case SHAPE_SQUARE: add_polygon(&d, square, 4, x, y, size); break;
	case SHAPE_DIAMOND:
	case SHAPE_HOLLOW_DIAMOND: add_polygon(&d, diamond, 4, x, y, size); break;
	case SHAPE_UP:
	case SHAPE_HOLLOW_UP: add_polygon(&d, up, 3, x, y, size); break;
	case SHAPE_DOWN:
	case SHAPE_HOLLOW_DOWN: add_polygon(&d, down, 3, x, y, size); break;
	}
	svg_begin(s, "path");
	svg_attr(s, "d", d.p);
	textbuf_free(&d);
}

void
shape_draw(struct svg *s, enum shape shape, double x, double y, double size, const char *colour,
    struct slice title)
{
	begin_outline(s, shape, x, y, size);
	if (shape >= SHAPE_RING) {
		svg_attr(s, "fill", "#fff");
		svg_attr(s, "stroke", colour);
		svg_num(s, "stroke-width", 2);
	} else {
		svg_attr(s, "fill", colour);
	}
	if (title.n > 0)
		svg_leaf(s, "title", title);
	svg_end(s);
}

/* What is drawn on each tile of a fill; "": it is plain. */
static const struct {
	int tile;
	const char *d;
} texture[SHAPE_CATEGORIES + 1] = {
	{0, ""}, {8, "M-2 2L2 -2M0 8L8 0M6 10L10 6"}, {5, "M2 0V5"}, {6, "M2 2h2v2h-2z"},
	{8, "M-2 6L2 10M0 0L8 8M6 -2L10 2"}, {0, ""}, {6, "M-1 1L1 -1M0 6L6 0M5 7L7 5"},
};

void
shape_patterns(struct svg *s, unsigned used)
{
	char name[16];

	svg_begin(s, "defs");
	for (int i = 0; i <= SHAPE_HATCH; i++) {
		if ((used >> i & 1) == 0 || texture[i].tile == 0)
			continue;
		snprintf(name, sizeof(name), "fill%d", i);
		svg_begin(s, "pattern");
		svg_id(s, name);
		svg_num(s, "width", texture[i].tile);
		svg_num(s, "height", texture[i].tile);
		svg_attr(s, "patternUnits", "userSpaceOnUse");
		svg_rect(s, 0, 0, texture[i].tile, texture[i].tile);
		svg_attr(s, "fill", i == SHAPE_HATCH ? "#fff" : shape_category[i]);
		svg_end(s);
		svg_begin(s, "path");
		svg_attr(s, "d", texture[i].d);
		svg_attr(s, "fill", "none");
		svg_attr(s, "stroke", i == SHAPE_HATCH ? INK_LIMIT : "#fff");
		svg_end(s);
		svg_end(s);
	}
	svg_end(s);
}

void
shape_fill(struct svg *s, int pattern)
{
	char name[16];

	if (texture[pattern].tile == 0) {
		svg_attr(s, "fill", shape_category[pattern]);
		return;
	}
	snprintf(name, sizeof(name), "fill%d", pattern);
	svg_refer(s, "fill", name);
	if (pattern == SHAPE_HATCH)
		svg_attr(s, "stroke", INK_LIMIT);
}
