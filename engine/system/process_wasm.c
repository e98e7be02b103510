/* See process.h. In a browser: a worker, whose files are its own and which nobody else
 * runs. */
#include "system/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void lc_sys_process_begin(void)
{
}

bool lc_sys_process_dumps(void)
{
    return false;
}

bool lc_sys_process_is_limited(void)
{
    return false;
}

/* Browsers' stacks are of a fixed size: browser/browser.mk. */
size_t lc_sys_process_stack(size_t want)
{
    return want;
}

void lc_sys_process_files(size_t more)
{
    (void)more;
}

void lc_sys_process_anew(char **argv, const char *name, const char *value)
{
    (void)argv;
    (void)name;
    (void)value;
}

void lc_sys_process_forget(const char *name)
{
    unsetenv(name);
}

bool lc_sys_process_path(char *out, size_t room)
{
    static const char path[] = "/latecare";
    if (room < sizeof path)
        return false;
    memcpy(out, path, sizeof path);
    return true;
}

void lc_sys_process_end(int status)
{
    _exit(status);
}

long lc_sys_process_number(void)
{
    return 1;
}

unsigned long lc_sys_process_user(void)
{
    return 0;
}
