/* What children are called: names that are as common as names are, by origin and
 * family, and what they may be written as. */
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

TestSuite(names, .init = household_begin, .fini = household_end, .timeout = 1800);

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static size_t tally(size_t n, char (*name)[LC_NAME_ROOM], size_t *most)
{
    size_t different = 0, run = 0;
    qsort(name, n, LC_NAME_ROOM, by_text);
    *most = 0;
    for (size_t i = 0; i < n; i++) {
        run = i && strcmp(name[i], name[i - 1]) == 0 ? run + 1 : 1;
        different += run == 1;
        *most = run > *most ? run : *most;
    }
    return different;
}

/* Common names are common and there are rare ones: of 4,000 families the commonest
 * surname has at least thrice the mean, and at most a fifth of all but of Indian
 * families (in Brent's registers more than a fifth of the Gujarati ones are Patels). */
Test(names, some_are_common_and_many_are_not)
{
    enum { FAMILIES = 4000 };
    static char surname[FAMILIES][LC_NAME_ROOM], forename[FAMILIES][LC_NAME_ROOM];
    for (int o = 0; o < LC_ORIGINS; o++) {
        size_t most;
        for (size_t n = 0; n < FAMILIES; n++) {
            struct lc_name name;
            move_in(n, lc_origins[o]->word);
            lc_name_draw(&home.family, 0, home.life[0].male, LC_NAMED, 0, &name);
            memcpy(surname[n], name.surname, LC_NAME_ROOM);
            memcpy(forename[n], name.forename, LC_NAME_ROOM);
            cr_expect(name.surname[0] && name.forename[0]);
        }
        size_t different = tally(FAMILIES, surname, &most);
        bool few = o == LC_ORIGIN_OF_sikh; /* Singh and Kaur */
        cr_expect(ge(sz, different, few ? 30 : 35), "%s", lc_origins[o]->word);
        cr_expect(le(sz, 3 * FAMILIES / different, most), "%s", lc_origins[o]->word);
        cr_expect(le(sz, most, few ? 1400 : 900), "%s", lc_origins[o]->word);
        different = tally(FAMILIES, forename, &most);
        cr_expect(ge(sz, different, 60), "%s", lc_origins[o]->word);
        cr_expect(le(sz, most, FAMILIES / 8), "%s", lc_origins[o]->word);
    }
}

/* A family shares its surname, and no forename; another father gives another. */
Test(names, children_of_a_family_are_told_apart)
{
    size_t pairs = 0, shared = 0, halves = 0, alike = 0, twins = 0;
    for (size_t n = 0; n < 6000; n++) {
        move_in(n, "british");
        for (int k = 1; k < home.family.members; k++, pairs++) {
            struct lc_name a, b;
            const struct lc_member *m = home.family.member + k;
            lc_name_draw(&home.family, k - 1, home.life[k - 1].male, LC_NAMED, 0.3, &a);
            lc_name_draw(&home.family, k, home.life[k].male, LC_NAMED, 0.3, &b);
            cr_expect(strcmp(a.forename, b.forename) != 0, "family %zu", n);
            bool same = strcmp(a.surname, b.surname) == 0;
            if (m->father == m[-1].father)
                cr_expect(same, "family %zu", n);
            else
                halves++, shared += same;
            if (m->birth == m[-1].birth)
                twins++, alike += a.forename[0] == b.forename[0];
        }
    }
    cr_expect(lt(sz, 100, halves));
    cr_expect(le(sz, 20 * shared, halves));
    /* 0.3, and as many of the others as begin alike by chance: under a tenth */
    double share = (double)alike / (double)twins, error = sqrt(0.25 / (double)twins);
    cr_expect(lt(sz, 50, twins));
    cr_expect(share > 0.3 - 4 * error && share < 0.37 + 4 * error, "%.3f", share);
}

