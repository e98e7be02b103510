/* See facts.h. */
#include "study/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* An entry is one of an unaccompanied asylum-seeking child if that status covers its
 * day, or begins within a month of it: the status is often written down later. */
enum { UASC_WITHIN = 31 };

static uint16_t code_of(const struct lc_codes *codes, const char *name)
{
    return lc_codes_find(codes, lc_slice_of(name));
}

static void find_codes(struct lc_sight *s)
{
    if (s->care) {
        s->v3 = code_of(&s->care->codes, "V3");
        s->v4 = code_of(&s->care->codes, "V4");
        s->j1 = code_of(&s->care->codes, "J1");
    }
    if (s->permanence)
        s->adoption = code_of(&s->permanence->codes, "adoption");
    s->ceased = lc_history_find(s->care, "ceased");
    if (s->ceased)
        s->x1 = code_of(&s->ceased->codes, "X1");
}

void lc_sight_init(struct lc_sight *sight, const struct lc_study *study,
                   const struct lc_store *store, int32_t known_at)
{
    *sight = (struct lc_sight){ .study = study, .store = store, .known_at = known_at };
    sight->person = lc_store_history(store, "person");
    sight->care = lc_store_history(store, study->outcome.history);
    sight->uasc = lc_store_history(store, "uasc");
    sight->death = lc_store_history(store, "death");
    sight->moved = lc_store_history(store, "moved");
    sight->permanence = lc_store_history(store, "permanence");
    sight->referral = lc_store_history(store, "referral");
    for (unsigned c = 0; c < study->competing_count; c++) {
        if (strcmp(study->competing[c], LC_OTHER_ENTRY) == 0)
            sight->other_entry = (int)c + 2;
        else
            sight->competing[c] = lc_store_history(store, study->competing[c]);
    }
    find_codes(sight);
}

/* The first seen start in a history, of `code` if not 0, on or after `from`. */
static int32_t first_start(const struct lc_sight *s, const struct lc_history *h,
                           uint32_t child, uint16_t code, int32_t from)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (h->start[i] >= from && lc_seen(h, i, s->known_at)
            && (!code || h->code[i] == code))
            return h->start[i];
    return LC_OPEN;
}

static bool is_uasc_entry(const struct lc_sight *s, uint32_t child, int32_t day)
{
    const struct lc_history *h = s->uasc;
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_seen(h, i, s->known_at) && h->start[i] <= day + UASC_WITHIN
            && day < h->end[i])
            return true;
    return false;
}

static bool is_short_break(const struct lc_sight *s, uint16_t code)
{
    return code && (code == s->v3 || code == s->v4);
}

static int add_period(struct lc_facts *f, const struct lc_sight *s, uint32_t child,
                      uint64_t row, struct lc_error *err)
{
    const struct lc_study_outcome *o = &s->study->outcome;
    int code = LC_GROW(f->period, f->period_room, f->periods + 1, err);
    if (code)
        return code;
    bool remand = s->j1 && s->care->code[row] == s->j1;
    bool counts = (o->remand || !remand)
                  && (o->uasc || !is_uasc_entry(s, child, s->care->start[row]));
    f->period[f->periods++] =
        (struct lc_period_of_care){ s->care->start[row], s->care->end[row], counts };
    return LC_OK;
}

/* Periods that were too short to count are as if they had not been. */
static void drop_short(struct lc_facts *f, int shortest)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->periods; i++) {
        const struct lc_period_of_care *p = f->period + i;
        if (p->end == LC_OPEN || (int64_t)p->end - p->start >= shortest)
            f->period[kept++] = *p;
    }
    f->periods = kept;
}

static int read_care(struct lc_facts *f, const struct lc_sight *s, uint32_t child,
                     struct lc_error *err)
{
    const struct lc_history *h = s->care;
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    bool joins = false;
    f->periods = 0;
    for (uint64_t i = rows.first; i < rows.end; i++) {
        if (!lc_seen(h, i, s->known_at)
            || (!s->study->outcome.short_breaks && is_short_break(s, h->code[i])))
            continue;
        struct lc_period_of_care *last = f->periods ? f->period + f->periods - 1 : NULL;
        if (last
            && (h->start[i] <= last->end || (joins && h->start[i] - 1 <= last->end))) {
            if (h->end[i] < last->end)
                continue;
            last->end = h->end[i];
        } else {
            int code = add_period(f, s, child, i, err);
            if (code)
                return code;
        }
        joins = s->x1 && s->ceased->value[i] == s->x1;
    }
    drop_short(f, s->study->outcome.shortest_stay);
    return LC_OK;
}

static int read_absences(struct lc_facts *f, const struct lc_sight *s, uint32_t child,
                         struct lc_error *err)
{
    const struct lc_history *h = s->moved;
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    f->absences = 0;
    for (uint64_t i = rows.first; i < rows.end; i++) {
        if (!lc_seen(h, i, s->known_at))
            continue;
        int code = LC_GROW(f->absence, f->absence_room, f->absences + 1, err);
        if (code)
            return code;
        f->absence[f->absences++] =
            (struct lc_absence){ h->start[i], first_start(s, s->referral, child, 0,
                                                          h->start[i] + 1) };
    }
    return LC_OK;
}

int lc_facts_read(struct lc_facts *facts, const struct lc_sight *sight, uint32_t child,
                  struct lc_error *err)
{
    int64_t row = lc_person_at(sight->store, sight->person, child, sight->known_at);
    facts->born = row < 0 ? LC_NO_DAY : sight->person->start[row];
    facts->adult = row < 0 ? LC_OPEN : lc_day_birthday(facts->born, 18);
    facts->dead = first_start(sight, sight->death, child, 0, INT32_MIN);
    facts->uasc = first_start(sight, sight->uasc, child, 0, INT32_MIN);
    facts->adopted = sight->adoption ? first_start(sight, sight->permanence, child,
                                                   sight->adoption, INT32_MIN)
                                     : LC_OPEN;
    int code = read_care(facts, sight, child, err);
    if (!code)
        code = read_absences(facts, sight, child, err);
    return code;
}

void lc_facts_free(struct lc_facts *facts)
{
    free(facts->period);
    free(facts->absence);
    *facts = (struct lc_facts){ 0 };
}
