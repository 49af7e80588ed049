/*
 * gen SHAPE MIB: writes CSV for the benchmark to standard output, always the same bytes. A row of
 * the mixed shape has 78 bytes, so 300 MiB contain 4 million rows. The shapes:
 *	plain	no quotes		mixed	one row in six has a quoted field
 *	quoted	every field quoted	crlf	mixed, with CRLF
 *	lines	quoted newlines and doubled quotes
 *	text	a quoted cell of 400 to 4,000 bytes in each row
 *	accents	text of which every second word or so is not ASCII
 *	wide	200 columns		keys	mixed, the unique key not in order
 *	series	counts of series of 12 quarters, 24 bytes a row: 300 MiB hold 1.1 million series
 */
#include <err.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gen {
	uint64_t state;
	bool quote_all, crlf;
	uint32_t level;
};

static const char *const areas[12][2] = {
	{"County Durham", "E06000047"}, {"Darlington", "E06000005"}, {"Gateshead", "E08000037"},
	{"Hartlepool", "E06000001"}, {"Middlesbrough", "E06000002"},
	{"Newcastle upon Tyne", "E08000021"}, {"North Tyneside", "E08000022"},
	{"Northumberland", "E06000057"}, {"Redcar and Cleveland", "E06000003"},
	{"South Tyneside", "E08000023"}, {"Stockton-on-Tees", "E06000004"},
	{"Sunderland", "E08000024"},
};
static const char *const categories[5] = {"Neglect", "Emotional", "Physical", "Sexual", "Multiple"};
static const char *const words[16] = {"visit", "review", "school", "plan", "home", "agreed", "the",
	"conference", "family", "health", "support", "and", "core", "group", "meeting", "of"};
static const char *const accented[16] = {"visit", "Siân", "school", "Zoë’s", "plan", "–", "agreed",
	"Ŵyn", "the", "£40", "family", "Łódź", "naïve", "школа", "group", "学校"};

/* xorshift64*: Vigna (2016), ACM Trans. Math. Softw. 42(4), 30. */
static uint32_t
draw(struct gen *g, uint32_t below)
{
	g->state ^= g->state >> 12;
	g->state ^= g->state << 25;
	g->state ^= g->state >> 27;
	return (uint32_t)((g->state * 2685821657736338717u >> 33) % below);
}

static size_t
field(const struct gen *g, bool first, bool quote, const char *text)
{
	const char *q = quote || g->quote_all ? "\"" : "";

	return (size_t)printf("%s%s%s%s", first ? "" : ",", q, text, q);
}

static size_t
number(const struct gen *g, bool first, uint32_t v)
{
	char text[16];

	snprintf(text, sizeof text, "%" PRIu32, v);
	return field(g, first, false, text);
}

static size_t
date(struct gen *g, uint32_t year)
{
	char text[16];
	uint32_t month = 1 + draw(g, 12), day = 1 + draw(g, 28);

	snprintf(text, sizeof text, "%04u-%02u-%02u", year % 10000, month, day);
	return field(g, false, false, text);
}

static size_t
end_row(const struct gen *g)
{
	fputs(g->crlf ? "\r\n" : "\n", stdout);
	return g->crlf ? 2 : 1;
}

static size_t
note(struct gen *g, const char *shape)
{
	static const char *const lines[3] = {"\"visit agreed,\nnext in June\"",
		"\"the \"\"core\"\" group met\"", "\"a, b\r\nand \"\"c\"\"\""};
	bool accents = strcmp(shape, "accents") == 0;
	size_t n, len;

	if (accents || strcmp(shape, "text") == 0) {
		n = (size_t)printf(",\"");
		for (len = n + 400 + draw(g, 3600); n < len;)
			n += (size_t)printf("%s%s", (accents ? accented : words)[draw(g, 16)],
			    draw(g, 40) == 0 ? ",\n" : " ");
		return n + (size_t)printf("\"");
	}
	if (strcmp(shape, "lines") == 0 && draw(g, 2) == 0)
		return (size_t)printf(",%s", lines[draw(g, 3)]);
	if (strcmp(shape, "plain") != 0 && draw(g, 6) == 0)
		return field(g, false, true, draw(g, 2) == 0 ? "yes, agreed" : "visit, home");
	return field(g, false, false, words[draw(g, 16)]);
}

