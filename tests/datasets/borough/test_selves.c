/* What agencies write of a child: numbers that pass their check, records, and mistakes
 * as often as truth.yaml says and no more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "datasets/borough/self_inside.h"
#include "datasets/borough/world_inside.h"
#include "support/household.h"

TestSuite(selves, .init = household_begin, .fini = household_end, .timeout = 1800);

/* Of the identity figures all but these are 0. */
static void only(int figure, double value, int other, double value_of_other)
{
    for (int i = LC_F_MISSPELT_FORENAME; i < LC_TRUTH_FIGURES; i++)
        if (i < LC_F_WRITTEN_SOCIAL_CARE || i > LC_F_WRITTEN_OTHER)
            truth->figure[i] = 0;
    truth->figure[figure] = value;
    truth->figure[other] = value_of_other;
}

/* --- numbers -------------------------------------------------------------------------- */

/* The rule as the NHS Data Dictionary tells it: ten digits, each times 10 down to 1,
 * make a multiple of eleven. */
static bool nhs_is_valid(const char *nhs)
{
    int sum = 0;
    for (int i = 0; i < 10; i++)
        sum += (nhs[i] - '0') * (10 - i);
    return strlen(nhs) == 10 && sum % 11 == 0;
}

/* DfE's guide: the letter's place among 23 is the weighted sum of the others modulo 23;
 * a letter in the last place of a temporary number counts as its place. */
static bool upn_is_valid(const char *upn, bool temporary)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    int sum = 0;
    for (int i = 1; i < 12; i++)
        sum += (upn[i] - '0') * (i + 1);
    const char *last = strchr(letters, upn[12]);
    if (temporary != (last && upn[12]))
        return false;
    sum += 13 * (temporary ? (int)(last - letters) : upn[12] - '0');
    return strlen(upn) == 13 && strchr(letters, upn[0]) - letters == sum % 23;
}

Test(selves, numbers_known_elsewhere_pass_and_one_digit_off_fails)
{
    char wrong[] = "9434765918";
    cr_expect(eq(chr, lc_nhs_check("9434765919"), '9')); /* NHS England's own example */
    cr_expect(nhs_is_valid("9434765919") && !nhs_is_valid(wrong));
    cr_expect(eq(chr, lc_nhs_check("4000000004"), '4'));
    for (uint32_t child = 0; child < 3000; child++) {
        char nhs[LC_NHS_ROOM], upn[LC_UPN_ROOM];
        for (int variant = 0; variant < 2; variant++) {
            lc_nhs_of(child, variant, nhs);
            cr_expect(nhs_is_valid(nhs) && nhs[0] == '9', "%s", nhs);
            lc_upn_of(child, variant, child % 2, upn);
            cr_expect(upn_is_valid(upn, false), "%s", upn);
        }
        lc_upn_temporary(child, upn);
        cr_expect(upn_is_valid(upn, true), "%s", upn);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

Test(selves, no_two_children_have_one_number)
{
    enum { CHILDREN = 40000, KINDS = 6, ROOM = 20, STEP = 13 };
    static char number[2 * CHILDREN][ROOM];
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint32_t i = 0; i < 2 * CHILDREN; i++) {
            uint32_t child = i / 2 * STEP;
            int variant = (int)(i % 2);
            if (kind < LC_EDUCATION)
                snprintf(number[i], ROOM, "%u",
                         (unsigned)lc_number_of(child, kind, variant));
            else if (kind == LC_EDUCATION)
                lc_nhs_of(child, variant, number[i]);
            else if (kind == 4) /* whichever authority gave them */
                lc_upn_of(child, variant, variant, number[i]);
            else
                lc_upn_temporary(child * 2 + (unsigned)variant, number[i]);
        }
        qsort(number, 2 * CHILDREN, ROOM, by_text);
        size_t twice = 0;
        for (size_t i = 1; i < 2 * CHILDREN; i++)
            twice += strcmp(number[i], number[i - 1]) == 0;
        cr_expect(eq(sz, twice, 0), "kind %d", kind);
    }
}

