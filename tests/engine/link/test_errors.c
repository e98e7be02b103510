/* Whose pairs are expected to be wrong or missed, and where the NHS number is. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "link/link.h"
#include "support/stores.h"

TestSuite(link_errors, .init = lc_begin);

/* Children k < 6 have a record in social care (k) and one in education (6 + k), the
 * same but for the NHS number of child 5: joined. All but 4 say an ethnic group, in
 * social care. Record 12 (police) has the name and postcode of 0, and a
 * birth date of three years later: to be looked at. */
static const char text[] = "system education 6 7 8 9 10 11\n"
                           "system police 12\n"
                           "person 0 2005-05-15 - code F ethnicity WBRI\n"
                           "person 1 2005-05-15 - code F ethnicity WIRI\n"
                           "person 2 2005-05-15 - code M ethnicity APKN\n"
                           "person 3 2005-05-15 - code M ethnicity CHNE\n"
                           "person 4 2005-05-15 - code M ethnicity NOBT\n"
                           "person 5 2005-05-15 - code F ethnicity BAFR\n";
static const char *const forename[] = { "Zoe", "Anna", "Max", "Imran", "Leo", "Grace" };
static const char *const surname[] = { "Braun", "Braun", "Khan",
                                       "Lin",   "Braun", "Adeyemi" };

static void add(struct lc_identities *ids, uint32_t record, const char *given,
                const char *family, int32_t born, const char *nhs)
{
    struct lc_identity row = { .record = record,
                               .forename = given,
                               .surname = family,
                               .postcode = "E8 1EA",
                               .sex = "F",
                               .born = born,
                               .other_type = nhs ? "NHS number" : NULL,
                               .other_value = nhs };
    cr_assert(eq(int, lc_identities_add(ids, &row, NULL), LC_OK));
}

static struct lc_link_report linked(struct lc_store *store)
{
    struct lc_link_report report;
    struct lc_identities ids;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (uint32_t k = 0; k < 6; k++) {
        char nhs[16];
        snprintf(nhs, sizeof nhs, "94347659%u%u", k + 1, 9 - k);
        if (k == 5)
            snprintf(nhs, sizeof nhs, "4505577104");
        add(&ids, k, forename[k], surname[k], 12900 + 40 * (int32_t)k,
            k == 3 ? NULL : nhs);
        if (k == 5)
            snprintf(nhs, sizeof nhs, "4010232137");
        add(&ids, 6 + k, forename[k], surname[k], 12900 + 40 * (int32_t)k,
            k < 3 ? NULL : nhs);
    }
    add(&ids, 12, "Zoe", "Braun", 12900 + 1200, NULL);
    cr_assert(eq(int, lc_link_run(&report, store, &ids, 20000, &err), LC_OK), "%s",
              err.text);
    lc_identities_free(&ids);
    return report;
}

static const struct lc_link_group *group(const struct lc_link_report *report,
                                         enum lc_link_by by, const char *name)
{
    for (size_t i = 0; i < report->groups; i++)
        if (report->group[i].by == by && strcmp(report->group[i].name[0], name) == 0)
            return report->group + i;
    return NULL;
}

static double joined(const struct lc_link_report *report, enum lc_link_by by,
                     const char *name)
{
    const struct lc_link_group *g = group(report, by, name);
    return g ? g->joined : 0;
}

