/* The store in memory, and its file.
 *
 * A record is one person in one agency's system, known here only by a keyed pseudonym.
 * Linkage gives every record a child number: the number of the child's first record,
 * so that numbers, once given, never move. Before linkage every record is a child of
 * its own, and its number is none that anybody was given (settle.h). Records are only
 * ever added.
 *
 * The histories of every store: "person" (start = middle of the month of birth, code =
 * sex M/F/U, attribute "ethnicity") says who is who on both clocks, like any other. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "store/generation.h"
#include "store/history.h"
#include "store/secrets.h"

/* The format that is written, and the oldest that is read. */
enum { LC_STORE_FORMAT = 4, LC_STORE_OLDEST = 3, LC_PSEUDONYM = 16 };

struct lc_record {
    uint16_t system; /* into store.systems: "social_care", "police", ... */
    uint32_t child;
    unsigned char pseudonym[LC_PSEUDONYM]; /* keyed digest of the system's own number */
};

/* A file that was imported, and what became of its rows. */
struct lc_source {
    char *schema;                    /* "ssd_cla_episodes" */
    unsigned char digest[LC_DIGEST]; /* plain BLAKE2b of the bytes */
    uint64_t size, rows, taken, unchanged, corrected, rejected, pending;
    uint64_t withdrawn; /* rows of earlier days that it took back; none of its own */
    int32_t imported;   /* the day */
    char *history;      /* the histories it feeds, by commas, or "" */
    int32_t covers_from, covers_to; /* [from, to) of happened time it can speak of */
    int32_t rhythm; /* days without a row that its schema calls silence; 0: none said */
    uint32_t full;  /* 1: what it covers and does not say is taken back */
    int32_t said_from, said_to; /* first and last start of its rows' events, or
                                   LC_NO_DAY; of format 3: any day */
};

/* What is kept of the keys before the last rotation, encrypted (eras.h). */
enum { LC_ELDER = 136 };
struct lc_elder {
    unsigned char sealed[LC_ELDER];
};

/* Why two records are one child (or, under LC_PASS_APART, are not): one row a merge or
 * a reviewer's decision. Children are what these rows join, so a merge is undone by
 * taking its row away (link/link.h). */
struct lc_record_link {
    uint32_t record, other; /* record < other */
    uint16_t pass;          /* into store.passes: what found it */
    int32_t day;            /* when */
};

#define LC_PASS_APART "kept apart"

/* A row of links that holds no more: it stood on the days t with day <= t < until. One
 * row each time, so that who was one child on a day is known for good (link/dated.h).
 */
struct lc_parting {
    uint32_t record, other;
    uint16_t pass; /* into store.passes */
    int32_t day, until;
};

/* A pair of records of which the last linkage was not certain, or that it joined: of
 * two children one row, the likeliest; of one child as many as join its records. So
 * what is kept is one linkage and how far each step of it may be believed
 * (link/drawn.h). */
struct lc_candidate {
    uint32_t record, other; /* record < other */
    uint32_t chance;        /* that they are one person's, in a million */
    uint32_t listed;        /* 1: it is of the review list */
};
enum { LC_CERTAIN = 1000000 }; /* a candidate's chance */

/* On the days t with from < t <= to the child is of the family, which is called by the
 * number of its first child (kin.h). */
struct lc_kin {
    uint32_t child, family;
    int32_t from, to;
};

/* A row of a yearly return, kept for the rules that are judged over several extracts of
 * it and over two years (import/filing_inside.h). */
enum { LC_RETURNED_CELLS = 12 };
struct lc_returned {
    uint32_t record, file; /* file: the source */
    uint32_t year, part;   /* the collection year (ending), 0 not known; the table */
    uint64_t line;
    uint64_t
        cell[LC_RETURNED_CELLS]; /* codes and days, packed (filing_pack_inside.h) */
};

/* A number that was merged into another: what the record's rows say from the day on is
 * said of `into`, and so is what they had said and is said still. One row a record, the
 * newest last. */
