/* A file in memory that has a path, for functions that open paths; leaves nothing to remove. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct scratch {
	int fd;
	char path[40];
};

static inline struct scratch
scratch_open(void)
{
	struct scratch s = {.fd = memfd_create("scratch", 0)};

	snprintf(s.path, sizeof s.path, "/proc/self/fd/%d", s.fd);
	return s;
}

static inline void
scratch_write(const struct scratch *s, const char *p, size_t n)
{
	if (ftruncate(s->fd, 0) == -1 || pwrite(s->fd, p, n, 0) != (ssize_t)n)
		perror(s->path);
}

#endif
