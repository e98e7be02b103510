/* Extracts made at random from their schemas, and by which day each of their cells was
 * learnt, worked out from the schema cell by cell. For tests of what was known when. */
#pragma once

#include "base/random.h"
#include "support/imports.h"

enum { MADE_ROOM = 40, MADE_ROWS = 16 };

#define MADE_RECEIVED "2024-03-01"

/* What a file says: a cell as text, the day that it is (LC_NO_DAY: none) beside. */
struct made_file {
    const struct lc_schema *schema;
    size_t rows;
    char text[MADE_ROOM][LC_MAX_SCHEMA_COLUMNS][24];
    int32_t day[MADE_ROOM][LC_MAX_SCHEMA_COLUMNS];
};

/* The extracts of one world: of a schema, and of those that its rows hang on or look
 * at, and these in turn. */
enum { MADE_FILES = 8, MADE_YEAR = 2023 }; /* the collection year of what has no day */
struct made_world {
    size_t count;
    struct made_file file[MADE_FILES];
};

/* MADE_ROWS rows of each, with every kind of gap; all can be taken, but those that hang
 * on an event that is open. */
void made_world(struct made_world *w, const lc_schemas *schemas,
                const struct lc_schema *schema, struct lc_random *r);
void made_import(const struct made_world *w, struct imports *im, const char *received);

/* Fills a row that began on `base`: further days come later, some are not said. `id` is
 * its own, in all that tells rows apart. */
void made_row(struct made_file *f, size_t row, unsigned id, int32_t base,
              struct lc_random *r);
void made_value(struct made_file *f, size_t row, unsigned c, struct lc_random *r);
void made_day(struct made_file *f, size_t row, unsigned c, int32_t day);
/* A day for column c on or after `from` and the start, or none. */
void made_later(struct made_file *f, size_t row, unsigned c, int32_t from,
                struct lc_random *r);
void made_drop(struct made_file *f, size_t row);
/* All but what a row is about may be said otherwise the next time; rows go, and rows of
 * a span that was covered come. */
void made_otherwise(struct made_file *f, struct lc_random *r);
int32_t made_month(unsigned k); /* the 15th of the k-th month */

/* Do the schema's rows hang on events of another, and not on its people alone? */
bool made_hangs(const struct lc_schema *schema);
/* The columns of the start and of the recorded day, or LC_NO_COLUMN. */
int made_start(const struct lc_schema *schema);
int made_recorded(const struct lc_schema *schema);

/* The day from which a row, or a cell of it, is known after a first load. */
int32_t made_row_known(const struct made_world *w, const struct made_file *f,
                       size_t row);
int32_t made_cell_known(const struct made_world *w, const struct made_file *f,
                        size_t row, unsigned c);

/* Every event that is seen on t, with all that is seen of it, a line each; the caller's
 * to free. */
char *made_view(const struct imports *im, int32_t t);
