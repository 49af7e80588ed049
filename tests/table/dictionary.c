/* The indicator dictionary: found by series or by indicator. Faults are in tests/qtrend.sh. */
#include "table/dictionary.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/intern.h"
#include "tap/tap.h"

int
main(void)
{
	static const char text[] = "indicator,Label,kind,polarity,target,note\n"
	    "Plans,Child protection plans,stock,,,x\nPlans: Neglect,,flow,lower,\"1,200\",\n";
	char path[] = "/tmp/dictionaryXXXXXX";
	int fd = mkstemp(path);
	const struct input_options opt = {0};
	const struct dictionary_entry *entry;
	struct dictionary *d;
	struct keybuf key = {0};
	struct errmsg e;
	size_t cell;

	ok(fd >= 0 && write(fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1);
	close(fd);
	d = dictionary_read(path, &opt, &e);
	if (!ok(d != NULL))
		return done_testing();
	entry = dictionary_of_series(d, " Plans ", slice_of(""), NULL);
	ok(entry != NULL && slice_is(entry->label, "Child protection plans"));
	ok(entry != NULL && entry->kind == KIND_STOCK && entry->polarity == POLARITY_NEUTRAL);
	ok(entry != NULL && isnan(entry->target));
	ok(dictionary_of_series(d, "plans", slice_of(""), NULL) == NULL);
	keybuf_add(&key, slice_of("Plans"));
	keybuf_add(&key, slice_of("Neglect"));
	entry = dictionary_of_series(d, "Plans: Neglect", keybuf_key(&key), &cell);
	ok(entry != NULL && entry->kind == KIND_FLOW && entry->target == 1200);
	ok(cell == DICTIONARY_WHOLE);
	ok(entry != NULL && entry->polarity == POLARITY_LOWER);
	entry = dictionary_of_series(d, "Plans: Physical", keybuf_key(&key), &cell);
	ok(entry != NULL && entry->kind == KIND_STOCK);
	ok(cell == 0);
	ok(dictionary_of_series(NULL, "Plans", keybuf_key(&key), NULL) == NULL);
	keybuf_free(&key);
	dictionary_free(d);
	unlink(path);
	ok(dictionary_read(path, &opt, &e) == NULL);
	ok(strstr(e.text, path) != NULL);
	return done_testing();
}
