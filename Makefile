# quarterly: GNU make. What a person sets: CC CPPFLAGS CFLAGS LDFLAGS PREFIX DESTDIR, B (the build folder),
# V=1 (print each command), T=rules (only tests with that in their path), SHARED=1 (link all libraries shared). The flags are those of dpkg-buildflags.
# A package may add -Wl,-z,now (hardening=+bindnow): a start then takes 2 to 4% longer.
CC ?= cc
CPPFLAGS ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS ?= -O2 -g -fstack-protector-strong -Wformat -Werror=format-security
LDFLAGS ?= -Wl,-z,relro
PREFIX ?= /usr/local
B ?= build
WERROR ?=
V ?=
SHARED ?=
q = $(if $V,,@echo "  $(notdir $(CC)) $@";)

bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man
packdir = $(DESTDIR)$(PREFIX)/share/quarterly/packs
exampledir = $(DESTDIR)$(PREFIX)/share/quarterly/examples

# Two words of a text or a number that were stored one by one are not loaded as one vector: the processor waits
# for such a load until both are in the cache.
FLAGS = -std=c11 -D_GNU_SOURCE -Ilib $(CPPFLAGS) -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wswitch-enum -Wvla -Wwrite-strings -Wpointer-arith $(WERROR) $(CFLAGS) \
	-ffunction-sections -fdata-sections -fno-tree-slp-vectorize

# A pipeline is as quick as its programs start, and finding, mapping and relocating shared libraries is most
# of what a start costs. So a program holds what it uses of them, the C library included (SHARED=1: they stay
# shared): after a security update of one of them, `make clean all`. Nothing here may load a part of the C library
# when it runs, as iconv(3) and the lookup of users do: the one that is installed may be another by then.
# Functions that a filter does not call are left out of it, too: a page of it that is not there is not mapped.
LIBS = -Wl,--gc-sections $(if $(SHARED),-Wl$(comma)--as-needed,-static-pie) -lcsv -lxxhash -lutf8proc -lpcre2-8 \
	-lgsl -lgslcblas $(SOLVER) -lm
comma = ,

# The linear solver, for csv-suppress and the tests of its room alone. From the archive it needs zlib, for files
# that nothing here writes, and one function that suppress/simplex.c has. Shared, it starts with seven libraries.
$B/csv-suppress $B/tests/suppress/%: SOLVER = -lglpk $(if $(SHARED),,-lz)

