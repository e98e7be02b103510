/* What `fit` says beside the model when asked: the test of proportional hazards, and
 * residuals into a file. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/knob.h"
#include "base/text.h"
#include "models/cox/cox_zph.h"
#include "models/fit/table_fit.h"

struct lc_check_settings {
    int residuals; /* 0: none; else an lc_residual + 1 */
    int zph;       /* 0: none; else an lc_zph_transform + 1 */
    const char *output_residuals;
};

extern const char *const lc_check_residuals[], *const lc_check_transforms[];

/* clang-format off */
#define LC_FIT_FILE(type, in, field, ...) \
    { .name = #field, .offset = offsetof(type, in field), .kind = LC_TARGET, \
      .choices = (const char *const[]){ ".csv", NULL }, .help = __VA_ARGS__ }
#define LC_CHECK_KNOBS(type, in) \
    LC_FIT_CHOICE(type, in, residuals, 0, lc_check_residuals, "residuals to write, a line a row (schoenfeld, scaledsch: an event)", "output_residuals " LC_NO_NET), \
    LC_FIT_FILE(type, in, output_residuals, "CSV file for the residuals", "residuals"), \
    LC_FIT_CHOICE(type, in, zph, 0, lc_check_transforms, "test proportional hazards term by term, against this transform of time", "!ridge|firth " LC_NO_NET)
/* clang-format on */

struct lc_checks {
    const char *transform; /* of time; NULL: no test was asked for */
    size_t names;
    char **name; /* [names] */
    struct lc_zph *zph;
};

/* Before any work: LC_USAGE where the settings do not go with the options, LC_REFUSED
 * where the file is there and force is not said. */
int lc_checks_agree(const struct lc_check_settings *settings,
                    const struct lc_fit_options *options, bool force,
                    struct lc_error *err) LC_MUST_CHECK;

/* After the fit: the test into checks, the residuals into their file. A fit with no
 * finite estimate has neither. Release also after a failure. */
int lc_checks_make(struct lc_checks *checks, const struct lc_check_settings *settings,
                   const struct lc_model *model, const struct lc_frame *frame,
                   const struct lc_table_fit *ask, bool force,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_checks_release(struct lc_checks *checks);

/* "proportional_hazards": [{term, transform, chisq, df, p}], the last term "global".
 * false: no memory. */
bool lc_checks_put(const struct lc_checks *checks, json_t *document);
void lc_checks_add(const struct lc_checks *checks, struct lc_text *out);
