/* See missed.h. */
#include "models/panel/missed.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decisions/decisions.h"
#include "link/dated.h"
#include "store/rhythm.h"
#include "store/seen.h"
#include "store/sooner.h"
#include "study/entrants.h"
#include "study/period.h"
#include "study/present.h"

/* What the lists of one store, as it was or as it would have been, say of an entrant.
 */
struct lc_missed_seen {
    size_t lists, listed, present, unknown, scored, best;
    int32_t first_listed;
    enum lc_rule why;
};

struct looking_back {
    const struct lc_model *model;
    const struct lc_missed_ask *ask;
    const struct lc_study *study;
    lc_team *team;
    struct lc_missed *missed;
    size_t days;
    int32_t *day;                          /* [days] of the lists */
    struct lc_missed_seen *then, *at_once; /* [entries] */
};

/* --- the days --------------------------------------------------------------------- */

/* The span of the outcome's source that holds the first entries. */
static int find_span(int32_t span[2], const struct looking_back *r,
                     const struct lc_store *store, struct lc_error *err)
{
    size_t count = 0;
    int32_t(*all)[2] = NULL;
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM], first[LC_DAY_ROOM], end[LC_DAY_ROOM];
    const char *history = r->study->outcome.history;
    int code = lc_covered(store, history, LC_OPEN, &count, &all, err);
    span[0] = span[1] = LC_NO_DAY;
    for (size_t i = 0; i < count && !code; i++)
        if (all[i][0] <= r->ask->from && r->ask->to <= all[i][1])
            memcpy(span, all[i], sizeof all[i]);
    if (!code && span[0] == LC_NO_DAY)
        code =
            LC_FAIL(err, LC_RANGE,
                    "entries from %s to before %s cannot be looked back on: %s is told "
                    "from %s to before %s",
                    lc_day_print(r->ask->from, from), lc_day_print(r->ask->to, to),
                    history, count ? lc_day_print(all[0][0], first) : "no day",
                    count ? lc_day_print(all[count - 1][1], end) : "any");
    free(all);
    return code;
}

static int find_days(struct looking_back *r, const struct lc_store *store,
                     struct lc_error *err)
{
    int32_t span[2];
    size_t room = 0;
    int year, month, day;
    int code = find_span(span, r, store, err);
    if (code)
        return code;
    lc_day_split(lc_period_before(r->ask->from, r->study->outcome.ahead), &year, &month,
                 &day);
    for (int32_t t = lc_day_of(year, month, 1); t < r->ask->to && !code;
         t = lc_period_after(t, r->study->landmarks.step))
        if (t >= span[0] && t + 1 < span[1]) {
            code = LC_GROW(r->day, room, r->days + 1, err);
            if (!code)
                r->day[r->days++] = t;
        }
    if (!code && !r->days)
        code =
            LC_FAIL(err, LC_RANGE, "no list could have been made before these entries");
    return code;
}

/* --- one list --------------------------------------------------------------------- */

static int see(struct lc_missed_seen *seen, const struct lc_scoring *s,
               const struct lc_presence *presence, struct lc_facts *facts,
               const struct lc_missed_entry *e, size_t capacity, struct lc_error *err)
{
    enum lc_rule rule = LC_NO_BIRTH;
    int code = lc_presence_rule(presence, facts, e->child, &rule, err);
    size_t place = lc_scoring_place(s, e->child);
    seen->lists++;
    seen->present += rule == LC_RULE_COUNT;
    seen->unknown += rule == LC_NOT_KNOWN;
    seen->scored += place > 0;
    seen->why = rule;
    if (place && (!seen->best || place < seen->best))
        seen->best = place;
    if (place && place <= capacity) {
        if (!seen->listed++)
            seen->first_listed = s->day;
    }
    return code;
}

static int see_list(const struct looking_back *r, const struct lc_store *store,
                    const struct lc_scoring *s, struct lc_missed_seen *seen,
                    struct lc_error *err)
{
    struct lc_presence presence;
    struct lc_facts facts = { 0 };
    const struct lc_missed *v = r->missed;
    int32_t end = lc_period_after(s->day, r->study->outcome.ahead);
    int code = lc_presence_open(&presence, r->study, store, s->day, err);
    if (code)
        return code;
    for (size_t i = 0; i < v->entries && !code; i++)
        if (v->entry[i].day >= s->day && v->entry[i].day < end)
            code = see(seen + i, s, &presence, &facts, v->entry + i, v->capacity, err);
    lc_facts_free(&facts);
    lc_presence_close(&presence);
    return code;
}

