/* What agencies write otherwise than it is: names, birth dates, addresses, sex. A row
 * of the table is one mistake with its chance; they are made in the table's order. */
#include <string.h>

#include "base/day.h"
#include "datasets/borough/self_inside.h"

/* The record in the making; how: in (0, 1), the mistake's own. */
struct blotting {
    const struct lc_life *life;
    int agency;
    int32_t asof;
    struct lc_self *self;
    double how;
};

/* --- names --------------------------------------------------------------------------- */

static void keep_former(struct blotting *b)
{
    struct lc_name former;
    if (b->self->adopted || !lc_self_renamed(b->life, b->asof - 1))
        return;
    lc_self_name(b->life, false, false, &former);
    memcpy(b->self->name.surname, former.surname, sizeof former.surname);
}

static void shorten(struct blotting *b)
{
    lc_name_short(b->self->name.forename, b->how);
}
static void drop_forename(struct blotting *b)
{
    lc_name_drop(b->self->name.forename, b->how);
}
static void drop_surname(struct blotting *b)
{
    lc_name_drop(b->self->name.surname, b->how);
}
static void join_forename(struct blotting *b)
{
    lc_name_join(b->self->name.forename, b->how);
}
static void join_surname(struct blotting *b)
{
    lc_name_join(b->self->name.surname, b->how);
}
static void spell_forename(struct blotting *b)
{
    lc_name_spell(b->self->name.forename, b->how);
}
static void spell_surname(struct blotting *b)
{
    lc_name_spell(b->self->name.surname, b->how);
}
static void slip_forename(struct blotting *b)
{
    lc_name_slip(b->self->name.forename, b->how);
}
static void slip_surname(struct blotting *b)
{
    lc_name_slip(b->self->name.surname, b->how);
}
static void lose_apostrophe(struct blotting *b)
{
    lc_name_bare(b->self->name.forename, b->how);
    lc_name_bare(b->self->name.surname, b->how);
}
static void lose_accents(struct blotting *b)
{
    lc_name_plain(b->self->name.forename, b->how);
    lc_name_plain(b->self->name.surname, b->how);
}
static void shout(struct blotting *b)
{
    lc_name_shout(b->self->name.surname, b->how);
}

/* The two change places; or, of a name in several parts, its border moves by one. */
static void turn(struct blotting *b)
{
    struct lc_name *name = &b->self->name;
    char kept[LC_NAME_ROOM];
    char *blank = strchr(name->surname, ' ');
    size_t used = strlen(name->forename);
    if (blank && b->how < 0.5
        && used + (size_t)(blank - name->surname) + 2 < sizeof kept) {
        name->forename[used++] = ' ';
        memcpy(name->forename + used, name->surname, (size_t)(blank - name->surname));
        name->forename[used + (size_t)(blank - name->surname)] = 0;
        memmove(name->surname, blank + 1, strlen(blank));
        return;
    }
    memcpy(kept, name->forename, sizeof kept);
    memcpy(name->forename, name->surname, sizeof kept);
    memcpy(name->surname, kept, sizeof kept);
}

static const char *one_of(double how, size_t count, const char *const *words)
{
    return words[(size_t)(how * (double)count) % count];
}

static void call_nobody(struct blotting *b)
{
    static const char *const words[] = { "Unknown", "Not Known", "Unknown",
                                         "N/K",     "Child",     "TBC" };
    strcpy(b->self->name.forename, one_of(b->how, 6, words));
}

static void call_nobodys(struct blotting *b)
{
    static const char *const words[] = { "Unknown", "Not Known", "UNKNOWN",
                                         "Not Stated" };
    strcpy(b->self->name.surname, one_of(b->how, 4, words));
}

/* A child first known in its first weeks is there before its name. */
static void call_baby(struct blotting *b)
{
    static const char *const boys[] = { "Baby", "Baby Boy", "Unborn" };
    static const char *const girls[] = { "Baby", "Baby Girl", "Unborn" };
    if (b->self->since < b->life->born + 42)
        strcpy(b->self->name.forename, one_of(b->how, 3, b->life->male ? boys : girls));
}

/* --- days, addresses, sex ------------------------------------------------------------ */

/* Nobody is written down as born after it was known. */
static void set_born(struct blotting *b, int year, int month, int day)
{
    int32_t born = lc_day_of(year, month, day);
    if (born <= b->self->since && born <= b->life->begins)
        b->self->born = born;
}

static void swap_day_and_month(struct blotting *b)
{
    int year, month, day;
    lc_day_split(b->self->born, &year, &month, &day);
    if (day <= 12)
        set_born(b, year, day, month);
}

static void miss_year(struct blotting *b)
{
    int year, month, day;
    lc_day_split(b->self->born, &year, &month, &day);
    if (month == 2 && day == 29)
        day = 28;
    set_born(b, b->how < 0.5 ? year - 1 : year + 1, month, day);
}