/* --- records --------------------------------------------------------------------------- */

/* Without mistakes each agency has one record, and what it says is so. */
Test(selves, without_dirt_nothing_is_wrong)
{
    lc_world_init(&world, truth, 5, 20000, 6, 0);
    for (size_t n = 0; n < 3000; n++) {
        struct lc_self first[LC_SELVES], self[LC_SELVES];
        move_in(n, NULL);
        struct lc_life *life = home.life;
        life->adopted = LC_OPEN;
        for (int a = 0; a < LC_AGENCIES; a++) {
            size_t count = lc_selves(life, a, world.until, self);
            if (!a)
                memcpy(first, self, sizeof first);
            cr_expect(eq(sz, count, 1));
            cr_expect(eq(int, self->born, life->born));
            cr_expect(eq(str, (char *)self->sex, life->male ? "M" : "F"));
            cr_expect(memcmp(&self->name, &first->name, sizeof first->name) == 0);
            cr_expect(eq(str, self->postcode, first->postcode));
            cr_expect(nhs_is_valid(self->nhs) && upn_is_valid(self->upn, false));
        }
    }
}

static bool is_wrong(const struct lc_self *self, const struct lc_life *life)
{
    return self->born != life->born;
}

/* A chance of 0.05 and nothing else: in each agency, of each origin, as often as the
 * two factors say, within 4.5 standard errors. */
Test(selves, mistakes_are_as_often_as_their_origin_has_it)
{
    enum { FAMILIES = 4000 };
    only(LC_F_BIRTH_UNKNOWN, 0.05, LC_F_BIRTH_UNKNOWN, 0.05);
    for (int o = 0; o < LC_ORIGINS; o++)
        for (int a = 0; a < LC_AGENCIES; a++) {
            double chance = 0.05 * truth->figure[LC_F_WRITTEN_BRITISH + o]
                            * truth->figure[LC_F_WRITTEN_SOCIAL_CARE + a];
            size_t wrong = 0;
            for (size_t n = 0; n < FAMILIES; n++) {
                struct lc_self self[LC_SELVES];
                move_in(n, lc_origins[o]->word);
                home.life->adopted = LC_OPEN;
                lc_selves(home.life, a, world.until, self);
                wrong += is_wrong(self, home.life);
            }
            double share = (double)wrong / FAMILIES;
            cr_expect(fabs(share - chance)
                          < 4.5 * sqrt(chance * (1 - chance) / FAMILIES),
                      "%s in %s: %.4f for %.4f", lc_origins[o]->word, lc_agencies[a],
                      share, chance);
        }
}

/* The kinds by themselves: with "numbers" alone names are right, with "who" numbers. */
Test(selves, a_kind_of_mistakes_by_itself)
{
    size_t changed[2][2] = { { 0 } };
    for (int kind = 0; kind < 2; kind++)
        for (size_t n = 0; n < 3000; n++) {
            struct lc_self clean[LC_SELVES], self[LC_SELVES];
            move_in(n, NULL);
            lc_world_only(&world, "none");
            lc_selves(home.life, LC_SOCIAL_CARE, world.until, clean);
            lc_world_only(&world, kind ? "numbers" : "who");
            lc_selves(home.life, LC_SOCIAL_CARE, world.until, self);
            changed[kind][0] +=
                memcmp(&self->name, &clean->name, sizeof self->name) != 0;
            changed[kind][1] +=
                strcmp(self->nhs, clean->nhs) || strcmp(self->upn, clean->upn);
        }
    cr_expect(lt(sz, 100, changed[0][0]));
    cr_expect(eq(sz, changed[0][1], 0));
    cr_expect(eq(sz, changed[1][0], 0));
    cr_expect(lt(sz, 100, changed[1][1]));
}

