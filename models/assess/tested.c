/* The held-out rows, beside what foretells them (tested.h). */
#include "models/assess/tested_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "store/seen.h"

/* --- missing episodes ------------------------------------------------------------- */

/* The types that are a missing child: from home and from care. Away with the
 * whereabouts known (A) and from school (E) are not; an episode with no type is. */
struct types {
    uint16_t home, care;
};

/* Missing episodes known before the landmark that began in the 12 months before it. */
static double count_missing(const struct lc_history *h, struct types type,
                            uint32_t child, int32_t landmark)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    int32_t from = lc_day_add_months(landmark, -12);
    double count = 0;
    for (uint64_t i = rows.first; i < rows.end; i++)
        count += h->start[i] >= from && h->start[i] < landmark
                 && (!h->code[i] || h->code[i] == type.home || h->code[i] == type.care)
                 && lc_seen(h, i, landmark);
    return count;
}

static int fill_missing(struct lc_tested *t, const struct lc_judge *judge,
                        struct lc_error *err)
{
    const struct lc_design *d = judge->train.design;
    const struct lc_history *h = lc_store_history(judge->store, "missing");
    if (!h)
        return LC_OK;
    t->missing = lc_alloc(t->n ? t->n : 1, sizeof *t->missing);
    if (!t->missing)
        return LC_FAIL_NOMEM(err);
    struct types type = { lc_codes_find(&h->codes, lc_slice_of("H")),
                          lc_codes_find(&h->codes, lc_slice_of("M")) };
    for (size_t k = 0; k < t->n; k++)
        t->missing[k] =
            count_missing(h, type, d->child[t->row[k]], d->landmark[t->row[k]]);
    return LC_OK;
}

/* --- the rows --------------------------------------------------------------------- */

