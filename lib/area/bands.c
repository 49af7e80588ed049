#include "area/bands.h"

#include <string.h>

#include "base/errmsg.h"
#include "table/ages.h"

void
bands_note(const struct intern *bands, void (*say)(const char *message))
{
	const uint32_t n = intern_count(bands);
	uint32_t of[AGES_END] = {0};		/* by age: the number of its band, from 1 */
	int lo = AGES_END, end = 0, to;
	struct ages a;
	char text[AGES_SIZE];
	struct errmsg e;

	for (uint32_t i = 0; i < n; i++) {
		if (!ages_parse(intern_key(bands, i), &a))
			return;
		for (int x = a.lo; x < a.end; x++) {
			if (of[x] > 0) {
				errmsg_set(&e, "note: the age bands '%.*s' and '%.*s' overlap",
				    SLICE_ARG(intern_key(bands, of[x] - 1)),
				    SLICE_ARG(intern_key(bands, i)));
				say(e.text);
				return;
			}
			of[x] = i + 1;
		}
		lo = a.lo < lo ? a.lo : lo;
		end = a.end > end ? a.end : end;
	}
	for (int x = lo; x < end; x++) {
		if (of[x] > 0)
			continue;
		for (to = x; of[to] == 0;)
			to++;
		ages_format(text, (struct ages){(short)x, (short)to});
		errmsg_set(&e, "note: no age band has %s, between the others", text);
		say(e.text);
		return;
	}
}
