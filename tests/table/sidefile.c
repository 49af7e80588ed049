/* A table that goes with the data: columns by name, cells, located faults. */
#include "table/sidefile.h"

#include "tap/scratch.h"
#include "tap/tap.h"

static const char *const names[] = {"code", "label", "note"};
static const struct input_options blanks = {.blank_lines = true};

static struct errmsg e;
static struct scratch scratch;

static struct sidefile *
open_text(const char *text, const struct input_options *opt)
{
	scratch_write(&scratch, text, strlen(text));
	return sidefile_open(scratch.path, opt, names, 3, 2, &e);
}

int
main(void)
{
	struct sidefile *f;
	char want[200];

	scratch = scratch_open();
	f = open_text("other, Label ,CODE\n1, a b ,x\n\n2,,y\n", &blanks);
	if (!ok(f != NULL))
		return done_testing();
	ok(f->col[0] == 2 && f->col[1] == 1 && f->col[2] == SIDEFILE_NONE);
	ok(!sidefile_is_named(f, 0) && sidefile_is_named(f, 1) && sidefile_is_named(f, 2));
	ok(sidefile_next(f, &e) == 1 && slice_is(sidefile_cell(f, 0), "x"));
	ok(slice_is(sidefile_cell(f, 1), "a b") && sidefile_cell(f, 2).n == 0);
	ok(sidefile_next(f, &e) == 1 && sidefile_cell(f, 1).n == 0);
	ok(sidefile_fault(f, 1, &e, "blank; expected %s", "a label") == -1);
	snprintf(want, sizeof(want), "%s:4: Label: blank; expected a label", scratch.path);
	is_str(e.text, want, "a fault has its place");
	ok(sidefile_next(f, &e) == 0);
	sidefile_close(f);

	ok(open_text("code,labels\n", NULL) == NULL);
	snprintf(want, sizeof(want), "%s:1: no column 'label' among code, labels; "
	    "did you mean 'labels'?", scratch.path);
	is_str(e.text, want, "a column that must be there");
	ok(open_text("code,label, Label\n", NULL) == NULL);
	snprintf(want, sizeof(want), "%s:1: two columns could be label: 'label' and ' Label'; "
	    "expected one", scratch.path);
	is_str(e.text, want, "two columns of one name");
	f = open_text("code,label\n\n", NULL);
	ok(f != NULL && sidefile_next(f, &e) == -1);
	snprintf(want, sizeof(want), "%s:2: a blank line; expected 2 fields as in the heading",
	    scratch.path);
	is_str(e.text, want, "a blank line, where it is not allowed");
	sidefile_close(f);
	ok(sidefile_open("no-such-file", NULL, names, 3, 2, &e) == NULL);
	close(scratch.fd);
	return done_testing();
}
