/* See follow.h. Every rule is a run of landmarks, so a child costs its events and its
 * landmarks, not their product. */
#include "study/follow_inside.h"

#include <string.h>

#include "study/rule.h"

int lc_follow_begin(struct lc_follow *follow, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_landmarks *landmarks,
                    int32_t known_at, struct lc_error *err)
{
    const struct lc_study_cohort *cohort = &study->cohort;
    *follow = (struct lc_follow){ .landmarks = landmarks };
    lc_sight_init(&follow->sight, study, store, known_at);
    follow->known_tos = cohort->known_to_count;
    if (follow->known_tos > sizeof follow->known_to / sizeof *follow->known_to)
        return LC_FAIL(err, LC_RANGE, "cohort.known_to: more than 64 histories");
    for (size_t k = 0; k < follow->known_tos; k++)
        follow->known_to[k] = lc_store_history(store, cohort->known_to[k]);
    return lc_calendar_init(&follow->calendar, landmarks->count, landmarks->day, err);
}

void lc_follow_end(struct lc_follow *follow)
{
    lc_calendar_free(&follow->calendar);
}

/* Landmarks with from <= t < to leave at `rule`, unless they left before. */
static void leave(const struct lc_follow *f, int32_t from, int32_t to, uint8_t rule,
                  uint8_t kept, uint8_t *left)
{
    uint32_t end = to == LC_OPEN ? f->calendar.count : lc_calendar_at(&f->calendar, to);
    for (uint32_t l = lc_calendar_at(&f->calendar, from); l < end; l++)
        if (left[l] == kept)
            left[l] = rule;
}

/* All landmarks after `day`; none if it never came. */
static void leave_after(const struct lc_follow *f, int32_t day, uint8_t rule,
                        uint8_t kept, uint8_t *left)
{
    if (day != LC_OPEN)
        leave(f, day + 1, LC_OPEN, rule, kept, left);
}

static void leave_unknown(const struct lc_follow *f, uint32_t child, uint8_t kept,
                          uint8_t *left, int32_t *balance)
{
    const struct lc_calendar *c = &f->calendar;
    const struct lc_study_cohort *cohort = &f->sight.study->cohort;
    memset(balance, 0, (c->count + 1) * sizeof *balance);
    for (size_t k = 0; k < f->known_tos; k++) {
        const struct lc_history *h = f->known_to[k];
        struct lc_history_rows rows = lc_history_rows_of(h, child);
        for (uint64_t i = rows.first; i < rows.end; i++) {
            int32_t seen =
                h->known_from[i] > h->start[i] ? h->known_from[i] : h->start[i];
            int32_t gone = h->known_to[i];
            if (cohort->known_within
                && lc_period_after(h->start[i], cohort->within) < gone)
                gone = lc_period_after(h->start[i], cohort->within);
            uint32_t from = lc_calendar_after(c, seen), to = lc_calendar_after(c, gone);
            if (from < to) {
                balance[from]++;
                balance[to]--;
            }
        }
    }
    int32_t known = 0;
    for (uint32_t l = 0; l < c->count; l++) {
        known += balance[l];
        if (!known && left[l] == kept)
            left[l] = LC_NOT_KNOWN;
    }
}

static void leave_by_age(const struct lc_follow *f, const struct lc_facts *facts,
                         uint8_t kept, uint8_t *left)
{
    const struct lc_study_cohort *cohort = &f->sight.study->cohort;
    int32_t old = lc_day_birthday(facts->born, cohort->age_to + 1);
    leave(f, INT32_MIN, lc_day_birthday(facts->born, cohort->age_from), LC_TOO_YOUNG,
          kept, left);
    leave(f, old, LC_OPEN, LC_TOO_OLD, kept, left);
}

static void leave_by_care(const struct lc_follow *f, const struct lc_facts *facts,
                          uint8_t kept, uint8_t *left)
{
    for (size_t p = 0; p < facts->periods; p++)
        leave(f, facts->period[p].start + 1, facts->period[p].end, LC_LOOKED_AFTER,
              kept, left);
    if (f->sight.study->outcome.first_entry && facts->periods)
        leave_after(f, facts->period[0].start, LC_BEEN_IN_CARE, kept, left);
}