/* Each pair is in one group of each kind; so each kind's sums are those of all. */
Test(link_errors, groups_add_up)
{
    struct lc_store store = store_of(13, text);
    struct lc_link_report report = linked(&store);
    for (int by = 0; by < LC_LINK_BYS; by++) {
        double all = 0, wrong = 0, missed = 0;
        for (size_t i = 0; i < report.groups; i++)
            if ((int)report.group[i].by == by) {
                all += report.group[i].joined;
                wrong += report.group[i].wrong;
                missed += report.group[i].missed;
            }
        cr_expect(epsilon_eq(dbl, all, report.joined, 1e-9), "%d", by);
        cr_expect(epsilon_eq(dbl, wrong, report.joined - report.right, 1e-5));
        cr_expect(fabs(missed - report.missed) < 0.06 * (double)report.groups + 1e-5);
    }
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* By hand: of the six pairs two are white children's, two Asian (Chinese among them),
 * one Black, and of one nothing is said. Both records of a Braun of which
 * a group is said are white: so is the name, that of child 4 too; the other names have
 * one bearer each. */
Test(link_errors, whose_is_whose)
{
    struct lc_store store = store_of(13, text);
    struct lc_link_report report = linked(&store);
    cr_assert(eq(dbl, report.joined, 6));
    cr_expect(eq(dbl, joined(&report, LC_BY_ETHNIC, "white"), 2));
    cr_expect(eq(dbl, joined(&report, LC_BY_ETHNIC, "Asian"), 2));
    cr_expect(eq(dbl, joined(&report, LC_BY_ETHNIC, "Black"), 1));
    cr_expect(eq(dbl, joined(&report, LC_BY_ETHNIC, "not said"), 1));
    cr_expect(eq(dbl, joined(&report, LC_BY_NAME, "of no one group"), 3));
    cr_expect(eq(dbl, joined(&report, LC_BY_NAME, "of white families"), 3));
    const struct lc_link_group *g = group(&report, LC_BY_SYSTEMS, "social_care");
    cr_assert(ne(ptr, (void *)g, NULL));
    cr_expect(eq(dbl, g->joined, 6));
    cr_expect(eq(str, (char *)g->name[1], "education"));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Five of social care's six and three of education's say an NHS number; that of child 5
 * is not the same in both. */
Test(link_errors, nhs_numbers_and_those_at_odds)
{
    struct lc_store store = store_of(13, text);
    struct lc_link_report report = linked(&store);
    size_t seen = 0;
    for (size_t i = 0; i < report.nhss; i++) {
        const struct lc_link_nhs *n = report.nhs + i;
        size_t said = strcmp(n->name, "social_care") == 0 ? 5
                      : strcmp(n->name, "education") == 0 ? 3
                                                          : 0;
        if (n->system) {
            cr_expect(eq(sz, n->said, said), "%s", n->name);
            cr_expect(eq(sz, n->odds, (size_t)(said > 0)), "%s", n->name);
        }
        if (!n->system && strcmp(n->name, "Black") == 0)
            cr_expect(n->records == 2 && n->said == 2 && n->odds == 2);
        seen += n->system ? n->records : 0;
    }
    cr_expect(eq(sz, seen, 13));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* --- the list --------------------------------------------------------------------- */

/* What the fields add is the weight. */
Test(link_errors, bits_of_a_review_are_its_weight)
{
    struct lc_store store = store_of(13, text);
    struct lc_link_report report = linked(&store);
    cr_assert(report.reviews > 0);
    for (size_t i = 0; i < report.reviews; i++) {
        double sum = 0;
        for (size_t f = 0; f < report.fields; f++) {
            sum += report.review[i].bits[f];
            if (!lc_match_level(report.review[i].levels, f))
                cr_expect(eq(dbl, report.review[i].bits[f], 0));
        }
        cr_expect(epsilon_eq(dbl, sum, report.review[i].weight, 1e-3));
    }
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* By hand: variances 4 (four pairs, all or none, evenly), 0.25, none (joined), 0.09.
 * Of 4.34 a quarter is 1.085, and without the first row 0.34 is left. Were the first
 * decided, 0.34: a quarter is 0.085, which only the last row brings. */
Test(link_errors, decisions_that_halve_the_error)
{
    struct lc_review row[] = { { .pairs = 4, .missed = 2 },
                               { .pairs = 1, .missed = 0.5 },
                               { .pairs = 1, .missed = 0.5, .joined = true },
                               { .pairs = 1, .missed = 0.1 } };
    struct lc_link_report report = { .reviews = 4, .review = row };
    struct lc_link_doubt doubt = lc_link_doubt_of(&report);
    cr_expect(epsilon_eq(dbl, doubt.missed, 2.6, 1e-12));
    cr_expect(epsilon_eq(dbl, doubt.error, sqrt(4.34), 1e-12));
    cr_expect(eq(sz, doubt.halves, 1));
    row[0].missed = 0;
    doubt = lc_link_doubt_of(&report);
    cr_expect(epsilon_eq(dbl, doubt.error, sqrt(0.34), 1e-12));
    cr_expect(eq(sz, doubt.halves, 4));
    /* a joined one, which is first in a list, is decided with them */
    report.review = row + 2;
    report.reviews = 2;
    doubt = lc_link_doubt_of(&report);
    cr_expect(eq(sz, doubt.halves, 2));
    report.reviews = 0;
    doubt = lc_link_doubt_of(&report);
    cr_expect(doubt.error == 0 && doubt.halves == 0);
}

/* --- check digits ----------------------------------------------------------------- */

/* Two records of one system that say the same of a child but for its pupil number. Two
 * numbers that are pupils' are a conflict; one that fails its check is none. */
Test(link_errors, a_number_that_fails_its_check_is_no_conflict)
{
    static const char *const other[] = { "X801200001002", "A801200009912" };
    for (int fails = 0; fails < 2; fails++) {
        struct lc_store store = store_of(2, "");
        struct lc_identities ids;
        struct lc_link_report report;
        cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
        for (uint32_t r = 0; r < 2; r++) {
            struct lc_identity row = { .record = r,
                                       .forename = "Ann",
                                       .surname = "Lee",
                                       .postcode = "E8 1EA",
                                       .sex = "F",
                                       .born = 14000,
                                       .other_type = "UPN",
                                       .other_value =
                                           r ? other[fails] : "H801200001001" };
            cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
        }
        cr_assert(eq(int, lc_link_run(&report, &store, &ids, 20000, NULL), LC_OK));
        cr_expect(eq(sz, report.children, fails ? 1 : 2), "%s", other[fails]);
        lc_link_report_free(&report);
        lc_identities_free(&ids);
        lc_store_free(&store);
    }
}

/* An event of a record that is not there: met before whose pairs are wrong is asked of
 * it, which notes what each record says. */
Test(link_errors, an_event_of_no_record_is_damage)
{
    struct lc_link_report report;
    struct lc_identities ids;
    struct lc_error err = { 0 };
    struct lc_store store = store_of(13, text);
    lc_store_history(&store, "person")->record[2] = 1u << 30;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (uint32_t k = 0; k < 13; k++)
        add(&ids, k, forename[k % 6], surname[k % 6], 12900 + 40 * (int32_t)(k % 6),
            NULL);
    cr_expect(eq(int, lc_link_run(&report, &store, &ids, 20000, &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "history 'person' has an event of record"));
    lc_identities_free(&ids);
    lc_store_free(&store);
}
