# The page's program: the same C as everywhere, compiled by emscripten into one module,
# with the libraries that browser/libraries/pins names. `make browser` comes here.
#
# Where a file x_wasm.c stands beside x.c in engine/system, it is taken instead of it.

B       := build/browser
S       := $B/source
L       := browser/libraries
VERSION ?= 0.0.0

# emcc links; it compiles by this clang with these flags, each time after a second of its
# own, so that is done without it.
LD      := emcc
CC      := clang-14 $(shell emcc --cflags)
AR      := emar
# The linker's own node finds its packages where Debian puts them.
export NODE_PATH := /usr/share/nodejs

# Two lanes of vectors are what the plain kernels have, and what WebAssembly has.
COMMON  := -O2 -msimd128 -ffp-contract=off -fno-math-errno -fno-trapping-math \
           -ffile-prefix-map=$(CURDIR)=.
QUIET   := -Wno-everything

HDF5    := $S/hdf5-1.10.8+repack1/src
SODIUM  := $S/libsodium-1.0.18/src/libsodium
JANSSON := $S/jansson-2.14/src
YAML    := $S/libyaml-0.2.5
CYAML   := $S/libcyaml-1.4.2
EXPAT   := $S/libexpat-R_2_7_1/expat/lib
CSV     := $S/libcsv-3.0.3
ZLIB    := $S/zlib-1.2.13.dfsg
GSL     := $S/gsl

# --- libraries: objects of ours under build/browser/libraries/, never in the sources ----

