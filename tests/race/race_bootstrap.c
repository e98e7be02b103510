/* The bootstrap under the thread sanitizer: replicates on 1, 2 and 5 threads, the same
 * bits each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/assess/bootstrap.h"

enum { CHILDREN = 200, ROWS = 3, N = CHILDREN * ROWS, REPLICATES = 150 };

static void need(int code)
{
    if (code) {
        fprintf(stderr, "race_bootstrap: code %d\n", code);
        exit(1);
    }
}

static void run(struct lc_bootstrap *boot, const lc_ready *ready, int threads)
{
    lc_team *team;
    need(lc_team_new(&team, threads, NULL));
    need(lc_bootstrap_run(boot, ready, REPLICATES, 9, team, NULL));
    lc_team_free(team);
}

int main(void)
{
    static double risk[N];
    static uint8_t outcome[N];
    static int32_t child[N], list[N];
    struct lc_bootstrap one, other;
    lc_ready *ready;
    lc_begin();
    for (int32_t i = 0; i < N; i++) {
        risk[i] = (i * 37 % N + 1) / (N + 2.0);
        outcome[i] = i * 53 % 11 == 0;
        child[i] = i / ROWS;
        list[i] = i % ROWS;
    }
    struct lc_held_out data = { .n = N,
                                .risk = risk,
                                .outcome = outcome,
                                .child = child,
                                .children = CHILDREN,
                                .list = list,
                                .lists = ROWS,
                                .cuts = 1,
                                .cut = { 10 } };
    need(lc_ready_new(&ready, &data, NULL));
    run(&one, ready, 1);
    for (int threads = 2; threads < 6; threads += 3) {
        run(&other, ready, threads);
        need(memcmp(one.drawn, other.drawn, REPLICATES * sizeof *one.drawn));
        lc_bootstrap_free(&other);
    }
    lc_bootstrap_free(&one);
    lc_ready_free(ready);
    return 0;
}
