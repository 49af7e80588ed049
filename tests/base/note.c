#include "base/note.h"

#include "tap/tap.h"

/* The text is the period `canonical` with these notes; NULL: it is none. */
static void
period(const char *text, const char *canonical, const char *notes)
{
	char buf[PERIOD_SIZE] = "";
	struct textbuf b = {0};
	struct slice bare;
	struct period p;
	bool read = note_parse_period(slice_of(text), 2014, &p, &b, &bare);

	textbuf_add(&b, slice_of(""));
	if (read)
		period_format(buf, p);
	if (!tap_ok(canonical == NULL ? !read : read && strcmp(buf, canonical) == 0 &&
	    strcmp(b.p, notes) == 0, text))
		printf("# '%s' notes '%s'\n", buf, b.p);
	textbuf_free(&b);
}

static void
figure(const char *text, const char *rest, const char *note)
{
	struct slice s = slice_of(text), got = {"", 0};
	bool taken = note_take(&s, NOTE_OF_FIGURE, &got);

	if (!tap_ok(note == NULL ? !taken && slice_is(s, text) :
	    taken && slice_is(s, rest) && slice_is(got, note), text))
		printf("# '%.*s' note '%.*s'\n", SLICE_ARG(s), SLICE_ARG(got));
}

int
main(void)
{
	static const char *const none[] = {
		"2015 (target)", "2015 [2014]", "2015 [note 2014]", "Q4 (2013-14)", "2015 (16)",
		"2015 (%)", "2015x", "2015 c", "Q4 (boys)", "p", "(p)", "*", "2015 provisional plans",
		"2015 2014", "2015 ()", "2015 note", "", "note 1",
		"2015 (5)", "2015 (p, 3)", "2015 (p, boys)", "2015 (, p)", "2015 (p,)",
	};

	period("2015", "2015", "");
	period("2015 (p)", "2015", "p");
	period("2015 [p]", "2015", "p");
	period("2015 [note 1]", "2015", "note 1");
	period("2015 [see notes 1 and 12]", "2015", "see notes 1 and 12");
	period("2015 (provisional)", "2015", "provisional");
	period("2015\u00b9", "2015", "\u00b9");
	period("2015 \u00b9\u00b2", "2015", "\u00b9\u00b2");
	period("2015r", "2015", "r");
	period("2015 R", "2015", "R");
	period("Q3*", "2014-15 Q3", "*");
	period("Q3 **", "2014-15 Q3", "**");
	period("Q4 prov.", "2014-15 Q4", "prov.");
	period("Q4 [1]", "2014-15 Q4", "1");
	period("Quarter 4 (p) [note 2]", "2014-15 Q4", "p; note 2");
	period("2014-15 - provisional", "2014-15", "provisional");
	period("2014-15, revised", "2014-15", "revised");
	period("Provisional 2014/15", "2014-15", "Provisional");
	period("2015 note 1", "2015", "note 1");
	period("Year ending March 2015 (r)", "2014-15", "r");
	period("2016 [notes 1, 2]", "2016", "notes 1, 2");
	period("2016 (provisional, see note 3)", "2016", "provisional, see note 3");
	period("Q3 (notes 1, 2, p)", "2014-15 Q3", "notes 1, 2, p");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		period(none[i], i == 15 ? "2015" : NULL, "note");

	figure("5 [r]", "5", "r");
	figure("130 (70%) [note 1]", "130 (70%)", "note 1");
	figure("5 (p)", "5", "p");
	figure("5 [r, note 2]", "5", "r, note 2");
	figure("5*", "5", "*");
	figure("5\u2020", "5", "\u2020");
	figure("5 [1]", NULL, NULL);
	figure("5 (7)", NULL, NULL);
	figure("5r", NULL, NULL);
	figure("5 provisional", NULL, NULL);
	figure("5 [x]", NULL, NULL);
	figure("*", NULL, NULL);

	is_str(note_meaning(slice_of("P")), "provisional", "P");
	ok(note_meaning(slice_of("x")) == NULL);
	return done_testing();
}