static int allocate(struct lc_tested *t, size_t n, size_t origins, struct lc_error *err)
{
    n = n ? n : 1;
    t->row = lc_alloc(n, sizeof *t->row);
    t->risk = lc_alloc(n, sizeof *t->risk);
    t->outcome = lc_alloc(n, sizeof *t->outcome);
    t->child = lc_alloc(n, sizeof *t->child);
    t->unit = lc_alloc(n, sizeof *t->unit);
    t->list = lc_alloc(n, sizeof *t->list);
    t->model = lc_alloc(n, sizeof *t->model);
    t->origin = lc_alloc(n, sizeof *t->origin);
    t->origins = origins;
    t->at = lc_alloc(origins, sizeof *t->at);
    return t->row && t->risk && t->outcome && t->child && t->unit && t->list && t->model
                   && t->origin && t->at
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* Lists are numbered through the origins: one a landmark of those that were foretold.
 */
static void count_lists(struct lc_tested *t)
{
    t->lists = 0;
    for (size_t o = 0; o < t->origins; o++) {
        const struct lc_split *s = &t->at[o].from->split;
        t->at[o].lists = *t->at[o].why ? 0 : s->test_end - s->test_first;
        t->lists += t->at[o].lists;
    }
}

/* The landmark's place among the lists. */
static int32_t list_of(const struct lc_tested *t, const struct lc_landmarks *l,
                       size_t origin, int32_t landmark)
{
    size_t first = t->at[origin].from->split.test_first, at = first, before = 0;
    while (l->day[at] < landmark)
        at++;
    for (size_t o = 0; o < origin; o++)
        before += t->at[o].lists;
    return (int32_t)(before + at - first);
}

static void take_row(struct lc_tested *t, const struct lc_judge *judge, size_t row,
                     size_t origin, double risk)
{
    const struct lc_design *d = judge->train.design;
    size_t last = t->n ? t->row[t->n - 1] : row;
    bool first = !t->n;
    size_t k = t->n++;
    t->row[k] = row;
    t->risk[k] = risk;
    t->outcome[k] = d->cause[row] == LC_ENTRY;
    t->children += first || d->child[row] != d->child[last];
    t->child[k] = (int32_t)(t->children - 1);
    t->units += first || lc_design_unit(d, row) != lc_design_unit(d, last);
    t->unit[k] = (int32_t)(t->units - 1);
    t->list[k] = list_of(t, judge->landmarks, origin, d->landmark[row]);
    t->model[k] = (int32_t)(origin * LC_FOLDS + lc_fold_of(lc_design_unit(d, row)));
    t->origin[k] = (int32_t)origin;
}

/* Children, and those with an entry, of all rows or of an origin's (of < origins). */
static void count_children(const struct lc_tested *t, size_t of, size_t *children,
                           size_t *entrants)
{
    int32_t child = -1, entrant = -1;
    *children = *entrants = 0;
    for (size_t k = 0; k < t->n; k++) {
        if (of < t->origins && (size_t)t->origin[k] != of)
            continue;
        *children += t->child[k] != child;
        child = t->child[k];
        *entrants += t->outcome[k] && child != entrant;
        entrant = t->outcome[k] ? child : entrant;
    }
}

static void take_rows(struct lc_tested *t, const struct lc_judge *judge,
                      const double *risk)
{
    const struct lc_design *d = judge->train.design;
    count_lists(t);
    for (size_t i = 0; i < d->frame.n; i++) {
        size_t o = lc_test_origin_of(judge, d->landmark[i]);
        if (o == judge->origins || *t->at[o].why)
            continue;
        if (!d->complete[i])
            t->at[o].lost++;
        else if (!isfinite(risk[i]))
            t->at[o].cannot++;
        else
            take_row(t, judge, i, o, risk[i]);
    }
    for (size_t k = 0; k < t->n; k++)
        t->at[t->origin[k]].n++;
    for (size_t o = 0; o < t->origins; o++) {
        t->lost += t->at[o].lost;
        t->cannot += t->at[o].cannot;
        count_children(t, o, &t->at[o].children, &t->at[o].entrants);
    }
    count_children(t, t->origins, &t->children, &t->entrants);
}

int lc_tested_fill(struct lc_tested *tested, const struct lc_judge *judge,
                   struct lc_error *err)
{
    size_t n = judge->train.design->frame.n;
    double *risk = lc_alloc(n ? n : 1, sizeof *risk);
    *tested = (struct lc_tested){ .n = 0 };
    int code = risk ? allocate(tested, n, judge->origins, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_foretell(risk, tested->at, judge, err);
    if (!code) {
        take_rows(tested, judge, risk);
        code = fill_missing(tested, judge, err);
    }
    free(risk);
    if (code)
        lc_tested_free(tested);
    return code;
}

const char *lc_tested_why(const struct lc_tested *tested)
{
    for (size_t o = 0; o < tested->origins; o++)
        if (*tested->at[o].why)
            return tested->at[o].why;
    return NULL;
}

/* --- one origin ------------------------------------------------------------------- */

static void copy_row(struct lc_tested *one, const struct lc_tested *all, size_t k,
                     int32_t first_list)
{
    size_t at = one->n++;
    one->row[at] = all->row[k];
    one->risk[at] = all->risk[k];
    one->outcome[at] = all->outcome[k];
    one->child[at] = all->child[k];
    one->unit[at] = all->unit[k];
    one->list[at] = all->list[k] - first_list;
    one->model[at] = all->model[k];
    if (all->missing)
        one->missing[at] = all->missing[k];
}

size_t lc_number_runs(size_t n, int32_t *of)
{
    int32_t last = -1;
    size_t count = 0;
    for (size_t k = 0; k < n; k++) {
        count += of[k] != last;
        last = of[k];
        of[k] = (int32_t)(count - 1);
    }
    return count;
}

int lc_tested_of(struct lc_tested *one, const struct lc_tested *all, size_t origin,
                 struct lc_error *err)
{
    const struct lc_tested_origin *at = &all->at[origin];
    int32_t first_list = 0;
    *one = (struct lc_tested){ .n = 0 };
    int code = allocate(one, at->n, 1, err);
    if (!code && all->missing
        && !(one->missing = lc_alloc(at->n ? at->n : 1, sizeof *one->missing)))
        code = LC_FAIL_NOMEM(err);
    if (code) {
        lc_tested_free(one);
        return code;
    }
    for (size_t o = 0; o < origin; o++)
        first_list += (int32_t)all->at[o].lists;
    for (size_t k = 0; k < all->n; k++)
        if ((size_t)all->origin[k] == origin)
            copy_row(one, all, k, first_list);
    one->children = lc_number_runs(one->n, one->child);
    one->units = lc_number_runs(one->n, one->unit);
    one->at[0] = *at;
    one->lists = at->lists;
    one->entrants = at->entrants;
    one->lost = at->lost;
    one->cannot = at->cannot;
    return LC_OK;
}

void lc_tested_free(struct lc_tested *tested)
{
    free(tested->row);
    free(tested->risk);
    free(tested->missing);
    free(tested->outcome);
    free(tested->child);
    free(tested->unit);
    free(tested->list);
    free(tested->model);
    free(tested->origin);
    free(tested->at);
    *tested = (struct lc_tested){ .n = 0 };
}
