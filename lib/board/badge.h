#ifndef BOARD_BADGE_H
#define BOARD_BADGE_H

/*
 * What people see for a code: words and, in HTML, an icon that says the same by shape, letter and
 * colour. The colours have a contrast of at least 4.5 to their letters and of 3 to white
 * (tests/cmd/scorecard.sh computes it).
 */
struct badge {
	const char *code, *text, *html;
};

/* By code; NULL for "". */
const struct badge *badge_of_rag(const char *code);
const struct badge *badge_of_variation(const char *code);
const struct badge *badge_of_assurance(const char *code);

#endif
