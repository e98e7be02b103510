/* The extracts of police, youth justice and schools: neutral CSV files. */

#include "datasets/borough/sheet_inside.h"
#include "datasets/borough/world_inside.h"

/* One child's rows in one agency's extract. A child may be there under two numbers. */
struct counter {
    struct lc_text *sheets; /* [LC_SHEETS] */
    const struct lc_life *life;
    int agency, extract;
    int32_t asof;
    char number[2][16];
    bool doubled;
};

static struct lc_pen take_pen(struct counter *c, int sheet, uint32_t at)
{
    struct lc_pen pen = lc_pen_begin(c->sheets + sheet, c->asof);
    lc_pen_text(&pen, c->number[c->doubled && at % 2]);
    return pen;
}

static void end_row(struct lc_pen *pen, const struct lc_happening *h,
                    const struct lc_slip *slip)
{
    lc_pen_day(pen, h->recorded + slip->late);
    lc_pen_end(pen);
    if (slip->twice)
        lc_pen_again(pen);
}

static const char *coded(const struct counter *c, const struct lc_slip *slip,
                         const char *code)
{
    bool wrong = slip->miscoded && (c->extract == LC_EARLIER || !slip->mended);
    return wrong ? "??" : code;
}

static void write_missing(struct counter *c, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = c->life->rows + at;
    struct lc_pen pen = take_pen(c, LC_S_POLICE_MISSING, at);
    lc_pen_day(&pen, h->start);
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, coded(c, slip, h->code));
    lc_pen_text(&pen, h->detail);
    lc_pen_text(&pen, h->note);
    lc_pen_text(&pen, h->level ? "Y" : "N");
    end_row(&pen, h, slip);
}

static void write_concern(struct counter *c, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = c->life->rows + at;
    struct lc_pen pen = take_pen(c, LC_S_POLICE_EXPLOIT, at);
    const char *kind = h->kind == LC_KIND_CSE   ? "CSE"
                       : h->kind == LC_KIND_CCE ? "CCE"
                                                : "TRAF";
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, coded(c, slip, kind));
    lc_pen_number(&pen, h->level);
    lc_pen_text(&pen, h->code);
    lc_pen_day(&pen, h->end);
    end_row(&pen, h, slip);
}

static void write_gang(struct counter *c, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = c->life->rows + at;
    struct lc_pen pen = take_pen(c, LC_S_POLICE_GANG, at);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, coded(c, slip, h->code));
    lc_pen_text(&pen, h->detail);
    lc_pen_day(&pen, h->start + 182 < h->end ? h->start + 182 : LC_OPEN);
    lc_pen_day(&pen, h->end);
    end_row(&pen, h, slip);
}

static void write_offence(struct counter *c, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = c->life->rows + at;
    struct lc_pen pen = take_pen(c, LC_S_YOUTH_OFFENCE, at);
    lc_pen_day(&pen, h->start);
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, h->code);
    lc_pen_number(&pen, slip->miscoded && !slip->mended ? 99 : h->level);
    lc_pen_text(&pen, h->detail);
    end_row(&pen, h, slip);
}

static void write_exclusion(struct counter *c, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = c->life->rows + at;
    struct lc_pen pen = take_pen(c, LC_S_SCHOOL_EXCLUDE, at);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, coded(c, slip, h->code));
    lc_pen_number(&pen, h->level);
    lc_pen_text(&pen, h->detail);
    end_row(&pen, h, slip);
}

static const struct {
    int agency;
    void (*write)(struct counter *, uint32_t, const struct lc_slip *);
} writers[LC_EVENT_KINDS] = {
    [LC_KIND_MISSING] = { LC_POLICE, write_missing },
    [LC_KIND_CSE] = { LC_POLICE, write_concern },
    [LC_KIND_CCE] = { LC_POLICE, write_concern },
    [LC_KIND_TRAFFICKING] = { LC_POLICE, write_concern },
    [LC_KIND_GANG] = { LC_POLICE, write_gang },
    [LC_KIND_OFFENCE] = { LC_YOUTH_JUSTICE, write_offence },
    [LC_KIND_EXCLUSION] = { LC_EDUCATION, write_exclusion },
};

static void write_self(struct counter *c, const struct lc_self *self,
                       const char *number, int32_t since)
{
    static const int sheet[LC_AGENCIES] = { 0, LC_S_POLICE_PEOPLE, LC_S_YOUTH_PEOPLE,
                                            LC_S_SCHOOL_PEOPLE };
    struct lc_pen pen = lc_pen_begin(c->sheets + sheet[c->agency], c->asof);
    lc_pen_text(&pen, lc_agencies[c->agency]);
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
static void write_people(struct counter *c, int32_t since)
{
    const struct lc_world *world = c->life->world;
    struct lc_random r;
    lc_world_dirt_stream(world, c->agency, c->life->child, &r);
    c->doubled = c->agency != LC_EDUCATION
                 && lc_random_unit(&r) < 0.015 * world->mistake[LC_MISTAKE_DOUBLES];
    for (int k = 0; k < (c->doubled ? 2 : 1); k++) {
        struct lc_self self;
        lc_self_true(c->life, c->agency, &self);
        lc_self_blot(world, &r, &self);
        self.number += k ? 100000000 : 0;
        lc_self_number(&self, c->agency, c->number[k]);
        write_self(c, &self, c->number[k], since);
    }
}

static void write_extract(struct counter *c, int32_t since)
{
    write_people(c, since);
    for (uint32_t i = 0; i < c->life->count; i++) {
        const struct lc_happening *h = c->life->rows + i;
        struct lc_slip slip = lc_slip_of(c->life, h);
        if (h->kind < LC_EVENT_KINDS && writers[h->kind].write
            && writers[h->kind].agency == c->agency
            && lc_row_shown(c->life, h, &slip, c->extract))
            writers[h->kind].write(c, i, &slip);
    }
}

void lc_write_agencies(struct lc_pages *pages, const struct lc_life *life)
{
    for (int a = LC_POLICE; a < LC_AGENCIES; a++) {
        int32_t since = lc_known_from(life, a);
        for (int e = 0; since != LC_OPEN && e < LC_EXTRACTS; e++) {
            struct counter c = {
                .sheets = pages->extract[e], .life = life, .agency = a, .extract = e
            };
            c.asof = lc_extract_day(life->world, e);
            if (c.asof != LC_NO_DAY && since < c.asof)
                write_extract(&c, since);
        }
    }
}
