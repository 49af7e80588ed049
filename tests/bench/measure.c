/*
 * measure ROUNDS SECONDS: runs the commands on standard input ("LABEL<tab>COMMAND" in each line) in
 * turn, ROUNDS times, and discards their output; a command that has taken SECONDS in total sits out
 * the remaining rounds.
 * Writes a CSV: label,rounds,seconds_min,seconds_median,cpu_min,peak_kib,ratio_median. The ratio is to
 * the first command, round by round. Time and memory are those of the whole shell command (wait4).
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_COMMANDS = 64, MAX_ROUNDS = 99 };

struct command {
	char *label, *text;
	double seconds[MAX_ROUNDS], ratio[MAX_ROUNDS], total, cpu;
	long peak;		/* KiB */
	int rounds;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static void
run(struct command *c)
{
	struct rusage use;
	int status, null;
	double began = now(), cpu;
	pid_t pid = fork();

	if (pid == -1)
		err(2, "fork");
	if (pid == 0) {
		null = open("/dev/null", O_RDWR | O_CLOEXEC);
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", c->text, (char *)NULL);
		err(127, "/bin/sh");
	}
	if (wait4(pid, &status, 0, &use) == -1)
		err(2, "wait4");
	if (status != 0)
		errx(2, "%s failed (status %#x): %s", c->label, (unsigned)status, c->text);
	c->seconds[c->rounds] = now() - began;
	c->total += c->seconds[c->rounds];
	cpu = seconds(use.ru_utime) + seconds(use.ru_stime);
	if (c->rounds == 0 || cpu < c->cpu)
		c->cpu = cpu;
	if (use.ru_maxrss > c->peak)
		c->peak = use.ru_maxrss;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, compare);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static size_t
read_commands(struct command *c)
{
	char *line = NULL, *tab;
	size_t cap = 0, n = 0;

	for (ssize_t len; (len = getline(&line, &cap, stdin)) != -1; n++) {
		if (n == MAX_COMMANDS || (tab = strchr(line, '\t')) == NULL)
			errx(2, "expected LABEL<tab>COMMAND, %d lines at most", (int)MAX_COMMANDS);
		line[len - 1] = '\0';
		c[n].label = strndup(line, (size_t)(tab - line));
		c[n].text = strdup(tab + 1);
	}
	free(line);
	return n;
}

int
main(int argc, char *argv[])
{
	struct command *c = calloc(MAX_COMMANDS, sizeof *c);
	int rounds = argc == 3 ? (int)strtol(argv[1], NULL, 10) : 0;
	double budget = argc == 3 ? strtod(argv[2], NULL) : 0;
	size_t n;

	if (c == NULL || rounds < 1 || rounds > MAX_ROUNDS)
		errx(2, "usage: measure ROUNDS SECONDS <commands");
	n = read_commands(c);
	for (int r = 0; r < rounds; r++)
		for (size_t i = 0; i < n; i++) {
			if (c[i].rounds > 0 && c[i].total > budget)
				continue;
			run(&c[i]);
			c[i].rounds++;
			/* Our own run of this round, or the latest one. */
			c[i].ratio[c[i].rounds - 1] =
			    c[i].seconds[c[i].rounds - 1] / c[0].seconds[c[0].rounds - 1];
		}
	puts("label,rounds,seconds_min,seconds_median,cpu_min,peak_kib,ratio_median");
	for (size_t i = 0; i < n; i++) {
		printf("%s,%d,", c[i].label, c[i].rounds);
		qsort(c[i].seconds, (size_t)c[i].rounds, sizeof(double), compare);
		printf("%.4f,%.4f,%.4f,%ld,%.4f\n", c[i].seconds[0], median(c[i].seconds, c[i].rounds), c[i].cpu,
		    c[i].peak, median(c[i].ratio, c[i].rounds));
		free(c[i].label);
		free(c[i].text);
	}
	free(c);
	return 0;
}
