#include "models/answer/curve_make.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/curve/aalen_johansen.h"
#include "models/curve/kaplan_meier.h"

const char *const lc_curve_errors[] = { "jackknife", "delta", NULL };

/* A group's estimators. */
struct made {
    const struct lc_curve_ask *ask;
    const struct lc_groups *all;
    size_t group;
    bool robust;
    struct lc_group_lives rows;
    struct lc_risk_table *table;
    struct lc_km *km;
    struct lc_aj *aj;  /* several causes; else NULL */
    double *influence; /* [rows] */
};

/* As R's survfit chooses where it is not told. */
static bool is_robust(const struct made *m)
{
    const struct lc_lives *lives = &m->rows.lives;
    bool robust = m->ask->robust || m->all->cluster;
    for (size_t i = 0; i < lives->n && lives->weight && !robust; i++)
        robust = lives->weight[i] != floor(lives->weight[i]);
    return robust;
}

static int make_km(struct made *m, struct lc_error *err)
{
    const int32_t *cluster = m->all->cluster ? m->rows.cluster : NULL;
    int type = m->ask->type, code = lc_km_new(&m->km, m->table, err);
    m->robust = is_robust(m) || m->all->causes > 1;
    if (m->all->cluster && m->all->causes > 1)
        return LC_FAIL(err, LC_USAGE, "cluster() is for one kind of event");
    if (!code && m->ask->errors && m->all->causes == 1)
        return LC_FAIL(err, LC_USAGE, "--errors is for several kinds of event");
    if (!code && type != LC_KAPLAN_MEIER)
        code = lc_km_retype(m->km, &m->rows.lives, type, err);
    if (!code && m->robust && m->all->causes == 1)
        code =
            lc_km_robust(m->km, &m->rows.lives, type, cluster, m->all->clusters, err);
    return code;
}

static int make(struct made *m, struct lc_error *err)
{
    int code = lc_group_gather(&m->rows, m->all, m->group, err);
    if (!code)
        code = lc_risk_table_new(&m->table, &m->rows.lives, err);
    if (!code)
        code = make_km(m, err);
    if (!code && m->all->causes > 1)
        code = lc_aj_new(&m->aj, m->table, &m->rows.lives, err);
    if (!code && m->aj && m->ask->errors)
        code = lc_aj_delta(m->aj, &m->rows.lives, err);
    if (code)
        return code;
    m->influence = lc_alloc(m->rows.lives.n, sizeof *m->influence);
    return m->influence ? LC_OK : LC_FAIL_NOMEM(err);
}

static void unmake(struct made *m)
{
    lc_aj_free(m->aj);
    lc_km_free(m->km);
    lc_risk_table_free(m->table);
    lc_group_release(&m->rows);
    free(m->influence);
}

/* --- points ----------------------------------------------------------------------- */

static double at_risk(const struct lc_risk_table *t, double time)
{
    size_t j = lc_risk_table_until(t, nextafter(time, -INFINITY));
    return j < t->times ? t->at_risk[j] : 0;
}

/* Events of a cause (0: any) in (from, until]. */
static double events(const struct lc_risk_table *t, int cause, double from,
                     double until)
{
    const double *d = cause ? t->event + (size_t)(cause - 1) * t->times : t->any;
    size_t j = isinf(from) ? 0 : lc_risk_table_until(t, from);
    double sum = 0;
    for (size_t end = lc_risk_table_until(t, until); j < end; j++)
        sum += d[j];
    return sum;
}

/* told: the time as it is printed. */
static bool push_km(json_t *points, const struct made *m, double before, double time,
                    double told)
{
    double s, se, low, high, hv = 0;
    size_t j = lc_risk_table_until(m->table, time);
    lc_km_at(m->km, time, m->ask->limits, &s, &se, &low, &high);
    if (j)
        hv = m->km->hazard_variance[j - 1];
    return lc_json_push(
        points,
        LC_OBJECT({ "time", lc_json_number(told) },
                  { "n_risk", lc_json_number(at_risk(m->table, time)) },
                  { "n_event", lc_json_number(events(m->table, 0, before, time)) },
                  { "survival", lc_json_number(s) }, { "se", lc_json_number(se) },
                  { "low", lc_json_number(low) }, { "high", lc_json_number(high) },
                  { "hazard", lc_json_number(lc_km_hazard_at(m->km, time)) },
                  { "hazard_se", lc_json_number(sqrt(hv)) }));
}

/* Probability of being free of all causes, with the jackknife's error, or Greenwood's:
 * the delta method's. */
