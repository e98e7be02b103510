/* See cage.h. In a browser there is no process to make: the worker that the whole verb
 * runs in is the cage, and whatever reads a file made by somebody else reaches no more
 * than the worker does, which has no network, no page and no other file.
 *
 * So the work runs here, each time that its answer is to be read, on the questions that
 * were asked by then: it must find what it knew before in its context, which stays
 * borrowed until the cage is freed. */
#include "system/cage.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct lc_sys_cage {
    int down[2], up[2];
    struct lc_sys_caged what;
};

bool lc_sys_cage_is_built(void)
{
    return false;
}

static void close_pair(const int *pair)
{
    close(pair[0]);
    close(pair[1]);
}

int lc_sys_cage_start(lc_sys_cage **cage, const struct lc_sys_caged *what)
{
    lc_sys_cage *made = calloc(1, sizeof *made);
    int number = 0;
    *cage = NULL;
    if (!made)
        return ENOMEM;
    made->what = *what;
    if (pipe(made->down)) {
        number = errno;
    } else if (pipe(made->up)) {
        number = errno;
        close_pair(made->down);
    }
    if (number)
        free(made);
    else
        *cage = made;
    return number;
}

unsigned lc_sys_cage_parts(const lc_sys_cage *cage)
{
    (void)cage;
    return 0;
}

int lc_sys_cage_to(const lc_sys_cage *cage)
{
    return cage->down[1];
}

int lc_sys_cage_from(const lc_sys_cage *cage)
{
    cage->what.work(cage->what.context, cage->down[0], cage->up[1]);
    return cage->up[0];
}

enum lc_sys_ending lc_sys_cage_end(lc_sys_cage *cage, bool now, int *signal)
{
    (void)cage;
    (void)now;
    *signal = 0;
    return LC_SYS_DONE;
}

void lc_sys_cage_free(lc_sys_cage *cage)
{
    if (!cage)
        return;
    close_pair(cage->down);
    close_pair(cage->up);
    free(cage);
}

unsigned lc_sys_cage_try(void)
{
    return 0;
}
