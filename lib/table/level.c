#include "table/level.h"

#include <math.h>
#include <stdio.h>

#include "base/num.h"

bool
level_parse(struct slice s, double *conf)
{
	struct num num;
	double c;

	if (num_parse(s, NUM_PERCENT, &num) != NUM_VALUE || !num.exact || num.dec.scale > 6)
		return false;
	/* one division of whole numbers: 99.8 becomes the double that 0.998 is */
	c = (double)num.dec.digits / pow(10, num.dec.scale + 2);
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
			return errmsg_set(e, "'%.*s' is not a level; expected one such as 95 or 99.8",
			    SLICE_ARG(word));
		for (size_t i = 0; i < *n; i++)
			if (conf[i] == conf[*n])
				return errmsg_set(e, "'%.*s' is there twice", SLICE_ARG(word));
		++*n;
	}
	return *n > 0 ? 0 : errmsg_set(e, "no level; expected one such as 95 or 99.8");
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

bool
level_parse_per(struct slice s, double *per)
{
	struct num num;

	if (num_parse(s, NUM_COMMAS, &num) != NUM_VALUE || !(num.value > 0))
		return false;
	*per = num.value;
	return true;
}
