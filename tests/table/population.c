#include "table/population.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "table/role.h"
#include "tap/tap.h"

static const char table[] =
    "time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,"
    "la_name,population_estimate\n"
    "2013,National,E92000001,England,,,,,11473080\n"
    "2013,Regional,E92000001,England,E12000001,North East,,,\"523,477\"\n"
    "2013,Local authority,E92000001,England,E12000001,North East,E06000003,Redcar and Cleveland,"
    "27501\n"
    "2014,Local authority,E92000001,England,E12000001,North East,E06000003,Redcar and Cleveland,"
    "x\n";

static struct population *
read_ages(const char *text, struct ages ages, struct errmsg *e)
{
	char path[] = "/tmp/population-XXXXXX";
	const struct input_options opt = {0};
	const char *const none[ROLE_N] = {0};
	struct population *t;
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	fputs(text, f);
	fclose(f);
	t = population_read(path, &opt, none, PERIOD_NO_YEAR, ages, e);
	unlink(path);
	return t;
}

static struct population *
read_text(const char *text, struct errmsg *e)
{
	return read_ages(text, (struct ages){0, 0}, e);
}

static struct period
period(const char *s)
{
	struct period p = {.freq = PERIOD_NONE};

	period_parse(slice_of(s), PERIOD_NO_YEAR, &p);
	return p;
}

/* The figure, -1 for a mark, -2 for no row. */
static double
look(const struct population *t, const char *code, const char *name, const char *when)
{
	struct num num;

	if (!population_find(t, slice_of(code), slice_of(name), period(when), &num))
		return -2;
	return num.kind == NUM_VALUE ? num.value : -1;
}

/* The year whose population belongs to counts of a period. */
static int
year(const struct population *t, const char *when, int lag)
{
	struct period p = population_period(t, period(when), lag);

	return p.freq == PERIOD_YEAR ? p.ord : -1;
}

static char heard[2000];

static void
hear(const char *message)
{
	size_t n = strlen(heard);

	snprintf(heard + n, sizeof(heard) - n, "%s\n", message);
}

/* Areas under other codes, divided, or with districts; regions as sums. */
static void
check_codes(void)
{
	struct population *t;
	struct errmsg e;

	t = read_text("period,area_code,area,population\n"
	    "2014,E06000066,Somerset,10\n2014,E06000061,North Northamptonshire,20\n"
	    "2014,E06000062,West Northamptonshire,30\n2014,E06000063,Cumberland,40\n"
	    "2014,E06000059,Dorset,50\n2020,E06000059,Dorset,51\n"
	    "2014,E07000234,a,1\n2014,E07000235,b,1\n2014,E07000236,c,1\n2014,E07000237,d,1\n"
	    "2014,E07000238,e,1\n2014,E07000239,f,1\n2014,E07000200,g,1\n2014,E07000202,h,1\n"
	    "2014,E07000203,i,1\n2014,E07000244,j,5\n2014,E07000245,k,6\n"
	    "2014,E07000004,Aylesbury,7\n", &e);
	if (!ok(t != NULL))
		return;
	ok(look(t, "E10000027", "Somerset", "2014") == 10);	/* its later code */
	ok(look(t, "933", "", "2014") == 10);
	ok(look(t, "E10000021", "", "2014") == 50);	/* divided into two */
	ok(look(t, "E10000006", "", "2014") == -2);	/* one of two is missing */
	ok(look(t, "E10000009", "", "2014") == -2);	/* another area */
	ok(look(t, "", "Dorset", "2014") == -2);
	ok(look(t, "", "Dorset Council", "2020") == 51);
	ok(look(t, "E10000034", "", "2014") == 6);	/* six districts */
	ok(look(t, "E10000029", "", "2014") == 14);	/* two of them later ones */
	ok(look(t, "E10000002", "", "2014") == -2);	/* one of four */
	ok(look(t, "", "Northamptonshire", "2014") == -2);
	ok(look(t, "E12000005", "West Midlands", "2014") == -2);
	heard[0] = '\0';
	population_notes(t, period("2014"), period("2014"), 0, hear);
	ok(strstr(heard, "note: E10000027 Somerset became E06000066 in 2023\n") != NULL);
	ok(strstr(heard, "West Northamptonshire in 2021: their sum is used\n") != NULL);
	ok(strstr(heard, "'Worcestershire' is not in ") != NULL);
	ok(strstr(heard, "the sum of its 6 districts is used\n") != NULL);
	ok(strstr(heard, "note: 1 more area found by another code or as a sum\n") != NULL);
	population_free(t);
	t = read_text("area_code,area,population_2013,population_2024\n"
	    "E10000027,Somerset,10,\nE06000066,Somerset,,11\n", &e);
	ok(t != NULL && look(t, "933", "", "2013") == 10 && look(t, "933", "", "2024") == 11);
	ok(t != NULL && look(t, "", "Somerset", "2024") == 11);
	population_free(t);
	t = read_text("period,area_code,population\n"
	    "2014,E06000001,1\n2014,E06000002,1\n2014,E06000003,1\n2014,E06000004,1\n"
	    "2014,E06000005,1\n2014,E06000047,1\n2014,E06000057,1\n2014,E08000021,1\n"
	    "2014,E08000022,1\n2014,E08000023,1\n2014,E08000024,1\n2014,E08000037,1\n"
	    "2015,E06000001,1\n", &e);
	if (!ok(t != NULL))
		return;
	ok(look(t, "E12000001", "North East", "2014") == 12);
	ok(look(t, "", "north east", "2014") == 12);
	ok(look(t, "E12000001", "North East", "2015") == -2);
	ok(look(t, "E92000001", "England", "2014") == -2);
	ok(look(t, "W92000004", "Wales", "2014") == -2);
	population_free(t);
}

