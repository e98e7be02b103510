/* The team under the thread sanitizer: many short jobs on many threads, and sums whose
 * shards write only to places of their own. Exit status 0: as many as should be. */
#include <stdio.h>

#include "parallel/team.h"

enum { JOBS = 300, SHARDS = 37, SIZE = 5 };

static void add(void *context, size_t shard, size_t worker, double *partial)
{
    (void)worker;
    for (int i = 0; i < SIZE; i++)
        partial[i] += (double)shard * *(const double *)context;
}

int main(void)
{
    static double partials[SHARDS * SIZE];
    double total[SIZE], want = 0;
    for (int s = 0; s < SHARDS; s++)
        want += s;
    for (int threads = 1; threads < 9; threads++) {
        lc_team *team;
        if (lc_team_new(&team, threads, NULL))
            return 1;
        for (int job = 0; job < JOBS; job++) {
            double factor = job;
            lc_team_sum(team, SHARDS, SIZE, add, &factor, partials, total);
            for (int i = 0; i < SIZE; i++)
                if (total[i] != want * factor) {
                    fprintf(stderr, "%d threads: %g, not %g\n", threads, total[i],
                            want * factor);
                    return 1;
                }
        }
        lc_team_free(team);
    }
    return 0;
}