Test(names, origins_are_in_the_order_of_their_figures)
{
    for (int o = 0; o < LC_ORIGINS; o++) {
        char name[60];
        snprintf(name, sizeof name, "wrong_of_%s", lc_origins[o]->word);
        cr_expect(eq(str, (char *)lc_figures[LC_F_WRITTEN_BRITISH + o], name));
    }
    for (int a = 0; a < LC_AGENCIES; a++) {
        char name[60];
        snprintf(name, sizeof name, "wrong_in_%s", lc_agencies[a]);
        cr_expect(eq(str, (char *)lc_figures[LC_F_WRITTEN_SOCIAL_CARE + a], name));
    }
    int first, second;
    cr_expect(lc_origin_find("british+somali", &first, &second));
    cr_expect(first == LC_ORIGIN_OF_british && second == LC_ORIGIN_OF_somali);
    cr_expect(lc_origin_find("britis", NULL, NULL) == false);
    cr_expect(lc_origin_find("british+", NULL, NULL) == false);
}

/* By hand. */
Test(names, what_a_name_may_become)
{
    struct {
        bool (*change)(char *name, double how);
        const char *before;
        double how;
        const char *after; /* NULL: nothing */
    } rows[] = {
        { lc_name_plain, "Wiśniewska", 0.5, "Wisniewska" },
        { lc_name_plain, "Smith", 0.5, NULL },
        { lc_name_bare, "O'Brien", 0.5, "OBrien" },
        { lc_name_bare, "O'Brien", 0.9, "O Brien" },
        { lc_name_join, "Boateng-Mensah", 0.3, "Boateng Mensah" },
        { lc_name_join, "da Silva", 0.9, "daSilva" },
        { lc_name_drop, "Ferreira Costa", 0.1, "Costa" },
        { lc_name_drop, "Ferreira Costa", 0.9, "Ferreira" },
        { lc_name_drop, "Abdi Hassan Ali", 0.5, "Abdi Ali" },
        { lc_name_drop, "Costa", 0.5, NULL },
        { lc_name_short, "Alexander", 0.1, "Alex" },
        { lc_name_short, "Mohammed Ali", 0.1, "Mo Ali" },
        { lc_name_spell, "Choudhury", 0.01, "Chaudhry" },
        { lc_name_slip, "Ann", 0.1, NULL },
        { lc_name_shout, "Smith-Jones", 0.5, "SMITH-JONES" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[LC_NAME_ROOM];
        snprintf(name, sizeof name, "%s", rows[i].before);
        bool changed = rows[i].change(name, rows[i].how);
        cr_expect(changed == (rows[i].after != NULL), "%s", rows[i].before);
        cr_expect(
            eq(str, name, (char *)(rows[i].after ? rows[i].after : rows[i].before)));
    }
}

/* Whatever is asked of whatever name, it stays whole letters of UTF-8 and ends. */
static bool is_whole(const char *name)
{
    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        if (*c >= 0xC0) {
            if ((c[1] & 0xC0) != 0x80)
                return false;
            c++;
        } else if (*c >= 0x80)
            return false;
    return true;
}

Test(names, a_change_leaves_whole_letters)
{
    static bool (*const changes[])(char *name, double how) = {
        lc_name_slip, lc_name_spell, lc_name_short, lc_name_drop,
        lc_name_join, lc_name_plain, lc_name_bare,  lc_name_shout
    };
    enum { CHANGES = sizeof changes / sizeof *changes };
    for (size_t n = 0; n < 4000; n++) {
        struct lc_name name;
        move_in(n, lc_origins[n % LC_ORIGINS]->word);
        lc_name_draw(&home.family, 0, n / LC_ORIGINS % 2, LC_NAMED, 0, &name);
        for (int k = 0; k < 12; k++) {
            double how = lc_name_unit(n, (unsigned)k);
            changes[(n + (size_t)k * 5) % CHANGES](name.surname, how);
            changes[(n + (size_t)k * 3) % CHANGES](name.forename, how);
            cr_expect(is_whole(name.surname) && is_whole(name.forename), "%s %s",
                      name.forename, name.surname);
            cr_expect(name.surname[0] && strlen(name.surname) < LC_NAME_ROOM);
        }
    }
}
