/* What a reader in a cage and the program say to each other (csv_cage.h).
 *
 * The program asks, a question of fixed size, and the reader answers, a head and as
 * many bytes as that says. Both are one program, so numbers stand as the machine has
 * them. Whatever comes from the reader may be anything: it is judged here, and nothing
 * of it is an address, an index or a size before that. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "table/csv.h"
#include "table/tables.h"

enum lc_wire_question {
    LC_WIRE_OPEN, /* a table of the file of that number: its header, and in an answer of
                     its own the first rows behind it */
    LC_WIRE_MORE, /* the rows that come next */
    LC_WIRE_LIST  /* the tables of the file of that number */
};

struct lc_wire_ask {
    uint32_t question, file;
    uint32_t table;
    uint32_t titles; /* that many rows above the header are titles */
};

enum lc_wire_answer {
    LC_WIRE_HEADER,
    LC_WIRE_NONE, /* there are not so many rows that could be one */
    LC_WIRE_ROWS,
    LC_WIRE_LAST, /* rows and then the number of bytes that were read: no more come */
    LC_WIRE_TABLES,
    LC_WIRE_FAIL
};

/* Bytes of an answer: rows up to LC_WIRE_ENOUGH, and the longest that there can be, as
 * each byte of a line may become three. */
enum {
    LC_WIRE_ENOUGH = 56 << 10, /* a pipe holds 64 KiB */
    LC_WIRE_NAME = 255,
    LC_WIRE_MOST = LC_WIRE_ENOUGH + 3 * LC_CSV_LINE + 8 * LC_CSV_COLUMNS
};

struct lc_wire_head {
    uint32_t answer, size; /* size: of the body, LC_WIRE_MOST at the most */
};

/* An answer on its way: its head's room, and the body's bytes. free() data. */
struct lc_wire_block {
    size_t size, room;
    char *data;
};

/* --- the reader's side ------------------------------------------------------------ */
/* Nothing but the head's room. */
int lc_wire_begin(struct lc_wire_block *block, struct lc_error *err) LC_MUST_CHECK;
/* Fills the head in: the block's bytes are then the answer. */
void lc_wire_end(struct lc_wire_block *block, enum lc_wire_answer answer);
/* The fields go only with a row whose fields can be used (lc_csv_row). */
int lc_wire_put_row(struct lc_wire_block *block, const struct lc_csv_row *row,
                    struct lc_error *err) LC_MUST_CHECK;
int lc_wire_put_number(struct lc_wire_block *block, uint64_t number,
                       struct lc_error *err) LC_MUST_CHECK;
/* What is told of a table beside its name (tables.h). */
enum { LC_WIRE_PLAIN = 1, LC_WIRE_HIDDEN = 2, LC_WIRE_MARKS = 3 };
/* A table's name, or as much of it as goes, and marks of the above; the first comes
 * behind the number of the container, from 1, or 0: a CSV. */
int lc_wire_put_name(struct lc_wire_block *block, const char *name, unsigned marks,
                     struct lc_error *err) LC_MUST_CHECK;
/* An error's code and words. */
int lc_wire_put_fail(struct lc_wire_block *block, int code, const struct lc_error *why,
                     struct lc_error *err) LC_MUST_CHECK;

/* --- the program's side ----------------------------------------------------------- */
/* A body that is being read: what is left of it. */
struct lc_wire_rest {
    const char *data;
    size_t size;
};

/* Fields of a row, as many as were ever needed; free() field. */
struct lc_wire_fields {
    size_t room;
    struct lc_slice *field;
};

/* false: it is none. The row lends the body and the fields. */
bool lc_wire_take_row(struct lc_wire_rest *rest, struct lc_csv_row *row,
                      struct lc_wire_fields *fields);
/* The number that stands at its end. */
bool lc_wire_take_last(struct lc_wire_rest *rest, uint64_t *number);
/* false: they are none, or there is no memory. Free them whatever is returned. */
bool lc_wire_take_tables(struct lc_wire_rest *rest, struct lc_tables *tables);
/* Its own code, if it is a failure's, with its words, letters that a terminal takes for
 * orders left out. */
int lc_wire_take_fail(struct lc_wire_rest rest, struct lc_error *err);
