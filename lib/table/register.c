#include "table/register.h"

#include <string.h>

#include "table/authority.h"

const struct registered register_list[] = {
	{"201", "E09000001", "E13000001", "City of London", 0, 0},
	{"202", "E09000007", "E13000001", "Camden", 0, 0},
	{"203", "E09000011", "E13000002", "Greenwich", 0, 0},
	{"204", "E09000012", "E13000001", "Hackney", 0, 0},
	{"205", "E09000013", "E13000001", "Hammersmith and Fulham", 0, 0},
	{"206", "E09000019", "E13000001", "Islington", 0, 0},
	{"207", "E09000020", "E13000001", "Kensington and Chelsea", 0, 0},
	{"208", "E09000022", "E13000001", "Lambeth", 0, 0},
	{"209", "E09000023", "E13000001", "Lewisham", 0, 0},
	{"210", "E09000028", "E13000001", "Southwark", 0, 0},
	{"211", "E09000030", "E13000001", "Tower Hamlets", 0, 0},
	{"212", "E09000032", "E13000001", "Wandsworth", 0, 0},
	{"213", "E09000033", "E13000001", "Westminster", 0, 0},
	{"301", "E09000002", "E13000002", "Barking and Dagenham", 0, 0},
	{"302", "E09000003", "E13000002", "Barnet", 0, 0},
	{"303", "E09000004", "E13000002", "Bexley", 0, 0},
	{"304", "E09000005", "E13000002", "Brent", 0, 0},
	{"305", "E09000006", "E13000002", "Bromley", 0, 0},
	{"306", "E09000008", "E13000002", "Croydon", 0, 0},
	{"307", "E09000009", "E13000002", "Ealing", 0, 0},
	{"308", "E09000010", "E13000002", "Enfield", 0, 0},
	{"309", "E09000014", "E13000001", "Haringey", 0, 0},
	{"310", "E09000015", "E13000002", "Harrow", 0, 0},
	{"311", "E09000016", "E13000002", "Havering", 0, 0},
	{"312", "E09000017", "E13000002", "Hillingdon", 0, 0},
	{"313", "E09000018", "E13000002", "Hounslow", 0, 0},
	{"314", "E09000021", "E13000002", "Kingston upon Thames", 0, 0},
	{"315", "E09000024", "E13000002", "Merton", 0, 0},
	{"316", "E09000025", "E13000001", "Newham", 0, 0},
	{"317", "E09000026", "E13000002", "Redbridge", 0, 0},
	{"318", "E09000027", "E13000002", "Richmond upon Thames", 0, 0},
	{"319", "E09000029", "E13000002", "Sutton", 0, 0},
	{"320", "E09000031", "E13000002", "Waltham Forest", 0, 0},
	{"330", "E08000025", "E12000005", "Birmingham", 0, 0},
	{"331", "E08000026", "E12000005", "Coventry", 0, 0},
	{"332", "E08000027", "E12000005", "Dudley", 0, 0},
	{"333", "E08000028", "E12000005", "Sandwell", 0, 0},
	{"334", "E08000029", "E12000005", "Solihull", 0, 0},
	{"335", "E08000030", "E12000005", "Walsall", 0, 0},
	{"336", "E08000031", "E12000005", "Wolverhampton", 0, 0},
	{"340", "E08000011", "E12000002", "Knowsley", 0, 0},
	{"341", "E08000012", "E12000002", "Liverpool", 0, 0},
	{"342", "E08000013", "E12000002", "St. Helens", 0, 0},
	{"343", "E08000014", "E12000002", "Sefton", 0, 0},
	{"344", "E08000015", "E12000002", "Wirral", 0, 0},
	{"350", "E08000001", "E12000002", "Bolton", 0, 0},
	{"351", "E08000002", "E12000002", "Bury", 0, 0},
	{"352", "E08000003", "E12000002", "Manchester", 0, 0},
	{"353", "E08000004", "E12000002", "Oldham", 0, 0},
	{"354", "E08000005", "E12000002", "Rochdale", 0, 0},
	{"355", "E08000006", "E12000002", "Salford", 0, 0},
	{"356", "E08000007", "E12000002", "Stockport", 0, 0},
	{"357", "E08000008", "E12000002", "Tameside", 0, 0},
	{"358", "E08000009", "E12000002", "Trafford", 0, 0},
	{"359", "E08000010", "E12000002", "Wigan", 0, 0},
	{"370", "E08000016", "E12000003", "Barnsley", 0, 0},
	{"371", "E08000017", "E12000003", "Doncaster", 0, 0},
	{"372", "E08000018", "E12000003", "Rotherham", 0, 0},
	{"373", "E08000019", "E12000003", "Sheffield", 0, 0},
	{"380", "E08000032", "E12000003", "Bradford", 0, 0},
	{"381", "E08000033", "E12000003", "Calderdale", 0, 0},
	{"382", "E08000034", "E12000003", "Kirklees", 0, 0},
	{"383", "E08000035", "E12000003", "Leeds", 0, 0},
	{"384", "E08000036", "E12000003", "Wakefield", 0, 0},
	{"390", "E08000020", "E12000001", "Gateshead", 0, 2013},
	{"390", "E08000037", "E12000001", "Gateshead", 2013, 0},
	{"391", "E08000021", "E12000001", "Newcastle upon Tyne", 0, 0},
	{"392", "E08000022", "E12000001", "North Tyneside", 0, 0},
	{"393", "E08000023", "E12000001", "South Tyneside", 0, 0},
	{"394", "E08000024", "E12000001", "Sunderland", 0, 0},
	{"420", "E06000053", "E12000009", "Isles of Scilly", 0, 0},
	{"800", "E06000022", "E12000009", "Bath and North East Somerset", 0, 0},
	{"801", "E06000023", "E12000009", "Bristol, City of", 0, 0},
	{"802", "E06000024", "E12000009", "North Somerset", 0, 0},
	{"803", "E06000025", "E12000009", "South Gloucestershire", 0, 0},
	{"805", "E06000001", "E12000001", "Hartlepool", 0, 0},
	{"806", "E06000002", "E12000001", "Middlesbrough", 0, 0},
	{"807", "E06000003", "E12000001", "Redcar and Cleveland", 0, 0},
	{"808", "E06000004", "E12000001", "Stockton-on-Tees", 0, 0},
	{"810", "E06000010", "E12000003", "Kingston upon Hull, City of", 0, 0},
	{"811", "E06000011", "E12000003", "East Riding of Yorkshire", 0, 0},
	{"812", "E06000012", "E12000003", "North East Lincolnshire", 0, 0},
	{"813", "E06000013", "E12000003", "North Lincolnshire", 0, 0},
	{"815", "E10000023", "E12000003", "North Yorkshire", 0, 2023},
	{"815", "E06000065", "E12000003", "North Yorkshire", 2023, 0},
	{"816", "E06000014", "E12000003", "York", 0, 0},
	{"821", "E06000032", "E12000006", "Luton", 0, 0},
	{"822", "E06000055", "E12000006", "Bedford", 0, 0},
	{"823", "E06000056", "E12000006", "Central Bedfordshire", 0, 0},
	{"825", "E10000002", "E12000008", "Buckinghamshire", 0, 2020},
	{"825", "E06000060", "E12000008", "Buckinghamshire", 2020, 0},
	{"826", "E06000042", "E12000008", "Milton Keynes", 0, 0},
	{"830", "E10000007", "E12000004", "Derbyshire", 0, 0},
	{"831", "E06000015", "E12000004", "Derby", 0, 0},
	{"835", "E10000009", "E12000009", "Dorset", 0, 2019},
	{"836", "E06000029", "E12000009", "Poole", 0, 2019},
	{"837", "E06000028", "E12000009", "Bournemouth", 0, 2019},
	{"838", "E06000059", "E12000009", "Dorset", 2019, 0},
	{"839", "E06000058", "E12000009", "Bournemouth, Christchurch and Poole", 2019, 0},
	{"840", "E06000047", "E12000001", "County Durham", 0, 0},
	{"841", "E06000005", "E12000001", "Darlington", 0, 0},
	{"845", "E10000011", "E12000008", "East Sussex", 0, 0},
	{"846", "E06000043", "E12000008", "Brighton and Hove", 0, 0},
	{"850", "E10000014", "E12000008", "Hampshire", 0, 0},
	{"851", "E06000044", "E12000008", "Portsmouth", 0, 0},
	{"852", "E06000045", "E12000008", "Southampton", 0, 0},
	{"855", "E10000018", "E12000004", "Leicestershire", 0, 0},
	{"856", "E06000016", "E12000004", "Leicester", 0, 0},
	{"857", "E06000017", "E12000004", "Rutland", 0, 0},
	{"860", "E10000028", "E12000005", "Staffordshire", 0, 0},
	{"861", "E06000021", "E12000005", "Stoke-on-Trent", 0, 0},
	{"865", "E06000054", "E12000009", "Wiltshire", 0, 0},
	{"866", "E06000030", "E12000009", "Swindon", 0, 0},
	{"867", "E06000036", "E12000008", "Bracknell Forest", 0, 0},
	{"868", "E06000040", "E12000008", "Windsor and Maidenhead", 0, 0},
	{"869", "E06000037", "E12000008", "West Berkshire", 0, 0},
	{"870", "E06000038", "E12000008", "Reading", 0, 0},
	{"871", "E06000039", "E12000008", "Slough", 0, 0},
	{"872", "E06000041", "E12000008", "Wokingham", 0, 0},
	{"873", "E10000003", "E12000006", "Cambridgeshire", 0, 0},
	{"874", "E06000031", "E12000006", "Peterborough", 0, 0},
	{"876", "E06000006", "E12000002", "Halton", 0, 0},
	{"877", "E06000007", "E12000002", "Warrington", 0, 0},
	{"878", "E10000008", "E12000009", "Devon", 0, 0},
	{"879", "E06000026", "E12000009", "Plymouth", 0, 0},
	{"880", "E06000027", "E12000009", "Torbay", 0, 0},
	{"881", "E10000012", "E12000006", "Essex", 0, 0},
	{"882", "E06000033", "E12000006", "Southend-on-Sea", 0, 0},
	{"883", "E06000034", "E12000006", "Thurrock", 0, 0},
	{"884", "E06000019", "E12000005", "Herefordshire, County of", 0, 0},
	{"885", "E10000034", "E12000005", "Worcestershire", 0, 0},
	{"886", "E10000016", "E12000008", "Kent", 0, 0},
	{"887", "E06000035", "E12000008", "Medway", 0, 0},
	{"888", "E10000017", "E12000002", "Lancashire", 0, 0},
	{"889", "E06000008", "E12000002", "Blackburn with Darwen", 0, 0},
	{"890", "E06000009", "E12000002", "Blackpool", 0, 0},
	{"891", "E10000024", "E12000004", "Nottinghamshire", 0, 0},
	{"892", "E06000018", "E12000004", "Nottingham", 0, 0},
	{"893", "E06000051", "E12000005", "Shropshire", 0, 0},
	{"894", "E06000020", "E12000005", "Telford and Wrekin", 0, 0},
	{"895", "E06000049", "E12000002", "Cheshire East", 0, 0},
	{"896", "E06000050", "E12000002", "Cheshire West and Chester", 0, 0},
	{"908", "E06000052", "E12000009", "Cornwall", 0, 0},
	{"909", "E10000006", "E12000002", "Cumbria", 0, 2023},
	{"916", "E10000013", "E12000009", "Gloucestershire", 0, 0},
	{"919", "E10000015", "E12000006", "Hertfordshire", 0, 0},
	{"921", "E06000046", "E12000008", "Isle of Wight", 0, 0},
	{"925", "E10000019", "E12000004", "Lincolnshire", 0, 0},
	{"926", "E10000020", "E12000006", "Norfolk", 0, 0},
	{"928", "E10000021", "E12000004", "Northamptonshire", 0, 2021},
	{"929", "E06000048", "E12000001", "Northumberland", 0, 2013},
	{"929", "E06000057", "E12000001", "Northumberland", 2013, 0},
	{"931", "E10000025", "E12000008", "Oxfordshire", 0, 0},
	{"933", "E10000027", "E12000009", "Somerset", 0, 2023},
	{"933", "E06000066", "E12000009", "Somerset", 2023, 0},
	{"935", "E10000029", "E12000006", "Suffolk", 0, 0},
	{"936", "E10000030", "E12000008", "Surrey", 0, 0},
	{"937", "E10000031", "E12000005", "Warwickshire", 0, 0},
	{"938", "E10000032", "E12000008", "West Sussex", 0, 0},
	{"940", "E06000061", "E12000004", "North Northamptonshire", 2021, 0},
	{"941", "E06000062", "E12000004", "West Northamptonshire", 2021, 0},
	{"942", "E06000063", "E12000002", "Cumberland", 2023, 0},
	{"943", "E06000064", "E12000002", "Westmorland and Furness", 2023, 0},
};
enum { AUTHORITIES = sizeof(register_list) / sizeof(register_list[0]) };
const size_t register_count = AUTHORITIES;

