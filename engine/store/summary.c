#include "store/summary.h"

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
    return s;
}

size_t lc_store_children(const struct lc_store *store)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++)
        count += store->record[r].child == r && store->record[r].system != 0;
    return count;
}
