/* What a heading says; whole tables are in tests/csv-tidy.sh. */
#include "tidy/tabhead.h"

#include "tap/tap.h"

enum { MOST = 8 };

static int
head(struct tabhead *h, const char *line, const struct tabhead_options *opt, struct errmsg *e)
{
	struct slice cell[MOST];
	size_t n = 0;

	for (const char *p = line; n < MOST; p += cell[n++].n + 1) {
		cell[n] = (struct slice){p, strcspn(p, ",")};
		if (p[cell[n].n] == '\0') {
			n++;
			break;
		}
	}
	*e = (struct errmsg){0};
	return tabhead_read(h, cell, n, opt, e);
}

static void
refuses(const char *line, const struct tabhead_options *opt, const char *says)
{
	struct tabhead h;
	struct errmsg e;

	if (!tap_ok(head(&h, line, opt, &e) == -1 && strstr(e.text, says) != NULL, line))
		printf("# '%s', wanted '%s'\n", e.text, says);
	tabhead_free(&h);
}

static char
kind_of(const struct tabhead *h, int c)
{
	if (c == h->indicator)
		return 'i';
	if (c == h->category)
		return 'c';
	if (c == h->period || c == h->identifier)
		return 't';
	switch (h->column[c].kind) {
	case COLUMN_PASS: return 'p';
	case COLUMN_USED: return '%';
	case COLUMN_FIGURE: return 'f';
	case COLUMN_EMPTY: return '-';
	}
	return '?';
}

/*
 * A letter for each column: i indicator, c category, t time, f figure, % percentage, p passes
 * through, - empty.
 */
static void
reads(const char *line, const struct tabhead_options *opt, const char *kinds, const char *fixed)
{
	struct tabhead h;
	struct errmsg e;
	char got[MOST + 1] = "";

	if (head(&h, line, opt, &e) == -1) {
		tap_ok(false, line);
		printf("# %s\n", e.text);
		tabhead_free(&h);
		return;
	}
	for (size_t i = 0; i < h.n; i++)
		got[i] = kind_of(&h, (int)i);
	if (!tap_ok(strcmp(got, kinds) == 0 && (fixed == NULL ? h.fixed == NULL :
	    h.fixed != NULL && strcmp(h.fixed, fixed) == 0), line))
		printf("# %s, indicator %s\n", got, h.fixed != NULL ? h.fixed : "none");
	tabhead_free(&h);
}

int
main(void)
{
	const struct tabhead_options plain = {.fyear = PERIOD_NO_YEAR}, year = {.fyear = 2014};
	const struct tabhead_options named = {.fyear = 2014, .indicator = "Plans"};
	char any_1[] = "*_1", a[] = "a", b[] = "b", *stars[] = {any_1}, *two[] = {a, b};
	const struct tabhead_options star = {.fyear = 2014, .measures = {stars, 1, 0}};
	const struct tabhead_options pair = {.fyear = 2014, .measures = {two, 2, 0}};
	const struct tabhead_options chosen = {.fyear = 2014, .chosen[ROLE_VALUE] = "CPP_At31"};
	const struct tabhead_options swapped = {.fyear = 2014, .chosen[ROLE_INDICATOR] = "category",
	    .measures = {two, 2, 0}};

	reads("Indicator,Q1,Q2", &year, "iff", NULL);
	reads("indicators,Q1", &year, "if", NULL);
	reads(",Q1", &year, "if", NULL);
	reads("Category of Abuse,Q1", &year, "cf", "Category of Abuse");
	reads("Category of Abuse,Q1", &named, "cf", "Plans");
	reads("Indicator,Q1", &named, "cf", "Plans");
	reads("Area,Category,2014,2015", &plain, "pcff", "Category");
	reads("indicator,category,2014", &plain, "icf", NULL);
	reads("Indicator,Q1,Q1 %,Who", &year, "if%p", NULL);
	reads("Indicator,x,Q1", &year, "ipf", NULL);
	reads("Indicator,Q1,,", &year, "if--", NULL);
	reads("la_name,2014", &named, "pf", "Plans");
	reads("Indicator,2014,2015 (p)", &plain, "iff", NULL);
	reads("Indicator,Q1,Qtr 2 [note 1],Q2 %", &year, "iff%", NULL);
	reads("area,sex,population_2014,population_2015", &plain, "ppff", "population");
	reads("Category,plans 2014-15 Q1,plans 2014-15 Q2 r", &plain, "cff", "plans");
	reads("Indicator,2014,Change since 2013", &plain, "ifp", NULL);
	reads("period,value", &plain, "tf", NULL);
	reads("time_period,time_identifier,number,percent", &plain, "ttf%", NULL);
	reads("period,CPP_At31,x", &chosen, "tfp", "CPP_At31");
	reads("period,CPP_At31,CPP_At31_percent", &chosen, "tf%", "CPP_At31");
	reads("period,a_1,b_1,b_1_pct,c", &star, "tff%p", NULL);
	reads("period,category,a,b", &pair, "tcff", NULL);
	reads("period,category,a,b", &swapped, "tiff", NULL);

	refuses("Indicator,Q1", &plain, "-y 2014-15");
	refuses("Indicator,2014,Q1", &plain, "some quarters have no year");
	refuses("Indicator,Q1,2014-15", &year, "a financial year among the financial quarters");
	refuses("Indicator,Q1,2014-15 Q1", &year, "2014-15 Q1: the same period as an earlier");
	refuses("Indicator,Q1,Q1", &year, "Q1: columns 2 and 3 both have this heading");
	refuses("Indicator,Q1,12", &year, "'12' is a number");
	refuses("Indicator,P1,Q2", &year, "one letter away");
	refuses("Indicator,2014,2015x", &plain, "2015x: one letter away");
	refuses("Indicator,2014,Juna 2015", &plain, "Juna 2015: one letter away");
	refuses("Indicator,2014,2015 (target)", &plain, "a note that is not known");
	refuses("Indicator,2014,2013 and 2015", &plain, "2013 and 2015: two periods");
	refuses("Indicator,Ql", &year, "no heading is a period");
	refuses("area,plans_2014,starts_2014", &plain, "expected one measure");
	refuses("Indicatr,Q1", &year, "the heading 'Indicatr' is nearly 'indicator'");
	refuses("la_name,2014", &plain, "--indicator");
	refuses("Name,Score", &plain, "no heading is a period");
	refuses("period,x", &plain, "no column for the role value");
	refuses("period,a", &pair, "no column 'b'");
	refuses("period,indicator,category,a,b", &pair, "no column is left for");
	refuses("period,indicator,value", &named, "--indicator cannot be combined");
	return done_testing();
}