/* One digit of the day. */
static void miss_day(struct blotting *b)
{
    int year, month, day;
    lc_day_split(b->self->born, &year, &month, &day);
    int other = day >= 11 && b->how < 0.3 ? day - 10
                : day % 10 == 9           ? day - 1
                                          : day + 1;
    if (other <= 28)
        set_born(b, year, month, other);
}

static void round_to_month(struct blotting *b)
{
    int year, month, day;
    lc_day_split(b->self->born, &year, &month, &day);
    set_born(b, year, month, 1);
}

static void not_know_born(struct blotting *b)
{
    b->self->born = lc_day_of(1900, 1, 1);
}

static void keep_old_postcode(struct blotting *b)
{
    struct lc_self *self = b->self;
    if (self->stay > 0)
        lc_self_place(b->life->world, b->life->family->stay + --self->stay, self);
}
static void lose_postcode(struct blotting *b)
{
    b->self->postcode[0] = 0;
}
static void not_state_sex(struct blotting *b)
{
    b->self->sex = "U";
}

/* clang-format off */
static const struct {
    int figure;
    bool by_origin; /* more often where a name's origin has it so */
    void (*make)(struct blotting *b);
} blots[] = {
    { LC_F_SURNAME_BEFORE,    false, keep_former },
    { LC_F_FORENAME_SHORT,    false, shorten },
    { LC_F_NAME_PART,         true,  drop_forename },
    { LC_F_NAME_PART,         true,  drop_surname },
    { LC_F_NAME_JOINED,       false, join_forename },
    { LC_F_NAME_JOINED,       false, join_surname },
    { LC_F_FORENAME_SPELLING, true,  spell_forename },
    { LC_F_SURNAME_SPELLING,  true,  spell_surname },
    { LC_F_MISSPELT_FORENAME, true,  slip_forename },
    { LC_F_MISSPELT_SURNAME,  true,  slip_surname },
    { LC_F_APOSTROPHE_LOST,   false, lose_apostrophe },
    { LC_F_ACCENTS_LOST,      false, lose_accents },
    { LC_F_CAPITALS,          false, shout },
    { LC_F_NAMES_TURNED,      true,  turn },
    { LC_F_FORENAME_UNKNOWN,  false, call_nobody },
    { LC_F_SURNAME_UNKNOWN,   false, call_nobodys },
    { LC_F_BABY,              false, call_baby },
    { LC_F_DAY_MONTH,         true,  swap_day_and_month },
    { LC_F_BIRTH_YEAR,        true,  miss_year },
    { LC_F_BIRTH_DAY,         true,  miss_day },
    { LC_F_BIRTH_FIRST,       true,  round_to_month },
    { LC_F_BIRTH_UNKNOWN,     true,  not_know_born },
    { LC_F_POSTCODE_BEFORE,   false, keep_old_postcode },
    { LC_F_NO_POSTCODE,       false, lose_postcode },
    { LC_F_NO_SEX,            false, not_state_sex },
};
/* clang-format on */

enum { BLOTS = sizeof blots / sizeof *blots };

/* How much more often names of the family's origin are written wrong. */
static double factor_of(const struct lc_life *life)
{
    int origin;
    if (!lc_origin_find(life->family->people->origin, NULL, &origin))
        origin = LC_ORIGIN_OF_other;
    return life->world->truth->figure[LC_F_WRITTEN_BRITISH + origin];
}

/* Unaccompanied children are often given the first of January by the first official who
 * meets them, and every agency goes by that. */
static void give_january(const struct lc_life *life, struct lc_self *self)
{
    struct lc_random r;
    int year, month, day;
    lc_slips_stream(life->world, life->child, 0, LC_SLIPS_IN_PAIRS, &r);
    if (!life->uasc || !lc_slips(life, &r, LC_F_JANUARY_ALONE, LC_MISTAKE_WHO))
        return;
    lc_day_split(self->born, &year, &month, &day);
    self->born = lc_day_of(year, 1, 1);
}

void lc_self_blot(const struct lc_life *life, int agency, int which, int32_t asof,
                  struct lc_self *self)
{
    struct lc_random r;
    struct blotting b = { .life = life, .agency = agency, .asof = asof, .self = self };
    const double *figure = life->world->truth->figure;
    double mistake = life->world->mistake[LC_MISTAKE_WHO];
    double here = mistake * figure[LC_F_WRITTEN_SOCIAL_CARE + agency];
    double origin = factor_of(life);
    if (!(mistake > 0))
        return;
    give_january(life, self);
    lc_slips_stream(life->world, life->child, agency, LC_SLIPS_IN_SELF, &r);
    for (int k = 0; k <= which; k++)
        for (int i = 0; i < BLOTS; i++) {
            double chance = lc_random_unit(&r);
            b.how = lc_random_unit(&r);
            double rate = figure[blots[i].figure] * here;
            if (k == which && chance < (blots[i].by_origin ? rate * origin : rate))
                blots[i].make(&b);
        }
}
