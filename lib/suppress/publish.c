#include "suppress/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/visible.h"

bool
publish_hides(const struct publish *p, size_t row)
{
	const struct table *t = &p->study->pub[0].table;

	return t->row[row].known && p->hidden[row] && p->view->cell[row].class != CELL_MARK;
}

/* Places */

static int
column_of(const struct table *t, const struct table *of, size_t col)
{
	if (t == of)
		return (int)col;
	for (size_t i = 0; i < of->ncols; i++)
		if (visible_alike(of->heading[i], t->heading[col]))
			return (int)i;
	return -1;
}

void
publish_place_headings(const struct study *st, struct rows *out)
{
	const struct table *t = &st->pub[0].table;

	for (size_t c = 0; c < t->ncols; c++)
		if (space_has_column(&st->space, t, c))
			rows_text(out, t->heading[c]);
}

void
publish_place(const struct study *st, uint32_t cell, struct rows *out)
{
	const struct table *t = &st->pub[0].table, *of = &st->pub[st->cell[cell].pub].table;

	for (size_t c = 0; c < t->ncols; c++) {
		int col;

		if (!space_has_column(&st->space, t, c))
			continue;
		col = column_of(t, of, c);
		rows_field(out, col >= 0 ? st->cell[cell].row->cell[col] : slice_of(""));
	}
}

/* The table */

/* A rounded count, with commas where it had them. */
static void
put_rounded(struct rows *out, struct slice cell, int64_t count, int64_t base)
{
	int64_t r = policy_round(count, base), power = 1;
	struct textbuf b = {0};

	if (r == count || memchr(cell.p, ',', cell.n) == NULL) {
		if (r == count)
			rows_field(out, cell);
		else
			rows_int(out, r);
		return;
	}
	while (r / power >= 1000)
		power *= 1000;
	textbuf_addf(&b, "%d", (int)(r / power));
	for (power /= 1000; power > 0; power /= 1000)
		textbuf_addf(&b, ",%03d", (int)(r / power % 1000));
	rows_field(out, textbuf_slice(&b));
	textbuf_free(&b);
}

static void
put_row(const struct publish *p, size_t row, struct rows *out)
{
	const struct table *t = &p->study->pub[0].table;
	const struct row *r = &t->row[row];
	int64_t base = policy_base(p->policy, r->level);
	bool hides = publish_hides(p, row);

	for (size_t c = 0; c < t->ncols; c++) {
		struct slice s = r->cell[c];

		if ((hides && c == t->count) || ((hides || !r->known ||
		    (p->anything && p->derived->everywhere[c])) &&
		    derived_hides(p->derived, c, s, hides)))
			rows_text(out, slice_of(p->mark));
		else if (c == t->count && r->known && base > 0)
			put_rounded(out, s, r->count, base);
		else
			rows_field(out, s);
	}
}

void
publish_write(const struct publish *p, struct rows *out)
{
	const struct table *t = &p->study->pub[0].table;

	for (size_t c = 0; c < t->ncols; c++)
		rows_field(out, t->heading[c]);
	if (rows_end(out) != 0)
		return;
	for (size_t i = 0; i < t->n; i++) {
		put_row(p, i, out);
		if (rows_end(out) != 0)
			return;		/* rows_close() says why */
	}
}

/* The proof */

/* False: its ends are not known, so they are blank: what is known by the way shows the count. */
static bool
put_range(const struct publish *p, const struct choice *c, struct attack *a, size_t i,
    struct rows *out)
{
	static const char *const how[] = {
		[CHOICE_GRAPH] = "graph", [CHOICE_OPTIMAL] = "optimal",
		[CHOICE_HEURISTIC] = "heuristic",
	};
	int64_t low, high;
	bool done = attack_range(a, (uint32_t)i, &low, &high) == ATTACK_DONE;

	publish_place(p->study, (uint32_t)i, out);
	rows_str(out, p->view->cell[i].class == CELL_PRIMARY ? "primary" : "secondary");
	if (done)
		rows_int(out, low);
	else
		rows_str(out, "");
	if (!done || high == SYSTEM_NO_HIGH)
		rows_str(out, "");
	else
		rows_int(out, high);
	rows_str(out, how[c->how[i]]);
	return done;
}

/* Hidden counts, of which most ranges are left blank however long they are sought. */
enum { MANY = 2000 };

/* The ranges are worked out anew; that the true table is possible only saves the search for one. */
static size_t
write_proof(const struct publish *p, const struct choice *c, struct rows *out)
{
	static const char *const headings[] = {"class", "low", "high", "method"};
	struct attack *a = attack_new(&p->view->system, p->hidden);
	size_t blank = 0, hidden = 0;

	for (size_t i = 0; i < p->study->pub[0].table.n; i++)
		hidden += publish_hides(p, i);
	if (hidden > MANY)
		attack_hurry(a);
	attack_offer(a, p->view->value);
	publish_place_headings(p->study, out);
	for (size_t i = 0; i < 4; i++)
		rows_str(out, headings[i]);
	for (size_t i = 0; rows_end(out) == 0 && i < p->study->pub[0].table.n; i++) {
		while (i < p->study->pub[0].table.n && !publish_hides(p, i))
			i++;
		if (i == p->study->pub[0].table.n)
			break;
		blank += !put_range(p, c, a, i, out);
	}
	attack_free(a);
	return blank;
}

static bool
is_file(const struct stat *file, const char *path)
{
	struct stat st;

	return (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st)) == 0 &&
	    st.st_dev == file->st_dev && st.st_ino == file->st_ino;
}

int
publish_check_proof(const char *path, char *const *paths, size_t n, struct errmsg *e)
{
	struct stat file, out;

	if (strcmp(path, "-") == 0)
		return errmsg_set(e, "--proof: '-' is not a file; expected the name of one, as "
		    "the table goes to standard output");
	if (stat(path, &file) != 0 || !S_ISREG(file.st_mode))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (is_file(&file, paths[i]))
			return errmsg_set(e, "--proof: '%s' is the file that is read as %s; "
			    "expected another", path, strcmp(paths[i], "-") == 0 ?
			    "standard input" : paths[i]);
	if (fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == file.st_dev &&
	    out.st_ino == file.st_ino)
		return errmsg_set(e, "--proof: '%s' is standard output, where the table goes; "
		    "expected another", path);
	return 0;
}

int
publish_proof(const struct publish *p, const struct choice *c, const char *path, size_t *blank,
    struct errmsg *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), status;
	struct rows *out;

	if (fd == -1)
		return errmsg_set(e, "--proof: %s: %s", path, strerror(errno));
	out = rows_open(ROWS_CSV, false, fd, path);
	*blank = write_proof(p, c, out);
	status = rows_close(out, e);
	if (close(fd) != 0 && status == 0)
		status = errmsg_set(e, "--proof: %s: %s", path, strerror(errno));
	return status;
}
