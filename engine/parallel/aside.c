#include "parallel/aside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "system/thread.h"

struct lc_aside {
    lc_sys_thread *thread;
};

lc_aside *lc_aside_begin(void (*work)(void *context), void *context)
{
    lc_aside *made = lc_sys_thread_cores() > 1 ? lc_alloc(1, sizeof *made) : NULL;
    if (made)
        made->thread = lc_sys_thread_start(work, context);
    if (made && made->thread)
        return made;
    free(made);
    return NULL;
}

void lc_aside_end(lc_aside *aside)
{
    if (!aside)
        return;
    lc_sys_thread_join(aside->thread);
    free(aside);
}
