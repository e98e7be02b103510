#include "link/beside_inside.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/memory.h"

const char lc_link_beside_why[] =
    "nearly the same first name, which is another child's of that birth date: twins?";

static int by_born(const void *a, const void *b)
{
    const struct lc_link_born *x = a, *y = b;
    if (x->born != y->born)
        return x->born < y->born ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

int lc_link_beside_make(struct lc_link_beside *beside,
                        const struct lc_link_table *table,
                        const struct lc_link_evidence *evidence, struct lc_error *err)
{
    const struct lc_identities *ids = evidence->ids;
    beside->evidence = evidence;
    int code = LC_GROW(beside->row, beside->room, ids->count + 1, err);
    for (size_t i = 0; i < ids->count && !code; i++)
        if (ids->row[i].born != LC_NO_DAY)
            beside->row[beside->count++] =
                (struct lc_link_born){ ids->row[i].born,
                                       table->place[ids->row[i].record] };
    if (beside->count)
        qsort(beside->row, beside->count, sizeof *beside->row, by_born);
    return code;
}

void lc_link_beside_free(struct lc_link_beside *beside)
{
    free(beside->row);
    *beside = (struct lc_link_beside){ 0 };
}

/* The first row of that day or a later one. */
static size_t find_day(const struct lc_link_beside *beside, int32_t born)
{
    size_t low = 0, high = beside->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (beside->row[middle].born < born)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_loose(unsigned level)
{
    return level >= LC_NAME_ALIKE && level <= LC_NAME_FORM;
}

/* x and y are of this level and have a number in common or not: is z y's rather? */
static bool is_of(const struct lc_link_table *table, uint32_t x, uint32_t y, uint32_t z,
                  unsigned level, bool number)
{
    struct lc_match_pair own = lc_match_compare(table->match, z, y),
                         other = lc_match_compare(table->match, z, x);
    struct lc_alike like = lc_alike_of(table, &own),
                    unlike = lc_alike_of(table, &other);
    unsigned called = lc_match_level(own.levels, LC_FORENAME);
    bool home = like.surname >= LC_LIKE_NEAR || like.postcode == LC_LIKE_SAME;
    if (!home || like.born != LC_LIKE_SAME || unlike.born != LC_LIKE_SAME || !unlike.two
        || unlike.forename == LC_LIKE_SAME)
        return false;
    return number ? like.forename == LC_LIKE_SAME
                  : !like.two && like.forename >= LC_LIKE_NEAR && called >= level;
}

static bool has_twin(const struct lc_link_beside *beside,
                     const struct lc_link_table *table, int32_t born, uint32_t x,
                     uint32_t y, unsigned level, bool number)
{
    bool has = false;
    for (size_t i = find_day(beside, born);
         i < beside->count && beside->row[i].born == born && !has; i++) {
        uint32_t z = beside->row[i].place;
        has = z != x && z != y && is_of(table, x, y, z, level, number);
    }
    return has;
}

bool lc_link_beside_twin(const struct lc_link_beside *beside,
                         const struct lc_link_table *table,
                         const struct lc_match_pair *pair)
{
    const struct lc_link_evidence *e = beside->evidence;
    unsigned level = lc_match_level(pair->levels, LC_FORENAME);
    const uint32_t both[2] = { pair->a, pair->b };
    bool twin = false, loose = is_loose(level);
    if (!loose || lc_match_level(pair->levels, LC_BORN) <= LC_BORN_EXCHANGED)
        return false;
    bool number = lc_alike_of(table, pair).number;
    for (int k = 0; k < 2; k++) {
        uint32_t record = table->record[both[k]];
        for (uint32_t i = e->first[record]; i < e->first[record + 1] && !twin; i++) {
            int32_t born = e->ids->row[e->row[i]].born;
            twin = born != LC_NO_DAY
                   && has_twin(beside, table, born, both[!k], both[k], level, number);
        }
    }
    return twin;
}
