/* See without_inside.h. */
#include "models/panel/without_inside.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/panel/behind_inside.h"
#include "models/panel/child.h"
#include "models/panel/list_inside.h"
#include "store/alter.h"
#include "store/dispute.h"
#include "store/kin.h"

/* One listed child. */
struct one {
    json_t *held;  /* with "events" */
    json_t *found; /* what came of each */
    size_t before; /* of its family, listed before it: it waits for them */
};

struct looking {
    const struct lc_without *w;
    struct one *one; /* [w->count] by rank */
    size_t turns;
};

/* The event of a turn: the latest first; NULL: not its turn, or no more. */
static const json_t *event_of(const struct one *one, size_t turn)
{
    const json_t *events = json_object_get(one->held, "events");
    size_t n = json_array_size(events), k = turn - one->before * LC_WITHOUT_MOST;
    return turn < one->before * LC_WITHOUT_MOST || k >= LC_WITHOUT_MOST || k >= n
               ? NULL
               : json_array_get(events, n - 1 - k);
}

static int take_out(const struct looking *l, size_t turn, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < l->w->count && !code; i++) {
        const json_t *event = event_of(l->one + i, turn);
        const struct lc_dispute out = {
            .child = l->w->now->scored[i].child,
            .file = (uint32_t)(event ? lc_list_number(event, "file") : 0),
            .line = (uint32_t)(event ? lc_list_number(event, "line") : 0),
            .history = event ? lc_list_text_of(event, "history") : NULL,
            .is = LC_DISPUTE_OUT
        };
        code = event ? lc_dispute_make(l->w->store, &out, err) : LC_OK;
    }
    return code;
}

/* The event, and the risk without it. */
static json_t *found_json(const json_t *event, const struct lc_scored_child *now,
                          const struct lc_scored_child *then, const char *why)
{
    json_t *found = json_copy((json_t *)event);
    bool good =
        found
        && lc_json_put(found, "risk", then ? lc_json_number(then->risk) : json_null())
        && lc_json_put(found, "change",
                       then ? lc_json_number(then->risk - now->risk) : json_null())
        && (then || lc_json_put(found, "why", lc_json_text(why)));
    return lc_json_whole(found, good);
}

static int note(const struct looking *l, size_t turn, const struct lc_scoring *then,
                struct lc_error *err)
{
    const struct lc_list_maker maker = lc_list_maker_of(then, l->w->model, l->w->store);
    int code = LC_OK;
    for (size_t i = 0; i < l->w->count && !code; i++) {
        const struct lc_scored_child *now = l->w->now->scored + i;
        const json_t *event = event_of(l->one + i, turn);
        size_t place = event ? lc_scoring_place(then, now->child) : 0;
        const char *why = NULL;
        if (event && !place)
            code = lc_list_why_not(&why, &maker, now->child, err);
        if (event && !code
            && !lc_json_push(
                l->one[i].found,
                found_json(event, now, place ? then->scored + place - 1 : NULL, why)))
            code = LC_FAIL_NOMEM(err);
    }
    return code;
}

static int run_turn(const struct looking *l, size_t turn, struct lc_error *err)
{
    const struct lc_without *w = l->w;
    const struct lc_score_ask ask = { .day = w->now->day,
                                      .capacity = w->count,
                                      .child = w->child,
                                      .children = w->count,
                                      .study = w->now->study };
    struct lc_scoring then;
    int code = take_out(l, turn, err);
    if (code)
        return code;
    code = lc_score_run(&then, w->model, w->store, &ask, w->team, err);
    if (code)
        return code;
    code = note(l, turn, &then, err);
    lc_scoring_free(&then);
    return code;
}

/* --- who, and in what order ------------------------------------------------------- */

static bool is_one_record(const json_t *a, const json_t *b)
{
    return json_equal(json_object_get(a, "file"), json_object_get(b, "file"))
           && json_equal(json_object_get(a, "line"), json_object_get(b, "line"));
}

static bool is_among(const json_t *event, const json_t *events)
{
    for (size_t k = 0; k < json_array_size(events); k++)
        if (is_one_record(event, json_array_get(events, k)))
            return true;
    return false;
}

/* The latest, as many as are looked at, in their order; new. Of the events that one
 * line gave the last alone, for they go together. O(n), n being all events. */
static json_t *latest_of(const json_t *events)
{
    json_t *some = json_array();
    bool good = some != NULL;
    for (size_t i = json_array_size(events);
         good && i-- > 0 && json_array_size(some) < LC_WITHOUT_MOST;) {
        json_t *event = json_array_get(events, i);
        if (!is_among(event, some))
            good = json_array_insert(some, 0, event) == 0;
    }
    return lc_json_whole(some, good);
}

static int keep_latest(json_t *held, struct lc_error *err)
{
    json_t *latest = latest_of(json_object_get(held, "events"));
    return lc_json_put(held, "events", latest) ? LC_OK : LC_FAIL_NOMEM(err);
}

static int begin(struct looking *l, struct lc_error *err)
{
    const struct lc_scoring *now = l->w->now;
    uint32_t *unit = NULL;
    int code = lc_kin_units(l->w->store, &unit, err);
    l->one = lc_alloc(l->w->count, sizeof *l->one);
    if (!code && !l->one)
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < l->w->count && !code; i++) {
        struct one *one = l->one + i;
        one->held = json_object();
        one->found = json_array();
        for (size_t k = 0; k < i; k++)
            one->before += unit[now->scored[k].child] == unit[now->scored[i].child];
        if (l->turns < (one->before + 1) * LC_WITHOUT_MOST)
            l->turns = (one->before + 1) * LC_WITHOUT_MOST;
        code = one->held && one->found
                   ? lc_behind_put(one->held, now, now->scored[i].child, LC_NO_DAY, err)
                   : LC_FAIL_NOMEM(err);
        if (!code)
            code = keep_latest(one->held, err);
    }
    free(unit);
    return code;
}

static int run_all(struct looking *l, struct lc_error *err)
{
    struct lc_alteration altered = { 0 };
    int code = begin(l, err);
    if (!code)
        code = lc_alter_begin(&altered, l->w->store, l->w->count, l->w->child, err);
    for (size_t turn = 0; turn < l->turns && !code; turn++) {
        code = run_turn(l, turn, err);
        lc_alter_restore(&altered);
    }
    lc_alter_end(&altered);
    return code;
}

/* What changes the risk most comes first; a child that would not be scored before all.
 */
static double size_of(const json_t *found)
{
    double change = lc_list_number(found, "change");
    return isnan(change) ? INFINITY : fabs(change);
}

static bool sort(json_t *found)
{
    size_t n = json_array_size(found);
    bool good = true;
    for (size_t i = 1; i < n && good; i++)
        for (size_t k = i; k > 0 && good
                           && size_of(json_array_get(found, k))
                                  > size_of(json_array_get(found, k - 1));
             k--) {
            json_t *moved = json_incref(json_array_get(found, k));
            good = json_array_remove(found, k) == 0
                   && json_array_insert_new(found, k - 1, moved) == 0;
        }
    return good;
}

int lc_without_put(json_t *documents, const struct lc_without *w, struct lc_error *err)
{
    struct looking l = { .w = w };
    int code = run_all(&l, err);
    for (size_t i = 0; i < w->count && !code; i++)
        if (!sort(l.one[i].found)
            || !lc_json_put(json_array_get(documents, i), "without",
                            json_incref(l.one[i].found)))
            code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; l.one && i < w->count; i++) {
        json_decref(l.one[i].held);
        json_decref(l.one[i].found);
    }
    free(l.one);
    return code;
}
