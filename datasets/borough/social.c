/* Social care's extracts: the standard safeguarding dataset, a table a file. Here the
 * child itself: person, address, family, numbers elsewhere; desk.c has what happened.
 */
#include <stdio.h>

#include "datasets/borough/desk_inside.h"
#include "datasets/borough/world_inside.h"

static void write_person(struct lc_desk *d)
{
    const struct lc_life *life = d->life;
    struct lc_pen pen = lc_desk_pen(d, LC_S_PERSON);
    lc_pen_text(&pen, d->number[0]);
    lc_pen_text(&pen, d->self.forename);
    lc_pen_text(&pen, d->self.surname);
    lc_pen_text(&pen, d->self.sex);
    lc_pen_text(&pen, "");
    lc_pen_text(&pen, life->family->ethnicity);
    lc_pen_day(&pen, d->self.born);
    lc_pen_skip(&pen, 2);
    lc_pen_text(&pen, life->uasc ? "UN4" : "");
    lc_pen_skip(&pen, 2);
    lc_pen_day(&pen, life->died);
    lc_pen_skip(&pen, 2);
    lc_pen_end(&pen);
}

static void write_address(struct lc_desk *d, int32_t since)
{
    char json[128];
    struct lc_pen pen = lc_desk_pen(d, LC_S_ADDRESS);
    snprintf(json, sizeof json, "{\"STREET\": \"%s\", \"POSTCODE\": \"%s\"}",
             d->self.street, d->self.postcode);
    lc_pen_id(&pen, 'D', lc_desk_row(d, 9999));
    lc_pen_text(&pen, json);
    lc_pen_text(&pen, d->number[0]);
    lc_pen_text(&pen, "HOME");
    lc_pen_day(&pen, since);
    lc_pen_day(&pen, d->life->left);
    lc_pen_text(&pen, d->self.postcode);
    lc_pen_end(&pen);
    pen = lc_desk_pen(d, LC_S_FAMILY);
    lc_pen_id(&pen, 'N', lc_desk_row(d, 9999));
    lc_pen_id(&pen, 'X', d->life->family->number);
    lc_pen_text(&pen, d->number[0]);
    lc_pen_end(&pen);
}

static void write_identifier(struct lc_desk *d, uint32_t at, const char *type,
                             const char *value, int32_t since)
{
    struct lc_pen pen = lc_desk_pen(d, LC_S_LINKED);
    lc_pen_id(&pen, 'Z', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number[0]);
    lc_pen_text(&pen, type);
    lc_pen_text(&pen, value);
    lc_pen_day(&pen, since);
    lc_pen_text(&pen, "");
    lc_pen_end(&pen);
}

/* Links to another system's number are lost in some of the cases. */
static bool linked(const struct lc_desk *d, struct lc_random *r, double lost)
{
    return !(lc_random_unit(r) < lost * d->life->world->mistake[LC_MISTAKE_LINKS]);
}

static void write_links(struct lc_desk *d, struct lc_random *r, int32_t since)
{
    const struct lc_life *life = d->life;
    struct lc_self other;
    char number[16];
    int32_t youth = lc_known_from(life, LC_YOUTH_JUSTICE);
    int32_t police = lc_known_from(life, LC_POLICE);
    bool upn = linked(d, r, 0.06), yot = linked(d, r, 0.15), pnc = linked(d, r, 0.5);
    if (!life->uasc && upn && lc_day_age(life->born, d->asof) >= 5)
        write_identifier(d, 9990, "Unique Pupil Number", d->self.upn, since);
    if (youth < d->asof && yot) {
        lc_self_true(life, LC_YOUTH_JUSTICE, &other);
        lc_self_number(&other, LC_YOUTH_JUSTICE, number);
        write_identifier(d, 9991, "YOT Number", number, youth > since ? youth : since);
    }
    if (police < d->asof && pnc) {
        lc_self_true(life, LC_POLICE, &other);
        struct lc_pen pen = lc_desk_pen(d, LC_S_LINK);
        lc_pen_text(&pen, d->number[0]);
        lc_pen_text(&pen, "police");
        lc_pen_text(&pen, lc_self_number(&other, LC_POLICE, number));
        lc_pen_day(&pen, police > since ? police : since);
        lc_pen_text(&pen, "");
        lc_pen_end(&pen);
    }
}

static void write_extract(struct lc_desk *d, int32_t since)
{
    struct lc_random r;
    lc_world_dirt_stream(d->life->world, LC_SOCIAL_CARE, d->life->child, &r);
    lc_self_true(d->life, LC_SOCIAL_CARE, &d->self);
    lc_self_blot(d->life->world, &r, &d->self);
    lc_self_number(&d->self, LC_SOCIAL_CARE, d->number[0]);
    write_person(d);
    write_address(d, since);
    write_links(d, &r, since);
    lc_desk_write_rows(d);
}

void lc_write_social(struct lc_pages *pages, const struct lc_life *life)
{
    int32_t since = lc_known_from(life, LC_SOCIAL_CARE);
    for (int e = 0; e < LC_EXTRACTS; e++) {
        struct lc_desk d = { .sheets = pages->extract[e], .life = life, .extract = e };
        d.asof = lc_extract_day(life->world, e);
        if (d.asof != LC_NO_DAY && since < d.asof)
            write_extract(&d, since);
    }
}
