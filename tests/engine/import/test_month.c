/* A month of nightly extracts of a world of chance: rows that are withdrawn and said
 * again, starts that move, numbers that are merged, rows that come late or before what
 * they belong to, and rows that are taken back by name. On any day the store says what
 * a store says that holds only what had come by then, to the last event; every night
 * what stands is what the sources say; and however a night is cut, the store is the
 * same. And a year of daily deltas is one load. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "support/extracts.h"
#include "support/imports.h"
#include "support/stores.h"

enum { NIGHTS = 30, KIDS = 30, THINGS = 160, REPLAYS = 20 };

static struct imports im;

static void begin(void)
{
    static const char *const copied[] = { "codes",
                                          "missing",
                                          "merged",
                                          "ssd_cin_episodes",
                                          "ssd_cin_assessments",
                                          "ssd_assessment_factors" };
    static const char visits[] =
        "name: visits\ntitle: Visits\nsystem: police\ndates: iso\ndelay: 0\n"
        "coverage: span\npurge: purge\ncolumns:\n"
        "  - { name: visit, type: id, needed: true }\n"
        "  - { name: kid, type: id, who: person, needed: true }\n"
        "  - { name: begun, type: day, needed: true }\n"
        "  - { name: over, type: day }\n  - { name: purge, type: flag }\n"
        "key: [visit]\nfeeds:\n  - { history: visit, start: begun, end: over }\n";
    char from[200], to[4300];
    imports_begin(&im);
    lc_schemas_free(im.schemas);
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        char *text;
        size_t size;
        snprintf(from, sizeof from, "datasets/schema/%s.yaml", copied[i]);
        snprintf(to, sizeof to, "%s/%s.yaml", im.folder, copied[i]);
        cr_assert(eq(int, lc_file_read(from, 1 << 20, &text, &size, &im.err), LC_OK));
        cr_assert(eq(int, lc_file_write(to, true, text, size, &im.err), LC_OK));
        free(text);
    }
    snprintf(to, sizeof to, "%s/visits.yaml", im.folder);
    cr_assert(
        eq(int, lc_file_write(to, true, visits, sizeof visits - 1, &im.err), LC_OK));
    cr_assert(eq(int, lc_schemas_load(&im.schemas, im.folder, &im.err), LC_OK), "%s",
              im.err.text);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(month, .init = begin, .fini = end, .timeout = 1800);

/* --- the world -------------------------------------------------------------------- */

enum kind { A_MISSING, A_CIN, AN_ASSESSMENT, A_FACTOR, A_VISIT, KINDS };

/* What a source says of a thing, night by night. */
struct thing {
    enum kind kind;
    unsigned kid, of; /* of: a factor's assessment */
    int32_t start, end;
    bool said, purged, fresh; /* fresh: a delta has it this night */
    unsigned need;
};

struct world {
    struct lc_random r;
    struct thing thing[THINGS];
    size_t things;
    unsigned into[KIDS]; /* whose number a kid has */
    bool merged[KIDS];   /* this night */
};

/* Files of a night: text a kind, and the merged numbers. */
struct night {
    char *file[KINDS], *merges;
    size_t live[KINDS]; /* rows that the sources say, visits too */
};

static int32_t first_night(void)
{
    return day_of("2024-03-01");
}

static int32_t below(struct world *w, unsigned n)
{
    return (int32_t)lc_random_below(&w->r, n);
}

/* A thing that begins two to 400 days before the night, and so would have been in the
 * extract of the night before; of a table with a delay, the day before too. */
static void add_thing(struct world *w, int32_t night)
{
    struct thing *t = &w->thing[w->things++];
    *t = (struct thing){ .kind = (enum kind)below(w, KINDS),
                         .said = true,
                         .fresh = true };
    t->kid = w->into[below(w, KIDS)];
    t->start = night - 2 - below(w, below(w, 2) ? 5 : 400);
    if (t->kind == A_CIN && below(w, 3) == 0)
        t->start = night - 1;
    t->end = below(w, 3) ? t->start + below(w, (unsigned)(night - t->start)) : LC_OPEN;
    t->need = 1 + (unsigned)below(w, 8);
    if (t->kind == AN_ASSESSMENT) {
        t->end = t->start + below(w, (unsigned)(night - t->start - 1));
        t->said = below(w, 2); /* its factor may come before it */
    }
    if (t->kind == A_FACTOR) {
        t->of = (unsigned)below(w, (unsigned)w->things);
        while (t->of && w->thing[t->of].kind != AN_ASSESSMENT)
            t->of--;
        t->said = w->thing[t->of].kind == AN_ASSESSMENT;
    }
}

