/* What a row takes from another: the end of the assessment that it hangs on, a legal
 * status, the first day in care. As of a day it is what the other row said then, and
 * nothing tells that this will be corrected. Each case has two receipts, of which the
 * first said of the other row something else. */
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
                 "care 2019-06-01 - known 2019-06-08 2020-09-01 V2 need=N1 "
                 "reason_new=S\n"
                 "care 2019-06-01 - known 2020-09-01 - C2 need=N1 reason_new=S\n"
                 "care 2019-06-02 - known 2019-06-09 - C2 need=N3 reason_new=S\n"
                 "care 2019-06-03 - known 2019-06-10 2020-09-01 need=N4 "
                 "reason_new=S\n"
                 "care 2019-06-03 - known 2020-09-01 - E1 need=N4 reason_new=S\n"
                 "care 2019-06-15 - known 2019-06-22 2020-09-01 V2 need=N2 "
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
                 "uasc 2019-06-01 - known 2019-06-08 - UASC\n"
                 "uasc 2019-08-01 - known 2019-08-08 2020-02-08 UASC\n"
                 "uasc 2019-08-01 2020-02-01 known 2020-02-08 2021-06-01 UASC\n");
}

/* The end of A1 was corrected, that of A2 taken back. What hangs on them was there by
 * the first receipt until the second; the end that A2 has in the third is known from
 * then on. A file that is read again says nothing new. */
Test(lookups, what_hangs_on_a_corrected_end_was_there_before)
{
    const char *factors = FACTORS "F1,A1,1A\nF2,A2,2A\nF4,A4,4A\n";
    imports_add(&im, "a.csv",
                ASSESSMENTS "A1,S1,,2023-01-10,,2023-02-10,,N,,\n"
                            "A2,S2,,2023-01-11,,2023-02-11,,N,,\n",
                0);
    imports_take(&im, "2023-03-01");
    imports_add(&im, "b.csv",
                ASSESSMENTS "A1,S1,,2023-01-10,,2023-02-20,,N,,\n"
                            "A2,S2,,2023-01-11,,,,N,,\n",
                0);
    imports_add(&im, "f.csv", factors, 0);
    imports_take(&im, "2023-09-01");
    static const char *const held =
        "factor 2023-02-10 - known 2023-02-17 2023-09-01 1A\n"
        "factor 2023-02-11 - known 2023-02-18 2023-09-01 2A\n"
        "factor 2023-02-20 - known 2023-09-01 - 1A\n";
    imports_hold(&im, "factor", held);
    imports_count(&im, "f.csv", 2, 0, 0, 0); /* F4 waits */
    cr_expect(eq(sz, imports_findings(&im, "end taken back", 3), 1));
    imports_add(&im, "g.csv", factors, 0);
    imports_take(&im, "2023-10-01");
    imports_hold(&im, "factor", held);
    imports_add(&im, "c.csv", ASSESSMENTS "A2,S2,,2023-01-11,,2023-11-01,,N,,\n", 0);
    imports_add(&im, "h.csv", FACTORS "F2,A2,2A\n", 0);
    imports_take(&im, "2023-12-01");
    char *dump = imports_dump(&im, "factor", false);
    cr_expect(strstr(dump, "factor 2023-11-01 - known 2023-12-01 - 2A\n") != NULL, "%s",
              dump);
    free(dump);
}

/* Factors that were there, of an assessment whose end is then taken back, end with it.
 */
Test(lookups, what_hangs_on_an_end_that_is_taken_back_goes_with_it)
{
    imports_add(&im, "a.csv", ASSESSMENTS "A1,S1,,2023-01-10,,2023-02-10,,N,,\n", 0);
    imports_add(&im, "f.csv", FACTORS "F1,A1,1A\n", 0);
    imports_take(&im, "2023-03-01");
    imports_add(&im, "b.csv", ASSESSMENTS "A1,S1,,2023-01-10,,,,N,,\n", 0);
    imports_add(&im, "g.csv", FACTORS "F1,A1,1A\n\n", 0);
    imports_take(&im, "2023-09-01");
    imports_hold(&im, "factor", "factor 2023-02-10 - known 2023-02-17 2023-09-01 1A\n");
    imports_count(&im, "g.csv", 0, 0, 1, 0);
}

/* --- every schema that looks at another ------------------------------------------- */

static bool looks(const struct lc_schema *schema)
{
    bool looks = made_hangs(schema);
    for (unsigned f = 0; f < schema->feeds_count; f++)
        looks |= (schema->feeds[f].code_from || schema->feeds[f].first_in)
                 && !schema->feeds[f].told;
    return looks;
}

