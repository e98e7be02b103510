/* What an extract looks like and what it says: datasets/schema/NAME.yaml, one file an
 * extract; adding an extract is adding a file. codes.yaml beside them holds the code
 * lists that several extracts share. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "store/declared.h"
#include "table/csv.h"
#include "table/layout.h"

enum {
    LC_NO_COLUMN = -1,
    LC_MAX_SCHEMA_COLUMNS = 64,
    LC_MAX_SCHEMA_FEEDS = 1024,
    LC_MAX_SCHEMA_TREES = 64,
    LC_MAX_FEED_ATTRIBUTES = 8,
    LC_MAX_DELAY = 36500, /* days */
    LC_MAX_WINDOW = 1200  /* months */
};

/* A code of a list: written as `code` or one of `also` (case is not told apart), stored
 * as `means` (or `code`), in use in the collection years from..to (ending 31 March; 0
 * open). */
struct lc_list_code {
    char *code, *means;
    char **also;
    unsigned also_count;
    int from, to;
};

struct lc_code_list {
    char *name;
    char **plain; /* codes with nothing else to say */
    unsigned plain_count;
    struct lc_list_code *codes;
    unsigned codes_count;
};

struct lc_schema_column {
    char *name;
    char **also; /* other names that headers have for it */
    unsigned also_count;
    int type;      /* lc_cell_type */
    int who;       /* lc_who */
    bool optional; /* the header may lack it */
    bool needed;   /* a row without it, or with a bad one, is rejected */
    bool strict;   /* a code that is not in the list rejects the row */
    bool anew;     /* who: row, and the numbers are others in each extract */
    bool other;    /* it is kept as "other" instead (so is any of no list in a store) */
    bool spreads;  /* of a nested file: true of a group is true of all in it */
    char *codes;   /* the list's name */
    char *number;  /* "Unique Pupil Number" */
    char *rule;    /* DfE's rule that a bad value here breaks */
    char *known;   /* the day column (or the join's) by which what it says is known */
    int delay;     /* days from that day to its being known; 0: the feed's */
    int low, high; /* of a count: what it may be; high 0: no limit */
    char **blank;  /* values that mean nothing was said */
    unsigned blank_count;
    const struct lc_code_list *list; /* found by name, or NULL */
    char *heading;  /* of a mapping: the one name that headers have for it */
    char *constant; /* of a mapping: what every row says */
    struct lc_code_list *words; /* of a mapping: what is written, and is meant */
    struct lc_code_list *own;   /* codes that the user confirmed, or NULL */
    int known_at;               /* column of `known`, or LC_NO_COLUMN */
};

struct lc_feed_attribute {
    char *name, *column;
    int at; /* column's index */
};

/* What an event says beside its days, in this order; attribute i is the item
 * LC_ITEM_ATTRIBUTES + i. */
enum {
    LC_ITEM_CODE,
    LC_ITEM_LEVEL,
    LC_ITEM_ATTRIBUTES,
    LC_FEED_ITEMS = LC_ITEM_ATTRIBUTES + LC_MAX_FEED_ATTRIBUTES
};

/* From when an item of an event is known: `delay` days (0: the feed's) after the day in
 * column `at`. LC_NO_COLUMN: with the event's start. */
struct lc_clock {
    int at, delay;
};

/* What a day is that no column of the row says: none; the last of the collection year
 * that a return is of; that on which the extract was received. */
enum lc_feed_day { LC_FEED_OF_ROW, LC_FEED_OF_YEAR, LC_FEED_OF_RECEIPT };

/* One event that a row may give to a history. */
struct lc_feed {
    char *
        code_from; /* code: what the record's event in this history says on the start */
    char *first_in; /* start with the record's first event in this history */
    char *history, *start, *end, *code, *by, *fixed, *level, *recorded, *when;
    char *number; /* what the event says is a number that several people have */
    char **is;    /* the values of `when` for which the event is there */
    unsigned is_count;
    bool month; /* start at the 15th of its month: a birth */
    bool each;  /* `code` is a list of codes: one event each */
    int dated;  /* lc_feed_day: its start */
    int told;   /* lc_feed_day: nobody knew of it sooner */
    int delay;  /* instead of the schema's, if not 0 */
    struct lc_feed_attribute *attributes;
    unsigned attributes_count;
    int start_at, end_at, code_at, level_at, recorded_at, when_at, number_at;
    struct lc_clock clock[LC_FEED_ITEMS]; /* by the columns' `known` */
    const struct lc_code_list *by_list; /* only codes in it, stored as what they mean */
};

/* The row hangs on an event of another extract: record and day are that event's. No
 * history: on a row of it, by that row's own number (LC_WHO_ROW); it is of its person.
 */
struct lc_join {
    char *column, *schema, *history;
    int at;
};

