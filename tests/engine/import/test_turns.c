/* A leader and its follower by turns, over several days, some with one of them alone:
 * each episode is there once, and its end from the day on which the first of them told
 * it, worked out from the receipts alone. However the files of a day are cut, the store
 * is the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "link/link.h"
#include "store/contents.h"
#include "store/seen.h"
#include "support/extracts.h"
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

TestSuite(turns, .init = begin, .fini = end, .timeout = 1800);

enum { EPISODES_MADE = 60, RECEIPTS = 7, DELAY = 7, NOTHING = 0 };

/* The follower, the return of a year, or both. A return that comes again has another
 * legal status for a third of the children. */
static const struct receipt {
    const char *day;
    bool follower;
    int year; /* NOTHING: no return */
    const char *status;
} receipts[RECEIPTS] = {
    { "2019-10-01", true, NOTHING, "" }, { "2020-06-01", true, 2020, "V2" },
    { "2020-09-01", false, 2020, "C2" }, { "2020-12-01", true, NOTHING, "" },
    { "2021-05-01", false, 2021, "V2" }, { "2021-06-01", true, NOTHING, "" },
    { "2021-09-01", true, 2021, "C2" },
};

struct episode {
    int32_t start, end;
};

static int32_t day_at(unsigned k)
{
    return day_of(receipts[k].day);
}

static int32_t year_end(unsigned k)
{
    return lc_day_of(receipts[k].year, 4, 1);
}

static bool has_return(const struct episode *e, unsigned k)
{
    return receipts[k].year && e->start < year_end(k)
           && e->end > lc_day_of(receipts[k].year - 1, 4, 1);
}

/* --- by which day a thing was known, from the receipts ---------------------------- */

static int32_t told_by_follower(const struct episode *e)
{
    bool any = false;
    for (unsigned k = 0; k < RECEIPTS; k++) {
        if (!receipts[k].follower || day_at(k) <= e->start)
            continue;
        if (day_at(k) > e->end)
            return any ? day_at(k) : e->end + DELAY;
        any = true; /* it was open then */
    }
    return LC_OPEN;
}

/* The return has the end if it lies in its year. It is old data, known from the end, if
 * no return had the episode before, and the follower had not either. */
static int32_t told_by_leader(const struct episode *e)
{
    bool any = false;
    for (unsigned k = 0; k < RECEIPTS; k++) {
        if (has_return(e, k) && e->end < year_end(k))
            return any ? day_at(k) : e->end + DELAY;
        any |= has_return(e, k) || (receipts[k].follower && day_at(k) > e->start);
    }
    return LC_OPEN;
}

static int32_t end_known(const struct episode *e)
{
    int32_t a = told_by_follower(e), b = told_by_leader(e);
    return a < b ? a : b;
}

/* --- the files -------------------------------------------------------------------- */

static void add_day(struct lc_text *out, int32_t day)
{
    int y, m, d;
    lc_day_split(day, &y, &m, &d);
    lc_text_addf(out, "%02d/%02d/%04d", d, m, y);
}

static void add_episode(struct lc_text *out, const struct episode *e, unsigned i,
                        unsigned k)
{
    if (!has_return(e, k))
        return;
    lc_text_addf(out, "%u,", i);
    add_day(out, e->start);
    lc_text_addf(out, ",S,%s,N1,U4,PR1,", i % 3 ? "V2" : receipts[k].status);
    if (e->end < year_end(k))
        add_day(out, e->end);
    lc_text_add(out, ",,,,,\n");
}

static void add_row(struct lc_text *out, const struct episode *e, unsigned i,
                    int32_t day)
{
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    if (e->start < day)
        lc_text_addf(out, "E%u,%u,%s,S,N1,%s,,,,,,\n", i, i, lc_day_print(e->start, a),
                     lc_day_print(e->end < day ? e->end : LC_OPEN, b));
}

/* Part `part` of `parts` of one of the day's extracts: the episodes that `cut` puts
 * there. */
static void add_part(const struct episode *e, unsigned k, bool leads, unsigned part,
                     const unsigned *cut)
{
    struct lc_text out = { 0 };
    char name[40];
    lc_text_add(&out, leads ? EPISODES : CLA);
    size_t header = out.size;
    for (unsigned i = 0; i < EPISODES_MADE; i++)
        if (cut[i] == part && leads)
            add_episode(&out, &e[i], i, k);
        else if (cut[i] == part)
            add_row(&out, &e[i], i, day_at(k));
    snprintf(name, sizeof name, "%c%u.csv", leads ? 'r' : 'f', 9 - part);
    if (out.size > header)
        imports_add(&im, name, out.data, out.size);
    lc_text_free(&out);
}

/* --- the promises ----------------------------------------------------------------- */

