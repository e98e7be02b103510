/* What codes, histories and reasons are called, in words that a council may edit and
 * translate: words.yaml of the program's data files (base/file.h: lc_share_path). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

typedef struct lc_meanings lc_meanings;

/* What a reason says: X(the key under `says`, what stands in braces in it). All of
 * that, and nothing else, stands in every translation. */
#define LC_SAYINGS(X)                                                                  \
    X(day, "d month")                                                                  \
    X(day_year, "d month year")                                                        \
    X(told_by, "who what")                                                             \
    X(of_level, "what level number")                                                   \
    X(of_highest_level, "what level number")                                           \
    X(one_on, "what day")                                                              \
    X(one_since, "what day")                                                           \
    X(one_over, "what day end")                                                        \
    X(one_told, "what known")                                                          \
    X(one_told_late, "what day known")                                                 \
    X(one_late, "said known")                                                          \
    X(many, "count what day")                                                          \
    X(many_open, "count what day")                                                     \
    X(also, "said other")                                                              \
    X(also_first, "said other")                                                        \
    X(first, "other")                                                                  \
    X(family_one, "said")                                                              \
    X(family_many, "count said")                                                       \
    X(of_family, "what")                                                               \
    X(none, "what")                                                                    \
    X(none_of_family, "said")                                                          \
    X(in_window, "said window")                                                        \
    X(ever, "said")                                                                    \
    X(now, "said")                                                                     \
    X(silent_since, "what day")                                                        \
    X(silent_until, "what day end")                                                    \
    X(no_source, "what")                                                               \
    X(aged, "count")                                                                   \
    X(aged_male, "count")                                                              \
    X(aged_female, "count")

#define LC_SAYING(key, holds) LC_SAY_##key,
enum lc_saying { LC_SAYINGS(LC_SAYING) LC_SAYING_COUNT };

/* How a history is spoken of. */
struct lc_spoken {
    char *history, *one, *many;
    char *none;  /* said when there is none; NULL: by LC_SAY_none */
    char *level; /* what a level is called; NULL: not told */
    bool lasts;  /* "since" while it is open */
    bool told;   /* the code says who told: "police CSE concern" */
};

/* *meanings is new. LC_ABSENT: there is no such file; LC_FORMAT: it is not of the form,
 * lacks a saying, a rule of the cohort or what stands in it, or has a history or a code
 * of one twice, with the file and which. */
int lc_meanings_load(lc_meanings **meanings, struct lc_error *err) LC_MUST_CHECK;
/* The same of a text; name stands for the path in messages. */
int lc_meanings_parse(lc_meanings **meanings, const char *name, const char *data,
                      size_t size, struct lc_error *err) LC_MUST_CHECK;
void lc_meanings_free(lc_meanings *meanings); /* NULL is allowed */

/* Borrowed; NULL: nothing is said of it. O(codes). */
const char *lc_meaning_of(const lc_meanings *meanings, const char *history,
                          const char *code);

/* Puts "meaning" into every object at any depth that has a history and a code of which
 * one is said; and where its "why" or "why_before" is that of a rule of the cohort
 * (study/rule.h), what the file says of it. O(objects x codes). */
int lc_meanings_put(const lc_meanings *meanings, json_t *document,
                    struct lc_error *err) LC_MUST_CHECK;

/* Borrowed; NULL: the history has no words of its own. O(histories). */
const struct lc_spoken *lc_spoken_of(const lc_meanings *meanings, const char *history);

/* What stands for what is in braces. */
struct lc_filling {
    const char *name, *text;
};

/* Adds a saying; fillings in any order. O(letters). */
#define LC_SAY(out, meanings, saying, ...)                                             \
    lc_spoken_add(out, meanings, LC_SAY_##saying,                                      \
                  (const struct lc_filling[]){ __VA_ARGS__ },                          \
                  sizeof((const struct lc_filling[]){ __VA_ARGS__ })                   \
                      / sizeof(struct lc_filling))
void lc_spoken_add(struct lc_text *out, const lc_meanings *meanings,
                   enum lc_saying saying, const struct lc_filling *fillings,
                   size_t count);

/* "3 March", or "3 March 2023" for a day six months or more from `from`. */
void lc_spoken_day(struct lc_text *out, const lc_meanings *meanings, int32_t day,
                   int32_t from);

/* A day that is said after the start of the same event: with its year also where the
 * start has one and it is another, lest it be read as the start's. */
void lc_spoken_later(struct lc_text *out, const lc_meanings *meanings, int32_t day,
                     int32_t start, int32_t from);
