/* A life, month by month. Within a month every process is a Poisson process at the rate
 * that truth_inside.h gives; one exponential variable is spent against the sum of the
 * rates, and where it runs out something happens: what, in proportion to the rates.
 * That is exact, and a month in which nothing happens costs no random number. */
#include "datasets/borough/happen_inside.h"

#include <math.h>
#include <string.h>

#include "datasets/borough/truth_inside.h"

struct clock {
    struct lc_life *life;
    int32_t t;                 /* the month's first day */
    int age, year;             /* at t; the year ending 31 March */
    double x[LC_PREDICTORS];   /* as known at t */
    double rate[LC_PROCESSES]; /* a day, whether or not it can happen now */
    double now;                /* in days */
    double credit;             /* what is left of the exponential variable */
};

/* Rates change with what is known, with age and with the year; most months, none does.
 */
static void set_rates(struct clock *c, bool first)
{
    double x[LC_PREDICTORS], log_ratio[LC_PROCESSES];
    int age = lc_day_age(c->life->month_born, c->t),
        year = lc_day_collection_year(c->t);
    lc_truth_predict(c->life, c->t, x);
    if (!first && age == c->age && year == c->year && !memcmp(x, c->x, sizeof x))
        return;
    memcpy(c->x, x, sizeof x);
    c->age = age;
    c->year = year;
    lc_truth_effects(x, log_ratio);
    for (int p = 0; p < LC_PROCESSES; p++) /* (1) of truth_inside.h */
        c->rate[p] = lc_truth_base(p, age, year) * exp(log_ratio[p]) / 365.25;
}

/* At risk of a first entry at 10 or over all through this month? */
static bool awaits_entry(const struct clock *c)
{
    return c->age >= 10 && c->life->care_periods == 0 && !c->life->uasc;
}

/* The kind of concern that a process raises; 0: none. */
static const int concern_of[LC_PROCESSES] = { [LC_P_CSE] = LC_KIND_CSE,
                                              [LC_P_CCE] = LC_KIND_CCE,
                                              [LC_P_TRAFFICKING] =
                                                  LC_KIND_TRAFFICKING };

static bool can(const struct clock *c, int process)
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
        return feeds && day > life->concern_until[concern_of[process]];
    case LC_P_GANG:
        return feeds && day > life->gang_until;
    case LC_P_OFFENCE:
        return feeds && day > life->offence_until;
    case LC_P_SUSPENSION:
    case LC_P_EXPULSION:
        return feeds && day > life->exclusion_until;
    case LC_P_FIRST_ENTRY:
        return awaits_entry(c);
    case LC_P_YOUNG_ENTRY:
        return c->age < 10 && life->care_periods == 0 && !life->uasc;
    case LC_P_RETURN:
        return life->care_periods > 0 && !care && !life->uasc;
    case LC_P_SHORT_BREAK:
        return life->disabled && life->care_periods == 0;
    default:
        return feeds;
    }
}

/* What happens, but for a death and what the kind of a process says more of. */
static void (*const happens[LC_PROCESSES])(struct lc_life *life, int32_t day) = {
    [LC_P_CONTACT] = lc_happen_contact,
    [LC_P_EARLY_HELP] = lc_happen_early_help,
    [LC_P_REFERRAL] = lc_happen_referral,
    [LC_P_S47] = lc_happen_s47,
    [LC_P_MISSING] = lc_happen_missing,
    [LC_P_GANG] = lc_happen_gang,
    [LC_P_OFFENCE] = lc_happen_offence,
    [LC_P_FIRST_ENTRY] = lc_happen_entry,
    [LC_P_YOUNG_ENTRY] = lc_happen_entry,
    [LC_P_RETURN] = lc_happen_entry,
    [LC_P_SHORT_BREAK] = lc_happen_short_break,
};

static void happen(struct clock *c, int process)
{
    struct lc_life *life = c->life;
    int32_t day = (int32_t)c->now;
    if (process == LC_P_DEATH)
        life->died = life->ends = day;
    else if (concern_of[process])
        lc_happen_concern(life, day, concern_of[process]);
    else if (process == LC_P_SUSPENSION || process == LC_P_EXPULSION)
        lc_happen_exclusion(life, day, process == LC_P_SUSPENSION ? "SUSP" : "PERM");
    else
        happens[process](life, day);
}