rooms := $(notdir $(wildcard lib/*))
programs := $(patsubst cmd/%.c,$B/%,$(wildcard cmd/*.c))
shells := $(patsubst cmd/%.sh,$B/%,$(wildcard cmd/*.sh))
cmds := $(programs) $(shells)
libobjs := $(patsubst lib/%.c,$B/lib/%.o,$(wildcard lib/*/*.c))
unit := $(patsubst tests/%.c,$B/tests/%,$(wildcard $(addprefix tests/,$(addsuffix /*.c,$(rooms)))))
scripts := $(filter-out tests/tap/%,$(wildcard tests/*.sh tests/*/*.sh))
man := $(wildcard man/*.[1-9])
# The files of the examples in the manual pages, below testdata/.
examples := $(patsubst testdata/%,%,$(wildcard $(addprefix testdata/,csv-check/*.* board/*.csv recipes/*.* \
	recipes/*/*.csv returns/*.* returns/*/*.* returns/*/cases/*.* \
	csv-rate/*.csv csv-suppress/*.csv cp-categorise/*.csv csv-tidy/export.csv qtrend/dictionary.csv \
	benchmark-ne/neighbours-*.csv board-scorecard/*.csv ne-cpp-2013-2015.csv) $(addprefix testdata/reference/,spc_example_24.input.csv \
	nist_norris.input.csv bench_ne_cpp_2014.expected.rates.csv) $(addprefix testdata/reference2/, \
	trend_prop_small.input.csv prop_bench_ne_short_2014.input.csv)))
# Where the pages say that files are: as they are installed.
installed = sed 's|/usr/local/share|$(PREFIX)/share|g; s|\.\./lib/packs|../packs|g'

# What Debian calls the things needed to build, to run the main job and to test.
PACKAGES = gcc libc6-dev libcsv-dev libglpk-dev libgsl-dev libxxhash-dev libutf8proc-dev libpcre2-dev mandoc perl
PACKAGES_CI = clang libclang-rt-dev valgrind xlsx2csv

all: $(cmds)

$(programs): $B/%: $B/cmd/%.o $B/lib.a
	$q$(CC) $(FLAGS) $(LDFLAGS) -o $@ $< $B/lib.a $(LIBS)

# A shell script, with what its lines `#include "page/x"` name in lib/. Awk programs are between single
# quotes there.
$(shells): $B/%: cmd/%.sh $(wildcard lib/page/*)
	@mkdir -p $(@D)
	@! grep -n "'" $(filter %.awk,$^)
	@awk 'function put(f, s, r) { \
			while ((r = (getline s < f)) > 0) \
				if (s ~ /^#include "/) put("lib/" substr(s, 11, length(s) - 11)); else print s; \
			if (r < 0) exit 1; close(f) } \
		BEGIN { put(ARGV[1]) }' $< >$@.tmp
	@chmod 755 $@.tmp
	@mv $@.tmp $@

$(unit): $B/tests/%: $B/tests/%.o $B/lib.a
	$q$(CC) $(FLAGS) $(LDFLAGS) -o $@ $< $B/lib.a $(LIBS)

$B/lib.a: $(libobjs)
	@rm -f $@
	@$(AR) rcs $@ $^

$B/%.o: %.c | $(filter deps deps-ci,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	$q$(CC) $(FLAGS) -MMD -MP -c -o $@ $<

$(unit:=.o): FLAGS += -Itests

-include $(wildcard $B/*/*.d $B/*/*/*.d)

# The board's pages: the pipelines are in tests/demo/run.
demo: all
	@B=$B sh tests/demo/run $B/demo

check: all $(unit)
	B=$B prove --timer --exec '' $(if $T,$(foreach t,$(unit) $(scripts),$(if $(findstring $T,$t),$t)),$(unit) $(scripts))

# The same tests under AddressSanitizer and UndefinedBehaviorSanitizer, which need shared libraries, in a folder
# of their own.
asan:
	$(MAKE) check B=$B/asan SHARED=1 CPPFLAGS= LDFLAGS= \
		CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

bench: all
	B=$B sh tests/bench/run

lint:
	mandoc -Tlint -Wwarning $(man)

deps:
	@sh .ci/deps $(PACKAGES)

deps-ci:
	@sh .ci/deps $(PACKAGES) $(PACKAGES_CI)

install: all
	install -d $(bindir) $(mandir)/man1 $(mandir)/man5 $(mandir)/man7 $(packdir)
	install $(cmds) $(bindir)
	for m in $(man); do to=$(mandir)/man$${m##*.}/$${m##*/}; $(installed) $$m >$$to && chmod 644 $$to || exit; done
	install -m 644 $(wildcard lib/packs/*) $(packdir)
	for e in $(examples); do install -D -m 644 testdata/$$e $(exampledir)/$$e; done
	cp -R testdata/board-page $(exampledir)

uninstall:
	for c in $(notdir $(cmds)); do rm -f $(bindir)/$$c; done
	for m in $(notdir $(man)); do rm -f $(mandir)/man$${m##*.}/$$m; done
	for r in $(notdir $(wildcard lib/packs/*)); do rm -f $(packdir)/$$r; done
	for e in $(examples); do rm -f $(exampledir)/$$e; done
	rm -rf $(exampledir)/board-page
	-find $(exampledir) -depth -type d -exec rmdir {} + 2>/dev/null
	-rmdir -p $(packdir) 2>/dev/null

dist:
	git archive --prefix=quarterly/ -o $B/quarterly.tar.gz HEAD

clean:
	rm -rf $B

.PHONY: all demo check asan bench lint deps deps-ci install uninstall dist clean
.SECONDARY:
