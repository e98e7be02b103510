/* See retain.h. */
#include "store/retain.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "store/kin.h"
#include "store/seen.h"

static const char person[] = "person";

enum { OF_AGE = 18 * 12 /* months */ };

const char *lc_retain_after_words(uint32_t after)
{
    return after == LC_AFTER_BIRTHDAY     ? "months after the 18th birthday"
           : after == LC_AFTER_LAST_EVENT ? "months after the last event"
                                          : "months after something unknown";
}

/* --- the rules -------------------------------------------------------------------- */

static const struct lc_retention *rule_of(const struct lc_store *store,
                                          const char *history)
{
    for (size_t i = 0; i < store->retentions; i++)
        if (strcmp(store->retention[i].history, history) == 0)
            return store->retention + i;
    return NULL;
}

static int check_rule(size_t which, const struct lc_retention *rules,
                      struct lc_error *err)
{
    const struct lc_retention *rule = rules + which;
    if (rule->after != LC_AFTER_BIRTHDAY && rule->after != LC_AFTER_LAST_EVENT)
        return LC_FAIL(err, LC_RANGE, "the rule of '%s' counts from nothing known",
                       rule->history);
    if (rule->months > LC_RETAIN_MONTHS)
        return LC_FAIL(err, LC_RANGE, "the rule of '%s': 0 to %d months", rule->history,
                       LC_RETAIN_MONTHS);
    if (rule->after == LC_AFTER_LAST_EVENT && strcmp(rule->history, person) == 0)
        return LC_FAIL(err, LC_RANGE,
                       "the rule of 'person': its event is the birth, so it counts "
                       "from the 18th birthday");
    for (size_t i = 0; i < which; i++)
        if (strcmp(rules[i].history, rule->history) == 0)
            return LC_FAIL(err, LC_RANGE, "there are two rules of '%s'", rule->history);
    return LC_OK;
}

static void free_rules(size_t count, struct lc_retention *rules)
{
    for (size_t i = 0; i < count; i++)
        free(rules[i].history);
    free(rules);
}

int lc_retentions_set(struct lc_store *store, size_t count,
                      const struct lc_retention *rules, struct lc_error *err)
{
    struct lc_retention *copy = lc_alloc(count, sizeof *copy);
    int code = copy ? LC_OK : LC_FAIL_NOMEM(err);
    size_t n = 0;
    for (; n < count && !code; n++) {
        code = check_rule(n, rules, err);
        copy[n] = rules[n];
        copy[n].history = code ? NULL : lc_strdup(rules[n].history);
        if (!code && !copy[n].history)
            code = LC_FAIL_NOMEM(err);
    }
    if (code) {
        free_rules(copy ? n : 0, copy);
        return code;
    }
    free_rules(store->retentions, store->retention);
    store->retention = copy;
    store->retentions = store->retention_room = count;
    return LC_OK;
}

/* --- what is asked of a store ----------------------------------------------------- */

static bool wants(const void *context LC_UNUSED, const char *history LC_UNUSED,
                  const char *column)
{
    static const char *const columns[] = { "start",    "end",  "known_from",
                                           "known_to", "code", "record" };
    bool wanted = !column;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !wanted; i++)
        wanted = strcmp(column, columns[i]) == 0;
    return wanted;
}

const struct lc_store_part lc_retain_part = { wants, NULL };

static bool any_ends(const struct lc_history *h)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->end[i] != LC_OPEN)
            return true;
    return false;
}

int lc_retain_begin(struct lc_retain *retain, const struct lc_store *store,
                    struct lc_error *err)
{
    *retain =
        (struct lc_retain){ .store = store, .person = lc_store_history(store, person) };
    retain->rule = lc_alloc(store->histories, sizeof *retain->rule);
    retain->spells = lc_alloc(store->histories, sizeof *retain->spells);
    if (!retain->rule || !retain->spells) {
        lc_retain_end(retain);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < store->histories; i++) {
        retain->rule[i] = rule_of(store, store->history[i].name);
        retain->spells[i] = any_ends(store->history + i);
    }
    return LC_OK;
}

