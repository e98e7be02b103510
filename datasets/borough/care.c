/* Care: a period is planned whole on the day it begins, episode by episode, and ends at
 * the 18th birthday at the latest. A move, a death or that birthday may cut it short.
 */
#include "datasets/borough/happen_inside.h"

#include <string.h>

/* A period in the making. */
struct period {
    struct lc_life *life;
    int age, route;
    int32_t at, until;
    const char *legal, *need, *began, *placement, *provider;
    const char *last; /* REC at the end */
};

static bool ten_or_over(const struct period *p)
{
    return p->age >= 10;
}

static bool offended(const struct lc_life *life, int32_t day)
{
    for (size_t i = 0; i < life->count; i++)
        if ((life->rows[i].kind == LC_KIND_OFFENCE
             || life->rows[i].kind == LC_KIND_GANG)
            && life->rows[i].start >= day - 365 && life->rows[i].start <= day)
            return true;
    return false;
}

/* UASC come in under section 20, a remand by a court. Ways other than these differ in
 * legal status and need. */
static const struct {
    int legal, need;
} ways[LC_PROCESSES] = {
    [0] = { LC_C_LEGAL_YOUNG, LC_C_NEED_YOUNG },
    [LC_P_FAMILY] = { LC_C_LEGAL_FAMILY, LC_C_NEED_FAMILY },
    [LC_P_EXPLOITATION] = { LC_C_LEGAL_EXPLOITATION, LC_C_NEED_EXPLOITATION },
    [LC_P_HOMELESS] = { LC_C_LEGAL_HOMELESS, LC_C_NEED_HOMELESS },
    [LC_P_BREAKDOWN] = { LC_C_LEGAL_BREAKDOWN, LC_C_NEED_BREAKDOWN },
};

static const char *draw_legal(struct period *p)
{
    if (p->life->uasc)
        return "V2";
    if (p->route == LC_P_REMAND)
        return "J1";
    return lc_life_choose(p->life, ways[p->route].legal);
}

static const char *draw_need(struct period *p)
{
    if (p->life->uasc)
        return "N8";
    if (p->route == LC_P_REMAND)
        return "N6";
    return lc_life_choose(p->life, ways[p->route].need);
}

/* At home only under an order, else with relatives: a child at home under none is not
 * looked after. A hospital and a prison are no authority's. */
static void draw_placement(struct period *p)
{
    int age = lc_day_age(p->life->born, p->at);
    p->placement = p->legal[0] == 'J'
                       ? lc_life_chance(p->life, 0.5) ? "R5" : "K1"
                       : lc_life_choose(p->life, age < 12   ? LC_C_PLACE_YOUNG
                                                 : age < 16 ? LC_C_PLACE_TEEN
                                                            : LC_C_PLACE_OLD);
    bool home = strcmp(p->placement, "P1") == 0;
    p->provider = home ? "PR0" : lc_life_choose(p->life, LC_C_PROVIDER);
    if (home && p->legal[0] != 'C')
        p->placement = "U1", p->provider = "PR1";
    if (strcmp(p->placement, "R2") == 0 || strcmp(p->placement, "R5") == 0)
        p->provider = "PR3";
}

/* Days of the whole period, before the 18th birthday cuts it. */
static int32_t draw_length(struct period *p)
{
    struct lc_life *life = p->life;
    if (life->uasc)
        return lc_life_chance(life, 0.06) ? 10 + lc_life_wait(life, 60) : 9999;
    if (strcmp(p->legal, "J1") == 0)
        return 5 + lc_life_wait(life, lc_life_chance(life, 0.25) ? 400 : 55);
    if (strcmp(p->legal, "L1") == 0 && lc_life_chance(life, 0.4))
        return lc_life_days(life, 1, 3);
    if (ten_or_over(p))
        return 4
               + (lc_life_chance(life, 0.28) ? lc_life_wait(life, 70)
                                             : 90 + lc_life_wait(life, 2200));
    if (lc_life_chance(life, 0.15))
        return 4 + lc_life_wait(life, 60);
    return 150 + lc_life_wait(life, p->age < 5 ? 800 : 2000);
}