static size_t
record(struct gen *g, const char *shape, uint32_t row)
{
	uint32_t area = draw(g, 12);
	/* An odd factor permutes the numbers below 2^22. */
	uint32_t key = strcmp(shape, "keys") == 0 ? (row * 2654435761u) & 0x3fffff : row;
	size_t n = number(g, true, 10000000 + key);

	n += field(g, false, false, areas[area][0]);
	n += field(g, false, false, areas[area][1]);
	n += date(g, 2013 + draw(g, 2));
	n += date(g, 2015 + draw(g, 2));
	n += field(g, false, false, categories[draw(g, 5)]);
	n += number(g, false, draw(g, 18));
	n += number(g, false, draw(g, 1000));
	n += note(g, shape);
	return n + end_row(g);
}

static size_t
wide_record(struct gen *g, bool heading)
{
	char name[16];
	size_t n = 0;

	for (uint32_t i = 0; i < 200; i++) {
		snprintf(name, sizeof name, "c%" PRIu32, i);
		n += heading ? field(g, i == 0, false, name) : number(g, i == 0, draw(g, 10000));
	}
	return n + end_row(g);
}

/* Row `row` of the series: each series has a level and 12 quarters around it. */
static size_t
point(struct gen *g, uint32_t row)
{
	uint32_t quarter = row % 12;

	if (quarter == 0)
		g->level = 20 + draw(g, 180);
	return (size_t)printf("s%07" PRIu32 ",20%02" PRIu32 "-%02" PRIu32 " Q%" PRIu32 ",%" PRIu32 "\n",
	    row / 12, 12 + quarter / 4, 13 + quarter / 4, quarter % 4 + 1, g->level - 9 + draw(g, 19));
}

static size_t
heading(const struct gen *g)
{
	static const char *const names[9] = {"child_id", "area", "area_code", "plan_start", "plan_end",
		"category", "age", "visits", "note"};
	size_t n = 0;

	for (size_t i = 0; i < 9; i++)
		n += field(g, i == 0, false, names[i]);
	return n + end_row(g);
}

int
main(int argc, char *argv[])
{
	static const char *const shapes[] = {"plain", "mixed", "quoted", "crlf", "lines", "text", "wide",
		"accents", "keys", "series"};
	const size_t nshapes = sizeof shapes / sizeof shapes[0];
	struct gen g = {.state = 20141231};
	size_t want, n, shape = 0;
	bool wide, series;

	while (argc == 3 && shape < nshapes && strcmp(argv[1], shapes[shape]) != 0)
		shape++;
	if (argc != 3 || shape == nshapes) {
		fputs("usage: gen plain|mixed|quoted|crlf|lines|text|accents|wide|keys|series mebibytes\n", stderr);
		return 2;
	}
	want = (size_t)strtoul(argv[2], NULL, 10) << 20;
	wide = strcmp(argv[1], "wide") == 0;
	series = strcmp(argv[1], "series") == 0;
	g.quote_all = strcmp(argv[1], "quoted") == 0;
	g.crlf = strcmp(argv[1], "crlf") == 0;
	n = wide ? wide_record(&g, true) : series ? (size_t)printf("series,period,value\n") : heading(&g);
	for (uint32_t row = 0; n < want || (series && row % 12 != 0); row++)
		n += wide ? wide_record(&g, false) : series ? point(&g, row) : record(&g, argv[1], row);
	if (fflush(stdout) == EOF || ferror(stdout))
		err(2, "<stdout>");
	return 0;
}