struct lc_merged {
    uint32_t record, into;
    int32_t day;         /* received */
    uint32_t file, line; /* the row that says so */
};

/* A thing that its source has taken back by name: a child (of its key alone), or a row.
 */
struct lc_purged {
    uint64_t key;    /* keyed digest of the row's identity; of a part, of its whole's */
    uint32_t record; /* whose it was; LC_NO_RECORD: nothing was there */
    int32_t day;     /* received */
    uint32_t file, line;
};
#define LC_NO_RECORD UINT32_MAX

/* A row that lies in a thing of another extract, which can be taken back by its own
 * name alone, with all that lies in it. One row each event's key. */
struct lc_nest {
    uint64_t key;    /* of the row's events in one history (history.h) */
    uint64_t parent; /* keyed digest of the identity of what it lies in */
    uint32_t record; /* that its source said it of */
};

/* A row that hangs on an event of another extract, which is not there yet or has no end
 * yet. What it says are days, numbers and codes of lists, never a text or a number of a
 * person (import/pending.h). */
struct lc_waiting {
    uint64_t key,
        parent;    /* keyed digests of the row's identity, and of what it hangs on */
    int32_t until; /* since when it is said no more; LC_OPEN: it is */
    uint32_t file, line;
    char *said;   /* its cells; NULL, in memory: it waits no more */
    bool settled; /* in memory: it is being taken in */
};

/* How long the events of a history are kept: so many months after what (retain.h). */
struct lc_retention {
    char *history;
    uint32_t after; /* lc_retain_after */
    uint32_t months;
};

/* How records were joined on a day: what was compared, and m, u and priors by two
 * systems, as JSON (link/kept.c), a piece of at most LC_LINKAGE_PIECE bytes a row.
 * Frequencies and counts alone, no value of anybody. */
enum { LC_LINKAGE_PIECE = 4000 };
struct lc_linkage {
    uint32_t number; /* the first linkage is 1; pieces of one have the same, in order */
    int32_t day;
    char *parameters;
};

struct lc_store {
    struct lc_codes systems;
    size_t records, record_room;
    struct lc_record *record;
    size_t sources, source_room;
    struct lc_source *source;
    size_t histories, history_room;
    struct lc_history *history; /* in order of name */
    struct lc_codes passes;
    size_t links, link_room;
    struct lc_record_link *link;
    size_t linkages, linkage_room; /* the newest last; one that differs in nothing from
                                    * the one before is not kept twice */
    struct lc_linkage *linkage;    /* pieces */
    size_t partings, parting_room;
    struct lc_parting *parting; /* by record, other, day, until and pass */
    size_t candidates, candidate_room;
    struct lc_candidate *candidate; /* by record and other */
    size_t retentions, retention_room;
    struct lc_retention *retention; /* at most one a history; the keeper's own words */
    size_t elders, elder_room;      /* one a rotation, the oldest first */
    struct lc_elder *elder;
    size_t families, kin_room; /* rows of kin */
    struct lc_kin *kin;        /* in order of child and day */
    size_t returns, returned_room;
    struct lc_returned *returned; /* in order of year, part, record, source and line */
    size_t merges, merged_room;
    struct lc_merged *merged;
    size_t purges, purged_room;
    struct lc_purged *purged;
    size_t nests, nest_room;
    struct lc_nest *nest; /* ascending by key, each once */
    size_t pending, waiting_room;
    struct lc_waiting *waiting; /* in the order in which they came */
    uint32_t identity_turns; /* rotations of the identity file's key: no two generations
                                that name different files are the same bytes */
    size_t settled; /* records below it were linked, and keep their numbers for good */
    struct lc_generation generation; /* number, program, identity file */
    bool linked;  /* has link run since the last record was added? is_unlinked below */
    bool partial; /* by lc_store_load_part */
    /* NULL, or the pace of its histories, made once (lc_rhythms_keep). */
    struct lc_rhythms *rhythms;
    void (*free_rhythms)(struct lc_rhythms *rhythms);
};

