#include "table/cell.h"

#include <math.h>

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