/* What the schema's rows, first loaded on the last day, give to its history, as of t:
 * of the other extract a first receipt, and of two more as many as `corrected`, each of
 * which says otherwise. Fills seen[8 * MADE_ROOM]; how many. */
struct seen {
    int32_t start, end;
    const char *code;
    unsigned char who[LC_PSEUDONYM];
};

enum { CORRECTIONS = 2 };
static const char *const corrections[CORRECTIONS] = { "2024-06-01", "2024-09-01" };

static void say_otherwise(struct made_file *f, struct lc_random *r)
{
    unsigned at = (unsigned)made_start(f->schema);
    made_otherwise(f, r);
    for (size_t i = 0; i < f->rows; i += 3)
        made_day(f, i, at, f->day[i][at] - (int)lc_random_below(r, 60));
    for (unsigned k = 0; k < 3; k++) /* and what was before all that it had said */
        made_row(f, f->rows++, MADE_ROWS + 3 + k, made_month(1 + k), r);
}

static void load(const struct made_world *w, unsigned corrected, uint64_t seed)
{
    static struct made_world other, own;
    struct lc_random r;
    other = (struct made_world){ 1, { w->file[1] } };
    own = (struct made_world){ 1, { w->file[0] } };
    imports_anew(&im);
    im.options.covers_from = day_of("2013-01-01");
    im.options.covers_to = day_of(MADE_RECEIVED);
    made_import(&other, &im, MADE_RECEIVED);
    for (unsigned c = 0; c < corrected; c++) {
        lc_random_init(&r, seed, 9 + c);
        other = (struct made_world){ 1, { w->file[1] } };
        say_otherwise(&other.file[0], &r);
        made_import(&other, &im, corrections[c]);
    }
    made_import(&own, &im, corrections[CORRECTIONS - 1]);
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

/* Of the first n, those that are not among the others. */
static size_t count_new(size_t n, const struct seen *a, size_t others,
                        const struct seen *b)
{
    size_t new = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < others
               && (a[i].start != b[k].start || a[i].end != b[k].end
                   || memcmp(a[i].who, b[k].who, LC_PSEUDONYM)
                   || strcmp(a[i].code, b[k].code)))
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

/* On each of the days, what is seen with one more correction and not without it, or
 * without it and not with it. */
enum { DAYS = 3 };

static void count_news(const struct made_world *w, unsigned corrected, uint64_t seed,
                       const int32_t *day, size_t *news)
{
    static struct seen plain[DAYS][8 * MADE_ROOM], after[8 * MADE_ROOM];
    size_t n[DAYS];
    load(w, corrected, seed);
    for (size_t d = 0; d < DAYS; d++)
        n[d] = look(w, day[d], plain[d]);
    load(w, corrected + 1, seed);
    for (size_t d = 0; d < DAYS; d++) {
        size_t m = look(w, day[d], after);
        news[d] += count_new(m, after, n[d], plain[d]);
        news[d] += count_new(n[d], plain[d], m, after);
        forget(m, after);
        forget(n[d], plain[d]);
    }
}

/* Until the day of a correction nothing is seen that rests on it, and nothing is
 * missing; after it, a good deal is otherwise. */
static void check_schema(const struct lc_schema *schema, unsigned corrected)
{
    static struct made_world w;
    int32_t from = day_of("2015-01-01"), when = day_of(corrections[corrected]);
    size_t news[DAYS] = { 0 };
    for (uint64_t seed = 0; seed < 8; seed++) {
        struct lc_random r;
        lc_random_init(&r, seed, 8);
        made_world(&w, im.schemas, schema, &r);
        int32_t t = from + (int32_t)lc_random_below(&r, (uint64_t)(when - from));
        const int32_t day[DAYS] = { t, when, when + 1 };
        cr_assert(eq(sz, w.count, 2));
        count_news(&w, corrected, seed, day, news);
    }
    cr_expect(eq(sz, news[0], 0), "%s", schema->name);
    cr_expect(eq(sz, news[1], 0), "%s", schema->name);
    cr_expect(lt(sz, 4, news[2]), "%s: %zu", schema->name, news[2]);
}

Test(lookups, nothing_seen_rests_on_a_receipt_to_come, .timeout = 1800)
{
    size_t schemas = 0;
    for (size_t i = 0; i < lc_schemas_count(im.schemas); i++) {
        const struct lc_schema *schema = lc_schemas_at(im.schemas, i);
        if (!looks(schema))
            continue;
        schemas++;
        for (unsigned c = 0; c < CORRECTIONS; c++)
            check_schema(schema, c);
    }
    cr_assert(eq(sz, schemas, 5));
}
