# latecare - who may enter care late, from linked histories
#
#   make demo         everything: sets up, builds, runs the main job    (README)
#   make test         unit, fault and command tests
#   make              the program, with -O2           build/release/latecare
#   make ci           all that a change must pass, cheapest first
#   make help         every target, one line each
#
# MODE picks the flags and the folder under build/, so that modes never mix.
# Override anything on the command line: make CC=clang PREFIX=$HOME/.local

MODE    ?= release
PREFIX  ?= /usr/local
VERSION := 0.2.0
ifeq ($(origin CC),default)
CC      := cc
endif

# -O3 on the kernels only: see KERNELS. No -ffast-math anywhere, and no contraction:
# the same input gives the same bits.
MODE_release  = -O2 -g $(HARDENED)
MODE_clang    = -O2 -g $(HARDENED)
MODE_debug    = -O0 -g3 -DLC_DEBUGGABLE
MODE_asan     = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
                -fno-omit-frame-pointer -DLC_DEBUGGABLE
MODE_tsan     = -O1 -g -fsanitize=thread -DLC_DEBUGGABLE
# a script runs the program elsewhere, and the counts have to find their way home
MODE_coverage = -O0 -g --coverage -fprofile-update=atomic -fprofile-prefix-map=$(CURDIR)=$(CURDIR) \
                -DLC_COUNTED -DLC_DEBUGGABLE
MODE_fuzz     = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -DLC_DEBUGGABLE

# What a release has against a fault that is used: checked copies, stacks that cannot be
# jumped over, returns and jumps where they belong (scripts/hardened.sh looks). And no
# path of the machine that it was built on, so that two clones give the same bytes.
X86      := $(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null))
HARDENED := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-clash-protection $(if $(X86),-fcf-protection)
CFLAGS   += -ffile-prefix-map=$(CURDIR)=.

# GSL's own pkg-config file also names gslcblas, which would shadow OpenBLAS;
# so GSL is linked by hand and the BLAS comes from openblas.
# Before `make demo` or `make browser` has set the machine up it is not there, and not asked.
PKGCONFIG := $(if $(shell command -v pkg-config 2>/dev/null),pkg-config,true)
PKGS     := hdf5 openblas jansson libsodium libcyaml libseccomp expat zlib
LAYERS   := -Iengine -I.
CPPFLAGS += $(LAYERS) -DLC_VERSION='"$(VERSION)"' -DLC_SHARE='"$(PREFIX)/share/latecare"'
CFLAGS   += -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -ffp-contract=off -fno-math-errno -fno-trapping-math \
            -fstack-protector-strong -fPIE -pthread \
            $(MODE_$(MODE)) $(CFLAGS_EXTRA) $(patsubst -I%,-isystem %,$(shell $(PKGCONFIG) --cflags $(PKGS)))
LDFLAGS  += -pthread -pie -Wl,-z,relro,-z,now,-z,noexecstack $(filter -fsanitize=address% -fsanitize=thread --coverage,$(MODE_$(MODE)))
# engine/numeric/alike.c stands before these of the C library, and is there whoever asks.
ALIKE    := -Wl,-u,__wrap_log1p -Wl,--wrap=log1p,--wrap=expm1,--wrap=log10,--wrap=erfc
LDFLAGS  += $(ALIKE)
# HDF5 goes into the program: Debian's shared one brings its reader of web stores, and with
# it libcurl, OpenSSL, LDAP and Kerberos, into a program that knows no network. Of the
# static one nothing of that is asked for, so nothing of it comes (scripts/hardened.sh).
HDF5     := $(patsubst -L%,%/libhdf5.a,$(filter -L%,$(shell $(PKGCONFIG) --libs hdf5))) -lsz -lz -ldl
OTHERS   := $(shell $(PKGCONFIG) --libs $(filter-out hdf5 libseccomp expat zlib,$(PKGS)))
# One verb of many makes a cage, and reads workbooks in it: so these libraries are no further
# ones to load at each start.
SECCOMP  := $(shell $(PKGCONFIG) --variable=libdir libseccomp)/libseccomp.a
EXPAT    := $(shell $(PKGCONFIG) --variable=libdir expat)/libexpat.a
# So that its calls too come by engine/numeric/alike.c.
GSL      := $(shell $(PKGCONFIG) --variable=libdir gsl)/libgsl.a
LDLIBS   += $(GSL) $(HDF5) $(SECCOMP) $(EXPAT) $(OTHERS) -lz -lcsv -lm

