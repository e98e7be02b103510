/* Linkage as it stood on a day: by hand, and that today's is the store's own. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "link/dated.h"
#include "link/link.h"
#include "store/check.h"
#include "support/stores.h"

TestSuite(dated, .init = lc_begin);

enum { N = 5 };

struct who {
    const char *forename, *surname, *postcode;
    int32_t born;
    const char *number;
};

static struct lc_identities identities(size_t n, const struct who *who)
{
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (size_t i = 0; i < n; i++) {
        struct lc_identity row = { .record = (uint32_t)i,
                                   .forename = who[i].forename,
                                   .surname = who[i].surname,
                                   .postcode = who[i].postcode,
                                   .born = who[i].born,
                                   .other_type = who[i].number ? "UPN" : NULL,
                                   .other_value = who[i].number };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    return ids;
}

/* 0 and 3 are one by all that is said of them, and 1 and 4; 2 is nobody else. */
static const struct who five[N] = {
    { "Zoe", "Oneil", "E8 1EA", 14000, "A00000001" },
    { "Max", "Braun", "E8 2AA", 13000, "A00000002" },
    { "Ida", "Quist", "E9 7ZZ", 12000, "A00000003" },
    { "Zoe", "Oneil", "E8 1EA", 14000, "A00000001" },
    { "Max", "Braun", "E8 2AA", 13000, "A00000002" },
};
static const char events[] = "covers care 2015-01-01 2025-01-01\n"
                             "system police 3\nsystem education 4\n"
                             "offence 3 2020-01-01 -\ncare 0 2020-02-01 -\n";

static void link_on(struct lc_store *store, const struct lc_identities *ids,
                    int32_t day)
{
    struct lc_link_report report;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_link_run(&report, store, ids, day, &err), LC_OK), "%s",
              err.text);
    lc_link_report_free(&report);
}

static void are(const struct lc_store *store, int32_t day, const uint32_t *want)
{
    uint32_t child[N];
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_link_of_day(child, store, day, &err), LC_OK), "%s", err.text);
    for (size_t r = 0; r < N; r++)
        cr_expect(eq(u32, child[r], want[r]), "day %d, record %zu", day, r);
}

static void is_whole(const struct lc_store *store)
{
    struct lc_text found = { 0 };
    cr_expect(eq(sz, lc_store_check(store, &found), 0), "%s",
              found.data ? found.data : "");
    lc_text_free(&found);
}

/* Joined on day 20000; on 20100 a reviewer says that 0 and 3 are two; on 20200 all is
 * undone, and on 20300 found again. */
static struct lc_store storied(const struct lc_identities *ids)
{
    struct lc_store store = store_of(N, events);
    link_on(&store, ids, 20000);
    link_on(&store, ids, 20050); /* nothing new */
    cr_assert(eq(int, lc_link_decide(&store, 0, 3, false, 20100, NULL), LC_OK));
    link_on(&store, ids, 20100);
    cr_assert(eq(int, lc_link_undo(&store, 20200, NULL), LC_OK));
    link_on(&store, ids, 20300);
    return store;
}

Test(dated, each_day_has_its_own_children)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = storied(&ids);
    uint32_t child[N];
    struct lc_error err = { 0 };
    static const uint32_t first[] = { 0, 1, 2, 0, 1 }, second[] = { 0, 1, 2, 3, 1 },
                          none[] = { 0, 1, 2, 3, 4 };
    cr_expect(eq(int, lc_link_of_day(child, &store, 19999, &err), LC_RANGE));
    are(&store, 20000, first);
    are(&store, 20099, first);
    are(&store, 20100, second);
    are(&store, 20199, second);
    are(&store, 20200, none);
    are(&store, 20299, none);
    are(&store, 20300, second);
    are(&store, 30000, second);
    cr_expect(eq(sz, store.partings, 2));
    is_whole(&store);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

Test(dated, moves_say_who_went_where_and_when)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = storied(&ids);
    struct lc_link_moves moves;
    static const struct lc_link_move want[] = {
        { 20000, 3, 3, 0 }, { 20000, 4, 4, 1 }, { 20100, 3, 0, 3 },
        { 20200, 4, 1, 4 }, { 20300, 4, 4, 1 },
    };
    cr_assert(eq(int, lc_link_moves_of(&moves, &store, NULL), LC_OK));
    cr_assert(eq(sz, moves.count, 5));
    cr_expect(zero(int, memcmp(moves.move, want, sizeof want)));
    free(moves.move);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* The store of a day: its events are those children's. */
