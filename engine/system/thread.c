/* See thread.h. POSIX.1-2008; sched_getaffinity(2) of Linux. */
#include "system/thread.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* Of a thread, whatever the shell's limit: what the system takes else can be too little
 * for a shard of work. Pages that are not touched cost nothing. */
enum { STACK = 2 << 20 };

struct lc_sys_thread {
    pthread_t thread;
    void (*work)(void *context);
    void *context;
};

static void *serve(void *argument)
{
    lc_sys_thread *thread = argument;
    thread->work(thread->context);
    return NULL;
}

lc_sys_thread *lc_sys_thread_start(void (*work)(void *context), void *context)
{
    lc_sys_thread *made = malloc(sizeof *made);
    sigset_t all, before;
    pthread_attr_t about;
    if (!made)
        return NULL;
    if (pthread_attr_init(&about)) {
        free(made);
        return NULL;
    }
    pthread_attr_setstacksize(&about, STACK);
    made->work = work;
    made->context = context;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&made->thread, &about, serve, made);
    pthread_attr_destroy(&about);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed)
        return made;
    free(made);
    return NULL;
}

void lc_sys_thread_join(lc_sys_thread *thread)
{
    pthread_join(thread->thread, NULL);
    free(thread);
}

int lc_sys_thread_cores(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set);
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}

struct lc_sys_monitor {
    pthread_mutex_t lock;
    pthread_cond_t condition[2];
};

lc_sys_monitor *lc_sys_monitor_new(void)
{
    lc_sys_monitor *made = malloc(sizeof *made);
    if (!made)
        return NULL;
    pthread_mutex_init(&made->lock, NULL);
    for (int i = 0; i < 2; i++)
        pthread_cond_init(made->condition + i, NULL);
    return made;
}

void lc_sys_monitor_free(lc_sys_monitor *monitor)
{
    if (!monitor)
        return;
    for (int i = 0; i < 2; i++)
        pthread_cond_destroy(monitor->condition + i);
    pthread_mutex_destroy(&monitor->lock);
    free(monitor);
}

void lc_sys_monitor_enter(lc_sys_monitor *monitor)
{
    pthread_mutex_lock(&monitor->lock);
}

void lc_sys_monitor_leave(lc_sys_monitor *monitor)
{
    pthread_mutex_unlock(&monitor->lock);
}

void lc_sys_monitor_wait(lc_sys_monitor *monitor, int condition)
{
    pthread_cond_wait(monitor->condition + condition, &monitor->lock);
}

void lc_sys_monitor_wake(lc_sys_monitor *monitor, int condition)
{
    pthread_cond_broadcast(monitor->condition + condition);
}

void lc_sys_once(atomic_int *done, void (*work)(void))
{
    static pthread_mutex_t one_by_one = PTHREAD_MUTEX_INITIALIZER;
    if (atomic_load(done))
        return;
    pthread_mutex_lock(&one_by_one);
    if (!atomic_load(done))
        work();
    atomic_store(done, 1);
    pthread_mutex_unlock(&one_by_one);
}
