/* A verb of the command line: one struct, the whole of it, in cmd_NAME.c, and one row
 * of a table.
 *
 * main reads the tables (engine_verbs, borough_verbs, model_verbs) and nothing else of
 * them. Usage, help and errors come from the rows. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "base/knob.h"

struct lc_study_model;

/* What verbs have in common. A verb's settings struct has one as its FIRST member, and
 * its knobs the rows of those that it reads. */
struct lc_common {
    uint64_t given; /* which rows of the verb's knobs were, a bit a row */
    int json;       /* the result as one JSON document */
    int threads;    /* 0: all */
    int seed;
    int force;           /* replace what is there */
    const char *reason;  /* why children are looked at (store/reveal.h) */
    const char *linkage; /* the day whose linkage says who is who; NULL: today's */
    int unsuppressed;    /* true counts, for a reason */
    const char *keys;    /* the folder of the keys; NULL: not said */
    const char *passphrase_fd; /* the number of a descriptor; NULL: the terminal */
    /* of a study's models (an lc_study_judge): main hands on what models/ knows */
    int (*judge)(const struct lc_study_model *model, const char **key,
                 struct lc_error *err);
};

/* clang-format off */
#define LC_JSON \
    LC_KNOB(struct lc_common, json,    LC_FLAG,  0, 0, 1,          "print the result as one JSON document")
#define LC_THREADS \
    LC_KNOB(struct lc_common, threads, LC_COUNT, 0, 0, 256,        "threads to use, 0 for all cores")
#define LC_SEED(with) \
    LC_KNOB(struct lc_common, seed,    LC_COUNT, 1, 0, 2147483647, "seed of everything random", (with))
#define LC_FORCE(with) /* the options that name a file, or NULL: OUT does */ \
    LC_KNOB(struct lc_common, force,   LC_FLAG,  0, 0, 1,          "replace files that are there", (with))
#define LC_REASON(with) /* of a verb that shows what is known of children */ \
    LC_KNOB(struct lc_common, reason,  LC_WORD,  0, 0, 0,          "why, in a few words that name nobody: the log keeps them", (with))
#define LC_LINKAGE(with) /* of a verb that can be asked what it would have said on a day (link/dated.h) */ \
    LC_KNOB(struct lc_common, linkage, LC_WORD,  0, 0, 0,          "by the linkage as it stood at the end of this day; the store's own if not given", (with))
#define LC_UNSUPPRESSED /* of a verb that tells counts of children; with LC_REASON("unsuppressed") */ \
    LC_KNOB(struct lc_common, unsuppressed, LC_FLAG, 0, 0, 1,      "true counts, 1 to 5 too, for this desk alone: the log keeps the reason")
/* A file that is written, and what its name may end in; a name without any ending will
 * do. "-", which no verb takes else, is standard output. */
#define LC_ENDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define LC_OUTPUT(type, field, endings, ...) \
    { .name = #field, .offset = offsetof(type, field), .kind = LC_TARGET, .choices = (endings), \
      .help = __VA_ARGS__ }
/* clang-format on */

struct lc_verb {
    const char *name;
    const char *args;        /* "STUDY STORE OUT --asof D": an option outside [] must
                              * be given */
    const char *help;        /* one line, lower case, no full stop */
    const char *detail;      /* a paragraph or two for `help VERB` */
    int min_args, max_args;  /* positional arguments; max -1: any number */
    const char *const *ends; /* LC_ENDS of OUT, as an LC_OUTPUT has them; NULL: any */
    const struct lc_knobs *knobs;
    /* settings: a struct as knobs describe, defaults and options already in it.
     * Returns LC_OK, LC_FINDINGS or a failure's code. Prints its result to stdout. */
    int (*run)(int argc, char **argv, void *settings, struct lc_error *err);
    /* In place of lc_knobs_agree, for a verb that knows more of what is read; or NULL.
     */
    int (*agree)(const void *settings, struct lc_error *err);
    lc_knob_more *more; /* what it adds to the words of its options; or NULL */
    void (*list)(struct lc_text *out); /* more for `help VERB`, from a table; or NULL */
};

/* The options of every verb that takes a STORE, which no verb lists itself. */
extern const struct lc_knobs lc_store_knobs;

/* The verb's option number i (from 0), its own and then those; NULL behind the last. */
const struct lc_knob *lc_verb_option(const struct lc_verb *verb, size_t i);

/* Does its usage name a STORE anywhere? */
bool lc_verb_takes_store(const struct lc_verb *verb);

/* LC_USAGE for an option of lc_store_knobs that was given to a verb which takes a TABLE
 * as well and has one now (store false). */
int lc_verb_suit_store(const struct lc_common *common, bool store,
                       struct lc_error *err) LC_MUST_CHECK;

extern const struct lc_verb *const engine_verbs[]; /* each ends with NULL */
extern const struct lc_verb *const borough_verbs[];
extern const struct lc_verb *const model_verbs[];
int lc_train_judge(const struct lc_study_model *model, const char **key,
                   struct lc_error *err); /* models/fit */

/* Parse argv (after the verb) into settings and positional arguments; argv is permuted
 * so that the positionals come first, *count of them. "--" ends the options;
 * "--name value" and "--name=value" are the same. An unknown option names the nearest
 * known one; one that the others given leave unread says with what it is read. */
int lc_verb_parse(const struct lc_verb *verb, int argc, char **argv, void *settings,
                  int *count, struct lc_error *err) LC_MUST_CHECK;

/* Does the verb's usage call its argument number i (from 0) so? "TABLE|STORE" is both.
 */
bool lc_verb_calls(const struct lc_verb *verb, int i, const char *name);

/* Write text to standard output, checked: a full disk or a closed pipe is an error.
 * Control bytes other than the ends of lines and tabs become '?'. */
int lc_print(const char *text, size_t size, struct lc_error *err) LC_MUST_CHECK;
