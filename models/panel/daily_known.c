/* What became known, and who is missing (daily.h). */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "models/panel/behind_inside.h"
#include "models/panel/daily_inside.h"
#include "models/panel/explain.h"
#include "models/panel/list_inside.h"
#include "models/panel/timeline_inside.h"
#include "store/rhythm.h"
#include "store/seen.h"

/* The child's place on the list of the day, or null. */
static json_t *rank_of(const struct lc_daily_of *of, uint32_t child)
{
    size_t place = lc_scoring_place(of->list, child);
    return place ? lc_json_count(place) : json_null();
}

static int32_t since_of(const struct lc_daily_of *of)
{
    return of->whole->before.day;
}

static int32_t day_of(const struct lc_daily_of *of)
{
    return of->whole->now.day;
}

/* --- what became known ------------------------------------------------------------ */

static json_t *event_json(const struct lc_daily_of *of, const struct lc_history *h,
                          uint32_t child, uint64_t i, const char *told)
{
    const char *code = lc_codes_name(&h->codes, h->code[i]);
    bool level = h->level && h->level[i] != LC_NO_LEVEL;
    return LC_OBJECT(
        { "child", json_integer(child) }, { "rank", rank_of(of, child) },
        { "history", lc_json_text(h->name) },
        { *code ? "code" : NULL, *code ? lc_json_text(code) : NULL },
        { level ? "level" : NULL, level ? json_integer(h->level[i]) : NULL },
        { "start", lc_json_day(h->start[i]) },
        { "end", h->end[i] == LC_OPEN ? json_null() : lc_json_day(h->end[i]) },
        { "known_from", lc_json_day(h->known_from[i]) },
        { "late",
          json_boolean(lc_first_known(h, child, i) > h->start[i] + LC_LATE_DAYS) },
        { "told", lc_json_text(told) });
}

/* Is any version of the event at row i seen on the day? */
static bool is_said(const struct lc_history *h, struct lc_history_rows rows, uint64_t i,
                    int32_t day)
{
    for (uint64_t k = rows.first; k < rows.end; k++)
        if (h->key[k] == h->key[i] && lc_seen(h, k, day))
            return true;
    return false;
}

/* What the row is to whoever knew what was known at since; NULL: nothing new. */
static const char *told_of(const struct lc_daily_of *of, const struct lc_history *h,
                           struct lc_history_rows rows, uint64_t i)
{
    bool then = lc_seen(h, i, since_of(of)), now = lc_seen(h, i, day_of(of));
    if (now && !then)
        return is_said(h, rows, i, since_of(of)) ? "changed" : "first";
    return then && !now && !is_said(h, rows, i, day_of(of)) ? "withdrawn" : NULL;
}

static bool push_known(json_t *list, const struct lc_daily_of *of, uint32_t child)
{
    bool good = true;
    for (size_t k = 0; k < of->store->histories && good; k++) {
        const struct lc_history *h = of->store->history + k;
        if (!lc_timeline_shows(h))
            continue;
        struct lc_history_rows rows = lc_history_rows_of(h, child);
        for (uint64_t i = rows.first; i < rows.end && good; i++) {
            const char *told = told_of(of, h, rows, i);
            if (told)
                good = lc_json_push(list, event_json(of, h, child, i, told));
        }
    }
    return good;
}

json_t *lc_daily_known(const struct lc_daily_of *of)
{
    const struct lc_whole *w = of->whole;
    json_t *list = json_array();
    bool good = list;
    for (size_t k = 0; k < w->now.listed && good; k++)
        good = push_known(list, of, w->now.scored[k].child);
    for (size_t k = 0; k < w->before.listed && good; k++)
        if (!lc_whole_now(w, w->before.scored[k].child))
            good = push_known(list, of, w->before.scored[k].child);
    return lc_json_whole(list, good);
}

/* --- who is missing --------------------------------------------------------------- */

/* An open episode. */
struct gone {
    const struct lc_history *h;
    uint64_t i;
    uint32_t child;
};

struct all_gone {
    size_t count, room;
    struct gone *one;
};

static int latest_first(const void *a, const void *b)
{
    const struct gone *x = a, *y = b;
    int32_t s = x->h->start[x->i], t = y->h->start[y->i];
    if (s != t)
        return s > t ? -1 : 1;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    int names = strcmp(x->h->name, y->h->name);
    return names ? names : (x->i > y->i) - (x->i < y->i);
}

