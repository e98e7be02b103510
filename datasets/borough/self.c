/* An agency's records of one child: under which numbers, from when, and who it is. */
#include "datasets/borough/self_inside.h"

#include <stdio.h>
#include <string.h>

#include "datasets/borough/sheet_inside.h"
#include "datasets/borough/world_inside.h"

const char *const lc_agencies[LC_AGENCIES] = { "social_care", "police", "youth_justice",
                                               "education" };

/* Where a child lived last before the day, of those that it lived here. */
static int32_t last_day(const struct lc_life *life, int32_t asof)
{
    return (asof < life->ends ? asof : life->ends) - 1;
}

static void fill(const struct lc_life *life, int agency, int32_t asof,
                 struct lc_self *self)
{
    int variant = self->adopted + 2 * self->again;
    bool elsewhere = life->family->arrives != LC_NO_DAY;
    bool renamed = !self->adopted && lc_self_renamed(life, asof - 1);
    lc_self_name(life, self->adopted, renamed, &self->name);
    lc_self_live(life, last_day(life, asof), self);
    if (!self->upn[0])
        lc_upn_of(life->child, variant & 1, elsewhere, self->upn);
    lc_nhs_of(life->child, variant & 1, self->nhs);
    self->born = life->born;
    self->sex = life->male ? "M" : "F";
    self->number = lc_number_of(life->child, agency, variant);
    self->number += self->merged ? 100000000 : 0; /* a digit more than any before */
}

/* --- records ------------------------------------------------------------------------- */

static struct lc_self *add(struct lc_self *selves, size_t *count, int32_t from,
                           int32_t until)
{
    struct lc_self *self = selves + (*count)++;
    memset(self, 0, sizeof *self);
    self->from = from;
    self->until = until;
    return self;
}

/* The records there may be, by day: [0, adopted) and [adopted, ...). */
static size_t lay_out(const struct lc_life *life, int agency, struct lc_self *selves)
{
    size_t count = 0;
    int32_t begun = LC_NO_DAY;
    if (agency == LC_EDUCATION && lc_upn_replaced(life) > life->begins) {
        begun = lc_upn_replaced(life);
        lc_upn_temporary(life->child, add(selves, &count, LC_NO_DAY, begun)->upn);
    }
    if (life->adopted == LC_OPEN || life->adopted > begun)
        add(selves, &count, begun, life->adopted);
    if (lc_number_doubled(life, agency))
        add(selves, &count, begun, life->adopted)->again = true;
    if (life->adopted != LC_OPEN)
        add(selves, &count, life->adopted > begun ? life->adopted : begun, LC_OPEN)
            ->adopted = true;
    return count;
}

/* From the day of a merger on all are there once more. Those of the same days stay
 * beside one another. */
static size_t merge(const struct lc_life *life, int agency, size_t count,
                    struct lc_self *selves)
{
    static const int people[LC_AGENCIES] = { LC_S_PERSON, LC_S_POLICE_PEOPLE,
                                             LC_S_YOUTH_PEOPLE, LC_S_SCHOOL_PEOPLE };
    int32_t day = life->world->truth->feed[people[agency]].merged_from;
    struct lc_self before[LC_SELVES];
    size_t n = 0;
    if (day == LC_OPEN)
        return count;
    memcpy(before, selves, count * sizeof *before);
    for (int merged = 0; merged < 2; merged++)
        for (size_t k = 0; k < count; k++) {
            struct lc_self *self = selves + n;
            *self = before[k];
            self->merged = merged;
            if (merged && self->from < day)
                self->from = day;
            if (!merged && self->until > day)
                self->until = day;
            n += self->from < self->until;
        }
    return n;
}

static void set_since(const struct lc_life *life, int agency, size_t count,
                      struct lc_self *selves)
{
    for (size_t k = 0; k < count; k++)
        selves[k].since = LC_OPEN;
    for (size_t i = 0; i < life->count; i++) {
        int32_t known = lc_row_known(life, life->rows + i, agency);
        for (size_t k = 0; k < count && known != LC_OPEN; k++) {
            int32_t start = life->rows[i].start;
            if (start >= selves[k].from && start < selves[k].until
                && known < selves[k].since)
                selves[k].since = known;
        }
    }
}

size_t lc_selves(const struct lc_life *life, int agency, int32_t asof,
                 struct lc_self *selves)
{
    size_t count = merge(life, agency, lay_out(life, agency, selves), selves);
    set_since(life, agency, count, selves);
    for (size_t k = 0; k < count; k++) {
        fill(life, agency, asof, selves + k);
        lc_self_blot(life, agency, (int)k, asof, selves + k);
        if (agency == LC_SOCIAL_CARE)
            lc_number_blot(life, (int)k, selves + k);
        else if (agency != LC_EDUCATION && !selves[k].again && !selves[k].merged)
            lc_number_reuse(life, agency, selves + k);
    }
    return count;
}

static const struct lc_self *of_day(size_t count, const struct lc_self *selves,
                                    int32_t day)
{
    for (size_t k = 0; k < count; k++)
        if (day >= selves[k].from && day < selves[k].until)
            return selves + k;
    return selves;
}

/* Of two records of the same days every other row is in the second. */
const struct lc_self *lc_selves_of_row(const struct lc_life *life, size_t count,
                                       const struct lc_self *selves, size_t at)
{
    int32_t day = at < life->count ? life->rows[at].start : LC_NO_DAY;
    const struct lc_self *self = of_day(count, selves, day);
    bool two = self + 1 < selves + count && self[1].again;
    return two && at % 2 ? self + 1 : self;
}

const char *lc_self_number(const struct lc_self *self, int agency, char *out)
{
    static const char letter[LC_AGENCIES] = { 'C', 'P', 'Y', 'E' };
    if (agency == LC_EDUCATION)
        snprintf(out, LC_NUMBER_TEXT, "%s", self->upn);
    else
        snprintf(out, LC_NUMBER_TEXT, "%c%08u", letter[agency], (unsigned)self->number);
    return out;
}
