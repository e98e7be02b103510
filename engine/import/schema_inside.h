/* Inside of schema.h: what the files of engine/import share. */
#pragma once

#include "base/text.h"
#include "import/schema.h"

enum lc_cell_type {
    LC_CELL_ID, /* a number that names something */
    LC_CELL_DAY,
    LC_CELL_CODE,  /* of a list, or free */
    LC_CELL_COUNT, /* a whole number */
    LC_CELL_FLAG,  /* Y or N, however written */
    LC_CELL_TEXT,
    LC_CELL_CODES, /* several codes: JSON, or separated by commas */
    LC_CELL_SKIP   /* not read */
};

/* What a column says of who the row is about. */
enum lc_who {
    LC_WHO_NOTHING,
    LC_WHO_PERSON, /* the agency's own number: this makes the record */
    LC_WHO_FORENAME,
    LC_WHO_SURNAME,
    LC_WHO_BORN,
    LC_WHO_SEX,
    LC_WHO_POSTCODE,
    LC_WHO_FAMILY,
    LC_WHO_HOME,        /* an address, without the postcode */
    LC_WHO_SINCE,       /* its first day */
    LC_WHO_NUMBER,      /* another system's number; `number` names which */
    LC_WHO_NUMBER_TYPE, /* which, when the row says */
    LC_WHO_ROW,         /* the row's own number, by which others hang on its person */
    LC_WHO_SYSTEM,      /* which agency the row is of */
    LC_WHO_INTO         /* the number that the person's was merged into */
};

enum lc_coverage_rule { LC_COVERS_SPAN, LC_COVERS_YEAR, LC_COVERS_NOTHING };

/* A full extract takes back what it covers and does not say. */
enum lc_extent { LC_EXTENT_INCREMENTAL, LC_EXTENT_FULL };

/* One schema from text, with no shared lists: for tests. */
int lc_schemas_parse(lc_schemas **schemas, const char *name, const char *data,
                     size_t size, struct lc_error *err) LC_MUST_CHECK;

/* The column of that name, or LC_NO_COLUMN. O(columns). */
int lc_schema_column(const struct lc_schema *schema, const char *name);
/* The same into *at; LC_FORMAT where there is none. name NULL: not stated, which is no
 * error, and no column. */
int lc_schema_find_column(const struct lc_schema *schema, const char *name, int *at,
                          struct lc_error *err) LC_MUST_CHECK;
/* Does it say when a person was born? */
bool lc_schema_says_birth(const struct lc_schema *schema);
/* Rows of one key are one thing, whichever schema says it, where these are one name. */
static inline const char *lc_schema_key_space(const struct lc_schema *schema)
{
    return schema->same_as ? schema->same_as : schema->name;
}
bool lc_schema_follows(const struct lc_schema *schema, const char *leader);
/* Does a file of the schema say anything that is read? */
bool lc_schema_reads(const struct lc_schema *schema);
/* May a header lack the column? One that is not read may be lacking, but where nothing
 * is read, so that it is known at all. */
bool lc_schema_spares(const struct lc_schema *schema, unsigned column);
/* Does a feed say the thing of a year, or of the day of the extract, so that the same
 * row another time is another thing? lc_feed_day. */
int lc_schema_dated(const struct lc_schema *schema);
/* LC_FORMAT where `rules` names no table of a return, or a column no rule. */
int lc_schema_check_return(const struct lc_schema *schema,
                           struct lc_error *err) LC_MUST_CHECK;

/* Fills the ranks and sorts row[count], which are all there are. */
int lc_schemas_rank(size_t count, struct lc_schema **row,
                    struct lc_error *err) LC_MUST_CHECK;
/* *named is new in place of what was there: row[count] by their names, those of one
 * name in the order in which they were loaded. */
int lc_schemas_order_names(size_t count, struct lc_schema **row,
                           struct lc_schema ***named,
                           struct lc_error *err) LC_MUST_CHECK;
