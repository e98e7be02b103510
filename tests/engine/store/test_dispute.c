/* A contested record (dispute.h): the altered store is the one that would have been
 * written had the line said so, bit for bit; and without the record nothing of it is
 * seen on any day. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/text.h"
#include "store/alter.h"
#include "store/dispute.h"
#include "store/seen.h"
#include "support/stores.h"

static struct lc_error err;

/* Child 1 has two episodes before and after the one on line 20, which also gave a
 * referral; child 0 has a line of the same number in another file. */
#define BEFORE "missing 1 2020-02-01 2020-02-02 known 2020-02-01 - code M line 10\n"
#define AFTER  "missing 1 2020-06-01 2020-06-02 known 2020-06-03 - code A line 30\n"
#define OTHERS                                                                         \
    "missing 0 2020-04-01 2020-04-02 known 2020-04-01 - code M line 20 file 1\n"       \
    "person 1 2008-01-01 - known 2015-01-01 - code F line 20\n"
#define EPISODE                                                                        \
    "missing 1 2020-04-01 2020-04-02 known 2020-04-05 - code M level 3 line 20\n"
#define REFERRAL "referral 1 2020-04-01 - known 2020-04-05 - code 1B line 20\n"

#define STORE(episode, referral) store_of(2, OTHERS BEFORE AFTER episode referral)

static int dispute(struct lc_store *store, struct lc_dispute c)
{
    c.child = 1;
    c.line = c.line ? c.line : 20;
    return lc_dispute_make(store, &c, &err);
}

static void is_as_written(struct lc_dispute c, const char *episode,
                          const char *referral)
{
    char text[1024] = OTHERS BEFORE AFTER;
    struct lc_store altered = STORE(EPISODE, REFERRAL);
    strcat(strcat(text, episode), referral);
    struct lc_store written = store_of(2, text);
    cr_assert(zero(int, dispute(&altered, c)), "%s", err.text);
    cr_expect(store_same(&altered, &written), "%s", text);
    lc_store_free(&altered);
    lc_store_free(&written);
}

Test(dispute, another_start_is_the_store_that_says_so)
{
    is_as_written(
        (struct lc_dispute){ .is = LC_DISPUTE_START, .day = day_of("2020-01-01") },
        "missing 1 2020-01-01 2020-04-02 known 2020-04-05 - code M level 3 line 20\n",
        "referral 1 2020-01-01 - known 2020-04-05 - code 1B line 20\n");
}

Test(dispute, another_day_of_knowing_is_the_store_that_says_so)
{
    is_as_written(
        (struct lc_dispute){ .is = LC_DISPUTE_KNOWN, .day = day_of("2020-09-01") },
        "missing 1 2020-04-01 2020-04-02 known 2020-09-01 - code M level 3 line 20\n",
        "referral 1 2020-04-01 - known 2020-09-01 - code 1B line 20\n");
}

Test(dispute, end_level_and_code_are_of_the_one_event)
{
    is_as_written(
        (struct lc_dispute){
            .is = LC_DISPUTE_END, .history = "missing", .day = day_of("2020-04-09") },
        "missing 1 2020-04-01 2020-04-09 known 2020-04-05 - code M level 3 line 20\n",
        REFERRAL);
    is_as_written(
        (struct lc_dispute){ .is = LC_DISPUTE_LEVEL, .history = "missing", .level = 1 },
        "missing 1 2020-04-01 2020-04-02 known 2020-04-05 - code M level 1 line 20\n",
        REFERRAL);
    is_as_written(
        (struct lc_dispute){ .is = LC_DISPUTE_CODE, .history = "missing", .code = "A" },
        "missing 1 2020-04-01 2020-04-02 known 2020-04-05 - code A level 3 line 20\n",
        REFERRAL);
}

static size_t seen(const struct lc_store *store, const char *history, uint32_t child,
                   int32_t day)
{
    const struct lc_history *h = lc_store_history(store, history);
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    size_t n = 0;
    for (uint64_t i = rows.first; i < rows.end; i++)
        n += lc_seen(h, i, day);
    return n;
}

/* Of a line that gave so many events of one history that their keys are not all kept,
 * each goes, in all its versions, and nothing else does. */
Test(dispute, all_that_one_line_gave_goes_however_much_it_is)
{
    enum { GIVEN = 20 };
    struct lc_text text = { 0 };
    for (int k = 0; k < GIVEN; k++)
        lc_text_addf(
            &text,
            "missing 1 2020-04-%02d - known 2020-04-25 2020-05-01 code M line 20 "
            "key %d\n"
            "missing 1 2020-04-%02d 2020-04-30 known 2020-05-01 - code M line %d "
            "key %d\n"
            "missing 1 2020-04-%02d - known 2020-05-01 - code M line %d key %d\n",
            k + 1, 100 + k, k + 1, 200 + k, 100 + k, k + 1, 300 + k, 300 + k);
    struct lc_store store = store_of(2, text.data);
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-04-28")), GIVEN));
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-06-01")), 2 * GIVEN));
    cr_assert(zero(int, dispute(&store, (struct lc_dispute){ .is = LC_DISPUTE_OUT })));
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-04-28")), 0));
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-06-01")), GIVEN));
    lc_store_free(&store);
    lc_text_free(&text);
}

