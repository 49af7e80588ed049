#include "base/utf8.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* How long the character at p is; 0 if it is not a right one within n bytes. */
static size_t
character(const unsigned char *p, size_t n)
{
	unsigned char c = p[0], low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80,
	    high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	size_t length = (size_t)1 + (c >= 0xc2) + (c >= 0xe0) + (c >= 0xf0);

	if ((c >= 0x80 && c < 0xc2) || c > 0xf4 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (p[i] < low || p[i] > high)
			return 0;
		low = 0x80;
		high = 0xbf;
	}
	return length;
}

/* How many bytes at the start are ASCII. */
static size_t
ascii(const unsigned char *p, size_t n)
{
	uint64_t word;
	size_t i;

	for (i = 0; n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, p + i, sizeof(word));
		word = le64toh(word) & 0x8080808080808080u;	/* the first byte is the lowest */
		if (word != 0)
			return i + (size_t)__builtin_ctzll(word) / 8;
	}
	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

size_t
utf8_valid(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = ascii(p, s.n), n;

	while (i < s.n && (n = character(p + i, s.n - i)) > 0) {
		i += n;
		i += ascii(p + i, s.n - i);
	}
	return i;
}

static const struct {
	const char *bytes;
	size_t n;
	const char *looks_like;
} signatures[] = {
	{"\xff\xfe\0\0", 4, "UTF-32; convert it first (iconv -f UTF-32 -t UTF-8)"},
	{"\0\0\xfe\xff", 4, "UTF-32; convert it first (iconv -f UTF-32 -t UTF-8)"},
	{"\xff\xfe", 2, "UTF-16; try -E UTF-16"},
	{"\xfe\xff", 2, "UTF-16; try -E UTF-16"},
};

/* Is the byte `at` (0 or 1) of each two mostly NUL, and the other one never? */
static bool
every_second_nul(struct slice s, size_t at)
{
	size_t here = 0, there = 0;

	for (size_t i = 0; i < s.n; i++)
		*(i % 2 == at ? &here : &there) += s.p[i] == '\0';
	return here * 4 > s.n && there == 0;
}

/* Is more than one byte in 50 a control character that no CSV has a use for? */
static bool
looks_binary(struct slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (unsigned char)s.p[i] < 32 && memchr("\t\n\r\f\x1a", s.p[i], 5) == NULL;
	return n * 50 > s.n;
}

const char *
utf8_guess(struct slice head, struct slice near, unsigned char c)
{
	for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
		if (head.n >= signatures[i].n &&
		    memcmp(head.p, signatures[i].bytes, signatures[i].n) == 0)
			return signatures[i].looks_like;
	if (every_second_nul(head, 1))
		return "UTF-16; try -E UTF-16LE";
	if (every_second_nul(head, 0))
		return "UTF-16; try -E UTF-16BE";
	if (looks_binary(near))
		return "binary data, not text";
	if (c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d)
		return "an old 8-bit encoding, not windows-1252; name it with -E, or convert it";
	return "windows-1252; try -E windows-1252";
}
