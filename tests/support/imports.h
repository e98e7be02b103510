/* Imports in memory, for tests: files made of text, the schemas of datasets/schema. */
#pragma once

#include "import/import.h"

struct imports {
    struct lc_store store;
    struct lc_identities ids;
    struct lc_eras eras;
    lc_schemas *schemas;
    char *folder;
    struct lc_import_options options; /* for the next import */
    struct lc_import_result result;   /* of the last one */
    struct lc_error err;
    size_t files, named;
    char *file[256], *name[256]; /* of the next import, of the last one */
};

void imports_begin(struct imports *im);
void imports_end(struct imports *im);
/* An empty store in place of the one that is there. */
void imports_anew(struct imports *im);

/* Writes a file for the next import; size 0: text is terminated. */
void imports_add(struct imports *im, const char *name, const char *text, size_t size);
/* Names a file that is there for the next import. */
void imports_add_path(struct imports *im, const char *path);
/* Imports what was added, received on the day; its code. */
int imports_run(struct imports *im, const char *received);

/* The same, which must go well. */
void imports_take(struct imports *im, const char *received);

/* How many events of the history are said still. */
size_t imports_standing(const struct imports *im, const char *history);

/* That this is what stands: "history n" each, in order of name, with commas. */
void imports_stand(const struct imports *im, const char *want);

/* Everything in the histories, a line an event, sorted; the caller's to free:
 * "care 2020-01-01 - known 2020-01-08 - C2 level 3 need=N1 " with "-" for open. With
 * whose, each line begins with the record's pseudonym. history NULL: all. */
char *imports_dump(const struct imports *im, const char *history, bool whose);

/* All that is seen on the day, whenever it became known: a line an event with its
 * record's pseudonym, sorted; the caller's to free. LC_OPEN: what stands. */
char *imports_seen(const struct imports *im, int32_t day);

/* What the store says once it is linked and sorted (store/contents.h), into digest. */
void imports_contents(struct imports *im, unsigned char *digest);

/* That this is what is dumped of one history. */
void imports_hold(const struct imports *im, const char *history, const char *want);

/* Counts of the file with that name in the last import. */
const struct lc_import_file *imports_file(const struct imports *im, const char *name);
/* That these are the counts, and that they add up to the rows. */
void imports_count(const struct imports *im, const char *name, unsigned taken,
                   unsigned unchanged, unsigned corrected, unsigned rejected);
/* Findings of a rule, anywhere; line 0: any line. */
size_t imports_findings(const struct imports *im, const char *rule, uint64_t line);
