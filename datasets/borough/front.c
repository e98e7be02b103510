/* The front door: contacts, early help, referrals, assessments, enquiries, plans. */
#include "datasets/borough/happen_inside.h"

#include "datasets/borough/factor_inside.h"

static const struct lc_choice sources[] = {
    { "1A", 3 }, { "1B", 4 }, { "1C", 2 }, { "2A", 19 }, { "2B", 1 }, { "3A", 2 },
    { "3B", 2 }, { "3C", 4 }, { "3D", 4 }, { "4", 2 },   { "5A", 5 }, { "5B", 10 },
    { "6", 29 }, { "7", 5 },  { "8", 4 },  { "9", 2 },   { "10", 2 }, { NULL, 0 },
};

static const struct lc_choice needs[] = {
    { "N1", 56 }, { "N2", 9 }, { "N3", 3 }, { "N4", 9 }, { "N5", 14 },
    { "N6", 3 },  { "N7", 1 }, { "N8", 2 }, { "N9", 3 }, { NULL, 0 },
};

static const struct lc_choice abuses[] = {
    { "NEG", 46 }, { "EMO", 36 }, { "PHY", 9 }, { "SAB", 4 }, { "MUL", 5 }, { NULL, 0 },
};

static const struct lc_choice outcomes[] = {
    { "information and advice", 6 },
    { "no further action", 3 },
    { "passed to early help", 1 },
    { NULL, 0 },
};

void lc_happen_contact(struct lc_life *life, int32_t day)
{
    uint32_t at =
        lc_life_add(life, LC_KIND_CONTACT, day, day, lc_life_choose(life, sources));
    life->rows[at].detail = lc_life_choose(life, outcomes);
}

void lc_happen_early_help(struct lc_life *life, int32_t day)
{
    life->early_help_until = day + 40 + lc_life_wait(life, 130);
    lc_life_add(life, LC_KIND_EARLY_HELP, day, life->early_help_until, "");
}

static int32_t add_assessment(struct lc_life *life, int32_t start)
{
    int32_t days = lc_life_chance(life, 0.82) ? lc_life_days(life, 12, 63)
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
    static const struct lc_choice closes[] = {
        { "RC7", 95 }, { "RC3", 1 }, { "RC4", 1.5 }, { "RC9", 6 }, { NULL, 0 },
    };
    int32_t until = from + 60 + lc_life_wait(life, 370);
    uint32_t at = lc_life_add(life, LC_KIND_CIN_PLAN, from, until, "");
    life->rows[at].of = life->cin;
    for (int32_t again = from + 330; again < until - 60; again += 360)
        add_assessment(life, again);
    end_cin(life, until, lc_life_choose(life, closes));
}

/* Not worth an assessment; or closed after it; or a plan. */
static void refer(struct lc_life *life, int32_t day, const char *source)
{
    add_cin(life, day, lc_life_choose(life, needs), source);
    if (lc_life_chance(life, 0.14)) {
        life->rows[life->cin].level = 1;
        end_cin(life, day, "RC8");
        return;
    }
    int32_t done = add_assessment(life, day + lc_life_days(life, 0, 6));
    if (lc_life_chance(life, 0.5)) {
        bool help = done > lc_day_of(2022, 4, 1) && lc_life_chance(life, 0.25);
        end_cin(life, done + lc_life_days(life, 0, 5), help ? "RC9" : "RC8");
        return;
    }
    add_plan(life, done + lc_life_days(life, 1, 14));
}

void lc_happen_referral(struct lc_life *life, int32_t day)
{
    refer(life, day, lc_life_choose(life, sources));
}

static void extend_cin(struct lc_life *life, int32_t until)
{
    if (life->cin_until < until)
        end_cin(life, until, "RC7");
}

/* Told of a concern by another agency: assessed anew if open, else perhaps referred. */
void lc_happen_told(struct lc_life *life, int32_t day, double chance)
{
    if (!lc_life_chance(life, chance) || day <= life->care_until)
        return;
    if (day > life->cin_until)
        refer(life, day, "6");
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
    const char *category = lc_life_choose(life, abuses);
    life->cpp_until = day + 85 + lc_life_wait(life, 235);
    uint32_t at = lc_life_add(life, LC_KIND_CPP, day, life->cpp_until, category);
    life->rows[at].of = conference;
    life->rows[at].detail =
        lc_life_chance(life, 0.12) ? lc_life_choose(life, abuses) : category;
    extend_cin(life, life->cpp_until + lc_life_days(life, 40, 200));
}

void lc_happen_s47(struct lc_life *life, int32_t day)
{
    int32_t done = day + lc_life_days(life, 3, 15);
    uint32_t enquiry = lc_life_add(life, LC_KIND_S47, day, done, "");
    life->rows[enquiry].of = life->cin;
    extend_cin(life, done + 10);
    if (!lc_life_chance(life, 0.36))
        return;
    uint32_t conference = lc_life_add(life, LC_KIND_ICPC, done, done, "");
    life->rows[conference].of = enquiry;
    extend_cin(life, done + 30);
    if (!lc_life_chance(life, 0.86))
        return;
    life->rows[conference].level = 1;
    add_protection(life, done, conference);
}
