#include "table/progress.h"

#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/visible.h"

struct progress {
	bool always, begun;
	char *const *paths;
	size_t npaths;
	sigset_t asked;		/* SIGUSR1 */
	int signals;		/* a signalfd(2), or -1 */
	uint64_t total;		/* bytes of all files, 0 where one is not a file */
	uint64_t bytes, rows;	/* of the streams read so far */
	double began, next;	/* seconds */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct size {
	char text[24];
};

/* "12.3 MiB" */
static struct size
size_in_words(double n)
{
	static const char unit[][8] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
	struct size s;
	size_t i = 0;

	for (; n >= 1024 && i < 4; i++)
		n /= 1024;
	snprintf(s.text, sizeof(s.text), i == 0 ? "%.0f %s" : "%.1f %s", n, unit[i]);
	return s;
}

static void
report(const struct progress *p, const char *name, uint64_t bytes, uint64_t rows)
{
	double seconds = now() - p->began, rate = seconds > 0 ? (double)bytes / seconds : 0;

	visible_print(stderr, slice_of(name));
	fprintf(stderr, ": %s", size_in_words((double)bytes).text);
	if (p->total > 0)
		fprintf(stderr, " of %s (%.0f%%)", size_in_words((double)p->total).text,
		    100 * (double)bytes / (double)p->total);
	fprintf(stderr, ", %" PRIu64 " rows, %.1f s, %s a second", rows, seconds,
	    size_in_words(rate).text);
	if (p->total > bytes && rate > 0)
		fprintf(stderr, ", %.0f s left", (double)(p->total - bytes) / rate);
	fputc('\n', stderr);
}

/* Each file's first row is its heading. */
static uint64_t
data_rows(const struct reader *in)
{
	return reader_rows(in) - (reader_rows(in) > 0);
}

/* The bytes of a regular file, or 0. */
static uint64_t
size_of(const char *path)
{
	struct stat st;
	int r = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st);

	return r == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

/* 0 where one of them is not a regular file, or empty. */
static uint64_t
total_size(char *const paths[], size_t n)
{
	uint64_t total = n == 0 ? size_of("-") : 0, size;

	for (size_t i = 0; i < n; i++, total += size)
		if ((size = size_of(paths[i])) == 0)
			return 0;
	return total;
}

/* A signalfd above the standard streams, lest it become one of them that is closed. */
static int
open_signals(const sigset_t *set)
{
	int fd = signalfd(-1, set, SFD_CLOEXEC | SFD_NONBLOCK), above;

	if (fd == -1 || fd > STDERR_FILENO)
		return fd;
	above = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(fd);
	return above;
}

static void
begin(struct progress *p)
{
	if (p->begun)
		return;
	p->signals = open_signals(&p->asked);
	p->total = total_size(p->paths, p->npaths);
	p->began = now();
	p->next = p->began + 1;
	p->begun = true;
}

/* A first file that is read at once: small tables are read often, and none of this is needed. */
static bool
needs_no_wait(const struct progress *p, const struct reader *in)
{
	const struct stat *file = reader_info(in)->opened;
	const uint64_t bytes = reader_bytes(in);

	return !p->begun && S_ISREG(file->st_mode) && p->bytes == 0 &&
	    (bytes == 0 || bytes == (uint64_t)file->st_size);
}

/* Waits until fd can be read; reports when that is due or asked for. */
static void
tick(void *arg, const struct reader *in, int fd)
{
	struct progress *p = arg;
	struct pollfd polled[2] = {{.fd = fd, .events = POLLIN}, {.events = POLLIN}};
	struct signalfd_siginfo info;
	int wait = p->always ? 1000 : -1;
	bool due;

	if (needs_no_wait(p, in))
		return;
	begin(p);
	polled[1].fd = p->signals;
	due = p->always && now() >= p->next;
	for (;;) {
		if (poll(polled, 2, due ? 0 : wait) == -1)
			return;	/* the read will fail too */
		if ((polled[1].revents & POLLIN) != 0)
			due = read(p->signals, &info, sizeof(info)) == (ssize_t)sizeof(info) || due;
		else if (polled[0].revents == 0)
			due = true;
		if (due) {
			report(p, reader_info(in)->name, p->bytes + reader_bytes(in),
			    p->rows + data_rows(in));
			p->next = now() + (now() - p->began < 10 ? 1 : 10);
		}
		if (polled[0].revents != 0)
			return;
		due = false;
	}
}

static void
done(void *arg, const struct reader *in)
{
	struct progress *p = arg;

	p->bytes += reader_bytes(in);
	p->rows += data_rows(in);
}

struct progress *
progress_open(bool always, struct reader_options *opt, char *const paths[], size_t n)
{
	struct progress *p = xcalloc(1, sizeof(*p));

	sigemptyset(&p->asked);
	sigaddset(&p->asked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &p->asked, NULL);
	p->always = always;
	p->paths = paths;
	p->npaths = n;
	p->signals = -1;
	if (always)
		begin(p);
	opt->tick = tick;
	opt->done = done;
	opt->tick_arg = p;
	return p;
}

void
progress_close(struct progress *p)
{
	if (p == NULL)
		return;
	if (p->always)
		report(p, "all", p->bytes, p->rows);
	if (p->signals != -1)
		close(p->signals);
	free(p);
}
