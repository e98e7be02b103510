/* The rows of returns, as noted until all files are in. Part of returns_inside.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import/index_inside.h"
#include "import/notes.h"

/* One step of a comparison for qsort: returns from it where a and b differ. */
#define LC_RETURNS_ORDER(a, b)                                                         \
    if ((a) != (b))                                                                    \
        return (a) < (b) ? -1 : 1;

/* A row of header, uasc, oc2, ...: the child is there. */
struct lc_return_child {
    uint32_t record, file;
    uint64_t line;
    int32_t born;
};

/* A spell of care, or a missing period, which has no codes. */
struct lc_return_spell {
    uint32_t record, file; /* LC_NOWHERE: what an earlier command brought */
    uint64_t line;
    int year;              /* of the return */
    int32_t began, ceased; /* LC_NO_DAY: blank or no date */
    bool dated, reasoned;  /* is something coded as day, as reason? */
    char rne[8], place[8], rec[8];
};

/* By (year, record, began, line) once checked. */
struct lc_return_spells {
    size_t count, room;
    struct lc_return_spell *row;
};

/* A version of a spell in the store; spell.year is of the return that said it. */
struct lc_return_version {
    struct lc_return_spell spell;
    int32_t received, known_from;
};

struct lc_return_versions {
    size_t count;
    struct lc_return_version *row; /* by (record, began, year, received, known_from) */
};

/* What the store said before this import. */
struct lc_returns_earlier {
    struct lc_return_versions episode, absence;
    bool header;   /* was there one? */
    int32_t *born; /* of the records that there were, or LC_NO_DAY */
};

struct lc_returns {
    const struct lc_import_run *run;
    size_t headers, header_room, others, other_room, year_room;
    struct lc_return_child *header, *other;
    struct lc_return_spells episode, absence;
    struct lc_returns_earlier earlier;
    int *year;      /* [file] */
    size_t records; /* [records]: */
    bool *known;    /* does anything say who it is? */
    struct lc_notes *notes;
    struct lc_error *err;
    int code;
    int last_year;
};

/* --- what the store said (returns_earlier.c) --- */

int lc_returns_earlier(struct lc_returns *r, struct lc_error *err) LC_MUST_CHECK;
/* Fills known[], once all files are merged; without it nobody is known. */
int lc_returns_know(struct lc_returns *r, struct lc_error *err) LC_MUST_CHECK;
void lc_returns_earlier_free(struct lc_returns_earlier *earlier);
/* Adds to the import's spells, sorted, what earlier commands said of the returns of
 * their years and of the years before, where this import does not say it anew: an
 * extract of a later day speaks for the whole of a child's year, one of the same day
 * for its rows. */
int lc_returns_join(struct lc_returns *r, struct lc_return_spells *spells,
                    const struct lc_return_versions *versions,
                    struct lc_error *err) LC_MUST_CHECK;

/* --- looking up (returns_look.c) --- */

void lc_returns_sort_spells(struct lc_return_spells *spells);
/* The record's spells in that year's return: *count of them. */
const struct lc_return_spell *lc_returns_spells_of(
    const struct lc_return_spells *spells, int year, uint32_t record, size_t *count);
bool lc_returns_has_year(const struct lc_return_spells *spells, int year);
/* The first header row of the record in this import, or NULL. */
const struct lc_return_child *lc_returns_header(const struct lc_returns *r,
                                                uint32_t record);
int32_t lc_returns_born(const struct lc_returns *r, uint32_t record); /* or LC_NO_DAY */
/* Is a header there, and this child not in it? */
bool lc_returns_is_stray(const struct lc_returns *r, uint32_t record);
/* Notes a broken rule; of an earlier command's row nothing. */
void lc_returns_find(struct lc_returns *r, uint32_t file, uint64_t line,
                     const char *rule);

/* Of missing periods (returns_missing.c). */
void lc_returns_check_absences(struct lc_returns *r);
