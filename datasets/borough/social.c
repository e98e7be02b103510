/* Social care's extracts: the standard safeguarding dataset, a table a file. Here the
 * child itself: person, address, family, numbers elsewhere; desk.c has what happened.
 */
#include <stdio.h>

#include "datasets/borough/desk_inside.h"
#include "datasets/borough/world_inside.h"

/* Row numbers beyond those of what happened. */
enum { FAMILY_ROW = 9999, STAY_ROWS = 9970, UPN_ROW = 9990, YOT_ROW, FORMER_UPN_ROW };

/* One of the child's records in the making. */
struct sitting {
    struct lc_desk *desk;
    const struct lc_self *self;
    struct lc_random random; /* of the mistakes in what is linked */
    char number[LC_NUMBER_TEXT];
};

static uint64_t row_of(const struct sitting *s, uint32_t at)
{
    return s->self->number * 10000 + at;
}

static void write_person(struct sitting *s)
{
    const struct lc_life *life = s->desk->life;
    const struct lc_self *self = s->self;
    struct lc_pen pen = lc_desk_pen(s->desk, LC_S_PERSON);
    lc_pen_text(&pen, s->number);
    lc_pen_text(&pen, self->name.forename);
    lc_pen_text(&pen, self->name.surname);
    lc_pen_text(&pen, self->sex);
    lc_pen_text(&pen, "");
    lc_pen_text(&pen, life->family->people->code);
    lc_pen_day(&pen, self->born);
    lc_pen_text(&pen, self->nhs);
    lc_pen_text(&pen, "");
    lc_pen_text(&pen, life->uasc ? "UN2" : "");
    lc_pen_skip(&pen, 2);
    lc_pen_day(&pen, self->until < life->died ? LC_OPEN : life->died);
    lc_pen_skip(&pen, 2);
    lc_pen_end(&pen);
}

