/* Threads, and nothing else in the house knows of them.
 *
 * Work is cut into a fixed number of logical shards, whatever the machine. Each shard
 * gives a partial; partials are combined in shard order, compensated. So one thread and
 * two give the same bits. Processes, MPI and files are further ways to run the shards
 * behind these same calls. */
#pragma once

#include <stddef.h>

#include "base/error.h"

enum { LC_SHARDS = 64, LC_MAX_THREADS = 256 };

typedef struct lc_team lc_team;

/* threads 0: as many as the process may run on. The workers sleep between calls. */
int lc_team_new(lc_team **team, int threads, struct lc_error *err) LC_MUST_CHECK;
/* A team of all processors, or none (this thread) if there cannot be one. */
lc_team *lc_team_or_none(void);
void lc_team_free(lc_team *team);         /* NULL is allowed */
int lc_team_threads(const lc_team *team); /* 1 for NULL */

/* Call work(context, shard, worker) once for every shard in 0 .. shards - 1, from up to
 * lc_team_threads() threads; worker is 0 .. threads - 1 and names a workspace. The
 * order is not fixed: a shard writes only to places of its own. team NULL: in this
 * thread. Returns when all are done. */
void lc_team_run(lc_team *team, size_t shards,
                 void (*work)(void *context, size_t shard, size_t worker),
                 void *context);

/* Sum of vectors: work fills partial[size] (given zeroed) for its shard; total[size] is
 * the sum in shard order, compensated (Neumaier, 1974). partials is the caller's
 * workspace of shards * size doubles. */
void lc_team_sum(lc_team *team, size_t shards, size_t size,
                 void (*work)(void *context, size_t shard, size_t worker,
                              double *partial),
                 void *context, double *partials, double *total);

/* First row of a shard when n rows are cut evenly: floor(n * shard / shards). */
size_t lc_shard_first(size_t n, size_t shard, size_t shards);
