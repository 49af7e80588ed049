#include "csv/encoding.h"

#include <ctype.h>
#include <string.h>
#include <utf8proc.h>

struct encoding {
	const char *name;	/* as iconv(1) knows it, too */
	const char *others[3];
	enum {SINGLE, BY_MARK, LITTLE, BIG} order;	/* of the bytes of UTF-16 */
	unsigned char from;	/* the first byte of upper; control characters before it */
	const char *upper;	/* the characters up to 0xFF; U+FFFD or its end: none */
};

/* From 0xA0, and from 0xC0 on: those of several encodings. */
#define LATIN_1_SIGNS \
	"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯" \
	"°±²³´µ¶·¸¹º»¼½¾¿"
#define LATIN_1_LETTERS \
	"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ" \
	"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß" \
	"àáâãäåæçèéêëìíîï" \
	"ðñòóôõö÷øùúûüýþÿ"

/* As iconv(3) of the GNU C library has them. */
static const struct encoding encodings[] = {
	{"windows-1252", {"cp1252"}, SINGLE, 0x80,
	    "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž�"
	    "�‘’“”•–—˜™š›œ�žŸ"
	    LATIN_1_SIGNS
	    LATIN_1_LETTERS},
	{"ISO-8859-1", {"latin1", "l1", "8859-1"}, SINGLE, 0xa0,
	    LATIN_1_SIGNS
	    LATIN_1_LETTERS},
	{"ISO-8859-14", {"latin8", "l8"}, SINGLE, 0xa0,
	    "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®Ÿ"
	    "ḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
	    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
	    "ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
	    "àáâãäåæçèéêëìíîï"
	    "ŵñòóôõöṫøùúûüýŷÿ"},
	{"ISO-8859-15", {"latin9"}, SINGLE, 0xa0,
	    "\u00a0¡¢£€¥Š§š©ª«¬\u00ad®¯"
	    "°±²³Žµ¶·ž¹º»ŒœŸ¿"
	    LATIN_1_LETTERS},
	{"macintosh", {"mac", "macroman"}, SINGLE, 0x80,
	    "ÄÅÇÉÑÖÜáàâäãåçéè"
	    "êëíìîïñóòôöõúùûü"
	    "†°¢£§•¶ß®©™´¨≠ÆØ"
	    "∞±≤≥¥µ∂∑∏π∫ªºΩæø"
	    "¿¡¬√ƒ≈Δ«»…\u00a0ÀÃÕŒœ"
	    "–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
	    "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
	    "\ue01eÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"},
	{"cp437", {"ibm437", "437"}, SINGLE, 0x80,
	    "ÇüéâäàåçêëèïîìÄÅ"
	    "ÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
	    "áíóúñÑªº¿⌐¬½¼¡«»"
	    "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
	    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧"
	    "╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
	    "αßΓπΣσµτΦΘΩδ∞φε∩"
	    "≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0"},
	{"cp850", {"ibm850", "850"}, SINGLE, 0x80,
	    "ÇüéâäàåçêëèïîìÄÅ"
	    "ÉæÆôöòûùÿÖÜø£Ø×ƒ"
	    "áíóúñÑªº¿®¬½¼¡«»"
	    "░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
	    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
	    "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
	    "ÓßÔÒõÕµþÞÚÛÙýÝ¯´"
	    "\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0"},
	{"cp858", {"ibm858", "858"}, SINGLE, 0x80,
	    "ÇüéâäàåçêëèïîìÄÅ"
	    "ÉæÆôöòûùÿÖÜø£Ø×ƒ"
	    "áíóúñÑªº¿®¬½¼¡«»"
	    "░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
	    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
	    "ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀"
	    "ÓßÔÒõÕµþÞÚÛÙýÝ¯´"
	    "\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0"},
	{"US-ASCII", {"ascii"}, SINGLE, 0x80, ""},
	{"UTF-16", {"unicode"}, BY_MARK, 0, NULL},
	{"UTF-16LE", {NULL}, LITTLE, 0, NULL},
	{"UTF-16BE", {NULL}, BIG, 0, NULL},
};

/* The next byte that counts in a name, moving *p to it; '\0' at the end. */
static int
letter(const char **p)
{
	*p += strspn(*p, "-_");
	return tolower((unsigned char)**p);
}

static bool
is_name(const char *name, const char *of)
{
	for (; letter(&name) == letter(&of); name++, of++)
		if (*of == '\0')
			return true;
	return false;
}

const struct encoding *
encoding_find(const char *name)
{
	for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
		if (is_name(name, encodings[i].name))
			return &encodings[i];
		for (size_t k = 0; k < 3 && encodings[i].others[k] != NULL; k++)
			if (is_name(name, encodings[i].others[k]))
				return &encodings[i];
	}
	return NULL;
}

bool
encoding_is_utf8(const char *name)
{
	return is_name(name, "UTF-8");
}

const char *
encoding_name(const struct encoding *e)
{
	return e->name;
}

bool
encoding_is_single(const struct encoding *e)
{
	return e->order == SINGLE;
}

void
decoder_begin(struct decoder *d, const struct encoding *e)
{
	const utf8proc_int32_t none = 0xfffd;
	const char *p = e->upper;
	utf8proc_int32_t c;

	*d = (struct decoder){.encoding = e, .big = e->order == BIG};
	if (e->order != SINGLE)
		return;
	for (size_t byte = 0x80; byte <= 0xff; byte++) {
		if (byte < e->from)
			c = (utf8proc_int32_t)byte;
		else if (*p == '\0')
			c = none;
		else
			p += utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &c);
		if (c != none)
			d->upper[byte - 0x80].n = (unsigned char)utf8proc_encode_char(c,
			    (utf8proc_uint8_t *)d->upper[byte - 0x80].bytes);
	}
}

static size_t
decode_single(const struct decoder *d, struct slice raw, char **to, size_t room)
{
	char *p = *to;
	size_t i;

	for (i = 0; i < raw.n && p - *to + sizeof(d->upper[0].bytes) <= room; i++) {
		unsigned char byte = (unsigned char)raw.p[i];

		if (byte < 0x80)
			*p++ = raw.p[i];
		else if (d->upper[byte - 0x80].n == 0)
			break;
		else {
			memcpy(p, d->upper[byte - 0x80].bytes, sizeof(d->upper[0].bytes));
			p += d->upper[byte - 0x80].n;
		}
	}
	*to = p;
	return i;
}

static utf8proc_int32_t
unit(const struct decoder *d, const char *p)
{
	return (unsigned char)p[d->big ? 0 : 1] << 8 | (unsigned char)p[d->big ? 1 : 0];
}

/* The bytes that the character at the start of s takes; 0: it is none, or not complete. */
static size_t
decode_wide(const struct decoder *d, struct slice s, utf8proc_int32_t *c)
{
	utf8proc_int32_t second;

	if (s.n < 2)
		return 0;
	*c = unit(d, s.p);
	if ((*c & 0xf800) != 0xd800)
		return 2;
	if (s.n < 4 || (*c & 0x0400) != 0)
		return 0;
	second = unit(d, s.p + 2);
	*c = 0x10000 + ((*c & 0x03ff) << 10 | (second & 0x03ff));
	return (second & 0xfc00) == 0xdc00 ? 4 : 0;
}

/*
 * Looks at the first two bytes. *mark: how many of them are a byte order mark that only says the
 * order. False: they are one for the other order.
 */
static bool
begin_wide(struct decoder *d, const char *p, size_t *mark)
{
	const bool big = memcmp(p, "\xfe\xff", 2) == 0, little = memcmp(p, "\xff\xfe", 2) == 0;

	if ((d->encoding->order == LITTLE && big) || (d->encoding->order == BIG && little))
		return false;
	d->begun = true;
	if (d->encoding->order != BY_MARK)
		return true;
	d->big = big;
	*mark = big || little ? 2 : 0;
	return true;
}

size_t
decoder_run(struct decoder *d, struct slice raw, char **to, size_t room)
{
	const char *end = *to + room;
	utf8proc_int32_t c;
	size_t i = 0, n;

	if (d->encoding->order == SINGLE)
		return decode_single(d, raw, to, room);
	if (!d->begun && raw.n >= 2 && !begin_wide(d, raw.p, &i))
		return 0;
	for (; end - *to >= 4; i += n) {
		if ((n = decode_wide(d, (struct slice){raw.p + i, raw.n - i}, &c)) == 0)
			break;
		*to += utf8proc_encode_char(c, (utf8proc_uint8_t *)*to);
	}
	return i;
}
