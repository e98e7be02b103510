/* The store's records as engine/match takes them: a source a system, a record a person
 * in it, in one row or several. Part of linkage. */
#pragma once

#include "link/evidence_inside.h"
#include "link/given_inside.h"
#include "link/number_inside.h"
#include "match/match.h"

enum { LC_FORENAME, LC_SURNAME, LC_BORN, LC_SEX, LC_POSTCODE, LC_LINK_NAMED };

struct lc_link_table {
    size_t fields;
    struct lc_match_field field[LC_MATCH_FIELDS];
    uint16_t kind[LC_MATCH_FIELDS]; /* of a number; 0 of the first LC_LINK_NAMED */
    lc_match *match;
    uint32_t *record;      /* [records] of the store, by the match's number */
    uint16_t *system;      /* [records] by the match's number */
    struct lc_given given; /* first names, by the match's number */
    uint32_t *place;       /* [records] the match's number, by the store's */
};

/* Of kinds of numbers those that are said. The rows of one set of facts are the same
 * whatever the order of identities. On failure, and in the end: lc_link_table_free().
 */
int lc_link_table_make(struct lc_link_table *table,
                       const struct lc_link_evidence *evidence,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_link_table_free(struct lc_link_table *table);
