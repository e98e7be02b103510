/* Residuals and the test of proportional hazards through the command line, beside R's:
 * lung as the survival package's manual fits it, and cox_checks with delayed entry,
 * strata, weights, ties and a factor, by Efron and by Breslow. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/sheet.h"
#include "support/verbs.h"
#include "table/table.h"

#define LUNG    "Surv(time, status) ~ age + sex + ph.ecog + wt.loss"
#define DELAYED "Surv(start, stop, status) ~ age + sex + g + strata(h)"

static const char *const transforms[] = { "km", "identity", "rank", "log" };

/* --- proportional hazards --------------------------------------------------------- */

static void compare_zph(const struct row *row, const char *at)
{
    struct golden g = golden_open(row->name);
    for (int t = 0; t < 4; t++) {
        char options[100], path[100];
        snprintf(options, sizeof options, "--zph %s", transforms[t]);
        json_t *document = run(row, options);
        json_t *mine = json_object_get(document, "proportional_hazards");
        snprintf(path, sizeof path, "%s%s.values", at, transforms[t]);
        const json_t *want = golden_at(&g, path);
        cr_assert_eq(json_array_size(mine), json_array_size(want));
        for (size_t k = 0; k < json_array_size(want); k++) {
            json_t *one = json_array_get(mine, k), *r = json_array_get(want, k);
            close_to(row, path, member(one, "chisq"),
                     json_number_value(json_array_get(r, 0)), 1e-9);
            close_to(row, path, member(one, "df"),
                     json_number_value(json_array_get(r, 1)), 0);
            close_to(row, path, member(one, "p"),
                     json_number_value(json_array_get(r, 2)), 1e-9);
        }
        json_decref(document);
    }
    golden_close(&g);
}

Test(golden_checks, proportional_hazards_as_cox_zph)
{
    compare_zph(&(struct row){ "cox_lung_zph", "", "cox", LUNG, "", "" }, "");
    compare_zph(&(struct row){ "cox_checks", "", "cox", DELAYED, "--weights w", "" },
                "efron.zph.");
    compare_zph(&(struct row){ "cox_checks", "", "cox", DELAYED,
                               "--weights w --ties breslow", "" },
                "breslow.zph.");
}

/* --- residuals -------------------------------------------------------------------- */

/* The file of `kind` residuals as a frame. */
static struct lc_frame residuals(const struct row *row, const char *kind)
{
    char path[] = "/tmp/latecare-residuals-XXXXXX", options[200];
    struct lc_frame frame = { 0 };
    struct lc_error err = { 0 };
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    snprintf(options, sizeof options, "--residuals %s --output-residuals %s --force",
             kind, path);
    json_decref(run(row, options));
    cr_assert_eq(lc_table_read(&frame, path, &err), 0, "%s", err.text);
    unlink(path);
    return frame;
}

/* The first rows of the frame's last columns beside a list, or a list of lists. */
static void compare_rows(const struct row *row, const char *kind, const json_t *want,
                         size_t rows)
{
    struct lc_frame mine = residuals(row, kind);
    cr_expect_geq(mine.n, json_array_size(want), "%s %s", row->name, kind);
    cr_assert_gt(json_array_size(want), 0);
    if (rows)
        cr_expect_eq(mine.n, rows, "%s %s: %zu rows", row->name, kind, mine.n);
    for (size_t i = 0; i < json_array_size(want); i++) {
        json_t *line = json_array_get(want, i);
        size_t p = json_is_array(line) ? json_array_size(line) : 1;
        for (size_t k = 0; k < p; k++) {
            double r = json_number_value(p > 1 ? json_array_get(line, k) : line);
            double got = lc_column_get(mine.column + mine.count - p + k, i);
            cr_expect(fabs(got - r) <= 1e-10 * (1 + fabs(r)),
                      "%s %s row %zu column %zu: %.17g, not %.17g", row->name, kind, i,
                      k, got, r);
        }
    }
    lc_frame_free(&mine);
}

Test(golden_checks, residuals_of_lung)
{
    static const struct row row = { "cox_lung_efron", "", "cox", LUNG, "", "" };
    struct golden g = golden_open(row.name);
    compare_rows(&row, "martingale", golden_at(&g, "martingale_first10"), 213);
    compare_rows(&row, "deviance", golden_at(&g, "deviance_first10"), 213);
    compare_rows(&row, "score", golden_at(&g, "score_resid_first5.values"), 213);
    compare_rows(&row, "dfbeta", golden_at(&g, "dfbeta_first5.values"), 213);
    compare_rows(&row, "schoenfeld", golden_at(&g, "schoenfeld_first5.values"), 151);
    golden_close(&g);
}

