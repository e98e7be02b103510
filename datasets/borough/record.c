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
    lc_pen_text(&pen, life->family->people->code);
    lc_pen_number(&pen, life->family->member[life->member].birth);
    lc_pen_number(&pen, life->family->member[life->member].father);
    lc_pen_day(&pen, life->adopted);
    lc_pen_text(&pen, life->family->people->origin);
    lc_pen_end(&pen);
}

/* Every number under which an agency ever had the child. */
static bool write_who(struct lc_pages *pages, const struct lc_life *life, int agency)
{
    struct lc_self selves[LC_SELVES];
    char number[LC_NUMBER_TEXT];
    bool known = false;
    if (lc_known_from(life, agency) >= life->world->until)
        return false;
    size_t count = lc_selves(life, agency, life->world->until, selves);
    for (size_t k = 0; k < count; k++) {
        if (selves[k].since >= life->world->until)
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_WHO, LC_OPEN);
        lc_pen_text(&pen, lc_agencies[agency]);
        lc_pen_text(&pen, lc_self_number(selves + k, agency, number));
        lc_pen_number(&pen, life->child);
        lc_pen_end(&pen);
        known = true;
    }
    return known;
}

/* Entries, a row a period of care; short breaks (V3, V4) are none. */
static void write_entries(struct lc_pages *pages, const struct lc_life *life)
{
    bool first = true;
    for (size_t i = 0; i < life->count; i++) {
        const struct lc_happening *h = life->rows + i;
        if (h->kind != LC_KIND_EPISODE || h->began[0] != 'S' || lc_is_brief(h))
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_ENTRIES, LC_OPEN);
        lc_pen_number(&pen, life->child);
        lc_pen_day(&pen, h->start);
        lc_pen_number(&pen, lc_day_age(life->born, h->start));
        lc_pen_text(&pen, h->code);
        lc_pen_number(&pen, life->uasc);
        lc_pen_number(&pen, first);
        lc_pen_text(&pen, first && life->route ? lc_processes[life->route] : "");
        lc_pen_end(&pen);
        first = false;
    }
}

static void write_panels(struct lc_pages *pages, const struct lc_life *life)
{
    for (size_t i = 0; i < life->count; i++) {
        if (life->rows[i].kind != LC_KIND_PANEL)
            continue;
        struct lc_pen pen = lc_pen_begin(pages->truth + LC_T_PANELS, LC_OPEN);
        lc_pen_number(&pen, life->child);
        lc_pen_day(&pen, life->rows[i].start);
        lc_pen_end(&pen);
    }
}

void lc_write_truth(struct lc_pages *pages, const struct lc_life *life)
{
    bool known = false;
    for (int a = 0; a < LC_AGENCIES; a++)
        known |= write_who(pages, life, a);
    if (!known)
        return;
    write_child(pages, life);
    write_entries(pages, life);
    write_panels(pages, life);
}