/* The row lies in a thing of another extract, whose own number is in `column`: a purge
 * of that thing takes it back. */
struct lc_within {
    char *column, *schema;
    int at;
};

/* Where its rows are in a nested file (table/layout.h). */
struct lc_schema_tree {
    char *root, *record, *row;
    char **has; /* columns of which one must say something */
    unsigned has_count;
    char **without; /* columns that are not read from there */
    unsigned without_count;
};

struct lc_schema {
    char *name, *title, *system, *year_by, *after;
    char **follows; /* schemas that lead where they tell the same; the first first */
    unsigned follows_count;
    char *same_as; /* a schema: rows of one key are one thing, whichever says it */
    char *year;    /* the column that says the collection year, where there is one */
    char **unread; /* columns that are known and not read */
    unsigned unread_count;
    char *rules;   /* the table of a return that it is (returns/shape.h), or NULL */
    char *purge;   /* the flag column by which a row takes back by name, or NULL */
    char *dataset; /* the collection that it is a part of, for that; or NULL */
    char **takes;  /* schemas: what they say of a person it takes back, no more */
    unsigned takes_count;
    int dates;    /* lc_day_format */
    int delay;    /* days from happening to being known, on a first load */
    int rhythm;   /* days without a row after which it is silent; 0: by its own pace */
    int coverage; /* lc_coverage_rule */
    int window;   /* of a span: it covers so many months before the extract; 0: all */
    int extract;  /* lc_extent: is it all that there is of what it covers? */
    struct lc_schema_column *columns;
    unsigned columns_count;
    char **key;
    unsigned key_count;
    struct lc_feed *feeds;
    unsigned feeds_count;
    struct lc_join *join;     /* or NULL */
    struct lc_within *within; /* or NULL */
    struct lc_schema_tree *tree;
    unsigned tree_count;
    struct lc_code_list *lists;
    unsigned lists_count;
    struct lc_declared *breaks; /* days on which what it tells began to mean another */
    unsigned breaks_count;
    char *mapped; /* the title of the mapping that it is read by; NULL: as it is */
    int variant;  /* how many of its name were loaded before */
    int key_at[LC_MAX_SCHEMA_COLUMNS];
    int person_at, system_at, year_at, year_said_at; /* LC_NO_COLUMN: none */
    int into_at, purge_at;
    int rank; /* order of import: what others join or follow comes first */
};

typedef struct lc_schemas lc_schemas;

/* Every *.yaml of the folder, in order of rank and name. An unknown key, column or list
 * is an error with its file. */
int lc_schemas_load(lc_schemas **schemas, const char *folder,
                    struct lc_error *err) LC_MUST_CHECK;
/* The program's own. */
int lc_schemas_load_own(lc_schemas **schemas, struct lc_error *err) LC_MUST_CHECK;
/* Of the program's own those that the store has a source of and that may declare a
 * break, in no order and not held against each other: as much as lc_schemas_declared()
 * asks for. What declares none is not parsed, nor refused. */
int lc_schemas_load_declared(lc_schemas **schemas, const struct lc_store *store,
                             struct lc_error *err) LC_MUST_CHECK;

/* Takes in the codes that the user confirmed, in STORE.codes.csv, if it is there
 * (confirmed.c). LC_FORMAT, with file and line, for one that no column can have.
 */
int lc_schemas_confirm(lc_schemas *schemas, const char *store_path,
                       struct lc_error *err) LC_MUST_CHECK;

/* Takes in a mapping: how one supplier's export says what a schema says (mapping.c,
 * datasets/schema/README.md). LC_FORMAT, with file and line, for what the schema does
 * not have or the mapping leaves open. */
int lc_schemas_map(lc_schemas *schemas, const char *path,
                   struct lc_error *err) LC_MUST_CHECK;
/* Those of the folder STORE.maps, if it is there, in order of name. */
int lc_schemas_map_beside(lc_schemas *schemas, const char *store_path,
                          struct lc_error *err) LC_MUST_CHECK;

void lc_schemas_free(lc_schemas *schemas); /* NULL is allowed */

/* What they say of nested files, a layout for each `tree`; as long as they live. */
const struct lc_layouts *lc_schemas_layouts(const lc_schemas *schemas);

/* The breaks that codes.yaml declares, and those of the schemas of which the store has
 * a source (NULL: of all). Filled anew, the rows the schemas' own. */
int lc_schemas_declared(const lc_schemas *schemas, const struct lc_store *store,
                        struct lc_declarations *out,
                        struct lc_error *err) LC_MUST_CHECK;

/* Does a row of it give an event to the history? */
bool lc_schema_feeds(const struct lc_schema *schema, const char *history);

size_t lc_schemas_count(const lc_schemas *schemas);
const struct lc_schema *lc_schemas_at(const lc_schemas *schemas, size_t which);
