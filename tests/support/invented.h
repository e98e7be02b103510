/* Invented people for tests of matching: two files of EACH rows, of which SHARED are
 * one person in both, some of whose values are disturbed; the same for the same seed.
 */
#pragma once

#include "base/random.h"
#include "match/match_inside.h"

enum { FIELDS = 5, ROOM = 48, SHARED = 700, OTHERS = 300, EACH = SHARED + OTHERS };
enum { FORENAME, SURNAME, BORN, POSTCODE, SEX };

struct person {
    char cell[FIELDS][ROOM];
    int who;
};

extern struct person invented_a[EACH], invented_b[EACH];
extern const char *const invented_role[FIELDS];

void invented_person(struct lc_random *r, struct person *p);
/* One in ten names is another, one in four postcodes, one in twenty dates. */
void invented_slips(struct lc_random *r, struct person *p);
/* Fills both. */
void invented_files(uint64_t seed);

/* A match of these fields; what follows aborts on a mistake. */
lc_match *invented_match(size_t sources, bool apart);
void invented_add(lc_match *match, size_t source, const struct person *p, bool more);
struct lc_match_found invented_run(lc_match *match, int threads);
/* Of the two files, run. */
lc_match *invented_run_files(struct lc_match_found *found, int threads);
