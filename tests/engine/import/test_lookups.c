/* What a row takes from another: the end of the assessment that it hangs on, a legal
 * status, the first day in care. It is known no sooner than the other row says it. Each
 * case has two receipts, of which the first said of the other row something else. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "store/seen.h"
#include "support/extracts.h"
#include "support/made.h"
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

TestSuite(lookups, .init = begin, .fini = end);

#define STATUS                                                                         \
    "lega_legal_status_id,lega_person_id,lega_legal_status,"                           \
    "lega_legal_status_start_date,lega_legal_status_end_date\n"
#define UASC "CHILD,SEX,DOB,DUC\n"

/* The first extract of assessments covers 10 January to 1 March: A1 is open in it, A2
 * has ended, A4 is not there. The second, of 1 September, has all ends. Factors first
 * come then: those of A1 and A4 hang on what was learnt that day. A2's end was known a
 * week after it, as was that of A3, which began after the first extract. */
Test(lookups, a_factor_is_known_with_the_end_that_it_hangs_on)
{
    imports_add(&im, "a.csv",
                ASSESSMENTS "A1,S1,,2023-01-10,,,,,,\n"
                            "A2,S2,,2023-01-11,,2023-02-11,,N,,\n",
                0);
    imports_take(&im, "2023-03-01");
    imports_add(&im, "b.csv",
                ASSESSMENTS "A1,S1,,2023-01-10,,2023-02-20,,N,,\n"
                            "A2,S2,,2023-01-11,,2023-02-11,,N,,\n"
                            "A3,S3,,2023-04-01,,2023-05-01,,N,,\n"
                            "A4,S4,,2023-01-15,,2023-02-21,,N,,\n",
                0);
    imports_add(&im, "f.csv", FACTORS "F1,A1,1A\nF2,A2,2A\nF3,A3,3A\nF4,A4,4A\n", 0);
    imports_take(&im, "2023-09-01");
    imports_hold(&im, "factor",
                 "factor 2023-02-11 - known 2023-02-18 - 2A\n"
                 "factor 2023-02-20 - known 2023-09-01 - 1A\n"
                 "factor 2023-02-21 - known 2023-09-01 - 4A\n"
                 "factor 2023-05-01 - known 2023-05-08 - 3A\n");
    const struct lc_history *h = lc_store_history(&im.store, "factor");
    for (size_t i = 0; i < h->n; i++)
        cr_expect(eq(int, h->assumed[i], h->start[i] != h->known_from[i] - 7 ? 0 : 1));
}

/* Child 1: the code was corrected. Child 2: another status was thought to go on. Child
 * 3: only the end was corrected, and the code is as it was. Child 4: the first status
 * came with the second extract, though the first covered its day. */
Test(lookups, a_code_is_known_with_the_status_that_says_it)
{
    imports_add(&im, "a.csv",
                STATUS "L1,1,V2,2019-06-01,\n"
                       "L2,2,C1,2019-05-01,\nL3,2,V2,2019-06-10,\n"
                       "L4,3,C2,2019-06-01,\n",
                0);
    imports_take(&im, "2020-06-01");
    imports_add(&im, "b.csv",
                STATUS "L1,1,C2,2019-06-01,\n"
                       "L2,2,C1,2019-05-01,\nL3,2,V2,2019-06-10,2019-06-14\n"
                       "L4,3,C2,2019-06-01,2020-05-01\n"
                       "L5,4,E1,2019-06-01,\n",
                0);
    imports_add(&im, "c.csv",
                CLA "E1,1,2019-06-01,S,N1,,,,,,,\nE2,2,2019-06-15,S,N2,,,,,,,\n"
                    "E3,3,2019-06-02,S,N3,,,,,,,\nE4,4,2019-06-03,S,N4,,,,,,,\n",
                0);
    imports_take(&im, "2020-09-01");
    imports_hold(&im, "care",
                 "care 2019-06-01 - known 2019-06-08 2020-09-01 need=N1 "
                 "reason_new=S\n"
                 "care 2019-06-01 - known 2020-09-01 - C2 need=N1 reason_new=S\n"
                 "care 2019-06-02 - known 2019-06-09 - C2 need=N3 reason_new=S\n"
                 "care 2019-06-03 - known 2019-06-10 2020-09-01 need=N4 "
                 "reason_new=S\n"
                 "care 2019-06-03 - known 2020-09-01 - E1 need=N4 reason_new=S\n"
                 "care 2019-06-15 - known 2019-06-22 2020-09-01 need=N2 "
                 "reason_new=S\n"
                 "care 2019-06-15 - known 2020-09-01 - C1 need=N2 reason_new=S\n");
}

/* Child 2 was in care sooner than the first return of that year had said. */
Test(lookups, a_first_day_is_known_with_the_episode_that_says_it)
{
    imports_add(&im, "a.csv",
                EPISODES "1,01/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
                         "2,01/08/2019,S,V2,N1,U4,PR1,,,,,,\n",
                0);
    im.options.year = 2020;
    imports_take(&im, "2020-06-01");
    imports_add(&im, "b.csv",
                EPISODES "1,01/06/2019,S,V2,N1,U4,PR1,,,,,,\n"
                         "2,01/05/2019,S,V2,N1,U4,PR1,01/08/2019,X1,,,,\n"
                         "2,01/08/2019,S,V2,N1,U4,PR1,,,,,,\n",
                0);
    imports_add(&im, "u.csv", UASC "1,1,01/02/2005,\n2,1,01/02/2005,01/02/2020\n", 0);
    im.options.year = 2020;
    imports_take(&im, "2021-06-01");
    imports_hold(&im, "uasc",
                 "uasc 2019-05-01 2020-02-01 known 2021-06-01 - UASC\n"
                 "uasc 2019-06-01 - known 2019-06-08 - UASC\n");
}

