/* What the sources of a history can speak of, and when they fell silent.
 *
 * A file that still comes says nothing of its rows: where they stop, "none" is silence
 * read as zero. So coverage is what a source has shown, judged by its own rhythm, as of
 * any day t from what was known before t and nothing else.
 *
 * Let s_0 < s_1 < ... be the days on which events started, as known before t. Day s_i
 * was told on day u_i: when the first of its events was known, or, in a later extract,
 * when the one before it ended. A pause ends when something later is told,
 *
 *     p_i = min(u_i, u_{i+1}, ...) - s_{i-1},                                       (1)
 *
 * so it holds the delay with which the source tells, and the months in which it rests.
 * Let M be the longest of the n pauses of the last two years (of the last 24 pauses,
 * where two years hold fewer), which took h days. If pauses are exchangeable and their
 * tails exponential, the chance that a further one is longer than c M is
 *
 *     E[V^c] = prod_{k=1}^{n} k / (k + c),                                          (2)
 *
 * for V = exp(-M / mean) is the least of n uniforms, Beta(1, n) (Renyi, 1953, Acta
 * Math. Acad. Sci. Hung. 4:191-231; David and Nagaraja, 2003, Order Statistics, 3rd
 * ed., ch. 2). With c = 1 it is 1 / (n + 1), which needs no tail at all. A source of
 * that pace makes 5 * 365.25 n / h pauses in five years, so the expected number of
 * false alarms in five years is that times (2). The limit is the least c M, c >= 1, in
 * whole days, for which it is at most 1/10, or 1/50 for one history of a source that
 * tells others and is judged as a whole too. It is
 *
 *     never below 14 days (an extract is made while its last days are still entered),
 *     never below 183 days until a year has been seen (whoever rests in summer),
 *     from 8 pauses on never above 731 days, or M where that is longer.
 *
 * A schema may declare its source's rhythm: more than so many days without a row are
 * silence, whatever its pace.
 *
 * A pause between two days that is longer than the limit of its time is silence too,
 * after the source speaks again, unless its events have been told since.
 *
 * A source may tell several histories, one of them seldom: where it is silent as a
 * whole, by the pace of all that it tells, it is silent in each. A history is judged
 * over all of its sources. Births ("person") are no events, and have no rhythm. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "store/store.h"

/* When one of a history's sources could speak until which day. */
struct lc_rhythm_end {
    int32_t from, to; /* said before day t if from < t */
};

/* Days on which an event started, ascending. */
struct lc_told {
    size_t count;
    int32_t *start, *known; /* [count] the day, and when first known of it */
    int32_t *day;           /* [count] u_i of (1) */
    int32_t declared; /* days that the sources' schemas call silence; 0: none does */
    double alarms;    /* false ones expected in five years */
};

struct lc_rhythm {
    struct lc_told own; /* of the history */
    struct lc_told all; /* of whatever its sources told; none if they tell no other */
    size_t spans;
    int32_t (*span)[2]; /* what the sources cover, whether they speak or not */
    size_t ends;
    struct lc_rhythm_end *end;
};

/* What was known before a day of a history's pace. */
struct lc_silence {
    int32_t since;   /* the first day not observed; LC_NO_DAY: it speaks */
    int32_t last;    /* the latest day of which it told; LC_NO_DAY: of none */
    int32_t longest; /* M, days */
    int32_t limit;   /* days; LC_OPEN: too little is known to tell silence from rest */
    size_t pauses;   /* n */
};

/* Fills *rhythm anew; a history that is not in the store has no days and may have
 * spans. O(rows of all histories that its sources feed). */
int lc_rhythm_make(struct lc_rhythm *rhythm, const struct lc_store *store,
                   const char *history, struct lc_error *err) LC_MUST_CHECK;
void lc_rhythm_free(struct lc_rhythm *rhythm);

/* The same of many histories at once, by name (NULL: not asked, and left empty), where
 * each row is looked at as often as for one. */
int lc_rhythms_make(struct lc_rhythm *rhythm, size_t names, const char *const *name,
                    const struct lc_store *store, struct lc_error *err) LC_MUST_CHECK;

/* Makes the rhythm of each history that is wanted (by name, with column NULL; NULL:
 * all) once, and keeps it with the store until that is freed: for who asks for many
 * days. What is altered of single children afterwards (alter.h) is no word of a source,
 * and changes no rhythm. */
int lc_rhythms_keep(struct lc_store *store, const struct lc_store_part *wanted,
                    struct lc_error *err) LC_MUST_CHECK;

/* *rhythm: the one that is kept; else *room is filled anew, and is it. lc_rhythm_free()
 * the room either way. */
int lc_rhythm_find(const struct lc_rhythm **rhythm, struct lc_rhythm *room,
                   const struct lc_store *store, const char *history,
                   struct lc_error *err) LC_MUST_CHECK;

/* As of day t (LC_OPEN: today). O(days). */
struct lc_silence lc_rhythm_judge(const struct lc_rhythm *rhythm, int32_t t);

/* The first day of the latest silence, as of t, that reaches into [low, high);
 * LC_NO_DAY: none does. *end: the day on which it spoke again, LC_OPEN if it has not.
 * O(days). */
int32_t lc_rhythm_silent(const struct lc_rhythm *rhythm, int32_t low, int32_t high,
                         int32_t t, int32_t *end);

/* One line, without its end, on a history whose sources have fallen silent as of day t;
 * nothing where they speak. Cost as lc_rhythm_make. */
int lc_silence_say(struct lc_text *text, const struct lc_store *store,
                   const char *history, int32_t t, struct lc_error *err) LC_MUST_CHECK;

/* The days that a history's sources can speak of, as ascending disjoint [from, to)
 * pairs: those of the sources that declare the history, whether or not they had a row
 * for it, and of those that gave it one, without what was silence as of day t. *spans
 * is new. Cost as lc_rhythm_make. */
int lc_covered(const struct lc_store *store, const char *history, int32_t t,
               size_t *count, int32_t (**spans)[2], struct lc_error *err) LC_MUST_CHECK;

/* The same of what had been told by day t: no span goes beyond t, nor beyond what the
 * extracts that were received before t could speak of. */
int lc_covered_by(const struct lc_store *store, const char *history, int32_t t,
                  size_t *count, int32_t (**spans)[2],
                  struct lc_error *err) LC_MUST_CHECK;

/* The end of the span that holds day t, or LC_NO_DAY if none does. */
int32_t lc_span_end(size_t count, const int32_t (*spans)[2], int32_t t);
