/* What changed between two lists (change.h). */
#include "models/panel/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "models/panel/behind_inside.h"
#include "models/panel/list_inside.h"
#include "store/alter.h"
#include "store/kin.h"

/* Which day, and what is known and has happened. */
enum world {
    EARLIER,    /* lp(a, a, a) */
    KNOWN_THEN, /* lp(a, b, a) */
    WITHOUT,    /* lp(b, b, a) */
    LATER,      /* lp(b, b, b) */
    WORLDS
};

struct changing {
    const struct lc_model *model;
    struct lc_store *store;
    const struct lc_change_ask *ask;
    int32_t since;
    lc_team *team;
    const struct lc_scoring *now; /* the later list */
    const struct lc_scoring *world[WORLDS];
    struct lc_whole whole;        /* of whoever was not given one */
    struct lc_scoring altered[2]; /* of the children alone, as known_then and without */
    size_t children, moved;
    uint32_t *child; /* on either list or asked for, ascending */
    uint32_t *move;  /* those and all of their families */
};

static int32_t day_of(const struct changing *c, enum world w)
{
    return w < WITHOUT ? c->since : c->now->day;
}

/* --- the two lists ---------------------------------------------------------------- */

/* The earlier list is the first of all who were scored then, as many as the later's
 * capacity. */
static size_t listed_before(const struct changing *c)
{
    const struct lc_scoring *all = c->world[EARLIER];
    return all->listed < c->now->capacity ? all->listed : c->now->capacity;
}

/* From 1; 0: not on the list. */
static size_t place_before(const struct changing *c, uint32_t child)
{
    size_t place = lc_scoring_place(c->world[EARLIER], child);
    return place <= listed_before(c) ? place : 0;
}

/* --- the children ----------------------------------------------------------------- */

static void mark(struct changing *c, uint32_t child, const uint32_t *unit, bool *listed,
                 bool *kin)
{
    c->children += !listed[child];
    listed[child] = kin[unit[child]] = true;
}

static int collect(struct changing *c, struct lc_error *err)
{
    size_t records = c->store->records;
    bool *listed = lc_alloc(records, sizeof *listed),
         *kin = lc_alloc(records, sizeof *kin);
    uint32_t *unit = NULL;
    int code = listed && kin ? lc_kin_units(c->store, &unit, err) : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < listed_before(c) && !code; k++)
        mark(c, c->world[EARLIER]->scored[k].child, unit, listed, kin);
    for (size_t k = 0; k < c->now->listed && !code; k++)
        mark(c, c->now->scored[k].child, unit, listed, kin);
    for (size_t k = 0; k < c->ask->others && !code; k++)
        mark(c, c->ask->other[k], unit, listed, kin);
    c->child = lc_alloc(c->children, sizeof *c->child);
    c->move = lc_alloc(records, sizeof *c->move);
    if (!code && (!c->child || !c->move))
        code = LC_FAIL_NOMEM(err);
    for (size_t r = 0, at = 0; r < records && !code; r++) {
        if (listed[r])
            c->child[at++] = (uint32_t)r;
        if (kin[unit[r]] && c->store->record[r].child == r)
            c->move[c->moved++] = (uint32_t)r;
    }
    free(listed);
    free(kin);
    free(unit);
    return code;
}

/* --- the worlds ------------------------------------------------------------------- */

/* The two days as they were are of everybody. */
static int run_days(struct changing *c, struct lc_error *err)
{
    const int32_t day[2] = { c->since, c->now->day };
    const struct lc_whole *whole = c->ask->whole ? c->ask->whole : &c->whole;
    int code = c->ask->whole
                   ? LC_OK
                   : lc_whole_of(&c->whole, c->model, c->store, day, c->team, err);
    if (!code && (whole->before.day != day[0] || whole->now.day != day[1]))
        code =
            LC_FAIL(err, LC_FAULT, "another two days were scored than are asked for");
    c->world[EARLIER] = &whole->before;
    c->world[LATER] = &whole->now;
    return code;
}

