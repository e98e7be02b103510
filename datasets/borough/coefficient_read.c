/* truth.yaml: see coefficient.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "datasets/borough/coefficient_inside.h"
#include "datasets/borough/delivery_read_inside.h"
#include "datasets/borough/name_inside.h"

/* Adds to the effects that are there: of the key `effects` there are none yet. */
static int add_effects(const struct reading *in, size_t row, const char *key,
                       char *effects, struct lc_process_rates *to, struct lc_error *err)
{
    const char *names[LC_PREDICTORS], *name;
    bool there[LC_PREDICTORS] = { false };
    double value;
    for (size_t k = 0; k < LC_PREDICTORS; k++)
        names[k] = lc_predictors[k].name;
    while (lc_pair_take(&effects, &name, &value)) {
        size_t which;
        int code = lc_reading_find(in, "processes", row, key, name, LC_PREDICTORS,
                                   names, &which, err);
        if (code)
            return code;
        if (!(fabs(value) <= LC_LOG_RATIO_MOST))
            return lc_reading_refuse(in, "processes", row, key,
                                     "a log hazard ratio is -20 to 20", err);
        if (there[which])
            return lc_reading_refuse(in, "processes", row, key, "a name there twice",
                                     err);
        there[which] = true;
        to->log_ratio[which] += value;
    }
    return *effects ? lc_reading_refuse(in, "processes", row, key, lc_pairs_wanted, err)
                    : LC_OK;
}

/* --- the other rows --------------------------------------------------------------- */
static int set_numbers(const struct reading *in, size_t row, const char *key,
                       double *to, size_t count, const double *said, double scale,
                       struct lc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        double value = scale * (said ? said[i] : 1);
        if (!(value >= 0 && value <= 1000))
            return lc_reading_refuse(in, "processes", row, key, "a rate is 0 to 1000",
                                     err);
        to[i] = value;
    }
    return LC_OK;
}

/* What a row leaves out stays as it was, or is 1 if it is the first of its name. */
static int set_process(const struct reading *in, size_t row,
                       const struct said_process *said, struct lc_error *err)
{
    size_t which;
    int code = lc_reading_find(in, "processes", row, "name", said->name, LC_PROCESSES,
                               lc_processes, &which, err);
    if (code)
        return code;
    struct lc_process_rates *to = in->to->process + which;
    bool first = in->which == 0;
    if (in->to->kept->process[in->which][which])
        return lc_reading_refuse(in, "processes", row, "name", "there twice", err);
    in->to->kept->process[in->which][which] = true;
    if (said->by_age && !said->rate)
        return lc_reading_refuse(in, "processes", row, "by_age", "without its rate",
                                 err);
    if (said->rate || first)
        code = set_numbers(in, row, "rate", to->by_age, 18, said->by_age,
                           said->rate ? *said->rate : 0, err);
    if (!code && (said->by_year || first))
        code = set_numbers(in, row, "by_year", to->by_year, LC_TREND_YEARS,
                           said->by_year, 1, err);
    if (!code && (said->by_month || first))
        code =
            set_numbers(in, row, "by_month", to->by_month, 12, said->by_month, 1, err);
    if (!code && said->effects) {
        memset(to->log_ratio, 0, sizeof to->log_ratio);
        code = add_effects(in, row, "effects", said->effects, to, err);
    }
    if (!code && said->more_effects)
        code = add_effects(in, row, "more_effects", said->more_effects, to, err);
    return code;
}

static int set_figure(const struct reading *in, size_t row,
                      const struct said_figure *said, struct lc_error *err)
{
    static const struct {
        double most;
        const char *why;
    } kinds[] = { [LC_FIGURE_CHANCE] = { 1, "a chance is 0 to 1" },
                  [LC_FIGURE_DAYS] = { 3650, "days are 0 to 3650" },
                  [LC_FIGURE_A_YEAR] = { 100, "so often a year is 0 to 100" },
                  [LC_FIGURE_FACTOR] = { 1000, "a factor is 0 to 1000" } };
    size_t which;
    int code = lc_reading_find(in, "figures", row, "name", said->name, LC_TRUTH_FIGURES,
                               lc_figures, &which, err);
    if (code)
        return code;
    enum lc_figure_kind kind = lc_figure_kinds[which];
    if (!(said->value >= 0 && said->value <= kinds[kind].most))
        return lc_reading_refuse(in, "figures", row, "value", kinds[kind].why, err);
    if (in->to->kept->figure[in->which][which])
        return lc_reading_refuse(in, "figures", row, "name", "there twice", err);
    in->to->kept->figure[in->which][which] = true;
    in->to->figure[which] = said->value;
    return LC_OK;
}