Test(dated, a_store_goes_back)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = storied(&ids);
    const struct lc_history *h = lc_store_history(&store, "offence");
    cr_assert(eq(u32, h->child[0], 3));
    cr_assert(eq(int, lc_link_go_back(&store, 20050, NULL), LC_OK));
    h = lc_store_history(&store, "offence");
    cr_expect(eq(u32, h->child[0], 0));
    cr_expect(eq(u64, h->offset[1], 1));
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* A decision that another one replaced stood until then; one of the same day never. */
Test(dated, a_replaced_decision_stood)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = store_of(N, events);
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, false, 20000, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, true, 20000, NULL), LC_OK));
    link_on(&store, &ids, 20000);
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, false, 20010, NULL), LC_OK));
    link_on(&store, &ids, 20010);
    are(&store, 20000, (uint32_t[]){ 0, 1, 1, 0, 1 });
    are(&store, 20010, (uint32_t[]){ 0, 1, 2, 0, 1 });
    cr_expect(eq(sz, store.partings, 1));
    is_whole(&store);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* Persons of two systems, one in ten with a slip; `persons` of them twice. */
static struct lc_identities town(size_t records, struct who *who, char (*text)[3][24])
{
    struct lc_random r;
    lc_random_init(&r, 11, 0);
    for (size_t i = 0; i < records; i++) {
        size_t person = i / 2;
        lc_random_init(&r, 11, person);
        for (int name = 0; name < 2; name++) {
            for (int k = 0; k < 8; k++)
                text[i][name][k] = (char)('a' + lc_random_below(&r, 26));
            text[i][name][8] = '\0';
        }
        who[i] = (struct who){ text[i][0], text[i][1], NULL,
                               9000 + (int32_t)lc_random_below(&r, 5000), NULL };
        sprintf(text[i][2], "E%d %dAB", (int)lc_random_below(&r, 20),
                (int)lc_random_below(&r, 9));
        who[i].postcode = text[i][2];
        if (i % 20 == 1)
            text[i][0][3] = 'x';
    }
    return identities(records, who);
}

/* Of a town of 2,000 records 1,980 are linked; then 20 more come, some of them of
 * persons who were there. Nobody who was linked has another number, and no move of
 * theirs is noted on the second day; the newcomers go to whom they are. */
Test(dated, newcomers_move_nobody)
{
    enum { ALL = 2000, OLD = 1980 };
    struct who *who = lc_alloc(ALL, sizeof *who);
    char(*text)[3][24] = lc_alloc(ALL, sizeof *text);
    uint32_t *before = lc_alloc(ALL, sizeof *before);
    struct lc_link_moves moves;
    struct lc_identities all = town(ALL, who, text), old;
    /* the newcomers are the second records of the last persons: order them last */
    for (size_t i = 0; i < ALL - OLD; i++) {
        struct who swap = who[OLD + i];
        who[OLD + i] = who[2 * i + 1];
        who[2 * i + 1] = swap;
    }
    lc_identities_free(&all);
    all = identities(ALL, who);
    old = identities(OLD, who);
    struct lc_store store = store_of(ALL, "");
    size_t joined = 0;
    store.records = OLD;
    link_on(&store, &old, 20000);
    for (size_t r = 0; r < OLD; r++)
        before[r] = store.record[r].child;
    store.records = ALL;
    link_on(&store, &all, 20100);
    for (size_t r = 0; r < OLD; r++)
        cr_expect(eq(u32, store.record[r].child, before[r]), "record %zu", r);
    for (size_t r = OLD; r < ALL; r++)
        joined += store.record[r].child < OLD;
    cr_expect(joined > 10, "%zu newcomers joined", joined);
    cr_assert(eq(int, lc_link_moves_of(&moves, &store, NULL), LC_OK));
    for (size_t i = 0; i < moves.count; i++)
        cr_expect(moves.move[i].day == 20000 || moves.move[i].record >= OLD);
    cr_expect(eq(sz, store.partings, 0));
    is_whole(&store);
    free(moves.move);
    free(before);
    free(text);
    free(who);
    lc_identities_free(&all);
    lc_identities_free(&old);
    lc_store_free(&store);
}

