/* See memory.h. In a browser: one memory, whose pages the program never sees. */
#include "system/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 64 << 10 };

void *lc_sys_pages_new(size_t size)
{
    void *pages = aligned_alloc(PAGE, (size + PAGE - 1) / PAGE * PAGE);
    return pages ? memset(pages, 0, size) : NULL;
}

void lc_sys_pages_free(void *pages, size_t size)
{
    (void)size;
    free(pages);
}

void lc_sys_memory_large(void *memory, size_t size)
{
    (void)memory;
    (void)size;
}

void lc_sys_memory_direct(int bytes)
{
    (void)bytes;
}

/* The browser swaps as its system does, and cannot be asked; docs/browser.md says so.
 */
bool lc_sys_memory_lock_stack(void)
{
    return false;
}

/* There are no children. */
bool lc_sys_memory_own(void *memory, size_t size)
{
    (void)memory;
    (void)size;
    return true;
}

bool lc_sys_memory_can_lock(size_t size)
{
    (void)size;
    return false;
}

int lc_sys_swap_each(void (*see)(void *context, const char *name, bool safe),
                     void *context)
{
    (void)see;
    (void)context;
    return ENOSYS;
}
