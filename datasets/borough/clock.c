/* See clock_inside.h. */
#include "datasets/borough/clock_inside.h"

#include <math.h>
#include <string.h>

#include "datasets/borough/happen_inside.h"
#include "datasets/borough/truth_inside.h"

/* Rates change with what is known, with age and with the year; most months, none does.
 */
static void set_steady(struct lc_life_clock *c, int32_t t)
{
    double x[LC_PREDICTORS], log_ratio[LC_PROCESSES];
    const struct lc_coefficients *truth = c->life->world->truth;
    int age = lc_day_age(c->life->month_born, t), year = lc_day_collection_year(t);
    lc_truth_predict(c->life, t, x);
    if (!c->first && age == c->age && year == c->year && !memcmp(x, c->x, sizeof x))
        return;
    memcpy(c->x, x, sizeof x);
    c->age = age;
    c->year = year;
    lc_truth_effects(truth, x, log_ratio);
    for (int p = 0; p < LC_PROCESSES; p++) /* (1) of truth_inside.h */
        c->steady[p] = lc_truth_base(truth, p, age, year) * exp(log_ratio[p]) / 365.25;
}

void lc_clock_set_rates(struct lc_life_clock *c, int32_t t)
{
    int year, month, day;
    set_steady(c, t);
    c->first = false;
    lc_day_split(t, &year, &month, &day);
    const struct lc_process_rates *process = c->life->world->truth->process;
    for (int p = 0; p < LC_PROCESSES; p++)
        c->rate[p] = c->steady[p] * process[p].by_month[month - 1];
}

/* At risk of a first entry at 10 or over all through this month? */
bool lc_clock_awaits_entry(const struct lc_life_clock *c)
{
    return c->age >= 10 && c->life->care_periods == 0 && !c->life->uasc;
}

static bool can(const struct lc_life_clock *c, int process)
{
    const struct lc_life *life = c->life;
    int32_t day = (int32_t)c->now;
    bool care = day <= life->care_until, feeds = day >= life->world->feeds;
    switch (process) {
    case LC_P_DEATH:
        return true;
    case LC_P_CONTACT:
        return !care;
    case LC_P_EARLY_HELP:
        return !care && day > life->early_help_until && day > life->cin_until;
    case LC_P_REFERRAL:
        return !care && day > life->cin_until;
    case LC_P_S47:
        return !care && day < life->cin_until && day > life->cpp_until;
    case LC_P_MISSING:
        return feeds && day > life->missing_until;
    case LC_P_CSE:
    case LC_P_CCE:
    case LC_P_TRAFFICKING:
        return feeds && day > life->concern_until[lc_concern_of[process]];
    case LC_P_GANG:
        return feeds && day > life->gang_until;
    case LC_P_OFFENCE:
        return feeds && day > life->offence_until;
    case LC_P_SUSPENSION:
    case LC_P_EXPULSION:
        return feeds && day > life->exclusion_until;
    case LC_P_FIRST_ENTRY:
        return lc_clock_awaits_entry(c);
    case LC_P_YOUNG_ENTRY:
        return c->age < 10 && life->care_periods == 0 && !life->uasc;
    case LC_P_RETURN:
        return life->care_periods > 0 && !care && !life->uasc;
    case LC_P_SHORT_BREAK:
        return life->disabled && life->care_periods == 0;
    case LC_P_CRISIS:
        return day > life->crisis_until && !life->uasc;
    case LC_P_PANEL:
        return feeds && !care && day > life->helped_until;
    default: /* routes are weights */
        return false;
    }
}

/* --- entries ---------------------------------------------------------------------- */
/* The hazard of a first entry, at any age, as it is now. */
static double entry_rate(const struct lc_life_clock *c)
{
    return c->here ? c->can[LC_P_FIRST_ENTRY] + c->can[LC_P_YOUNG_ENTRY] : 0;
}

/* Of the ways, by their weights; none under 10. */
int lc_clock_draw_route(struct lc_life_clock *c)
{
    double total = 0;
    if (c->age < 10 || c->life->uasc)
        return 0;
    for (int p = LC_P_ROUTES; p < LC_PROCESSES; p++)
        total += c->rate[p];
    double u = total * lc_random_unit(&c->life->random);
    int p = LC_P_ROUTES;
    for (; p + 1 < LC_PROCESSES && u > c->rate[p]; p++)
        u -= c->rate[p];
    return p;
}

static struct lc_life_clock *highest(struct lc_clocks *all)
{
    struct lc_life_clock *top = all->of;
    for (int k = 1; k < all->members; k++)
        if (entry_rate(all->of + k) > entry_rate(top))
            top = all->of + k;
    return top;
}

/* Brothers and sisters enter together. A part s of each child's hazard h is shared: of
 * the child with the highest, H, events at rate s H each draw a level, evenly from 0 to
 * H, and take every child whose hazard reaches it, so that each enters so at s h. Alone
 * it enters at (1 - s) h. The sum is h, whatever the others' are: the shocks of
 * Marshall and Olkin (1967, J Am Stat Assoc 62:30-44), nested. The clock of the highest
 * spends all of H, and the others waive what is shared. */
