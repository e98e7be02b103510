/* How long what is held of a child is kept.
 *
 * The keeper of a store says so, a rule a history, and the store keeps the rules: they
 * are sealed with it. A rule counts months from the 18th birthday or from the child's
 * last event in that history:
 *
 *     day(child, history) = the first day on which all of the months have passed     (1)
 *     day(child)          = the latest day(child, history) of those it has events in (2)
 *
 * A child goes whole, on the day (2). Histories by themselves never go: where one was
 * erased of a child that stays, its silence would be read as nothing having happened.
 *
 * Nothing is due for want of knowing: a child has no day, with the reason, where one of
 * its histories has none. Days are worked out of the store alone, which knows the month
 * of birth and not the day; counted is from the month's end, when the 18th birthday has
 * passed for everybody born in it (29 February on 1 March). So a child is never due too
 * early, and 30 days late at the most. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum lc_retain_after { LC_AFTER_BIRTHDAY = 1, LC_AFTER_LAST_EVENT = 2 };

enum { LC_RETAIN_MONTHS = 1200 }; /* of a rule, at most */

/* Why there is no day, from the least to the most that is missing. */
enum lc_retain_state {
    LC_RETAIN_DAY,     /* there is one */
    LC_RETAIN_OPEN,    /* its last event has not ended */
    LC_RETAIN_UNKNOWN, /* the 18th birthday is asked and no birth is known, or nothing
                          at all is held of it beside its record */
    LC_RETAIN_NO_RULE,
    LC_RETAIN_STATES
};

struct lc_retained {
    enum lc_retain_state state;
    int32_t day; /* the first on which it is due; LC_NO_DAY where there is none */
};

/* "months after the 18th birthday": what a rule counts from, in words. */
const char *lc_retain_after_words(uint32_t after);

/* Takes the rules in place of the store's; they are copied. LC_RANGE for more than
 * LC_RETAIN_MONTHS, what is no lc_retain_after, two rules of one history, or a person's
 * history (a birth and a sex) that is to go by its last event. */
int lc_retentions_set(struct lc_store *store, size_t count,
                      const struct lc_retention *rules,
                      struct lc_error *err) LC_MUST_CHECK;

/* A store and what its rules need to know of its histories. Borrows the store. */
struct lc_retain {
    const struct lc_store *store;
    const struct lc_history *person;  /* births; NULL: none */
    const struct lc_retention **rule; /* [histories]; NULL: none */
    bool *spells; /* [histories] does any event of it end? If not, they are moments */
};

/* What a store that is only asked for days may be loaded with. */
extern const struct lc_store_part lc_retain_part;

/* O(rows). */
int lc_retain_begin(struct lc_retain *retain, const struct lc_store *store,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_retain_end(struct lc_retain *retain);

/* (1); the child has events in the history. O(its rows there and its person's). */
struct lc_retained lc_retain_history(const struct lc_retain *retain, size_t history,
                                     uint32_t child);
/* Is it one that says who is of one family (kin.h), without a rule? It has nothing that
 * happened to a child, so it keeps nobody, and goes with the child. */
bool lc_retain_is_free(const struct lc_retain *retain, size_t history);
/* (2). O(its rows). */
struct lc_retained lc_retain_child(const struct lc_retain *retain, uint32_t child);

/* Is the child due on the day? */
bool lc_retain_is_due(const struct lc_retained *retained, int32_t day);
