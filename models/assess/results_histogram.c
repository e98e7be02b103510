/* How many held-out rows had each risk: the histogram under the calibration chart. */
#include "base/json.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"

/* Narrow where risks are small, as most are. */
static const double edges[] = { 0,   0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                0.1, 0.2,   0.3,   0.4,   0.6,  0.8,  1 };

enum { BARS = sizeof edges / sizeof *edges - 1 };

static size_t bar_of(double risk)
{
    size_t b = 0;
    while (b + 1 < BARS && risk >= edges[b + 1])
        b++;
    return b;
}

static json_t *bar_json(size_t b, size_t told)
{
    return LC_OBJECT({ "low", lc_json_number(edges[b]) },
                     { "high", lc_json_number(edges[b + 1]) },
                     { "children", lc_told_json(told) });
}

json_t *lc_results_histogram(const struct lc_tested *tested)
{
    size_t count[BARS] = { 0 }, told[BARS], bars = 0;
    bool ok;
    for (size_t i = 0; i < tested->n; i++) {
        size_t b = bar_of(tested->risk[i]);
        count[b]++;
        bars = b + 1 > bars ? b + 1 : bars;
    }
    lc_tell_parts(bars, count, told, NULL);
    json_t *list = json_array();
    ok = list != NULL;
    for (size_t b = 0; ok && b < bars; b++)
        ok = lc_json_push(list, bar_json(b, told[b]));
    return lc_json_whole(list, ok);
}
