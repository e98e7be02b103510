/* SSDA903: a return for each year ending 31 March, of the children looked after in it.
 * The codes are those of their year: sex 1 and 2 and H5 until the 2025 collection, M
 * and F and K3 from it; E43 and E44 until 2018, E45 to E48 from 2019. */
#include <stdio.h>
#include <string.h>

#include "datasets/borough/sheet_inside.h"
#include "datasets/borough/world_inside.h"

struct year {
    struct lc_text *sheets; /* [LC_RETURNS] */
    const struct lc_life *life;
    const struct lc_self *self;
    const char *number;
    int ending;
    int32_t from, to; /* to: the day after it */
};

static struct lc_pen take_pen(const struct year *y, int sheet)
{
    struct lc_pen pen = lc_pen_begin(y->sheets + sheet, y->to);
    pen.day_first = true;
    lc_pen_text(&pen, y->number);
    return pen;
}

static bool within(const struct year *y, const struct lc_happening *h)
{
    return h->start < y->to && h->end >= y->from;
}

/* Was there more than short breaks? */
static bool in_care(const struct year *y)
{
    for (size_t i = 0; i < y->life->count; i++) {
        const struct lc_happening *h = y->life->rows + i;
        if (h->kind == LC_KIND_EPISODE && within(y, h) && !lc_is_brief(h))
            return true;
    }
    return false;
}

static const char *sex_of(const struct year *y)
{
    if (y->ending >= 2025)
        return y->self->sex;
    return y->self->sex[0] == 'M' ? "1" : "2";
}

static const char *place_of(const struct year *y, const char *place)
{
    if (y->ending < 2025)
        return place;
    return strcmp(place, "H5") == 0 || strcmp(place, "P2") == 0 ? "K3" : place;
}

static const char *rec_of(const struct year *y, const struct lc_happening *h)
{
    if (h->end >= y->to)
        return "";
    static const char *const guardian[][2] = {
        { "E45", "E43" }, { "E46", "E44" }, { "E47", "E43" }, { "E48", "E44" }
    };
    for (int i = 0; y->ending < 2019 && i < 4; i++)
        if (strcmp(h->note, guardian[i][0]) == 0)
            return guardian[i][1];
    return h->note;
}

static void write_header(const struct year *y)
{
    struct lc_pen pen = take_pen(y, LC_R_HEADER);
    lc_pen_text(&pen, sex_of(y));
    lc_pen_day(&pen, y->self->born);
    lc_pen_text(&pen, y->life->family->people->code);
    bool pupil = !y->life->uasc && lc_day_age(y->life->born, y->to) >= 5;
    lc_pen_text(&pen, pupil ? y->self->upn : y->life->uasc ? "UN2" : "UN1");
    lc_pen_text(&pen, !y->life->male && in_care(y) ? "0" : ""); /* is she a mother? */
    lc_pen_skip(&pen, 1);
    lc_pen_end(&pen);
}

/* Where the child was placed, and by Ofsted's number with whom; of short breaks neither
 * is said. An episode that began with another status alone is of the placement before.
 */
static void write_places(const struct year *y, const struct lc_happening *h,
                         struct lc_pen *pen)
{
    static const char *const unnumbered = "P1 P3 R1 R2 R5";
    struct lc_self placed = *y->self;
    char urn[16] = "XXXXXXX";
    if (lc_is_brief(h)) {
        lc_pen_skip(pen, 3);
        return;
    }
    while (h > y->life->rows && (h->kind != LC_KIND_EPISODE || h->began[0] == 'L'))
        h--;
    double unit = lc_row_unit(y->life, h, LC_UNIT_PLACE);
    if (strcmp(h->detail, "P1") != 0)
        lc_self_place_away(y->life->world, unit, &placed);
    if (!strstr(unnumbered, h->detail))
        snprintf(urn, sizeof urn, "SC%06d", 400000 + (int)(unit * 900));
    lc_pen_text(pen, y->self->postcode);
    lc_pen_text(pen, placed.postcode);
    lc_pen_text(pen, urn);
}

static void write_episode(const struct year *y, const struct lc_happening *h)
{
    struct lc_pen pen = take_pen(y, LC_R_EPISODES);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, h->began);
    lc_pen_text(&pen, h->code);
    lc_pen_text(&pen, h->need);
    lc_pen_text(&pen, place_of(y, h->detail));
    lc_pen_text(&pen, h->provider);
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, rec_of(y, h));
    lc_pen_text(&pen, h->end < y->to ? h->moved : "");
    write_places(y, h, &pen);
    lc_pen_end(&pen);
}

static void write_missing(const struct year *y, const struct lc_happening *h)
{
    struct lc_pen pen = take_pen(y, LC_R_MISSING);
    lc_pen_day(&pen, y->self->born);
    lc_pen_text(&pen, h->code);
    lc_pen_day(&pen, h->start);
    lc_pen_day(&pen, h->end);
    lc_pen_end(&pen);
}

/* DUC: the day on which an unaccompanied child ceases to be one; the 18th birthday
 * until another has come. */
static void write_uasc(const struct year *y, const struct lc_happening *h)
{
    struct lc_pen pen = take_pen(y, LC_R_UASC);
    lc_pen_text(&pen, sex_of(y));
    lc_pen_day(&pen, y->self->born);
    pen.asof = LC_OPEN;
    lc_pen_day(&pen, h->end < y->to ? h->end : lc_day_birthday(y->self->born, 18));
    lc_pen_end(&pen);
}

/* The life's last episode that the year has a part of, or -1. */
static long last_episode(const struct year *y)
{
    long last = -1;
    for (size_t i = 0; i < y->life->count; i++)
        if (y->life->rows[i].kind == LC_KIND_EPISODE && within(y, y->life->rows + i))
            last = (long)i;
    return last;
}

static void write_year(const struct year *y)
{
    write_header(y);
    for (size_t i = 0; i < y->life->count; i++) {
        const struct lc_happening *h = y->life->rows + i;
        if (h->kind == LC_KIND_EPISODE && within(y, h))
            write_episode(y, h);
        if (h->kind == LC_KIND_MISSING && within(y, h) && h->detail[0] == 'c')
            write_missing(y, h);
        if (h->kind == LC_KIND_UASC && within(y, h))
            write_uasc(y, h);
    }
}

/* The day of the extract that the year's return comes with (output.c). */
static int32_t made_on(const struct lc_world *world, int32_t to)
{
    return to == world->until || world->earlier == LC_NO_DAY ? world->until
                                                             : world->earlier;
}

/* Of the records that social care has of the child, the one of its last episode; a
 * child whom it has not entered by then is in no return. */
void lc_write_return(struct lc_text *sheets, const struct lc_life *life, int k)
{
    struct lc_self selves[LC_SELVES];
    char number[LC_NUMBER_TEXT];
    struct year y = { .sheets = sheets, .life = life };
    y.ending = lc_world_year(life->world, k, &y.from, &y.to);
    long at = last_episode(&y);
    if (at < 0)
        return;
    size_t count = lc_selves(life, LC_SOCIAL_CARE, life->world->until, selves);
    y.self = lc_selves_of_row(life, count, selves, (size_t)at);
    if (y.self->since >= made_on(life->world, y.to))
        return;
    y.number = lc_self_number(y.self, LC_SOCIAL_CARE, number);
    write_year(&y);
}

void lc_write_returns(struct lc_pages *pages, const struct lc_life *life)
{
    if (life->care_until == LC_NO_DAY && !life->disabled)
        return;
    for (int k = 0; k < life->world->years + LC_RUN_IN_YEARS; k++)
        lc_write_return(pages->year[k], life, k);
}
