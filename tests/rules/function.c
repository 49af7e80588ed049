/* The table of functions and aggregates: rows are complete, and the manual has the same names. */
#include <stdlib.h>

#include "base/slice.h"
#include "rules/function.h"
#include "tap/tap.h"

static bool
is_aggregate(const struct function *f)
{
	return (f->reach & REACH_GROUP) != 0;
}

static bool
has_arguments(const struct function *f)
{
	unsigned n = function_arity(f);

	for (unsigned i = n; i < MOST_ARGUMENTS; i++)
		if (f->arg[i] != ARG_NONE)
			return false;
	return is_aggregate(f) ? n == 1 : n > 0;
}

static bool
has_words(const struct function *f)
{
	return f->words == NULL ? !is_aggregate(f) : strpbrk(f->words, "$&") != NULL;
}

static void
check_row(const struct function *f)
{
	struct textbuf name = {0};
	const struct {
		const char *member;
		bool right;
	} members[] = {
		{"value", f->value != NULL},
		{"arg", has_arguments(f)},
		{"result", f->result != RESULT_NONE},
		{"words", has_words(f)},
		{"add", is_aggregate(f) == (f->add != NULL)},
		{"where_words", is_aggregate(f) == (f->where_words != NULL)},
		{"rows", is_aggregate(f) || !f->rows},
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		textbuf_reset(&name);
		textbuf_addf(&name, "the row of %s() has its %s", f->name, members[i].member);
		tap_ok(members[i].right, name.p);
	}
	textbuf_reset(&name);
	textbuf_addf(&name, "%s() is found by its name", f->name);
	tap_ok(function_find(slice_of(f->name)) == f, name.p);
	textbuf_free(&name);
}

/* The names in double quotes of a definition of the manual's grammar, each with a blank. */
static void
manual_names(const char *page, const char *symbol, struct textbuf *names)
{
	const char *p = strstr(page, symbol), *end = p == NULL ? NULL : strchr(p, ';'), *close;

	for (; p != NULL && (p = strchr(p, '"')) != NULL && p < end; p = close + 1) {
		close = strchr(p + 1, '"');
		textbuf_addf(names, "%.*s ", (int)(close - p - 1), p + 1);
	}
}

static void
check_names(const char *page, bool aggregates_only, const char *symbol)
{
	struct textbuf ours = {0}, manual = {0}, missing = {0}, call = {0}, apart = {0};
	const char *table = strstr(page, ".Ss The whole in one table"), *end = strstr(page, ".TE"), *at;
	const struct function *f;

	for (size_t i = 0; (f = function_at(i)) != NULL; i++) {
		if (is_aggregate(f) != aggregates_only)
			continue;
		textbuf_addf(&ours, "%s ", f->name);
		textbuf_reset(&call);
		textbuf_addf(&call, "%s(", f->name);
		if (strstr(page, call.p) == NULL)
			textbuf_addf(&missing, "%s ", f->name);
		at = table == NULL ? NULL : strstr(table, f->name);
		if (at == NULL || at > end)
			textbuf_addf(&apart, "%s ", f->name);
	}
	manual_names(page, symbol, &manual);
	is_str(manual.p == NULL ? "" : manual.p, ours.p, "the grammar has the same names");
	is_str(missing.p == NULL ? "" : missing.p, "", "each is described");
	is_str(apart.p == NULL ? "" : apart.p, "", "each is in the table of all constructs");
	textbuf_free(&ours);
	textbuf_free(&manual);
	textbuf_free(&missing);
	textbuf_free(&apart);
	textbuf_free(&call);
}

int
main(void)
{
	static char page[128 * 1024];
	FILE *in = fopen("man/quarterly-rules.5", "r");
	const struct function *f;

	for (size_t i = 0; (f = function_at(i)) != NULL; i++)
		check_row(f);
	ok(function_find(slice_of("nothing")) == NULL);
	if (ok(in != NULL)) {
		page[fread(page, 1, sizeof(page) - 1, in)] = '\0';
		fclose(in);
		check_names(page, true, "agg      =");
		check_names(page, false, "func     =");
	}
	return done_testing();
}
