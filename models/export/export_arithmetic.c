/* A page that a person can follow with a calculator (export.h). */
#include <math.h>
#include <string.h>

#include "formula/terms_algebra.h"
#include "models/export/export.h"

static void add_columns(const struct lc_exported *e, struct lc_text *out)
{
    const lc_terms *t = e->model->terms;
    lc_text_add(out, "\nWhat is read\n\n");
    for (size_t k = 0; k < lc_terms_bases(t); k++) {
        const char *label, *unit, *name = lc_terms_base(t, k, &label, &unit);
        lc_text_addf(out, "  %s", name);
        if (label && strcmp(label, name) != 0)
            lc_text_addf(out, ": %s", label);
        if (unit)
            lc_text_addf(out, " (%s)", unit);
        lc_text_add(out, "\n");
    }
}

/* "L", or "L2" where there are several. */
static void add_sum_name(const struct lc_exported *e, size_t cause, struct lc_text *out)
{
    lc_text_add(out, "L");
    if (e->causes > 1)
        lc_text_addf(out, "%zu", cause + 1);
}

static void add_sum(const struct lc_exported *e, size_t cause, struct lc_text *out)
{
    size_t p = lc_terms_count(e->model->terms);
    const double *beta = e->beta + cause * p;
    lc_text_add(out, "\nThe sum ");
    add_sum_name(e, cause, out);
    if (e->causes > 1)
        lc_text_addf(out, ", of cause %zu", cause + 1);
    lc_text_add(out, "\n\n  Begin with ");
    lc_text_add_number(out, cause ? 0 : e->constant, "0");
    lc_text_add(out, "\n  and add, line by line, the number times what is in square "
                     "brackets:\n\n");
    for (size_t k = 0; k < p; k++) {
        if (beta[k] == 0)
            continue;
        lc_text_add(out, beta[k] < 0 ? "  " : "  +");
        lc_text_add_number(out, beta[k], "0");
        lc_text_add(out, " * [");
        lc_node_print(e->column[k], out);
        lc_text_add(out, "]\n");
    }
}

static void add_words(struct lc_text *out)
{
    lc_text_add(
        out,
        "\n  ifelse(q, a, b) is a where q is so, else b; pmax(a, b) the larger of "
        "the two; a^3 is\n  a times a times a; log the natural logarithm; log1p(a) "
        "is log(1 + a); == is equal;\n  is.na(a) is so where a is not observed.\n");
}

static void add_stratum(const struct lc_exported *e, size_t stratum,
                        struct lc_text *out)
{
    if (e->strata > 1)
        lc_text_addf(out, "  %s\n", lc_terms_stratum(e->model->terms, stratum));
}

/* "  H(365) = 0.12" */
static void add_named(const char *name, double time, double value, struct lc_text *out)
{
    lc_text_addf(out, "  %s(", name);
    lc_text_add_number(out, time, "");
    lc_text_add(out, ") = ");
    lc_text_add_number(out, value, "0");
    lc_text_add(out, "\n");
}

static void add_hazards(const struct lc_exported *e, struct lc_text *out)
{
    lc_text_add(out, "\nThe risk by a time\n\n  risk = 1 - exp(-H * exp(L))\n\n"
                     "  with H at the time:\n\n");
    for (size_t g = 0; g < e->strata; g++) {
        add_stratum(e, g, out);
        for (size_t i = 0; i < e->times; i++)
            add_named("H", e->time[i], lc_export_hazard(e, (int32_t)g, e->time[i]),
                      out);
    }
}

