/* Tables as systems: which cells there are, what is known of them, and the conditions between them. */
#include "suppress/study.h"

#include <inttypes.h>
#include <stdlib.h>

#include "suppress/view.h"
#include "tap/scratch.h"
#include "tap/tap.h"

static char said[4096];

static void
say(const char *message)
{
	size_t n = strlen(said);

	snprintf(said + n, sizeof(said) - n, "%s\n", message);
}

static void
add_range(struct textbuf *b, int64_t low, int64_t high)
{
	if (low == high)
		textbuf_addf(b, "%" PRId64, low);
	else if (high == SYSTEM_NO_HIGH)
		textbuf_addf(b, "%" PRId64 "+", low);
	else
		textbuf_addf(b, "%" PRId64 "..%" PRId64, low, high);
}

/* "P3(1..5) C9(1+) F0": of each cell class, value, what is known while hidden (and shown, if rounded). */
static void
add_cells(struct textbuf *b, const struct view *v)
{
	for (size_t i = 0; i < v->system.n_cells; i++) {
		const struct cell *c = &v->cell[i];

		textbuf_addf(b, "%s%c", i > 0 ? " " : "", "CFPXM"[c->class]);
		if (c->value != SYSTEM_NOT_KNOWN)
			textbuf_addf(b, "%" PRId64, c->value);
		if (c->class != CELL_FIXED) {
			textbuf_addf(b, "(");
			add_range(b, c->low, c->high);
			textbuf_addf(b, ")");
		}
		if (c->class != CELL_MARK && c->shown_low != c->shown_high) {
			textbuf_addf(b, "[");
			add_range(b, c->shown_low, c->shown_high);
			textbuf_addf(b, "]");
		}
	}
}

/* "; 0 = 2-0-1": sums, and "; 200*0-5*1>=0 if 0": what percentages say. */
static void
add_constraints(struct textbuf *b, const struct view *v)
{
	for (size_t k = 0; k < v->system.n_constraints; k++) {
		const struct constraint *c = &v->constraint[k];

		textbuf_addf(b, "; ");
		for (size_t i = 0; i < c->n; i++) {
			int64_t by = c->terms[i].coefficient;

			textbuf_addf(b, "%s", by < 0 ? "-" : i > 0 ? "+" : "");
			if (by != 1 && by != -1)
				textbuf_addf(b, "%" PRId64 "*", by < 0 ? -by : by);
			textbuf_addf(b, "c%" PRIu32, c->terms[i].cell);
		}
		if (c->low == c->high)
			textbuf_addf(b, "=%" PRId64, c->low);
		else if (c->high == SYSTEM_NO_HIGH)
			textbuf_addf(b, ">=%" PRId64, c->low);
		else if (c->low == SYSTEM_NO_LOW)
			textbuf_addf(b, "<=%" PRId64, c->high);
		else
			textbuf_addf(b, " in %" PRId64 "..%" PRId64, c->low, c->high);
		if (c->owner != SYSTEM_NO_CELL)
			textbuf_addf(b, " if c%" PRIu32, c->owner);
	}
}

static struct input *
open_text(struct scratch *s, char **path, const char *text)
{
	const struct input_options opt = {0};
	struct errmsg e;

	*s = scratch_open();
	scratch_write(s, text, strlen(text));
	*path = s->path;
	return input_open(path, 1, &opt, &e);
}

struct given {
	const char *text, *further;
	enum policy_preset policy;
	bool audit;
};

