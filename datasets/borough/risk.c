/* See risk_inside.h. */
#include "datasets/borough/risk_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "datasets/borough/happen_inside.h"

const int lc_risk_months[LC_RISK_HORIZONS] = { 6, 12, 24 };

#define RUN_STREAMS (UINT64_C(1) << 56)

int lc_again_new(struct lc_again *again, const struct lc_world *world,
                 const struct lc_asides *asides, struct lc_error *err)
{
    int code = LC_OK;
    *again = (struct lc_again){ .world = *world, .unhelped = *world };
    if (asides->day != LC_NO_DAY)
        again->world.ends =
            lc_day_add_months(asides->day, lc_risk_months[LC_RISK_HORIZONS - 1]);
    again->truth = lc_alloc(1, sizeof *again->truth);
    if (!again->truth)
        return LC_FAIL_NOMEM(err);
    *again->truth = *world->truth;
    for (int age = 0; age < 18; age++)
        again->truth->process[LC_P_PANEL].by_age[age] = 0;
    again->unhelped.truth = again->truth;
    for (int k = 0; !code && k < LC_FAMILY_MOST; k++)
        code = lc_life_new(again->home.life + k, err);
    for (int k = 0; !code && k < LC_FAMILY_MOST; k++)
        code = lc_life_new(again->kept.life + k, err);
    return code;
}

void lc_again_free(struct lc_again *again)
{
    for (int k = 0; k < LC_FAMILY_MOST; k++) {
        lc_life_free(again->home.life + k);
        lc_life_free(again->kept.life + k);
    }
    free(again->truth);
    again->truth = NULL;
}

/* --- running forward -------------------------------------------------------------- */
/* One life as it stands, rows and all; the rows' memory of each stays its own. */
static void copy_life(struct lc_life *to, const struct lc_life *from)
{
    struct lc_happening *rows = to->rows;
    size_t room = to->room;
    bool failed = to->failed || LC_GROW(rows, room, from->count + 1, NULL);
    *to = *from;
    to->rows = rows;
    to->room = room;
    to->failed |= failed;
    if (!failed)
        memcpy(rows, from->rows, from->count * sizeof *rows);
    else
        to->count = 0;
}

static void copy_home(struct lc_home *to, const struct lc_home *from)
{
    to->world = from->world;
    to->family = from->family;
    for (int k = 0; k < from->family.members; k++) {
        copy_life(to->life + k, from->life + k);
        to->life[k].home = to;
        to->life[k].family = &to->family;
    }
}

/* Chances of its own to each child in each run: what is left of the exponential
 * variable is a new one, as it has no memory. */
static void deal_anew(struct lc_clocks *all, uint64_t run)
{
    for (int k = 0; k < all->members; k++) {
        struct lc_life *life = all->home->life + k;
        lc_random_init(&life->random,
                       lc_mix64(life->world->seed * UINT64_C(0x9e3779b97f4a7c15) + run),
                       RUN_STREAMS + life->child);
        all->of[k].credit = lc_random_exponential(&life->random);
    }
}

static bool is_known(const struct lc_life *life, int32_t day)
{
    for (int a = 0; a < LC_AGENCIES; a++)
        if (lc_known_from(life, a) < day)
            return true;
    return false;
}

static bool awaits(const struct lc_life_clock *c, int32_t day)
{
    const struct lc_life *life = c->life;
    return c->begun && !c->over && !life->uasc && life->first_entered == LC_NO_DAY
           && lc_day_age(life->month_born, day) >= 10 && is_known(life, day);
}

/* How often each child entered within each of the months. */
struct tally {
    bool awaits[LC_FAMILY_MOST];
    unsigned entered[LC_FAMILY_MOST][LC_RISK_HORIZONS];
};

static void tally_run(struct tally *tally, const struct lc_home *home, int32_t day)
{
    for (int k = 0; k < home->family.members; k++) {
        int32_t entered = home->life[k].first_entered;
        for (int h = 0; tally->awaits[k] && h < LC_RISK_HORIZONS; h++)
            tally->entered[k][h] +=
                entered != LC_NO_DAY
                && entered < lc_day_add_months(day, lc_risk_months[h]);
    }
}

