/* The rows of returns, as noted until all files are in. Part of returns_inside.h. */
#ifndef LC_IMPORT_RETURNS_ROWS_INSIDE_H
#define LC_IMPORT_RETURNS_ROWS_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import/notes.h"

struct lc_return_child { /* a row of header, uasc, oc2, ...: the child is there */
    uint32_t record, file;
    uint64_t line;
    int32_t born;
};

struct lc_return_episode {
    uint32_t record, file;
    uint64_t line;
    int year;
    int32_t began, ceased; /* LC_NO_DAY: blank or no date */
    bool dated, reasoned;  /* is something coded as day, as reason? */
    char rne[8], place[8], rec[8];
};

struct lc_return_absence {
    uint32_t record, file;
    uint64_t line;
    int year;
    int32_t start, end;
};

struct lc_returns {
    size_t headers, header_room, others, other_room, episodes, episode_room, absences,
        absence_room, years, year_room;
    struct lc_return_child *header, *other;
    struct lc_return_episode *episode; /* by (year, record, began, line) once checked */
    struct lc_return_absence *absence; /* by (year, record, start, line) */
    int *year;                         /* [file] */
    struct lc_notes *notes;
    struct lc_error *err;
    int code;
    int last_year;
};

#endif
