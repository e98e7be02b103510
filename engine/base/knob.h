/* Settings as a table: one row a field of a plain struct. The row drives the default,
 * the check, the command line, the help and the report's list of settings. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

enum lc_knob_kind {
    LC_REAL,   /* double */
    LC_COUNT,  /* int, whole number */
    LC_FLAG,   /* int, 0 or 1; on the command line it takes no value */
    LC_WORD,   /* const char *, borrowed from the command line; NULL when not given */
    LC_SOURCE, /* as LC_WORD: a file that is read */
    LC_TARGET, /* as LC_WORD: a file that is written */
    LC_FOLDER, /* as LC_WORD: a folder that is there */
    LC_OPENED, /* as LC_WORD: the number of an open file */
    LC_CHOICE  /* int, the index into `choices` */
};

struct lc_knob {
    const char *name; /* as in the struct; on the command line _ becomes - */
    size_t offset;
    int kind;
    double fallback, low, high;
    const char *const *choices; /* LC_CHOICE: names, NULL-terminated */
    const char *help;           /* one line, lower case, no full stop */
    /* When it is read; NULL: always. Words with a space between them, which must all
     * hold: "path|lambda", one of these options is on; "!firth", it is not;
     * "!replicates=0", it is not that number. Options that the table does not have ask
     * nothing. A word in capitals is what the options are about, "TABLE":
     * lc_knobs_suit. */
    const char *with;
};

struct lc_knobs {
    const struct lc_knob *rows;
    size_t count;
    size_t size;      /* of the struct */
    const char *ends; /* NULL: rows are written --max-steps; else max_steps and this */
};

/* What ends a row is its help and, where it has one, its `with`. */
/* clang-format off */
#define LC_KNOB(type, field, what, def, least, most, ...) \
    { .name = #field, .offset = offsetof(type, field), .kind = (what), .fallback = (def), \
      .low = (least), .high = (most), .help = __VA_ARGS__ }
#define LC_KNOB_CHOICE(type, field, def, names, ...) \
    { .name = #field, .offset = offsetof(type, field), .kind = LC_CHOICE, .fallback = (def), \
      .choices = (names), .help = __VA_ARGS__ }
#define LC_KNOBS(type, array) { (array), sizeof (array) / sizeof *(array), sizeof(type), NULL }
/* clang-format on */

void lc_knobs_default(const struct lc_knobs *knobs, void *settings);

enum { LC_KNOBS_ROWS = 64 }; /* of a table, at most: a set of rows is a bit a row */

/* Set the field called name (with - or _) from text; value NULL for a flag; the row's
 * bit in *given (NULL: nobody asks). LC_USAGE with the range or the choices when it
 * does not fit; LC_ABSENT (nothing recorded) when there is no such field. */
int lc_knobs_set(const struct lc_knobs *knobs, void *settings, const char *name,
                 const char *value, uint64_t *given,
                 struct lc_error *err) LC_MUST_CHECK;

/* LC_USAGE where `with`, as a row has it, does not hold among the settings. */
int lc_knobs_need(const struct lc_knobs *knobs, const void *settings, uint64_t given,
                  const struct lc_knob *row, const char *with,
                  struct lc_error *err) LC_MUST_CHECK;

/* LC_USAGE for the first row given that the others given leave unread. */
int lc_knobs_agree(const struct lc_knobs *knobs, const void *settings, uint64_t given,
                   struct lc_error *err) LC_MUST_CHECK;

/* LC_USAGE for the first row given that wants `about`, a word in capitals, where it is
 * not so (holds false), or that wants it not, where it is. */
int lc_knobs_suit(const struct lc_knobs *knobs, uint64_t given, const char *about,
                  bool holds, struct lc_error *err) LC_MUST_CHECK;

/* Is the row of that name among those given? */
bool lc_knobs_given(const struct lc_knobs *knobs, uint64_t given, const char *name);

const struct lc_knob *lc_knobs_find(const struct lc_knobs *knobs, const char *name);
/* What a row of text holds. */
const char *lc_knob_text(const struct lc_knob *row, const void *settings);
/* "max-steps" of max_steps, into out[LC_OPTION]; returns out. */
enum { LC_OPTION = 40 };
const char *lc_option_name(const char *name, char *out);
/* A row of the table as it is written there, into out[LC_OPTION]; returns out. */
const char *lc_knobs_spell(const struct lc_knobs *knobs, const char *name, char *out);
/* A row as help prints it: "--max-steps N", and its words with the default. */
void lc_knob_name(const struct lc_knob *row, struct lc_text *out);
void lc_knob_words(const struct lc_knob *row, struct lc_text *out);
/* What a verb adds to the words of a row: "; cox, aft"; NULL: nothing. */
typedef void lc_knob_more(const struct lc_knob *row, struct lc_text *out);
void lc_knobs_help(const struct lc_knobs *knobs, lc_knob_more *more,
                   struct lc_text *out);
