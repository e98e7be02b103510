/* A study: one YAML file that says who is looked at, when, what may happen to them,
 * what is known beforehand, which models are tried, how they are judged.
 *
 * libcyaml reads the file straight into these structs: a key that is not here is an
 * error with its line. Fields marked "resolved" are not keys: lc_study_parse works them
 * out of their neighbours after checking. Texts are NULL, numbers 0 and flags false
 * where an optional key is not given. datasets/studies/late-entry.yaml shows them all.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "store/declared.h"
#include "study/period.h"

struct lc_study_about {
    char *name;      /* letters, digits, - and _; names files */
    char *title;     /* one line, as a report's heading says it */
    char *purpose;   /* what the risks are for, and what they are not for; or NULL */
    char *review_by; /* ISO day by which somebody looks at the study again; or NULL */
    int seed;        /* default 1 */
    int32_t review_day; /* resolved review_by, or LC_NO_DAY */
};

/* Who is looked at. In range on the landmark, both ends included, in completed years.
 */
struct lc_study_cohort {
    int age_from, age_to; /* 0 .. 17 */
    char **known_to;      /* an event known before the landmark in one of these */
    unsigned known_to_count;
    char *known_within; /* only events that started this long before; NULL: any time */
    struct lc_period within; /* resolved */
};

/* When. */
struct lc_study_landmarks {
    char *every;           /* "1 month" */
    char *from, *to;       /* ISO days, both included, or "all" (as NULL) */
    struct lc_period step; /* resolved */
    int32_t first, last;   /* resolved; LC_NO_DAY: as far as the data go */
};

/* What may happen: the first qualifying event of a history of care. */
struct lc_study_outcome {
    char *history;          /* "care" */
    bool first_entry;       /* true: never in care before; false: any entry */
    int age_floor;          /* completed years on the day of entry */
    bool uasc;              /* do unaccompanied asylum-seeking children count? */
    bool remand;            /* does an entry by remand (J1) count? */
    bool short_breaks;      /* do short breaks (V3, V4) count? default no */
    int shortest_stay;      /* periods of care of fewer days do not count; default 0 */
    char *horizon;          /* "12 months": [landmark, same day 12 months later) */
    struct lc_period ahead; /* resolved horizon */
};

struct lc_study_filter {
    char *attribute;
    char **values; /* any of these */
    unsigned values_count;
};

struct lc_kind; /* kind.h */

struct lc_study_predictor {
    char *name;    /* as formulas say it: a letter, then letters, digits, _ */
    char *kind;    /* the name of a kind (kind.h) */
    char *history; /* NULL for kinds that read none */
    char *other;   /* the history that it is compared with; NULL for most kinds */
    char *window;  /* "90 days": landmark - 90 <= start < landmark; NULL: any time */
    char **codes;  /* only events of these codes; none: all */
    unsigned codes_count;
    struct lc_study_filter *where; /* all of these hold */
    unsigned where_count;
    int level_from;      /* only events of at least this level; 0: all */
    char *observed_from; /* the code or source did not exist before this day; or NULL */
    char *label;         /* plain English: "missing episodes in the last 90 days" */
    const struct lc_kind *what; /* resolved kind */
    struct lc_period back;      /* resolved window */
    int32_t since;              /* resolved observed_from, or LC_NO_DAY */
    char *group; /* resolved: what its reasons stand under: its history, "person", or
                    LC_KNOWN_TO for all histories that the cohort is known to; what
                    happened to others of the family is apart: "care_of_siblings" */
};

/* How a source's span is judged. */
struct lc_study_sources {
    char *lag; /* a source's span may begin so much later, or end so much earlier, than
                  a window and still cover it: spans are read off an extract's first
                  and last events; NULL: 0 */
    char **refit_without; /* histories: a fit without each is kept for days on which it
                             is not observed; of others such a day has no list */
    unsigned refit_without_count;
    struct lc_period slack; /* resolved */
};

/* As the file has it: "ties", "efron"; of net: { alpha: 1 } "net.alpha", "1". Which
 * there are, and what they take, is judged by those who know families. */
struct lc_study_option {
    char *key, *value;
};

struct lc_study_model {
    char *name;
    char *family;                   /* a row of lc_families, by name */
    char *formula;                  /* the right-hand side, over predictor names */
    struct lc_study_option *option; /* [options] in the file's order */
    size_t options, room;
};

/* A model's family and options, judged; *key is the key at fault. A code's text. */
typedef int lc_study_judge(const struct lc_study_model *model, const char **key,
                           struct lc_error *err);

/* How models are judged: trained on landmarks whose horizon, and the time a label needs
 * to become known, had passed on test_from, as they were known on that day; tested on
 * those from test_from on. */
