/* Numbers are asked for while others are made records of: one that has none is found to
 * have none, whichever others come to lie where it was looked for, and one that has is
 * found with its own or not yet. Tables are as full as they may be, so that many lie
 * beside each other. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/begin.h"
#include "import/roster_inside.h"
#include "parallel/team.h"

enum { TIMES = 100, MADE = 2700, STRANGERS = 2700, ASKERS = 3, MAKE = 0, ROOM = 12 };

struct town {
    struct lc_roster roster;
    char text[MADE + STRANGERS][ROOM];
    struct lc_roster_number number[MADE + STRANGERS];
    uint32_t told[MADE], found[ASKERS][MADE];
    atomic_int over; /* all are made */
    size_t mistaken[ASKERS];
};

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "race_roster: %s\n", err->text);
        exit(1);
    }
}

static void make_records(struct town *t)
{
    struct lc_error err = { 0 };
    for (size_t i = 0; i < MADE; i++)
        need(lc_roster_record(&t->roster, t->number[i].system, t->number[i].local, NULL,
                              t->told + i, &err),
             &err);
    atomic_store(&t->over, 1);
}

static void ask(struct town *t, size_t asker)
{
    static const size_t run = 100;
    uint32_t record[100];
    for (bool last = false; !last;) {
        last = atomic_load(&t->over);
        for (size_t first = 0; first < MADE + STRANGERS; first += run) {
            lc_roster_known(&t->roster, run, t->number + first, record);
            for (size_t i = 0; i < run; i++)
                if (first + i >= MADE)
                    t->mistaken[asker] += record[i] != LC_NO_RECORD;
                else if (record[i] != LC_NO_RECORD)
                    t->found[asker][first + i] = record[i];
                else
                    t->mistaken[asker] += last;
        }
    }
}

static void work(void *context, size_t shard, size_t worker)
{
    struct town *t = context;
    (void)worker;
    if (shard == MAKE)
        make_records(t);
    else
        ask(t, shard - 1);
}

static size_t mistakes(const struct town *t)
{
    size_t wrong = 0;
    for (size_t a = 0; a < ASKERS; a++) {
        wrong += t->mistaken[a];
        for (size_t i = 0; i < MADE; i++)
            wrong += t->found[a][i] != t->told[i];
    }
    return wrong;
}

static size_t one_town(lc_team *team)
{
    static struct town t;
    const struct lc_eras eras = { .count = 1 };
    struct lc_store store = { 0 };
    struct lc_error err = { 0 };
    t = (struct town){ 0 };
    for (size_t i = 0; i < MADE + STRANGERS; i++) {
        snprintf(t.text[i], ROOM, "%zu", 1000000 + i);
        t.number[i] =
            (struct lc_roster_number){ lc_slice_of("police"), lc_slice_of(t.text[i]) };
    }
    need(lc_roster_init(&t.roster, &store, &eras, &err), &err);
    need(lc_roster_expect(&t.roster, MADE, &err), &err);
    lc_team_run(team, 1 + ASKERS, work, &t);
    size_t wrong = mistakes(&t);
    lc_roster_free(&t.roster);
    lc_store_free(&store);
    return wrong;
}

int main(void)
{
    lc_team *team;
    struct lc_error err = { 0 };
    size_t wrong = 0;
    lc_begin();
    need(lc_team_new(&team, 1 + ASKERS, &err), &err);
    for (int i = 0; i < TIMES; i++)
        wrong += one_town(team);
    lc_team_free(team);
    if (wrong)
        fprintf(stderr, "race_roster: %zu numbers were another's\n", wrong);
    return wrong != 0;
}
