/* Pairs of records that are joined, listed for a person, or neither: a line a pair, by
 * what a careful clerk would do who knows a borough's files, and these two records. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "link/group_inside.h"
#include "link/link.h"
#include "support/stores.h"

TestSuite(doubt, .init = lc_begin);

struct who {
    const char *forename, *surname, *born, *sex, *postcode;
};

enum outcome { JOINED, LISTED, NEITHER };

struct pair {
    struct who a, b;
    enum outcome outcome;
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add(struct lc_identities *ids, uint32_t record, const struct who *who,
                const char *type, const char *number)
{
    struct lc_identity row = { .record = record,
                               .forename = who->forename,
                               .surname = who->surname,
                               .born = who->born ? day_of(who->born) : LC_NO_DAY,
                               .sex = who->sex,
                               .postcode = who->postcode,
                               .other_type = number ? type : NULL,
                               .other_value = number };
    cr_assert(eq(int, lc_identities_add(ids, &row, NULL), LC_OK));
}

/* The records 0 .. n - 1, each with the number if there is one. */
static struct lc_link_report link_of(struct lc_store *store, size_t n,
                                     const struct who *who, const char *number)
{
    struct lc_identities ids;
    struct lc_link_report report;
    struct lc_error err = { 0 };
    *store = store_of(n, "");
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (size_t i = 0; i < n; i++)
        add(&ids, (uint32_t)i, who + i, "NHS Number", number);
    cr_assert(eq(int, lc_link_run(&report, store, &ids, 0, &err), LC_OK), "%s",
              err.text);
    lc_identities_free(&ids);
    return report;
}

static void holds(size_t count, const struct pair *pairs, const char *number)
{
    for (size_t i = 0; i < count; i++) {
        struct lc_store store;
        const struct who who[] = { pairs[i].a, pairs[i].b };
        struct lc_link_report report = link_of(&store, 2, who, number);
        bool joined = store.record[1].child == 0;
        bool listed = report.reviews && !report.review[0].joined;
        enum outcome got = joined ? JOINED : listed ? LISTED : NEITHER;
        cr_expect(eq(int, got, pairs[i].outcome), "pair %zu", i);
        lc_link_report_free(&report);
        lc_store_free(&store);
    }
}

#define ANN                                                                            \
    {                                                                                  \
        "Ann", "Smith", "2010-01-31", "F", "HA1 1AA"                                   \
    }
#define SARAH                                                                          \
    {                                                                                  \
        "Sarah", "Okafor", "2008-03-14", "F", "E8 1EA"                                 \
    }

/* clang-format off */
Test(doubt, a_shared_number_is_not_enough)
{
    static const struct pair pairs[] = {
        /* the same child: with a slip, moved, renamed, or of whom less is said */
        { SARAH, SARAH, JOINED },
        { SARAH, { "Sara", "Okafor", "2008-03-14", "F", "E8 1EA" }, JOINED },
        { SARAH, { "Srah", "Okafro", "2008-03-14", "F", NULL }, JOINED },
        { SARAH, { "Sarah", "Bello", "2008-03-14", "F", "W9 2DG" }, JOINED },
        { SARAH, { "Sarah", "Okafor", "2003-09-30", "F", "W9 2DG" }, JOINED },
        { SARAH, { "Okafor", "Sarah", "2008-03-14", "F", "E8 1EA" }, JOINED },
        { SARAH, { "Sarah", "Okafor", "2008-03-14", "M", "E8 1EA" }, JOINED },
        { SARAH, { NULL, NULL, NULL, NULL, NULL }, JOINED },
        { SARAH, { "Unknown", "Unknown", "2008-03-14", "F", NULL }, JOINED },
        { SARAH, { NULL, NULL, "2008-03-14", NULL, NULL }, JOINED },
        { SARAH, { "Sarah Jane", "Okafor-Bello", "2008-03-15", "F", NULL }, JOINED },
        /* another: all differs, a twin, a sister, a namesake, half said */
        { ANN, { "Bob", "Jones", "2008-05-05", "M", "HA9 9ZZ" }, LISTED },
        { ANN, { "Bob", "Jones", "2008-05-05", "F", "HA9 9ZZ" }, LISTED },
        { ANN, { "Bob", "Jones", "2010-01-31", "M", "HA9 9ZZ" }, LISTED },
        { ANN, { "Joy", "Smith", "2010-01-31", "F", "HA1 1AA" }, LISTED },
        { ANN, { "Tom", "Smith", "2010-01-31", "M", "HA1 1AA" }, LISTED },
        { ANN, { "Joy", "Smith", "2012-06-01", "F", "HA1 1AA" }, LISTED },
        { ANN, { "Ann", "Jones", "2008-05-05", "F", "HA9 9ZZ" }, LISTED },
        { ANN, { NULL, NULL, "2008-05-05", "M", NULL }, LISTED },
        { ANN, { "Unknown", "Unknown", "2008-05-05", "F", "HA1 1AA" }, LISTED },
        { { "Alexander", "Smith", "2010-01-31", "M", "HA1 1AA" },
          { "Alexandra", "Smith", "2010-01-31", "F", "HA1 1AA" }, LISTED },
        { { "Ann", "Smith", NULL, "F", NULL }, { "Bob", "Jones", NULL, "M", NULL }, LISTED },
    };
    holds(COUNT(pairs), pairs, "9434765919");
}

