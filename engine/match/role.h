/* What a field can be: how it is normalised, who is nobody, and how far two of its
 * values may be alike. One row of a table a role (role.c). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/text.h"

enum { LC_MATCH_LEVELS = 12 }; /* at most, and 0 for what is not said */

/* Levels of names; a surname's are those to LC_NAME_PART. Last comes "same". */
enum lc_name_level {
    LC_NAME_DIFFERS = 1,
    LC_NAME_ALIKE,
    LC_NAME_NEAR,
    LC_NAME_WORDS,
    LC_NAME_SLIP,
    LC_NAME_PART,
    LC_NAME_FORM,
    LC_NAME_EXCHANGED
};

/* Levels of birth dates; last comes "same". */
enum lc_born_level {
    LC_BORN_DIFFERS = 1,
    LC_BORN_YEAR_APART,
    LC_BORN_MONTH_APART,
    LC_BORN_FIRST,
    LC_BORN_YEAR_OFF,
    LC_BORN_SLIP,
    LC_BORN_EXCHANGED
};

struct lc_match_value;

/* What a role is in a blocking rule. */
enum lc_match_kind {
    LC_MATCH_FORENAME,
    LC_MATCH_SURNAME,
    LC_MATCH_BORN,
    LC_MATCH_POSTCODE,
    LC_MATCH_SEX,
    LC_MATCH_NUMBER,
    LC_MATCH_TEXT
};

struct lc_match_role {
    const char *name; /* as options have it */
    const char *help; /* what it is, in a few words */
    enum lc_match_kind kind;
    /* [levels] what each level is called, from 1, that of least likeness; the last is
     * of equal values. */
    const char *const *level;
    unsigned levels;
    /* The value in the form in which it is compared into out, which is empty; false: it
     * says nothing. form: as form() found. */
    bool (*normal)(struct lc_text *out, struct lc_slice raw, int form);
    /* How the column is written, from its different values; NULL: there is one form. */
    int (*form)(size_t count, const struct lc_slice *raw);
    /* What a value is compared by; it has its text. */
    void (*prepare)(struct lc_match_value *value);
    /* The level of two values that are not equal; symmetric. 0: as if not said. */
    unsigned (*compare)(const struct lc_match_value *a, const struct lc_match_value *b);
    /* [levels] from 1: how many pairs of one person, and of two, stand at each level in
     * a borough's files; what is gone by where there are few rows to learn of */
    const double *one, *two;
    bool household;   /* people of one household have it in common */
    bool frequencies; /* a value in common counts by how rare it is */
    unsigned
        draws; /* twice so many times 32,768 pairs of values are drawn for u: as many
                  as its rarest level needs and its comparison's cost allows */
    const char *const *headings; /* words of a heading that call it so; NULL-ended */
};

extern const struct lc_match_role *const lc_match_roles[];            /* NULL-ended */
const struct lc_match_role *lc_match_role_find(struct lc_slice name); /* or NULL */
