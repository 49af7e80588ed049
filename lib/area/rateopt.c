#include "area/rateopt.h"

#include "base/num.h"
#include "table/level.h"

int
rateopt_option(struct rateopt *r, int c, const char *arg, struct errmsg *e)
{
	int64_t n;

	switch (c) {
	case 'P':
		r->file = arg;
		return 1;
	case OPT_PER:
		if (!level_parse_per(slice_of(arg), &r->per))
			return errmsg_set(e, "--per: '%s' is not a number above 0, such as 10000", arg);
		return 1;
	case OPT_LAG:
		if (!num_parse_int(arg, 0, 50, &n))
			return errmsg_set(e, "--population-lag: '%s' is not a number of years from 0 to 50", arg);
		r->lag = (int)n;
		return 1;
	default:
		return 0;
	}
}

int
rateopt_read(const struct rateopt *r, const struct filter *f, struct population **t,
    struct errmsg *e)
{
	*t = NULL;
	if (r->file == NULL && r->lag != 0)
		return errmsg_set(e, "--population-lag needs -P: populations in the input are taken as they are");
	if (r->file == NULL)
		return 0;
	*t = population_read(r->file, &f->input, f->choice, f->nchoices, f->fyear, e);
	return *t != NULL ? 0 : -1;
}
