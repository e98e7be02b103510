/* Inside of `latecare match`: files in, results out. */
#pragma once

#include "base/json.h"
#include "base/text.h"
#include "command/verb.h"
#include "match/match.h"

enum { LC_MATCH_FILES = 16, LC_MATCH_COLUMNS = 256 };

struct lc_match_options {
    struct lc_common common;
    const char *roles, *truth;
    const char *pairs, *clusters, *parameters; /* files that are written */
    int duplicates;
    double threshold, most;
};

/* What is made of a column of the first file; others have the same, by heading. */
struct lc_match_column {
    const char *heading;
    const struct lc_match_role *role; /* NULL: not compared */
    const char *why;                  /* constant: why so */
    bool whole; /* a forename and a surname in one: two fields, and no role */
};

/* Which of a cell a field is. */
enum lc_match_half { LC_MATCH_ALL, LC_MATCH_GIVEN, LC_MATCH_FAMILY };

struct lc_match_files {
    size_t count;
    char *const *path;
    size_t columns;
    struct lc_match_column column[LC_MATCH_COLUMNS];
    char *text;    /* owns headings */
    int id, truth; /* columns, or -1 */
    bool apart;    /* a person is in each file once at most */
    size_t fields;
    struct lc_match_field field[LC_MATCH_FIELDS];
    size_t at[LC_MATCH_FIELDS]; /* its column */
    enum lc_match_half half[LC_MATCH_FIELDS];
    /* by file, once read */
    struct lc_match_rows {
        uint32_t count;
        uint64_t *label; /* [count] of the truth; 0: none said */
        size_t label_room;
        struct lc_text ids; /* terminated texts, one behind the other */
        uint32_t *id;       /* [count] where each begins */
        size_t id_room;
        uint64_t troubled;
    } rows[LC_MATCH_FILES];
    uint32_t from[LC_MATCH_FILES + 1]; /* records of each file */
};

/* Columns and roles, from the heads of the files. */
int lc_match_files_open(struct lc_match_files *files,
                        const struct lc_match_options *options, size_t count,
                        char *const *path, struct lc_error *err) LC_MUST_CHECK;
/* What a heading and what stands below it make of the columns that --roles does not
 * name (match_guess.c). look[columns]. */
struct lc_match_look {
    size_t said, different, dates;
    uint64_t *seen;
};
int lc_match_guess(struct lc_match_files *files, const struct lc_match_look *look,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_match_look_at(struct lc_match_look *look, struct lc_slice cell);
enum { LC_MATCH_LOOKED_AT = 5000 }; /* rows that roles are guessed from */

/* All rows, a thread a file. */
int lc_match_files_read(struct lc_match_files *files, lc_match *match, bool ids,
                        lc_team *team, struct lc_error *err) LC_MUST_CHECK;
void lc_match_files_free(struct lc_match_files *files);

/* Pairs of the truth and of what was found, where the truth is known. */
struct lc_match_judged {
    double found, true_pairs, right;
};
int lc_match_judge(const struct lc_match_files *files,
                   const struct lc_match_found *found, struct lc_match_judged *judged,
                   struct lc_error *err) LC_MUST_CHECK;

int lc_match_write_pairs(const struct lc_match_files *files,
                         const struct lc_match_found *found, const char *path,
                         bool force, struct lc_error *err) LC_MUST_CHECK;
int lc_match_write_clusters(const struct lc_match_files *files,
                            const struct lc_match_found *found, const char *path,
                            bool force, struct lc_error *err) LC_MUST_CHECK;
/* NULL when out of memory. */
json_t *lc_match_rules_json(size_t rule_count, const struct lc_match_rule *found);
/* Of each field its levels with m and u. */
json_t *lc_match_fields_json(size_t field_count, const struct lc_match_field *field,
                             const struct lc_match_estimate *estimate);
json_t *lc_match_json(const struct lc_match_files *files,
                      const struct lc_match_found *found,
                      const struct lc_match_judged *judged);
void lc_match_say_roles(const struct lc_match_files *files, struct lc_text *out);
void lc_match_say_rules(const struct lc_match_found *found, struct lc_text *out);
void lc_match_say_found(const struct lc_match_files *files,
                        const struct lc_match_found *found,
                        const struct lc_match_judged *judged, struct lc_text *out);
