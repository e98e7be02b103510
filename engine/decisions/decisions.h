/* What a panel decided: the sheet of a meeting (`panel` writes it) read back, and kept
 * as the history "decision" on both clocks: a decision happened on the day of the
 * meeting (start; its end is until when the action is to be done) and was known on the
 * day its sheet was read. A sheet that is read again changes nothing; a changed row
 * closes what was said before, as any correction does.
 *
 * The code is the action; attributes say whether the child was discussed and whether
 * the panel agreed with the list. What is written in words of one's own (by whom, why)
 * may name somebody: it goes to the identity file alone. */
#pragma once

#include "store/identity.h"
#include "store/store.h"

#define LC_DECISION_HISTORY "decision"
#define LC_DECISION_SCHEMA  "panel_decisions" /* of its sources */

/* clang-format off */
/* An action: its word on the sheet, which is its code in the store, and what it means */
#define LC_ACTIONS(X) \
    X("none",              "nothing beyond what is in hand") \
    X("watch",             "looked at again at the next meeting") \
    X("early_help",        "early help offered") \
    X("assessment",        "a social work assessment") \
    X("strategy",          "a strategy discussion or a section 47 enquiry") \
    X("conference",        "a child protection conference") \
    X("edge_of_care",      "work at the edge of care") \
    X("exploitation_plan", "a plan against exploitation") \
    X("missing_plan",      "a plan for going missing") \
    X("education",         "a place or support at school") \
    X("health",            "health or mental health support") \
    X("youth_justice",     "prevention or diversion by youth justice") \
    X("legal",             "legal advice or pre-proceedings") \
    X("care",              "to be looked after") \
    X("other_panel",       "handed to another panel") \
    X("other",             "something else, said in the reason")
/* clang-format on */

/* The meaning of an action, or NULL. */
const char *lc_action_meaning(const char *word);

struct lc_decision {
    uint32_t child;  /* as the sheet has it */
    uint32_t record; /* the child's first */
    uint64_t line;
    bool discussed;
    const char *agreed;      /* "yes", "no", or "" */
    const char *action;      /* one of LC_ACTIONS; "" where it was not discussed */
    int32_t until;           /* or LC_OPEN */
    const char *by, *reason; /* "": not said */
    const char *name, *born; /* who the child is by the sheet, or "" */
};

struct lc_decisions {
    int32_t meeting;
    size_t count, room;
    struct lc_decision *decision;
    size_t blanks, blank_room; /* rows that nobody filled in */
    uint32_t *blank;           /* [blanks] the first record of each one's child */
    /* of children who were discussed, without an answer in agree; of a no to the list,
     * without a reason: taken as they are, and said */
    size_t unanswered, unreasoned;
    /* A sheet of a pack with names has a column name or born; of its rows those that
     * lc_decisions_hold held, of a store that knows who anybody is. */
    bool has_who, who_is_known;
    size_t held;
    lc_arena *arena; /* owns the texts */
};

/* Whose sheet it is. */
struct lc_decisions_of {
    const uint32_t *child; /* [records] the children whose numbers it has */
    size_t records;
    const char
        *linkage; /* the ISO day whose linkage made them; NULL: the store's own */
    int32_t meeting;
};

/* Reads a sheet: columns child, discussed, agree, action, by, until, reason; linkage,
 * which a pack by the linkage of another day has, and which must be that of `of`
 * (LC_REFUSED); others are ignored. All or nothing: LC_FORMAT or LC_ABSENT names the
 * first row that is wrong, with its line and what it may say: a child that is not there
 * or is there twice, an unknown word, an action without a discussion or the other way
 * round, "other" without
 * a reason, a day that is none or before the meeting. Words of the list are read in any
 * case of letters. */
int lc_decisions_read(struct lc_decisions *decisions, const char *path,
                      const struct lc_decisions_of *of,
                      struct lc_error *err) LC_MUST_CHECK;

/* Holds the name and the birth date of each row that says them against who its child
 * is: one of the names that any of the child's records bears, in the form in which two
 * spellings of the same are equal (match/normal.h), and one of the birth dates. A row
 * of another child's is LC_FORMAT, by its line and number alone. What is not held (a
 * row that says neither, a store that knows nobody) the counts say. path: of the sheet.
 * O(records + rows of ids). */
int lc_decisions_hold(struct lc_decisions *decisions, const char *path,
                      const struct lc_decisions_of *of, const struct lc_identities *ids,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_decisions_free(struct lc_decisions *decisions);

/* What came of a sheet's rows. */
struct lc_decided {
    size_t taken, unchanged, corrected;
    /* of those unchanged: known from another day than that on which the sheet came now,
     * which stays; the first and the last such day (LC_NO_DAY: there are none) */
    size_t read_before;
    int32_t before_first, before_last;
    /* of blank rows: of a child without a decision of this meeting, and of one with a
     * decision, which stays */
    size_t undecided, blank_decided;
};

/* Keeps them in the store and its identities, as received on `day`, under a source of
 * the sheet's digest, size and day (imported); key: of the store's rows (LC_FOR_ROWS).
 * Sorts the history. On failure the store must not be saved. O(the history). */
struct lc_decisions_ask {
    const struct lc_decisions *decisions;
    const struct lc_source *sheet;
    const struct lc_key *key;
};
int lc_decisions_keep(struct lc_decided *decided, struct lc_store *store,
                      struct lc_identities *ids, const struct lc_decisions_ask *ask,
                      struct lc_error *err) LC_MUST_CHECK;