/* The first of the name, or NULL. A store has a source for each file that ever came,
 * and asks of each: O(log count). */
const struct lc_schema *lc_schemas_find_name(size_t count,
                                             struct lc_schema *const *named,
                                             const char *name);
const struct lc_schema *lc_schemas_named(const lc_schemas *schemas, const char *name);
/* A schema of that name as its file has it, for a mapping to change; *copy NULL: there
 * is none. lc_schemas_add() takes it, whatever it returns: a further one of that name.
 */
int lc_schemas_copy(const lc_schemas *schemas, const char *name,
                    struct lc_schema **copy, struct lc_error *err) LC_MUST_CHECK;
int lc_schemas_add(lc_schemas *schemas, struct lc_schema *schema, const char *path,
                   struct lc_error *err) LC_MUST_CHECK;
/* Finds the code lists of a copy's columns, so that cells can be read by it. */
int lc_schemas_lists(const lc_schemas *schemas, struct lc_schema *copy,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_schemas_drop(struct lc_schema *copy); /* one that is not added after all */
/* The names in a folder that end in .yaml, sorted, as an import takes them: calls take
 * for each. LC_ABSENT: no such folder. */
int lc_schemas_each(const char *folder,
                    int (*take)(void *context, const char *path, const char *name,
                                struct lc_error *err),
                    void *context, struct lc_error *err) LC_MUST_CHECK;
/* The column of the k-th schema of the name (mappings come after what they are of);
 * NULL: there is none. */
struct lc_schema_column *lc_schemas_column(lc_schemas *schemas, struct lc_slice schema,
                                           struct lc_slice column, size_t k);

/* The schema whose columns the header has, in any order, and which is nearer to it than
 * any other; place[c] is the field of its column c or LC_NO_COLUMN. Rows above the
 * header are passed over (lc_csv_header() says its line), names that are no columns of
 * the schema are not read. None or several: LC_FORMAT, naming the nearest schema with
 * what is missing and what is too much. */
int lc_schemas_recognise(const lc_schemas *schemas, const char *path, lc_csv *csv,
                         const struct lc_schema **schema, int *place,
                         struct lc_error *err) LC_MUST_CHECK;
/* How near what no schema has is to the nearest: columns of that which it has, and
 * which it lacks. */
struct lc_nearness {
    size_t found, missing;
};

/* The same, and how near its header is, if it was not recognised. */
int lc_schemas_look(const lc_schemas *schemas, const char *path, lc_csv *csv,
                    const struct lc_schema **schema, int *place,
                    struct lc_nearness *near, struct lc_error *err) LC_MUST_CHECK;
/* Is it made of words that some schema knows, and short numbers? Then it may be shown:
 * a table's name is anybody's, and could be a child's. */
bool lc_schemas_know_words(const lc_schemas *schemas, struct lc_slice name);
/* "columns not read: LA, column 9" of a header that was recognised so, with the places
 * found then; nothing if all are. A word that no schema knows is shown as its position.
 */
void lc_schemas_unread(const lc_schemas *schemas, const struct lc_schema *schema,
                       const struct lc_csv_row *header, const int *place,
                       struct lc_text *text);

/* The k-th nearest schema to a header, but for `but`, and in `why` what is missing and
 * too much; NULL: there is none with a column of these. O(schemas columns fields). */
const struct lc_schema *lc_schemas_near(const lc_schemas *schemas,
                                        const struct lc_csv_row *header,
                                        const struct lc_schema *but, size_t k,
                                        struct lc_text *why);

/* The entry of a code as written ("1.0" for 1, "a) Male", "N1 - Abuse", any case), or
 * false. *name is what is stored; *entry its index in the list, plain ones first. */
bool lc_code_list_find(const struct lc_code_list *list, struct lc_slice text,
                       struct lc_slice *name, unsigned *entry);
/* Was the entry in use in the collection year (0: not known)? */
bool lc_code_list_in_use(const struct lc_code_list *list, unsigned entry, int year);