static int free_of_all(const struct made *m, double time, double *value, double *se,
                       struct lc_error *err)
{
    size_t j = lc_risk_table_until(m->table, time);
    double sum = 0, low, high;
    if (m->ask->errors) {
        lc_km_at(m->km, time, m->ask->limits, value, se, &low, &high);
        return LC_OK;
    }
    int code = lc_aj_influence(m->aj, &m->rows.lives, 0, time, m->influence, err);
    *value = j ? m->aj->survival[j - 1] : 1;
    for (size_t i = 0; !code && i < m->rows.lives.n; i++) {
        double w = m->rows.lives.weight ? m->rows.lives.weight[i] : 1;
        sum += w * m->influence[i] * w * m->influence[i];
    }
    *se = sqrt(sum);
    return code;
}

static int push_aj(json_t *points, const struct made *m, double before, double time,
                   double told, struct lc_error *err)
{
    for (int cause = 0; cause <= m->all->causes; cause++) {
        double value, se, low, high;
        int code = LC_OK;
        if (cause)
            lc_aj_at(m->aj, cause, time, &value, &se);
        else
            code = free_of_all(m, time, &value, &se, err);
        lc_survival_limits(m->ask->limits, value, se * se / (value * value), &low,
                           &high);
        if (value == 0)
            low = high = NAN;
        bool ok = lc_json_push(
            points,
            LC_OBJECT(
                { "time", lc_json_number(told) },
                { "n_risk", lc_json_number(at_risk(m->table, time)) },
                { "cause", json_integer(cause) },
                { "n_event", lc_json_number(events(m->table, cause, before, time)) },
                { "probability", lc_json_number(value) }, { "se", lc_json_number(se) },
                { "low", lc_json_number(low) }, { "high", lc_json_number(high) }));
        if (code || !ok)
            return code ? code : LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

static int add_points(json_t *group, const struct made *m, struct lc_error *err)
{
    json_t *points = json_array();
    size_t count = m->ask->times ? m->ask->times : m->table->times;
    const double *time = m->ask->times ? m->ask->time : m->table->time;
    double before = -INFINITY;
    int code = lc_json_put(group, "points", points) ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t j = 0; j < count && !code; j++) {
        double told = m->ask->times ? m->ask->told[j] : time[j];
        if (m->aj)
            code = push_aj(points, m, before, time[j], told, err);
        else if (!push_km(points, m, before, time[j], told))
            code = LC_FAIL_NOMEM(err);
        before = time[j];
    }
    return code;
}

/* --- quantiles and restricted means ----------------------------------------------- */

static bool add_quantiles(json_t *group, const struct made *m)
{
    json_t *list = json_array();
    bool ok = lc_json_put(group, "quantiles", list);
    for (size_t k = 0; k < m->ask->quantiles && ok; k++) {
        double q = m->ask->quantile[k], by[3];
        for (int which = -1; which <= 1; which++)
            by[which + 1] = lc_km_quantile(m->km, m->ask->limits, which, q);
        ok = lc_json_push(list, LC_OBJECT({ "quantile", lc_json_number(q) },
                                          { "low", lc_json_number(by[0]) },
                                          { "time", lc_json_number(by[1]) },
                                          { "high", lc_json_number(by[2]) }));
    }
    return ok;
}

static bool add_mean(json_t *group, const struct made *m)
{
    double mean, se;
    lc_km_restricted_mean(m->km, m->ask->rmst, &mean, &se);
    return lc_json_put(group, "restricted_mean",
                       LC_OBJECT({ "until", lc_json_number(m->ask->rmst) },
                                 { "mean", lc_json_number(mean) },
                                 { "se", lc_json_number(se) }));
}

/* --- pseudo-values ---------------------------------------------------------------- */

static bool put_value(json_t *row, const char *name, double value, bool in_list)
{
    if (!in_list)
        return lc_json_put(row, name, lc_json_number(value));
    json_t *list = json_object_get(row, name);
    if (!list && !lc_json_put(row, name, list = json_array()))
        return false;
    return lc_json_push(list, lc_json_number(value));
}

/* theta + n U for the influence at hand, into each row's object. */
static int add_theta(json_t **row, const struct made *m, const char *name, double theta,
                     bool in_list, struct lc_error *err)
{
    double n = (double)m->rows.lives.n;
    for (size_t i = 0; i < m->rows.lives.n; i++)
        if (!put_value(row[m->rows.row[i]], name, theta + n * m->influence[i], in_list))
            return LC_FAIL_NOMEM(err);
    return LC_OK;
}

static int pseudo_causes(json_t **row, const struct made *m, double time,
                         struct lc_error *err)
{
    int code = LC_OK;
    for (int cause = 1; cause <= m->all->causes && !code; cause++) {
        double theta, se;
        lc_aj_at(m->aj, cause, time, &theta, &se);
        code = lc_aj_influence(m->aj, &m->rows.lives, cause, time, m->influence, err);
        if (!code)
            code = add_theta(row, m, "incidence", theta, true, err);
    }
    return code;
}

static int pseudo_survival(json_t **row, struct made *m, double time,
                           struct lc_error *err)
{
    size_t j = lc_risk_table_until(m->table, time);
    double mean, se;
    struct lc_aj *aj = NULL;
    int code = lc_aj_new(&aj, m->table, &m->rows.lives, err);
    if (!code)
        code = lc_aj_influence(aj, &m->rows.lives, 0, time, m->influence, err);
    lc_aj_free(aj);
    if (!code)
        code =
            add_theta(row, m, "survival", j ? m->km->survival[j - 1] : 1, false, err);
    if (!code)
        code = lc_km_mean_influence(m->table, &m->rows.lives, time, m->influence, err);
    lc_km_restricted_mean(m->km, time, &mean, &se);
    return code ? code : add_theta(row, m, "restricted_mean", mean, false, err);
}

/* --- the document ----------------------------------------------------------------- */

static int add_group(json_t *list, json_t **row, struct made *m, struct lc_error *err)
{
    double pseudo = m->ask->pseudo;
    int code = make(m, err);
    if (code)
        return code;
    json_t *o = LC_OBJECT(
        { "group", lc_json_text(lc_groups_name(m->all, m->group)) },
        { "n", lc_json_count(m->rows.lives.n) }, { "robust", json_boolean(m->robust) },
        { "events", lc_json_number(events(m->table, 0, -INFINITY, INFINITY)) });
    bool ok = lc_json_push(list, o) && (!m->ask->quantiles || add_quantiles(o, m))
              && (m->ask->rmst < 0 || add_mean(o, m));
    code = ok ? add_points(o, m, err) : LC_FAIL_NOMEM(err);
    if (!code && pseudo >= 0 && m->aj)
        code = pseudo_causes(row, m, pseudo, err);
    if (!code && pseudo >= 0)
        code = pseudo_survival(row, m, pseudo, err);
    return code;
}

/* row[n]: the objects, borrowed from the document; NULL where none were asked for. */
static int open_pseudo(json_t *document, json_t **row, const struct lc_groups *g,
                       double time, struct lc_error *err)
{
    json_t *rows = json_array();
    bool ok =
        lc_json_put(document, "pseudo",
                    LC_OBJECT({ "time", lc_json_number(time) }, { "rows", rows }));
    for (size_t i = 0; i < g->n && ok; i++) {
        row[i] = LC_OBJECT({ "row", lc_json_count(g->row[i] + 1) });
        ok = lc_json_push(rows, row[i]);
    }
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

/* groups: the list inside the document. */
static int fill(json_t *o, json_t *list, const struct lc_groups *g,
                const struct lc_curve_ask *ask, json_t **row, struct lc_error *err)
{
    int code = LC_OK;
    if (ask->pseudo >= 0)
        code = open_pseudo(o, row, g, ask->pseudo, err);
    for (size_t k = 0; k < g->groups && !code; k++) {
        struct made m = { .ask = ask, .all = g, .group = k };
        code = add_group(list, row, &m, err);
        unmake(&m);
    }
    if (!code && ask->test)
        code = lc_curve_test(o, g, ask, err);
    return code;
}

int lc_curve_document(json_t **document, const struct lc_groups *groups,
                      const struct lc_curve_ask *ask, struct lc_error *err)
{
    json_t *list = json_array(), **row = lc_alloc(groups->n, sizeof *row);
    json_t *o = LC_OBJECT({ "n", lc_json_count(groups->n) },
                          { "rows_missing", lc_json_count(groups->missing) },
                          { groups->applied.weightless ? "rows_weightless" : NULL,
                            lc_json_count(groups->applied.weightless) },
                          { "causes", json_integer(groups->causes) },
                          { "type", lc_json_text(lc_survival_types[ask->type]) },
                          { "limits", lc_json_text(lc_limits_names[ask->limits]) },
                          { "groups", list });
    int code = o && row ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && !lc_curve_test_is_of_causes(ask->test))
        code = lc_events_check(groups->n, groups->lives.cause, err);
    if (!code)
        code = fill(o, list, groups, ask, row, err);
    free(row);
    *document = lc_json_whole(o, !code);
    return code;
}
