/* The whole of it, on invented people: planted parameters come back, a weight is the
 * sum that (1) says, rules count what they make, and neither order nor threads nor
 * sides matter. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "match/match_inside.h"

TestSuite(match, .init = lc_begin);

enum { FIELDS = 5, ROOM = 48, SHARED = 700, OTHERS = 300, EACH = SHARED + OTHERS };
enum { FORENAME, SURNAME, BORN, POSTCODE, SEX };

struct person {
    char cell[FIELDS][ROOM];
    int who;
};

static const char *const roles[FIELDS] = { "forename", "surname", "born", "postcode",
                                           "sex" };

static void name(struct lc_random *r, char *out, int parts, int kinds)
{
    static const char *const part[] = { "ba",  "rol", "min", "ter", "gus", "hov",
                                        "lea", "dri", "sy",  "pon", "kew", "fal" };
    *out = 0;
    for (int i = 0; i < parts; i++)
        strcat(out, part[lc_random_below(r, (uint64_t)kinds)]);
}

static void invent(struct lc_random *r, struct person *p)
{
    name(r, p->cell[FORENAME], 2, 12);
    name(r, p->cell[SURNAME], 3, 12);
    snprintf(p->cell[BORN], ROOM, "%d-%02d-%02d", 2005 + (int)lc_random_below(r, 12),
             1 + (int)lc_random_below(r, 12), 1 + (int)lc_random_below(r, 28));
    snprintf(p->cell[POSTCODE], ROOM, "E%d %dAB", 1 + (int)lc_random_below(r, 18),
             1 + (int)lc_random_below(r, 9));
    strcpy(p->cell[SEX], lc_random_below(r, 2) ? "F" : "M");
}

/* One in ten names is another, one in four postcodes, one in twenty dates. */
static void disturb(struct lc_random *r, struct person *p)
{
    struct person other;
    invent(r, &other);
    if (lc_random_below(r, 10) == 0)
        strcpy(p->cell[FORENAME], other.cell[FORENAME]);
    if (lc_random_below(r, 10) == 0)
        strcpy(p->cell[SURNAME], other.cell[SURNAME]);
    if (lc_random_below(r, 4) == 0)
        strcpy(p->cell[POSTCODE], other.cell[POSTCODE]);
    if (lc_random_below(r, 20) == 0)
        strcpy(p->cell[BORN], other.cell[BORN]);
}

static void make_files(uint64_t seed, struct person *a, struct person *b)
{
    struct lc_random r;
    lc_random_init(&r, seed, 0);
    for (int i = 0; i < EACH; i++) {
        invent(&r, a + i);
        b[i] = a[i];
        a[i].who = b[i].who = i;
        if (i < SHARED) {
            disturb(&r, b + i);
        } else {
            invent(&r, b + i);
            b[i].who = -i - 1;
        }
    }
}

static lc_match *new_match(size_t sources, bool apart)
{
    struct lc_match_field field[FIELDS];
    bool all[3] = { apart, apart, apart };
    lc_match *match = NULL;
    for (int f = 0; f < FIELDS; f++)
        field[f] = (struct lc_match_field){ roles[f],
                                            lc_match_role_find(lc_slice_of(roles[f])) };
    cr_assert(eq(int, lc_match_new(&match, FIELDS, field, sources, all, NULL), LC_OK));
    return match;
}

static void add(lc_match *match, size_t source, const struct person *p, bool more)
{
    struct lc_slice cell[FIELDS];
    for (int f = 0; f < FIELDS; f++)
        cell[f] = lc_slice_of(p->cell[f]);
    cr_assert(eq(int, lc_match_add(match, source, cell, more, NULL), LC_OK));
}

static struct lc_match_found run(lc_match *match, int threads)
{
    struct lc_match_settings how = { .threshold = 0.5 };
    struct lc_match_found found;
    struct lc_error err = { 0 };
    lc_team *team = NULL;
    cr_assert(eq(int, lc_team_new(&team, threads, NULL), LC_OK));
    cr_assert(eq(int, lc_match_run(match, &how, team, &found, &err), LC_OK), "%s",
              err.text);
    lc_team_free(team);
    return found;
}

static struct person a[EACH], b[EACH];

static lc_match *of_files(struct lc_match_found *found, int threads)
{
    lc_match *match = new_match(2, true);
    for (int i = 0; i < EACH; i++) {
        add(match, 0, a + i, false);
        add(match, 1, b + i, false);
    }
    *found = run(match, threads);
    return match;
}