/* The system of a table, or the message. */
static void
is_system(struct given g, const char *wanted, const char *name)
{
	const struct filter filter = {.fyear = PERIOD_NO_YEAR};
	struct policy policy = POLICY_INIT;
	struct option_list labels = {0};
	const bool carried[16] = {0};
	struct view_options vo = {.policy = &policy, .audit = g.audit, .carried = carried};
	struct scratch file, other;
	char *path, *further;
	struct input *in = open_text(&file, &path, g.text);
	struct study_options o = {.filter = &filter, .policy = &policy, .space = {.labels = &labels,
	    .fyear = PERIOD_NO_YEAR}, .further = &further, .audit = g.audit, .say = say};
	struct textbuf b = {0};
	struct study st;
	struct errmsg e;

	policy.preset = g.policy;
	policy_settle(&policy);
	said[0] = '\0';
	if (g.further != NULL) {
		input_close(open_text(&other, &further, g.further));
		o.nfurther = 1;
	}
	if (study_open(&st, in, &o, &e) == 0) {
		struct view v;

		view_build(&v, &st, &vo);
		add_cells(&b, &v);
		add_constraints(&b, &v);
		view_free(&v);
	} else
		textbuf_addf(&b, "%s", e.text);
	is_str(b.p, wanted, name);
	study_close(&st);
	input_close(in);
	textbuf_free(&b);
	close(file.fd);
}

#define HEAD "period,geographic_level,region_name,la_name,count\n"

static void
test_sums(void)
{
	is_system((struct given){.text = "area,count\nA,3\nB,9\nC,0\nTotal,12\n"},
	    "P3(1..5) C9(1+) F0 C12(1+); c3-c0-c1-c2=0", "a row and its total");
	is_system((struct given){.text = "area,category,count\nA,N,3\nA,Total,3\nTotal,N,3\n"
	    "Total,Total,3\n"}, "P3(1..5) P3(1..5) P3(1..5) P3(1..5); c2-c0=0; c3-c1=0; c1-c0=0; c3-c2=0",
	    "two dimensions");
	is_system((struct given){.text = "area,count\nA,3\nB,c\nC,<5\nD,k\nE,\nTotal,12\n"},
	    "P3(1..5) M(0+) M(0..4) M(1+) M(0+) C12(1+); c5-c0-c1-c2-c3-c4=0", "marks");
	is_system((struct given){.text = "area,count\nA,3\nB,4\nTotal,12\n"},
	    "1 total does not add up: check the table first, as with csv-check", "a total that is no sum");
	is_system((struct given){.text = "area,count\nA,3\nTotal,12\n"}, "P3(1..5) C12(1+)",
	    "a total and one of its parts");
	is_system((struct given){.text = HEAD "2014,National,,,90\n2014,Regional,London,,60\n"
	    "2014,Regional,Inner London,,40\n2014,Regional,Outer London,,20\n"
	    "2014,Regional,North East,,30\n2014,Local authority,North East,Durham,30\n"
	    "2014,Local authority,Inner London,Camden,40\n"
	    "2014,Local authority,Outer London,Barnet,20\n"},
	    "C90(1+) C60(1+) C40(1+) C20(1+) C30(1+) C30(1+) C40(1+) C20(1+); c1-c2-c3=0; c2-c6=0; "
	    "c3-c7=0; c4-c5=0; c0-c1-c4=0", "England, its regions, London's halves once");
	is_system((struct given){.text = HEAD "2014,National,,,90\n"
	    "2014,Local authority,North East,Durham,30\n2014,Local authority,London,Camden,60\n"},
	    "C90(1+) C30(1+) C60(1+); c0-c1-c2=0", "England without regions: its authorities");
}

static void
test_rounded(void)
{
	is_system((struct given){.policy = POLICY_DFE, .text = HEAD "2014,Regional,North East,,33\n"
	    "2014,Local authority,North East,Durham,30\n2014,Local authority,North East,Hartlepool,3\n"},
	    "C33(1+)[25..34] C30(1+) P3(1..5); c0-c1-c2=0", "rounded by the policy");
	is_system((struct given){.policy = POLICY_DFE, .text = HEAD "2014,Regional,North East,,7\n"
	    "2014,Local authority,North East,Durham,7\n"},
	    "C7(1+)[6..14] C7(1+); c0-c1=0", "what would be hidden is not shown");
	is_system((struct given){.policy = POLICY_DFE, .text = HEAD "2014,Regional,North East,,30\n"
	    "2014,Local authority,North East,Durham,29\n2014,Local authority,North East,Hartlepool,3\n"},
	    "C32(25..35)[25..35] C29(1+) P3(1..5); c0-c1-c2=0", "rounded before: the value is the sum");
	is_system((struct given){.text = HEAD "2014,Regional,North East,,30\n"
	    "2014,Local authority,North East,Durham,29\n2014,Local authority,North East,Hartlepool,9\n"},
	    "1 total does not add up: check the table first, as with csv-check", "beyond rounding");
}

