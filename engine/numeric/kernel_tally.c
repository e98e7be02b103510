/* Weights by rank (tally.h). Level 0 has a table for each 16 ranks, level 1 one for
 * each 16 of those, and so on to a single table. */
#include "numeric/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SHIFT = 4 };

/* Places of all levels for that many ranks; first[] says where each level begins. */
static size_t lay_out(struct lc_tally *tally, size_t ranks)
{
    size_t places = 0, tables = ranks;
    tally->ranks = ranks;
    tally->levels = 0;
    do {
        tables = (tables + LC_TALLY_WIDTH - 1) >> SHIFT;
        tally->first[tally->levels++] = places;
        places += tables << SHIFT;
    } while (tables > 1);
    return places;
}

int lc_tally_open(struct lc_tally *tally, size_t ranks, struct lc_error *err)
{
    *tally = (struct lc_tally){ 0 };
    size_t places = lay_out(tally, ranks);
    tally->below = lc_alloc(places, sizeof *tally->below);
    tally->at = lc_alloc(ranks, sizeof *tally->at);
    return tally->below && tally->at ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_tally_close(struct lc_tally *tally)
{
    free(tally->below);
    free(tally->at);
    *tally = (struct lc_tally){ 0 };
}

void lc_tally_resize(struct lc_tally *tally, size_t ranks)
{
    lay_out(tally, ranks);
}

void lc_tally_clear(struct lc_tally *tally)
{
    size_t places = lay_out(tally, tally->ranks);
    memset(tally->below, 0, places * sizeof *tally->below);
    memset(tally->at, 0, tally->ranks * sizeof *tally->at);
    tally->total = 0;
}

void lc_tally_add(struct lc_tally *tally, uint32_t rank, double weight)
{
    size_t place = rank;
    tally->at[rank] += weight;
    tally->total += weight;
    for (int level = 0; level < tally->levels; level++, place >>= SHIFT) {
        double *table = tally->below + tally->first[level]
                        + (place & ~(size_t)(LC_TALLY_WIDTH - 1));
        int at = (int)(place & (LC_TALLY_WIDTH - 1));
        for (int k = 0; k < LC_TALLY_WIDTH; k++) /* all 16, so that it is a vector */
            table[k] += k > at ? weight : 0;
    }
}

void lc_tally_split(const struct lc_tally *tally, uint32_t rank, double *below,
                    double *equal)
{
    size_t place = rank;
    double sum = 0;
    for (int level = 0; level < tally->levels; level++, place >>= SHIFT)
        sum += tally->below[tally->first[level] + place];
    *below = sum;
    *equal = tally->at[rank];
}