/* m of "same" is one less what was disturbed (another value may be the same by chance:
 * rare), within four standard errors of a share of 700. */
Test(match, planted_parameters_come_back)
{
    static const double planted[FIELDS] = { 0.9, 0.9, 0.95, 0.75, 1 };
    double error = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct lc_match_found found;
        make_files(seed, a, b);
        lc_match *match = of_files(&found, 1);
        cr_expect(found.converged);
        for (int f = 0; f < FIELDS; f++) {
            unsigned same = match->field[f].role->levels - 1;
            double p = planted[f];
            error = 4 * sqrt(p * (1 - p) / SHARED) + 0.01;
            cr_expect(fabs(found.estimate[f].m[same] - p) < error, "%s: %.4f", roles[f],
                      found.estimate[f].m[same]);
        }
        cr_expect(fabs(found.matches - SHARED) < 0.03 * SHARED, "%f", found.matches);
        double right = 0;
        for (size_t i = 0; i < found.pairs; i++)
            right += found.pair[i].joined
                     && a[found.pair[i].a].who == b[found.pair[i].b - EACH].who;
        double precision = right / (double)found.joined, recall = right / SHARED;
        cr_expect(precision > 0.99 && recall > 0.96, "%f %f", precision, recall);
        cr_expect(fabs(precision - found.precision) < 0.01);
        cr_expect(fabs(recall - found.recall) < 0.02);
        lc_match_free(match);
    }
}

/* u of equal values is the chance that one row of each file says the same. */
Test(match, u_of_equal_values_by_counting)
{
    struct lc_match_found found;
    make_files(5, a, b);
    lc_match *match = of_files(&found, 1);
    for (int f = 0; f < FIELDS; f++) {
        double equal = 0;
        for (int i = 0; i < EACH; i++)
            for (int k = 0; k < EACH; k++)
                equal += strcmp(a[i].cell[f], b[k].cell[f]) == 0;
        unsigned levels = match->field[f].role->levels;
        cr_expect(epsilon_eq(dbl, found.estimate[f].u[levels - 1],
                             equal / ((double)EACH * EACH), 1e-12));
        double all = 0;
        for (unsigned l = 0; l < levels; l++)
            all += found.estimate[f].u[l];
        cr_expect(epsilon_eq(dbl, all, 1, 2e-5), "%s", roles[f]);
    }
    lc_match_free(match);
}

/* (1) by hand for pairs whose fields are the same or differ: m / p of what is shared,
 * with p the value's share of both files, and m / u of what differs. */
Test(match, a_weight_is_its_sum)
{
    struct lc_match_found found;
    make_files(6, a, b);
    lc_match *match = of_files(&found, 1);
    int looked_at = 0;
    for (size_t i = 0; i < found.pairs; i++) {
        const struct lc_match_pair *p = found.pair + i;
        double weight = 0;
        bool plain = true;
        for (int f = 0; f < FIELDS; f++) {
            unsigned level = lc_match_level(p->levels, (size_t)f),
                     levels = match->field[f].role->levels;
            const char *said = a[p->a].cell[f];
            double times = 0;
            for (int k = 0; k < EACH; k++)
                times += (strcmp(a[k].cell[f], said) == 0)
                         + (strcmp(b[k].cell[f], said) == 0);
            plain &= level == 1 || level == levels;
            double u = level == levels && f != SEX ? times / (2.0 * EACH)
                                                   : found.estimate[f].u[level - 1];
            weight += log2(found.estimate[f].m[level - 1] / u);
        }
        looked_at += plain;
        if (plain)
            cr_expect(epsilon_eq(dbl, (double)p->weight, weight, 1e-4));
    }
    cr_expect(looked_at > SHARED / 2);
    lc_match_free(match);
}

/* --- order, threads, sides -------------------------------------------------------- */

static int by_ends(const void *x, const void *y)
{
    const struct lc_match_pair *p = x, *q = y;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : (p->b > q->b) - (p->b < q->b);
}

/* Pairs by the persons' places in a and b, however the rows were given. */
static struct lc_match_pair *named(const struct lc_match_found *found,
                                   const uint32_t *place, bool turned)
{
    struct lc_match_pair *pair = calloc(found->pairs + 1, sizeof *pair);
    for (size_t i = 0; i < found->pairs; i++) {
        uint32_t x = place[found->pair[i].a], y = place[found->pair[i].b - EACH];
        pair[i] = found->pair[i];
        pair[i].a = turned ? y : x;
        pair[i].b = turned ? x : y;
    }
    qsort(pair, found->pairs, sizeof *pair, by_ends);
    return pair;
}

