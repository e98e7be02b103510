/* What the families' forms of export share (export_form.h). */
#include "models/family/export_form.h"

#include <stdio.h>
#include <string.h>

int lc_export_open_curves(struct lc_exported *e, lc_arena *arena LC_UNUSED,
                          struct lc_error *err)
{
    return e->fit->curves ? LC_OK : LC_FAIL(err, LC_USAGE, "the model has no baseline");
}

double lc_export_curve(const struct lc_exported *e, int32_t stratum, double time)
{
    const struct lc_curve *curve = lc_fit_curve(e->fit, stratum);
    return curve ? lc_curve_hazard(curve, time) : 0;
}

void lc_export_stratum(const struct lc_exported *e, size_t stratum, struct lc_text *out)
{
    if (e->strata > 1)
        lc_text_addf(out, "  %s\n", lc_terms_stratum(e->terms, stratum));
}

void lc_export_risk(const char *expression, struct lc_text *out)
{
    lc_text_addf(out, "  risk = %s\n", expression);
    if (strstr(expression, "Phi("))
        lc_text_add(out,
                    "\n  Phi(Z) is the area under the standard normal curve below Z "
                    "(a table has it).\n");
}

void lc_export_named(const char *name, double time, double value, struct lc_text *out)
{
    lc_text_addf(out, "  %s(", name);
    lc_text_add_number(out, time, "");
    lc_text_add(out, ") = ");
    lc_text_add_number(out, value, "0");
    lc_text_add(out, "\n");
}

void lc_export_number(struct lc_export_writer *w, double value)
{
    lc_text_add_number(&w->text, value, "0");
}

void lc_export_field(struct lc_export_writer *w, const char *name,
                     const char *expression)
{
    w->open(w, name, false);
    lc_text_add(&w->text, expression);
    w->put(w);
    w->close(w);
}

void lc_export_open_part(struct lc_export_writer *w, const char *name, size_t i)
{
    char field[40];
    snprintf(field, sizeof field, "%s_%zu", name, i + 1);
    w->open(w, field, true);
    lc_export_number(w, 0);
    w->put(w);
}

void lc_export_add_parts(const struct lc_exported *e, struct lc_export_writer *w,
                         const char *field, const char *name)
{
    w->open(w, field, true);
    for (size_t i = 0; i < e->times; i++) {
        lc_text_addf(&w->text, "ifelse(%s >= ", w->horizon);
        lc_export_number(w, e->time[i]);
        lc_text_addf(&w->text, ", %s_%zu, 0)", name, i + 1);
        w->put(w);
    }
    w->close(w);
}
