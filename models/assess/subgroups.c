/* The test, group by group (subgroups.h). */
#include "models/assess/subgroups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "models/assess/bootstrap_inside.h"
#include "models/assess/metric_inside.h"
#include "models/assess/tell.h"
#include "models/assess/tested_inside.h"
#include "models/assess/verdict.h"
#include "store/seen.h"

enum { PARTS = LC_STUDY_GROUPS + 1, MEASURES = 3 };

static const int measured[MEASURES] = { LC_METRIC_AUC, LC_METRIC_RATIO,
                                        LC_METRIC_LARGE };

/* What came of one group, or of the rest. */
struct part {
    const struct lc_study_group *group; /* NULL: the rest */
    size_t rows, children, entrants;
    double listed; /* rows on the list */
    struct lc_estimate is[MEASURES];
};

/* The parts by one attribute; the last is of those who are in none of its groups. */
struct parts {
    const char *attribute;
    size_t count;
    struct part part[PARTS];
    size_t *of; /* [rows] */
};

/* --- who is in which -------------------------------------------------------------- */

static const char *value_of(const struct lc_history *person, int64_t row,
                            const char *attribute)
{
    if (row < 0)
        return "";
    if (strcmp(attribute, "sex") == 0)
        return lc_codes_name(&person->codes, person->code[row]);
    return lc_history_says(person, (uint64_t)row, attribute);
}

static size_t part_of(const struct parts *p, const char *value)
{
    for (size_t g = 0; g + 1 < p->count; g++)
        if (*value
            && lc_study_lists(p->part[g].group->values_count, p->part[g].group->values,
                              value))
            return g;
    return p->count - 1;
}

/* As the person is said to be today: this is an audit, and no predictor. */
static void find_parts(struct parts *p, const struct lc_judge *judge,
                       const struct lc_tested *t)
{
    const struct lc_history *person = lc_store_history(judge->store, "person");
    for (size_t k = 0; k < t->n; k++) {
        bool new = !k || t->child[k] != t->child[k - 1];
        uint32_t child = judge->train.design->child[t->row[k]];
        int64_t row =
            new &&person ? lc_person_at(judge->store, person, child, LC_OPEN) : -1;
        p->of[k] = new ? part_of(p, value_of(person, row, p->attribute)) : p->of[k - 1];
        struct part *part = p->part + p->of[k];
        part->rows++;
        part->children += new;
    }
    int32_t entrant = -1;
    for (size_t k = 0; k < t->n; k++) {
        p->part[p->of[k]].entrants += t->outcome[k] && t->child[k] != entrant;
        entrant = t->outcome[k] ? t->child[k] : entrant;
    }
}

/* --- the list ----------------------------------------------------------------------- */

struct place {
    int32_t list;
    double risk;
    size_t part;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    return (x->risk < y->risk) - (x->risk > y->risk);
}

/* The first `capacity` of every list; what is left of them is dealt evenly among
 * equals. */
static void fill_lists(struct parts *p, size_t n, const struct place *place,
                       double capacity)
{
    double room = capacity;
    for (size_t k = 0, end; k < n; k = end) {
        if (!k || place[k].list != place[k - 1].list)
            room = capacity;
        for (end = k + 1; end < n && by_place(place + k, place + end) == 0;)
            end++;
        double taken = fmin(room, (double)(end - k));
        for (size_t i = k; i < end; i++)
            p->part[place[i].part].listed += taken / (double)(end - k);
        room -= taken;
    }
}

static int count_listed(struct parts *p, const struct lc_tested *t, double capacity,
                        struct lc_error *err)
{
    struct place *place = lc_alloc(t->n ? t->n : 1, sizeof *place);
    if (!place)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < t->n; k++)
        place[k] = (struct place){ t->list[k], t->risk[k], p->of[k] };
    qsort(place, t->n, sizeof *place, by_place);
    fill_lists(p, t->n, place, capacity);
    free(place);
    return LC_OK;
}

/* --- a part's measures -------------------------------------------------------------- */

/* Its rows alone, with units of their own. */
static size_t take_rows(struct lc_tested *to, const struct lc_tested *t,
                        const size_t *of, size_t part)
{
    size_t n = 0;
    for (size_t k = 0; k < t->n; k++)
        if (of[k] == part) {
            to->risk[n] = t->risk[k];
            to->outcome[n] = t->outcome[k];
            to->model[n] = t->model[k];
            to->unit[n++] = t->unit[k];
        }
    to->units = lc_number_runs(n, to->unit);
    return n;
}