B       := build/$(MODE)
LIBSRC  := $(filter-out engine/command/main.c %_wasm.c,$(sort $(wildcard engine/*/*.c models/*/*.c datasets/borough/*.c)))
LIBOBJ  := $(LIBSRC:%.c=$B/%.o) $B/web/assets.o $B/datasets/borough/builtin.o
UNITSRC := $(sort $(wildcard tests/engine/*/test_*.c tests/models/*/test_*.c tests/datasets/*/test_*.c))
UNIT    := $(UNITSRC:%.c=$B/%)
FAULT   := $(patsubst %.c,$B/%,$(sort $(wildcard tests/fault/test_*.c)))
RACE    := $(patsubst %.c,$B/%,$(sort $(wildcard tests/race/race_*.c)))
COMMAND := $(sort $(wildcard tests/command/test_*.sh))
ATTACK  := $(patsubst %.c,$B/%,$(sort $(wildcard tests/attack/*.c)))
FUZZ    := $(patsubst %.c,$B/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZLIB := $(patsubst %.c,$B/%.o,$(filter-out tests/fuzz/fuzz_%,$(sort $(wildcard tests/fuzz/*.c))))
BENCH   := $(patsubst %.c,$B/%,$(sort $(wildcard bench/bench_*.c)))
BENCHLIB := $(patsubst %.c,$B/%.o,$(filter-out bench/bench_%,$(sort $(wildcard bench/*.c))))
TESTLIB := $(patsubst %.c,$B/%.o,$(sort $(wildcard tests/support/*.c)))
SOURCES := $(sort $(wildcard engine/*/*.[ch] models/*/*.[ch] datasets/borough/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch] bench/*.[ch]))

all: $B/latecare ## build the program (default)

# C11 and libraries, and nothing of the machine but in engine/system; tests and benchmarks
# start programs, make pipes and time things.
$B/engine/system/%.o: CPPFLAGS += -D_GNU_SOURCE
$B/tests/%.o $B/bench/%.o: CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE

# The numeric kernels: a file named kernel_*.c is compiled with -O3 and may fuse multiply
# and add; each width of vector has its own file, chosen at run time (kernel.c).
$B/%.o: KERNEL = $(if $(filter kernel_%,$(notdir $*)),$(if $(filter release,$(MODE)),-O3) -ffp-contract=fast)
ifneq ($(X86),)
# gcc would read a tile's operands again for each product; loads first, it does not
LOADS_FIRST := $(shell $(CC) -Werror -fschedule-insns -x c -c /dev/null -o /dev/null 2>/dev/null && echo -fschedule-insns)
$B/engine/numeric/kernel_avx2.o: ISA := -mavx2 -mfma $(LOADS_FIRST)
$B/engine/numeric/kernel_avx512.o: ISA := -mavx512f -mavx512dq -mavx512vl -mfma -mprefer-vector-width=512
endif

$B/latecare: $B/engine/command/main.o $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/liblatecare.a: $(LIBOBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

# -MMD writes the headers each object used; -MP keeps a deleted header harmless.
$B/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(KERNEL) $(ISA) -MMD -MP -c -o $@ $<

# What the report page carries (web/README.md), bundled once for every MODE.
WEB := build/web/page.js build/web/page.css build/web/THIRD-PARTY.txt

$(WEB) &: scripts/bundle $(wildcard web/*.js web/*.json web/*.css web/licences/*.txt)
	@echo '  WEB build/web'
	@scripts/bundle build/web

$B/datasets/borough/builtin.o: datasets/borough/builtin.S datasets/borough/truth.yaml
	@mkdir -p $(@D)
	@$(CC) -c -o $@ $<

$B/web/assets.o: web/assets.S $(WEB)
	@mkdir -p $(@D)
	@$(CC) -c -o $@ $<

$(UNIT): $B/%: $B/%.o $(TESTLIB) $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ -lcriterion $(LDLIBS)

# allocations that fail are ours alone
$(FAULT): HDF5 = $(shell $(PKGCONFIG) --libs hdf5)
$(FAULT): $B/%: $B/%.o $(TESTLIB) $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free,--wrap=sodium_malloc,--wrap=sodium_free -o $@ $^ -lcriterion $(LDLIBS)

$(RACE) $(ATTACK): $B/%: $B/%.o $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH): $B/%: $B/%.o $(BENCHLIB) $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(FUZZ): $B/%: $B/%.o $(FUZZLIB) $B/liblatecare.a
	@echo '  LD $@'
	@$(CC) $(LDFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $^ $(LDLIBS)

$B/tests/%.o: CFLAGS += -Wno-conversion   # Criterion's macros use bit fields
$B/tests/%.o: CPPFLAGS += -Itests
$B/bench/bench_limits.o: CFLAGS += -ffp-contract=fast # its multiply-adds are fused

demo: ## set up, build, and run the main job on a synthetic borough
	@scripts/setup build
	@$(MAKE) -j$$(nproc) --no-print-directory all
	@scripts/demo.sh $B/latecare

picture: $B/latecare ## make the picture of README from what make demo left (docs/panel.png)
	@scripts/picture.sh $B/latecare

test: ## set up what the tests need, then run every test in this MODE
	@scripts/setup test
	@$(MAKE) -j$$(nproc) --no-print-directory check

nightly: $B/latecare ## load and train on one borough of ten times the size (CHILDREN, default 750000)
	@scripts/nightly.sh $B/latecare $B/nightly

against-r: $B/latecare ## hold the program to R, where it is installed, on TABLES random tables (default 1000)
	@scripts/against-r.sh $B/latecare $(or $(TABLES),1000)

canaries: $B/latecare ## put a name, number or birth date into every column of every schema, each alone: found nowhere
	@sh tests/command/test_canaries.sh $B/latecare all

cuts: $B/latecare ## load boroughs (SEEDS, default 1; CHILDREN) CUTS ways and under KEYS keys (20000, 50, 20): the same answers
	@scripts/cuts.sh $B/latecare $(or $(CHILDREN),20000) $(or $(CUTS),50) $(or $(KEYS),20) $(or $(SEEDS),1)

faults: $B/latecare ## fail or kill every verb that writes at POINTS points (default 2000): one generation, logged, nothing half?
	@scripts/fault-points.sh $B/latecare $(or $(POINTS),2000) $(or $(SEED),1)

browser: ## build the program as one page for a browser, build/browser/latecare.html
	@scripts/setup browser
	@$(MAKE) --no-print-directory $(WEB)
	@scripts/browser-sources build/browser/source
	@$(MAKE) -j$$(nproc) --no-print-directory -f browser/browser.mk VERSION=$(VERSION)

browser-test: ## hold the page to the program, byte for byte, and try it in a browser without a network
	@scripts/setup browser-test
	@$(MAKE) -j$$(nproc) --no-print-directory all browser
	@node tests/browser/lines.mjs
	@node tests/browser/desk.mjs
	@node tests/browser/same.mjs $B/latecare
	@scripts/browser-test

check: $(UNIT) $(FAULT) $(RACE) $(ATTACK) $B/latecare
	@scripts/run-tests.sh $B $(UNIT) $(FAULT) -- $(RACE) -- $(COMMAND)

attack: $(ATTACK) $B/latecare ## try to work counts of 1 to 5 back from PLANS random plans (10000) and BOROUGHS whole boroughs (12)
	@scripts/attack.sh $B $(or $(PLANS),10000) $(or $(BOROUGHS),12)

# What a change must pass beside `make test`, cheapest first; each runs by itself too.
CI := lint prove tsan strangers clang fuzz asan-unit

ci: ## all that a change must pass beside `make test`
	@for step in $(CI); do start=$$(date +%s); $(MAKE) --no-print-directory $$step || exit 1; \
	  echo "$$step: $$(($$(date +%s) - start)) s"; done

clang: ## build with clang, without a warning, and see that it answers as gcc does
	$(MAKE) -j$$(nproc) MODE=clang CC=clang CFLAGS_EXTRA=-Werror all benches
	$(MAKE) -j$$(nproc) all
	scripts/compilers.sh build/release/latecare build/clang/latecare

benches: $(BENCH)

unit: $(UNIT) $B/latecare
	@scripts/run-tests.sh $B $(UNIT)

# Criterion passes a test whose worker then leaks; so reports go to files, and
# any file is a failure.
ASAN = rm -f build/asan/report.*; \
	ASAN_OPTIONS=log_path=$(CURDIR)/build/asan/report:detect_leaks=1 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/lsan.supp:print_suppressions=0 $(MAKE) -j$$(nproc) MODE=asan

asan: ## run every test under the address and undefined-behaviour sanitizers
	@$(ASAN) check
	@! cat build/asan/report.* 2>/dev/null

asan-unit: ## run the unit tests alone under them
	@$(ASAN) unit
	@! cat build/asan/report.* 2>/dev/null

tsan: ## run the threaded programs under the thread sanitizer
	$(MAKE) -j$$(nproc) MODE=tsan race

race: $(RACE)
	@set -e; for t in $(RACE); do echo $$t; ./$$t; done

coverage: ## run the tests, scripts too, and report the lines they reach
	@scripts/setup coverage
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	$(MAKE) -j$$(nproc) MODE=coverage check
	lcov -q --capture -d build/coverage -o build/coverage/all.info
	lcov -q --extract build/coverage/all.info '*/engine/*' '*/models/*' '*/datasets/*' -o build/coverage/latecare.info
	lcov --summary build/coverage/latecare.info

prove: ## show that what every text comes through (slices, letters, numbers, texts, calendars) has no overflow and no read astray
	@scripts/setup prove
	@scripts/prove.sh

fuzz: ## fuzz each reader for FUZZ_SECONDS (default 20)
	$(MAKE) -j$$(nproc) MODE=fuzz CC=clang fuzz-run

fuzz-run: $(FUZZ)
	@printf '%s\n' $(FUZZ) | xargs -P "$$(nproc)" -I{} scripts/fuzz-one.sh {} $(or $(FUZZ_SECONDS),20)

# The same sources under afl++, whose compiler takes clang's flags for libFuzzer as its own.
afl: ## fuzz each reader by afl++ as well, from the corpus of `make fuzz` and into it, for FUZZ_SECONDS
	@scripts/setup afl
	$(MAKE) -j$$(nproc) MODE=fuzz CC=clang $(FUZZ:$B/%=build/fuzz/%)
	$(MAKE) -j$$(nproc) MODE=fuzz B=build/afl CC=afl-clang-fast afl-run

afl-run: $(FUZZ)
	@printf '%s\n' $(FUZZ:build/afl/%=%) | xargs -P "$$(nproc)" -I{} scripts/afl-one.sh build/afl/{} build/fuzz/{} $(or $(FUZZ_SECONDS),20)

strangers: $B/latecare ## add one of each kind by CONTRIBUTING, and see that it works
	scripts/strangers.sh

bench: $(BENCH) ## time the kernels; one tab-separated row a case
	@for b in $(BENCH); do ./$$b; done | tee $B/bench.tsv

# What the program is made of: the linker says what it reads for it, the loader what it loads.
SBOM := build/latecare.spdx.json

$(SBOM): $B/latecare scripts/sbom.mjs web/package-lock.json $(WEB)
	@echo '  SBOM $@'
	@$(CC) $(LDFLAGS) -Wl,--trace -o $B/traced $B/engine/command/main.o $B/liblatecare.a $(LDLIBS) >$B/linked.txt
	@rm -f $B/traced
	@node scripts/sbom.mjs $B/latecare $B/linked.txt build/web $@

sbom: $(SBOM) ## write what the program is made of, libraries and packages, as SPDX

reproduce: ## build two clones in two folders: the same bytes?
	@scripts/reproduce.sh

hardened: $B/latecare ## is the program built with what HARDENED says?
	@scripts/hardened.sh $B/latecare

symbols: $B/liblatecare.a ## no circle of modules, as the linker sees them
	scripts/circles.py $B

lint: symbols hardened ## layers, doors, names, circles, static analysis, formatting
	scripts/layers.sh
	scripts/doors.py
	scripts/one-unit.sh
	@! grep -rnE '\bgt\(' tests --include='*.[ch]' || { echo 'gt() passes where both are equal; write lt()'; false; }
	cppcheck -j$$(nproc) --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=varFuncNullUB --include=scripts/cppcheck.h --error-exitcode=1 $(LAYERS) engine models datasets/borough
	clang-format --dry-run --Werror $(SOURCES)
	node tests/browser/lines.mjs
	node tests/browser/desk.mjs

format: ## rewrite every source in the house style
	clang-format -i $(SOURCES)

# What the tables say of themselves, in files: the topics of the help, a manual page a
# verb, completion.
TOPICS = $(shell $B/latecare help | sed -n '/^To read/,/^$$/s/^  \([a-z]*\) .*/\1/p')
VERBS  = $(shell $B/latecare help --man | sed -n 's/^\.BR latecare\\-\([a-z]*\) .*/\1/p')

docs: $B/latecare ## write the pages of docs/ that come from the tables
	@for topic in $(TOPICS); do $B/latecare help $$topic >docs/$$topic.md; done

man: $B/latecare ## write the manual pages into build/man and completion into build/completion
	@mkdir -p build/man build/completion
	@$B/latecare help --man >build/man/latecare.1
	@for verb in $(VERBS); do $B/latecare help --man $$verb >build/man/latecare-$$verb.1; done
	@for shell in bash zsh fish; do $B/latecare help --completion $$shell >build/completion/$$shell; done

SHARE = $(DESTDIR)$(PREFIX)/share

install: $B/latecare man $(SBOM) ## install under DESTDIR and PREFIX
	install -Dm755 $B/latecare $(DESTDIR)$(PREFIX)/bin/latecare
	install -d $(SHARE)/latecare/schema $(SHARE)/latecare/studies $(SHARE)/doc/latecare $(SHARE)/man/man1
	install -m644 datasets/schema/*.yaml $(SHARE)/latecare/schema/
	install -m644 datasets/studies/*.yaml $(SHARE)/latecare/studies/
	install -m644 datasets/words.yaml $(SHARE)/latecare/
	install -m644 README.md LICENSE docs/*.md docs/*.png build/web/THIRD-PARTY.txt $(SBOM) $(SHARE)/doc/latecare/
	for part in hdf5 aec seccomp expat1 gsl; do [ ! -f /usr/share/doc/lib$$part-dev/copyright ] || \
	  install -m644 /usr/share/doc/lib$$part-dev/copyright $(SHARE)/doc/latecare/$$part.copyright; done
	install -m644 build/man/*.1 $(SHARE)/man/man1/
	install -Dm644 build/completion/bash $(SHARE)/bash-completion/completions/latecare
	install -Dm644 build/completion/zsh $(SHARE)/zsh/site-functions/_latecare
	install -Dm644 build/completion/fish $(SHARE)/fish/vendor_completions.d/latecare.fish

uninstall: ## remove what install put there
	rm -rf $(DESTDIR)$(PREFIX)/bin/latecare $(SHARE)/latecare $(SHARE)/doc/latecare $(SHARE)/man/man1/latecare*.1
	rm -f $(SHARE)/bash-completion/completions/latecare $(SHARE)/zsh/site-functions/_latecare \
	  $(SHARE)/fish/vendor_completions.d/latecare.fish

clean: ## remove build/
	rm -rf build

help: ## print this list
	@sed -n 's/^\([a-z][a-z ]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

-include $(shell find $B -name '*.d' 2>/dev/null)

.PHONY: picture all browser browser-test prove faults attack demo reproduce sbom hardened test nightly against-r canaries cuts check unit race ci clang benches asan asan-unit tsan coverage fuzz fuzz-run afl afl-run strangers docs man bench symbols lint format install uninstall clean help
.DELETE_ON_ERROR:
