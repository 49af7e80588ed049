/*
 * Regular expressions: what POSIX writes means the same, texts are characters, and what runs away
 * is given up after a number of steps, not of seconds.
 */
#include <regex.h>
#include <stdlib.h>

#include "rules/matcher.h"
#include "tap/tap.h"

/* In quarterly-rules(5) these mean what POSIX has them mean. */
static const char *const posix[] = {
	"a", "^a", "a$", "^a$", "^$", "", ".", "^.$", "^..$", "a.b", "^a.*b$", "a*", "^a*$", "^a+$",
	"^a?b$", "^a{2}$", "^a{2,}$", "^a{1,3}$", "^a{0,2}b$", "a|b", "^a|b$", "^(a|b)$", "^(ab)*$",
	"^(ab)+c?$", "^(a|ab)(c|bcd)$", "^((a|b)c)+$", "(a|b|1)$", "^()$", "^(a|)$", "(^a)|(b$)",
	"[ab]", "^[ab]+$", "^[^ab]+$", "^[a-c]{2}$", "[]]", "^[]a]+$", "^[^]a]+$", "[a-]", "[-a]",
	"^[a^]+$", "[[:digit:]]", "^[[:digit:]]+$", "^[^[:digit:]]+$", "^[[:alpha:]_-]+$",
	"^[[:alnum:]]*$", "[[:space:]]", "^[[:upper:]][[:lower:]]*$", "[[:punct:]]", "^[[:xdigit:]]+$",
	"[[:blank:]]", "^[[:print:]]*$", "[[:cntrl:]]", "[0-9]$", "^[A-Z][0-9]{2}$", "\\.", "^\\$a",
	"\\(a\\)", "\\[a\\]", "\\*", "a\\+b", "\\^", "\\|", "\\?", "\\{1\\}", "\\\\", "^(a)\\1$",
	"^(a|b)c\\1$", "^-?[0-9]+(\\.[0-9]+)?$", "\\ba", "a\\b", "\\w", "^\\W+$", "\\s", "^\\S+$",
	"^[0-9]{4}-[0-9]{2} Q[1-4]$", "^(E|W)[0-9]{1}$", "a]b", "a}b", "^[.]$", "^[$]$", "[*+?(){}|]",
};

/* Wrong in both; right in PCRE2 alone; refused as it would be read as something else. */
static const char *const wrong[] = {"(", "a)b(", "[a", "[z-a]", "*a", "+", "a**{", "[[:alfa:]]",
    "[[=a=]]", "[[.hyphen.]]", "\\1", "a{2,1}", "\\"};
static const char *const own[] = {"^\\d+$", "(?:a)", "(?i)a", "^\\p{Lu}", "\\x{e9}", "a+?", "(?=a)",
    "^a{1,32767}$", "[\\d]", "[\\w-]", "(?<y>a)\\k<y>"};
static const char *const other[] = {"\\<a", "a\\>", "a{,3}", "a{", "a{x}", "{2", "a{1", "\\`a"};

static uint64_t state = 20261126;

static unsigned
next_random(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

/* A short text, of characters that are in the expression, most of them. */
static void
random_text(char *text, const char *pattern)
{
	static const char usual[] = "ab1-Q .\nB]";
	size_t n = next_random(9);

	for (size_t i = 0; i < n; i++)
		text[i] = pattern[0] != '\0' && next_random(3) > 0 ?
		    pattern[next_random((unsigned)strlen(pattern))] :
		    next_random(10) == 0 ? (char)(1 + next_random(126)) :
		    usual[next_random(sizeof(usual) - 1)];
	text[n] = '\0';
}

static void
compare_with_posix(const char *pattern)
{
	struct errmsg e = {""};
	struct matcher *m = matcher_new(slice_of(pattern), &e);
	char text[16];
	int bad = 0;
	regex_t re;

	if (m == NULL || regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
		tap_ok(false, pattern);
		printf("# %s\n", e.text);
		return;
	}
	for (int i = 0; i < 2000; i++) {
		random_text(text, pattern);
		if ((regexec(&re, text, 0, NULL, 0) == 0 ? YES : NO) ==
		    matcher_test(m, slice_of(text)))
			continue;
		if (bad++ == 0)
			printf("# '%s' on '%s'\n", pattern, text);
	}
	tap_ok(bad == 0, pattern);
	regfree(&re);
	matcher_free(m);
}

static void
want_refusal(const char *const *pattern, size_t n, bool refused)
{
	for (size_t i = 0; i < n; i++) {
		struct errmsg e = {""};
		struct matcher *m = matcher_new(slice_of(pattern[i]), &e);

		if (!tap_ok((m == NULL) == refused && (e.text[0] != '\0') == refused, pattern[i]))
			printf("# %s\n", e.text);
		matcher_free(m);
	}
}

static enum truth
test(const char *pattern, const char *text)
{
	struct errmsg e;
	struct matcher *m = matcher_new(slice_of(pattern), &e);
	enum truth t = m == NULL ? UNKNOWN : matcher_test(m, slice_of(text));

	if (m == NULL)
		printf("# %s\n", e.text);
	matcher_free(m);
	return t;
}

static void
characters(void)
{
	tap_ok(test("^.$", "é") == YES, "an accented letter is one character");
	tap_ok(test("^.{2}$", "e\xcc\x81") == YES, "with a combining accent it is two");
	tap_ok(test("^[é]$", "é") == YES && test("^[é]$", "è") == NO, "in brackets too");
	tap_ok(test("^[^a]$", "€") == YES, "what is not in brackets is a character");
	tap_ok(test("(?i)^école$", "ÉCOLE") == YES, "without case");
	tap_ok(test("^\\p{Lu}", "Éa") == YES && test("^\\p{Lu}", "é") == NO, "capitals");
	tap_ok(test("^[[:digit:]]$", "\xd9\xa3") == NO && test("^\\d$", "\xd9\xa3") == NO,
	    "digits are 0 to 9");
	tap_ok(test("a$", "a\n") == NO, "$ is the very end");
	tap_ok(test("^b", "a\nb") == NO && test("a$", "a\nb") == NO, "^ and $ are not of a line");
	tap_ok(test("a.b", "a\nb") == YES, ". is a newline too");
	tap_ok(test("^a", "\xff""a") == UNKNOWN, "broken UTF-8 is not decided");
}

/* Many texts, so that the expression is compiled to machine code on the way. */
static void
run_away(const char *pattern)
{
	struct errmsg e;
	struct matcher *m = matcher_new(slice_of(pattern), &e);
	char text[120];
	bool right = m != NULL;

	for (int i = 0; i < 300 && right; i++) {
		snprintf(text, sizeof(text), "%.*s%d!", i % 2 == 0 ? 60 : 30,
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", i);
		right = matcher_test(m, slice_of(text)) == UNKNOWN &&
		    matcher_test(m, slice_of(text)) == UNKNOWN &&
		    strcmp(matcher_why(m), "takes too many steps on") == 0;
	}
	tap_ok(right, pattern);
	tap_ok(matcher_test(m, slice_of("e")) == NO, "and another text is decided");
	matcher_free(m);
}

/* The cache: more texts than it has room for, some of them in turn, come out right each time. */
static void
remembers(void)
{
	struct errmsg e;
	struct matcher *m = matcher_new(slice_of("^[0-9]*[02468]$"), &e);
	char text[64];
	bool right = true;

	for (int i = 0; i < 20000; i++) {
		int n = (int)next_random(4000);

		snprintf(text, sizeof(text), "%0*d", 1 + i % 45, n);
		right &= matcher_test(m, slice_of(text)) == (n % 2 == 0 ? YES : NO);
	}
	tap_ok(right, "texts that are remembered and others");
	tap_ok(matcher_test(m, (struct slice){0}) == NO, "no text at all");
	matcher_free(m);
}

static void
long_text(void)
{
	size_t n = 1000000;
	char *text = malloc(n + 1);

	if (text == NULL)
		return;
	memset(text, 'a', n);
	text[n] = '\0';
	tap_ok(test("^[ab]*$", text) == YES, "a million characters");
	tap_ok(test("^(a|b)*c$", text) == UNKNOWN, "and where they need too much");
	text[n - 1] = 'b';
	tap_ok(test("(a+)\\1+$", text) == UNKNOWN, "and where a step compares half of them");
	free(text);
}

#define ALL(table) (table), sizeof(table) / sizeof((table)[0])

int
main(void)
{
	for (size_t i = 0; i < sizeof(posix) / sizeof(posix[0]); i++)
		compare_with_posix(posix[i]);
	want_refusal(ALL(wrong), true);
	want_refusal(ALL(own), false);
	want_refusal(ALL(other), true);
	characters();
	run_away("^(a+)+$");
	run_away("^(a|aa)+$");
	run_away("^(a*)*\\1$");
	run_away("^(.*)(.*)(.*)(.*)(.*)(.*)(.*)\\1\\2\\3\\4[bc]$");
	run_away("^(\\w+\\s?)*[bc]$");
	remembers();
	long_text();
	return done_testing();
}
