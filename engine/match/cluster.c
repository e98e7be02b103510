/* Clusters: pairs in order of their chance join records, and never two of a source
 * whose records are apart. */
#include <stdlib.h>

#include "match/match_inside.h"

static uint32_t root_of(uint32_t *up, uint32_t record)
{
    while (up[record] != record) {
        up[record] = up[up[record]];
        record = up[record];
    }
    return record;
}

int lc_match_cluster(struct lc_match *match, double threshold, struct lc_error *err)
{
    struct lc_match_found *found = &match->found;
    uint64_t *sources = lc_alloc((size_t)match->records + 1, sizeof *sources);
    uint32_t *up = match->cluster = lc_alloc((size_t)match->records + 1, sizeof *up);
    if (!sources || !up) {
        free(sources);
        return LC_FAIL_NOMEM(err);
    }
    for (uint32_t r = 0; r < match->records; r++) {
        size_t s = lc_source_of(match, r);
        up[r] = r;
        sources[r] = match->source[s].apart ? UINT64_C(1) << s : 0;
    }
    double sure = 0;
    for (size_t i = 0; i < found->pairs; i++) {
        struct lc_match_pair *p = match->pair + i;
        uint32_t a = root_of(up, p->a), b = root_of(up, p->b);
        if ((double)p->chance < threshold)
            break;
        if (a != b && (sources[a] & sources[b])) {
            found->conflicts++;
            continue;
        }
        uint32_t least = a < b ? a : b;
        up[a] = up[b] = least;
        sources[least] = sources[a] | sources[b];
    }
    for (uint32_t r = 0; r < match->records; r++) {
        up[r] = root_of(up, r);
        found->clusters += up[r] == r;
    }
    for (size_t i = 0; i < found->pairs; i++) {
        struct lc_match_pair *p = match->pair + i;
        p->joined = up[p->a] == up[p->b];
        found->joined += p->joined;
        sure += p->joined ? (double)p->chance : 0;
    }
    found->records = match->records;
    found->cluster = up;
    found->precision = found->joined ? sure / (double)found->joined : 1;
    found->recall = sure;
    free(sources);
    return LC_OK;
}
