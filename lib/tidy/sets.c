#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "tidy/doubt.h"
#include "tidy/parts.h"

static const char by_name[] = "@name";

struct slice
sets_column(const struct tidy *t, struct slice name)
{
	for (size_t i = 0; i < TIDY_NCOLUMNS + (size_t)t->opt->head.flags; i++)
		if (slice_caseeq(name, slice_of(tidy_columns[i].name)))
			return slice_of(tidy_columns[i].name);
	return (struct slice){"", 0};
}

bool
sets_is_column(const struct tidy *t, struct slice name)
{
	return sets_column(t, name).n > 0;
}

static struct slice
name_of(const char *set)
{
	return (struct slice){set, strcspn(set, "=")};
}

static bool
is_period(const char *set)
{
	return slice_is(name_of(set), "period");
}

int
sets_begin(struct tidy *t)
{
	const struct option_list *sets = &t->opt->sets;

	t->head_options = t->opt->head;
	t->names = intern_new();
	t->set_text = xcalloc(sets->n + 1, sizeof(*t->set_text));
	for (size_t i = 0; i < sets->n; i++) {
		struct slice name = name_of(sets->item[i]);

		if (is_period(sets->item[i]) && !t->set_period)
			t->head_options.one_period = t->set_period = true;
		else if (sets_is_column(t, name) || intern_id(t->names, name) != t->nsets)
			return errmsg_set(t->e, "--set: the output has a column '%.*s' already; "
			    "expected another name", SLICE_ARG(name));
		else
			t->nsets++;
	}
	return 0;
}

/* The first group of the pattern in the name of the file. */
static int
match_name(struct tidy *t, const char *pattern, const char *path, struct textbuf *text)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	regmatch_t m[2];
	regex_t re;
	int r;

	if (regcomp(&re, pattern, REG_EXTENDED) != 0)
		return errmsg_set(t->e, "--set: '%s' is not an extended regular expression",
		    pattern);
	if (re.re_nsub == 0)
		r = errmsg_set(t->e, "--set: '%s' has no group; expected (...) around the part of "
		    "the name", pattern);
	else if (regexec(&re, name, 2, m, 0) != 0 || m[1].rm_so < 0)
		r = errmsg_set(t->e, "%s: the name '%s' does not match '%s'; expected one "
		    "that does", input_file(t->in), name, pattern);
	else {
		textbuf_add(text, (struct slice){name + m[1].rm_so,
		    (size_t)(m[1].rm_eo - m[1].rm_so)});
		r = 0;
	}
	regfree(&re);
	return r;
}

/* The text of VALUE for this file. */
static int
take_value(struct tidy *t, const char *value, struct textbuf *text)
{
	const size_t n = strlen(by_name);
	const char *path = input_file(t->in);
	char buf[PERIOD_SIZE];
	struct errmsg why;
	struct period p;

	textbuf_reset(text);
	if (strncmp(value, by_name, n) != 0 || (value[n] != '\0' && value[n] != ':')) {
		textbuf_add(text, slice_of(value));
		return 0;
	}
	if (strcmp(path, "<stdin>") == 0)
		return errmsg_set(t->e, "--set: standard input has no name; expected a file, or a "
		    "value");
	if (value[n] == ':')
		return match_name(t, value + n + 1, path, text);
	if (filename_period(path, t->opt->head.fyear, &p, &why) != 0)
		return errmsg_set(t->e, "%s: %s", path, why.text);
	period_format(buf, p);
	textbuf_add(text, slice_of(buf));
	return 0;
}

/* The periods of all files are of one length. */
static int
check_length(struct tidy *t)
{
	enum period_freq *freq = &t->set_freq;

	if (*freq == PERIOD_NONE)
		*freq = t->one_period.freq;
	period_settle(&t->one_period, *freq);
	return t->one_period.freq == *freq ? 0 : errmsg_set(t->e, "%s: %s: a %s, and of "
	    "the files before a %s; expected periods of one length", input_file(t->in),
	    t->set_period ? "--set period" : "the title's period",
	    period_freq_name(t->one_period.freq), period_freq_name(*freq));
}

int
sets_take_period(struct tidy *t, struct period p)
{
	t->one_period = p;
	return check_length(t);
}

static int
take_period(struct tidy *t, struct slice text, bool by_pattern)
{
	const int fyear = t->opt->head.fyear;
	struct errmsg why;

	if (when_parse(text, fyear, &t->one_period, &why) != 0)
		return errmsg_set(t->e, "--set period: %s", why.text);
	if (by_pattern && role_lacks_year(text) && filename_check_year(input_file(t->in), fyear,
	    t->one_period, &why) != 0)
		return errmsg_set(t->e, "%s: %s", input_file(t->in), why.text);
	if (doubt_turn_day(&t->one_period, t->opt->head.date_as, &t->set_days, &why) != 0)
		return errmsg_set(t->e, "--set period: '%.*s' is %s", SLICE_ARG(text), why.text);
	return check_length(t);
}

int
sets_take_file(struct tidy *t)
{
	const struct option_list *sets = &t->opt->sets;
	bool taken = false;
	size_t pass = 0;

	for (size_t i = 0; i < sets->n; i++) {
		const char *set = sets->item[i];
		struct textbuf *text = &t->set_text[i];
		const bool period = !taken && is_period(set);

		if (take_value(t, set + name_of(set).n + 1, text) != 0 ||
		    (period && take_period(t, textbuf_slice(text), strncmp(set + name_of(set).n + 1,
		    by_name, strlen(by_name)) == 0) != 0))
			return -1;
		taken |= period;
		if (!period && t->pass != NULL)
			t->pass[pass++] = textbuf_slice(text);
	}
	if (t->pass != NULL)
		facts_pass(t, pass);
	return 0;
}