static void make(struct episode *e, struct lc_random *r)
{
    for (unsigned i = 0; i < EPISODES_MADE; i++) {
        e[i].start = day_of("2019-04-02") + 13 * (int)i + (int)lc_random_below(r, 13);
        e[i].end = e[i].start + 20 + (int)lc_random_below(r, 500);
    }
}

/* One command with parts [first, last) of the return and of the follower's extract. */
static int run(const struct episode *e, unsigned k, const unsigned leads[2],
               const unsigned follows[2], const unsigned *cut)
{
    for (unsigned p = leads[0]; p < leads[1] && receipts[k].year; p++)
        add_part(e, k, true, p, cut);
    for (unsigned p = follows[0]; p < follows[1] && receipts[k].follower; p++)
        add_part(e, k, false, p, cut);
    im.options.year = receipts[k].year;
    return im.files ? imports_run(&im, receipts[k].day) : LC_OK;
}

/* Everything in the store, but for files and lines. */
static void contents(unsigned char *digest)
{
    struct lc_link_report report;
    cr_assert(eq(int, lc_link_run(&report, &im.store, &im.ids, 20200, &im.err), LC_OK),
              "%s", im.err.text);
    lc_link_report_free(&report);
    cr_assert(eq(int, lc_store_contents(&im.store, digest, &im.err), LC_OK));
}

/* As of t: each episode once, if at all, and its end if that was known. */
static void check_day(const struct episode *e, int32_t t)
{
    const struct lc_history *h = lc_store_history(&im.store, "care");
    size_t seen = 0, want = 0, wrong = 0;
    for (unsigned i = 0; i < EPISODES_MADE; i++)
        want += e[i].start + DELAY < t;
    for (uint64_t k = 0; k < h->n; k++) {
        unsigned i = 0;
        if (!lc_seen(h, k, t))
            continue;
        while (i < EPISODES_MADE && e[i].start != h->start[k])
            i++;
        cr_assert(lt(uint, i, EPISODES_MADE));
        seen++;
        wrong += e[i].start + DELAY >= t
                 || h->end[k] != (end_known(&e[i]) < t ? e[i].end : LC_OPEN);
    }
    cr_expect(eq(sz, seen, want), "on %d", t);
    cr_expect(eq(sz, wrong, 0), "on %d", t);
}

static void receive_whole(const struct episode *e)
{
    static const unsigned cut[EPISODES_MADE] = { 0 }, all[2] = { 0, 1 };
    imports_anew(&im);
    for (unsigned k = 0; k < RECEIPTS; k++)
        cr_assert(eq(int, run(e, k, all, all, cut), LC_OK), "%s", im.err.text);
}

/* Each day's rows by chance in three files, and these in three commands, the last part
 * of the return with the first of the follower. With `early`, once in a while a part of
 * the follower comes before the return is in. */
enum { PARTS = 3 };

static int receive_cut(const struct episode *e, bool early, struct lc_random *r)
{
    unsigned cut[EPISODES_MADE];
    int code = LC_OK;
    imports_anew(&im);
    for (unsigned k = 0; k < RECEIPTS && !code; k++) {
        unsigned with = early && lc_random_below(r, 4) == 0 ? 1 : PARTS - 1;
        for (unsigned i = 0; i < EPISODES_MADE; i++)
            cut[i] = (unsigned)lc_random_below(r, PARTS);
        for (unsigned c = 0; c < 2 * PARTS - 1 && !code; c++) {
            const unsigned leads[2] = { c, c < PARTS ? c + 1 : c };
            const unsigned p = c - with;
            const unsigned follows[2] = { p, c >= with && p < PARTS ? p + 1 : p };
            code = run(e, k, leads, follows, cut);
        }
    }
    return code;
}

Test(turns, each_episode_once_and_its_end_when_it_was_known)
{
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct episode e[EPISODES_MADE];
        struct lc_random r;
        lc_random_init(&r, seed, 4);
        make(e, &r);
        receive_whole(e);
        for (int32_t t = day_of("2019-04-01"); t < day_of("2021-10-01"); t += 3)
            check_day(e, t);
    }
}

Test(turns, however_the_files_of_a_day_are_cut_the_store_is_the_same)
{
    size_t refused = 0, same = 0;
    for (uint64_t seed = 0; seed < 30; seed++) {
        unsigned char whole[LC_DIGEST], cut[LC_DIGEST];
        struct episode e[EPISODES_MADE];
        struct lc_random r;
        lc_random_init(&r, seed, 5);
        make(e, &r);
        receive_whole(e);
        contents(whole);
        if (receive_cut(e, seed % 3 == 0, &r)) {
            cr_expect(strstr(im.err.text, "import both in one command") != NULL, "%s",
                      im.err.text);
            refused++;
            continue;
        }
        contents(cut);
        cr_expect(zero(int, memcmp(whole, cut, LC_DIGEST)), "seed %d", (int)seed);
        same++;
    }
    cr_expect(lt(sz, 0, refused));
    cr_expect(lt(sz, 19, same));
}