static const char *draw_last(struct period *p)
{
    if (p->until == p->life->adult)
        return lc_life_choose(p->life, LC_C_LAST_ADULT);
    if (p->life->uasc)
        return lc_life_chance(p->life, 0.5) ? "E15" : "E3";
    if (strcmp(p->legal, "J1") == 0)
        return lc_life_choose(p->life, LC_C_LAST_REMAND);
    if (p->until - p->at <= 30)
        return lc_life_chance(p->life, 0.7) ? "E4B" : "E4A";
    return lc_life_choose(p->life, p->age < 5 ? LC_C_LAST_YOUNG : LC_C_LAST_OLD);
}

static uint32_t add_episode(struct period *p, int32_t end, const char *rec,
                            const char *moved)
{
    uint32_t at = lc_life_add(p->life, LC_KIND_EPISODE, p->at, end, p->legal);
    struct lc_happening *h = p->life->rows + at;
    h->detail = p->placement;
    h->note = rec;
    h->need = p->need;
    h->provider = p->provider;
    h->began = p->began;
    h->moved = moved;
    p->at = end;
    return at;
}

/* The legal status after this one, and the days until it; 0 days when it lasts. */
static int32_t draw_next_legal(struct period *p, const char **legal)
{
    struct lc_life *life = p->life;
    if (p->legal[0] == 'L') {
        *legal = lc_life_chance(life, ten_or_over(p) ? 0.75 : 0.4) ? "V2" : "C1";
        return lc_life_days(life, 1, 3);
    }
    *legal = "C2";
    if (strcmp(p->legal, "C1") == 0)
        return 150 + lc_life_wait(life, 120);
    *legal = "C1";
    if (strcmp(p->legal, "V2") == 0 && !life->uasc && lc_life_chance(life, 0.18))
        return 30 + lc_life_wait(life, 150);
    return 0;
}

/* Days until the next move: few in a placement crisis, into which some moves fall. */
static int32_t draw_move(struct period *p, bool *crisis)
{
    double days = lc_life_figure(p->life, *crisis ? LC_F_PLACEMENT_CRISIS_DAYS
                                                  : LC_F_PLACEMENT_DAYS);
    *crisis = lc_life_chance_of(p->life, LC_F_PLACEMENT_CRISIS);
    return 8 + lc_life_wait(p->life, days);
}

static void add_middle(struct period *p)
{
    const char *next;
    bool crisis = false;
    int32_t days = draw_next_legal(p, &next);
    int32_t legal_at = days ? p->at + days : LC_OPEN;
    for (;;) {
        int32_t move_at = p->at + draw_move(p, &crisis);
        int32_t at = legal_at < move_at ? legal_at : move_at;
        if (at >= p->until)
            return;
        bool legal = at == legal_at;
        add_episode(p, at, "X1", legal ? "" : lc_life_choose(p->life, LC_C_MOVED));
        p->began = legal ? "L" : "P";
        if (legal) {
            p->legal = next;
            days = draw_next_legal(p, &next);
            legal_at = days ? at + days : LC_OPEN;
        } else {
            draw_placement(p);
        }
    }
}

static bool is_any(const char *code, const char *a, const char *b)
{
    return strcmp(code, a) == 0 || strcmp(code, b) == 0;
}

/* Before an adoption the child is with those who adopt it, under a placement order: for
 * the second half of what would be its last placement, 240 days at most. A guardian who
 * was no foster carer has codes of their own. */
static void prepare_last(struct period *p)
{
    int32_t days = (p->until - p->at) / 2;
    if (is_any(p->last, "E45", "E46") && p->placement[0] != 'U')
        p->last = p->last[2] == '5' ? "E47" : "E48";
    if (!is_any(p->last, "E11", "E12") || !days)
        return;
    add_episode(p, p->until - (days < 240 ? days : 240), "X1", "CARPL");
    p->began = "B";
    p->legal = "E1";
    p->placement = "A6";
    p->provider = "PR1";
}

