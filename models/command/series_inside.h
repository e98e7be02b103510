/* Every list of a period at once: score --since. */
#pragma once

#include "base/hash.h"
#include "models/command/believed_inside.h"
#include "models/panel/series.h"
#include "store/reveal.h"

struct lc_series_ask {
    const char *store_path;
    int32_t since, day; /* the last list is of day; none is held against one before
                           since */
    int every;          /* days from list to list */
    size_t capacity;    /* as lc_score_ask */
    int threads;
    bool documents; /* are they to be kept? */
};

struct lc_series {
    size_t lists, room;
    struct lc_text *detail; /* [lists] a line of the log each: the list before the first
                               too */
    size_t digests, digest_room;
    char (*digest)[LC_DIGEST_TEXT]; /* [digests] of each list and of its changes */
    size_t children;
    uint32_t *child; /* [children] of either list of any changes, ascending */
    struct lc_text csv, text;
    struct lc_series_caution caution;
    json_t *documents; /* [lists] { list, changes }, if asked for */
    bool cautions;     /* does any list have a warning, a verdict or a child that cannot
                          be scored to speak of? */
};

/* Fills *series anew; free it in any case. The lists are of day, of `every` days before
 * it and so on, the oldest first; each is as score makes it of its day, and its changes
 * are as panel tells them since the one before (the first: since the day that is
 * `every` days before it). LC_RANGE: no such day lies in the period; LC_ABSENT:
 * on one of them the study looks at nobody. Two scorings of
 * everybody a list (and one of the day before them all, for the log), and two of the
 * children of either. */
int lc_series_make(struct lc_series *series, struct lc_believed *by,
                   const struct lc_series_ask *ask, struct lc_error *err) LC_MUST_CHECK;

/* Writes the log's lines, before anything is shown: as score's of each list, then the
 * looks at lists, changes and children, with the reason. */
int lc_series_log(struct lc_series *series, const struct lc_believed *by,
                  const struct lc_reveal *reveal, struct lc_error *err) LC_MUST_CHECK;
void lc_series_free(struct lc_series *series);
