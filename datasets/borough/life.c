#include "datasets/borough/life_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "datasets/borough/world_inside.h"

static int32_t middle_of_month(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return day - mday + 15;
}

static void draw_self(struct lc_life *life)
{
    struct lc_random *r = &life->random;
    life->uasc = life->family->alone;
    int male = life->uasc ? LC_F_MALE_ALONE : LC_F_MALE;
    life->male = lc_random_unit(r) < lc_life_figure(life, male);
    life->disabled =
        !life->uasc && lc_random_unit(r) < lc_life_figure(life, LC_F_DISABLED);
    life->propensity = sqrt(0.5) * (life->family->strain + lc_random_normal(r));
}

void lc_life_begin(struct lc_home *home, int k)
{
    const struct lc_world *world = home->world;
    const struct lc_household *family = &home->family;
    struct lc_life *life = home->life + k;
    struct lc_happening *rows = life->rows;
    size_t room = life->room;
    *life = (struct lc_life){
        .world = world, .family = family, .home = home, .rows = rows, .room = room
    };
    life->member = k;
    life->child = family->member[k].child;
    life->adopted = family->member[k].adopted;
    life->group = family->people->group;
    life->born = family->member[k].born;
    life->month_born = middle_of_month(life->born);
    life->adult = lc_day_birthday(life->born, 18);
    life->died = life->left = LC_OPEN;
    life->why = "RC7";
    life->begins = life->born > world->run_in ? life->born : world->run_in;
    if (family->arrives > life->begins)
        life->begins = family->arrives;
    life->ends = life->adult < world->ends ? life->adult : world->ends;
    life->cin_until = life->cpp_until = life->care_until = LC_NO_DAY;
    life->missing_until = life->early_help_until = LC_NO_DAY;
    life->offence_until = life->exclusion_until = life->gang_until = LC_NO_DAY;
    life->crisis_until = life->helped_until = LC_NO_DAY;
    life->entered = life->first_entered = LC_NO_DAY;
    for (int kind = 0; kind < LC_EVENT_KINDS; kind++)
        life->concern_until[kind] = LC_NO_DAY;
    lc_world_child_stream(world, life->child, &life->random);
    draw_self(life);
}

int lc_life_new(struct lc_life *life, struct lc_error *err)
{
    *life = (struct lc_life){ 0 };
    return LC_GROW(life->rows, life->room, 64, err);
}

void lc_life_free(struct lc_life *life)
{
    free(life->rows);
    life->rows = NULL;
    life->room = life->count = 0;
}

int lc_life_check(const struct lc_life *life, struct lc_error *err)
{
    return life->failed ? LC_FAIL_NOMEM(err) : LC_OK;
}

uint32_t lc_life_add(struct lc_life *life, int kind, int32_t start, int32_t end,
                     const char *code)
{
    if (LC_GROW(life->rows, life->room, life->count + 1, NULL)) {
        life->failed = true;
        life->count = 0; /* the life is lost; lc_life_new() made room for one row */
    }
    uint32_t at = (uint32_t)life->count++;
    life->rows[at] = (struct lc_happening){
        .kind = kind,
        .start = start,
        .end = end,
        .recorded = start,
        .of = at,
        .code = code,
        .detail = "",
        .note = "",
        .need = "",
        .provider = "",
        .began = "",
        .moved = "",
    };
    return at;
}

void lc_life_close(struct lc_life *life, int32_t day, const char *note, const char *rec)
{
    for (size_t i = 0; i < life->count; i++) {
        struct lc_happening *h = life->rows + i;
        if (h->start >= day) {
            h->kind = LC_EVENT_KINDS; /* planned, and never came to be */
        } else if (h->end > day) {
            h->end = day;
            if (h->recorded > day)
                h->recorded = day;
            if (h->kind == LC_KIND_CIN)
                h->note = note;
            else if (h->kind == LC_KIND_EPISODE)
                h->note = rec, h->moved = "";
        }
    }
}

int32_t lc_life_days(struct lc_life *life, int low, int high)
{
    return low + (int32_t)lc_random_below(&life->random, (uint64_t)(high - low + 1));
}

int32_t lc_life_wait(struct lc_life *life, double mean_days)
{
    return (int32_t)(mean_days * lc_random_exponential(&life->random));
}

const char *lc_life_choose(struct lc_life *life, int choice)
{
    const struct lc_choice *c = life->world->truth->choice[choice];
    double total = 0;
    for (size_t i = 0; c[i].text; i++)
        total += c[i].weight;
    double u = total * lc_random_unit(&life->random);
    for (; c[1].text && u > c->weight; c++)
        u -= c->weight;
    return c->text;
}
