#include "datasets/borough/told_inside.h"

#include <string.h>

#include "datasets/borough/sheet_inside.h"

/* --- a reform ----------------------------------------------------------------------- */

static bool is_family_help(const struct lc_life *life, const struct lc_happening *h)
{
    return h->kind == LC_KIND_CIN && h->start >= life->world->truth->family_help_from
           && h->end > h->start;
}

/* The day from which the episode is one of a child in need, or LC_OPEN. */
static int32_t in_need_from(const struct lc_life *life, uint32_t cin)
{
    const struct lc_happening *c = life->rows + cin;
    int32_t from = strcmp(c->note, "RC5") == 0 ? c->end : LC_OPEN;
    for (size_t i = 0; i < life->count; i++) {
        const struct lc_happening *h = life->rows + i;
        bool enquiry = h->kind == LC_KIND_S47 && h->of == cin;
        bool care = h->kind == LC_KIND_EPISODE && h->start <= c->end;
        if ((enquiry || care) && h->start >= c->start && h->start < from)
            from = h->start;
    }
    return from;
}

static size_t tell_need(const struct lc_happening *h, int32_t from,
                        struct lc_happening *told)
{
    size_t count = 0;
    if (h->start < from) {
        told[count] = *h;
        told[count].kind = LC_KIND_EARLY_HELP;
        told[count++].end = h->end < from ? h->end : from;
    }
    if (from == LC_OPEN)
        return count;
    told[count] = *h;
    told[count].start = told[count].recorded = from;
    return count + 1;
}

/* --- a leak ------------------------------------------------------------------------- */

static bool is_leak(const struct lc_life *life, const struct lc_happening *h)
{
    bool brief = h->code[0] == 'V' && h->code[1] != '2';
    return h->kind == LC_KIND_EPISODE && h->began[0] == 'S' && !brief
           && h->start - LC_LEAK_DAYS > life->begins
           && lc_row_unit(life, h, LC_UNIT_LEAK)
                  < life->world->truth->figure[LC_F_LEAK];
}

static size_t tell_leak(const struct lc_happening *h, struct lc_happening *told)
{
    told[0] = told[1] = *h;
    told[1].kind = LC_KIND_EARLY_HELP;
    told[1].start = h->start - LC_LEAK_DAYS;
    told[1].end = h->start; /* recorded as the entry is */
    return 2;
}

size_t lc_told(const struct lc_life *life, uint32_t at, struct lc_happening *told)
{
    const struct lc_happening *h = life->rows + at;
    told[0] = *h;
    if (is_family_help(life, h))
        return tell_need(h, in_need_from(life, at), told);
    if ((h->kind == LC_KIND_ASSESSMENT || h->kind == LC_KIND_CIN_PLAN)
        && is_family_help(life, life->rows + h->of)) {
        int32_t from = in_need_from(life, h->of);
        if (h->kind == LC_KIND_CIN_PLAN && h->start < from && from < h->end)
            told[0].start = told[0].recorded = from;
        return told[0].start >= from;
    }
    return is_leak(life, h) ? tell_leak(h, told) : 1;
}