/* --- every schema that looks at another ------------------------------------------- */

#define SECOND "2024-09-01"

static bool looks(const struct lc_schema *schema)
{
    bool looks = schema->join != NULL;
    for (unsigned f = 0; f < schema->feeds_count; f++)
        looks |= schema->feeds[f].code_from || schema->feeds[f].first_in;
    return looks;
}

/* What the schema's rows, first loaded on the second day, give to its history, as of t:
 * of the other extract a first receipt, and a second one that says otherwise, if
 * `corrected`. Fills seen[MADE_ROOM]; how many. */
struct seen {
    int32_t start, end;
    const char *code;
    unsigned char who[LC_PSEUDONYM];
};

static void load(const struct made_world *w, bool corrected, struct lc_random *r)
{
    static struct made_world first, second;
    first = (struct made_world){ 1, { w->file[1] } };
    second = *w;
    second.count = corrected ? 2 : 1;
    made_otherwise(&second.file[1], r);
    for (unsigned k = 0; k < 3; k++) /* and what was before all that it had said */
        made_row(&second.file[1], second.file[1].rows++, MADE_ROWS + 3 + k,
                 made_month(1 + k), r);
    imports_anew(&im);
    im.options.covers_from = day_of("2014-01-01");
    im.options.covers_to = day_of(MADE_RECEIVED);
    made_import(&first, &im, MADE_RECEIVED);
    made_import(&second, &im, SECOND);
}

static size_t look(const struct made_world *w, int32_t t, struct seen *seen)
{
    const char *name = w->file[0].schema->feeds[0].history;
    const struct lc_history *h = lc_store_history(&im.store, name);
    size_t n = 0;
    for (uint64_t i = 0; i < h->n; i++) {
        if (!lc_seen(h, i, t)
            || strcmp(im.store.source[h->file[i]].schema, w->file[0].schema->name))
            continue;
        cr_assert(lt(sz, n, 8 * MADE_ROOM));
        seen[n] = (struct seen){
            h->start[i], h->end[i], strdup(lc_codes_name(&h->codes, h->code[i])), { 0 }
        };
        memcpy(seen[n++].who, im.store.record[h->record[i]].pseudonym, LC_PSEUDONYM);
    }
    return n;
}

/* Of the first n, those that are not among the others; one without its code is. */
static size_t count_new(size_t n, const struct seen *a, size_t others,
                        const struct seen *b)
{
    size_t new = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < others
               && (a[i].start != b[k].start || a[i].end != b[k].end
                   || memcmp(a[i].who, b[k].who, LC_PSEUDONYM)
                   || (*a[i].code && strcmp(a[i].code, b[k].code))))
            k++;
        new += k == others;
    }
    return new;
}

static void forget(size_t n, struct seen *seen)
{
    for (size_t i = 0; i < n; i++)
        free((char *)seen[i].code);
}

/* On each of the days, how much of what is seen is not there without the second receipt
 * of the extract that is looked at. */
enum { DAYS = 3 };

static void count_news(const struct made_world *w, uint64_t seed, const int32_t *day,
                       size_t *news)
{
    static struct seen plain[DAYS][8 * MADE_ROOM], corrected[8 * MADE_ROOM];
    size_t n[DAYS];
    struct lc_random r;
    lc_random_init(&r, seed, 9);
    load(w, false, &r);
    for (size_t d = 0; d < DAYS; d++)
        n[d] = look(w, day[d], plain[d]);
    lc_random_init(&r, seed, 9);
    load(w, true, &r);
    for (size_t d = 0; d < DAYS; d++) {
        size_t m = look(w, day[d], corrected);
        news[d] += count_new(m, corrected, n[d], plain[d]);
        forget(m, corrected);
        forget(n[d], plain[d]);
    }
}

/* Until the day of the second receipt nothing is seen that rests on it; after it, a
 * good deal is. */
Test(lookups, nothing_rests_on_a_receipt_to_come, .timeout = 300)
{
    static struct made_world w;
    int32_t from = day_of("2015-01-01"), second = day_of(SECOND);
    size_t schemas = 0;
    for (size_t i = 0; i < lc_schemas_count(im.schemas); i++) {
        const struct lc_schema *schema = lc_schemas_at(im.schemas, i);
        size_t news[DAYS] = { 0 };
        if (!looks(schema))
            continue;
        schemas++;
        for (uint64_t seed = 0; seed < 6; seed++) {
            struct lc_random r;
            lc_random_init(&r, seed, 8);
            made_world(&w, im.schemas, schema, &r);
            int32_t t = from + (int32_t)lc_random_below(&r, (uint64_t)(second - from));
            const int32_t day[DAYS] = { t, second, second + 1 };
            cr_assert(eq(sz, w.count, 2));
            count_news(&w, seed, day, news);
        }
        cr_expect(eq(sz, news[0], 0), "%s", schema->name);
        cr_expect(eq(sz, news[1], 0), "%s", schema->name);
        cr_expect(lt(sz, 4, news[2]), "%s", schema->name);
    }
    cr_assert(eq(sz, schemas, 3));
}
