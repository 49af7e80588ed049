#include "csv/foreign.h"

#include <errno.h>
#include <string.h>

/*
 * What a file begins with, what it also has near its beginning ("": anything), what it is, and the
 * command that makes CSV of it: FILE is its name, PROGRAM the filter.
 */
static const struct {
	char begins[8], has[40], what[48], command[80];
} formats[] = {
	{"PK\3\4", "vnd.oasis.opendocument", "an OpenDocument workbook",
	    "soffice --headless --convert-to csv FILE, or ssconvert FILE FILE.csv"},
	{"PK\3\4", "[Content_Types].xml", "an Excel workbook", "xlsx2csv -f %Y-%m-%d FILE"},
	{"PK\3\4", "xl/", "an Excel workbook", "xlsx2csv -f %Y-%m-%d FILE"},
	{"PK\3\4", "", "a workbook or another zip file",
	    "xlsx2csv -f %Y-%m-%d FILE, or unzip -p FILE"},
	{"\xd0\xcf\x11\xe0", "", "an old Excel workbook, or one with a password",
	    "soffice --headless --convert-to csv FILE, or ssconvert FILE FILE.csv"},
	{"\x1f\x8b", "", "compressed with gzip", "gzip -dc FILE | PROGRAM"},
	{"\xfd" "7zXZ", "", "compressed with xz", "xz -dc FILE | PROGRAM"},
	{"\x28\xb5\x2f\xfd", "", "compressed with zstd", "zstd -dc FILE | PROGRAM"},
	{"%PDF-", "", "a PDF", "pdftotext -layout FILE (text; better ask for the table itself)"},
};

/* The name as a shell takes it. */
static void
add_name(struct textbuf *t, const char *path)
{
	if (path[strcspn(path, " \t\n'\"\\$`*?[]<>|&;()!#~")] == '\0') {
		textbuf_addf(t, "%s%s", path[0] == '-' ? "./" : "", path);
		return;
	}
	textbuf_add(t, slice_of("'"));
	for (; *path != '\0'; path++)
		textbuf_addf(t, *path == '\'' ? "'\\''" : "%c", *path);
	textbuf_add(t, slice_of("'"));
}

static void
add_command(struct textbuf *t, const char *command, const char *path)
{
	const char *file;

	for (; (file = strstr(command, "FILE")) != NULL; command = file + strlen("FILE")) {
		textbuf_add(t, (struct slice){command, (size_t)(file - command)});
		add_name(t, path != NULL ? path : "FILE");
	}
	file = strstr(command, "PROGRAM");
	textbuf_addf(t, "%.*s%s", file != NULL ? (int)(file - command) : (int)strlen(command),
	    command, file != NULL ? program_invocation_short_name : "");
}

int
foreign_check(struct slice head, const char *path, struct errmsg *e)
{
	struct textbuf t = {0};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		size_t begins = strlen(formats[i].begins), has = strlen(formats[i].has);

		if (head.n < begins || memcmp(head.p, formats[i].begins, begins) != 0 ||
		    memmem(head.p, head.n, formats[i].has, has) == NULL)
			continue;
		add_command(&t, formats[i].command, path);
		errmsg_set(e, "%s: %s; expected CSV, as from: %s", path != NULL ? path : "<stdin>",
		    formats[i].what, t.p);
		textbuf_free(&t);
		return -1;
	}
	return 0;
}
