/* What a load would meet, before anything is stored: a folder's files are imported in
 * memory, each set of extracts by itself once more, and what was seen is put together
 * for those who own the sources. Nothing of it names a child.
 *
 * A set is the extracts of one system or return, which bear its name in front:
 * ssda903_header, ssda903_episodes. Sets are held against each other, and against the
 * store, if there is one (apart.h). */
#pragma once

#include <jansson.h>

#include "checkup/apart.h"
#include "import/import.h"

struct lc_checkup_set {
    struct lc_side side;
    struct lc_store store;
    struct lc_identities identities;
    struct lc_import_result result;
    const char *prefix; /* [size] of its schemas' names */
    size_t size;
    char name[64];
};

/* Two sides and where they are apart. */
struct lc_checkup_apart {
    const struct lc_checkup_set *set[2]; /* NULL: the store as it is */
    size_t count;
    struct lc_apart *row; /* [count] */
};

/* Codes that the store had not met. */
struct lc_checkup_new {
    const char *history, *attribute, *code; /* attribute NULL: the code */
};

struct lc_checkup {
    struct lc_import_result result; /* of all files, into the store */
    struct lc_store store;          /* the store with them */
    struct lc_identities identities;
    const struct lc_store *before; /* the store without them; NULL: there is none */
    size_t sets;
    struct lc_checkup_set *set;
    size_t aparts;
    struct lc_checkup_apart *apart;
    const char *folder;
    size_t news;
    struct lc_checkup_new *new;      /* borrowed from the store */
    struct lc_declarations declared; /* breaks, by the schemas of the ask */
};

/* Borrowed. The store and identities of `import` are not used: they are the checkup's
 * own. */
struct lc_checkup_ask {
    struct lc_import_ask import;
    const char *folder; /* that its paths begin with, and what is said does not */
    const struct lc_store *before; /* NULL: nothing was stored yet */
    const struct lc_identities *before_identities;
    /* Fills a store and its identities anew, as `before` are; NULL with it. */
    int (*load)(void *context, struct lc_store *store, struct lc_identities *identities,
                struct lc_error *err);
    void *context;
};

/* Fills *checkup anew; free it whatever is returned. A file that cannot be read is
 * told, not an error. The files are read twice. */
int lc_checkup_make(struct lc_checkup *checkup, const struct lc_checkup_ask *ask,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_checkup_free(struct lc_checkup *checkup);

/* Where it stands: a file's name, or the extract's in the store; NULL: it does not. */
const char *lc_checkup_place(const struct lc_checkup *checkup,
                             const struct lc_checkup_set *set,
                             const struct lc_whereabouts *at);
/* A file's path, without the folder. */
const char *lc_checkup_name(const struct lc_checkup *checkup, const char *path);
/* "starts differ" and the like, of lc_apart.what. */
const char *lc_apart_meaning(const char *what);

/* "file,line,kind,rule,column,meaning,other file,other line": every row that was
 * rejected or broke a rule, and every two that are apart. No value of a cell but days
 * of events. */
void lc_checkup_csv(const struct lc_checkup *checkup, struct lc_text *out);
