/* See load.h. A browser's program is whole: it has no libraries to find. */
#include "system/load.h"

#include <stddef.h>
#include <string.h>

void *lc_sys_library(const char *name)
{
    (void)name;
    return NULL;
}

bool lc_sys_library_find(void *library, const char *name, void *function)
{
    void *none = NULL;
    (void)library;
    (void)name;
    memcpy(function, &none, sizeof none);
    return false;
}