static bool is_adult(const struct lc_daily_of *of, uint32_t child)
{
    const struct lc_history *person = lc_store_history(of->store, "person");
    int64_t row =
        person ? lc_person_at(of->store, person, child, day_of(of)) : INT64_C(-1);
    return row >= 0 && lc_day_birthday(person->start[row], 18) <= day_of(of);
}

static int gather(struct all_gone *all, const struct lc_daily_of *of,
                  const struct lc_history *h, struct lc_error *err)
{
    int code = LC_OK;
    for (uint64_t i = 0; i < h->n && !code; i++) {
        if (!(h->start[i] < day_of(of)) || h->end[i] <= day_of(of)
            || !lc_seen(h, i, day_of(of)) || is_adult(of, h->child[i]))
            continue;
        code = LC_GROW(all->one, all->room, all->count + 1, err);
        if (!code)
            all->one[all->count++] = (struct gone){ h, i, h->child[i] };
    }
    return code;
}

/* Nobody is said to be back where nobody says so, nor to be here where nobody speaks.
 */
static int note(json_t *notes, const struct lc_daily_of *of, const char *name,
                bool *ends, struct lc_error *err)
{
    const struct lc_history *h = lc_store_history(of->store, name);
    struct lc_text text = { 0 };
    *ends = h && lc_timeline_ends(h);
    int code = LC_OK;
    if (h)
        code = lc_silence_say(&text, of->store, name, day_of(of), err);
    else if (!strcmp(name, "missing"))
        lc_text_add(&text, "No source of this store tells who is missing: that nobody "
                           "is named below says nothing");
    if (h && !*ends)
        lc_text_addf(&text,
                     "%sOf %s no source says when it ends: who has returned is "
                     "not known",
                     text.size ? "; " : "", name);
    if (!code)
        code = lc_text_check(&text, err);
    if (!code && text.size && !lc_json_push(notes, lc_json_text(text.data)))
        code = LC_FAIL_NOMEM(err);
    lc_text_free(&text);
    return code;
}

static int push_gone(json_t *list, const struct lc_daily_of *of, const struct gone *g,
                     struct lc_error *err)
{
    const struct lc_scored_child *one = lc_whole_now(of->whole, g->child);
    const char *why = NULL;
    if (!one) {
        struct lc_list_maker m =
            lc_list_maker_of(&of->whole->now, of->model, of->store);
        int code = lc_list_why_not(&why, &m, g->child, err);
        if (code)
            return code;
    }
    const char *said = lc_codes_name(&g->h->codes, g->h->code[g->i]);
    int32_t known = lc_first_known(g->h, g->child, g->i);
    json_t *row = LC_OBJECT(
        { "child", json_integer(g->child) }, { "rank", rank_of(of, g->child) },
        { "risk", one ? lc_json_number(one->risk) : json_null() },
        { why ? "why" : NULL, why ? lc_json_text(why) : NULL },
        { "history", lc_json_text(g->h->name) },
        { *said ? "code" : NULL, *said ? lc_json_text(said) : NULL },
        { "start", lc_json_day(g->h->start[g->i]) },
        { "known_from", lc_json_day(known) },
        { "days", json_integer(day_of(of) - g->h->start[g->i]) },
        { "new", json_boolean(known >= since_of(of)) });
    return lc_json_push(list, row) ? LC_OK : LC_FAIL_NOMEM(err);
}

json_t *lc_daily_missing(const struct lc_daily_of *of, json_t *notes, int *code,
                         struct lc_error *err)
{
    static const char *const names[] = { "missing", "missing_care" };
    struct all_gone all = { 0 };
    json_t *list = json_array();
    *code = list ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < 2 && !*code; k++) {
        bool ends = false;
        *code = note(notes, of, names[k], &ends, err);
        if (!*code && ends)
            *code = gather(&all, of, lc_store_history(of->store, names[k]), err);
    }
    if (all.count)
        qsort(all.one, all.count, sizeof *all.one, latest_first);
    for (size_t k = 0; k < all.count && !*code; k++)
        *code = push_gone(list, of, all.one + k, err);
    free(all.one);
    return lc_json_whole(list, !*code);
}
