/* The encodings of -E: every byte, and UTF-16 with and without damage, against iconv(1). */
#include "csv/encoding.h"

#include <stdint.h>
#include <stdlib.h>

#include "tap/random.h"
#include "tap/scratch.h"
#include "tap/tap.h"

/* What iconv(1) makes of the bytes; what is not in the encoding it leaves out. */
static size_t
by_iconv(const char *name, const char *bytes, size_t n, char *to, size_t room)
{
	struct scratch s = scratch_open();
	char command[200];
	size_t got;
	FILE *f;

	scratch_write(&s, bytes, n);
	snprintf(command, sizeof(command), "iconv -c -f %s -t UTF-8 <&%d 2>/dev/null", name, s.fd);
	if ((f = popen(command, "r")) == NULL)
		abort();
	got = fread(to, 1, room, f);
	pclose(f);
	close(s.fd);
	return got;
}

/* A line for each byte from 0x80, as iconv has it and as decoder_run() has it. */
static void
test_single(const char *name, const char *iconv_name)
{
	char raw[256], want[1024], got[1024], *to = got, line[2] = "\0\n";
	struct decoder d;
	size_t n = 0;

	for (int byte = 0x80; byte <= 0xff; byte++) {
		raw[n++] = (char)byte;
		raw[n++] = '\n';
	}
	want[by_iconv(iconv_name, raw, n, want, sizeof(want) - 1)] = '\0';
	decoder_begin(&d, encoding_find(name));
	for (int byte = 0x80; byte <= 0xff; byte++) {
		line[0] = (char)byte;
		if (decoder_run(&d, (struct slice){line, 2}, &to, 8) == 0)
			*to++ = '\n';
	}
	*to = '\0';
	is_str(got, want, name);
	ok(encoding_is_single(encoding_find(name)));
}

/* As decoded in pieces of random sizes; *left: what was not taken at the end. */
static size_t
in_pieces(const char *name, const char *raw, size_t n, char *to, uint64_t *state, size_t *left)
{
	char *p = to;
	struct decoder d;
	size_t from = 0, piece, taken;

	decoder_begin(&d, encoding_find(name));
	for (;;) {
		piece = 4 + random_next(state) % 60;
		piece = piece < n - from ? piece : n - from;
		taken = decoder_run(&d, (struct slice){raw + from, piece}, &p,
		    4 + random_next(state) % 60);
		from += taken;
		if (taken == 0) {
			*left = n - from;
			return (size_t)(p - to);
		}
	}
}

static void
put_unit(char *p, unsigned unit, bool big)
{
	p[big ? 0 : 1] = (char)(unit >> 8);
	p[big ? 1 : 0] = (char)unit;
}

/* Random units: mostly letters, some of everything else, some surrogates alone and in pairs. */
static size_t
random_text(char *raw, bool big, bool damaged, uint64_t *state)
{
	size_t units = random_next(state) % 40, n = 0;
	unsigned unit;

	for (size_t i = 0; i < units; i++) {
		unit = 'a' + random_next(state) % 26;
		switch (random_next(state) % 8) {
		case 0:
			put_unit(raw + n, 0xd800 + random_next(state) % 0x400, big);
			put_unit(raw + n + 2, 0xdc00 + random_next(state) % 0x400, big);
			n += 4;
			continue;
		case 1:
			unit = random_next(state) % 0x10000;
			if ((unit >= 0xd800 && unit < 0xe000) || (n == 0 && unit == 0xfffe))
				unit = 0xfffd;
			break;
		case 2:
			unit = damaged ? 0xd800 + random_next(state) % 0x800 : 0xa3;
			break;
		case 3:
			unit = 0x80 + random_next(state) % 0x780;
			break;
		}
		put_unit(raw + n, unit, big);
		n += 2;
	}
	return n + (damaged && n > 0 ? random_next(state) % 2 : 0);
}

static void
test_wide(void)
{
	enum { TEXTS = 300 };
	char raw[512] = {0}, want[1024], got[1024];
	uint64_t state = 16;
	size_t n, left, nwant, ngot;
	int wrong = 0, stopped = 0;

	for (int i = 0; i < TEXTS; i++) {
		bool big = i % 2 == 1, damaged = i % 3 == 0;
		const char *name = big ? "UTF-16BE" : "UTF-16LE";

		n = random_text(raw, big, damaged, &state);
		ngot = in_pieces(name, raw, n, got, &state, &left);
		nwant = by_iconv(name, raw, n - left, want, sizeof(want));
		wrong += ngot != nwant || memcmp(got, want, ngot) != 0;
		if (left == 0)
			continue;
		/* Where it stopped iconv has no character either: one more unit adds nothing to it. */
		stopped++;
		wrong += !damaged;
		wrong += by_iconv(name, raw + n - left, left < 2 ? left : 2, want, sizeof(want)) != 0;
	}
	ok(wrong == 0);
	ok(stopped > 50);
}

static void
is_decoded(const char *name, struct slice raw, const char *want, size_t want_left)
{
	char got[64];
	uint64_t state = 1;
	size_t left;

	got[in_pieces(name, raw.p, raw.n, got, &state, &left)] = '\0';
	is_str(got, want, name);
	ok(left == want_left);
}

int
main(void)
{
	static const char *const singles[][2] = {
		{"windows-1252", "windows-1252"}, {"CP1252", "cp1252"}, {"ISO-8859-1", "ISO-8859-1"},
		{"Latin_1", "latin1"}, {"iso8859-14", "ISO-8859-14"}, {"latin8", "latin8"},
		{"ISO_8859-15", "ISO-8859-15"}, {"latin-9", "latin-9"}, {"cp437", "cp437"},
		{"IBM437", "IBM437"}, {"cp850", "cp850"}, {"ibm-850", "IBM850"}, {"cp858", "cp858"},
		{"macintosh", "macintosh"}, {"MAC", "mac"}, {"us_ascii", "US-ASCII"}, {"850", "cp850"},
	};
	static const char *const unknown[] = {
		"", "-", "//TRANSLIT", "klingon", "windows", "windows-12520", "windows-1252//IGNORE",
		"UTF-16XE", "utf 16",
	};

	for (size_t i = 0; i < sizeof(singles) / sizeof(singles[0]); i++)
		test_single(singles[i][0], singles[i][1]);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		tap_ok(encoding_find(unknown[i]) == NULL, unknown[i]);
	ok(encoding_is_utf8("utf_8") && !encoding_is_utf8("utf-16"));
	ok(!encoding_is_single(encoding_find("utf16")));
	test_wide();
	is_decoded("UTF-16", (struct slice){"a\0\xa3\0", 4}, "a£", 0);
	is_decoded("UTF-16", (struct slice){"\xff\xfe" "a\0", 4}, "a", 0);
	is_decoded("utf_16", (struct slice){"\xfe\xff\0a", 4}, "a", 0);
	is_decoded("UTF-16LE", (struct slice){"\xff\xfe" "a\0", 4}, "\xef\xbb\xbf" "a", 0);
	is_decoded("UTF-16", (struct slice){"\xff\xfe\xff\xfe", 4}, "\xef\xbb\xbf", 0);
	is_decoded("UTF-16BE", (struct slice){"\0a\0b", 4}, "ab", 0);
	is_decoded("UTF-16BE", (struct slice){"\xff\xfe" "a\0", 4}, "", 4);
	is_decoded("UTF-16LE", (struct slice){"\xfe\xff\0a", 4}, "", 4);
	return done_testing();
}
