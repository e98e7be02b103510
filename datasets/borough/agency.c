/* The extracts of police, youth justice and schools: neutral CSV files. Here their
 * people; desk.c has what happened. */
#include "datasets/borough/desk_inside.h"
#include "datasets/borough/world_inside.h"

static void write_self(struct lc_desk *d, const struct lc_self *self,
                       const char *number, int32_t since)
{
    static const int sheet[LC_AGENCIES] = { 0, LC_S_POLICE_PEOPLE, LC_S_YOUTH_PEOPLE,
                                            LC_S_SCHOOL_PEOPLE };
    struct lc_pen pen = lc_pen_begin(d->sheets + sheet[d->agency], d->asof);
    lc_pen_text(&pen, lc_agencies[d->agency]);
    lc_pen_text(&pen, number);
    lc_pen_text(&pen, self->forename);
    lc_pen_text(&pen, self->surname);
    lc_pen_day(&pen, self->born);
    lc_pen_text(&pen, self->sex);
    lc_pen_text(&pen, self->postcode);
    lc_pen_day(&pen, since);
    lc_pen_end(&pen);
}

/* 1.5% of the people of police and youth justice are there twice, the second time
 * under a number of its own and with mistakes of its own. */
static void write_people(struct lc_desk *d, int32_t since)
{
    const struct lc_world *world = d->life->world;
    struct lc_random r;
    lc_world_dirt_stream(world, d->agency, d->life->child, &r);
    d->doubled = d->agency != LC_EDUCATION
                 && lc_random_unit(&r) < 0.015 * world->mistake[LC_MISTAKE_DOUBLES];
    for (int k = 0; k < (d->doubled ? 2 : 1); k++) {
        struct lc_self self;
        lc_self_true(d->life, d->agency, &self);
        lc_self_blot(world, &r, &self);
        self.number += k ? 100000000 : 0;
        lc_self_number(&self, d->agency, d->number[k]);
        write_self(d, &self, d->number[k], since);
    }
}

void lc_write_agencies(struct lc_pages *pages, const struct lc_life *life)
{
    for (int a = LC_POLICE; a < LC_AGENCIES; a++) {
        int32_t since = lc_known_from(life, a);
        for (int e = 0; since != LC_OPEN && e < LC_EXTRACTS; e++) {
            struct lc_desk d = {
                .sheets = pages->extract[e], .life = life, .agency = a, .extract = e
            };
            d.asof = lc_extract_day(life->world, e);
            if (d.asof == LC_NO_DAY || since >= d.asof)
                continue;
            write_people(&d, since);
            lc_desk_write_rows(&d);
        }
    }
}