Test(selves, an_adopted_child_is_another_to_every_agency)
{
    size_t renamed = 0;
    lc_world_init(&world, truth, 5, 20000, 6, 0);
    for (size_t n = 0; n < 500; n++) {
        struct lc_self self[LC_SELVES];
        move_in(n, "british");
        home.life->adopted = home.life->born + 900;
        for (int a = 0; a < LC_AGENCIES; a++) {
            cr_assert(eq(sz, lc_selves(home.life, a, world.until, self), 2));
            cr_expect(self[0].until == home.life->adopted && self[1].adopted);
            cr_expect(strcmp(self[0].nhs, self[1].nhs) != 0);
            cr_expect(strcmp(self[0].upn, self[1].upn) != 0);
            cr_expect(self[0].number != self[1].number);
            renamed += strcmp(self[0].name.surname, self[1].name.surname) != 0;
        }
    }
    cr_expect(
        le(sz, 95 * 4 * 500, 100 * renamed)); /* but for a Smith adopted by Smiths */
}

/* Twins' numbers are exchanged in both records or in neither. */
Test(selves, twins_exchange_their_numbers)
{
    size_t pairs = 0;
    only(LC_F_NUMBERS_EXCHANGED, 1, LC_F_TWINS, 1);
    for (size_t n = 0; n < 300; n++) {
        struct lc_self a[LC_SELVES], b[LC_SELVES];
        char own[2][LC_NHS_ROOM];
        move_in(n, "sikh");
        if (home.family.alone)
            continue;
        lc_nhs_of(home.life[0].child, 0, own[0]);
        lc_nhs_of(home.life[1].child, 0, own[1]);
        lc_selves(home.life, LC_SOCIAL_CARE, world.until, a);
        lc_selves(home.life + 1, LC_SOCIAL_CARE, world.until, b);
        if (home.life[0].adopted != LC_OPEN || home.life[1].adopted != LC_OPEN)
            continue;
        pairs++;
        cr_expect(eq(str, a->nhs, own[1]));
        cr_expect(eq(str, b->nhs, own[0]));
    }
    cr_expect(lt(sz, 200, pairs));
}

Test(selves, mistyped_numbers_fail_their_check_and_others_pass)
{
    for (int valid = 0; valid < 2; valid++) {
        only(valid ? LC_F_NUMBER_OTHER : LC_F_NHS_MISTYPED, 1,
             valid ? LC_F_NUMBER_OTHER : LC_F_UPN_MISTYPED, 1);
        for (size_t n = 0; n < 2000; n++) {
            struct lc_self self[LC_SELVES];
            char own[LC_NHS_ROOM];
            move_in(n, NULL);
            home.life->adopted = LC_OPEN;
            lc_nhs_of(home.life->child, 0, own);
            lc_selves(home.life, LC_SOCIAL_CARE, world.until, self);
            cr_expect(strcmp(self->nhs, own) != 0);
            cr_expect(nhs_is_valid(self->nhs) == valid, "%s", self->nhs);
            cr_expect(upn_is_valid(self->upn, false) == valid, "%s", self->upn);
        }
    }
}

/* Temporary pupil numbers: a record each, the days between them, no day in both. */
Test(selves, a_temporary_pupil_number_is_replaced)
{
    size_t temporary = 0;
    only(LC_F_UPN_TEMPORARY, 1, LC_F_UPN_TEMPORARY_NEW, 1);
    for (size_t n = 0; n < 300; n++) {
        struct lc_self self[LC_SELVES];
        move_in(n, NULL);
        home.life->adopted = LC_OPEN;
        cr_assert(eq(sz, lc_selves(home.life, LC_EDUCATION, world.until, self), 2));
        cr_expect(upn_is_valid(self[0].upn, true) && upn_is_valid(self[1].upn, false));
        cr_expect(self[0].until == self[1].from);
        cr_expect(self[0].until > lc_day_birthday(home.life->born, 5));
        temporary++;
    }
    cr_expect(eq(sz, temporary, 300));
}