static int set_all(const struct reading *in, const struct said *said,
                   struct lc_error *err)
{
    int code = said->format == 1 ? LC_OK
                                 : LC_FAIL(err, LC_FORMAT, "%s: format is 1, not %d",
                                           in->name, said->format);
    for (unsigned i = 0; !code && i < said->processes_count; i++)
        code = set_process(in, i, said->processes + i, err);
    for (unsigned i = 0; !code && i < said->figures_count; i++)
        code = set_figure(in, i, said->figures + i, err);
    for (unsigned i = 0; !code && i < said->choices_count; i++)
        code = lc_choice_set(in, i, said->choices + i, err);
    if (!code)
        code = lc_lists_set(in, said, err);
    return code ? code : lc_deliveries_set(in, said, err);
}

enum { LIMIT = 1 << 20 };

/* The words of *said are the file's, kept with what they are read into. */
static int read_text(struct lc_coefficients *to, int which, const char *name,
                     const char *data, size_t size, struct lc_error *err)
{
    const struct reading in = {
        .to = to, .name = name, .data = data, .size = size, .which = which
    };
    void *said = NULL;
    int code = lc_yaml_parse(name, data, size, &lc_said_value, &said, err);
    to->kept->said[which] = said;
    return code ? code : set_all(&in, said, err);
}

static int read_file(struct lc_coefficients *to, const char *path, struct lc_error *err)
{
    char *data;
    size_t size;
    int code = lc_file_read(path, LIMIT, &data, &size, err);
    if (code)
        return code;
    code = read_text(to, 1, path, data, size, err);
    free(data);
    return code;
}

/* A name that no row has: the built-in file is whole. */
static int check_whole(const struct lc_coefficients *to, struct lc_error *err)
{
    for (size_t i = 0; i < LC_CHOICES; i++)
        if (!to->choice[i])
            return LC_FAIL(err, LC_FORMAT, "truth.yaml lacks the choice %s",
                           lc_choices[i]);
    for (size_t i = 0; i < LC_TRUTH_FIGURES; i++)
        if (to->figure[i] < 0)
            return LC_FAIL(err, LC_FORMAT, "truth.yaml lacks the figure %s",
                           lc_figures[i]);
    for (size_t i = 0; i < LC_PROCESSES; i++)
        if (to->process[i].by_year[0] < 0)
            return LC_FAIL(err, LC_FORMAT, "truth.yaml lacks the process %s",
                           lc_processes[i]);
    return to->factors && to->peoples && to->peoples_alone
               ? LC_OK
               : LC_FAIL(err, LC_FORMAT, "truth.yaml lacks factors or peoples");
}

int lc_coefficients_read(struct lc_coefficients **out, const char *path,
                         struct lc_error *err)
{
    char *other = NULL;
    struct lc_coefficients *to = lc_alloc(1, sizeof *to);
    *out = to;
    if (!to || !(to->kept = lc_alloc(1, sizeof *to->kept)))
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < LC_TRUTH_FIGURES; i++)
        to->figure[i] = -1;
    for (size_t i = 0; i < LC_PROCESSES; i++)
        to->process[i].by_year[0] = -1;
    for (size_t i = 0; i < LC_SHEETS; i++)
        to->feed[i] = lc_delivery_sound;
    to->family_help_from = LC_OPEN;
    int code =
        read_text(to, 0, "truth.yaml", lc_builtin_truth, lc_builtin_truth_size, err);
    if (!code)
        code = check_whole(to, err);
    if (!code && path)
        code = lc_hard_find(path, &other, err);
    if (!code && path)
        code = read_file(to, other, err);
    free(other);
    return code;
}

void lc_coefficients_free(struct lc_coefficients *truth)
{
    if (!truth)
        return;
    for (int which = 0; truth->kept && which < 2; which++) {
        if (truth->kept->said[which])
            lc_yaml_free(&lc_said_value, truth->kept->said[which]);
        for (size_t i = 0; i < LC_CHOICES; i++)
            free(truth->kept->list[which][i]);
        for (size_t i = 0; i < LC_SHEETS; i++) {
            free(truth->kept->header[which][i]);
            free(truth->kept->codes[which][i]);
        }
    }
    free(truth->kept);
    free(truth);
}