static void waive(struct lc_clocks *all)
{
    const struct lc_life_clock *top = highest(all);
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        c->waived =
            c == top ? 0 : lc_life_figure(top->life, LC_F_ENTRY_SHARED) * entry_rate(c);
    }
}

void lc_clocks_enter(struct lc_clocks *all, struct lc_life_clock *c, int32_t day)
{
    bool together[LC_FAMILY_MOST] = { false }, any = false;
    if (c == highest(all) && lc_life_chance_of(c->life, LC_F_ENTRY_SHARED)) {
        double level = entry_rate(c) * lc_random_unit(&c->life->random);
        for (int k = 0; k < all->members; k++)
            if (all->of + k != c && entry_rate(all->of + k) > level)
                together[k] = any = true;
    }
    int route = lc_clock_draw_route(c);
    lc_happen_entry(c->life, day, any && route ? LC_P_FAMILY : route);
    for (int k = 0; any && k < all->members; k++)
        if (together[k])
            lc_happen_entry(all->of[k].life, day,
                            all->of[k].age < 10 ? 0 : LC_P_FAMILY);
}

/* What a child's own clock spends on a process. */
static double spends(const struct lc_life_clock *c, int process)
{
    bool entry = process == LC_P_FIRST_ENTRY || process == LC_P_YOUNG_ENTRY;
    return c->can[process] - (entry && c->can[process] > 0 ? c->waived : 0);
}

static int pick(struct lc_life_clock *c)
{
    double u = c->total * lc_random_unit(&c->life->random);
    int last = 0;
    for (int p = 0; p < LC_PROCESSES; p++) {
        if (!(c->can[p] > 0))
            continue;
        last = p;
        if (u < spends(c, p))
            break;
        u -= spends(c, p);
    }
    return last;
}

/* The next midnight from `now` on at which what can happen changes by itself. */
static double next_change(const struct lc_life *life, double now, double to)
{
    const int32_t ends[] = { life->care_until,
                             life->cin_until,
                             life->cpp_until,
                             life->missing_until,
                             life->early_help_until,
                             life->offence_until,
                             life->exclusion_until,
                             life->gang_until,
                             life->crisis_until,
                             life->helped_until,
                             life->concern_until[LC_KIND_CSE],
                             life->concern_until[LC_KIND_CCE],
                             life->concern_until[LC_KIND_TRAFFICKING] };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        /* a spell's last day still counts as inside; CIN is open until its end */
        for (int32_t edge = 0; edge < 2; edge++)
            if (ends[i] != LC_NO_DAY && ends[i] + edge > now && ends[i] + edge < to)
                to = ends[i] + edge;
    }
    return to;
}

/* --- the clocks ------------------------------------------------------------------- */
static void look_at(struct lc_life_clock *c, int32_t next)
{
    double to = next < c->life->ends ? next : c->life->ends;
    c->to = next_change(c->life, c->now, to);
    for (int p = 0; p < LC_PROCESSES; p++)
        c->can[p] = c->rate[p] > 0 && can(c, p) ? c->rate[p] : 0;
}

/* What can happen to each child, and until when that holds. */
void lc_clocks_look(struct lc_clocks *all)
{
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        c->here = c->begun && !c->over && c->now <= all->at;
        if (c->begun && !c->over)
            look_at(c, all->next);
    }
    waive(all);
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        c->total = 0;
        for (int p = 0; p < LC_PROCESSES; p++)
            c->total += spends(c, p);
    }
}

/* When its credit runs out, or what can happen changes. */
static double due(const struct lc_life_clock *c)
{
    double spent = c->total * (c->to - c->now);
    return spent < c->credit ? c->to : fmin(c->to, c->now + c->credit / c->total);
}

static void advance(struct lc_life_clock *c, double to)
{
    if (!c->begun || c->over || !(to > c->now))
        return;
    c->credit -= c->total * (to - c->now);
    if (c->credit < 0) /* rounding at the edge */
        c->credit = 0;
    c->now = to;
}

/* The child to whom something happens first before the month is over. */
static struct lc_life_clock *soonest(struct lc_clocks *all)
{
    struct lc_life_clock *first = NULL;
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        if (c->begun && !c->over && c->now < all->next && c->now < c->life->ends
            && (!first || due(c) < due(first)))
            first = c;
    }
    return first;
}

struct lc_life_clock *lc_clocks_next(struct lc_clocks *all, int *process)
{
    struct lc_life_clock *c = soonest(all);
    if (!c)
        return NULL;
    double at = due(c);
    bool fires = c->total * (c->to - c->now) >= c->credit;
    if (fires && at >= c->to)
        at = nextafter(c->to, 0);
    all->at = at;
    for (int k = 0; k < all->members; k++)
        advance(all->of + k, at);
    *process = LC_PROCESSES;
    if (fires) {
        c->credit = lc_random_exponential(&c->life->random);
        *process = pick(c);
    }
    return c;
}