/* A spell that was told twice, by two files: neither version is left on any day, and
 * the other child's line of that number stays. All of it comes back. */
Test(dispute, what_is_taken_out_is_seen_on_no_day)
{
    struct lc_store store = STORE(
        "missing 1 2020-04-01 - known 2020-04-02 2020-04-05 code M line 20 key 7\n"
        "missing 1 2020-04-01 2020-04-04 known 2020-04-05 - code M line 99 key 7 "
        "file 2\n",
        REFERRAL);
    const uint32_t children[] = { 1 };
    struct lc_alteration altered;
    cr_assert(zero(int, lc_alter_begin(&altered, &store, 1, children, &err)));
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-05-01")), 2));
    cr_assert(zero(int, dispute(&store, (struct lc_dispute){ .is = LC_DISPUTE_OUT })));
    for (int32_t day = day_of("2020-03-01"); day < day_of("2020-06-01"); day++) {
        cr_expect(eq(sz, seen(&store, "missing", 1, day), 1));
        cr_expect(eq(sz, seen(&store, "referral", 1, day), 0));
    }
    cr_expect(eq(sz, seen(&store, "missing", 0, day_of("2020-05-01")), 1));
    cr_expect(eq(sz, seen(&store, "person", 1, day_of("2020-05-01")), 1));
    lc_alter_restore(&altered);
    cr_expect(eq(sz, seen(&store, "missing", 1, day_of("2020-05-01")), 2));
    cr_expect(eq(sz, seen(&store, "referral", 1, day_of("2020-05-01")), 1));
    lc_alter_end(&altered);
    lc_store_free(&store);
}

/* Known later than its second version is, it is known by that; sooner, the first is. */
Test(dispute, versions_keep_their_order)
{
    static const char two[] =
        "missing 1 2020-04-01 - known 2020-04-02 2020-04-05 code M line 20 key 7\n"
        "missing 1 2020-04-01 2020-04-04 known 2020-04-05 - code M line 20 key 7\n";
    static const struct {
        const char *known, *none, *open, *closed; /* days on which which is seen */
    } cases[] = { { "2020-04-10", "2020-04-10", NULL, "2020-04-11" },
                  { "2020-04-01", "2020-04-01", "2020-04-02", "2020-04-06" } };
    for (size_t k = 0; k < 2; k++) {
        struct lc_store store = store_of(2, two);
        const struct lc_history *h = lc_store_history(&store, "missing");
        struct lc_dispute c = { .is = LC_DISPUTE_KNOWN, .day = day_of(cases[k].known) };
        cr_assert(zero(int, dispute(&store, c)));
        cr_expect(eq(sz, seen(&store, "missing", 1, day_of(cases[k].none)), 0));
        cr_expect(eq(sz, seen(&store, "missing", 1, day_of(cases[k].closed)), 1));
        if (cases[k].open) {
            cr_expect(lc_seen(h, 0, day_of(cases[k].open)));
            cr_expect(eq(i32, h->end[0], LC_OPEN));
        }
        lc_store_free(&store);
    }
}

Test(dispute, what_cannot_be_is_refused_and_changes_nothing)
{
    static const struct {
        struct lc_dispute c;
        const char *says;
    } wrong[] = {
        { { .is = LC_DISPUTE_OUT, .line = 77 }, "no event of file 0 line 77" },
        { { .is = LC_DISPUTE_OUT, .file = 1 }, "no event of file 1 line 20" },
        { { .is = LC_DISPUTE_START, .day = 18400 }, "not after its end" },
        { { .is = LC_DISPUTE_END, .history = "missing", .day = 18000 },
          "not before its start" },
        { { .is = LC_DISPUTE_LEVEL, .history = "referral", .level = 1 }, "no level" },
        { { .is = LC_DISPUTE_CODE, .history = "missing", .code = "ZZ" }, "M, A" },
    };
    struct lc_store store = STORE(EPISODE, REFERRAL), same = STORE(EPISODE, REFERRAL);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        err = (struct lc_error){ 0 };
        cr_expect(eq(int, dispute(&store, wrong[k].c), LC_RANGE));
        cr_expect_not_null(strstr(err.text, wrong[k].says), "%s", err.text);
        cr_expect(store_same(&store, &same));
    }
    lc_store_free(&store);
    lc_store_free(&same);
}

/* The line is of the version that has no end; the later one has. */
Test(dispute, a_start_after_the_end_of_another_version_is_refused)
{
    static const char two[] =
        "missing 1 2020-04-01 - known 2020-04-02 2020-04-05 code M line 20 key 7\n"
        "missing 1 2020-04-01 2020-04-04 known 2020-04-05 - code M line 21 key 7\n";
    struct lc_store store = store_of(2, two), same = store_of(2, two);
    struct lc_dispute c = { .is = LC_DISPUTE_START, .day = day_of("2020-04-10") };
    cr_expect(eq(int, dispute(&store, c), LC_RANGE));
    cr_expect(store_same(&store, &same));
    lc_store_free(&store);
    lc_store_free(&same);
}