static void write_risk(struct lc_pages *pages, const struct tally *tally,
                       const struct lc_home *home, const struct lc_asides *asides)
{
    for (int k = 0; k < home->family.members; k++) {
        if (!tally->awaits[k])
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_RISKS, LC_OPEN);
        lc_pen_number(&pen, home->life[k].child);
        lc_pen_day(&pen, asides->day);
        lc_pen_number(&pen, asides->runs);
        for (int h = 0; h < LC_RISK_HORIZONS; h++)
            lc_pen_real(&pen, (double)tally->entered[k][h] / asides->runs);
        lc_pen_end(&pen);
    }
}

void lc_write_risks(struct lc_pages *pages, struct lc_again *again,
                    const struct lc_household *family, const struct lc_asides *asides)
{
    struct lc_clocks stand, all;
    struct tally tally = { { false }, { { 0 } } };
    bool any = false;
    again->home.world = &again->world;
    again->home.family = *family;
    bool on = lc_live_begin(&stand, &again->home);
    while (on && stand.t < asides->day)
        on = lc_live_month(&stand, NULL, NULL);
    for (int k = 0; on && stand.t == asides->day && k < stand.members; k++)
        any |= tally.awaits[k] = awaits(stand.of + k, asides->day);
    if (!any)
        return;
    copy_home(&again->kept, &again->home);
    for (int run = 0; run < asides->runs; run++) {
        copy_home(&again->home, &again->kept);
        all = stand;
        deal_anew(&all, (uint64_t)run + 1);
        for (on = true; on && all.t < again->world.ends;)
            on = lc_live_month(&all, NULL, NULL);
        tally_run(&tally, &again->home, asides->day);
    }
    write_risk(pages, &tally, &again->home, asides);
}

/* --- otherwise -------------------------------------------------------------------- */
static bool was_discussed(const struct lc_life *life)
{
    for (size_t i = 0; i < life->count; i++)
        if (life->rows[i].kind == LC_KIND_PANEL)
            return true;
    return false;
}

void lc_write_unhelped(struct lc_pages *pages, struct lc_again *again,
                       const struct lc_home *home)
{
    bool any = false;
    for (int k = 0; k < home->family.members; k++)
        any |= home->life[k].lived && was_discussed(home->life + k);
    if (!any)
        return;
    again->home.world = &again->unhelped;
    again->home.family = home->family;
    lc_live(&again->home, NULL, NULL);
    for (int k = 0; k < home->family.members; k++) {
        const struct lc_life *life = home->life + k;
        int32_t entered = again->home.life[k].first_entered;
        if (!life->lived || !was_discussed(life))
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_UNHELPED, LC_OPEN);
        lc_pen_number(&pen, life->child);
        lc_pen_day(&pen,
                   life->first_entered == LC_NO_DAY ? LC_OPEN : life->first_entered);
        lc_pen_day(&pen, entered == LC_NO_DAY ? LC_OPEN : entered);
        lc_pen_end(&pen);
    }
}

void lc_write_knowledge(struct lc_pages *pages, const struct lc_life *life)
{
    for (size_t i = 0; i < life->count; i++) {
        const struct lc_happening *h = life->rows + i;
        int agency = lc_agency_of(h->kind);
        struct lc_slip slip = lc_slip_of(life, h);
        if (h->kind == LC_EVENT_KINDS || agency == LC_AGENCIES
            || h->recorded + slip.late >= life->world->until)
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_KNOWLEDGE, LC_OPEN);
        lc_pen_number(&pen, life->child);
        lc_pen_text(&pen, lc_event_names[h->kind]);
        lc_pen_day(&pen, h->start);
        lc_pen_day(&pen, h->end);
        lc_pen_text(&pen, lc_agencies[agency]);
        lc_pen_day(&pen, h->recorded + slip.late);
        lc_pen_end(&pen);
    }
}