/* --- in memory -------------------------------------------------------------------- */
void lc_store_free(struct lc_store *store);
struct lc_history *lc_store_history(const struct lc_store *store, const char *name);
/* The history called name, made if there is none. Pointers into history move. */
int lc_store_add_history(struct lc_store *store, const char *name,
                         struct lc_history **history,
                         struct lc_error *err) LC_MUST_CHECK;
/* Does the source declare the history? */
bool lc_source_feeds(const struct lc_source *source, const char *history);
/* The day of the newest extract; LC_NO_DAY: there is none. */
int32_t lc_store_last_receipt(const struct lc_store *store);

/* --- the file --------------------------------------------------------------------- */
/* Loads a closed generation: the keyed digest beside it is checked before HDF5 sees a
 * byte. LC_ABSENT if there is no such file, LC_DAMAGED if it is not what was written,
 * LC_REFUSED for a newer or older format. Readers need no lock. */
int lc_store_load(struct lc_store *store, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;

/* What a reader needs of a store: does it want a history (column NULL), and which of
 * its columns, by the names of lc_fields and of its attributes? */
struct lc_store_part {
    bool (*wants)(const void *context, const char *history, const char *column);
    const void *context;
};

/* The same, the same seal checked, but only what is wanted is read: other histories are
 * not there, other attributes neither, other columns are NULL; "child" always comes. Of
 * a history that a wanted one shares a source with, the days come (rhythm.h).
 * Records come without pseudonyms, and no links. Such a store cannot be saved. */
int lc_store_load_part(struct lc_store *store, const char *path,
                       const struct lc_store_part *part,
                       struct lc_error *err) LC_MUST_CHECK;

/* Were records added since link last ran? A store of no record is linked. */
static inline bool lc_store_is_unlinked(const struct lc_store *store)
{
    return !store->linked && store->records;
}

/* LC_REFUSED, with the command to run, where records were added since link last ran: a
 * child is then as many children as it has new records, and whatever counts, judges or
 * erases children would be wrong without a word. */
int lc_store_need_linked(const struct lc_store *store, const char *path,
                         struct lc_error *err) LC_MUST_CHECK;

/* The one writer's lock, held from before the load until after the save. A log that
 * would take no more lines (log.h) is met here, before any work. */
typedef struct lc_store_lock lc_store_lock;
int lc_store_lock_take(lc_store_lock **lock, const char *path,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_store_lock_release(lc_store_lock *lock); /* NULL is allowed */

/* The store's keys, one a purpose; make: a new key file, if there is neither one nor a
 * store. After a rotation that was killed, those of the generation that is in place.
 * LC_ABSENT without the key file; LC_DAMAGED, LC_REFUSED as keys.h says. */
int lc_store_secrets(struct lc_secrets *secrets, const char *path, bool make,
                     struct lc_error *err) LC_MUST_CHECK;

/* How a generation is written. Borrowed. */
struct lc_identities;
struct lc_writing {
    const char *path;
    const struct lc_identities *ids; /* what it is bound to from now on; NULL: the
                                        identity file stays, and the bond with it */
    /* NULL, or called with the generation's number when all is on the disk and nothing
     * is in its place yet: the log's line, and what else must not be there without it.
     * Its failure is that of the whole. */
    int (*ready)(void *context, uint64_t generation, struct lc_error *err);
    void *context;
    const struct lc_turn *turn; /* NULL, or new keys (rotate_inside.h) */
};

/* Writes a new generation in place of the old: a draft, every return checked, digest
 * sidecar, fsync, ready(), rename. Sorts the histories first. On failure the old one
 * stays, with its identity file; they are replaced together (docs/store.md). */
int lc_store_replace(struct lc_store *store, const struct lc_writing *how,
                     struct lc_error *err) LC_MUST_CHECK;
/* The same with a path alone. */
int lc_store_save(struct lc_store *store, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;
