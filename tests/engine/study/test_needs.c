/* Which columns of a store a study reads. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>

#include "base/begin.h"
#include "study/needs.h"
#include "support/asof.h"

TestSuite(needs, .init = lc_begin);

static bool wants(const char *predictor, const char *history, const char *column)
{
    char line[200];
    snprintf(line, sizeof line, "  - { name: x, label: x, %s }\n", predictor);
    struct lc_study *study = study_of("1 month", "2021-06-01", "2021-06-01", line);
    struct lc_store_part part = lc_study_needs(study);
    bool yes = part.wants(part.context, history, column);
    lc_study_free(study);
    return yes;
}

#define ORDER "kind: first_before, history: missing, other: offence"

Test(needs, both_histories_of_a_predictor_are_read)
{
    cr_expect(wants(ORDER, "missing", NULL));
    cr_expect(wants(ORDER, "offence", NULL));
    cr_expect(wants(ORDER, "exclusion", NULL) == false);
}

/* Eight bytes a row of noise, which no gzip makes smaller: read where a kind follows an
 * event through its versions, and of no other history. The cohort is known to cin. */
Test(needs, keys_are_read_by_who_follows_them)
{
    cr_expect(wants(ORDER, "missing", "key") == false);
    cr_expect(wants("kind: days_since_known, history: missing", "missing", "key"));
    cr_expect(wants("kind: days_since_known, history: missing", "cin", "key") == false);
    cr_expect(wants("kind: days_since_known", "cin", "key"));
    cr_expect(wants("kind: days_since_known", "missing", "key") == false);
}
