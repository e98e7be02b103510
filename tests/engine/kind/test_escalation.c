/* The kinds that see escalation, by hand, on both clocks: each value is of all rows and
 * of the one day (support/asof.h). 90 days before 1 June 2021 is 3 March 2021, and 365
 * days before that 3 March 2020. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>

#include "base/begin.h"
#include "support/asof.h"

TestSuite(escalation, .init = lc_begin);

#define JUNE "2021-06-01"
/* yet: without any event the store would not have the history at all */
#define NOTHING "missing 0 2022-01-01 -\n"

/* --- level_rise ------------------------------------------------------------------- */

#define RISE    "kind: level_rise, history: missing"
#define RISE_90 "kind: level_rise, history: missing, window: 90 days"

Test(escalation, a_level_rises_from_the_earliest_to_the_latest)
{
    AT(NOTHING, JUNE, RISE, 0);
    AT("missing 0 2021-01-10 - level 3\n", JUNE, RISE, 0);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-04-10 - level 3\n", JUNE, RISE,
       2);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-02-10 - level 4\n"
       "missing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
    AT("missing 0 2021-01-10 - level 3\nmissing 0 2021-04-10 - level 1\n", JUNE, RISE,
       -2);
    /* an event without a level has no say; one of level 0 has */
    AT("missing 0 2021-01-10 -\nmissing 0 2021-02-10 - level 0\n"
       "missing 0 2021-04-10 - level 2\nmissing 0 2021-05-10 -\n",
       JUNE, RISE, 2);
    /* ended or not, an event counts by its start */
    AT("missing 0 2021-01-10 2021-01-11 level 1\nmissing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
}

Test(escalation, of_a_day_the_highest_level_counts)
{
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-01-10 - level 2\n"
       "missing 0 2021-04-10 - level 4\nmissing 0 2021-04-10 - level 3\n",
       JUNE, RISE, 2);
    AT("missing 0 2021-01-10 - level 1\nmissing 0 2021-01-10 - level 2\n", JUNE, RISE,
       0);
}

/* The window holds the day 90 days ago, and not the landmark. */
Test(escalation, a_rise_is_within_the_window)
{
    AT("missing 0 2021-03-03 - level 1\nmissing 0 2021-05-31 - level 3\n", JUNE,
       RISE_90, 2);
    AT("missing 0 2021-03-02 - level 1\nmissing 0 2021-05-31 - level 3\n", JUNE,
       RISE_90, 0);
    AT("missing 0 2021-03-03 - level 1\nmissing 0 2021-06-01 - level 3\n", JUNE,
       RISE_90, 0);
}

/* A level that is told late, or corrected: by the knowledge of the day. */
Test(escalation, a_rise_is_seen_when_it_is_known)
{
#define FROM_ONE "missing 0 2021-01-10 - level 1\n"
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-05-31 - level 3\n", JUNE, RISE, 2);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-06-01 - level 3\n", JUNE, RISE, 0);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-04-11 2021-06-01 level 3 key 7\n"
                "missing 0 2021-04-10 - known 2021-06-01 - level 2 key 7\n",
       JUNE, RISE, 2);
    AT(FROM_ONE "missing 0 2021-04-10 - known 2021-04-11 2021-05-31 level 3 key 7\n"
                "missing 0 2021-04-10 - known 2021-05-31 - level 2 key 7\n",
       JUNE, RISE, 1);
}