/* After any decisions and undoings the linkage of today is the store's own. */
Test(dated, todays_linkage_is_the_stores)
{
    enum { SOME = 60 };
    struct who who[SOME];
    char text[SOME][3][24];
    struct lc_identities ids = town(SOME, who, text);
    struct lc_random r;
    lc_random_init(&r, 2, 9);
    struct lc_store store = store_of(SOME, "");
    for (int32_t day = 20000; day < 20040; day++) {
        uint32_t child[SOME], a = (uint32_t)lc_random_below(&r, SOME),
                              b = (uint32_t)lc_random_below(&r, SOME);
        if (a != b)
            cr_assert(eq(int,
                         lc_link_decide(&store, a, lc_random_below(&r, 2) ? b : a ^ 1,
                                        lc_random_below(&r, 3) == 0, day, NULL),
                         LC_OK));
        if (day % 7 == 3)
            cr_assert(eq(int, lc_link_undo(&store, day, NULL), LC_OK));
        link_on(&store, &ids, day);
        cr_assert(eq(int, lc_link_of_day(child, &store, day, NULL), LC_OK));
        for (size_t i = 0; i < SOME; i++)
            cr_assert(eq(u32, child[i], store.record[i].child), "day %d record %zu",
                      day, i);
        is_whole(&store);
    }
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* A program that kept no partings had linked 0 and 3 on day 19000, and more of which no
 * trace is left; this one links it on 20000. Of the days before nothing is known but
 * that the children of 19999 were those whom the linkage of 20000 found. */
Test(dated, days_of_an_older_program_are_refused)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = store_of(N, events);
    struct lc_link_moves moves;
    uint32_t child[N];
    struct lc_error err = { 0 };
    static const struct lc_link_move want = { 20000, 4, 4, 1 };
    cr_assert(eq(int, lc_link_decide(&store, 0, 3, true, 19000, NULL), LC_OK));
    cr_expect(eq(int, lc_link_of_day(child, &store, 30000, &err), LC_REFUSED));
    cr_expect_not_null(strstr(err.text, "run latecare link"));
    cr_assert(eq(int, lc_link_moves_of(&moves, &store, NULL), LC_OK));
    cr_expect(eq(sz, moves.count, 0));
    cr_expect(eq(int, moves.since, LC_OPEN));
    free(moves.move);
    link_on(&store, &ids, 20000);
    err = (struct lc_error){ 0 };
    cr_expect(eq(int, lc_link_of_day(child, &store, 18000, NULL), LC_REFUSED));
    cr_expect(eq(int, lc_link_of_day(child, &store, 19999, &err), LC_REFUSED));
    cr_expect_not_null(strstr(err.text, "say 2024-10-04 or a later day"));
    are(&store, 20000, (uint32_t[]){ 0, 1, 2, 0, 1 });
    cr_assert(eq(int, lc_link_moves_of(&moves, &store, NULL), LC_OK));
    cr_assert(eq(sz, moves.count, 1));
    cr_expect(zero(int, memcmp(moves.move, &want, sizeof want)));
    cr_expect(eq(int, moves.since, 20000));
    free(moves.move);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* What names a record that is not there is met before it is used, row by row. */
Test(dated, rows_of_no_record_are_damage)
{
    struct lc_identities ids = identities(N, five);
    struct lc_store store = storied(&ids);
    struct lc_link_moves moves;
    uint32_t child[N];
    struct lc_error err = { 0 };
    store.link[0].other = 1u << 30;
    cr_expect(eq(int, lc_link_of_day(child, &store, 20300, &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "row 0 of the store's links"));
    cr_expect(eq(int, lc_link_moves_of(&moves, &store, NULL), LC_DAMAGED));
    store.link[0].other = 4;
    store.parting[1].record = N;
    err = (struct lc_error){ 0 };
    cr_expect(eq(int, lc_link_go_back(&store, 20000, &err), LC_DAMAGED));
    cr_expect_not_null(strstr(err.text, "row 1 of the store's partings"));
    lc_identities_free(&ids);
    lc_store_free(&store);
}
