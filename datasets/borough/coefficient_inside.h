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
    struct said_people *peoples;
    struct said_feed *feeds;
    struct said_reform *reform;
    double *unaccompanied;
    unsigned processes_count, figures_count, choices_count, factors_count,
        peoples_count, feeds_count, unaccompanied_count;
};

extern const cyaml_schema_value_t lc_said_value; /* of a struct said */

/* What the coefficients' words lie in: of the built-in file, and of another. */
struct lc_coefficients_kept {
    struct said *said[2];
    struct lc_choice *list[2][LC_CHOICES];
    char *header[2][LC_SHEETS];
    struct lc_recode *codes[2][LC_SHEETS];
    bool feed[2][LC_SHEETS]; /* is there a row of it? */
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