static const char ages[] = "code,lad23nm,lad23cd,sex,age,population_2013,population_2014\n";

static struct population *
read_rows(const char *rows, struct errmsg *e)
{
	char text[2000];

	snprintf(text, sizeof(text), "%s%s", ages, rows);
	return read_ages(text, (struct ages){0, 3}, e);
}

/* Whether the file is refused with these words. */
static void
check_refused(const char *rows, const char *words)
{
	struct errmsg e = {""};
	struct population *t = read_rows(rows, &e);

	tap_ok(t == NULL && strstr(e.text, words) != NULL, e.text);
	population_free(t);
}

/* Single years of age and sexes, the years in the headings. */
static void
check_ages(void)
{
	static const char rows[] = "1,Redcar,E06000003,F,0,1,10\n1,Redcar,E06000003,F,1,2,20\n"
	    "1,Redcar,E06000003,F,2,0,30\n1,Redcar,E06000003,F,3,9,900\n"
	    "1,Redcar,E06000003,M,0-1,4,40\n1,Redcar,E06000003,M,2,5,x\n";
	struct population *t;
	struct errmsg e;

	t = read_rows(rows, &e);
	if (!ok(t != NULL))
		return;
	ok(look(t, "E06000003", "", "2013") == 12);
	ok(look(t, "E06000003", "", "2014") == -1);	/* a part is a mark */
	heard[0] = '\0';
	population_notes(t, period("2013"), period("2013"), 0, hear);
	ok(strstr(heard, "(no lag; ages 0 to 2; both sexes added)") != NULL);
	population_free(t);
	t = read_rows("1,A,E1,Persons,0,1,1\n1,A,E1,Persons,1-2,5,5\n1,A,E1,M,0-2,4,4\n"
	    "1,A,E1,F,0-2,2,2\n1,A,E1,Persons,All ages,70,70\n", &e);
	ok(t != NULL && look(t, "E1", "", "2014") == 6);	/* persons, not the sexes as well */
	population_free(t);
	t = read_rows("1,A,E1,Persons,0,1,1\n1,A,E1,M,0-2,4,4\n1,A,E1,F,0-2,9,9\n", &e);
	ok(t != NULL && look(t, "E1", "", "2014") == 13);	/* persons are not complete */
	population_free(t);
	t = read_ages("period,area,age,population\n2014,A,0-17,5\n2014,A,18-89,6\n2014,A,90,7\n",
	    (struct ages){18, AGES_END}, &e);
	ok(t != NULL && look(t, "", "A", "2014") == 13);	/* ONS: 90 is 90 and over */
	population_free(t);
	ok(read_ages("period,area,age,population\n2014,A,0-89,5\n2014,A,90,7\n",
	    (struct ages){0, 91}, &e) == NULL);
	ok(strstr(e.text, "no persons aged 90 for 'A'") != NULL);
	check_refused("1,A,E1,F,0-2,4,4\n", "2: no males for 'A' in 2013; expected both sexes");
	check_refused("1,A,E1,F,0-2,4,4\n1,A,E1,M,0,4,4\n1,A,E1,M,2,4,4\n",
	    "2: no males aged 1 for 'A' in 2013; expected rows that add up to ages 0 to 2");
	check_refused("1,A,E1,P,0-2,4,4\n", "sex: 'P' is not a sex");
	check_refused("1,A,E1,Total,0-1,4,4\n1,A,E1,Total,2-4,4,4\n", "no persons aged 2 for 'A'");
	check_refused("1,A,E1,Total,4-9,4,4\n", "no persons aged 0 for 'A'");
	check_refused("1,A,E1,F,0,4,4\n1,A,E1,F,0,4,4\n", "a second population for 'E1'");
	check_refused("1,A,E1,F,soon,4,4\n", "age: 'soon' is not an age");
	check_refused("1,A,E1,Persons,0-2,0,4\n", "a population of 0 for 'A'");
	check_refused("1,A,E1,F,0,-4,4\n", "population_2013: '-4' is not a population");
	ok(read_text("period,area,age,population\n2014,A,0,5\n2014,A,1,6\n", &e) == NULL);
	ok(strstr(e.text, "such as --ages 0-17") != NULL);
	ok(read_ages("period,area,population\n2014,A,5\n", (struct ages){0, 18}, &e) == NULL);
	ok(strstr(e.text, "has no column of ages") != NULL);
	ok(read_text("area,population_2014,population_2014\nA,5,5\n", &e) == NULL);
	ok(read_text("area,population_2014,Mid-2014\nA,5,5\n", &e) == NULL);
	ok(strstr(e.text, "are the same year") != NULL);
	ok(read_text("area,population_2013 and 2014\nA,5\n", &e) == NULL);
	ok(strstr(e.text, "is not a population of one year") != NULL);
	ok(read_text("area,population_2013,population_2013-14\nA,5,5\n", &e) == NULL);
	ok(strstr(e.text, "are years of two kinds") != NULL);
	ok(read_text("area,pop 2013\nA,5\n", &e) == NULL);
	ok(strstr(e.text, "; or years in headings such as population_2023") != NULL);
}