static double total_rate(const struct clock *c, double *rate)
{
    double total = 0;
    for (int p = 0; p < LC_PROCESSES; p++)
        total += rate[p] = c->rate[p] > 0 && can(c, p) ? c->rate[p] : 0;
    return total;
}

static int pick(struct clock *c, const double *rate, double total)
{
    double u = total * lc_random_unit(&c->life->random);
    int last = 0;
    for (int p = 0; p < LC_PROCESSES; p++) {
        if (rate[p] <= 0)
            continue;
        last = p;
        if (u < rate[p])
            break;
        u -= rate[p];
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

static void live_month(struct clock *c, int32_t next)
{
    double rate[LC_PROCESSES];
    while (c->now < next && c->now < c->life->ends) {
        double to = next < c->life->ends ? next : c->life->ends;
        to = next_change(c->life, c->now, to);
        double total = total_rate(c, rate), spent = total * (to - c->now);
        if (spent < c->credit) {
            c->credit -= spent;
            c->now = to;
            continue;
        }
        c->now += c->credit / total;
        if (c->now >= to) /* rounding at the edge */
            c->now = nextafter(to, 0);
        c->credit = lc_random_exponential(&c->life->random);
        happen(c, pick(c, rate, total));
    }
}

/* An unaccompanied child is looked after within days of arriving. */
static void arrive_alone(struct lc_life *life)
{
    int32_t day = life->begins + lc_life_days(life, 0, 2);
    if (day >= life->ends)
        return;
    lc_life_add(life, LC_KIND_UASC, life->begins, life->adult, "UASC");
    lc_happen_entry(life, day);
}

static int32_t last_day(const struct lc_life *life)
{
    return life->adult < life->world->until ? life->adult : life->world->until;
}

/* The family moves. A child looked after stays (false); the records of one who is known
 * follow it; one whom nobody knows just goes. */
static bool leave(struct lc_life *life, int32_t day)
{
    if (life->care_until >= day) {
        life->ends = last_day(life);
        return false;
    }
    bool known = life->count > 0;
    bool open = life->cin_until > day && life->rows[life->cin].start < day;
    life->left = day;
    life->why = "RC5";
    lc_life_close(life, day, "RC5", "E3");
    if (known && !open)
        lc_happen_transfer(life, day);
    return true;
}

static void finish(struct lc_life *life)
{
    if (life->died != LC_OPEN)
        lc_life_close(life, life->died, "RC2", "E2");
    else if (life->left != LC_OPEN)
        lc_life_close(life, life->left + 1, life->why, "E3");
    else
        lc_life_close(life, life->adult, "RC7", "E5");
}

static int32_t first_of_month(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return day - mday + 1;
}

static bool over(struct clock *c, int32_t *leaves)
{
    struct lc_life *life = c->life;
    if (c->now < life->ends)
        return false;
    if (life->died != LC_OPEN || life->left != LC_OPEN || life->ends != *leaves)
        return true;
    *leaves = LC_OPEN;
    return leave(life, life->ends);
}

void lc_live(struct lc_life *life, lc_life_step *step, void *context)
{
    int32_t leaves = life->family->leaves;
    struct clock c = { .life = life, .now = life->begins };
    if (leaves <= life->begins || life->begins >= life->ends)
        return;
    if (leaves < life->ends)
        life->ends = leaves;
    c.t = first_of_month(life->begins);
    c.credit = lc_random_exponential(&life->random);
    if (life->uasc)
        arrive_alone(life);
    for (bool first = true; !over(&c, &leaves); first = false) {
        int32_t next = lc_day_add_months(c.t, 1);
        if (first || c.now <= c.t)
            set_rates(&c, first);
        if (step && awaits_entry(&c) && c.now <= c.t)
            step(context, life, c.t, c.rate[LC_P_FIRST_ENTRY] * 365.25);
        live_month(&c, next);
        if (c.now >= next)
            c.t = next;
    }
    finish(life);
}
