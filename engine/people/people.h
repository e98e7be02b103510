/* Who children are: what the identity file says of their records, each thing once for
 * each system that says it. What shows it to anybody logs the look first
 * (store/reveal.h). */
#pragma once

#include "store/identity.h"
#include "store/store.h"

enum lc_person_fact {
    LC_PERSON_NAME,    /* forename and surname, as written */
    LC_PERSON_BORN,    /* 2009-05-04 */
    LC_PERSON_SEX,     /* M, F, U */
    LC_PERSON_ADDRESS, /* the home, if it is said, and the postcode */
    LC_PERSON_OWN,    /* the agency's own number, by which its workers find the child */
    LC_PERSON_NUMBER, /* another system's: "NHS number 943 476 5919" */
    LC_PERSON_FAMILY, /* the agency's number of the family */
    LC_PERSON_PANEL,  /* what a panel wrote: "2025-03-03, by: Ms Smith" */
    LC_PERSON_KINDS
};

/* How the type of an identity begins whose value a panel wrote (decisions/decisions.h):
 * it is no number, and the panel says it, not the record's system. */
#define LC_PERSON_PANEL_TYPE "panel decision of "
#define LC_PERSON_PANEL_SAYS "the panel"

struct lc_person_said {
    const char *text, *system;
    int32_t first_said; /* when its system first said it */
    int32_t since; /* of an address, its first day, if that is said; or LC_NO_DAY */
};

/* What is said of a child, or of one of its records alone, by kind: the latest first,
 * by `since` or else first_said; of one day in order of the text, then of the system.
 */
struct lc_person {
    uint32_t child, record; /* record: the one asked for, or else the child's first */
    size_t count[LC_PERSON_KINDS], room[LC_PERSON_KINDS];
    struct lc_person_said *said[LC_PERSON_KINDS];
};

struct lc_persons {
    size_t count;
    struct lc_person *person; /* [count] */
    lc_arena *arena;          /* owns the texts; wiped as it goes */
};

/* What is said of children child[count], each a number that its first record bears and
 * there once; person[i] is of child[i]. Texts are copies: ids may go. O(records + rows
 * of ids), and for each child the square of what is said of it. */
int lc_persons_find(struct lc_persons *people, const struct lc_store *store,
                    const struct lc_identities *ids, const uint32_t *child,
                    size_t count, struct lc_error *err) LC_MUST_CHECK;
/* The same of records record[count], each there once: what its own system says of each,
 * whatever else is known of its child. person[i] is of record[i]. */
int lc_persons_of_records(struct lc_persons *people, const struct lc_store *store,
                          const struct lc_identities *ids, const uint32_t *record,
                          size_t count, struct lc_error *err) LC_MUST_CHECK;
void lc_persons_free(struct lc_persons *people);

/* Appends what one row says of a kind, as it is shown; nothing: it does not say it. */
void lc_person_add(struct lc_text *out, enum lc_person_fact kind,
                   const struct lc_identity *row);

/* "names", "other_numbers"; and in words, as a heading. Of every kind. */
const char *lc_person_key(enum lc_person_fact kind);
const char *lc_person_title(enum lc_person_fact kind);
