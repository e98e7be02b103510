#include "support/invented.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

struct person invented_a[EACH], invented_b[EACH];

const char *const invented_role[FIELDS] = { "forename", "surname", "born", "postcode",
                                            "sex" };

static void name(struct lc_random *r, char *out, int parts, int kinds)
{
    static const char *const part[] = { "ba",  "rol", "min", "ter", "gus", "hov",
                                        "lea", "dri", "sy",  "pon", "kew", "fal" };
    *out = 0;
    for (int i = 0; i < parts; i++)
        strcat(out, part[lc_random_below(r, (uint64_t)kinds)]);
}

void invented_person(struct lc_random *r, struct person *p)
{
    name(r, p->cell[FORENAME], 2, 12);
    name(r, p->cell[SURNAME], 3, 12);
    snprintf(p->cell[BORN], ROOM, "%d-%02d-%02d", 2005 + (int)lc_random_below(r, 12),
             1 + (int)lc_random_below(r, 12), 1 + (int)lc_random_below(r, 28));
    snprintf(p->cell[POSTCODE], ROOM, "E%d %dAB", 1 + (int)lc_random_below(r, 18),
             1 + (int)lc_random_below(r, 9));
    strcpy(p->cell[SEX], lc_random_below(r, 2) ? "F" : "M");
}

void invented_slips(struct lc_random *r, struct person *p)
{
    struct person other;
    invented_person(r, &other);
    if (lc_random_below(r, 10) == 0)
        strcpy(p->cell[FORENAME], other.cell[FORENAME]);
    if (lc_random_below(r, 10) == 0)
        strcpy(p->cell[SURNAME], other.cell[SURNAME]);
    if (lc_random_below(r, 4) == 0)
        strcpy(p->cell[POSTCODE], other.cell[POSTCODE]);
    if (lc_random_below(r, 20) == 0)
        strcpy(p->cell[BORN], other.cell[BORN]);
}

void invented_files(uint64_t seed)
{
    struct person *a = invented_a, *b = invented_b;
    struct lc_random r;
    lc_random_init(&r, seed, 0);
    for (int i = 0; i < EACH; i++) {
        invented_person(&r, a + i);
        b[i] = a[i];
        a[i].who = b[i].who = i;
        if (i < SHARED) {
            invented_slips(&r, b + i);
        } else {
            invented_person(&r, b + i);
            b[i].who = -i - 1;
        }
    }
}

lc_match *invented_match(size_t sources, bool apart)
{
    struct lc_match_field field[FIELDS];
    bool all[3] = { apart, apart, apart };
    lc_match *match = NULL;
    for (int f = 0; f < FIELDS; f++)
        field[f] = (struct lc_match_field){
            invented_role[f], lc_match_role_find(lc_slice_of(invented_role[f]))
        };
    cr_assert(eq(int, lc_match_new(&match, FIELDS, field, sources, all, NULL), LC_OK));
    return match;
}

void invented_add(lc_match *match, size_t source, const struct person *p, bool more)
{
    struct lc_slice cell[FIELDS];
    for (int f = 0; f < FIELDS; f++)
        cell[f] = lc_slice_of(p->cell[f]);
    cr_assert(eq(int, lc_match_add(match, source, cell, more, NULL), LC_OK));
}

struct lc_match_found invented_run(lc_match *match, int threads)
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

lc_match *invented_run_files(struct lc_match_found *found, int threads)
{
    lc_match *match = invented_match(2, true);
    for (int i = 0; i < EACH; i++) {
        invented_add(match, 0, invented_a + i, false);
        invented_add(match, 1, invented_b + i, false);
    }
    *found = invented_run(match, threads);
    return match;
}
