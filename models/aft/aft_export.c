/* Accelerated failure times as arithmetic (export_form.h):
 *
 *     risk = F((log T - L) / s), or of T itself (aft_rows_inside.h), a scale s a stratum */
#include <math.h>

#include "models/aft/aft_inside.h"
#include "models/aft/aft_rows_inside.h"
#include "models/family/export_form.h"

struct scales {
    struct lc_aft_kind kind;
    double scale[]; /* [strata] */
};

static int open_scales(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    const struct lc_fit *fit = e->fit;
    size_t first = lc_terms_count(e->terms) + 1, scales = fit->terms - first;
    struct lc_aft_kind kind;
    if (lc_aft_kind_of(&kind, fit) < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    e->strata = scales ? scales : 1;
    struct scales *own =
        lc_arena_alloc(arena, sizeof *own + e->strata * sizeof *own->scale);
    if (!own)
        return LC_FAIL_NOMEM(err);
    own->kind = kind;
    for (size_t g = 0; g < e->strata; g++)
        own->scale[g] = scales ? exp(fit->at_centre[first + g]) : kind.scale;
    e->own = own;
    return LC_OK;
}

static int add_page(const struct lc_exported *e, lc_arena *arena LC_UNUSED,
                    struct lc_text *out, struct lc_error *err LC_UNUSED)
{
    const struct scales *own = e->own;
    int shape = own->kind.shape;
    lc_text_addf(out, "\nThe risk by a time T\n\n  Z = (%s - L) / s\n",
                 own->kind.logged ? "log(T)" : "T");
    lc_export_risk(shape == LC_WEIBULL     ? "1 - exp(-exp(Z))"
                   : shape == LC_LOGNORMAL ? "Phi(Z)"
                                           : "1 / (1 + exp(-Z))",
                   out);
    lc_text_add(out, "\n  with the scale:\n\n");
    for (size_t g = 0; g < e->strata; g++) {
        lc_export_stratum(e, g, out);
        lc_text_add(out, "  s = ");
        lc_text_add_number(out, own->scale[g], "0");
        lc_text_add(out, "\n");
    }
    return LC_OK;
}

static void add_fields(const struct lc_exported *e, struct lc_export_writer *w)
{
    const struct scales *own = e->own;
    int shape = own->kind.shape;
    w->open(w, "z", false);
    lc_text_addf(&w->text,
                 own->kind.logged ? "(log(%s) - linear_predictor) / "
                                  : "(%s - linear_predictor) / ",
                 w->horizon);
    lc_export_number(w, own->scale[0]);
    w->put(w);
    w->close(w);
    lc_export_field(w, "risk",
                    shape == LC_WEIBULL     ? "1 - exp(-exp(z))"
                    : shape == LC_LOGNORMAL ? "Phi(z)"
                                            : "1 / (1 + exp(-z))");
}

const struct lc_export_form lc_aft_form = { .page = add_page,
                                            .fields = add_fields,
                                            .open = open_scales };