# Sorted: a folder's own order is not the same everywhere, and the page is.
H5_SRC      := $(filter-out %/H5detect.c %/H5make_libsettings.c %/H5FDmpi.c %/H5FDmpio.c %/H5mpi.c,$(sort $(wildcard $(HDF5)/*.c)))
SODIUM_SRC  := $(sort $(shell find $(SODIUM) -name '*.c' 2>/dev/null | grep -vE 'sse|avx|aesni|ssse3|_neon'))
JANSSON_SRC := $(sort $(wildcard $(JANSSON)/*.c))
YAML_SRC    := $(sort $(wildcard $(YAML)/src/*.c))
CYAML_SRC   := $(sort $(wildcard $(CYAML)/src/*.c))
EXPAT_SRC   := $(addprefix $(EXPAT)/,xmlparse.c xmlrole.c xmltok.c)
CSV_SRC     := $(CSV)/libcsv.c
ZLIB_SRC    := $(addprefix $(ZLIB)/,adler32.c compress.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c zutil.c)
GSL_SRC     := $(addprefix $(GSL)/,$(addsuffix .c,$(shell cat $L/gsl/files)))

object = $(patsubst $S/%.c,$B/libraries/%.o,$1)
LIBRARY_OBJECTS := $(call object,$(H5_SRC) $(SODIUM_SRC) $(JANSSON_SRC) $(YAML_SRC) $(CYAML_SRC) $(EXPAT_SRC) $(CSV_SRC) $(ZLIB_SRC) $(GSL_SRC)) \
                   $B/libraries/H5Tinit.o $B/libraries/H5lib_settings.o
LIBRARIES := $B/liblibraries.a

GSL_HEADERS := $B/include/gsl/.there

INCLUDES := -I$L/hdf5 -I$(HDF5) -I$L/sodium -I$(SODIUM)/include -I$L/jansson -I$(JANSSON) \
            -I$(YAML)/include -I$(CYAML)/include -I$(EXPAT) -I$(CSV) -I$(ZLIB) -I$B/include

$B/libraries/hdf5%: FLAGS := -I$L/hdf5 -I$(HDF5) -I$(ZLIB) -D_GNU_SOURCE
$B/libraries/H5%: FLAGS := -I$L/hdf5 -I$(HDF5) -I$(ZLIB) -D_GNU_SOURCE
$B/libraries/libsodium%: FLAGS := -I$L/sodium -I$(SODIUM)/include/sodium -I$(SODIUM)/include \
    -DCONFIGURED=1 -DNATIVE_LITTLE_ENDIAN=1 -DHAVE_SYS_PARAM_H -DHAVE_C11_MEMORY_FENCES \
    -D_GNU_SOURCE -I$L/sodium/sodium
$B/libraries/jansson%: FLAGS := -DHAVE_CONFIG_H -I$L/jansson -I$(JANSSON)
$B/libraries/libyaml%: FLAGS := -I$(YAML)/include -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 \
    -DYAML_VERSION_PATCH=5 '-DYAML_VERSION_STRING="0.2.5"'
$B/libraries/libcyaml%: FLAGS := -I$(CYAML)/include -I$(YAML)/include -DVERSION_MAJOR=1 \
    -DVERSION_MINOR=4 -DVERSION_PATCH=2 -DVERSION_DEVEL=0
$B/libraries/libexpat%: FLAGS := -I$L/expat
$B/libraries/gsl%: FLAGS := -DHAVE_CONFIG_H -I$L/gsl -I$B/include -I$(GSL) -DGSL_DISABLE_DEPRECATED

$B/libraries/%.o: $S/%.c $(GSL_HEADERS)
	@mkdir -p $(@D)
	@echo '  EMCC $(notdir $<)'
	@$(CC) $(COMMON) $(QUIET) -DNDEBUG $(FLAGS) -c -o $@ $<

# HDF5 describes the machine's numbers to itself by a program that looks at them.
$B/libraries/H5%.o: $B/libraries/H5%.c
	@$(CC) $(COMMON) $(QUIET) -DNDEBUG $(FLAGS) -c -o $@ $<

$B/libraries/H5Tinit.c: $(HDF5)/H5detect.c
	@mkdir -p $(@D)
	@$(LD) -O1 $(QUIET) -I$L/hdf5 -I$(HDF5) -D_GNU_SOURCE -o $B/detect.js $<
	@node --no-experimental-fetch $B/detect.js >$@

$B/libraries/H5lib_settings.c:
	@mkdir -p $(@D)
	@echo 'char H5libhdf5_settings[] = "";' >$@

$(GSL_HEADERS): $S/gsl
	@mkdir -p $(@D)
	@find $(GSL) -name 'gsl_*.h' -exec cp -f '{}' $(@D) ';'
	@touch -r $S/gsl $@

$(LIBRARIES): $(LIBRARY_OBJECTS)
	@rm -f $@
	@printf '%s\n' $^ >$B/objects
	@$(AR) rcs $@ @$B/objects

# --- the program ------------------------------------------------------------------------

OTHERWISE := $(wildcard engine/system/*_wasm.c)
SRC       := $(filter-out $(OTHERWISE:%_wasm.c=%.c) engine/system/cage_locks.c \
                 engine/numeric/kernel_avx2.c engine/numeric/kernel_avx512.c, \
                 $(sort $(wildcard engine/*/*.c models/*/*.c datasets/borough/*.c)))
OBJ       := $(SRC:%.c=$B/program/%.o) $B/program/assets.o

CPPFLAGS  := -Iengine -I. $(INCLUDES) -DLC_VERSION='"$(VERSION)"' -DLC_SHARE='"/share"'
CFLAGS    := -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes

$B/program/engine/system/%.o: CPPFLAGS += -D_GNU_SOURCE
$B/program/%.o: KERNEL = $(if $(filter kernel_%,$(notdir $*)),-O3)

$B/program/%.o: %.c $(GSL_HEADERS)
	@mkdir -p $(@D)
	@echo '  EMCC $<'
	@$(CC) $(COMMON) $(CPPFLAGS) $(CFLAGS) $(KERNEL) -MMD -MP -c -o $@ $<

# The version is the Makefile's.
$(patsubst %.c,$B/program/%.o,$(shell grep -rl LC_VERSION engine models --include='*.c')): Makefile

# What assets.S and builtin.S hold, as C.
$B/assets.c: browser/assets.mjs build/web/page.js build/web/page.css datasets/borough/truth.yaml
	@node browser/assets.mjs >$@

$B/program/assets.o: $B/assets.c
	@mkdir -p $(@D)
	@$(CC) $(COMMON) -c -o $@ $<

LINK := -O2 -msimd128 -Wl,--wrap=log1p,--wrap=expm1,--wrap=log10,--wrap=erfc -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=67108864 -sMAXIMUM_MEMORY=4294967296 \
        -sTOTAL_STACK=8388608 -sMODULARIZE=1 -sEXPORT_NAME=latecare -sINVOKE_RUN=0 -sEXIT_RUNTIME=0 \
        -sEXPORTED_RUNTIME_METHODS=callMain,FS,ENV -sENVIRONMENT=worker,node -sFORCE_FILESYSTEM=1 \
        -sINCOMING_MODULE_JS_API=wasmBinary,print,printErr,preRun,noInitialRun,onExit,quit,getRandomValue,thisProgram,instantiateWasm

$B/latecare.js: $(OBJ) $(LIBRARIES) browser/browser.mk
	@echo '  LINK $@'
	@printf '%s\n' $(OBJ) >$B/program.objects
	@$(LD) $(LINK) -o $@ @$B/program.objects $(LIBRARIES)

PAGE := $(wildcard browser/*.js browser/*.mjs browser/*.html browser/*.css web/govuk.js datasets/schema/*.yaml datasets/studies/*.yaml datasets/words.yaml)

$B/latecare.html: $B/latecare.js $(PAGE)
	@echo '  PAGE $@'
	@node browser/build.mjs $B $(VERSION)

all: $B/latecare.html

-include $(shell find $B/program -name '*.d' 2>/dev/null)

.PHONY: all
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
