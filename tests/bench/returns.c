/*
 * returns N [FAULTS]: writes a return of N rows and 12 columns to standard output, always the same
 * bytes: for each area, measure and quarter, four categories and their total, with printed
 * percentages and rates. With FAULTS, a value in every FAULTS-th row is wrong.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

enum { QUARTERS = 40, MEASURES = 10, CATEGORIES = 5, POPULATION = 20000 };

static const char *const categories[CATEGORIES] =
    {"Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Total"};

/* The finaliser of splitmix64 (Steele, Lea and Flood, 2014). */
static uint32_t
draw(uint64_t n, uint32_t below)
{
	uint64_t z = n * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ z >> 31) >> 33) % below;
}

/* a * unit / b, halves rounded up. */
static uint64_t
rounded(uint64_t a, uint64_t b, uint64_t unit)
{
	return (2 * a * unit + b) / (2 * b);
}

static void
row(uint64_t area, uint64_t measure, uint64_t quarter, uint64_t category, const uint32_t *value,
    uint32_t wrong)
{
	uint64_t v = value[category], total = value[CATEGORIES - 1], year = 2005 + quarter / 4;
	uint64_t percent = rounded(100 * v, total, 10), population = POPULATION + 37 * (area % 500);
	uint64_t rate = rounded(10000 * v, population, 10);
	char start[DATE_SIZE], end[DATE_SIZE];
	int32_t day = date_day((int)year, (int)(quarter % 4) * 3 + 1, 1);

	date_format(start, day);
	date_format(end, day + 80);
	printf("R%02" PRIu64 ",E%08" PRIu64 ",Area %" PRIu64 ",%" PRIu64 "-%02" PRIu64 " Q%" PRIu64
	    ",Measure %" PRIu64 ",%s,%" PRIu64 ",%" PRIu64 ".%" PRIu64 ",%" PRIu64 ",%" PRIu64 ".%" PRIu64
	    ",%s,%s\n", area % 9, area, area, year, (year + 1) % 100, quarter % 4 + 1, measure,
	    categories[category], v + wrong, percent / 10, percent % 10, population, rate / 10,
	    rate % 10, start, end);
}

int
main(int argc, char *argv[])
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	uint64_t faults = argc > 2 ? strtoull(argv[2], NULL, 10) : 0, written = 0;
	uint32_t value[CATEGORIES];

	if (n == 0) {
		fputs("usage: returns rows [faults]\n", stderr);
		return 2;
	}
	puts("region,la_code,la_name,quarter,measure,category,value,percentage,population,rate,"
	    "start_date,end_date");
	for (uint64_t series = 0; written < n; series++) {
		uint64_t area = series / (QUARTERS * MEASURES);
		uint64_t quarter = series / MEASURES % QUARTERS, measure = series % MEASURES;

		value[CATEGORIES - 1] = 0;
		for (uint64_t c = 0; c + 1 < CATEGORIES; c++) {
			value[c] = 100 + draw(area * 1000 + measure * 10 + c, 400) +
			    draw(series * 10 + c, 10);
			value[CATEGORIES - 1] += value[c];
		}
		for (uint64_t c = 0; c < CATEGORIES && written < n; c++) {
			written++;
			row(area, measure, quarter, c, value, faults > 0 && written % faults == 0 ?
			    150 : 0);
		}
	}
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		err(2, "<stdout>");
	return 0;
}
