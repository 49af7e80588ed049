/* --progress and SIGUSR1, on a pipe that is written to slowly and on a file. */
#include "table/progress.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "table/input.h"
#include "tap/tap.h"

/* Reads paths in a process of its own, standard input from a pipe, its messages to a file. */
static pid_t
start(char *const paths[], size_t n, bool always, const int *pipe_ends, int messages)
{
	struct input_options opt = {.progress = always};
	struct input *in;
	pid_t pid = fork();

	if (pid == -1)
		abort();
	if (pid > 0)
		return pid;
	alarm(60);
	dup2(messages, STDERR_FILENO);
	if (pipe_ends != NULL) {
		dup2(pipe_ends[0], STDIN_FILENO);
		close(pipe_ends[1]);
	}
	in = input_open(paths, n, &opt, NULL);
	while (in != NULL && input_next(in) == 1)
		continue;
	_exit(in == NULL || in->rows != 3 ? 1 : (input_close(in), 0));
}

static bool
exited_0(pid_t pid)
{
	int status;

	return waitpid(pid, &status, 0) == pid && status == 0;
}

static size_t
read_messages(int fd, char *buf, size_t size)
{
	ssize_t n = pread(fd, buf, size - 1, 0);

	buf[n > 0 ? n : 0] = '\0';
	return strlen(buf);
}

static bool
put(int fd, const char *s)
{
	return write(fd, s, strlen(s)) == (ssize_t)strlen(s);
}

/* Asks again and again, as the process may not be waiting yet: at most a minute. */
static void
ask_until_told(pid_t pid, int messages, char *buf, size_t size)
{
	for (int i = 0; i < 6000 && read_messages(messages, buf, size) == 0; i++) {
		usleep(10000);
		kill(pid, SIGUSR1);
	}
}

static void
test_signal(void)
{
	int messages = memfd_create("messages", 0), p[2];
	char buf[4096];
	sigset_t set;
	pid_t pid;

	/* Until the process blocks SIGUSR1 itself, it is blocked from here: a signal then waits. */
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	if (pipe2(p, O_CLOEXEC) == -1)
		abort();
	pid = start(NULL, 0, false, p, messages);
	ok(put(p[1], "a,b\n1,2\n3,"));
	ask_until_told(pid, messages, buf, sizeof buf);
	ok(strstr(buf, "<stdin>: ") == buf && strstr(buf, " rows, ") != NULL &&
	    strstr(buf, " a second\n") != NULL);
	ok(put(p[1], "4\n5,6\n"));
	close(p[1]);
	ok(exited_0(pid));
	close(p[0]);
	close(messages);
}

static void
test_always(void)
{
	static const char text[] = "a,b\n1,2\n3,4\n5,6\n";
	int messages = memfd_create("messages", 0), file = memfd_create("csv", 0);
	char buf[4096], path[32], *paths[] = {path};

	if (write(file, text, sizeof text - 1) == -1)
		abort();
	snprintf(path, sizeof path, "/dev/fd/%d", file);
	ok(exited_0(start(paths, 1, true, NULL, messages)));
	read_messages(messages, buf, sizeof buf);
	ok(strncmp(buf, "all: 16 bytes of 16 bytes (100%), 3 rows, ", 42) == 0);
	close(messages);

	messages = memfd_create("messages", 0);
	ok(exited_0(start(paths, 1, false, NULL, messages)));
	ok(read_messages(messages, buf, sizeof buf) == 0);
	close(messages);
	close(file);
}

int
main(void)
{
	test_signal();
	test_always();
	return done_testing();
}
