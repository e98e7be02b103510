/* Families, what each reads and can do, and what a formula may say. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "command/topic.h"
#include "formula/terms.h"
#include "models/families/families.h"

static const char *const left[] = {
    [LC_BINARY] = "y ~, cbind(successes, failures) ~",
    [LC_TIME_TO_EVENT] = "Surv(time, event) ~",
    [LC_TIME_TO_CAUSE] = "Surv(time, cause) ~",
};

static void add_option(struct lc_text *out, const char *name)
{
    char option[LC_OPTION];
    lc_text_addf(out, "`--%s`", lc_option_name(name, option));
}

/* What it can do, or why not. */
static void add_can(struct lc_text *out, const char *what, const char *without)
{
    lc_text_addf(out, "- %s: %s\n", what, without ? without : "yes");
}

/* "ties seed:folds": --ties, --seed (with --folds). */
static void add_reads(struct lc_text *out, const char *reads)
{
    char word[LC_OPTION], option[LC_OPTION];
    bool any = false;
    for (size_t size; (size = strcspn(reads += strspn(reads, " "), " "));
         reads += size) {
        size_t own = strcspn(reads, ": ");
        snprintf(word, sizeof word, "%.*s", (int)own, reads);
        lc_text_addf(out, "%s`--%s`", any ? ", " : " ", lc_option_name(word, option));
        any = true;
        if (own == size)
            continue;
        snprintf(word, sizeof word, "%.*s", (int)(size - own - 1), reads + own + 1);
        lc_text_addf(out, " (with `--%s`)", lc_option_name(word, option));
    }
    lc_text_add(out, any ? "\n" : " none\n");
}

static void add_family(struct lc_text *out, const struct lc_family *f)
{
    lc_text_addf(out, "\n### %s\n\n%c%s. `%s`, for example `%s`.\n\n", f->name,
                 toupper((unsigned char)*f->title), f->title + 1, left[f->response],
                 f->example);
    lc_text_addf(out, "- %s: %s\n", "what exp(coefficient) is",
                 f->ratio.without ? f->ratio.without : f->ratio.name);
    lc_text_addf(out, "- `strata()`: %s\n", f->strata == LC_YES ? "yes" : "refused");
    add_can(out, "a path of penalties (`--path`, `--lambda`)", f->net.without);
    add_can(out, "times by which shares have had the event (`predict --quantiles`)",
            f->quantile.without);
    add_can(out, "residuals, test of proportional hazards", f->checks.without);
    add_can(out, "`recalibrate`", f->recalibration.without);
    add_can(out, "`export`", f->export.without);
    lc_text_add(out, "- options:");
    add_reads(out, f->reads);
}

static void add_options(struct lc_text *out)
{
    lc_text_add(out, "\n## Options of a fit\n\nThe same for `fit`, for a variant of "
                     "`compare` and for a model of a study (there with _ for -). One "
                     "that the family\ndoes not read is refused.\n\n"
                     "| option | what it is |\n|---|---|\n");
    for (size_t i = 0; i < lc_fit_knobs.count; i++) {
        const struct lc_knob *row = lc_fit_knobs.rows + i;
        lc_text_add(out, "| ");
        add_option(out, row->name);
        lc_text_add(out, " | ");
        for (int c = 0; row->kind == LC_CHOICE && row->choices[c]; c++)
            lc_text_addf(out, "%s%s", c ? ", " : "", row->choices[c]);
        lc_text_add(out, row->kind == LC_CHOICE ? ": " : "");
        lc_knob_words(row, out);
        lc_families_add_readers(row, out);
        lc_text_add(out, " |\n");
    }
}

static void add_models(struct lc_text *out)
{
    lc_text_add(out, "# Models\n\nWhat `latecare fit` and a study's `models:` can fit, "
                     "from the tables that they read.\n\n## Families\n");
    for (size_t i = 0; lc_families[i]; i++)
        add_family(out, lc_families[i]);
    add_options(out);
    lc_text_add(out,
                "\n## Formulas\n\nR's: `response ~ a + b + a:b`, `a * b`, `(a + b)^2`, "
                "`a / b`, `- 1`, `.` for every other column, names\nwith spaces in "
                "backquotes, and comparisons and logic as R writes them.\n\n"
                "| function | what it is |\n|---|---|\n");
    lc_formula_add_words(out);
}

const struct lc_topic lc_topic_models = {
    .name = "models",
    .help = "families, their options, and what a formula may say",
    .add = add_models,
};
