#include "table/authority.h"

#include <ctype.h>
#include <string.h>

#include "base/errmsg.h"

const struct authority authority_north_east[AUTHORITY_NORTH_EAST_N] = {
	{"E06000001", "", "Hartlepool"},
	{"E06000002", "", "Middlesbrough"},
	{"E06000003", "", "Redcar and Cleveland"},
	{"E06000004", "", "Stockton-on-Tees"},
	{"E06000005", "", "Darlington"},
	{"E06000047", "", "County Durham"},
	{"E06000057", "E06000048", "Northumberland"},
	{"E08000021", "", "Newcastle upon Tyne"},
	{"E08000022", "", "North Tyneside"},
	{"E08000023", "", "South Tyneside"},
	{"E08000024", "", "Sunderland"},
	{"E08000037", "E08000020", "Gateshead"},
};

/* England, the regions, and London with its parts. */
static const struct region {
	char code[10], name[25];
} regions[] = {
	{AUTHORITY_ENGLAND_CODE, AUTHORITY_ENGLAND_NAME},
	{AUTHORITY_NORTH_EAST_CODE, AUTHORITY_NORTH_EAST_NAME},
	{"E12000002", "North West"},
	{"E12000003", "Yorkshire and The Humber"},
	{"E12000004", "East Midlands"},
	{"E12000005", "West Midlands"},
	{"E12000006", "East of England"},
	{"E12000008", "South East"},
	{"E12000009", "South West"},
	{"E12000007", "London"},
	{"E13000001", "Inner London"},
	{"E13000002", "Outer London"},
	{"W92000004", "Wales"},
	{"S92000003", "Scotland"},
	{"N92000002", "Northern Ireland"},
};
enum { ENGLAND, LONDON = 9, WALES = 12, NREGIONS = sizeof(regions) / sizeof(regions[0]) };

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Takes word off the end of s, of *n letters, or off its beginning, where something is left. */
static bool
drop(char *s, size_t *n, const char *word, bool end)
{
	size_t w;

	if (!end && s[0] != word[0])
		return false;
	w = strlen(word);
	if (*n <= w || memcmp(end ? s + *n - w : s, word, w) != 0)
		return false;
	*n -= w;
	if (!end)
		memmove(s, s + w, *n);
	s[*n] = '\0';
	return true;
}

/* Is the folded name a region's? The City of London is not London. */
static bool
is_region_name(const char *name)
{
	const struct slice s = slice_of(name);

	for (size_t i = 0; i < NREGIONS; i++)
		if (slice_caseeq(s, slice_of(regions[i].name)))
			return true;
	return false;
}

