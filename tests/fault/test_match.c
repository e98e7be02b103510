/* Memory runs out all through a match: it says so and leaks nothing. (Not at every
 * point: there are a thousand alike, one a shard of keys.) */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/begin.h"
#include "match/match.h"

#include "fault/fault.h"

TestSuite(match_fault, .init = lc_begin);

enum { FIELDS = 3, ROWS = 12 };

static int add_rows(lc_match *match, size_t source)
{
    static const char *const given[] = { "Ann", "William", "Bill", "Zara" };
    int code = LC_OK;
    for (int i = 0; i < ROWS && !code; i++) {
        char surname[16], born[32];
        snprintf(surname, sizeof surname, "Name%c", 'a' + i);
        snprintf(born, sizeof born, "2007-03-%02d", 1 + i);
        struct lc_slice cell[FIELDS] = { lc_slice_of(given[(i + (int)source) % 4]),
                                         lc_slice_of(surname), lc_slice_of(born) };
        code = lc_match_add(match, source, cell, false, NULL);
        if (!code && i % 5 == 0)
            code = lc_match_add(match, source, cell, true, NULL);
    }
    return code;
}

static int job(void)
{
    static const char *const roles[FIELDS] = { "forename", "surname", "born" };
    struct lc_match_field field[FIELDS];
    struct lc_match_settings how = { .threshold = 0.5 };
    struct lc_match_found found;
    lc_match *match;
    for (int f = 0; f < FIELDS; f++)
        field[f] = (struct lc_match_field){ roles[f],
                                            lc_match_role_find(lc_slice_of(roles[f])) };
    int code =
        lc_match_new(&match, FIELDS, field, 2, (const bool[]){ true, true }, NULL);
    for (size_t s = 0; s < 2 && !code; s++)
        code = add_rows(match, s);
    if (!code)
        code = lc_match_run(match, &how, NULL, &found, NULL);
    lc_match_free(match);
    return code;
}

Test(match_fault, allocations_may_fail)
{
    enum { ENDS = 60, APART = 97 };
    fault_begin(-1, false);
    cr_assert(eq(int, job(), LC_OK));
    long all = fault_count;
    cr_assert(eq(long, fault_held, 0));
    for (long at = 0; at < all; at += at < ENDS || at >= all - ENDS ? 1 : APART)
        for (int stays = 0; stays < 2; stays++) {
            fault_begin(at, stays);
            int code = job();
            cr_assert(fault_end());
            cr_assert(eq(int, code, LC_NOMEM), "allocation %ld of %ld", at, all);
            cr_assert(eq(long, fault_held, 0), "allocation %ld: %ld blocks left", at,
                      fault_held);
        }
}