/* All lists of one store; whole: everybody is ranked, so that the nearest miss shows.
 */
static int see_all(struct looking_back *r, const struct lc_store *store, bool whole,
                   struct lc_missed_seen *seen, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < r->missed->entries; i++)
        seen[i] =
            (struct lc_missed_seen){ .first_listed = LC_NO_DAY, .why = LC_RULE_COUNT };
    for (size_t d = 0; d < r->days && !code; d++) {
        struct lc_scoring s;
        const struct lc_score_ask ask = { .day = r->day[d],
                                          .capacity = whole ? store->records + 1
                                                            : r->missed->capacity };
        code = lc_score_run(&s, r->model, store, &ask, r->team, err);
        if (code)
            return code;
        code = see_list(r, store, &s, seen, err);
        lc_scoring_free(&s);
    }
    return code;
}

static size_t count_listed(const struct looking_back *r,
                           const struct lc_missed_seen *seen)
{
    size_t n = 0;
    for (size_t i = 0; i < r->missed->entries; i++)
        n += seen[i].listed > 0;
    return n;
}

/* --- stores in which it was known sooner ------------------------------------------- */

static int run_sooner(struct looking_back *r, const struct lc_missed_gain *which,
                      uint16_t system, struct lc_missed_seen *seen, size_t *listed,
                      struct lc_error *err)
{
    struct lc_store store = { 0 };
    int code = lc_link_load(&store, r->ask->store_path, r->ask->linkage, err);
    if (!code)
        code = lc_store_know_within(&store, system, which->system ? r->ask->within : 0,
                                    err);
    if (!code)
        code = see_all(r, &store, false, seen, err);
    if (!code)
        *listed = count_listed(r, seen);
    lc_store_free(&store);
    return code;
}

static int run_systems(struct looking_back *r, const struct lc_store *store,
                       struct lc_error *err)
{
    struct lc_missed *v = r->missed;
    struct lc_missed_seen *seen = lc_alloc(v->entries, sizeof *seen);
    v->gain = lc_alloc(store->systems.count + 1, sizeof *v->gain);
    int code = seen && v->gain ? LC_OK : LC_FAIL_NOMEM(err);
    size_t last = r->ask->no_systems ? 0 : store->systems.count;
    for (uint16_t s = 0; s <= last && !code; s++) {
        struct lc_missed_gain *gain = v->gain + v->gains;
        *gain =
            (struct lc_missed_gain){ s ? lc_codes_name(&store->systems, s) : NULL, 0 };
        code = run_sooner(r, gain, s, s ? seen : r->at_once, &gain->listed, err);
        v->gains += !code;
    }
    free(seen);
    return code;
}

/* --- classes ---------------------------------------------------------------------- */

/* What was decided between the first list and the entry, as known by then. */
static enum lc_missed_class decided(const struct lc_store *store,
                                    const struct lc_missed_entry *e)
{
    const struct lc_history *h = lc_store_history(store, LC_DECISION_HISTORY);
    struct lc_history_rows rows = lc_history_rows_of(h, e->child);
    enum lc_missed_class is = LC_MISSED_OPEN;
    for (uint64_t i = rows.first; i < rows.end; i++) {
        if (h->start[i] < e->first_listed || h->start[i] > e->day
            || !lc_seen(h, i, LC_OPEN))
            continue;
        const char *action = lc_codes_name(&h->codes, h->code[i]);
        if (*action && strcmp(action, "none") != 0
            && strcmp(lc_history_says(h, i, "agreed"), "no") != 0)
            return LC_MISSED_ACTED;
        is = LC_MISSED_DECLINED;
    }
    return is;
}

static enum lc_missed_class class_of(const struct lc_missed_seen *then,
                                     const struct lc_missed_seen *at_once)
{
    if (!then->lists)
        return LC_MISSED_NO_LIST;
    if (at_once->listed)
        return LC_MISSED_LATE;
    if (then->scored)
        return LC_MISSED_LOW;
    if (then->present)
        return LC_MISSED_UNSCORED;
    if (at_once->present)
        return LC_MISSED_LATE;
    return then->unknown || at_once->unknown ? LC_MISSED_NEVER : LC_MISSED_OUTSIDE;
}