static int measure(struct part *part, const struct lc_tested *rows,
                   const struct lc_judge *judge, struct lc_error *err)
{
    struct lc_held_out h = { .n = part->rows,
                             .risk = rows->risk,
                             .outcome = rows->outcome,
                             .child = rows->unit,
                             .children = rows->units,
                             .lists = 1,
                             .model = rows->model,
                             .cuts = 1,
                             .cut = { (double)judge->capacity } };
    struct lc_bootstrap boot = { 0 };
    lc_ready *ready = NULL;
    double *scratch = lc_alloc(2 * judge->replicates + 1, sizeof *scratch);
    int code = scratch ? lc_ready_new(&ready, &h, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_bootstrap_run(&boot, ready, judge->replicates, judge->seed,
                                judge->train.team, err);
    for (int m = 0; !code && m < MEASURES; m++) {
        part->is[m] = lc_bootstrap_metric(&boot, measured[m], scratch);
        lc_metric_tell(&part->is[m], lc_metrics[measured[m]], &boot.all,
                       part->entrants);
    }
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    free(scratch);
    return code;
}

static int measure_parts(struct parts *p, const struct lc_tested *t,
                         const struct lc_judge *judge, struct lc_error *err)
{
    size_t n = t->n ? t->n : 1;
    struct lc_tested rows = { .risk = lc_alloc(n, sizeof *rows.risk),
                              .outcome = lc_alloc(n, sizeof *rows.outcome),
                              .model = lc_alloc(n, sizeof *rows.model),
                              .unit = lc_alloc(n, sizeof *rows.unit) };
    int code = rows.risk && rows.outcome && rows.model && rows.unit
                   ? LC_OK
                   : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < p->count; k++) {
        for (int m = 0; m < MEASURES; m++)
            lc_estimate_hide(&p->part[k].is[m]);
        if (take_rows(&rows, t, p->of, k) && p->part[k].entrants)
            code = measure(p->part + k, &rows, judge, err);
    }
    lc_tested_free(&rows);
    return code;
}

/* --- as it may be told -------------------------------------------------------------- */

static json_t *measures_json(const struct part *part, bool told)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (int m = 0; ok && told && m < MEASURES; m++) {
        json_t *j = lc_estimate_json(&part->is[m]);
        ok = lc_json_push(list, j)
             && lc_json_put(j, "name", lc_json_text(lc_metrics[measured[m]]->name))
             && lc_json_put(j, "label", lc_json_text(lc_metrics[measured[m]]->label));
    }
    return lc_json_whole(list, ok);
}

/* Of each attribute the parts' counts add up to what is told of all. */
static bool push_parts(json_t *list, const struct parts *p)
{
    size_t children[PARTS], entrants[PARTS], rows[PARTS], listed[PARTS];
    size_t told_children[PARTS], told_entrants[PARTS], told_rows[PARTS],
        told_listed[PARTS];
    bool ok = list != NULL;
    for (size_t k = 0; k < p->count; k++) {
        children[k] = p->part[k].children;
        entrants[k] = p->part[k].entrants;
        rows[k] = p->part[k].rows;
        listed[k] = (size_t)round(p->part[k].listed);
    }
    lc_tell_parts(p->count, children, told_children, NULL);
    lc_tell_parts(p->count, entrants, told_entrants, NULL);
    lc_tell_parts(p->count, listed, told_listed, NULL);
    lc_tell_rows(p->count, rows, told_children, told_rows);
    for (size_t k = 0; ok && k < p->count; k++) {
        const struct part *part = p->part + k;
        bool told = told_entrants[k] != LC_FEW && part->entrants;
        double share = lc_told_share(told_listed[k], told_rows[k]);
        ok = !part->rows && !part->group
                 ? true
                 : lc_json_push(
                     list,
                     LC_OBJECT({ "attribute", lc_json_text(p->attribute) },
                               { "label", lc_json_text(part->group ? part->group->label
                                                                   : "the rest") },
                               { "children", lc_told_json(told_children[k]) },
                               { "entries", lc_told_json(told_entrants[k]) },
                               { "share_on_list", lc_json_number(share) },
                               { "measures", measures_json(part, told) }));
    }
    return ok;
}

/* --- all -------------------------------------------------------------------------- */

static void begin_parts(struct parts *p, const struct lc_study *study,
                        const char *attribute)
{
    p->attribute = attribute;
    p->count = 0;
    memset(p->part, 0, sizeof p->part);
    for (unsigned g = 0; g < study->groups_count; g++)
        if (strcmp(study->groups[g].attribute, attribute) == 0)
            p->part[p->count++].group = study->groups + g;
    p->count++;
}

static bool is_first(const struct lc_study *study, unsigned at)
{
    for (unsigned g = 0; g < at; g++)
        if (strcmp(study->groups[g].attribute, study->groups[at].attribute) == 0)
            return false;
    return true;
}

int lc_subgroups_judge(json_t **told, const struct lc_judge *judge,
                       const struct lc_judgement *judgement, struct lc_error *err)
{
    const struct lc_study *study = judge->train.study;
    const struct lc_tested *t = &judgement->whole.tested;
    *told = NULL;
    if (!study->groups_count)
        return LC_OK;
    json_t *list = json_array();
    struct parts p = { .of = lc_alloc(t->n ? t->n : 1, sizeof *p.of) };
    int code = list && p.of ? LC_OK : LC_FAIL_NOMEM(err);
    for (unsigned g = 0; !code && g < study->groups_count; g++) {
        if (!is_first(study, g))
            continue;
        begin_parts(&p, study, study->groups[g].attribute);
        find_parts(&p, judge, t);
        code = count_listed(&p, t, (double)judge->capacity, err);
        if (!code)
            code = measure_parts(&p, t, judge, err);
        if (!code && !push_parts(list, &p))
            code = LC_FAIL_NOMEM(err);
    }
    free(p.of);
    if (code)
        json_decref(list);
    else
        *told = list;
    return code;
}
