/* board-scorecard: many indicators, a row for each */
#include <gsl/gsl_errno.h>

#include "base/message.h"
#include "board/findings.h"
#include "board/peers.h"
#include "board/sheet.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "trend/seriesin.h"

struct options {
	struct filter filter;
	const char *dictionary, *period, *findings, *area;
	struct option_list benchmarks, rejected;
	enum sheet_group group;
};

#define AT(member) OPTION_AT(struct options, member)

static const struct option_row table[] = {
	{0, "dictionary", "FILE", "the indicators: label, agency, priority, target, ...",
	    OPTION_FILE, AT(dictionary)},
	{0, "period", "PERIOD", "as of this period (default: the newest)", OPTION_TEXT, AT(period)},
	{0, "group", "BY", "priority or agency: rows of one together", OPTION_WORD, AT(group),
	    OPTION_WORDS({"priority", SHEET_BY_PRIORITY}, {"agency", SHEET_BY_AGENCY})},
	{0, "benchmark", "FILE", "region, England and rank, from benchmark-ne; of one indicator: "
	    "INDICATOR=FILE", OPTION_LIST, AT(benchmarks)},
	{0, "area", "NAME", "the area in the benchmark (default: that of the data)",
	    OPTION_TEXT, AT(area), .needs = "benchmark"},
	{0, "findings", "FILE", "findings to count, from csv-check", OPTION_FILE, AT(findings)},
	{0, "rejected", "NAME", "an agency whose submission was rejected, so it has no figures",
	    OPTION_LIST, AT(rejected)},
	FILTER_ROWS(filter_roles),
	{'f', "format", "F", "csv (default), text, markdown or md, html or jsonl", OPTION_WORD,
	    AT(filter.format), OPTION_WORDS({"csv", ROWS_CSV}, {"text", ROWS_TEXT},
	    {"markdown", ROWS_MARKDOWN}, {"md", ROWS_MARKDOWN}, {"html", ROWS_HTML},
	    {"jsonl", ROWS_JSONL})},
	FILTER_ROWS(filter_rest),
	{0},
};

static const struct option_command command = {
	"board-scorecard", "[options] --dictionary file [file ...]",
	"Makes a scorecard: for each indicator its latest figure, status and icons.",
	table, NULL,
};

static void
run(struct options *o, char *const paths[], size_t n)
{
	const struct filter *f = &o->filter;
	const struct peers_options peers = {&o->benchmarks, o->area, f->quiet};
	struct card_options options = {.filter = f, .period = o->period};
	struct dictionary *dictionary;
	struct input *in;
	struct card *card;
	struct errmsg e;

	if ((dictionary = dictionary_read(o->dictionary, NULL, &e)) == NULL)
		message_stop("%s", e.text);
	options.dictionary = dictionary;
	if ((in = input_open(paths, n, &f->input, &e)) == NULL ||
	    (card = card_read(in, &options, &e)) == NULL || peers_join(card, &peers, &e) != 0 ||
	    (o->findings != NULL && findings_join(card, o->findings, f->chosen[ROLE_INDICATOR],
	    f->chosen[ROLE_CATEGORY], f->quiet ? NULL : filter_say, &e) != 0))
		message_stop("%s", e.text);
	card_settle(card, &o->rejected);
	if (f->verbose)
		message_print("%s, %s", plural(in->rows, "row").text,
		    plural(card->n, "indicator").text);
	if (sheet_write(card, o->group, f, &e) != 0)
		message_stop("%s", e.text);
	card_free(card);
	input_close(in);
	dictionary_free(dictionary);
}

int
main(int argc, char *argv[])
{
	struct options o = {.filter = FILTER_WITH(SERIESIN_ROLES)};
	size_t n = options_parse(&command, &o, argc, &argv);

	gsl_set_error_handler_off();
	if (o.dictionary == NULL)
		message_stop("no dictionary; expected --dictionary FILE");
	run(&o, argv, n);
	option_list_free(&o.benchmarks);
	option_list_free(&o.rejected);
	return 0;
}