static void add_permanence(struct lc_life *life, int32_t day, const char *rec)
{
    static const struct {
        const char *rec, *code;
    } orders[] = {
        { "E11", "adoption" },
        { "E12", "adoption" },
        { "E41", "child_arrangements" },
        { "E45", "special_guardianship" },
        { "E46", "special_guardianship" },
        { "E47", "special_guardianship" },
        { "E48", "special_guardianship" },
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(orders[i].rec, rec) == 0)
            lc_life_add(life, LC_KIND_PERMANENCE, day, day, orders[i].code);
}

void lc_happen_care_to_end(struct lc_life *life)
{
    static const struct {
        const char *rec, *why;
    } last[] = {
        { "E11", "RC1" }, { "E12", "RC1" }, { "E3", "RC5" }, { "E15", "RC7" }
    };
    const struct lc_happening *h = life->rows + life->count;
    do
        h--;
    while (h > life->rows
           && (h->kind != LC_KIND_EPISODE || h->end != life->care_until));
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        if (strcmp(h->note, last[i].rec) == 0 && h->end < life->ends) {
            life->ends = life->left = h->end;
            life->why = last[i].why;
        }
}

/* A child remanded has offended: the offence is youth justice's, entered later. */
static void explain_remand(struct lc_life *life, int32_t day)
{
    if (!offended(life, day))
        lc_happen_offence(life, day);
}

/* A protection plan ends soon after entry, and a short break that is not over on the
 * day never happened. */
static void make_way(struct lc_life *life, int32_t day)
{
    int32_t end = day + lc_life_days(life, 10, 35);
    for (size_t i = 0; i < life->count; i++) {
        struct lc_happening *h = life->rows + i;
        if (h->kind == LC_KIND_EPISODE && h->end >= day)
            h->kind = LC_EVENT_KINDS;
        if (h->kind == LC_KIND_CPP && h->end > end)
            h->end = life->cpp_until = end;
    }
}

void lc_happen_entry(struct lc_life *life, int32_t day, int route)
{
    struct period p = { .life = life, .at = day, .began = "S", .route = route };
    p.age = lc_day_age(life->born, day);
    make_way(life, day);
    life->entered = day;
    if (!life->care_periods)
        life->first_entered = day;
    if (p.age >= 10 && !life->care_periods)
        life->route = route;
    p.legal = draw_legal(&p);
    p.need = draw_need(&p);
    draw_placement(&p);
    int32_t days = draw_length(&p);
    p.until = day + days < life->adult ? day + days : life->adult;
    p.last = draw_last(&p);
    lc_happen_open_cin(life, day, p.until + lc_life_days(life, 0, 90), p.need,
                       p.legal[0] == 'L' ? "6" : "5B");
    if (p.legal[0] == 'J')
        explain_remand(life, day);
    else
        add_middle(&p);
    prepare_last(&p);
    add_episode(&p, p.until, p.last, "");
    add_permanence(life, p.until, p.last);
    life->care_until = p.until;
    life->care_periods++;
    lc_happen_care_to_end(life);
}

void lc_happen_short_break(struct lc_life *life, int32_t day)
{
    struct period p = { .life = life, .at = day, .began = "S", .legal = "V4" };
    p.age = lc_day_age(life->born, day);
    p.need = "N2";
    p.placement = "U6";
    p.provider = "PR1";
    if (lc_life_chance(life, 0.3))
        p.legal = "V3";
    for (size_t i = 0; i < life->count; i++) /* a child's are all counted in one way */
        if (life->rows[i].kind == LC_KIND_EPISODE && lc_is_brief(life->rows + i))
            p.legal = life->rows[i].code;
    add_episode(&p, day + lc_life_days(life, 1, 4), "E4A", "");
}
