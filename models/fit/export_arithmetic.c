/* A page that a person can follow with a calculator (export.h). */
#include <string.h>

#include "design/terms_algebra.h"
#include "models/fit/export.h"

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

static void add_terms(const struct lc_exported *e, struct lc_text *out)
{
    size_t p = lc_terms_count(e->model->terms);
    lc_text_add(out, "\nThe sum L\n\n  Begin with ");
    lc_text_add_number(out, e->constant, "0");
    lc_text_add(out, "\n  and add, line by line, the number times what is in square "
                     "brackets:\n\n");
    for (size_t k = 0; k < p; k++) {
        if (e->beta[k] == 0)
            continue;
        lc_text_add(out, e->beta[k] < 0 ? "  " : "  +");
        lc_text_add_number(out, e->beta[k], "0");
        lc_text_add(out, " * [");
        lc_node_print(e->column[k], out);
        lc_text_add(out, "]\n");
    }
    lc_text_add(
        out,
        "\n  ifelse(q, a, b) is a where q is so, else b; pmax(a, b) the larger of "
        "the two; a^3 is\n  a times a times a; log the natural logarithm; log1p(a) "
        "is log(1 + a); == is equal;\n  is.na(a) is so where a is not observed.\n");
}

static void add_baseline(const struct lc_exported *e, struct lc_text *out)
{
    size_t strata = lc_terms_strata(e->model->terms);
    lc_text_add(out, "\nThe risk by a time\n\n  risk = 1 - exp(-H * exp(L))\n\n"
                     "  with H at the time:\n\n");
    for (size_t g = 0; g < strata; g++) {
        if (strata > 1)
            lc_text_addf(out, "  %s\n", lc_terms_stratum(e->model->terms, g));
        for (size_t i = 0; i < e->times; i++) {
            lc_text_add(out, "  H(");
            lc_text_add_number(out, e->time[i], "");
            lc_text_add(out, ") = ");
            lc_text_add_number(out, lc_export_hazard(e, (int32_t)g, e->time[i]), "0");
            lc_text_add(out, "\n");
        }
    }
}

int lc_export_arithmetic(const struct lc_exported *e, struct lc_text *out,
                         struct lc_error *err)
{
    const struct lc_model *m = e->model;
    lc_text_addf(out, "A model as plain arithmetic\n\n  %s\n  %s\n  model %s\n",
                 m->family->title, lc_terms_formula(m->terms), m->digest);
    add_columns(e, out);
    add_terms(e, out);
    if (m->family == &lc_family_cox)
        add_baseline(e, out);
    else if (m->family == &lc_family_cloglog)
        lc_text_add(out, "\nThe risk\n\n  risk = 1 - exp(-exp(L))\n");
    else
        lc_text_add(out, "\nThe risk\n\n  risk = 1 / (1 + exp(-L))\n");
    return lc_text_check(out, err);
}