static int run_world(struct changing *c, struct lc_alteration *altered, enum world w,
                     struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day_of(c, w),
                                      .capacity = c->children + 1,
                                      .child = c->child,
                                      .children = c->children,
                                      .study = c->now->study };
    if (w == KNOWN_THEN)
        lc_alter_known(altered, c->since, c->now->day);
    else
        lc_alter_until(altered, c->since);
    struct lc_scoring *scoring = c->altered + (w - KNOWN_THEN);
    int code = lc_score_run(scoring, c->model, c->store, &ask, c->team, err);
    lc_alter_restore(altered);
    c->world[w] = scoring;
    return code;
}

static int run_all(struct changing *c, struct lc_error *err)
{
    struct lc_alteration altered = { 0 };
    int code = run_days(c, err);
    if (!code)
        code = collect(c, err);
    if (!code)
        code = lc_alter_begin(&altered, c->store, c->moved, c->move, err);
    for (int w = KNOWN_THEN; w <= WITHOUT && !code; w++)
        code = run_world(c, &altered, (enum world)w, err);
    lc_alter_end(&altered);
    return code;
}

/* --- a child ---------------------------------------------------------------------- */

/* Of one day: its rank on the list, its risk, or why it has none. */
static bool put_number(json_t *row, const char *name, const char *when, json_t *value)
{
    char key[40];
    strcat(strcpy(key, name), when);
    return lc_json_put(row, key, value);
}

static int put_day(json_t *row, const struct changing *c, uint32_t child, int which,
                   struct lc_error *err)
{
    const struct lc_scoring *s = c->world[which ? LATER : EARLIER];
    const struct lc_scored_child *one = lc_scoring_of(s, child);
    const char *when = which ? "" : "_before", *why = NULL;
    size_t place = which ? lc_scoring_place(c->now, child) : place_before(c, child);
    bool good =
        put_number(row, "rank", when, place ? lc_json_count(place) : json_null())
        && put_number(row, "risk", when, one ? lc_json_number(one->risk) : json_null())
        && put_number(row, "linear_predictor", when,
                      one ? lc_json_number(one->lp) : json_null());
    if (good && !one) {
        struct lc_list_maker m = lc_list_maker_of(s, c->model, c->store);
        int code = lc_list_why_not(&why, &m, child, err);
        if (code)
            return code;
    }
    good = good && (one || put_number(row, "why", when, lc_json_text(why)));
    return good ? LC_OK : LC_FAIL_NOMEM(err);
}

static const char *change_of(const struct changing *c, uint32_t child)
{
    const struct lc_scored_child *before = lc_scoring_of(c->world[EARLIER], child),
                                 *now = lc_scoring_of(c->world[LATER], child);
    bool was = place_before(c, child), is = lc_scoring_place(c->now, child);
    if (!was && (is || !before))
        return "new";
    if (!now)
        return "left";
    if (was && !is)
        return "dropped";
    double moved = now->lp - before->lp;
    return moved >= LC_CHANGE_STEADY    ? "risen"
           : moved <= -LC_CHANGE_STEADY ? "fallen"
                                        : "steady";
}

/* --- the split -------------------------------------------------------------------- */

struct split {
    double part[WORLDS - 1]; /* (1) to (3) */
};

static json_t *split_json(const struct split *s, const char *history)
{
    return LC_OBJECT(
        { history ? "history" : NULL, history ? lc_json_text(history) : NULL },
        { "known_late", lc_json_number(s->part[0]) },
        { "time", lc_json_number(s->part[1]) },
        { "new_events", lc_json_number(s->part[2]) },
        { "difference", lc_json_number((s->part[0] + s->part[1]) + s->part[2]) });
}

/* The groups are the model's columns' and so the same in every world, unless a history
 * was silent on one of the days and a stand-in scored it. */
static bool comparable(const struct changing *c)
{
    const struct lc_scoring *a = c->world[EARLIER];
    for (int w = 1; w < WORLDS; w++) {
        const struct lc_scoring *b = c->world[w];
        if (a->groups != b->groups || !a->stand_in != !b->stand_in)
            return false;
        for (size_t g = 0; g < a->groups; g++)
            if (strcmp(a->group[g].history, b->group[g].history))
                return false;
    }
    return true;
}

