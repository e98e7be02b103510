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
#include "match/estimate_inside.h"
#include "support/invented.h"

TestSuite(match, .init = lc_begin);

static struct person *const a = invented_a, *const b = invented_b;

/* m of "same" is one less what was disturbed (another value may be the same by chance:
 * rare), within four standard errors of a share of 700. */
Test(match, planted_parameters_come_back)
{
    static const double planted[FIELDS] = { 0.9, 0.9, 0.95, 0.75, 1 };
    double error = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct lc_match_found found;
        invented_files(seed);
        lc_match *match = invented_run_files(&found, 1);
        cr_expect(found.converged);
        for (int f = 0; f < FIELDS; f++) {
            unsigned same = match->field[f].role->levels - 1;
            double p = planted[f];
            error = 4 * sqrt(p * (1 - p) / SHARED) + 0.01;
            cr_expect(fabs(found.estimate[f].m[same] - p) < error, "%s: %.4f",
                      invented_role[f], found.estimate[f].m[same]);
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

/* Both columns masked by one word, which no list of placeholders knows: no level is
 * without a chance, and together they are one. */
Test(match, chances_are_chances_where_all_names_are_one)
{
    lc_match *match = invented_match(2, true);
    invented_files(5);
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < EACH; i++) {
            struct person p = s ? b[i] : a[i];
            strcpy(p.cell[FORENAME], "Zorba");
            strcpy(p.cell[SURNAME], "Zorba");
            invented_add(match, s, &p, false);
        }
    struct lc_match_found found = invented_run(match, 2);
    for (int f = FORENAME; f <= SURNAME; f++) {
        double sum = 0;
        for (unsigned l = 1; l <= match->field[f].role->levels; l++) {
            cr_expect(match->estimates->way[1].u[f][l] > 0, "%s, level %u",
                      invented_role[f], l);
            sum += match->estimates->way[1].u[f][l];
        }
        cr_expect(epsilon_eq(dbl, sum, 1, 1e-12));
    }
    cr_expect(isfinite(found.matches));
    lc_match_free(match);
}

/* u of equal values is the chance that one row of each file says the same. */
Test(match, u_of_equal_values_by_counting)
{
    struct lc_match_found found;
    invented_files(5);
    lc_match *match = invented_run_files(&found, 1);
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
        cr_expect(epsilon_eq(dbl, all, 1, 2e-5), "%s", invented_role[f]);
    }
    lc_match_free(match);
}

/* (1) by hand for pairs whose fields are the same or differ: m / p of what is shared,
 * with p the value's share of both files, and m / u of what differs. */
Test(match, a_weight_is_its_sum)
{
    struct lc_match_found found;
    invented_files(6);
    lc_match *match = invented_run_files(&found, 1);
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
    invented_files(7);
    lc_match *first = invented_run_files(&one, 1),
             *second = invented_run_files(&four, 4);
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
    invented_files(8);
    lc_match *first = invented_run_files(&plain, 1);
    for (uint32_t i = 0; i < EACH; i++)
        place[i] = shuffled[i] = i;
    lc_random_init(&r, 9, 0);
    lc_random_shuffle(&r, EACH, shuffled);
    struct lc_match_pair *mine = named(&plain, place, false);
    for (int turned = 0; turned < 2; turned++) {
        lc_match *second = invented_match(2, true);
        for (int i = 0; i < EACH; i++) {
            invented_add(second, 0, (turned ? b : a) + shuffled[i], false);
            invented_add(second, 1, (turned ? a : b) + shuffled[i], false);
        }
        other = invented_run(second, 2);
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
        invented_files(10);
        lc_match *match = invented_match(2, apart);
        for (int i = 0; i < 200; i++) {
            invented_add(match, 0, a + i, false);
            invented_add(match, 1, b + i, false);
        }
        found = invented_run(match, 2);
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

/* A field by itself stands as in the whole, but where names are exchanged: there the
 * forename's level speaks for both, and is more than that of the forenames alone. */
Test(match, a_field_alone_is_as_in_the_whole)
{
    struct lc_match_found found;
    invented_files(17);
    lc_match *match = invented_run_files(&found, 2);
    size_t turned = 0, same = 0;
    for (uint32_t x = 0; x < 60; x++)
        for (uint32_t y = EACH; y < EACH + 60; y++) {
            uint64_t levels = lc_match_compare(match, x, y).levels;
            bool is = lc_match_level(levels, FORENAME) == LC_NAME_EXCHANGED;
            turned += is;
            for (size_t f = 0; f < FIELDS; f++) {
                unsigned whole = lc_match_level(levels, f),
                         alone = lc_match_compare_field(match, y, x, f);
                same += whole == alone;
                if (is && f == FORENAME)
                    cr_expect(lt(u32, alone, whole));
                else if (!is || f != SURNAME)
                    cr_expect(eq(u32, alone, whole), "%u %u %zu", x, y, f);
            }
        }
    cr_expect(eq(sz, same, (size_t)60 * 60 * FIELDS - 2 * turned), "%zu turned",
              turned);
    lc_match_free(match);
}