static void same_pairs(const struct lc_match_pair *x, const struct lc_match_pair *y,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cr_assert(x[i].a == y[i].a && x[i].b == y[i].b);
        cr_expect(epsilon_eq(dbl, (double)x[i].weight, (double)y[i].weight, 1e-4));
        cr_expect(epsilon_eq(dbl, (double)x[i].chance, (double)y[i].chance, 1e-3));
        cr_expect(x[i].levels == y[i].levels && x[i].joined == y[i].joined);
    }
}

Test(match, threads_do_not_show)
{
    struct lc_match_found one, four;
    make_files(7, a, b);
    lc_match *first = of_files(&one, 1), *second = of_files(&four, 4);
    cr_assert(eq(sz, one.pairs, four.pairs));
    for (size_t i = 0; i < one.pairs; i++) {
        const struct lc_match_pair *x = one.pair + i, *y = four.pair + i;
        cr_expect(x->a == y->a && x->b == y->b && x->levels == y->levels);
        cr_expect(memcmp(&x->weight, &y->weight, sizeof x->weight) == 0);
        cr_expect(memcmp(&x->chance, &y->chance, sizeof x->chance) == 0);
    }
    cr_expect(memcmp(one.cluster, four.cluster, one.records * sizeof *one.cluster)
              == 0);
    cr_expect(memcmp(one.estimate, four.estimate, FIELDS * sizeof *one.estimate) == 0);
    lc_match_free(first);
    lc_match_free(second);
}

/* The rows in another order, and the files in the other. */
Test(match, order_and_sides_do_not_show)
{
    struct lc_match_found plain, other;
    struct lc_random r;
    uint32_t place[EACH], shuffled[EACH];
    make_files(8, a, b);
    lc_match *first = of_files(&plain, 1);
    for (uint32_t i = 0; i < EACH; i++)
        place[i] = shuffled[i] = i;
    lc_random_init(&r, 9, 0);
    lc_random_shuffle(&r, EACH, shuffled);
    struct lc_match_pair *mine = named(&plain, place, false);
    for (int turned = 0; turned < 2; turned++) {
        lc_match *second = new_match(2, true);
        for (int i = 0; i < EACH; i++) {
            add(second, 0, (turned ? b : a) + shuffled[i], false);
            add(second, 1, (turned ? a : b) + shuffled[i], false);
        }
        other = run(second, 2);
        struct lc_match_pair *theirs = named(&other, shuffled, turned);
        cr_assert(eq(sz, plain.pairs, other.pairs));
        same_pairs(mine, theirs, plain.pairs);
        free(theirs);
        lc_match_free(second);
    }
    free(mine);
    lc_match_free(first);
}

/* --- rules ------------------------------------------------------------------------ */

/* Each rule's pairs by looking at all, and each pair is compared once. */
Test(match, rules_make_what_they_count)
{
    for (int apart = 0; apart < 2; apart++) {
        struct lc_match_found found;
        make_files(10, a, b);
        lc_match *match = new_match(2, apart);
        for (int i = 0; i < 200; i++) {
            add(match, 0, a + i, false);
            add(match, 1, b + i, false);
        }
        found = run(match, 2);
        double made[LC_MATCH_RULES] = { 0 }, once = 0;
        for (uint32_t x = 0; x < found.records; x++)
            for (uint32_t y = x + 1; y < found.records; y++) {
                if (apart && (x < 200) == (y < 200))
                    continue;
                uint32_t rules = lc_match_rules_of(match, x, y);
                once += rules != 0;
                for (size_t k = 0; k < found.rules; k++)
                    made[k] += rules >> k & 1;
            }
        for (size_t k = 0; k < found.rules; k++)
            if (!found.rule[k].left_out)
                cr_expect(eq(dbl, found.rule[k].pairs, made[k]), "%s",
                          found.rule[k].name);
        cr_expect(eq(dbl, found.compared, once));
        lc_match_free(match);
    }
}

/* A record in two rows: an earlier surname, an earlier postcode; the best counts, and
 * its pairs are made once. */
