/* See load.h. POSIX.1-2008. */
#include "system/load.h"

#include <dlfcn.h>
#include <string.h>

void *lc_sys_library(const char *name)
{
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

/* ISO C has no cast from an object pointer to a function pointer; POSIX gives dlsym's
 * result this meaning, by way of its bytes. */
bool lc_sys_library_find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}