void lc_retain_end(struct lc_retain *retain)
{
    free(retain->rule);
    free(retain->spells);
    *retain = (struct lc_retain){ 0 };
}

/* --- days ------------------------------------------------------------------------- */

/* The first day that is so many months after the other, whole: where the month has no
 * such day, its last has to pass. */
static int32_t whole_months_after(int32_t day, uint32_t months)
{
    int y, m, d, later;
    int32_t after = lc_day_add_months(day, (int)months);
    lc_day_split(day, &y, &m, &d);
    lc_day_split(after, &y, &m, &later);
    return after + (later < d);
}

/* The first day of the month behind the birth's, eighteen years on. */
static int32_t of_age(const struct lc_retain *retain, uint32_t child)
{
    const struct lc_history *h = retain->person;
    int64_t row = h ? lc_person_at(retain->store, h, child, LC_OPEN) : -1;
    int y, m, d;
    if (row < 0)
        return LC_NO_DAY;
    lc_day_split(h->start[row], &y, &m, &d);
    return lc_day_add_months(lc_day_of(y, m, 1), 1 + OF_AGE);
}

/* The last day of which any version of its events tells; LC_OPEN: what is said today is
 * that one goes on. */
static int32_t last_event(const struct lc_history *h, bool spells, uint32_t child)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    int32_t last = LC_NO_DAY;
    for (uint64_t i = rows.first; i < rows.end; i++) {
        int32_t day = h->start[i];
        if (spells && h->end[i] == LC_OPEN && lc_seen(h, i, LC_OPEN))
            return LC_OPEN;
        if (h->end[i] != LC_OPEN && h->end[i] > day)
            day = h->end[i];
        last = day > last ? day : last;
    }
    return last;
}

struct lc_retained lc_retain_history(const struct lc_retain *retain, size_t history,
                                     uint32_t child)
{
    const struct lc_retention *rule = retain->rule[history];
    struct lc_retained r = { LC_RETAIN_NO_RULE, LC_NO_DAY };
    if (!rule)
        return r;
    int32_t from = rule->after == LC_AFTER_BIRTHDAY
                       ? of_age(retain, child)
                       : last_event(retain->store->history + history,
                                    retain->spells[history], child);
    r.state = from == LC_OPEN     ? LC_RETAIN_OPEN
              : from == LC_NO_DAY ? LC_RETAIN_UNKNOWN
                                  : LC_RETAIN_DAY;
    if (r.state == LC_RETAIN_DAY)
        r.day = whole_months_after(from, rule->months);
    return r;
}

bool lc_retain_is_free(const struct lc_retain *retain, size_t history)
{
    return !retain->rule[history]
           && lc_kin_is_told_by(retain->store->history[history].name);
}

struct lc_retained lc_retain_child(const struct lc_retain *retain, uint32_t child)
{
    struct lc_retained all = { LC_RETAIN_DAY, LC_NO_DAY };
    for (size_t i = 0; i < retain->store->histories; i++) {
        const struct lc_history *h = retain->store->history + i;
        struct lc_history_rows rows = lc_history_rows_of(h, child);
        if (rows.first == rows.end || lc_retain_is_free(retain, i))
            continue;
        struct lc_retained one = lc_retain_history(retain, i, child);
        all.state = one.state > all.state ? one.state : all.state;
        all.day = one.day > all.day ? one.day : all.day;
    }
    if (all.day == LC_NO_DAY && all.state == LC_RETAIN_DAY)
        all.state = LC_RETAIN_UNKNOWN;
    if (all.state != LC_RETAIN_DAY)
        all.day = LC_NO_DAY;
    return all;
}

bool lc_retain_is_due(const struct lc_retained *retained, int32_t day)
{
    return retained->state == LC_RETAIN_DAY && retained->day <= day;
}