static void write_address(struct sitting *s, int stay, const struct lc_self *at,
                          int32_t from, int32_t to)
{
    char json[128];
    struct lc_pen pen = lc_desk_pen(s->desk, LC_S_ADDRESS);
    snprintf(json, sizeof json, "{\"STREET\": \"%s\", \"POSTCODE\": \"%s\"}",
             at->street, at->postcode);
    lc_pen_id(&pen, 'D', row_of(s, STAY_ROWS + (uint32_t)stay));
    lc_pen_text(&pen, json);
    lc_pen_text(&pen, s->number);
    lc_pen_text(&pen, "HOME");
    lc_pen_day(&pen, from);
    lc_pen_day(&pen, to);
    lc_pen_text(&pen, at->postcode);
    lc_pen_end(&pen);
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* A row a stay, from the one in which social care first knew the child to the last that
 * it knows of: the one that the record stands at. */
static void write_addresses(struct sitting *s)
{
    const struct lc_life *life = s->desk->life;
    const struct lc_household *family = life->family;
    int32_t gone = sooner(sooner(life->left, life->died), s->self->until);
    int32_t came = later(life->begins, s->self->from);
    for (int i = 0; i <= s->self->stay; i++) {
        int32_t from = later(family->stay[i].from, came), to = gone;
        struct lc_self at = *s->self;
        if (i < s->self->stay) {
            to = sooner(family->stay[i + 1].from, gone);
            lc_self_place(life->world, family->stay + i, &at);
        }
        if (from < to && to > s->self->since && from < s->desk->asof)
            write_address(s, i, &at, from, to);
    }
}

/* Adopters have a family number of their own. */
static void write_family(struct sitting *s)
{
    const struct lc_life *life = s->desk->life;
    bool half = life->family->member[life->member].father != 0;
    uint64_t number = life->family->number;
    if (lc_slips(life, &s->random,
                 half ? LC_F_FAMILY_MISSING_HALF : LC_F_FAMILY_MISSING,
                 LC_MISTAKE_LINKS))
        return;
    if (s->self->adopted)
        number = life->world->families + life->child;
    struct lc_pen pen = lc_desk_pen(s->desk, LC_S_FAMILY);
    lc_pen_id(&pen, 'N', row_of(s, FAMILY_ROW));
    lc_pen_id(&pen, 'X', number);
    lc_pen_text(&pen, s->number);
    lc_pen_end(&pen);
}

/* --- numbers elsewhere --------------------------------------------------------------- */

static void write_identifier(struct sitting *s, uint32_t at, const char *type,
                             const char *value, int32_t from, int32_t to)
{
    struct lc_pen pen = lc_desk_pen(s->desk, LC_S_LINKED);
    lc_pen_id(&pen, 'Z', row_of(s, at));
    lc_pen_text(&pen, s->number);
    lc_pen_text(&pen, type);
    lc_pen_text(&pen, value);
    lc_pen_day(&pen, from);
    lc_pen_day(&pen, to);
    lc_pen_end(&pen);
}

/* A temporary pupil number is held until the other comes, or for good. */
static void write_upn(struct sitting *s, bool kept)
{
    const struct lc_life *life = s->desk->life;
    int32_t since = s->self->since, replaced = lc_upn_replaced(life);
    char upn[LC_UPN_ROOM];
    if (life->uasc || lc_day_age(life->born, s->desk->asof) < 5)
        return;
    if (replaced <= since || s->self->adopted) {
        write_identifier(s, UPN_ROW, "Unique Pupil Number", s->self->upn, since,
                         LC_OPEN);
        return;
    }
    lc_upn_temporary(life->child, upn);
    write_identifier(s, FORMER_UPN_ROW, "Unique Pupil Number", upn, since,
                     kept ? LC_OPEN : replaced);
    if (!kept && replaced < s->desk->asof)
        write_identifier(s, UPN_ROW, "Unique Pupil Number", s->self->upn, replaced,
                         LC_OPEN);
}

/* The other agency's record of the days of this one, if there is one by now. */
static bool find_other(const struct sitting *s, int agency, struct lc_self *other)
{
    struct lc_self selves[LC_SELVES];
    const struct lc_life *life = s->desk->life;
    if (lc_known_from(life, agency) >= s->desk->asof)
        return false;
    size_t count = lc_selves(life, agency, s->desk->asof, selves);
    for (size_t k = 0; k < count; k++)
        if (selves[k].adopted == s->self->adopted && selves[k].since < s->desk->asof) {
            *other = selves[k];
            return true;
        }
    return false;
}

static void write_police(struct sitting *s, const struct lc_self *police)
{
    char number[LC_NUMBER_TEXT];
    struct lc_pen pen = lc_desk_pen(s->desk, LC_S_LINK);
    lc_pen_text(&pen, s->number);
    lc_pen_text(&pen, "police");
    lc_pen_text(&pen, lc_self_number(police, LC_POLICE, number));
    lc_pen_day(&pen, later(police->since, s->self->since));
    lc_pen_text(&pen, "");
    lc_pen_end(&pen);
}

/* Links to another system's number are lost in some of the cases. */
static void write_links(struct sitting *s)
{
    const struct lc_life *life = s->desk->life;
    struct lc_random *r = &s->random;
    const int kind = LC_MISTAKE_LINKS;
    struct lc_self other;
    char number[LC_NUMBER_TEXT];
    bool upn = !lc_slips(life, r, LC_F_UPN_UNLINKED, kind);
    bool yot = !lc_slips(life, r, LC_F_YOT_UNLINKED, kind);
    bool police = !lc_slips(life, r, LC_F_POLICE_UNLINKED, kind);
    bool kept = lc_slips(life, r, LC_F_UPN_TEMPORARY_KEPT, LC_MISTAKE_NUMBERS);
    if (upn)
        write_upn(s, kept);
    if (yot && find_other(s, LC_YOUTH_JUSTICE, &other))
        write_identifier(s, YOT_ROW, "YOT Number",
                         lc_self_number(&other, LC_YOUTH_JUSTICE, number),
                         later(other.since, s->self->since), LC_OPEN);
    if (police && find_other(s, LC_POLICE, &other))
        write_police(s, &other);
}

static void write_extract(struct lc_desk *d)
{
    struct sitting s = { .desk = d };
    const struct lc_life *life = d->life;
    d->selves = lc_selves(life, LC_SOCIAL_CARE, d->asof, d->self);
    lc_slips_stream(life->world, life->child, LC_SOCIAL_CARE, LC_SLIPS_IN_LINKS,
                    &s.random);
    for (size_t k = 0; k < d->selves; k++) {
        s.self = d->self + k;
        if (s.self->since >= d->asof)
            continue;
        lc_self_number(s.self, LC_SOCIAL_CARE, s.number);
        write_person(&s);
        write_addresses(&s);
        write_family(&s);
        write_links(&s);
    }
    lc_desk_write_rows(d);
}

void lc_write_social(struct lc_pages *pages, const struct lc_life *life)
{
    int32_t since = lc_known_from(life, LC_SOCIAL_CARE);
    for (int e = 0; e < LC_EXTRACTS; e++) {
        struct lc_desk d = { .sheets = pages->extract[e], .life = life, .extract = e };
        d.asof = lc_extract_day(life->world, e);
        if (d.asof != LC_NO_DAY && since < d.asof)
            write_extract(&d);
    }
}