/* No two missing episodes of a child that begin on one day: they are one row. */
static bool is_taken(const struct world *w, const struct thing *one)
{
    for (size_t i = 0; i < w->things; i++)
        if (one != &w->thing[i] && w->thing[i].kind == A_MISSING
            && w->into[w->thing[i].kid] == w->into[one->kid]
            && w->thing[i].start == one->start)
            return true;
    return false;
}

static void change(struct world *w, int32_t night)
{
    struct thing *t = &w->thing[below(w, (unsigned)w->things)];
    int what = below(w, 6);
    int32_t start = t->start;
    if (t->purged)
        return;
    t->fresh = true;
    if (t->kind == A_VISIT && what < 2)
        t->purged = true, t->said = false;
    else if (what < 2 || !t->said)
        t->said = t->kind == A_VISIT || !t->said;
    else if (what == 2 && t->kind == A_MISSING && t->end > t->start + 3) {
        t->start += 1 + below(w, 2);
        if (is_taken(w, t))
            t->start = start;
    } else if (what == 3 && t->kind != AN_ASSESSMENT && t->kind != A_FACTOR)
        t->end = t->end == LC_OPEN ? night - 1 : t->end;
    else
        t->need = 1 + t->need % 8;
}

static void merge_numbers(struct world *w)
{
    unsigned from = (unsigned)below(w, KIDS), to = w->into[below(w, KIDS)];
    if (w->into[from] != from || to == from)
        return;
    for (unsigned k = 0; k < KIDS; k++)
        if (w->into[k] == from)
            w->into[k] = to;
    w->merged[from] = true;
    for (size_t i = 0; i < w->things; i++) /* what was entered twice is once */
        if (w->thing[i].kind == A_MISSING && w->into[w->thing[i].kid] == to
            && is_taken(w, &w->thing[i]) && w->thing[i].kid != to)
            w->thing[i].said = false, w->thing[i].purged = true,
            w->thing[i].start -= 4000;
}

/* --- its files -------------------------------------------------------------------- */

static void add_row(struct lc_text *out, const struct world *w, size_t i)
{
    const struct thing *t = &w->thing[i];
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    unsigned kid = w->into[t->kid];
    lc_day_print(t->start, a);
    lc_day_print(t->end, b);
    if (t->end == LC_OPEN)
        b[0] = 0;
    switch (t->kind) {
    case A_MISSING:
        lc_text_addf(out, "K%u,%s,%s,M,,,\n", kid, a, b);
        break;
    case A_CIN:
        lc_text_addf(out, "R%zu,S%u,%s,N%u,1A,,,N,,%s,,\n", i, kid, a, t->need, b);
        break;
    case AN_ASSESSMENT:
        lc_text_addf(out, "A%zu,S%u,,%s,,%s,,N,,\n", i, kid, a, b);
        break;
    case A_FACTOR:
        lc_text_addf(out, "F%zu,A%u,%uA\n", i, t->of, t->need);
        break;
    default:
        lc_text_addf(out, "V%zu,K%u,%s,%s,%s\n", i, kid, a, b, t->purged ? "Y" : "");
    }
}

static void write_night(struct world *w, struct night *n)
{
    static const char *const head[] = {
        "person_id,start,end,type,context,rhi_offered,rhi_accepted\n", NULL,
        ASSESSMENTS, FACTORS, "visit,kid,begun,over,purge\n"
    };
    struct lc_text out[KINDS] = { { 0 } }, merges = { 0 };
    for (int k = 0; k < KINDS; k++)
        lc_text_add(&out[k],
                    head[k] ? head[k]
                            : "cine_referral_id,cine_person_id,cine_referral_date,"
                              "cine_cin_primary_need_code,cine_referral_source_code,"
                              "cine_referral_source_desc,cine_referral_outcome_json,"
                              "cine_referral_nfa,cine_close_reason,cine_close_date,"
                              "cine_referral_team,cine_referral_worker_id\n");
    for (size_t i = 0; i < w->things; i++) {
        const struct thing *t = &w->thing[i];
        if (t->kind == A_VISIT ? t->fresh : t->said)
            add_row(&out[t->kind], w, i);
        n->live[t->kind] += t->said;
        w->thing[i].fresh = false;
    }
    lc_text_add(&merges, "system,old_number,new_number,merged_date\n");
    size_t header = merges.size;
    for (unsigned k = 0; k < KIDS; k++)
        if (w->merged[k])
            lc_text_addf(&merges, "police,K%u,K%u,\nsocial_care,S%u,S%u,\n", k,
                         w->into[k], k, w->into[k]);
    memset(w->merged, 0, sizeof w->merged);
    for (int k = 0; k < KINDS; k++)
        n->file[k] = out[k].data;
    n->merges = merges.size > header ? merges.data : NULL;
    if (!n->merges)
        lc_text_free(&merges);
}