/* Nobody's number says nothing: what is alike is alike by itself. */
Test(doubt, a_number_of_nobody_says_nothing)
{
    static const struct pair pairs[] = {
        { ANN, { "Bob", "Jones", "2008-05-05", "M", "HA9 9ZZ" }, NEITHER },
        { ANN, { NULL, NULL, NULL, NULL, NULL }, NEITHER },
        { ANN, ANN, JOINED },
    };
    holds(COUNT(pairs), pairs, "9999999999");
    holds(COUNT(pairs), pairs, "1234567890");
    holds(COUNT(pairs), pairs, "9999999990");
}

Test(doubt, alike_is_joined_or_listed_by_weight)
{
    static const struct pair pairs[] = {
        /* the birth date: exchanged, a digit, neighbours, a year */
        { { "Annabel", "Smith", "2010-03-04", "F", "HA1 1AA" },
          { "Annabel", "Smith", "2010-04-03", "F", "HA1 1AA" }, JOINED },
        { SARAH, { "Sarah", "Okafor", "2008-03-15", "F", NULL }, JOINED },
        { SARAH, { "SARAH", "OKAFOR", "2008-03-24", NULL, "E8 1EA" }, JOINED },
        { SARAH, { "Sarah", "Okafor", "2008-03-04", "F", "W9 2DG" }, LISTED },
        { SARAH, { "Sarah", "Okafor", "2007-03-14", "F", "E8 1EA" }, JOINED },
        { { "Sarah", "Okafor", "2008-03-12", "F", NULL },
          { "Sarah", "Okafor", "2008-03-21", "F", NULL }, JOINED },
        { { "Sarah", "Okafor", "2009-03-12", "F", NULL },
          { "Sarah", "Okafor", "2010-03-12", "F", NULL }, JOINED },
        /* the name: turned, a slip, one part of it, another surname at one address */
        { SARAH, { "Okafor", "Sarah", "2008-03-14", "F", "W9 2DG" }, NEITHER }, /* of so few records */
        { SARAH, { "Okafor", "Sarah", "2008-03-15", "F", "E8 1EA" }, LISTED },
        { SARAH, { "Sara", "Okafor", "2008-03-14", "F", "W9 2DG" }, LISTED },
        { SARAH, { "Sarah", "Okafro", "2008-03-14", "F", NULL }, JOINED },
        { SARAH, { "Sarah", "Okafor-Bello", "2008-03-14", "F", NULL }, JOINED },
        { SARAH, { "Sara", "Okafro", "2008-03-14", "F", "E8 1EA" }, JOINED },
        { SARAH, { "Sarah", "Bello", "2008-03-14", "F", "E8 1EA" }, JOINED },
        /* nothing to go by but the two */
        { { "Sarah", "Okafor", "2008-03-14", "F", NULL },
          { "Sarah", "Okafor", "2008-03-14", "U", NULL }, JOINED },
        /* another child */
        { SARAH, { "Sarah", "Okafor", "2004-11-30", "F", "E8 1EA" }, LISTED },
        { SARAH, { "Joy", "Okafor", "2008-03-14", "F", "E8 1EA" }, NEITHER },
        { SARAH, { "Sarah", "Bello", "2008-03-14", "F", "W9 2DG" }, NEITHER },
        { SARAH, { "Sara", "Okafor", "2008-03-15", "F", "E8 1EA" }, JOINED },
        { SARAH, { "Sarah", "Okafor", "2008-03-15", "M", "W9 2DG" }, NEITHER },
    };
    holds(COUNT(pairs), pairs, NULL);
}

/* A placeholder joins nobody, alone or beside a real name; what else agrees is listed. */
Test(doubt, placeholders_join_nobody)
{
    static const struct pair pairs[] = {
        { { "Unknown", "Unknown", "2010-01-01", "M", NULL }, { "Unknown", "Unknown", "2010-01-01", "M", NULL }, LISTED },
        { { "Baby", "Smith", "2010-01-01", "M", "HA1 1AA" }, { "BABY", "SMITH", "2010-01-01", "M", "HA1 1AA" }, LISTED },
        { { "J", "Smith", "2010-01-01", "M", NULL }, { "J", "Smith", "2010-01-01", "M", NULL }, LISTED },
        { { "UASC", "UASC", "2010-01-01", "M", NULL }, { "UASC", "UASC", "2010-01-01", "M", NULL }, LISTED },
        { { "n/a", "Smith", "2010-01-01", "M", NULL }, { "N/A", "Smith", "2010-01-01", "M", NULL }, LISTED },
        { { "Test", "Test", "2010-01-01", "M", "HA1 1AA" }, { "Test", "Test", "2010-01-01", "M", "HA1 1AA" }, LISTED },
        { { "Baby", "Smith", "2010-01-31", "F", "HA1 1AA" }, ANN, LISTED },
        { { "Unknown", "Unknown", "2010-01-01", "M", NULL }, { "Unknown", "Unknown", "2011-07-01", "M", NULL }, NEITHER },
        { { "Sarah", "Okafor", "1900-01-01", "F", NULL }, { "Sarah", "Okafor", "1900-01-01", "F", NULL }, LISTED },
        { { "Sarah", "Okafor", "2008-03-14", NULL, "ZZ99 3VZ" },
          { "Sarah", "Okafor", "2008-03-14", NULL, "ZZ99 3VZ" }, JOINED },
    };
    holds(COUNT(pairs), pairs, NULL);
}

