#include "table/cell.h"

#include <math.h>
#include <stdio.h>

int
cell_read(struct input *in, size_t col, const struct cell_rule *rule, struct num *num,
    struct errmsg *e)
{
	struct slice s = input_field(in, col);
	double v;

	num_parse(s, NUM_COMMAS | NUM_MARKS | NUM_EXPONENT, num);
	v = num->value;
	if (num->kind == NUM_BAD || (num->kind == NUM_VALUE && (v < rule->least ||
	    (rule->above && v == rule->least) || (rule->whole && v != floor(v)))))
		return input_fault(in, col, e, "'%.*s' is not a %s; expected %s", SLICE_ARG(s),
		    rule->what, rule->expected);
	return 0;
}

double
cell_value(const struct num *num)
{
	return num->kind == NUM_VALUE ? num->value : NAN;
}

static const char kinds[][8] = {[KIND_UNSAID] = "", [KIND_STOCK] = "stock", [KIND_FLOW] = "flow"};

const char *
kind_name(enum kind kind)
{
	return kinds[kind];
}

bool
kind_parse(struct slice s, enum kind *kind)
{
	for (int k = KIND_UNSAID; k <= KIND_FLOW; k++)
		if (slice_caseeq(slice_trim(s), slice_of(kinds[k]))) {
			*kind = (enum kind)k;
			return true;
		}
	return false;
}

bool
level_parse(struct slice s, double *conf)
{
	struct num num;
	double c;

	if (num_parse(s, NUM_PERCENT, &num) != NUM_VALUE || !num.exact || num.figure.d > 1000000)
		return false;
	/* One division: the double nearest to 0.998. */
	c = (double)num.figure.n / (double)(100 * num.figure.d);
	if (!(c >= 0.5 && c < 1))
		return false;
	*conf = c;
	return true;
}

int
level_parse_list(struct slice list, double *conf, size_t max, size_t *n, struct errmsg *e)
{
	struct slice word;

	*n = 0;
	while (slice_next(&list, ',', &word)) {
		word = slice_trim(word);
		if (*n == max)
			return errmsg_set(e, "more than %zu levels", max);
		if (!level_parse(word, &conf[*n]))
			return errmsg_set(e, "'%.*s' is not " LEVEL_WANTED, SLICE_ARG(word));
		for (size_t i = 0; i < *n; i++)
			if (conf[i] == conf[*n])
				return errmsg_set(e, "'%.*s' appears twice", SLICE_ARG(word));
		++*n;
	}
	return *n > 0 ? 0 : errmsg_set(e, "'' is not " LEVEL_WANTED);
}

void
level_suffix(char buf[LEVEL_SUFFIX], double conf)
{
	char *to = buf;

	snprintf(buf, LEVEL_SUFFIX, "%.10g", conf * 100);
	for (const char *p = buf; *p != '\0'; p++)
		if (*p != '.')
			*to++ = *p;
	*to = '\0';
}
