/* A row on its way from cells to events. Part of the import. */
#pragma once

#include "import/batch_inside.h"
#include "import/lookup_inside.h"
#include "import/row_people_inside.h"
#include "import/run_inside.h"

enum { LC_MEMO = 64 };

/* Numbers of the codes last met in one place of the schema. */
struct lc_memo {
    uint16_t number[LC_MEMO];
};

struct lc_import_reading {
    struct lc_batch *batch;
    struct lc_import_run *run;
    const struct lc_schema *schema;
    struct lc_error *err;
    struct lc_cell *cell; /* [columns] */
    uint64_t key;         /* by its cells (lc_import_row_key) */
    uint32_t met; /* the record of its person, if it is known, or LC_NO_RECORD */
    const unsigned char *pseudonym; /* digest of its person's number, or NULL */
    uint64_t serials[LC_MAX_SCHEMA_COLUMNS]; /* rows with an Excel day number there */
    const struct lc_csv_row *row;
    struct lc_batch_row draft; /* what it says so far */
    const struct lc_waiting
        *waiting;             /* NULL, or the row as it waited (pending_inside.h) */
    uint32_t *history;        /* [feeds] */
    size_t *attribute;        /* [feeds * LC_MAX_FEED_ATTRIBUTES] in the history */
    struct lc_lookup *lookup; /* [feeds], for those that ask for a code */
    struct lc_lookup *firsts; /* [feeds], for those that ask for a first day */
    struct lc_steps starts; /* of the event that the row hangs on, or of a first day */
    struct lc_steps codes;
    size_t states, state_room;
    struct lc_batch_past *state; /* what others say of the feed's event, today first */
    struct lc_memo *memo;        /* [feeds * (1 + LC_MAX_FEED_ATTRIBUTES)] */
    struct lc_batch_event event; /* of the feed in hand */
    int code;                    /* of taking a list of codes */
    bool yearless; /* a row was of no known year, and feeds nothing for that */
    struct lc_row_people people; /* by the rows that this schema's hang on */
};

/* A cell by its column's index; for LC_NO_COLUMN one that says nothing. */
const struct lc_cell *lc_import_reading_cell(const struct lc_import_reading *r, int at);
/* The agency that the row is of. */
struct lc_slice lc_import_reading_system(const struct lc_import_reading *r);
/* The day that no column says (lc_feed_day); LC_NO_DAY: not known, or of the row. */
int32_t lc_import_reading_dated(const struct lc_import_reading *r, int dated);
/* Something to say of the row as it is. */
int lc_import_reading_find(struct lc_import_reading *r, const char *rule) LC_MUST_CHECK;
/* The row of a return for the rules (filing_inside.h). One that is not taken has its
 * place among the child's others all the same, if it says whose it is. */
int lc_import_reading_file(struct lc_import_reading *r, uint32_t record) LC_MUST_CHECK;
int lc_import_reading_file_rejected(struct lc_import_reading *r) LC_MUST_CHECK;

/* Beside the draft, what it says of a person. */
int lc_import_reading_push_who(struct lc_import_reading *r,
                               const struct lc_identity *id) LC_MUST_CHECK;
/* The number by which other rows hang on this one's person (`local`: its own number).
 */
int lc_import_reading_push_row(struct lc_import_reading *r,
                               const char *local) LC_MUST_CHECK;
/* The state from the day on which the feed is told, if it is not with its start. */
struct lc_batch_past lc_import_reading_told(struct lc_import_reading *r,
                                            const struct lc_feed *feed,
                                            struct lc_batch_past state);

/* The record of the row's person, made if it is new; *reason is set, and nothing made,
 * where the number cannot be one. O(1). */
int lc_import_row_record(struct lc_import_reading *r,
                         const char **reason) LC_MUST_CHECK;
/* Beside the draft, what the row says of a person, if its schema says anything. */
int lc_import_row_who(struct lc_import_reading *r) LC_MUST_CHECK;
/* Which thing the row is about: a keyed digest of its key. */
uint64_t lc_import_row_key(const struct lc_import_reading *r);
/* What that is a digest of, into text[room]; returns its bytes, or 0 where it is
 * longer. */
size_t lc_import_row_key_text(const struct lc_import_reading *r, char *text,
                              size_t room);
/* Takes out of the cells, and so of the key, the numbers that fail their check, with a
 * finding. */
int lc_import_row_numbers(struct lc_import_reading *r) LC_MUST_CHECK;
/* Of a row that hangs on another extract's event: that event's key. */
uint64_t lc_import_row_parent(const struct lc_import_reading *r);
/* What the row lies in (lc_within), as the store knows it; 0: it does not say. */
uint64_t lc_import_row_within(const struct lc_import_reading *r);
/* A row that cannot be taken is said all the same: a full extract does not take back
 * what it says, if only badly. */
int lc_import_row_refused(struct lc_import_reading *r) LC_MUST_CHECK;
/* Does the row take back by name (purge_inside.h)? Then it needs no more than its key.
 */
bool lc_import_row_purges(const struct lc_import_reading *r);
/* Does it say what: a thing, or at the least all but the days of one? */
bool lc_import_row_names(const struct lc_import_reading *r);
int lc_import_row_purge(struct lc_import_reading *r) LC_MUST_CHECK;
/* A row that waited, its cells read again, into the batch. */
int lc_batch_take_waiting(struct lc_import_reading *r) LC_MUST_CHECK;

int lc_feeds_begin(struct lc_import_reading *r) LC_MUST_CHECK;
void lc_feeds_end(struct lc_import_reading *r);
/* Appends to the draft the events of the row. */
int lc_feeds_row(struct lc_import_reading *r) LC_MUST_CHECK;
