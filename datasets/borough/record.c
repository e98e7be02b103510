/* truth/: who is who, and what really happened. */
#include "datasets/borough/sheet_inside.h"

static void write_child(struct lc_pages *pages, const struct lc_life *life)
{
    struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_CHILDREN, LC_OPEN);
    lc_pen_number(&pen, life->child);
    lc_pen_number(&pen, life->family->number);
    lc_pen_day(&pen, life->born);
    lc_pen_text(&pen, life->male ? "M" : "F");
    lc_pen_number(&pen, life->uasc);
    lc_pen_number(&pen, life->disabled);
    lc_pen_real(&pen, life->propensity);
    lc_pen_day(&pen, life->begins);
    lc_pen_day(&pen, life->ends);
    lc_pen_day(&pen, life->died);
    lc_pen_day(&pen, life->left);
    lc_pen_end(&pen);
}

static void write_who(struct lc_pages *pages, const struct lc_life *life, int agency,
                      int again)
{
    struct lc_self self;
    char number[16];
    struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_WHO, LC_OPEN);
    lc_self_true(life, agency, &self);
    self.number += again ? 100000000 : 0;
    lc_pen_text(&pen, lc_agencies[agency]);
    lc_pen_text(&pen, lc_self_number(&self, agency, number));
    lc_pen_number(&pen, life->child);
    lc_pen_end(&pen);
}

/* Entries, a row a period of care; short breaks (V3, V4) are none. */
static void write_entries(struct lc_pages *pages, const struct lc_life *life)
{
    bool first = true;
    for (size_t i = 0; i < life->count; i++) {
        const struct lc_happening *h = life->rows + i;
        bool brief = h->code[0] == 'V' && h->code[1] != '2';
        if (h->kind != LC_KIND_EPISODE || h->began[0] != 'S' || brief)
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_ENTRIES, LC_OPEN);
        lc_pen_number(&pen, life->child);
        lc_pen_day(&pen, h->start);
        lc_pen_number(&pen, lc_day_age(life->born, h->start));
        lc_pen_text(&pen, h->code);
        lc_pen_number(&pen, life->uasc);
        lc_pen_number(&pen, first);
        lc_pen_end(&pen);
        first = false;
    }
}

void lc_write_truth(struct lc_pages *pages, const struct lc_life *life)
{
    bool known = false;
    for (int a = 0; a < LC_AGENCIES; a++) {
        if (lc_known_from(life, a) >= life->world->until)
            continue;
        known = true;
        write_who(pages, life, a, 0);
        if (life->world->mistake[LC_MISTAKE_DOUBLES] > 0
            && (a == LC_POLICE || a == LC_YOUTH_JUSTICE))
            write_who(pages, life, a, 1);
    }
    if (!known)
        return;
    write_child(pages, life);
    write_entries(pages, life);
}