struct lc_study_validation {
    char *test_from;   /* ISO day; or */
    char *test_last;   /* "24 months": the last so long of landmarks that have a full
                          horizon */
    char *label_delay; /* NULL: 0 */
    int rolling;       /* further earlier test spans of the same length; 0: none */
    int bootstrap;     /* replicates over children; default 500 */
    int32_t test_day;  /* resolved test_from, or LC_NO_DAY */
    struct lc_period last, delay; /* resolved */
};

/* Children whom the test is told of apart, by what is said of the person. Nothing is
 * learnt of it: a predictor reads no attribute of a person but age and sex. */
struct lc_study_group {
    char *label;     /* "Black children" */
    char *attribute; /* of the history person, or "sex" */
    char **values;   /* any of these; none in two groups of one attribute */
    unsigned values_count;
};

struct lc_study_panel {
    int capacity; /* children a panel can discuss at one landmark */
};

/* What a model must reach, stated beforehand; NULL: not asked, which 0 is not. Whether
 * it is a minimum says acceptance.h. */
struct lc_study_acceptance {
    int *events_at_least;       /* in the test span */
    double *precision_at_least; /* at the panel's capacity */
    double *auc_at_least;
    double *slope_from, *slope_to; /* calibration slope */
    double *ratio_from, *ratio_to; /* observed over expected */
    bool beats_baselines;          /* better precision than rank by missing episodes */
    char *judge_by;                /* "limit" (as NULL) or "estimate" */
    char *when_not_good_enough;    /* of score: "list" (as NULL) or "refuse" */
    bool by_estimate, refuse;      /* resolved: of the two above, the second */
};

/* What is done about children whose records may be another child's, or may lack some
 * (link/drawn.h). */
enum lc_uncertain_links {
    LC_LINKS_KEEP,      /* nothing: as linked */
    LC_LINKS_LEAVE_OUT, /* they are neither learnt from nor judged on */
    LC_LINKS_AVERAGE    /* other linkages are drawn, and what they would say is told */
};

struct lc_study {
    int format;                  /* of the file: 1 */
    struct lc_study_about about; /* key: study */
    struct lc_study_cohort cohort;
    struct lc_study_landmarks landmarks;
    struct lc_study_outcome outcome;
    char **competing; /* histories whose first event ends follow-up: cause 2, 3, .. */
    unsigned competing_count;
    struct lc_study_sources sources;
    struct lc_declared *breaks; /* days on which what is told here began to mean
                                   something else */
    unsigned breaks_count;
    struct lc_study_predictor *predictors;
    unsigned predictors_count;
    struct lc_study_model *models; /* no keys of libcyaml's: models.c reads them */
    unsigned models_count;
    size_t models_room;
    struct lc_study_validation validation;
    struct lc_study_group *groups;
    unsigned groups_count;
    struct lc_study_panel panel;
    struct lc_study_acceptance acceptance;
    char *uncertain_links;             /* "keep" (as NULL), "leave_out" or "average" */
    enum lc_uncertain_links uncertain; /* resolved */
    unsigned char digest[LC_DIGEST];   /* resolved: of the file's bytes */
};

/* "other_entry" in `competing`: an entry into care that the outcome does not count. */
#define LC_OTHER_ENTRY "other_entry"

#define LC_KNOWN_TO "known_to"

enum { LC_STUDY_KNOWN_TO = 64 }; /* histories of cohort.known_to */
enum { LC_STUDY_PREDICTORS = 500, LC_STUDY_CAUSES = 20, LC_STUDY_GROUPS = 40 };

/* Reads and checks a study, in memory; *study is new, and name stands for its path in
 * messages. Errors name file, line and column, why, and what to do: LC_FORMAT (form),
 * LC_RANGE (a value), LC_REFUSED (a predictor that exists only while looked after, in a
 * study of first entries). */
int lc_study_parse(struct lc_study **study, const char *name, const char *data,
                   size_t size, struct lc_error *err) LC_MUST_CHECK;
void lc_study_free(struct lc_study *study); /* NULL is allowed */

/* The predictor called name, or NULL. */
const struct lc_study_predictor *lc_study_find(const struct lc_study *study,
                                               const char *name);
/* The histories that the predictor reads, number k from 0 on; NULL past the last. */
const char *lc_study_read(const struct lc_study *study,
                          const struct lc_study_predictor *predictor, unsigned k);
bool lc_study_reads(const struct lc_study *study,
                    const struct lc_study_predictor *predictor, const char *history);
/* Does anything of the study read the history: a predictor, the outcome, what competes
 * with it, or who is known to the cohort? */
bool lc_study_reads_history(const struct lc_study *study, const char *history);
/* Is the word in one of the study's lists of words? */
bool lc_study_lists(unsigned count, char *const *words, const char *word);
/* The name of a cause: "censored", "entry", then the competing list. */
const char *lc_study_cause(const struct lc_study *study, int cause);
