/* `curve --id`: the probability of each state, by group, as one document. */
#include <math.h>
#include <stdint.h>

#include "base/json.h"
#include "models/answer/curve_make.h"
#include "models/curve/kaplan_meier.h"
#include "models/curve/multistate.h"

/* Moves into a state since the point before. */
static double moved_between(const struct lc_multistate *m, size_t from, size_t to,
                            size_t state)
{
    double sum = 0;
    for (size_t j = from + 1; j != to + 1; j++)
        sum += m->moved[j * (size_t)m->states + state];
    return sum;
}

/* time[2]: where, and as it is printed. before: lc_multistate_at() of the point before;
 * SIZE_MAX for none, whose next is 0. */
static bool push_state(json_t *points, const struct lc_multistate *m, int limits,
                       const double time[2], size_t before, size_t state)
{
    size_t j = lc_multistate_at(m, time[0]), at = j * (size_t)m->states + state;
    bool begun = j != SIZE_MAX, moves = begun && m->time[j] == time[0];
    double p = begun ? m->probability[at] : state == 0, se = begun ? m->se[at] : 0;
    double low, high;
    lc_survival_limits(limits, p, se * se / (p * p), &low, &high);
    return lc_json_push(
        points,
        LC_OBJECT({ "time", lc_json_number(time[1]) },
                  { "state", json_integer((json_int_t)state) },
                  { "n_risk", lc_json_number(moves ? m->at_risk[at] : NAN) },
                  { "n_event", lc_json_number(moved_between(m, before, j, state)) },
                  { "probability", lc_json_number(p) }, { "se", lc_json_number(se) },
                  { "low", lc_json_number(low) }, { "high", lc_json_number(high) }));
}

static bool add_points(json_t *group, const struct lc_multistate *m,
                       const struct lc_curve_ask *ask)
{
    json_t *points = json_array();
    size_t count = ask->times ? ask->times : m->times, before = SIZE_MAX;
    const double *time = ask->times ? ask->time : m->time;
    bool ok = lc_json_put(group, "points", points);
    for (size_t t = 0; t < count && ok; t++) {
        double at[2] = { time[t], ask->times ? ask->told[t] : time[t] };
        for (int k = 0; k < m->states && ok; k++)
            ok = push_state(points, m, ask->limits, at, before, (size_t)k);
        before = lc_multistate_at(m, time[t]);
    }
    return ok;
}

static bool add_means(json_t *group, const struct lc_multistate *m, double until)
{
    json_t *means = json_array();
    bool ok = lc_json_put(group, "restricted_means", means);
    for (int k = 0; k < m->states && ok; k++) {
        ok = lc_json_push(means, LC_OBJECT({ "state", json_integer(k) },
                                           { "until", lc_json_number(until) },
                                           { "mean", lc_json_number(m->mean[k]) },
                                           { "se", lc_json_number(m->mean_se[k]) }));
    }
    return ok;
}

static int add_group(json_t *list, const struct lc_groups *g, size_t which,
                     const struct lc_curve_ask *ask, struct lc_error *err)
{
    struct lc_group_lives rows;
    struct lc_multistate *m = NULL;
    int code = lc_group_gather(&rows, g, which, err);
    if (code)
        return code;
    struct lc_spells spells = { .n = rows.lives.n,
                                .ids = g->clusters,
                                .start = rows.lives.start,
                                .stop = rows.lives.stop,
                                .event = rows.cause,
                                .weight = rows.lives.weight,
                                .id = rows.cluster,
                                .states = g->causes + 1 };
    code = lc_multistate_new(&m, &spells, ask->rmst, err);
    if (!code) {
        double moves = 0;
        for (int k = 0; k < m->states; k++)
            moves += moved_between(m, SIZE_MAX, m->times - 1, (size_t)k);
        json_t *o = LC_OBJECT({ "group", lc_json_text(lc_groups_name(g, which)) },
                              { "n", lc_json_count(rows.lives.n) },
                              { "events", lc_json_number(moves) });
        if (!lc_json_push(list, o) || (ask->rmst >= 0 && !add_means(o, m, ask->rmst))
            || !add_points(o, m, ask))
            code = LC_FAIL_NOMEM(err);
    }
    lc_multistate_free(m);
    lc_group_release(&rows);
    return code;
}

int lc_states_document(json_t **document, const struct lc_groups *g,
                       const struct lc_curve_ask *ask, struct lc_error *err)
{
    if (g->applied.weightless)
        return LC_FAIL(
            err, LC_RANGE,
            "%zu rows weigh 0, and a person's moves would go with them: leave "
            "such people out with --where",
            g->applied.weightless);
    json_t *list = json_array();
    json_t *o = LC_OBJECT(
        { "n", lc_json_count(g->n) }, { "rows_missing", lc_json_count(g->missing) },
        { "people", lc_json_count(g->clusters) },
        { "states", json_integer(g->causes + 1) },
        { "limits", lc_json_text(lc_limits_names[ask->limits]) }, { "groups", list });
    int code = o ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < g->groups && !code; k++)
        code = add_group(list, g, k, ask, err);
    *document = lc_json_whole(o, !code);
    return code;
}