/* Reorganisations that changed areas, on 1 April. */
enum { MOST_BEFORE = 3 };
static const struct change {
	short year;
	char before[MOST_BEFORE][4], after[REGISTER_PARTS][4];
} changes[] = {
	{2019, {"835", "836", "837"}, {"838", "839"}},
	{2021, {"928"}, {"940", "941"}},
	{2023, {"909"}, {"942", "943"}},
};
enum { NCHANGES = sizeof(changes) / sizeof(changes[0]) };

const struct registered *
register_by_code(struct slice code)
{
	enum { NUMBER = 3, CODE = 9 };

	if (code.n != NUMBER && (code.n != CODE || (code.p[0] != 'E' && code.p[0] != 'e')))
		return NULL;
	for (const struct registered *r = register_list + register_count; r-- > register_list;)
		if (memcmp(code.p + code.n - NUMBER, code.n == NUMBER ? r->number :
		    r->code + CODE - NUMBER, NUMBER) == 0 && (code.n == NUMBER ||
		    memcmp(code.p + 1, r->code + 1, CODE - 1) == 0))
			return r;
	return NULL;
}

/* What authority_same_name() compares of each name, made once. */
static const char *
folded_name(size_t i)
{
	static char folded[AUTHORITIES][AUTHORITY_FOLDED];

	if (folded[i][0] == '\0')
		(void)authority_fold_name(folded[i], slice_of(register_list[i].name));
	return folded[i];
}

/* The latest authority of this name whose number is that of `own`, or any with NULL; or NULL. */
static const struct registered *
find_name(struct slice name, const struct registered *own)
{
	char fold[AUTHORITY_FOLDED];

	if (!authority_fold_name(fold, name))
		fold[0] = '\0';
	for (size_t i = register_count; i-- > 0;)
		if ((own == NULL || strcmp(own->number, register_list[i].number) == 0) &&
		    (slice_caseeq(name, slice_of(register_list[i].name)) ||
		    (fold[0] != '\0' && strcmp(fold, folded_name(i)) == 0)))
			return &register_list[i];
	return NULL;
}

const struct registered *
register_by_name(struct slice name)
{
	return find_name(name, NULL);
}

/* By its beginning: codes of wards and smaller areas, which large files have, are not looked up. */
static bool
may_be_listed(struct slice code)
{
	static const char starts[][4] = {"E06", "E08", "E09", "E10", "E12", "E13", "E92", "W92",
	    "S92", "N92"};

	if (code.n != sizeof(register_list[0].code) - 1)
		return code.n == sizeof(register_list[0].number) - 1;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (memcmp(code.p + 1, starts[i] + 1, 2) == 0)
			return true;
	return false;
}

/* As register_contradicts(), of a code that may be listed. *of is a name of these lists. */
static bool
contradicts(struct slice code, struct slice name, struct slice *of)
{
	const struct slice none = {"", 0};
	const struct registered *r = register_by_code(code);
	struct slice region = r != NULL ? none : authority_region_code(code, none), named;

	if ((r == NULL && region.n == 0) || (r != NULL && find_name(name, r) != NULL))
		return false;
	*of = r != NULL ? slice_of(r->name) : authority_region_name(region);
	named = authority_region_code(none, name);
	return named.n > 0 ? !slice_eq(named, region) : find_name(name, NULL) != NULL;
}

/* A code and a name, and whether they contradict: a table has the same ones over again. */
struct answer {
	const char *of;
	unsigned char code, name, nof;	/* lengths; the code and the name are in text */
	bool contradicts;
	char text[52];
};

/* Where the answer for a code is kept: by the kind of area (E06...) and the last three digits. */
static struct answer *
place_of(struct slice code)
{
	enum { PLACES = 1024, APART = 102 };
	static struct answer answers[PLACES];
	const unsigned char *last = (const unsigned char *)code.p + code.n - 3;
	unsigned number = last[0] * 100u + last[1] * 10u + last[2];

	return &answers[(number + (code.n > 3 ? (unsigned char)code.p[2] * APART : 0)) % PLACES];
}

bool
register_contradicts(struct slice code, struct slice name, struct slice *of)
{
	struct answer *a;

	if (name.n == 0 || !may_be_listed(code))
		return false;
	a = place_of(code);
	if (!same_text(code, (struct slice){a->text, a->code}) ||
	    !same_text(name, (struct slice){a->text + a->code, a->name})) {
		if (name.n > sizeof(a->text) - code.n)
			return contradicts(code, name, of);
		*of = (struct slice){"", 0};
		a->contradicts = contradicts(code, name, of);
		a->of = of->p;
		a->nof = (unsigned char)of->n;
		a->code = (unsigned char)code.n;
		a->name = (unsigned char)name.n;
		copy_text(a->text, code.p, code.n);
		copy_text(a->text + code.n, name.p, name.n);
	}
	*of = (struct slice){a->of, a->nof};
	return a->contradicts;
}

static bool
has_number(const char (*list)[4], size_t n, const struct registered *r)
{
	for (size_t i = 0; i < n; i++)
		if (slice_is(slice_of(list[i]), r->number))
			return true;
	return false;
}

size_t
register_parts(const struct registered *r, const struct registered *part[REGISTER_PARTS])
{
	for (size_t i = 0; i < NCHANGES; i++) {
		const struct change *c = &changes[i];

		if (c->before[1][0] != '\0' || !has_number(c->before, 1, r))
			continue;
		for (size_t k = 0; k < REGISTER_PARTS; k++)
			part[k] = register_by_code(slice_of(c->after[k]));
		return REGISTER_PARTS;
	}
	return 0;
}

/* Whether another number has had the same name. */
static bool
shares_name(const struct registered *r)
{
	for (size_t i = 0; i < register_count; i++)
		if (slice_is(slice_of(r->name), register_list[i].name) &&
		    !slice_is(slice_of(r->number), register_list[i].number))
			return true;
	return false;
}

bool
register_had_other(const struct registered *r, int year)
{
	for (const struct registered *o = register_list; o < register_list + register_count; o++)
		if (slice_is(slice_of(r->name), o->name) &&
		    !slice_is(slice_of(r->number), o->number) &&
		    o->from <= year && (o->until == 0 || year < o->until))
			return true;
	return false;
}

/* "Dorset (E10000009), Poole and Bournemouth" */
static void
add_names(struct textbuf *t, const char (*numbers)[4], size_t most)
{
	size_t n = 0;

	while (n < most && numbers[n][0] != '\0')
		n++;
	for (size_t i = 0; i < n; i++) {
		const struct registered *r = register_by_code(slice_of(numbers[i]));

		textbuf_addf(t, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ", r->name);
		if (shares_name(r))
			textbuf_addf(t, " (%s)", r->code);
	}
}

static void
add_change(struct textbuf *t, const struct change *c, const struct registered *r)
{
	if (c->before[1][0] != '\0') {
		add_names(t, c->before, MOST_BEFORE);
		textbuf_addf(t, " became ");
		add_names(t, c->after, REGISTER_PARTS);
		textbuf_addf(t, " in %d", c->year);
	} else if (has_number(c->before, 1, r)) {
		textbuf_addf(t, "%s %s was divided into ", r->code, r->name);
		add_names(t, c->after, REGISTER_PARTS);
		textbuf_addf(t, " in %d", c->year);
	} else {
		textbuf_addf(t, "%s %s was part of ", r->code, r->name);
		add_names(t, c->before, 1);
		textbuf_addf(t, " until %d", c->year);
	}
}

bool
register_describe_change(const struct registered *r, struct errmsg *text)
{
	struct textbuf t = {0};

	for (size_t i = 0; i < NCHANGES && t.n == 0; i++)
		if (has_number(changes[i].before, MOST_BEFORE, r) ||
		    has_number(changes[i].after, REGISTER_PARTS, r))
			add_change(&t, &changes[i], r);
	errmsg_set(text, "%s", t.n > 0 ? t.p : "");
	textbuf_free(&t);
	return text->text[0] != '\0';
}

bool
register_describe_code(const struct registered *r, struct errmsg *text)
{
	for (const struct registered *was = register_list, *is = was + 1;
	    is < register_list + register_count; was++, is++)
		if (slice_is(slice_of(r->number), was->number) &&
		    slice_is(slice_of(r->number), is->number)) {
			errmsg_set(text, "%s %s became %s in %d", was->code, was->name, is->code,
			    is->from);
			return true;
		}
	return false;
}