Test(match, of_several_rows_the_best_counts)
{
    struct lc_match_found found;
    make_files(11, a, b);
    lc_match *match = new_match(2, true);
    for (int i = 0; i < EACH; i++) {
        struct person old = b[i];
        add(match, 0, a + i, false);
        if (i < SHARED && i % 7 == 0) {
            strcpy(old.cell[SURNAME], a[i].cell[SURNAME]);
            strcpy(old.cell[FORENAME], "");
            add(match, 1, &old, false);
            add(match, 1, b + i, true);
        } else {
            add(match, 1, b + i, false);
        }
    }
    found = run(match, 2);
    cr_expect(eq(u32, (uint32_t)found.records, 2 * EACH));
    for (size_t i = 0; i < found.pairs; i++) {
        const struct lc_match_pair *p = found.pair + i;
        cr_assert(i == 0 || p[0].a != p[-1].a || p[0].b != p[-1].b);
        uint32_t who = p->b - EACH;
        if (p->a == who && who % 7 == 0 && who < SHARED)
            cr_expect(eq(uint, lc_match_level(p->levels, SURNAME),
                         match->field[SURNAME].role->levels));
    }
    lc_match_free(match);
}

/* Three sources, each with a person once: a cluster has one row of each at most, and
 * the shared are found in all. */
Test(match, of_three_sources_one_each)
{
    static struct person c[EACH];
    struct lc_match_found found;
    struct lc_random r;
    lc_random_init(&r, 21, 0);
    make_files(20, a, b);
    lc_match *match = new_match(3, true);
    for (int i = 0; i < EACH; i++) {
        c[i] = a[i];
        disturb(&r, c + i);
        add(match, 0, a + i, false);
        add(match, 1, b + i, false);
        add(match, 2, c + i, false);
    }
    found = run(match, 2);
    int together = 0, each[3 * EACH] = { 0 };
    for (uint32_t i = 0; i < EACH; i++)
        together += found.cluster[i] == found.cluster[2 * EACH + i];
    cr_expect(together > 0.95 * EACH, "%d", together);
    for (uint32_t i = 0; i < found.records; i++) {
        bool twice = each[found.cluster[i]] & 1 << i / EACH;
        cr_expect(not(twice));
        each[found.cluster[i]] |= 1 << i / EACH;
    }
    lc_match_free(match);
}

/* --- what must not be joined ------------------------------------------------------ */

/* Placeholders weigh nothing: a hundred Unknown Unknowns of one file are a hundred. */
Test(match, placeholders_join_nobody)
{
    struct person nobody = { { "Unknown", "Unknown", "1900-01-01", "ZZ99 3VZ", "U" },
                             0 };
    struct lc_match_found found;
    make_files(12, a, b);
    lc_match *match = new_match(2, true);
    for (int i = 0; i < EACH; i++) {
        add(match, 0, i < 100 ? &nobody : a + i, false);
        add(match, 1, i < 100 ? &nobody : b + i, false);
    }
    found = run(match, 2);
    for (uint32_t i = 0; i < 100; i++)
        cr_expect(found.cluster[i] == i && found.cluster[EACH + i] == EACH + i);
    lc_match_free(match);
}

/* Twins in one file each, the one here and the other there: one surname, birth date and
 * postcode, another forename, as often as not another sex. (Were one child's forename
 * another in one of ten, as elsewhere here, nobody could tell them apart.) */
Test(match, twins_stay_apart)
{
    struct lc_match_found found;
    struct lc_random r;
    lc_random_init(&r, 14, 0);
    make_files(13, a, b);
    for (int i = 0; i < SHARED; i++)
        strcpy(b[i].cell[FORENAME], a[i].cell[FORENAME]);
    for (int i = SHARED; i < SHARED + 60; i++) {
        struct person twin = a[i];
        invent(&r, &b[i]);
        strcpy(twin.cell[FORENAME], b[i].cell[FORENAME]);
        strcpy(twin.cell[SEX], b[i].cell[SEX]);
        b[i] = twin;
    }
    lc_match *match = of_files(&found, 1);
    int joined = 0;
    for (uint32_t i = SHARED; i < SHARED + 60; i++)
        joined += found.cluster[EACH + i] == found.cluster[i];
    cr_expect(joined <= 3, "%d of 60", joined);
    cr_expect(fabs(found.households - 60) < 30, "%f", found.households);
    lc_match_free(match);
}

/* Nothing, one row, one field that says nothing: no pairs, and no fault. */
Test(match, of_next_to_nothing)
{
    struct person empty = { { "", "", "", "", "" }, 0 };
    for (int rows = 0; rows < 4; rows++) {
        struct lc_match_found found;
        lc_match *match = new_match(1, false);
        for (int i = 0; i < rows; i++)
            add(match, 0, &empty, false);
        found = run(match, 1);
        cr_expect(eq(sz, found.pairs, 0));
        cr_expect(eq(sz, found.clusters, (size_t)rows));
        lc_match_free(match);
    }
}
