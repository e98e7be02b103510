/* The extracts of police, youth justice and schools: neutral CSV files. Here their
 * people; desk.c has what happened. */
#include "datasets/borough/desk_inside.h"
#include "datasets/borough/world_inside.h"

static void write_self(struct lc_desk *d, const struct lc_self *self,
                       const char *number)
{
    static const int sheet[LC_AGENCIES] = { 0, LC_S_POLICE_PEOPLE, LC_S_YOUTH_PEOPLE,
                                            LC_S_SCHOOL_PEOPLE };
    struct lc_pen pen = lc_pen_begin(d->sheets + sheet[d->agency], d->asof);
    lc_pen_text(&pen, lc_agencies[d->agency]);
    lc_pen_text(&pen, number);
    lc_pen_text(&pen, self->name.forename);
    lc_pen_text(&pen, self->name.surname);
    lc_pen_day(&pen, self->born);
    lc_pen_text(&pen, self->sex);
    lc_pen_text(&pen, self->postcode);
    lc_pen_day(&pen, self->since);
    lc_pen_end(&pen);
}

void lc_write_agencies(struct lc_pages *pages, const struct lc_life *life)
{
    char number[LC_NUMBER_TEXT];
    for (int a = LC_POLICE; a < LC_AGENCIES; a++)
        for (int e = 0; e < LC_EXTRACTS; e++) {
            struct lc_desk d = {
                .sheets = pages->extract[e], .life = life, .agency = a, .extract = e
            };
            d.asof = lc_extract_day(life->world, e);
            if (d.asof == LC_NO_DAY || lc_known_from(life, a) >= d.asof)
                continue;
            d.selves = lc_selves(life, a, d.asof, d.self);
            for (size_t k = 0; k < d.selves; k++)
                if (d.self[k].since < d.asof)
                    write_self(&d, d.self + k, lc_self_number(d.self + k, a, number));
            lc_desk_write_rows(&d);
        }
}
