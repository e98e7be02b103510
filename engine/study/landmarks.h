/* The landmarks of a study on a store: the days on which children are looked at. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "study/study.h"

enum { LC_LANDMARKS = 65535 };

struct lc_landmarks {
    size_t count;
    int32_t *day;   /* [count] ascending */
    int32_t *limit; /* [count] the horizon's end: follow-up is [day, limit) */
    int32_t *cover; /* [count] end of the care history's span that holds the day; the
                       day itself where no span does (a single day asked for) */
};

/* LC_ABSENT: nobody told of the outcome's history for any span of time. Cost as
 * lc_covered. */
int lc_landmarks_need_source(const struct lc_study *study, const struct lc_store *store,
                             struct lc_error *err) LC_MUST_CHECK;

/* All the study's landmarks that the care history covers: the first is the study's, or
 * the first of a month from which care is covered. LC_ABSENT when nothing is covered.
 * *out is filled anew. */
int lc_landmarks_of(struct lc_landmarks *out, const struct lc_study *study,
                    const struct lc_store *store, struct lc_error *err) LC_MUST_CHECK;
/* The one landmark `day`. */
int lc_landmarks_one(struct lc_landmarks *out, const struct lc_study *study,
                     const struct lc_store *store, int32_t day,
                     struct lc_error *err) LC_MUST_CHECK;
/* Those of which a study could have learnt on day `at`: the horizon and the study's
 * label delay were over by then, and care had been told as far as the horizon's end. A
 * cover is as it had been told by then. None is a result. LC_REFUSED as above. */
int lc_landmarks_at(struct lc_landmarks *out, const struct lc_study *study,
                    const struct lc_store *store, int32_t at,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_landmarks_free(struct lc_landmarks *landmarks);

/* How a study's validation cuts the landmarks. Training uses day with limit + delay <=
 * test_from; testing uses day >= test_from with limit <= cover. */
struct lc_split {
    int32_t test_from;           /* LC_NO_DAY: no test asked for */
    size_t train;                /* landmarks 0 .. train - 1 */
    size_t test_first, test_end; /* landmarks test_first .. test_end - 1 */
};

/* LC_RANGE, with what to do, when either side is left without a landmark. */
int lc_landmarks_split(const struct lc_landmarks *landmarks,
                       const struct lc_study *study, struct lc_split *split,
                       struct lc_error *err) LC_MUST_CHECK;

/* The splits of a study with validation.rolling, earliest first; the last is that of
 * lc_landmarks_split, which stands alone where nothing rolls. An earlier test span is
 * the time of the same length that ends where the next one begins, and each is a test
 * of its own: trained on what was known on its first day, its test_from. */
enum { LC_SPLITS = 101 };

struct lc_splits {
    size_t count; /* at least 1 */
    struct lc_split at[LC_SPLITS];
};

/* LC_RANGE as above, and where there is no room for so many, with how many fit. */
int lc_landmarks_splits(const struct lc_landmarks *landmarks,
                        const struct lc_study *study, struct lc_splits *splits,
                        struct lc_error *err) LC_MUST_CHECK;
