#include "board/badge.h"

#include <stddef.h>
#include <string.h>

/* The words are read from the title, so those next to the icon are hidden from screen readers. */
#define ICON(title, shape, words) \
	"<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"22\" height=\"22\" role=\"img\">" \
	"<title>" title "</title>" shape "</svg> <span aria-hidden=\"true\">" words "</span>"

#define LETTER(letter, colour) \
	"<text x=\"12\" y=\"17\" text-anchor=\"middle\" font-family=\"Arial, sans-serif\" " \
	"font-size=\"14\" font-weight=\"bold\" fill=\"" colour "\">" letter "</text>"

#define DISC(letter) "<circle cx=\"12\" cy=\"12\" r=\"11\" fill=\"#0072C6\"/>" \
	LETTER(letter, "#fff")
#define DIAMOND(letter) "<path d=\"M12 0 24 12 12 24 0 12Z\" fill=\"#E46C0A\"/>" \
	LETTER(letter, "#0b0c0c")
#define SQUARE(letter) "<path d=\"M1 1H23V23H1Z\" fill=\"#490092\"/>" LETTER(letter, "#fff")
#define RING "<circle cx=\"12\" cy=\"12\" r=\"10\" fill=\"#fff\" stroke=\"#767676\" " \
	"stroke-width=\"2\"/>"
#define WAVE "<path d=\"M5 13 8 9 12 14 16 9 19 13\" fill=\"none\" stroke=\"#0b0c0c\" " \
	"stroke-width=\"1.5\"/>"

#define RAG(class, word) "<span class=\"rag " class "\">" word "</span>"

static const struct badge rags[] = {
	{"green", "Green", RAG("green", "Green")},
	{"amber", "Amber", RAG("amber", "Amber")},
	{"red", "Red", RAG("red", "Red")},
	{NULL, NULL, NULL},
};

static const struct badge variations[] = {
	{"common", "common cause", ICON("Variation: common cause", RING WAVE, "common cause")},
	{"improving_high", "improving (H)",
	    ICON("Variation: improving, high", DISC("H"), "improving")},
	{"improving_low", "improving (L)",
	    ICON("Variation: improving, low", DISC("L"), "improving")},
	{"concern_high", "concern (H)", ICON("Variation: concern, high", DIAMOND("H"), "concern")},
	{"concern_low", "concern (L)", ICON("Variation: concern, low", DIAMOND("L"), "concern")},
	{"high", "unusual (H)", ICON("Variation: unusual, high", SQUARE("H"), "unusual")},
	{"low", "unusual (L)", ICON("Variation: unusual, low", SQUARE("L"), "unusual")},
	{NULL, NULL, NULL},
};

static const struct badge assurances[] = {
	{"pass", "passes (P)", ICON("Assurance: passes the target consistently", DISC("P"),
	    "passes")},
	{"fail", "fails (F)", ICON("Assurance: fails the target consistently", DIAMOND("F"),
	    "fails")},
	{"hit_and_miss", "hit and miss (?)", ICON("Assurance: hit and miss", RING
	    LETTER("?", "#0b0c0c"), "hit and miss")},
	{NULL, NULL, NULL},
};

static const struct badge *
find(const struct badge *b, const char *code)
{
	while (b->code != NULL && strcmp(b->code, code) != 0)
		b++;
	return b->code != NULL ? b : NULL;
}

const struct badge *
badge_of_rag(const char *code)
{
	return find(rags, code);
}

const struct badge *
badge_of_variation(const char *code)
{
	return find(variations, code);
}

const struct badge *
badge_of_assurance(const char *code)
{
	return find(assurances, code);
}
