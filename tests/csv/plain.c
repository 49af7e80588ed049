/*
 * reader_is_plain() on every path of the index: on texts of random fields, with reads so small that
 * records move within the buffer, and with one unusual field at each place in a block.
 */
#include "csv/reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "csv/index.h"
#include "tap/tap.h"

enum { ROWS = 3000, LONGEST = 200, NEAR = CSVINDEX_BLOCK };

struct text {
	char p[ROWS * LONGEST];
	size_t n;
	size_t nrows, start[ROWS + 1];	/* of each row, */
	bool is_unusual[ROWS];			/* and is it unusual? */
};

static const char *const unusual[] = {"\"a\"", "\"a \"\"b\"\"\"", " a", "a ", " ", "\xc3\xa9",
    "a\x01", "\x7f", "\"x\ny\"", "\"\"", "   b", "a\x1f", "\xe2\x82\xac 5", "a\x0b"};
enum { UNUSUAL = sizeof(unusual) / sizeof(*unusual) };

static uint32_t
draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

static void
add(struct text *t, const char *s, char after)
{
	memcpy(t->p + t->n, s, strlen(s));
	t->n += strlen(s);
	t->p[t->n++] = after;
}

static void
end_row(struct text *t, bool is_unusual, bool crlf)
{
	t->n--;
	if (crlf)
		t->p[t->n++] = '\r';
	t->p[t->n++] = '\n';
	t->is_unusual[t->nrows++] = is_unusual;
	t->start[t->nrows] = t->n;
}

/* Of random fields, of which one in `rare` is unusual. */
static void
make(struct text *t, uint32_t *seed, char delimiter, bool crlf, uint32_t rare)
{
	static const char *const plain[] = {"", "a", "2014-06-30", "Area 7", "R00", "~", "a  b", "!"};

	for (t->n = t->nrows = 0; t->nrows < ROWS;) {
		bool is_unusual = false;

		for (uint32_t k = 1 + draw(seed, 9); k > 0; k--)
			if (draw(seed, rare) == 0) {
				add(t, unusual[draw(seed, UNUSUAL)], delimiter);
				is_unusual = true;
			} else {
				add(t, plain[draw(seed, 8)], delimiter);
			}
		end_row(t, is_unusual, crlf);
	}
}

/* One unusual field, after so many bytes. */
static void
make_one(struct text *t, const char *field, size_t at, char delimiter, bool crlf)
{
	t->n = t->nrows = 0;
	for (size_t i = 0; i < 200; i++) {
		for (size_t k = i == 0 ? at : 0; k > 0; k--)
			t->p[t->n++] = 'x';
		add(t, "", delimiter);
		if (i % 90 == 7)
			add(t, field, delimiter);
		if (at % 2 == 0)
			add(t, "b", delimiter);
		end_row(t, i % 90 == 7, crlf);
	}
}

/*
 * Has it to be plain? No block has something of it and of an unusual row or the end of the text.
 * Where a read ends between CR and LF, the CR may be a fault, so this is not true of small reads.
 */
static bool
is_far(const struct text *t, size_t i)
{
	size_t from = t->start[i] > NEAR ? t->start[i] - NEAR : 0, to = t->start[i + 1] + NEAR;

	for (size_t k = i; k < t->nrows && t->start[k] < to; k++)
		if (t->is_unusual[k])
			return false;
	for (size_t k = i + 1; k-- > 0 && t->start[k + 1] > from;)
		if (t->is_unusual[k])
			return false;
	return to <= t->n;
}

/* How many rows are not as they should be. */
static size_t
wrong_rows(const struct text *t, const struct reader_options *opt, const char *path)
{
	struct reader *in = reader_open(path, opt, NULL);
	struct slice field[16], one;
	size_t wrong = 0, i = 0;

	for (; reader_next(in) == 1; i++) {
		wrong += reader_is_plain(in) ? t->is_unusual[i] : opt->read_size == 0 && is_far(t, i);
		wrong += reader_record(in).n != t->start[i + 1] - t->start[i];
		if (!reader_is_plain(in))
			continue;
		reader_plain_fields(in, field);
		for (size_t k = 0; k < reader_nfields(in); k++) {
			one = reader_field(in, k);
			wrong += one.p != field[k].p || one.n != field[k].n;
		}
	}
	reader_close(in);
	return wrong + (i != t->nrows);
}

static size_t
wrong_in(const struct text *t, int path, char delimiter, size_t read_size)
{
	struct reader_options opt = {.path = path, .plain = true, .delimiter = delimiter,
	    .read_size = read_size};
	int fd = memfd_create("csv", MFD_CLOEXEC);
	char name[40];
	size_t wrong;

	if (fd == -1 || write(fd, t->p, t->n) != (ssize_t)t->n)
		abort();
	snprintf(name, sizeof(name), "/dev/fd/%d", fd);
	wrong = wrong_rows(t, &opt, name);
	close(fd);
	return wrong;
}

static void
test(int path, char delimiter, bool crlf)
{
	static const size_t sizes[] = {64, 100, 1000, 0};
	static struct text t;
	uint32_t seed = 7;
	size_t wrong = 0;
	char name[100];

	for (uint32_t rare = 3; rare <= 3000; rare *= 10) {
		make(&t, &seed, delimiter, crlf, rare);
		for (int i = 0; i < 4; i++)
			wrong += wrong_in(&t, path, delimiter, sizes[i]);
	}
	for (size_t at = 0; at < CSVINDEX_BLOCK; at++)
		for (size_t i = 0; i < UNUSUAL; i++) {
			make_one(&t, unusual[i], at, delimiter, crlf);
			wrong += wrong_in(&t, path, delimiter, 0);
		}
	snprintf(name, sizeof(name), "delimiter 0x%02x, %s, path %d", (unsigned)delimiter,
	    crlf ? "CRLF" : "LF", path);
	if (!tap_ok(wrong == 0, name))
		printf("# %zu are wrong\n", wrong);
}

int
main(void)
{
	for (int p = CSVINDEX_PLAIN; p < CSVINDEX_PATHS; p++)
		for (int crlf = 0; crlf < 2 && csvindex_has((enum csvindex_path)p); crlf++) {
			test(p, ',', crlf);
			test(p, '\t', crlf);
		}
	return done_testing();
}
