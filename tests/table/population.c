#include "table/population.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
read_text(const char *text, struct errmsg *e)
{
	char path[] = "/tmp/population-XXXXXX";
	const struct input_options opt = {0};
	const char *const none[ROLE_N] = {0};
	struct population *t;
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	fputs(text, f);
	fclose(f);
	t = population_read(path, &opt, none, PERIOD_NO_YEAR, e);
	unlink(path);
	return t;
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
	population_note(t, period("2013"), period("2015"), 1, &e);
	ok(strncmp(e.text, "counts of 2013 to 2015 with the populations of 2012 to 2014 in ",
	    63) == 0);
	ok(strstr(e.text, "(a lag of 1 year)") != NULL);
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
	return done_testing();
}