Test(golden_checks, residuals_with_entry_strata_weights_and_ties)
{
    static const char *const kinds[] = { "martingale", "deviance", "score",    "dfbeta",
                                         "schoenfeld", "dfbetas",  "scaledsch" };
    static const char *const ties[] = { "efron", "breslow" };
    struct golden g = golden_open("cox_checks");
    for (int t = 0; t < 2; t++) {
        char options[60], path[60];
        snprintf(options, sizeof options, "--weights w --ties %s", ties[t]);
        struct row row = { "cox_checks", "", "cox", DELAYED, options, "" };
        for (int k = 0; k < 7; k++) {
            snprintf(path, sizeof path, "%s.%s", ties[t], kinds[k]);
            const json_t *want = golden_at(&g, path);
            compare_rows(&row, kinds[k], want, json_array_size(want));
        }
    }
    golden_close(&g);
}

/* What cannot be is refused by name, before any file is written. */
Test(golden_checks, what_has_no_residuals_is_refused)
{
    static const char *const asked[] = {
        "--family logistic --formula 'status ~ age' --zph km",
        "--family cox --formula 'Surv(time, status) ~ age' --ties exact --zph km",
        "--family cox --formula 'Surv(time, status) ~ age' --lambda 0.1 --zph km",
        "--family cox --formula 'Surv(time, status) ~ age' --ridge 1 --zph km",
        "--family cox --formula 'Surv(time, status) ~ age' --residuals score",
        "--family cox --formula 'Surv(time, status) ~ age' --output-residuals /tmp/x",
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char command[400];
        snprintf(command, sizeof command,
                 "%s fit tests/golden/cox_lung_efron/data.csv %s >/dev/null 2>&1",
                 program(), asked[i]);
        int status = system(command);
        cr_expect_eq(WEXITSTATUS(status), 2, "%s", command);
    }
}

/* --- survival curves -------------------------------------------------------------- */

/* Curves for survfit's three people, with its log limits; and log-log ones, which are
 * those of the risks by the same horizon. */
static json_t *predict(const char *folder, const char *options)
{
    char command[500];
    snprintf(command, sizeof command, "%s predict --json %s/m.json %s/new.csv %s",
             program(), folder, folder, options);
    FILE *pipe = popen(command, "r");
    json_t *d = json_loadf(pipe, 0, NULL);
    cr_assert_eq(pclose(pipe), 0, "%s", command);
    return d;
}

static void make_model(const char *folder, const char *name)
{
    char command[500];
    snprintf(command, sizeof command,
             "%s fit tests/golden/%s/data.csv --tolerance 1e-18 --family cox --formula "
             "'Surv(time, status) ~ age + sex + ph.ecog' --output %s/m.json >/dev/null "
             "&& printf 'age,sex,ph.ecog\\n50,2,0\\n62,1,1\\n75,1,2\\n' >%s/new.csv",
             program(), name, folder, folder);
    cr_assert_eq(system(command), 0, "%s", command);
}

static double cell(const json_t *rows, size_t i, const char *what, size_t t)
{
    return json_number_value(
        json_array_get(json_object_get(json_array_get(rows, i), what), t));
}

Test(golden_checks, curves_are_those_of_survfit)
{
    static const struct row row = { "cox_lung_survcurve", "", "", "", "", "" };
    static const char *const theirs[] = { "surv", "std_err", "lower", "upper" };
    static const char *const ours[] = { "survival", "se", "low", "high" };
    char *folder = folder_new(), at[60];
    struct golden g = golden_open(row.name);
    make_model(folder, row.name);
    json_t *log_limits = predict(folder, "--curve --times 100,365,730 --conf log");
    json_t *plain = predict(folder, "--curve --times 365 --conf plain");
    json_t *loglog = predict(folder, "--curve --times 365");
    json_t *risk = predict(folder, "--horizon 365");
    json_t *rows = json_object_get(log_limits, "rows");
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 4; k++)
            for (size_t t = 0; t < 3; t++) {
                snprintf(at, sizeof at, "%s.%zu.%zu", theirs[k], t, i);
                close_to(&row, at, cell(rows, i, ours[k], t), golden_number(&g, at),
                         1e-9);
            }
        json_t *p = json_object_get(plain, "rows"),
               *l = json_object_get(loglog, "rows");
        json_t *r = json_array_get(json_object_get(risk, "rows"), i);
        close_to(&row, "plain", cell(p, i, "low", 0),
                 cell(p, i, "survival", 0) - 1.959963984540054 * cell(p, i, "se", 0),
                 1e-12);
        close_to(&row, "log-log", cell(l, i, "low", 0), 1 - member(r, "high"), 1e-12);
        close_to(&row, "log-log", cell(l, i, "high", 0), 1 - member(r, "low"), 1e-12);
    }
    json_decref(log_limits);
    json_decref(plain);
    json_decref(loglog);
    json_decref(risk);
    folder_remove(folder);
    golden_close(&g);
}
