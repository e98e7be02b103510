/* truth.yaml on its way in: what its grammar makes of it, and what its readers share.
 */
#pragma once

#include "base/yaml.h"
#include "datasets/borough/coefficient.h"

/* --- the file's rows -------------------------------------------------------------- */
struct said_process {
    char *name, *means, *effects, *more_effects, *source;
    double *rate, *by_age, *by_year, *by_month;
    unsigned by_age_count, by_year_count, by_month_count;
};
struct said_figure {
    char *name, *means, *source;
    double value;
};
struct said_choice {
    char *name, *of, *source;
};
struct said_factor {
    char *code;
    double share, slope;
    int age_from, age_to, year_from, year_to;
};
struct said_people {
    char *code, *group, *origin;
    double share;
};
struct said_feed {
    char *name, *stops, *late_from, *late_until, *headings, *codes, *codes_from,
        *merged_from;
    bool twice;
};
struct said_reform {
    char *family_help_from;
};
struct said {
    int format;
    struct said_process *processes;
    struct said_figure *figures;
    struct said_choice *choices;
    struct said_factor *factors;
    struct said_people *peoples, *unaccompanied_peoples;
    struct said_feed *feeds;
    struct said_reform *reform;
    double *unaccompanied;
    unsigned processes_count, figures_count, choices_count, factors_count,
        peoples_count, unaccompanied_peoples_count, feeds_count, unaccompanied_count;
};

extern const cyaml_schema_value_t lc_said_value; /* of a struct said */

/* What the coefficients' words lie in: of the built-in file, and of another. */
struct lc_coefficients_kept {
    struct said *said[2];
    struct lc_choice *list[2][LC_CHOICES];
    char *header[2][LC_SHEETS];
    struct lc_recode *codes[2][LC_SHEETS];
    /* is there a row of it? */
    bool feed[2][LC_SHEETS], process[2][LC_PROCESSES], figure[2][LC_TRUTH_FIGURES];
};

/* A file on its way in. */
struct reading {
    struct lc_coefficients *to;
    const char *name, *data;
    size_t size;
    int which;
};

/* LC_FORMAT, with the place of the key; why: what is wrong there. */
int lc_reading_refuse(const struct reading *in, const char *section, size_t row,
                      const char *key, const char *why, struct lc_error *err);
/* Which of the names is it? Else a refusal with the nearest. what: "figures". */
int lc_reading_find(const struct reading *in, const char *section, size_t row,
                    const char *key, const char *word, size_t count,
                    const char *const *names, size_t *which, struct lc_error *err);
/* Is it one of these words, between commas? Else a refusal with the nearest. */
int lc_reading_word(const struct reading *in, const char *section, size_t row,
                    const char *key, const char *word, const char *words,
                    struct lc_error *err);

/* Of "NAME NUMBER, NAME NUMBER" the next pair of *at, whose name is ended in place;
 * false at the end or where it is none, which *at then points to. */
bool lc_pair_take(char **at, const char **name, double *value);
extern const char lc_pairs_wanted[]; /* what to say there */

enum { LC_LOG_RATIO_MOST = 20 };

/* A row of choices (coefficient_choice.c), and the words that it may have. */
int lc_choice_set(const struct reading *in, size_t row, const struct said_choice *said,
                  struct lc_error *err);
const char *lc_choice_words(enum lc_choice_of which);

/* The lists that stand whole: factors, peoples, unaccompanied (coefficient_list.c). */
int lc_lists_set(const struct reading *in, const struct said *said,
                 struct lc_error *err);