static void live_on(struct world *w, struct night *night)
{
    for (unsigned k = 0; k < KIDS; k++)
        w->into[k] = k;
    for (int t = 0; t < NIGHTS; t++) {
        int32_t day = first_night() + t;
        for (int i = 0; i < (t ? 4 : 40) && w->things < THINGS; i++) {
            add_thing(w, day);
            if (w->thing[w->things - 1].kind == A_MISSING
                && is_taken(w, &w->thing[w->things - 1]))
                w->things--;
        }
        for (int i = 0; i < 6 && t; i++)
            change(w, day);
        if (t % 4 == 3)
            merge_numbers(w);
        write_night(w, &night[t]);
    }
}

/* --- nights taken in -------------------------------------------------------------- */

static const char *day_text(int t, char *room)
{
    return lc_day_print(first_night() + t, room);
}

static void run(int t)
{
    char day[LC_DAY_ROOM];
    im.options.covers_from = day_of("2010-01-01");
    im.options.covers_to = first_night() + t;
    cr_assert(eq(int, imports_run(&im, day_text(t, day)), LC_OK), "night %d: %s", t,
              im.err.text);
}

static void add_cut(const char *name, const char *text, unsigned part,
                    struct lc_random *r)
{
    struct lc_text out = { 0 };
    lc_random_init(r, 5, strlen(text));
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n") + 1;
        if (at == text || lc_random_below(r, 2) == part)
            lc_text_add_bytes(&out, at, size);
        at += size;
    }
    imports_add(&im, name, out.data, out.size);
    lc_text_free(&out);
}

static void add_file(const struct night *n, enum kind kind)
{
    static const char *const name[] = { "missing.csv", "cin.csv", "assessments.csv",
                                        "factors.csv", "visits.csv" };
    imports_add(&im, name[kind], n->file[kind], 0);
}

/* The deltas of visits are no full extract; the others are. */
static void take_night(const struct night *n, int t)
{
    im.options.extent = LC_ALL_FULL;
    if (n->merges)
        imports_add(&im, "merged.csv", n->merges, 0);
    for (int k = 0; k < A_VISIT; k++)
        add_file(n, (enum kind)k);
    run(t);
    im.options.extent = LC_ALL_INCREMENTAL;
    add_file(n, A_VISIT);
    run(t);
}

/* The merged numbers first; then everything in a command of its own, the referrals in
 * two, the factors before the assessments where those of the day have none yet. */
static void take_cut_night(const struct night *n, int t)
{
    struct lc_random r;
    im.options.extent = LC_ALL_FULL;
    im.options.withdraw = true;
    if (n->merges) {
        imports_add(&im, "merged.csv", n->merges, 0);
        run(t);
    }
    for (unsigned part = 0; part < 2; part++) {
        add_cut("cin.csv", n->file[A_CIN], (unsigned)(t + (int)part) % 2, &r);
        run(t);
        if (part == 0) {
            add_file(n, AN_ASSESSMENT);
            run(t);
        }
    }
    add_file(n, A_FACTOR);
    run(t);
    add_file(n, A_MISSING);
    run(t);
    im.options.extent = LC_ALL_INCREMENTAL;
    add_file(n, A_VISIT);
    run(t);
}

/* --- what is seen ----------------------------------------------------------------- */

static size_t standing(const char *history)
{
    const struct lc_history *h = lc_store_history(&im.store, history);
    size_t n = 0;
    for (size_t i = 0; h && i < h->n; i++)
        n += h->known_to[i] == LC_OPEN;
    return n;
}

static void free_nights(struct night *night)
{
    for (int t = 0; t < NIGHTS; t++) {
        for (int k = 0; k < KINDS; k++)
            free(night[t].file[k]);
        free(night[t].merges);
    }
}

static void make(struct night *night, uint64_t seed)
{
    static struct world w;
    w = (struct world){ .things = 0 };
    lc_random_init(&w.r, seed, 1);
    live_on(&w, night);
}