static bool put_split(json_t *row, const struct changing *c, uint32_t child)
{
    const struct lc_scored_child *at[WORLDS];
    bool whole = comparable(c), good = true;
    struct split sum = { { 0 } };
    for (int w = 0; w < WORLDS; w++)
        whole &= (at[w] = lc_scoring_of(c->world[w], child)) != NULL;
    json_t *list = whole ? json_array() : json_null();
    for (size_t g = 0; whole && good && g < c->world[0]->groups; g++) {
        struct split s;
        for (int k = 0; k < WORLDS - 1; k++) {
            s.part[k] = at[k + 1]->part[g] - at[k]->part[g];
            sum.part[k] += s.part[k];
        }
        good = lc_json_push(list, split_json(&s, c->world[0]->group[g].history));
    }
    good =
        lc_json_put(row, "split", whole ? split_json(&sum, NULL) : json_null()) && good;
    return lc_json_put(row, "by_history", list) && good;
}

/* --- the document ----------------------------------------------------------------- */

static int push_child(json_t *list, const struct changing *c, uint32_t child,
                      struct lc_error *err)
{
    json_t *row = LC_OBJECT({ "child", json_integer(child) },
                            { "change", lc_json_text(change_of(c, child)) });
    int code = row ? put_day(row, c, child, 0, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = put_day(row, c, child, 1, err);
    if (!code && !put_split(row, c, child))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_behind_put(row, c->world[LATER], child, c->since, err);
    if (!code && !lc_json_push(list, json_incref(row)))
        code = LC_FAIL_NOMEM(err);
    json_decref(row);
    return code;
}

static bool is_listed(const struct changing *c, uint32_t child)
{
    return lc_scoring_place(c->now, child) || place_before(c, child);
}

static int push_all(json_t *list, const struct changing *c, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < c->now->listed && !code; i++)
        code = push_child(list, c, c->now->scored[i].child, err);
    for (size_t i = 0; i < listed_before(c) && !code; i++) {
        uint32_t child = c->world[EARLIER]->scored[i].child;
        if (!lc_scoring_place(c->now, child))
            code = push_child(list, c, child, err);
    }
    return code;
}

static int push_others(json_t *list, const struct changing *c, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < c->ask->others && !code; i++)
        if (!is_listed(c, c->ask->other[i]))
            code = push_child(list, c, c->ask->other[i], err);
    return code;
}

static int make_document(json_t **document, const struct changing *c,
                         struct lc_error *err)
{
    json_t *list = json_array(), *others = json_array();
    int code = list && others ? push_all(list, c, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = push_others(others, c, err);
    list = lc_json_whole(list, !code);
    others = lc_json_whole(others, !code);
    *document = LC_OBJECT({ "since", lc_json_day(c->since) },
                          { "as_of", lc_json_day(c->now->day) },
                          { "model", lc_json_text(c->model->digest) },
                          { "capacity", lc_json_count(c->now->capacity) },
                          { "tie_rule", lc_json_text(LC_TIE_RULE) },
                          { "changes", list }, { "others", others });
    return code || *document ? code : LC_FAIL_NOMEM(err);
}

int lc_change_check(int32_t since, int32_t day, struct lc_error *err)
{
    char earlier[LC_DAY_ROOM], later[LC_DAY_ROOM];
    if (since < day)
        return LC_OK;
    return LC_FAIL(err, LC_RANGE,
                   "the list of %s cannot be held against one of %s: say an earlier "
                   "day",
                   lc_day_print(day, later), lc_day_print(since, earlier));
}

int lc_change_document(json_t **document, const struct lc_model *model,
                       struct lc_store *store, const struct lc_scoring *now,
                       const struct lc_change_ask *ask, lc_team *team,
                       struct lc_error *err)
{
    int32_t since = ask->since;
    struct changing c = { .model = model,
                          .store = store,
                          .ask = ask,
                          .since = since,
                          .now = now,
                          .team = team };
    *document = NULL;
    int code = lc_change_check(since, now->day, err);
    if (!code)
        code = run_all(&c, err);
    if (!code)
        code = make_document(document, &c, err);
    lc_whole_free(&c.whole);
    for (int w = 0; w < 2; w++)
        lc_scoring_free(c.altered + w);
    free(c.child);
    free(c.move);
    return code;
}
