#include "area/benchout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "area/benchrow.h"
#include "area/league.h"
#include "base/memory.h"
#include "table/rows.h"

struct benchmark *
benchout_work_out(const struct areas *a, double per, double conf, struct errmsg *e)
{
	size_t n = areas_ngroups(a), bad;
	struct benchmark *b = xcalloc(n + 1, sizeof *b);

	for (size_t i = 0; i < n; i++) {
		const struct area_group *g = areas_group(a, i);

		if (benchmark_make(&b[i], g, per, conf, &bad) != 0) {
			errmsg_set(e, "line %llu: the figures of %s are beyond what the methods take",
			    (unsigned long long)g->area[bad].line, area_shown(&g->area[bad]));
			benchout_free(b, a);
			return NULL;
		}
	}
	return b;
}

void
benchout_free(struct benchmark *b, const struct areas *a)
{
	for (size_t i = 0; i < areas_ngroups(a); i++)
		benchmark_free(&b[i]);
	free(b);
}

static int
write_rows(const struct benchout *o, const struct areas *a, const struct benchmark *b, double conf,
    struct errmsg *e)
{
	struct rows *out = rows_open(o->format, o->spreadsheet_safe, STDOUT_FILENO, "<stdout>");

	if (o->detailed)
		benchdetail_heading(out, o->detail);
	else
		benchrow_heading(out, conf, o->each_region);
	for (size_t i = 0; i < areas_ngroups(a); i++) {
		if (o->detailed)
			benchdetail_group(out, o->detail, areas_group(a, i), &b[i]);
		else
			benchrow_group(out, areas_group(a, i), &b[i], o->each_region, o->totals);
	}
	return rows_close_stdout(out, e);
}

int
benchout_write(const struct benchout *o, const struct areas *a, const struct benchmark *b,
    double conf, struct errmsg *e)
{
	if (o->format != ROWS_TEXT || o->detailed)
		return write_rows(o, a, b, conf, e);
	if (league_print(a, b, &o->league, stdout) != 0)
		return errmsg_set(e, "no memory for the table: %s", strerror(errno));
	return filter_close_stdout(e);
}
