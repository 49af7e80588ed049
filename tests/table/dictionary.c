/* The indicator dictionary: found by series or by indicator. Faults are in tests/qtrend.sh. */
#include "table/dictionary.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/intern.h"
#include "tap/tap.h"

static struct dictionary *
read_text(const char *path, const char *text, struct errmsg *e)
{
	const struct input_options opt = {0};
	FILE *f = fopen(path, "w");

	ok(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
	return dictionary_read(path, &opt, e);
}

static void
entries(const char *path)
{
	const struct dictionary_entry *entry;
	struct errmsg e;
	struct dictionary *d = read_text(path, "indicator,unit,polarity,target,tolerance,decimals,"
	    "frequency,agency,priority,source\n"
	    "a,children,low,-200,5%,0,Quarterly,Care,1,return\nb,%,target,90 %,5\302\240%,1,month,,,\n"
	    "c,,none,10,2,,,,,\nd,,high,89,7%,,,,,\n", &e);

	if (!ok(d != NULL))
		return;
	entry = dictionary_at(d, 0);
	ok(entry->tolerance == 10 && !entry->to_target && entry->decimals == 0);
	ok(entry->frequency == PERIOD_QUARTER && slice_is(entry->agency, "Care"));
	ok(slice_is(entry->priority, "1") && slice_is(entry->source, "return"));
	entry = dictionary_at(d, 1);
	ok(entry->target == 90 && entry->tolerance == 5 && entry->to_target && entry->frequency == PERIOD_MONTH);
	entry = dictionary_at(d, 2);
	ok(entry->tolerance == 2 && entry->frequency == PERIOD_NONE);
	ok(dictionary_at(d, 3)->tolerance == 6.23);
	dictionary_free(d);
}

/* Each a dictionary, and what the message must say. */
static void
faults(const char *path)
{
	static const char *const cases[][2] = {
		{"indicator,target,tolerance\na,5,-1\n", ":2: tolerance: '-1' is not a tolerance"},
		{"indicator,target,tolerance\na,5,- %\n", "'- %' is not a tolerance"},
		{"indicator,target,tolerance\na,5,x\n", "'x' is not a tolerance"},
		{"indicator,target,tolerance\na,,5%\n", "a tolerance without a target"},
		{"indicator,decimals\na,10\n", "'10' is not a number of decimals"},
		{"indicator,decimals\na,-1\n", "'-1' is not a number of decimals"},
		{"indicator,frequency\na,weekly\n", "'weekly' is not a frequency"},
		{"indicator,numerator,denominator\na,b,c\nb,c,a\nc,,\n", "a -> b -> a"},
		{"indicator,numerator\na,a\n", "made from itself: a -> a"},
		{"indicator,tolerence\na,1\n", "did you mean 'tolerance'?"},
	};
	struct errmsg e;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ok(read_text(path, cases[i][0], &e) == NULL);
		if (!ok(strstr(e.text, cases[i][1]) != NULL))
			printf("# %s\n", e.text);
	}
}

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
	ok(dictionary_count(d) == 2);
	ok(slice_is(dictionary_at(d, 1)->indicator, "Plans: Neglect"));
	ok(slice_is(dictionary_at(d, 0)->note, "x"));
	ok(dictionary_at(d, 0)->decimals == DICTIONARY_NO_DECIMALS);
	ok(dictionary_find(d, slice_of("Plans")) == 0 && dictionary_find(d, slice_of("x")) == 2);
	dictionary_free(d);
	entries(path);
	faults(path);
	unlink(path);
	ok(dictionary_read(path, &opt, &e) == NULL);
	ok(strstr(e.text, path) != NULL);
	return done_testing();
}