void lc_follow_rules(const struct lc_follow *f, const struct lc_facts *facts,
                     uint32_t child, uint8_t kept, uint8_t *left, int32_t *balance)
{
    if (facts->born == LC_NO_DAY) {
        memset(left, LC_NO_BIRTH, f->calendar.count);
        return;
    }
    memset(left, kept, f->calendar.count);
    leave_by_age(f, facts, kept, left);
    leave_after(f, facts->dead, LC_DEAD, kept, left);
    for (size_t a = 0; a < facts->absences; a++) {
        int32_t back = facts->absence[a].back;
        leave(f, facts->absence[a].left + 1, back == LC_OPEN ? back : back + 1, LC_AWAY,
              kept, left);
    }
    leave_after(f, facts->adopted, LC_ADOPTED, kept, left);
    if (!f->sight.study->outcome.uasc)
        leave_after(f, facts->uasc, LC_SEEKS_ASYLUM, kept, left);
    leave_by_care(f, facts, kept, left);
    if (f->uncertain && f->uncertain[child])
        leave(f, INT32_MIN, LC_OPEN, LC_UNCERTAIN, kept, left);
    if (balance)
        leave_unknown(f, child, kept, left, balance);
}

bool lc_follow_known(const struct lc_follow *f, uint32_t child, int32_t t)
{
    const struct lc_study_cohort *cohort = &f->sight.study->cohort;
    for (size_t k = 0; k < f->known_tos; k++) {
        const struct lc_history *h = f->known_to[k];
        struct lc_history_rows rows = lc_history_rows_of(h, child);
        for (uint64_t i = rows.first; i < rows.end; i++)
            if (lc_seen(h, i, t) && h->start[i] < t
                && (!cohort->known_within
                    || t <= lc_period_after(h->start[i], cohort->within)))
                return true;
    }
    return false;
}

void lc_follow_sweep_begin(struct lc_follow_sweep *sweep, const struct lc_follow *f,
                           uint32_t child)
{
    *sweep = (struct lc_follow_sweep){ 0 };
    for (unsigned c = 0; c < f->sight.study->competing_count; c++)
        sweep->row[c] = lc_history_rows_of(f->sight.competing[c], child).first;
}

/* The first seen start of a competing history on or after t. */
static int32_t next_start(struct lc_follow_sweep *sweep, const struct lc_follow *f,
                          unsigned which, uint32_t child, int32_t t)
{
    const struct lc_history *h = f->sight.competing[which];
    uint64_t end = lc_history_rows_of(h, child).end;
    uint64_t *i = sweep->row + which;
    while (*i < end && (h->start[*i] < t || !lc_seen(h, *i, f->sight.known_at)))
        (*i)++;
    return *i < end ? h->start[*i] : LC_OPEN;
}

static void take_entry(struct lc_ending *e, int32_t *end, const struct lc_follow *f,
                       const struct lc_facts *facts, const struct lc_period_of_care *p)
{
    int floor = f->sight.study->outcome.age_floor;
    if (p->start >= *end)
        return;
    *end = p->start;
    if (p->counts && lc_day_age(facts->born, p->start) >= floor)
        e->cause = 1;
    else
        e->cause = (uint8_t)f->sight.other_entry;
    if (!e->cause)
        e->complete = 0; /* what would have come without it, nobody knows */
}

struct lc_ending lc_follow_sweep_end_of(struct lc_follow_sweep *sweep,
                                        const struct lc_follow *f,
                                        const struct lc_facts *facts, uint32_t child,
                                        size_t landmark)
{
    int32_t t = f->landmarks->day[landmark], cover = f->landmarks->cover[landmark];
    int32_t planned = f->landmarks->limit[landmark];
    struct lc_ending e = { 0 };
    /* Before any event: rows that are known for their events alone would all be yes. */
    bool whole = planned <= cover;
    e.complete = whole;
    if (facts->adult < planned)
        planned = facts->adult;
    int32_t end = cover < planned ? cover : planned;
    while (sweep->period < facts->periods && facts->period[sweep->period].start < t)
        sweep->period++;
    if (sweep->period < facts->periods)
        take_entry(&e, &end, f, facts, facts->period + sweep->period);
    for (unsigned c = 0; c < f->sight.study->competing_count; c++) {
        int32_t start = next_start(sweep, f, c, child, t);
        if (start < end) {
            end = start;
            e.cause = (uint8_t)(c + 2);
            e.complete = whole;
        }
    }
    e.days = end > t ? end - t : 0;
    return e;
}
