/* Texts of a column that look alike but differ. */
#include "table/alike.h"

#include "tap/scratch.h"
#include "tap/tap.h"

static struct textbuf said;

static void
say(const char *message)
{
	textbuf_addf(&said, "%s\n", message);
}

static void
test_add(void)
{
	struct alike *a = alike_new(NULL, true);
	struct errmsg e = {""};

	ok(!alike_add(a, 0, slice_of("A"), "f", 2, &e));
	ok(!alike_add(a, 0, slice_of("A"), "f", 3, &e));
	ok(!alike_add(a, 0, slice_of("B"), "f", 4, &e));
	ok(!alike_add(a, 9, slice_of("a"), "f", 5, &e));
	ok(alike_add(a, 0, slice_of("A\u00a0"), "g", 2, &e));
	is_str(e.text, "'A\\u00a0' and 'A' (f:2) look alike but differ; they are not taken for the "
	    "same", "the first of them is named");
	ok(!alike_add(a, 0, slice_of("A\u00a0"), "g", 3, &e));
	ok(!alike_add(a, 0, slice_of("A"), "g", 4, &e));
	ok(!alike_add(a, 0, slice_of("A\u00a0"), "g", 5, &e));
	ok(!alike_add(a, 0, slice_of(""), "g", 6, &e));
	ok(alike_add(a, 0, slice_of(" "), "g", 7, &e));
	alike_close(a);
}

/* Reads a table of one column and a spare one. */
static void
read_table(const char *text, struct alike *a)
{
	struct scratch s = scratch_open();
	char *paths[] = {s.path};
	struct input *in;

	textbuf_reset(&said);
	scratch_write(&s, text, strlen(text));
	in = input_open(paths, 1, NULL, NULL);
	while (input_next(in) == 1)
		alike_cell(a, in, 0, input_field(in, 0));
	alike_close(a);
	input_close(in);
	close(s.fd);
}

/* Without the name of the file. */
static const char *
count_lines(void)
{
	static char n[12];
	int lines = 0;

	for (const char *p = said.p; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	snprintf(n, sizeof(n), "%d", lines);
	return n;
}

int
main(void)
{
	static const char table[] = "area,x\nA,1\na,1\nA ,1\n A,1\n\"A\u200b\",1\nB,1\nA,1\n";

	test_add();
	read_table(table, alike_new(say, true));
	is_str(count_lines(), "4", "all of them");
	ok(strstr(said.p, ":3: area: 'a' and 'A' (/proc/self/fd/") != NULL);
	read_table(table, alike_new(say, false));
	is_str(count_lines(), "4", "three and a count");
	ok(strstr(said.p, "1 more message about texts that look alike (-v for all)\n") != NULL);
	read_table(table, alike_new(NULL, false));
	is_str(said.p, "", "nobody to say it to");
	alike_close(NULL);
	return done_testing();
}