static void add_distribution(const struct lc_exported *e, struct lc_text *out)
{
    int shape = e->aft.shape;
    lc_text_addf(out, "\nThe risk by a time T\n\n  Z = (%s - L) / s\n  risk = %s\n\n",
                 e->aft.logged ? "log(T)" : "T",
                 shape == LC_WEIBULL     ? "1 - exp(-exp(Z))"
                 : shape == LC_LOGNORMAL ? "Phi(Z)"
                                         : "1 / (1 + exp(-Z))");
    if (shape == LC_LOGNORMAL)
        lc_text_add(out, "  Phi(Z) is the area under the standard normal curve below Z "
                         "(a table has it).\n\n");
    lc_text_add(out, "  with the scale:\n\n");
    for (size_t g = 0; g < e->strata; g++) {
        add_stratum(e, g, out);
        lc_text_add(out, "  s = ");
        lc_text_add_number(out, e->scale[g], "0");
        lc_text_add(out, "\n");
    }
}

static void add_intervals(const struct lc_exported *e, struct lc_text *out)
{
    double last = e->time[e->times - 1];
    lc_text_add(out, "\nThe risk by a time\n\n"
                     "  For every A below whose time is not after it work out\n\n"
                     "  stay = 1 / (1 + exp(A + L))\n\n"
                     "  and multiply them all: risk = 1 - that product.\n\n");
    for (size_t k = 0; k < e->intervals; k++) {
        double end = e->grid * (double)(k + 1);
        if (end <= last + e->grid * 1e-9 && isfinite(e->level[k]))
            add_named("A", end, e->level[k], out);
    }
}

static int add_causes(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                      struct lc_error *err)
{
    double last = e->time[e->times - 1];
    lc_text_addf(
        out,
        "\nThe risk by a time\n\n"
        "  Go down the table of times to the last that is not after it. D is 0 "
        "at first. In each\n  line the risk grows by\n\n"
        "  exp(-D) * h%d * exp(L%d)\n\n"
        "  and then D grows by h1 * exp(L1), by h2 * exp(L2), and so on.\n",
        e->model->cause, e->model->cause);
    for (size_t g = 0; g < e->strata; g++) {
        struct lc_export_steps steps;
        int code = lc_export_steps(&steps, e, (int32_t)g, last, arena, err);
        if (code)
            return code;
        lc_text_add(out, "\n");
        add_stratum(e, g, out);
        lc_text_add(out, "  time");
        for (size_t k = 0; k < steps.causes; k++)
            lc_text_addf(out, " h%zu", k + 1);
        lc_text_add(out, "\n");
        for (size_t i = 0; i < steps.n; i++) {
            lc_text_add(out, "  ");
            lc_text_add_number(out, steps.time[i], "");
            for (size_t k = 0; k < steps.causes; k++) {
                lc_text_add(out, " ");
                lc_text_add_number(out, steps.rise[i * steps.causes + k], "0");
            }
            lc_text_add(out, "\n");
        }
    }
    return LC_OK;
}

static int add_risk(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                    struct lc_error *err)
{
    switch (e->kind) {
    case LC_EXPORT_HAZARD:
        add_hazards(e, out);
        return LC_OK;
    case LC_EXPORT_TIME:
        add_distribution(e, out);
        return LC_OK;
    case LC_EXPORT_PRODUCT:
        add_intervals(e, out);
        return LC_OK;
    case LC_EXPORT_CAUSES:
        return add_causes(e, arena, out, err);
    case LC_EXPORT_CLOGLOG:
        lc_text_add(out, "\nThe risk\n\n  risk = 1 - exp(-exp(L))\n");
        return LC_OK;
    default:
        lc_text_add(out, "\nThe risk\n\n  risk = 1 / (1 + exp(-L))\n");
        return LC_OK;
    }
}

int lc_export_arithmetic(const struct lc_exported *e, lc_arena *arena,
                         struct lc_text *out, struct lc_error *err)
{
    const struct lc_model *m = e->model;
    lc_text_addf(out, "A model as plain arithmetic\n\n  %s\n  %s\n  model %s\n",
                 m->family->title, lc_terms_formula(m->terms), m->digest);
    add_columns(e, out);
    for (size_t k = 0; k < e->causes; k++)
        add_sum(e, k, out);
    add_words(out);
    int code = add_risk(e, arena, out, err);
    return code ? code : lc_text_check(out, err);
}
