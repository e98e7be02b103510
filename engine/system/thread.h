/* Threads, and what they wait by. */
#pragma once

#include <stdatomic.h>

typedef struct lc_sys_thread lc_sys_thread;

/* work(context) in a thread of its own, which takes no signals: so the main thread's
 * calls are the ones that an interrupt wakes. NULL if there can be none. */
lc_sys_thread *lc_sys_thread_start(void (*work)(void *context), void *context);
/* Waits for its end; the thread is freed. */
void lc_sys_thread_join(lc_sys_thread *thread);

/* The processors that the process may run on (not all there are), at least 1. */
int lc_sys_thread_cores(void);

/* A lock and the two conditions that those wait for who hold it. */
typedef struct lc_sys_monitor lc_sys_monitor;

lc_sys_monitor *lc_sys_monitor_new(void);          /* NULL when out of memory */
void lc_sys_monitor_free(lc_sys_monitor *monitor); /* NULL is allowed */
void lc_sys_monitor_enter(lc_sys_monitor *monitor);
void lc_sys_monitor_leave(lc_sys_monitor *monitor);
/* condition: 0 or 1. A wait lets the others in, and may end without being woken. */
void lc_sys_monitor_wait(lc_sys_monitor *monitor, int condition);
void lc_sys_monitor_wake(lc_sys_monitor *monitor, int condition); /* all who wait */

/* work(), by whoever comes first; the others wait until it is done. *done starts as 0.
 * work() calls nothing that comes here. */
void lc_sys_once(atomic_int *done, void (*work)(void));
