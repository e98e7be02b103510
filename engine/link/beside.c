#include "link/beside_inside.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/memory.h"
#include "match/normal.h"

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
        if (ids->row[i].born != LC_NO_DAY && !lc_born_is_nobodys(ids->row[i].born))
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

/* What x and y have in common, and y's day. */
struct asked {
    const struct lc_link_beside *beside;
    const struct lc_link_table *table;
    uint32_t x, y;
    int32_t born;
    unsigned called, surname, postcode; /* levels */
    bool number;                        /* they have one in common */
};

/* Is z of y's home, and as much as x? Of two surnames that have nothing in common any
 * other is as much. A number in common makes up for an address. */
static bool is_home(const struct asked *of, const struct lc_alike *like,
                    uint64_t levels)
{
    unsigned postcode = lc_match_level(levels, LC_POSTCODE);
    bool home = like->surname >= LC_LIKE_NEAR || like->postcode == LC_LIKE_SAME;
    return home
           && (of->number
               || (lc_match_level(levels, LC_SURNAME) >= of->surname
                   && (postcode >= of->postcode || !postcode)));
}

/* Do numbers and first names say that they are two? A slip in a name beside a number
 * that is another's by mistake does not. */
static bool are_two(const struct lc_alike *alike, unsigned called)
{
    return alike->two
           && (alike->forename == LC_LIKE_NOT || called == LC_NAME_PART
               || called == LC_NAME_FORM);
}

/* Is z called more like y than x is? Of one field, so that most of a day on which many
 * are born cost no more. */
static bool is_called(const struct asked *of, uint32_t z)
{
    unsigned called = lc_match_compare_field(of->table->match, z, of->y, LC_FORENAME);
    return of->number ? called == of->table->field[LC_FORENAME].role->levels
                      : called > of->called;
}

/* Is y z's, as far as the two say? */
static bool is_own(const struct asked *of, uint32_t z)
{
    struct lc_match_pair own = lc_match_compare(of->table->match, z, of->y);
    struct lc_alike like = lc_alike_of(of->table, &own);
    if (!is_home(of, &like, own.levels) || like.born != LC_LIKE_SAME)
        return false;
    return of->number
               ? like.forename == LC_LIKE_SAME
               : !like.two
                     && lc_match_level(own.levels, LC_FORENAME) != LC_NAME_EXCHANGED;
}

/* Is y z's rather than x's? */
static bool is_of(const struct asked *of, uint32_t z)
{
    if (!is_called(of, z) || !is_own(of, z))
        return false;
    struct lc_match_pair other = lc_match_compare(of->table->match, z, of->x);
    struct lc_alike unlike = lc_alike_of(of->table, &other);
    return unlike.born == LC_LIKE_SAME
           && are_two(&unlike, lc_match_level(other.levels, LC_FORENAME));
}

static bool has_twin(const struct asked *of)
{
    const struct lc_link_beside *beside = of->beside;
    bool has = false;
    for (size_t i = find_day(beside, of->born);
         i < beside->count && beside->row[i].born == of->born && !has; i++) {
        uint32_t z = beside->row[i].place;
        has = z != of->x && z != of->y && is_of(of, z);
    }
    return has;
}

bool lc_link_beside_twin(const struct lc_link_beside *beside,
                         const struct lc_link_table *table,
                         const struct lc_match_pair *pair)
{
    const struct lc_link_evidence *e = beside->evidence;
    const uint32_t both[2] = { pair->a, pair->b };
    struct asked of = { .beside = beside,
                        .table = table,
                        .called = lc_match_level(pair->levels, LC_FORENAME),
                        .surname = lc_match_level(pair->levels, LC_SURNAME),
                        .postcode = lc_match_level(pair->levels, LC_POSTCODE) };
    bool twin = false;
    if (!is_loose(of.called)
        || lc_match_level(pair->levels, LC_BORN) <= LC_BORN_EXCHANGED)
        return false;
    of.number = lc_alike_of(table, pair).number;
    for (int k = 0; k < 2; k++) {
        uint32_t record = table->record[both[k]];
        for (uint32_t i = e->first[record]; i < e->first[record + 1] && !twin; i++) {
            of.x = both[!k];
            of.y = both[k];
            of.born = e->ids->row[e->row[i]].born;
            twin = of.born != LC_NO_DAY && has_twin(&of);
        }
    }
    return twin;
}
