/* The documents of the listed children's pages (child.h). */
#include "models/panel/child.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "models/panel/list_inside.h"
#include "models/panel/timeline_inside.h"
#include "models/panel/without_inside.h"
#include "store/kin.h"
#include "store/seen.h"

struct making {
    const struct lc_scoring *now;
    const struct lc_model *model;
    struct lc_store *store;
    lc_team *team;
    struct lc_kin_ties ties;
    size_t count;
    uint32_t *child; /* [count], ascending */
};

/* --- the family ------------------------------------------------------------------- */

static json_t *relative_json(const struct making *m, uint32_t other)
{
    const struct lc_scoring *s = m->now;
    const struct lc_history *person = lc_store_history(m->store, "person");
    int64_t at = person ? lc_person_at(m->store, person, other, s->day) : -1;
    size_t place = lc_scoring_place(s, other);
    return LC_OBJECT(
        { "child", json_integer(other) },
        { at < 0 ? NULL : "age",
          at < 0 ? NULL : json_integer(lc_day_age(person->start[at], s->day)) },
        { place ? "rank" : NULL, lc_json_count(place) });
}

static bool put_family(json_t *object, const struct making *m, uint32_t child)
{
    const struct lc_kin_ties *t = &m->ties;
    json_t *list = json_array();
    bool good = list;
    for (uint64_t k = t->offset[child]; k < t->offset[child + 1] && good; k++)
        if (t->tie[k].from < m->now->day && m->now->day <= t->tie[k].to)
            good = lc_json_push(list, relative_json(m, t->tie[k].other));
    return lc_json_put(object, "family", lc_json_whole(list, good));
}

/* --- the path --------------------------------------------------------------------- */

static int push_point(json_t *path, const struct making *m, const struct lc_scoring *s,
                      uint32_t child, struct lc_error *err)
{
    size_t place = lc_scoring_place(s, child);
    const struct lc_scored_child *at = place ? s->scored + place - 1 : NULL;
    const char *why = NULL;
    struct lc_list_maker maker = lc_list_maker_of(s, m->model, m->store);
    int code = at ? LC_OK : lc_list_why_not(&why, &maker, child, err);
    if (code)
        return code;
    json_t *point =
        at ? LC_OBJECT(
            { "as_of", lc_json_day(s->day) }, { "risk", lc_json_number(at->risk) },
            { "low", lc_json_number(at->low) }, { "high", lc_json_number(at->high) })
           : LC_OBJECT({ "as_of", lc_json_day(s->day) }, { "why", lc_json_text(why) });
    return lc_json_push(path, point) ? LC_OK : LC_FAIL_NOMEM(err);
}

static int push_day(json_t *documents, const struct making *m,
                    const struct lc_scoring *s, struct lc_error *err)
{
    json_t *one;
    int code = LC_OK;
    for (size_t i = 0; (one = json_array_get(documents, i)) && !code; i++)
        code = push_point(json_object_get(one, "path"), m, s, m->now->scored[i].child,
                          err);
    return code;
}

/* A day that the store does not cover has no risks, and that is no failure. */
static int add_day(json_t *documents, const struct making *m, int32_t day,
                   struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day,
                                      .capacity = m->count,
                                      .child = m->child,
                                      .children = m->count,
                                      .study = m->now->study };
    struct lc_scoring then;
    struct lc_error why = { 0 };
    int code = lc_score_run(&then, m->model, m->store, &ask, m->team, &why);
    if (code == LC_RANGE)
        return LC_OK;
    if (code) {
        if (err)
            *err = why;
        return code;
    }
    code = push_day(documents, m, &then, err);
    lc_scoring_free(&then);
    return code;
}

static int add_paths(json_t *documents, const struct making *m, struct lc_error *err)
{
    int code = LC_OK;
    for (int back = LC_PATH_MONTHS - 1; back > 0 && !code; back--)
        code = add_day(documents, m, lc_day_add_months(m->now->day, -back), err);
    return code ? code : push_day(documents, m, m->now, err);
}

/* --- all of it -------------------------------------------------------------------- */

static json_t *begin(const struct making *m, uint32_t child)
{
    json_t *one = LC_OBJECT({ "child", json_integer(child) });
    bool good = one && lc_timeline_put(one, m->store, child, m->now->day);
    good = good && lc_json_put(one, "path", json_array()) && put_family(one, m, child);
    return lc_json_whole(one, good);
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int make(json_t *documents, struct making *m, struct lc_error *err)
{
    size_t n = m->count;
    m->child = lc_alloc(n, sizeof *m->child);
    int code =
        m->child ? lc_kin_ties_make(&m->ties, m->store, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n && !code; i++) {
        m->child[i] = m->now->scored[i].child;
        if (!lc_json_push(documents, begin(m, m->child[i])))
            code = LC_FAIL_NOMEM(err);
    }
    if (!code && n) {
        qsort(m->child, n, sizeof *m->child, ascending);
        code = add_paths(documents, m, err);
    }
    const struct lc_without w = { m->now, m->model, m->store, m->team, n, m->child };
    if (!code && n)
        code = lc_without_put(documents, &w, err);
    lc_kin_ties_free(&m->ties);
    free(m->child);
    return code;
}

int lc_child_documents(json_t **documents, const struct lc_scoring *scoring,
                       size_t most, const struct lc_model *model,
                       struct lc_store *store, lc_team *team, struct lc_error *err)
{
    struct making m = { .now = scoring,
                        .model = model,
                        .store = store,
                        .team = team,
                        .count = scoring->listed < most ? scoring->listed : most };
    *documents = json_array();
    int code = *documents ? make(*documents, &m, err) : LC_FAIL_NOMEM(err);
    *documents = lc_json_whole(*documents, !code);
    return code;
}
