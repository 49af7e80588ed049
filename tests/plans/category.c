/* Names to categories: what is found, what is not, files that extend and replace. */
#include "plans/category.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap/tap.h"

static size_t
find(struct category_list *l, const char *name)
{
	return category_find(l, slice_of(name));
}

static struct category_list *
from_file(const char *path, bool further, const char *text, struct errmsg *e)
{
	char arg[100];
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return NULL;
	fputs(text, f);
	fclose(f);
	snprintf(arg, sizeof arg, "%s%s", further ? "+" : "", path);
	return category_open(arg, NULL, e);
}

int
main(void)
{
	char path[] = "/tmp/quarterly-category-XXXXXX";
	int fd = mkstemp(path);
	struct category_list *l;
	struct errmsg e;

	if (fd == -1)
		return 1;
	close(fd);
	l = category_open(NULL, NULL, &e);
	ok(l->n == 5);
	is_str(l->item[0].code, "NEG", "the census's order");
	is_str(l->item[4].label, "Mixed categories", "the published wording");
	ok(find(l, "neg") == 0 && find(l, " NEGLECT\t") == 0 && find(l, "Physical") == 1);
	ok(find(l, "sexual ABUSE") == 2 && find(l, "EMO") == 3 && find(l, "Multiple/mixed") == 4);
	ok(find(l, "") == CATEGORY_UNKNOWN && find(l, "neglec") == CATEGORY_UNKNOWN);
	ok(find(l, "physical  abuse") == CATEGORY_UNKNOWN);	/* blanks within count */
	ok(category_find(l, (struct slice){"NEG\0", 4}) == CATEGORY_UNKNOWN);
	is_str(category_nearest(l, slice_of("Negelct")), "Neglect", "nearest of a slip");
	ok(category_nearest(l, slice_of("something else")) == NULL);
	ok(category_unknown(l, slice_of(" Emotionl "), &e) == -1);
	is_str(e.text, "'Emotionl' is not a known category; did you mean 'Emotional abuse'?",
	    "the message");
	category_free(l);

	l = from_file(path, true, "synonyms,label,code\nLack of care; Nobody home,Neglect,\n"
	    ",Online abuse,ONL\nFeelings,Emotional harm,EMO\n", &e);
	ok(l != NULL && l->n == 6);
	ok(find(l, "lack of care") == 0 && find(l, "NOBODY HOME") == 0 && find(l, "onl") == 5);
	ok(find(l, "feelings") == 3 && find(l, "emotional abuse") == 3);
	is_str(l->item[3].label, "Emotional harm", "a new label");
	category_free(l);
	l = from_file(path, false, "label\nBoys\nGirls\n", &e);
	ok(l != NULL && l->n == 2 && find(l, "girls") == 1 &&
	    find(l, "NEG") == CATEGORY_UNKNOWN);
	is_str(l->item[1].code, "", "no code");
	category_free(l);
	ok(from_file(path, false, "label\n", &e) == NULL);
	ok(from_file(path, false, "label\ntotal\n", &e) == NULL);
	ok(from_file(path, false, "label,code\nBoys,1\nGirls,2\nBoys,2\n", &e) == NULL);
	ok(from_file(path, false, "label\n\"\"\n", &e) == NULL);
	ok(from_file(path, false, "code,label\nA,Neglect\nA,Physical\n", &e) == NULL);
	ok(strstr(e.text, ":3: label: 'A' names the category Neglect in an earlier row") != NULL);
	ok(from_file(path, false, "code,label\nA,Neglect\nB,Neglect\n", &e) == NULL);
	ok(from_file(path, false, "code,label\nTotal,All\n", &e) == NULL);
	ok(from_file(path, false, "label,synonyms\nAll,every; TOTAL\n", &e) == NULL);
	l = from_file(path, true, "code,label,synonyms\n1,Neglect,a\n1,neglect,b\nPHY,Harm,\n", &e);
	ok(l != NULL && l->n == 5 && find(l, "1") == 0 && find(l, "a") == 0 &&
	    find(l, "B") == 0 && find(l, "harm") == 1 && find(l, "physical abuse") == 1);
	category_free(l);
	ok(from_file(path, false, "", &e) == NULL);
	unlink(path);
	ok(category_open(path, NULL, &e) == NULL);
	return done_testing();
}
