/* A study and its store, opened together and held against each other: what plan,
 * design, train and compare begin with. */
#pragma once

#include "command/verb.h"
#include "store/store.h"
#include "study/crossing.h"
#include "study/study.h"

struct lc_opened {
    struct lc_study *study;
    char *text; /* [size] of its file */
    size_t size;
    struct lc_store store;
    int32_t linkage; /* the day whose children they are; LC_NO_DAY: today's */
    size_t absent;   /* histories that the study names and the store lacks */
};

/* A study by itself: both it and *text, [*size] of its file, are new, and are to be
 * freed whatever is returned. */
int lc_study_from_file(struct lc_study **study, const char *path, char **text,
                       size_t *size, struct lc_error *err) LC_MUST_CHECK;

/* Fills *opened anew, as the options say (judge, linkage); close it in either case.
 * LC_USAGE for a linkage of another day where the study asks how sure links are, which
 * is known of the store's own alone. LC_FORMAT with file, line and column for
 * a history that nobody knows (neither the store nor any of the program's schemas) and
 * for a model that the judge does not take. LC_REFUSED: the store is not linked.
 * LC_ABSENT: nobody told of the outcome's history. */
int lc_study_open(struct lc_opened *opened, const char *study_path,
                  const char *store_path, const struct lc_common *common,
                  struct lc_error *err) LC_MUST_CHECK;
/* The same of any store, for `plan`, whose findings say that it is not linked. */
int lc_study_look(struct lc_opened *opened, const char *study_path,
                  const char *store_path, const struct lc_common *common,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_study_close(struct lc_opened *opened);

/* Says on standard error what plan finds of the same: a line each history that is not
 * there. Returns LC_FINDINGS if it said anything. */
int lc_study_say_absent(const struct lc_opened *opened, const char *verb,
                        struct lc_error *err);

/* The same of whose children they are, if not those of the store's own linkage. */
int lc_study_say_linkage(const struct lc_opened *opened, const char *verb,
                         struct lc_error *err);

/* The breaks across which the study learns: schema files are read for what they
 * declare. Filled anew; free it in any case. */
int lc_study_breaks(struct lc_crossings *found, const struct lc_opened *opened,
                    struct lc_error *err) LC_MUST_CHECK;
/* Those since a model's last landmark that it could not learn (study/crossing.h). */
int lc_study_breaks_since(struct lc_crossings *found, const struct lc_study *study,
                          const struct lc_store *store,
                          const struct lc_crossings_span *span,
                          struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED where one is declared and not accepted, after each of these was said on
 * standard error with what to write in the study; before anything is learnt. */
int lc_study_refuse_breaks(const struct lc_crossings *found, const char *verb,
                           struct lc_error *err) LC_MUST_CHECK;
/* Both at once, for a verb whose answer has no place for them: those that are not
 * refused are said on standard error. */
int lc_study_say_breaks(const struct lc_opened *opened, const char *verb,
                        struct lc_error *err) LC_MUST_CHECK;