bool
authority_fold_name(char to[AUTHORITY_FOLDED], struct slice name)
{
	static const char *const before[] = {"the ", "city of ", "county of ", "county ",
	    "london borough of ", "metropolitan borough of ", "royal borough of ", "borough of "};
	static const char *const after[] = {" council", " borough", " city", " county",
	    " metropolitan", " district", " unitary", " authority", " city of", " county of",
	    " mbc", " mdc", " bc", " cc", " dc", " ua", " b", " lb"};
	size_t n = 0;
	bool again;

	for (size_t i = 0; i < name.n && n + 6 < AUTHORITY_FOLDED; i++) {
		unsigned char c = (unsigned char)name.p[i];
		const char *add = c == '&' ? " and " : NULL;

		if (c == '\'' || c == '.')
			continue;
		if (add == NULL && (isalnum(c) || c >= 0x80))
			to[n++] = (char)tolower(c);
		else if (add == NULL && n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
		for (; add != NULL && *add != '\0'; add++)
			if (*add != ' ' || (n > 0 && to[n - 1] != ' '))
				to[n++] = *add;
	}
	n -= n > 0 && to[n - 1] == ' ';
	to[n] = '\0';
	for (size_t i = 0; i < LENGTH(before); i++)
		drop(to, &n, before[i], false);
	again = strchr(to, ' ') != NULL;
	while (again) {
		again = false;
		for (size_t i = 0; i < LENGTH(after); i++)
			again |= drop(to, &n, after[i], true);
	}
	return to[0] != '\0' && !is_region_name(to);
}

/* `fold` is the folded name a, or "". */
static bool
is_same_name(struct slice a, const char *fold, struct slice b)
{
	char other[AUTHORITY_FOLDED];

	return slice_caseeq(a, b) || (fold[0] != '\0' && authority_fold_name(other, b) &&
	    strcmp(fold, other) == 0);
}

bool
authority_same_name(struct slice a, struct slice b)
{
	char fold[AUTHORITY_FOLDED];

	if (!authority_fold_name(fold, a))
		fold[0] = '\0';
	return is_same_name(a, fold, b);
}

/* Does `of` have each word of s, or with `digits` each that has a digit? */
static bool
has_words(struct slice of, struct slice s, bool digits)
{
	struct slice word, other;

	while (s.n > 0 && slice_next(&s, ' ', &word)) {
		struct slice rest = of;
		bool found = false, digit = false;

		for (size_t i = 0; i < word.n; i++)
			digit |= is_digit(word.p[i]);
		while (rest.n > 0 && !found && slice_next(&rest, ' ', &other))
			found = slice_eq(word, other);
		if (!found && (digit || !digits))
			return false;
	}
	return true;
}

/* Have they as many words, each with at most one letter otherwise? */
static bool
is_misspelt(struct slice a, struct slice b)
{
	struct slice one, other;

	while (a.n > 0 && b.n > 0)
		if (!slice_next(&a, ' ', &one) || !slice_next(&b, ' ', &other) ||
		    suggest_distance(one, other, 1) > 1)
			return false;
	return a.n == b.n;
}

bool
authority_like_name(struct slice a, struct slice b)
{
	char fold[2][AUTHORITY_FOLDED];
	struct slice one, other;

	(void)authority_fold_name(fold[0], a);
	(void)authority_fold_name(fold[1], b);
	one = slice_of(fold[0]);
	other = slice_of(fold[1]);
	return has_words(one, other, true) && has_words(other, one, true) &&
	    (has_words(one, other, false) || has_words(other, one, false) ||
	    suggest_distance(one, other, 1) <= 1 || is_misspelt(one, other));
}

size_t
authority_find(struct slice code, struct slice name)
{
	const struct authority *a = authority_north_east;
	char fold[AUTHORITY_FOLDED];

	if (code.n > 0 || !authority_fold_name(fold, name))
		fold[0] = '\0';
	for (size_t i = 0; i < AUTHORITY_NORTH_EAST_N; i++)
		if (code.n == 0 ? is_same_name(name, fold, slice_of(a[i].name)) :
		    slice_caseeq(code, slice_of(a[i].code)) ||
		    slice_caseeq(code, slice_of(a[i].earlier_code)))
			return i;
	return AUTHORITY_NORTH_EAST_N;
}

static bool
is_either(struct slice wanted, struct slice code, struct slice name)
{
	return (code.n > 0 && slice_caseeq(wanted, code)) ||
	    (name.n > 0 && slice_caseeq(wanted, name));
}

/* Is `wanted`, a code or a name, this region? */
static bool
means(struct slice wanted, const struct region *r)
{
	return is_either(wanted, slice_of(r->code), slice_of(r->name));
}

bool
authority_in_region(struct slice code, struct slice name, struct slice wanted)
{
	if (is_either(wanted, code, name))
		return true;
	for (size_t i = LONDON + 1; i < WALES && means(wanted, &regions[LONDON]); i++)
		if (means(code, &regions[i]) || means(name, &regions[i]))
			return true;
	return false;
}

bool
authority_means_england(struct slice wanted)
{
	return means(wanted, &regions[ENGLAND]);
}

/* By the code, or where there is none by the name. */
static bool
is_region(const struct region *r, struct slice code, struct slice name)
{
	return code.n > 0 ? slice_caseeq(code, slice_of(r->code)) :
	    slice_caseeq(name, slice_of(r->name));
}

struct slice
authority_region_code(struct slice code, struct slice name)
{
	for (size_t i = 0; i < NREGIONS; i++)
		if (is_region(&regions[i], code, name))
			return slice_of(regions[i].code);
	return (struct slice){"", 0};
}

struct slice
authority_region_name(struct slice code)
{
	for (size_t i = 0; i < NREGIONS; i++)
		if (slice_caseeq(code, slice_of(regions[i].code)))
			return slice_of(regions[i].name);
	return (struct slice){"", 0};
}

static bool
is_code(struct slice code, const char *start)
{
	size_t n = strlen(start);

	return code.n == 9 && slice_caseeq((struct slice){code.p, n}, slice_of(start)) &&
	    isdigit((unsigned char)code.p[8]);
}

/* "Total", "Grand total", "Total Wales". */
static bool
is_total(struct slice name)
{
	struct slice word;

	while (name.n > 0 && slice_next(&name, ' ', &word))
		if (slice_caseeq(word, slice_of("total")) ||
		    slice_caseeq(word, slice_of("totals")) ||
		    slice_caseeq(word, slice_of("sub-total")) ||
		    slice_caseeq(word, slice_of("subtotal")))
			return true;
	return false;
}

const char *
authority_level(struct slice code)
{
	static const struct {
		char start[4], level[12];
	} levels[] = {
		{"E06", "authorities"}, {"E07", "authorities"}, {"E08", "authorities"},
		{"E09", "authorities"}, {"E10", "authorities"}, {"W06", "authorities"},
		{"S12", "authorities"}, {"N09", "authorities"},
		{"E05", "wards"}, {"W05", "wards"}, {"S13", "wards"}, {"N08", "wards"},
		{"E02", "MSOAs"}, {"W02", "MSOAs"}, {"E01", "LSOAs"}, {"W01", "LSOAs"},
	};

	for (size_t i = 0; i < LENGTH(levels); i++)
		if (is_code(code, levels[i].start))
			return levels[i].level;
	return NULL;
}

enum authority_whole
authority_whole(struct slice code, struct slice name)
{
	static const char *const codes[] = {"E92", "W92", "S92", "N92", "K0", "E12", "E13", "E47"};
	static const char *const names[] = {"Great Britain", "United Kingdom",
	    "England and Wales", "All", "All areas", "All authorities", "All wards"};

	for (size_t i = 0; i < NREGIONS; i++)
		if (is_region(&regions[i], code, name))
			return i == ENGLAND ? AUTHORITY_ENGLAND : AUTHORITY_REGION;
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (is_code(code, codes[i]))
			return AUTHORITY_OTHER_WHOLE;
	for (size_t i = 0; i < LENGTH(names) && code.n == 0; i++)
		if (slice_caseeq(name, slice_of(names[i])))
			return AUTHORITY_OTHER_WHOLE;
	return is_total(name) ? AUTHORITY_OTHER_WHOLE : AUTHORITY_NO_WHOLE;
}

int
authority_county(struct slice code)
{
	return is_code(code, "E1000") ? (code.p[7] - '0') * 10 + (code.p[8] - '0') : 0;
}

/* Each county's first, then later codes. */
static const struct {
	short first, last, county;
} districts[] = {
	{4, 7, 2}, {8, 12, 3}, {26, 31, 6}, {32, 39, 7}, {40, 47, 8}, {48, 53, 9},
	{61, 65, 11}, {66, 77, 12}, {78, 83, 13}, {84, 94, 14}, {95, 104, 15},
	{105, 116, 16}, {117, 128, 17}, {129, 135, 18}, {136, 142, 19}, {143, 149, 20},
	{150, 156, 21}, {163, 169, 23}, {170, 176, 24}, {177, 181, 25}, {187, 191, 27},
	{192, 199, 28}, {200, 206, 29}, {207, 217, 30}, {218, 222, 31}, {223, 229, 32},
	{234, 239, 34}, {240, 243, 15}, {244, 245, 29}, {246, 246, 27},
};

int
authority_county_of_district(struct slice code)
{
	int n;

	if (!is_code(code, "E07000"))
		return 0;
	n = (code.p[6] - '0') * 100 + (code.p[7] - '0') * 10 + (code.p[8] - '0');
	for (size_t i = 0; i < LENGTH(districts); i++)
		if (n >= districts[i].first && n <= districts[i].last)
			return districts[i].county;
	return 0;
}

bool
authority_districts(int county, int *first, int *last)
{
	for (size_t i = 0; i < LENGTH(districts); i++)
		if (districts[i].county == county) {
			*first = districts[i].first;
			*last = districts[i].last;
			return true;
		}
	return false;
}

int
authority_later_district(int district)
{
	static const struct {
		short earlier, later;
	} changes[] = {
		{97, 242}, {100, 240}, {101, 243}, {104, 241}, {190, 246}, {191, 246},
		{201, 245}, {204, 245}, {205, 244}, {206, 244},
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		if (changes[i].earlier == district)
			return changes[i].later;
	return 0;
}

bool
authority_is_outside_england(struct slice code)
{
	return code.n == 9 && strchr("WSNwsn", code.p[0]) != NULL;
}