int
main(void)
{
	struct population *t;
	struct errmsg e;

	t = read_text(table, &e);
	if (!ok(t != NULL))
		return done_testing();
	ok(look(t, "E06000003", "", "2013") == 27501);
	ok(look(t, " E06000003 ", "Another name", "2013") == 27501);
	ok(look(t, "", "Redcar and Cleveland", "2013") == 27501);
	ok(look(t, "E06000003", "", "2014") == -1);
	ok(look(t, "E06000003", "", "2012") == -2);
	ok(look(t, "E12000001", "", "2013") == 523477);
	ok(look(t, "E92000001", "", "2013") == 11473080);
	ok(look(t, "", "", "2013") == -2);
	ok(look(t, "", "North East", "2013") == 523477);
	ok(look(t, "", "England", "2013") == 11473080);
	ok(look(t, "E99999999", "Redcar and Cleveland", "2013") == -2);	/* a name for another code */
	ok(year(t, "2014", 1) == 2013);
	ok(year(t, "2014", 0) == 2014);
	ok(year(t, "2014-15", 1) == 2014);	/* ends on 31 March 2015 */
	ok(year(t, "2014-15 Q1", 0) == 2014);
	ok(year(t, "2014-15 Q4", 0) == 2015);
	ok(year(t, "2014-Q4", 1) == 2013);
	population_notes(t, period("2013"), period("2015"), 1, hear);
	ok(strncmp(heard, "note: counts of 2013 to 2015 with the populations of 2012 to 2014 in ",
	    69) == 0);
	ok(strstr(heard, "(a lag of 1 year)") != NULL);
	population_free(t);

	t = read_text("period,area,population\n2014-15 Q1,A,5\n2014-15 Q2,A,6\n", &e);
	ok(t != NULL && look(t, "", "A", "2014-15 Q2") == 6);
	ok(t != NULL && population_period(t, period("2015-16 Q2"), 1).ord ==
	    period("2014-15 Q2").ord);
	population_free(t);

	t = read_text("period,area_code,area,population\n"
	    "2018,E10000009,Dorset,5\n2018,E06000059,Dorset,6\n"
	    "2018,E08000037,Gateshead,7\n2018,E06000048,Northumberland,8\n2018,,Isle,9\n", &e);
	if (!ok(t != NULL))
		return done_testing();
	ok(look(t, "", "Dorset", "2018") == -2);	/* which of the two? */
	ok(look(t, "E06000059", "Dorset", "2018") == 6);
	ok(look(t, "E08000020", "Gateshead", "2018") == 7);	/* its code until 2013 */
	ok(look(t, "E06000057", "Northumberland", "2018") == 8);
	ok(look(t, "", "Gateshead", "2018") == 7);
	ok(look(t, "E99", "Isle", "2018") == 9);	/* the table has no code for it */
	population_free(t);

	ok(read_text("period,area,population\n2014,A,5\n2014,A,6\n", &e) == NULL);
	ok(strstr(e.text, "a second population for 'A'") != NULL);
	ok(read_text("period,area,population\n2014,A,0\n", &e) == NULL);
	ok(read_text("period,area,population\n2014,A,many\n", &e) == NULL);
	ok(read_text("period,area,population\nsoon,A,5\n", &e) == NULL);
	ok(read_text("period,population\n2014,5\n", &e) == NULL);
	ok(read_text("area,population\nA,5\n", &e) == NULL);
	ok(read_text("", &e) == NULL);
	check_codes();
	check_ages();
	return done_testing();
}
