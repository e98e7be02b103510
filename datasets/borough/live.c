/* A family's lives, month by month: what happens when a clock runs out. */
#include "datasets/borough/clock_inside.h"
#include "datasets/borough/happen_inside.h"

/* --- what nobody records ---------------------------------------------------------- */
/* It takes brothers and sisters with it. */
static void fall_into_crisis(struct lc_life *life, int32_t day)
{
    int32_t mean = (int32_t)lc_life_figure(life, LC_F_CRISIS_DAYS);
    int32_t until = day + 30 + lc_life_wait(life, mean);
    life->crisis_until = until;
    for (int k = 0; life->home && k < life->family->members; k++) {
        struct lc_life *other = life->home->life + k;
        if (other != life && other->begins <= day && day < other->ends
            && day > other->crisis_until
            && lc_life_chance_of(other, LC_F_CRISIS_SIBLING))
            other->crisis_until = until;
    }
}

static void meet_panel(struct lc_life *life, int32_t day)
{
    life->helped_until = day + (int32_t)lc_life_figure(life, LC_F_HELPED_DAYS);
    lc_life_add(life, LC_KIND_PANEL, day, day, "");
}

/* What happens, but for a death, an entry and what the kind of a process says more of.
 */
static void (*const happens[LC_PROCESSES])(struct lc_life *life, int32_t day) = {
    [LC_P_CONTACT] = lc_happen_contact,
    [LC_P_EARLY_HELP] = lc_happen_early_help,
    [LC_P_REFERRAL] = lc_happen_referral,
    [LC_P_S47] = lc_happen_s47,
    [LC_P_CRISIS] = fall_into_crisis,
    [LC_P_MISSING] = lc_happen_missing,
    [LC_P_GANG] = lc_happen_gang,
    [LC_P_OFFENCE] = lc_happen_offence,
    [LC_P_PANEL] = meet_panel,
    [LC_P_SHORT_BREAK] = lc_happen_short_break,
};

static void happen(struct lc_clocks *all, struct lc_life_clock *c, int process)
{
    struct lc_life *life = c->life;
    int32_t day = (int32_t)c->now;
    if (process == LC_P_DEATH)
        life->died = life->ends = day;
    else if (lc_concern_of[process])
        lc_happen_concern(life, day, lc_concern_of[process]);
    else if (process == LC_P_SUSPENSION || process == LC_P_EXPULSION)
        lc_happen_exclusion(life, day, process == LC_P_SUSPENSION ? "SUSP" : "PERM");
    else if (process == LC_P_RETURN)
        lc_happen_entry(life, day, lc_clock_draw_route(c));
    else if (process == LC_P_FIRST_ENTRY || process == LC_P_YOUNG_ENTRY)
        lc_clocks_enter(all, c, day);
    else
        happens[process](life, day);
}

static void live_month(struct lc_clocks *all)
{
    int process;
    lc_clocks_look(all);
    for (struct lc_life_clock *c; (c = lc_clocks_next(all, &process));) {
        if (process < LC_PROCESSES)
            happen(all, c, process);
        lc_clocks_look(all);
    }
}

/* An unaccompanied child is looked after within days of arriving. */
static void arrive_alone(struct lc_life *life)
{
    int32_t day = life->begins + lc_life_days(life, 0, 2);
    if (day >= life->ends)
        return;
    lc_life_add(life, LC_KIND_UASC, life->begins, life->adult, "UASC");
    lc_happen_entry(life, day, 0);
}

static int32_t last_day(const struct lc_life *life)
{
    return life->adult < life->world->ends ? life->adult : life->world->ends;
}

/* The family moves. A child looked after stays (false); the records of one who is known
 * follow it; one whom nobody knows just goes. */
