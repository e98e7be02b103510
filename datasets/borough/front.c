/* The front door: contacts, early help, referrals, assessments, enquiries, plans. */
#include "datasets/borough/happen_inside.h"

#include "datasets/borough/factor_inside.h"

void lc_happen_contact(struct lc_life *life, int32_t day)
{
    uint32_t at =
        lc_life_add(life, LC_KIND_CONTACT, day, day, lc_life_choose(life, LC_C_SOURCE));
    life->rows[at].detail = lc_life_choose(life, LC_C_CONTACT);
}

void lc_happen_early_help(struct lc_life *life, int32_t day)
{
    life->early_help_until =
        day + 40 + lc_life_wait(life, lc_life_figure(life, LC_F_EARLY_HELP_DAYS));
    lc_life_add(life, LC_KIND_EARLY_HELP, day, life->early_help_until, "");
}

static int32_t add_assessment(struct lc_life *life, int32_t start)
{
    int32_t days = lc_life_chance_of(life, LC_F_ASSESSED_IN_TIME)
                       ? lc_life_days(life, 12, 63)
                       : lc_life_days(life, 63, 110);
    uint32_t at = lc_life_add(life, LC_KIND_ASSESSMENT, start, start + days, "");
    life->rows[at].of = life->cin;
    life->rows[at].factors = lc_factors_draw(life, start + days);
    return start + days;
}

static void add_cin(struct lc_life *life, int32_t day, const char *need,
                    const char *source)
{
    uint32_t contact = lc_life_add(life, LC_KIND_CONTACT, day, day, source);
    life->rows[contact].detail = "referral";
    life->cin = lc_life_add(life, LC_KIND_CIN, day, day, need);
    life->rows[life->cin].detail = source;
}

static void end_cin(struct lc_life *life, int32_t until, const char *reason)
{
    life->cin_until = life->rows[life->cin].end = until;
    life->rows[life->cin].note = reason;
}

static void add_plan(struct lc_life *life, int32_t from)
{
    int32_t until = from + 60 + lc_life_wait(life, lc_life_figure(life, LC_F_CIN_DAYS));
    uint32_t at = lc_life_add(life, LC_KIND_CIN_PLAN, from, until, "");
    life->rows[at].of = life->cin;
    for (int32_t again = from + 330; again < until - 60; again += 360)
        add_assessment(life, again);
    end_cin(life, until, lc_life_choose(life, LC_C_CLOSE));
}

/* Not worth an assessment; or closed after it; or a plan. */
static void refer(struct lc_life *life, int32_t day, const char *need,
                  const char *source)
{
    add_cin(life, day, need, source);
    if (lc_life_chance_of(life, LC_F_NO_ASSESSMENT)) {
        life->rows[life->cin].level = 1;
        end_cin(life, day, "RC8");
        return;
    }
    int32_t done = add_assessment(life, day + lc_life_days(life, 0, 6));
    if (lc_life_chance_of(life, LC_F_CLOSED_AFTER)) {
        bool help =
            done > lc_day_of(2022, 4, 1) && lc_life_chance_of(life, LC_F_TO_EARLY_HELP);
        end_cin(life, done + lc_life_days(life, 0, 5), help ? "RC9" : "RC8");
        return;
    }
    add_plan(life, done + lc_life_days(life, 1, 14));
}

/* The brothers and sisters who live at home, each with the chance of a figure. */
static struct lc_life *next_sibling(const struct lc_life *life, int32_t day, int figure,
                                    int *k)
{
    while (life->home && *k < life->family->members) {
        struct lc_life *other = life->home->life + (*k)++;
        if (other != life && other->begins <= day && day < other->ends
            && day > other->care_until && lc_life_chance_of(other, figure))
            return other;
    }
    return NULL;
}

void lc_happen_referral(struct lc_life *life, int32_t day)
{
    const char *need = lc_life_choose(life, LC_C_NEED);
    const char *source = lc_life_choose(life, LC_C_SOURCE);
    refer(life, day, need, source);
    int k = 0;
    for (struct lc_life *other;
         (other = next_sibling(life, day, LC_F_REFERRED_SIBLING, &k));)
        if (day > other->cin_until)
            refer(other, day, need, source);
}

static void extend_cin(struct lc_life *life, int32_t until)
{
    if (life->cin_until < until)
        end_cin(life, until, "RC7");
}

/* Told of a concern by another agency: assessed anew if open, else perhaps referred. */
void lc_happen_told(struct lc_life *life, int32_t day, int figure)
{
    if (!lc_life_chance_of(life, figure) || day <= life->care_until)
        return;
    if (day > life->cin_until)
        refer(life, day, lc_life_choose(life, LC_C_NEED), "6");
    else if (life->cin_until > day + 30 && life->rows[life->cin].start < day)
        extend_cin(life, add_assessment(life, day + 1) + 5);
}

void lc_happen_open_cin(struct lc_life *life, int32_t day, int32_t until,
                        const char *need, const char *source)
{
    if (life->cin_until <= day) {
        add_cin(life, day, need, source);
        add_assessment(life, day + lc_life_days(life, 0, 4));
    }
    extend_cin(life, until);
}

void lc_happen_transfer(struct lc_life *life, int32_t day)
{
    add_cin(life, day, "N0", "5A");
    end_cin(life, day, "RC5");
}

static void add_protection(struct lc_life *life, int32_t day, uint32_t conference)
{
    const char *category = lc_life_choose(life, LC_C_CATEGORY);
    life->cpp_until =
        day + 85 + lc_life_wait(life, lc_life_figure(life, LC_F_CPP_DAYS));
    uint32_t at = lc_life_add(life, LC_KIND_CPP, day, life->cpp_until, category);
    life->rows[at].of = conference;
    life->rows[at].detail = lc_life_chance_of(life, LC_F_OTHER_CATEGORY)
                                ? lc_life_choose(life, LC_C_CATEGORY)
                                : category;
    extend_cin(life, life->cpp_until + lc_life_days(life, 40, 200));
}

static void enquire(struct lc_life *life, int32_t day, int32_t done, bool conference,
                    bool plan)
{
    uint32_t enquiry = lc_life_add(life, LC_KIND_S47, day, done, "");
    life->rows[enquiry].of = life->cin;
    extend_cin(life, done + 10);
    if (!conference)
        return;
    uint32_t at = lc_life_add(life, LC_KIND_ICPC, done, done, "");
    life->rows[at].of = enquiry;
    extend_cin(life, done + 30);
    if (!plan)
        return;
    life->rows[at].level = 1;
    add_protection(life, done, at);
}

/* One enquiry, one conference and one decision for the brothers and sisters in it. */
void lc_happen_s47(struct lc_life *life, int32_t day)
{
    int32_t done = day + lc_life_days(life, 3, 15);
    bool conference = lc_life_chance_of(life, LC_F_CONFERENCE);
    bool plan = lc_life_chance_of(life, LC_F_PLAN);
    enquire(life, day, done, conference, plan);
    int k = 0;
    for (struct lc_life *other;
         (other = next_sibling(life, day, LC_F_S47_SIBLING, &k));)
        if (day < other->cin_until && day > other->cpp_until
            && other->rows[other->cin].start <= day)
            enquire(other, day, done, conference, plan);
}
