/* Settings as a table: one row a field of a plain struct. The row drives the default,
 * the check, the command line, the help and the report's list of settings. */
#ifndef LC_BASE_KNOB_H
#define LC_BASE_KNOB_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum lc_knob_kind {
    LC_REAL,   /* double */
    LC_COUNT,  /* int, whole number */
    LC_FLAG,   /* int, 0 or 1; on the command line it takes no value */
    LC_WORD,   /* const char *, borrowed from the command line; NULL when not given */
    LC_SOURCE, /* as LC_WORD: a file that is read */
    LC_TARGET, /* as LC_WORD: a file that is written */
    LC_CHOICE  /* int, the index into `choices` */
};

struct lc_knob {
    const char *name; /* as in the struct; on the command line _ becomes - */
    size_t offset;
    int kind;
    double fallback, low, high;
    const char *const *choices; /* LC_CHOICE: names, NULL-terminated */
    const char *help;           /* one line, lower case, no full stop */
};

struct lc_knobs {
    const struct lc_knob *rows;
    size_t count;
    size_t size; /* of the struct */
};

/* clang-format off */
#define LC_KNOB(type, field, kind, def, low, high, help) \
    { #field, offsetof(type, field), (kind), (def), (low), (high), NULL, (help) }
#define LC_KNOB_CHOICE(type, field, def, names, help) \
    { #field, offsetof(type, field), LC_CHOICE, (def), 0, 0, (names), (help) }
#define LC_KNOBS(type, array) { (array), sizeof (array) / sizeof *(array), sizeof(type) }
/* clang-format on */

void lc_knobs_default(const struct lc_knobs *knobs, void *settings);

/* Set the field called name (with - or _) from text; value NULL for a flag. LC_USAGE
 * with the range or the choices when it does not fit; LC_ABSENT (nothing recorded) when
 * there is no such field. */
int lc_knobs_set(const struct lc_knobs *knobs, void *settings, const char *name,
                 const char *value, struct lc_error *err) LC_MUST_CHECK;

const struct lc_knob *lc_knobs_find(const struct lc_knobs *knobs, const char *name);
/* What a row of LC_WORD, LC_SOURCE or LC_TARGET holds. */
const char *lc_knob_text(const struct lc_knob *row, const void *settings);
/* A row as help prints it: "--max-steps N", and its words with the default. */
void lc_knob_name(const struct lc_knob *row, struct lc_text *out);
void lc_knob_words(const struct lc_knob *row, struct lc_text *out);
void lc_knobs_help(const struct lc_knobs *knobs, struct lc_text *out);

#endif
