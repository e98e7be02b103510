#include "store/summary.h"

#include "disclosure/small.h"

static void widen(int32_t day, int32_t *first, int32_t *last)
{
    if (*first == LC_NO_DAY || day < *first)
        *first = day;
    if (*last == LC_NO_DAY || day > *last)
        *last = day;
}

static void count_level(struct lc_summary *s, int16_t level)
{
    if (level == LC_NO_LEVEL)
        return;
    s->levelled++;
    s->level[level < 0 ? 0 : level < LC_LEVELS ? level : LC_LEVELS - 1]++;
}

struct lc_summary lc_history_summary(const struct lc_history *history)
{
    const struct lc_history *h = history;
    struct lc_summary s = { .name = h->name, .rows = h->n };
    s.first = s.last = s.known_first = s.known_last = LC_NO_DAY;
    uint32_t counted = UINT32_MAX;
    for (size_t i = 0; i < h->n; i++) {
        widen(h->known_from[i], &s.known_first, &s.known_last);
        s.spells |= h->end[i] != LC_OPEN;
        if (h->known_to[i] != LC_OPEN)
            continue;
        s.current++;
        s.children += h->child[i] != counted;
        counted = h->child[i];
        s.open += h->end[i] == LC_OPEN;
        s.foreseen += h->known_from[i] < h->start[i];
        s.uncoded += h->code[i] == 0;
        widen(h->start[i], &s.first, &s.last);
        count_level(&s, h->level[i]);
    }
    s.superseded = s.rows - s.current;
    s.unlevelled = s.current - s.levelled;
    return s;
}

static int32_t month_of(int32_t day)
{
    int year, month, mday;
    if (day == LC_NO_DAY)
        return day;
    lc_day_split(day, &year, &month, &mday);
    return lc_day_of(year, month, 1);
}

static void tell_levels(struct lc_summary *s)
{
    size_t part[LC_LEVELS + 1], told[LC_LEVELS + 1];
    for (size_t k = 0; k < LC_LEVELS; k++)
        part[k] = s->level[k];
    part[LC_LEVELS] = s->unlevelled;
    lc_tell_parts(LC_LEVELS + 1, part, told, &s->current);
    for (size_t k = 0; k < LC_LEVELS; k++)
        s->level[k] = told[k];
    s->unlevelled = told[LC_LEVELS];
}

static void hide_or_tell(size_t *count, bool few)
{
    *count = few && *count ? LC_FEW : lc_tell(*count);
}

void lc_summary_tell(struct lc_summary *s, bool linked)
{
    bool few = linked && lc_is_small((double)s->children);
    size_t *const count[] = { &s->rows, &s->superseded, &s->open, &s->foreseen,
                              &s->uncoded };
    if (few) {
        hide_or_tell(&s->current, few);
        hide_or_tell(&s->unlevelled, few);
        for (size_t k = 0; k < LC_LEVELS; k++)
            hide_or_tell(&s->level[k], few);
    } else
        tell_levels(s);
    for (size_t k = 0; k < sizeof count / sizeof *count; k++)
        hide_or_tell(count[k], few);
    s->children = lc_tell(s->children);
    s->first = month_of(s->first);
    s->last = month_of(s->last);
    s->known_first = month_of(s->known_first);
    s->known_last = month_of(s->known_last);
}

size_t lc_store_children(const struct lc_store *store)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++)
        count += store->record[r].child == r && store->record[r].system != 0;
    return count;
}
