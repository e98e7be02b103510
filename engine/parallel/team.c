/* A pool of threads: the caller works too, the others sleep on a condition between
 * calls. Shards are handed out by a counter, so a slow shard holds up nobody; what a
 * shard writes is its own, so who ran it cannot be seen in the result. */
#include "parallel/team.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "system/thread.h"

struct job {
    size_t shards;
    void (*work)(void *context, size_t shard, size_t worker);
    void *context;
};

enum {
    BEGIN,
    END
}; /* of a job: the workers wait for the one, the caller for the other */

struct worker {
    lc_sys_thread *thread;
    lc_team *team;
    size_t number;
};

struct lc_team {
    int threads, started; /* started: of worker[], all but the caller */
    lc_sys_monitor *monitor;
    bool stop;
    unsigned long round; /* number of the present job */
    int busy;            /* workers that have not finished it */
    struct job job;
    atomic_size_t next; /* first shard not handed out */
    struct worker worker[LC_MAX_THREADS];
};

static void work_off(lc_team *team, const struct job *job, size_t worker)
{
    size_t shard;
    while ((shard = atomic_fetch_add(&team->next, 1)) < job->shards)
        job->work(job->context, shard, worker);
}

static void serve(void *argument)
{
    struct worker *me = argument;
    lc_team *team = me->team;
    unsigned long seen = 0;
    lc_sys_monitor_enter(team->monitor);
    for (;;) {
        while (!team->stop && team->round == seen)
            lc_sys_monitor_wait(team->monitor, BEGIN);
        if (team->stop)
            break;
        seen = team->round;
        struct job job = team->job;
        lc_sys_monitor_leave(team->monitor);
        work_off(team, &job, me->number);
        lc_sys_monitor_enter(team->monitor);
        if (--team->busy == 0)
            lc_sys_monitor_wake(team->monitor, END);
    }
    lc_sys_monitor_leave(team->monitor);
}

static bool start_workers(lc_team *team)
{
    while (team->started < team->threads - 1) {
        struct worker *worker = team->worker + team->started;
        worker->team = team;
        worker->number = (size_t)team->started + 1;
        worker->thread = lc_sys_thread_start(serve, worker);
        if (!worker->thread)
            return false;
        team->started++;
    }
    return true;
}

int lc_team_new(lc_team **team, int threads, struct lc_error *err)
{
    *team = NULL;
    if (threads < 0 || threads > LC_MAX_THREADS)
        return LC_FAIL(err, LC_USAGE, "%d threads: from 0 (all cores) to %d can be had",
                       threads, LC_MAX_THREADS);
    lc_team *made = lc_alloc(1, sizeof *made);
    if (!made)
        return LC_FAIL_NOMEM(err);
    made->threads = threads ? threads : lc_sys_thread_cores();
    if (made->threads > LC_MAX_THREADS)
        made->threads = LC_MAX_THREADS;
    atomic_init(&made->next, 0);
    made->monitor = lc_sys_monitor_new();
    if (!made->monitor || !start_workers(made)) {
        lc_team_free(made);
        return LC_FAIL(err, LC_NOMEM, "cannot start %d threads", threads);
    }
    *team = made;
    return LC_OK;
}

lc_team *lc_team_or_none(void)
{
    lc_team *team = NULL;
    return lc_team_new(&team, 0, NULL) ? NULL : team;
}

void lc_team_free(lc_team *team)
{
    if (!team)
        return;
    if (team->monitor) {
        lc_sys_monitor_enter(team->monitor);
        team->stop = true;
        lc_sys_monitor_wake(team->monitor, BEGIN);
        lc_sys_monitor_leave(team->monitor);
    }
    for (int i = 0; i < team->started; i++)
        lc_sys_thread_join(team->worker[i].thread);
    lc_sys_monitor_free(team->monitor);
    free(team);
}

int lc_team_threads(const lc_team *team)
{
    return team ? team->threads : 1;
}

void lc_team_run(lc_team *team, size_t shards,
                 void (*work)(void *context, size_t shard, size_t worker),
                 void *context)
{
    if (!team || team->threads == 1 || shards < 2) {
        for (size_t shard = 0; shard < shards; shard++)
            work(context, shard, 0);
        return;
    }
    lc_sys_monitor_enter(team->monitor);
    assert(team->busy == 0); /* a job does not start another on its own team */
    team->job = (struct job){ shards, work, context };
    team->busy = team->started;
    atomic_store(&team->next, 0);
    team->round++;
    lc_sys_monitor_wake(team->monitor, BEGIN);
    lc_sys_monitor_leave(team->monitor);
    work_off(team, &(struct job){ shards, work, context }, 0);
    lc_sys_monitor_enter(team->monitor);
    while (team->busy)
        lc_sys_monitor_wait(team->monitor, END);
    lc_sys_monitor_leave(team->monitor);
}

struct sum {
    size_t size, shards;
    void (*work)(void *context, size_t shard, size_t worker, double *partial);
    void *context;
    double *partials, *total;
};

static void fill_partial(void *context, size_t shard, size_t worker)
{
    const struct sum *sum = context;
    double *partial = sum->partials + shard * sum->size;
    memset(partial, 0, sum->size * sizeof *partial);
    sum->work(sum->context, shard, worker, partial);
}

enum { RUN = 512 }; /* elements summed by one call of add_run */

/* total = sum over shards, in order. The rounding error of an addition is itself a
 * double (Knuth's two-sum: the branch-free form of Neumaier's step) and is carried in
 * `lost`. */
static void add_run(void *context, size_t run, size_t worker LC_UNUSED)
{
    const struct sum *sum = context;
    size_t first = run * RUN;
    size_t count = sum->size - first < RUN ? sum->size - first : RUN;
    double lost[RUN] = { 0 }, *total = sum->total + first;
    memset(total, 0, count * sizeof *total);
    for (size_t s = 0; s < sum->shards; s++) {
        const double *partial = sum->partials + s * sum->size + first;
        for (size_t i = 0; i < count; i++) {
            double a = total[i], b = partial[i], t = a + b, c = t - a;
            lost[i] += (a - (t - c)) + (b - c);
            total[i] = t;
        }
    }
    for (size_t i = 0; i < count; i++)
        total[i] += lost[i];
}

void lc_team_sum(lc_team *team, size_t shards, size_t size,
                 void (*work)(void *context, size_t shard, size_t worker,
                              double *partial),
                 void *context, double *partials, double *total)
{
    struct sum sum = { size, shards, work, context, partials, total };
    lc_team_run(team, shards, fill_partial, &sum);
    size_t runs = (size + RUN - 1) / RUN;
    /* waking a thread costs more than adding up a small total */
    lc_team_run(runs > 8 ? team : NULL, runs, add_run, &sum);
}

size_t lc_shard_first(size_t n, size_t shard, size_t shards)
{
    /* floor(n * shard / shards) without the product's overflow */
    return n / shards * shard + n % shards * shard / shards;
}
