#include "check/explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "check/check.h"
#include "check/companion.h"

static void
ignore_finding(void *arg, const struct finding *f)
{
	(void)arg;
	(void)f;
}

static void
explain_companions(const struct companions *companions, bool some, FILE *f)
{
	const struct program *p;

	for (size_t at = 0; (p = companions_program(companions, &at)) != NULL;) {
		if (p->nrules > 0 && !p->rule[0].builtin)
			fputs(some ? "\n" : "", f);
		some |= p->nrules > 0;
		rules_explain(p, f);
	}
}

/* The rules quote headings and texts. */
static int
explain(const struct program *header, const struct program *body,
    const struct companions *companions, FILE *out, struct errmsg *e)
{
	char *text = NULL;
	struct slice rest, line;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (f != NULL) {
		rules_explain(header, f);
		if (header->nrules > 0 && body->nrules > 0)
			putc('\n', f);
		rules_explain(body, f);
		explain_companions(companions, header->nrules > 0 || body->nrules > 0, f);
	}
	if (f == NULL || fclose(f) != 0)
		return errmsg_set(e, "--explain: %s", strerror(errno));
	rest = (struct slice){text, n > 0 ? n - 1 : 0};		/* without the last newline */
	while (slice_next(&rest, '\n', &line))
		visible_line(out, "%.*s", SLICE_ARG(line));
	free(text);
	return 0;
}

int
explain_rules(struct rules *rules, const struct reader_options *csv, struct remarks *m,
    const char *path, FILE *out, struct errmsg *e)
{
	struct check_options opt = {.csv = *csv, .remarks = m, .sink = {.take = ignore_finding}};
	struct companions *companions = companions_new(rules, &opt);
	struct check *c;
	int r = companions_bind(companions, e);

	opt.linked = companions_linked(companions);
	c = check_new(rules, &opt);
	if (r == 0)
		r = check_bind(c, path, e);
	if (r == 0 && !m->fatal)
		r = explain(check_header_program(c), check_program(c), companions, out, e);
	check_free(c);
	companions_free(companions);
	return r;
}
