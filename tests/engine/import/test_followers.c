/* Two extracts that both follow a third, which is not there: of the two one leads. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/imports.h"
#include "support/stores.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(followers, .init = begin, .fini = end);

/* The census of children in need and the daily payload tell the same needs, and no
 * safeguarding dataset is there to lead both: the census leads of its year, and each is
 * there once. 1: both tell it. 2: the payload alone, in the year: the census is silent.
 * 3: the payload alone, after the census was made. 4: both, and closed after the
 * census. */
static const char *const census =
    "LAchildID,CINreferralDate,ReferralSource,PrimaryNeedCode,CINclosureDate,"
    "ReasonForClosure,DateOfInitialCPC,ReferralNFA,ReferenceDate\n"
    "1,2023-05-01,1A,N1,2023-09-01,RC7,,0,2024-03-31\n"
    "4,2024-01-10,6,N2,,,,0,2024-03-31\n";
static const char *const payload =
    "la_child_id,social_care_episode_id,referral_date,referral_source,"
    "referral_no_further_action_flag,closure_date,closure_reason\n"
    "1,e1,2023-05-01,1A,0,2023-09-01,RC7\n"
    "2,e2,2023-06-01,1A,0,2023-08-01,RC7\n"
    "3,e3,2024-04-10,1A,0,,\n"
    "4,e4,2024-01-10,6,0,2024-04-20,RC7\n";

/* Needs that are said today: "record start end". */
static size_t needs_today(const char *starts[])
{
    const struct lc_history *h = lc_store_history(&im.store, "cin");
    size_t found = 0, live = 0;
    for (size_t i = 0; i < h->n; i++) {
        live += h->known_to[i] == LC_OPEN;
        for (size_t k = 0; starts[k]; k++)
            found += h->known_to[i] == LC_OPEN && h->start[i] == day_of(starts[k]);
    }
    cr_expect(eq(sz, found, live));
    return live;
}

Test(followers, a_census_and_a_payload_are_one_history_without_a_dataset)
{
    static const char *starts[] = { "2023-05-01", "2024-01-10", "2024-04-10", NULL };
    unsigned char digest[2][LC_DIGEST];
    for (int turn = 0; turn < 2; turn++) {
        imports_anew(&im);
        imports_add(&im, turn ? "b.csv" : "a.csv", turn ? payload : census, 0);
        imports_add(&im, turn ? "a.csv" : "b.csv", turn ? census : payload, 0);
        imports_take(&im, "2024-05-01");
        imports_count(&im, "a.csv", 2, 0, 0, 0);
        imports_count(&im, "b.csv", 1, 3, 0, 0);
        cr_expect(eq(sz, imports_findings(&im, "leader silent", 3), 2));
        cr_expect(eq(sz, needs_today(starts), 3));
        imports_contents(&im, digest[turn]);
    }
    cr_expect(memcmp(digest[0], digest[1], LC_DIGEST) == 0);
    for (int turn = 0; turn < 2; turn++) { /* by itself, on a day of its own */
        imports_anew(&im);
        imports_add(&im, "a.csv", turn ? payload : census, 0);
        imports_take(&im, "2024-05-01");
        imports_add(&im, "b.csv", turn ? census : payload, 0);
        imports_take(&im, "2024-05-02");
        cr_expect(eq(sz, needs_today(starts), 3), "turn %d", turn);
    }
}
