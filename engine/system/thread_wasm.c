/* See thread.h. In a browser that opens a file there is one thread: what threads share
 * memory by is not there (file://), so there is nothing to wait for either. */
#include "system/thread.h"

#include <stdlib.h>

struct lc_sys_monitor {
    char nothing;
};

lc_sys_thread *lc_sys_thread_start(void (*work)(void *context), void *context)
{
    (void)work;
    (void)context;
    return NULL;
}

void lc_sys_thread_join(lc_sys_thread *thread)
{
    (void)thread;
}

int lc_sys_thread_cores(void)
{
    return 1;
}

lc_sys_monitor *lc_sys_monitor_new(void)
{
    return calloc(1, sizeof(lc_sys_monitor));
}

void lc_sys_monitor_free(lc_sys_monitor *monitor)
{
    free(monitor);
}

void lc_sys_monitor_enter(lc_sys_monitor *monitor)
{
    (void)monitor;
}

void lc_sys_monitor_leave(lc_sys_monitor *monitor)
{
    (void)monitor;
}

void lc_sys_monitor_wait(lc_sys_monitor *monitor, int condition)
{
    (void)monitor;
    (void)condition;
}

void lc_sys_monitor_wake(lc_sys_monitor *monitor, int condition)
{
    (void)monitor;
    (void)condition;
}

void lc_sys_once(atomic_int *done, void (*work)(void))
{
    if (!atomic_load(done))
        work();
    atomic_store(done, 1);
}