static bool leave(struct lc_life *life, int32_t day)
{
    if (life->care_until >= day) {
        life->ends = last_day(life);
        lc_happen_care_to_end(life);
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

/* Where a child is missing on its 18th birthday, care ends for a reason not of the
 * list. */
static void end_missing(struct lc_life *life)
{
    bool missing = false;
    for (size_t i = 0; i < life->count; i++)
        missing |=
            life->rows[i].kind == LC_KIND_MISSING && life->rows[i].end == life->adult;
    for (size_t i = 0; missing && i < life->count; i++)
        if (life->rows[i].kind == LC_KIND_EPISODE && life->rows[i].end == life->adult)
            life->rows[i].note = "E8";
}

static void finish(struct lc_life *life)
{
    if (life->died != LC_OPEN)
        lc_life_close(life, life->died, "RC2", "E2");
    else if (life->left != LC_OPEN)
        lc_life_close(life, life->left + 1, life->why, "E3");
    else
        lc_life_close(life, life->adult, "RC7", "E5"), end_missing(life);
}

static int32_t first_of_month(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return day - mday + 1;
}

/* Is the life here over? Where the family goes and the child, looked after, stays, it
 * is not. */
static bool is_over(struct lc_life_clock *c)
{
    struct lc_life *life = c->life;
    if (c->now < life->ends)
        return false;
    if (life->died != LC_OPEN || life->left != LC_OPEN || life->ends != c->leaves)
        return true;
    c->leaves = LC_OPEN;
    return leave(life, life->ends);
}

static void begin(struct lc_clocks *all, int k)
{
    struct lc_life_clock *c = all->of + k;
    *c = (struct lc_life_clock){ .life = all->home->life + k, .first = true };
    lc_life_begin(all->home, k);
    c->leaves = all->home->family.leaves;
    c->now = c->life->begins;
    c->over = c->leaves <= c->life->begins || c->life->begins >= c->life->ends;
    c->life->lived = !c->over;
    if (c->leaves < c->life->ends)
        c->life->ends = c->leaves;
}

/* The children whose lives here begin this month, and those whose lives go on. */
static void open_month(struct lc_clocks *all, lc_life_step *step, void *context)
{
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        if (c->over || c->life->begins >= all->next)
            continue;
        bool whole = c->life->begins <= all->t;
        if (!c->begun) {
            c->begun = true;
            c->credit = lc_random_exponential(&c->life->random);
            if (c->life->uasc)
                arrive_alone(c->life);
        }
        lc_clock_set_rates(c, all->t);
        if (step && lc_clock_awaits_entry(c) && whole)
            step(context, c->life, all->t, c->rate[LC_P_FIRST_ENTRY] * 365.25);
    }
}

/* Closes the lives that end this month; is any still going on or to begin? */
static bool close_month(struct lc_clocks *all)
{
    bool on = false;
    for (int k = 0; k < all->members; k++) {
        struct lc_life_clock *c = all->of + k;
        if (c->begun && !c->over && c->now >= c->life->ends && is_over(c)) {
            c->over = true;
            finish(c->life);
        }
        on |= !c->over;
    }
    return on;
}

/* A child that stays when its family goes lives the rest of that month too. */
static bool live_on(struct lc_clocks *all)
{
    for (int k = 0; k < all->members; k++) {
        const struct lc_life_clock *c = all->of + k;
        if (c->begun && !c->over && c->now < all->next)
            return true;
    }
    return false;
}

bool lc_live_begin(struct lc_clocks *all, struct lc_home *home)
{
    int32_t first = LC_OPEN;
    *all = (struct lc_clocks){ .home = home, .members = home->family.members };
    for (int k = 0; k < all->members; k++) {
        begin(all, k);
        if (!all->of[k].over && home->life[k].begins < first)
            first = home->life[k].begins;
    }
    if (first != LC_OPEN)
        all->t = first_of_month(first);
    return first != LC_OPEN;
}

bool lc_live_month(struct lc_clocks *all, lc_life_step *step, void *context)
{
    bool on;
    all->next = lc_day_add_months(all->t, 1);
    all->at = all->t;
    open_month(all, step, context);
    do {
        live_month(all);
        on = close_month(all);
    } while (live_on(all));
    all->t = all->next;
    return on;
}

void lc_live(struct lc_home *home, lc_life_step *step, void *context)
{
    struct lc_clocks all;
    bool on = lc_live_begin(&all, home);
    while (on)
        on = lc_live_month(&all, step, context);
}