static void judge(struct looking_back *r, const struct lc_store *store)
{
    struct lc_missed *v = r->missed;
    for (size_t i = 0; i < v->entries; i++) {
        struct lc_missed_entry *e = v->entry + i;
        const struct lc_missed_seen *then = r->then + i;
        e->lists = then->lists;
        e->listed = then->listed;
        e->first_listed = then->first_listed;
        e->best = then->best;
        e->why = then->why;
        e->is = then->listed ? decided(store, e) : class_of(then, r->at_once + i);
        v->count[e->is]++;
        v->listed += then->listed > 0;
    }
}

/* --- all -------------------------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
    const struct lc_missed_entry *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->child > y->child) - (x->child < y->child);
}

static int find_entries(struct looking_back *r, const struct lc_store *store,
                        struct lc_error *err)
{
    struct lc_missed *v = r->missed;
    struct lc_entrant *found = NULL;
    const int32_t span[2] = { v->from, v->to };
    int code = lc_entrants_find(&found, &v->entries, r->study, store, span, err);
    if (!code) {
        v->entry = lc_alloc(v->entries, sizeof *v->entry);
        r->then = lc_alloc(v->entries, sizeof *r->then);
        r->at_once = lc_alloc(v->entries, sizeof *r->at_once);
        if (!v->entry || !r->then || !r->at_once)
            code = LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < v->entries && !code; i++)
        v->entry[i] =
            (struct lc_missed_entry){ .child = found[i].child, .day = found[i].day };
    if (!code && v->entries)
        qsort(v->entry, v->entries, sizeof *v->entry, by_day);
    free(found);
    return code;
}

/* A scoring knows how many a list holds. */
static int find_capacity(const struct looking_back *r, const struct lc_store *store,
                         size_t *capacity, struct lc_error *err)
{
    struct lc_scoring s;
    const struct lc_score_ask ask = { .day = r->day[r->days - 1],
                                      .capacity = r->ask->capacity };
    int code = lc_score_run(&s, r->model, store, &ask, r->team, err);
    if (code)
        return code;
    *capacity = s.capacity;
    lc_scoring_free(&s);
    return LC_OK;
}

static int look_back(struct looking_back *r, const struct lc_store *store,
                     struct lc_error *err)
{
    struct lc_missed *v = r->missed;
    int code = find_days(r, store, err);
    if (!code)
        code = find_entries(r, store, err);
    if (!code)
        code = find_capacity(r, store, &v->capacity, err);
    if (code)
        return code;
    v->lists = r->days;
    v->list_day = r->day;
    v->ahead = r->study->outcome.ahead;
    v->first_list = r->day[0];
    v->last_list = r->day[r->days - 1];
    code = see_all(r, store, true, r->then, err);
    if (!code)
        code = run_systems(r, store, err);
    if (!code)
        judge(r, store);
    return code;
}

int lc_missed_run(struct lc_missed *missed, const struct lc_model *model,
                  const struct lc_store *store, const struct lc_missed_ask *ask,
                  lc_team *team, struct lc_error *err)
{
    struct lc_study *study = NULL;
    struct looking_back r = {
        .model = model, .ask = ask, .team = team, .missed = missed
    };
    *missed =
        (struct lc_missed){ .from = ask->from, .to = ask->to, .within = ask->within };
    int code = lc_score_study(&study, model, err);
    r.study = study;
    if (!code)
        code = look_back(&r, store, err);
    lc_study_free(study);
    if (!missed->list_day)
        free(r.day);
    free(r.then);
    free(r.at_once);
    return code;
}

void lc_missed_free(struct lc_missed *missed)
{
    free(missed->entry);
    free(missed->list_day);
    free(missed->gain);
    *missed = (struct lc_missed){ 0 };
}

bool lc_missed_any_list(const struct lc_missed *missed, int32_t low, int32_t high)
{
    for (size_t k = 0; k < missed->lists; k++)
        if (missed->list_day[k] < high
            && lc_period_after(missed->list_day[k], missed->ahead) > low)
            return true;
    return false;
}
