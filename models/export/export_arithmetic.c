/* A page that a person can follow with a calculator (export.h). */
#include <string.h>

#include "models/export/export.h"

static void add_columns(const struct lc_exported *e, struct lc_text *out)
{
    const lc_terms *t = e->terms;
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
    size_t p = lc_terms_count(e->terms);
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

static void add_hazards(const struct lc_exported *e, struct lc_text *out)
{
    lc_text_add(out, "\nThe risk by a time\n\n  risk = 1 - exp(-H * exp(L))\n\n"
                     "  with H at the time:\n\n");
    for (size_t g = 0; g < e->strata; g++) {
        lc_export_stratum(e, g, out);
        for (size_t i = 0; i < e->times; i++)
            lc_export_named("H", e->time[i], e->form->hazard(e, (int32_t)g, e->time[i]),
                            out);
    }
}

int lc_export_arithmetic(const struct lc_exported *e, const struct lc_model *model,
                         lc_arena *arena, struct lc_text *out, struct lc_error *err)
{
    int code = LC_OK;
    lc_text_addf(out, "A model as plain arithmetic\n\n  %s\n  %s\n  model %s\n",
                 model->family->title, lc_terms_formula(e->terms), model->digest);
    add_columns(e, out);
    for (size_t k = 0; k < e->causes; k++)
        add_sum(e, k, out);
    add_words(out);
    if (e->form->link) {
        lc_text_add(out, "\nThe risk\n\n");
        lc_export_risk(e->form->risk, out);
    } else if (e->form->hazard)
        add_hazards(e, out);
    else
        code = e->form->page(e, arena, out, err);
    return code ? code : lc_text_check(out, err);
}