Test(month, any_day_is_what_had_come_by_then)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct night night[NIGHTS] = { { { NULL }, NULL, { 0 } } };
        struct lc_random r;
        char *want[NIGHTS + 1] = { NULL };
        uint64_t withdrawn = 0, corrected = 0;
        make(night, seed);
        imports_anew(&im);
        for (int t = 0; t < NIGHTS; t++) {
            take_night(&night[t], t);
            cr_assert(eq(sz, standing("missing"), night[t].live[A_MISSING]),
                      "seed %d night %d", (int)seed, t);
            cr_assert(eq(sz, standing("referral"), night[t].live[A_CIN]));
            cr_assert(eq(sz, standing("assessment"), night[t].live[AN_ASSESSMENT]));
            cr_assert(eq(sz, standing("visit"), night[t].live[A_VISIT]));
            want[t] = imports_seen(&im, first_night() + t + 1);
            for (size_t f = 0; f < im.result.count; f++)
                withdrawn += im.result.file[f].withdrawn;
            for (size_t f = 0; f < im.result.count; f++)
                corrected += im.result.file[f].corrected;
        }
        lc_random_init(&r, seed, 2);
        for (int k = 0; k < REPLAYS; k++) {
            int t = (int)lc_random_below(&r, NIGHTS);
            char *got = imports_seen(&im, first_night() + t + 1);
            cr_expect_str_eq(got, want[t], "seed %d, night %d", (int)seed, t);
            free(got);
        }
        cr_expect(withdrawn + corrected > 0);
        for (int t = 0; t < NIGHTS; t++)
            free(want[t]);
        free_nights(night);
    }
}

Test(month, however_a_night_is_cut_the_store_is_the_same)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct night night[NIGHTS] = { { { NULL }, NULL, { 0 } } };
        unsigned char whole[LC_DIGEST], cut[LC_DIGEST];
        make(night, seed);
        imports_anew(&im);
        for (int t = 0; t < NIGHTS; t++)
            take_night(&night[t], t);
        char *one = imports_dump(&im, NULL, true);
        imports_contents(&im, whole);
        imports_anew(&im);
        for (int t = 0; t < NIGHTS; t++)
            take_cut_night(&night[t], t);
        char *other = imports_dump(&im, NULL, true);
        imports_contents(&im, cut);
        cr_expect_str_eq(one, other, "seed %d", (int)seed);
        cr_expect(eq(int, memcmp(whole, cut, LC_DIGEST), 0), "seed %d", (int)seed);
        free(one);
        free(other);
        free_nights(night);
    }
}

/* --- a year of deltas ------------------------------------------------------------- */

/* Each day some episodes begin, end or are corrected, each row with the day on which it
 * was recorded: the day of its delta. */
Test(month, a_year_of_deltas_is_one_load)
{
    static const char head[] =
        "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n";
    enum { DAYS = 365, SPELLS = 120 };
    struct lc_text all = { 0 };
    struct lc_random r;
    struct {
        int32_t start, end;
    } spell[SPELLS] = { { 0, 0 } };
    size_t spells = 0;
    int32_t first = day_of("2023-01-01");
    lc_random_init(&r, 11, 1);
    lc_text_add(&all, head);
    im.options.extent = LC_ALL_INCREMENTAL;
    for (int t = 0; t < DAYS; t++) {
        struct lc_text delta = { 0 };
        char a[LC_DAY_ROOM], b[LC_DAY_ROOM], today[LC_DAY_ROOM];
        lc_text_add(&delta, head);
        size_t header = delta.size;
        bool changed[SPELLS] = { false };
        for (int i = 0; i < 2; i++) {
            size_t k = lc_random_below(&r, SPELLS);
            if (k >= spells) {
                if (spells == SPELLS)
                    continue;
                k = spells++;
                spell[k].start = first + t - (int32_t)lc_random_below(&r, 40);
                spell[k].end = LC_OPEN;
            } else if (!changed[k])
                spell[k].end = spell[k].start
                               + (int32_t)lc_random_below(
                                   &r, (unsigned)(first + t - spell[k].start + 1));
            else
                continue;
            changed[k] = true;
            lc_text_addf(&delta, "P%zu,%s,%s,M,home,,,%s\n", k,
                         lc_day_print(spell[k].start, a),
                         spell[k].end == LC_OPEN ? "" : lc_day_print(spell[k].end, b),
                         lc_day_print(first + t, today));
        }
        if (delta.size > header) {
            lc_text_add_bytes(&all, delta.data + header, delta.size - header);
            imports_add(&im, "delta.csv", delta.data, delta.size);
            imports_take(&im, lc_day_print(first + t, today));
        }
        lc_text_free(&delta);
    }
    char *deltas = imports_dump(&im, "missing", true);
    imports_anew(&im);
    imports_add(&im, "all.csv", all.data, all.size);
    imports_take(&im, "2023-12-31");
    char *once = imports_dump(&im, "missing", true);
    cr_expect_str_eq(deltas, once);
    free(deltas);
    free(once);
    lc_text_free(&all);
}
