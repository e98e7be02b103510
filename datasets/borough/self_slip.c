/* Whether a mistake is made, and under which names a child goes. */
#include <string.h>

#include "base/hash.h"
#include "datasets/borough/self_inside.h"
#include "datasets/borough/world_inside.h"

/* --- mistakes ------------------------------------------------------------------------ */

void lc_slips_stream(const struct lc_world *world, uint32_t child, int agency,
                     enum lc_slips_in what, struct lc_random *r)
{
    lc_world_dirt_stream(world, (int)what * LC_AGENCIES + agency, child, r);
}

bool lc_slips(const struct lc_life *life, struct lc_random *r, int figure, int kind)
{
    const struct lc_world *world = life->world;
    return lc_random_unit(r) < world->truth->figure[figure] * world->mistake[kind];
}

/* --- as it is ------------------------------------------------------------------------ */

/* A change of surname is no mistake: whether, and the day. */
bool lc_self_renamed(const struct lc_life *life, int32_t day)
{
    uint64_t key = lc_mix64(life->family->names ^ (uint64_t)life->member << 32);
    if (!(lc_name_unit(key, 0) < life->world->truth->figure[LC_F_SURNAME_CHANGED]))
        return false;
    return life->born + (int32_t)(18 * 365.25 * lc_name_unit(key, 1)) <= day;
}

void lc_self_name(const struct lc_life *life, bool adopted, bool renamed,
                  struct lc_name *name)
{
    const double *figure = life->world->truth->figure;
    struct lc_name before;
    enum lc_name_when when = adopted   ? LC_NAMED_ADOPTED
                             : renamed ? LC_NAMED_ANEW
                                       : LC_NAMED;
    lc_name_draw(life->family, life->member, life->male, when, figure[LC_F_TWINS_ALIKE],
                 name);
    uint64_t key = lc_mix64(life->family->names ^ (uint64_t)life->member << 40);
    if (!adopted || lc_name_unit(key, 0) < figure[LC_F_ADOPTED_FORENAME])
        return;
    lc_name_draw(life->family, life->member, life->male, LC_NAMED,
                 figure[LC_F_TWINS_ALIKE], &before);
    memcpy(name->forename, before.forename, sizeof name->forename);
}