/* Three of one number: two are one child by their names though another stands between
 * them, and a record of which nothing else is said goes with neither. */
Test(doubt, of_a_shared_number_those_that_agree_are_joined)
{
    static const struct who who[] = {
        ANN,
        { "Bob", "Jones", "2008-05-05", "M", "HA9 9ZZ" },
        { NULL, NULL, NULL, NULL, NULL },
        { "Anne", "Smith", "2010-01-31", "F", NULL },
        { "Bob", "Jones", "2008-05-05", "M", NULL },
    };
    struct lc_store store;
    struct lc_link_report report = link_of(&store, COUNT(who), who, "9434765919");
    static const uint32_t child[] = { 0, 1, 2, 0, 1 };
    for (size_t r = 0; r < COUNT(child); r++)
        cr_expect(eq(u32, store.record[r].child, child[r]), "record %zu", r);
    cr_expect(eq(sz, report.reviews, 3)); /* each of the three children with each */
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* A household's number on four children: none are joined, each pair is shown once. */
Test(doubt, a_number_of_a_household)
{
    static const struct who who[] = {
        ANN,
        { "Joy", "Smith", "2008-05-05", "F", "HA1 1AA" },
        { "Tom", "Smith", "2006-05-06", "M", "HA1 1AA" },
        { "Eve", "Smith", "2012-07-08", "F", "HA1 1AA" },
    };
    struct lc_store store;
    struct lc_link_report report = link_of(&store, COUNT(who), who, "9434765919");
    cr_expect(eq(sz, report.children, 4));
    cr_expect(eq(sz, report.reviews, 6));
    lc_link_report_free(&report);
    lc_store_free(&store);
}
/* clang-format on */

/* An answer to a listed pair is kept: yes joins, no lists no more. */
Test(doubt, answers_hold)
{
    static const struct who who[] = { ANN,
                                      { "Bob", "Jones", "2008-05-05", "M", "HA9 9ZZ" },
                                      { "Ann", "Smith", "2010-01-30", "F", NULL } };
    struct lc_identities ids;
    struct lc_link_report report;
    struct lc_store store = store_of(3, "");
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    add(&ids, 0, who, "NHS Number", "9434765919");
    add(&ids, 1, who + 1, "NHS Number", "9434765919");
    add(&ids, 2, who + 2, NULL, NULL);
    cr_assert(eq(int, lc_link_decide(&store, 0, 1, false, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 0, 2, true, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 0, NULL), LC_OK));
    cr_expect(eq(u32, store.record[1].child, 1));
    cr_expect(eq(u32, store.record[2].child, 0));
    cr_expect(eq(sz, report.reviews, 0));
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

static bool agree(const char *a, const char *b)
{
    struct lc_fact x = { .value = (uint64_t)(int64_t)day_of(a) },
                   y = { .value = (uint64_t)(int64_t)day_of(b) };
    return lc_fact_agrees(&x, &y);
}

/* Birth dates that are one but for a slip; numbers likewise, of one system. */
Test(doubt, facts_agree_but_for_a_slip)
{
    cr_expect(agree("2010-03-14", "2010-03-14"));
    cr_expect(agree("2010-03-04", "2010-04-03"));
    cr_expect(agree("2010-03-04", "2010-04-04"));
    cr_expect(agree("2010-03-12", "2010-03-21"));
    cr_expect(agree("2010-03-12", "2009-03-12"));
    cr_expect(agree("2010-03-12", "2010-03-01"));
    cr_expect(agree("2010-01-01", "2010-09-30"));
    cr_expect(not(agree("2010-03-04", "2010-12-03")));
    cr_expect(not(agree("2010-03-12", "2010-05-01")));
    struct lc_fact a = { .kind = 1, .system = 1, .value = 1, .text = "9434765919" };
    struct lc_fact b = { .kind = 1, .system = 1, .value = 2, .text = "9434756919" };
    cr_expect(lc_fact_agrees(&a, &b));
    b.text = "9434756991";
    cr_expect(not(lc_fact_agrees(&a, &b)));
    b = a;
    b.system = 2;
    cr_expect(not(lc_fact_agrees(&a, &b)));
    b.system = 1;
    b.kind = 2;
    cr_expect(not(lc_fact_agrees(&a, &b)));
}