static void
test_printed(void)
{
	is_system((struct given){.text = "category,count,percentage\nN,83,69\nP,37,31\nTotal,120,\n"},
	    "C83(1+) C37(1+) C120(1+); c2-c0-c1=0; 200*c0-137*c2>=0 if c0; 200*c0-139*c2<=0 if c0; "
	    "200*c1-61*c2>=0 if c1; 200*c1-63*c2<=0 if c1", "percentages");
	is_system((struct given){.text = "category,count,percentage\nN,c,50\nP,44,44.5\nTotal,c,\n",
	    .audit = true}, "M(1+) F44 M(1+); c2-c0-c1=0; 2000*c0-999*c2>=0; 2000*c0-1001*c2<=0; "
	    "2000*c1-889*c2>=0; 2000*c1-891*c2<=0", "zeros at the end are dropped");
	is_system((struct given){.text = "category,count,percentage\nN,1,34\nP,1,33\nM,1,33\nTotal,3,\n"},
	    "P1(1..5) P1(1..5) P1(1..5) P3(1..5); c3-c0-c1-c2=0; 200*c0-66*c3>=0 if c0; 200*c0-70*c3<=0 "
	    "if c0; 200*c1-64*c3>=0 if c1; 200*c1-68*c3<=0 if c1; 200*c2-64*c3>=0 if c2; "
	    "200*c2-68*c3<=0 if c2", "made to total 100");
	is_system((struct given){.text = "area,count,population,rate\nA,14,1000,140.0\nB,c,1000,30\n",
	    .audit = true}, "F14 M(1+); c0=14; c1=3", "rates");
	is_system((struct given){.text = "area,count,population,rate\nA,14,1000,14.0\nB,c,1000,3\n",
	    .audit = true}, "F14 M(1+); c0=14; c1=3", "rates per 1,000");
	is_system((struct given){.text = "area,count,percentage\nA,14,7\nB,20,90\nTotal,34,\n"},
	    "C14(1+) C20(1+) C34(1+); c2-c0-c1=0", "percentages of something else");
}

static void
test_further(void)
{
	static const char first[] = "period,area,count\nQ1 2014-15,A,c\nQ1 2014-15,B,c\n"
	    "Q1 2014-15,C,20\n";

	is_system((struct given){.further = first, .text = "period,area,count\n2014-15 Q1,A,3\n"
	    "2014-15 Q1,B,9\n2014-15 Q1,C,20\n"},
	    "P3(1..5) X9(1+) F20", "what was hidden and shown, by period");
	is_system((struct given){.further = first, .text = "period,area,count\n2014-15 Q2,A,14\n"
	    "Total,A,17\n2014-15 Q2,C,10\nTotal,C,30\n"},
	    "C14(1+) C17(1+) C10(1+) C30(1+) M(1..5) M(1..5) F20; c1-c0-c4=0; c3-c2-c6=0",
	    "a total whose parts are in two publications");
	is_system((struct given){.further = first, .text = "period,area,count\n2014-15 Q1,A,3\n"
	    "2014-15 Q1,C,21\n"}, "P3(1..5) C21(1+) M(1..5) F20", "revised");
}

int
main(void)
{
	test_sums();
	test_rounded();
	test_printed();
	test_further();
	return done_testing();
}
