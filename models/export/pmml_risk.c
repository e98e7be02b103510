/* Risks as derived fields (pmml_risk_inside.h): expressions are written as R has them
 * and told by pmml_node_inside.h. */
#include "models/export/pmml_risk_inside.h"

#include <stdio.h>

#include "models/export/pmml_node_inside.h"

struct writer {
    struct lc_export_writer base;
    struct lc_text *out;
    bool sum; /* of the field at hand */
};

static void open_field(struct lc_export_writer *base, const char *name, bool sum)
{
    struct writer *w = (struct writer *)base;
    lc_text_addf(w->out,
                 "   <DerivedField name=\"%s\" optype=\"continuous\" "
                 "dataType=\"double\">%s",
                 name, sum ? "<Apply function=\"sum\">" : "");
    w->sum = sum;
}

static void close_field(struct lc_export_writer *base)
{
    struct writer *w = (struct writer *)base;
    lc_text_add(w->out, w->sum ? "</Apply></DerivedField>\n" : "</DerivedField>\n");
}

/* The expression at hand goes out, and the next begins. */
static void put(struct lc_export_writer *base)
{
    struct writer *w = (struct writer *)base;
    const struct lc_node *node;
    if (!base->code)
        base->code = lc_text_check(&base->text, base->err);
    if (!base->code)
        base->code =
            lc_expression_parse(&node, base->arena, base->text.data, base->err);
    if (!base->code)
        base->code = lc_pmml_node(node, w->out, base->err);
    lc_text_clear(&base->text);
}

/* "linear_predictor", "linear_predictor_2", over the fields of the terms. */
static void add_sums(const struct lc_exported *e, struct lc_export_writer *w)
{
    size_t p = lc_terms_count(e->terms);
    char name[40];
    for (size_t k = 0; k < e->causes; k++) {
        snprintf(name, sizeof name, k ? "linear_predictor_%zu" : "linear_predictor",
                 k + 1);
        w->open(w, name, true);
        lc_export_number(w, k ? 0 : e->constant);
        w->put(w);
        for (size_t j = 0; j < p; j++) {
            double beta = e->beta[k * p + j];
            if (beta == 0)
                continue;
            lc_export_number(w, beta);
            lc_text_addf(&w->text, " * term_%zu", j + 1);
            w->put(w);
        }
        w->close(w);
    }
}

int lc_pmml_risk(const struct lc_exported *e, const char *horizon, lc_arena *arena,
                 struct lc_text *out, struct lc_error *err)
{
    struct writer w = { .base = { .horizon = horizon,
                                  .arena = arena,
                                  .err = err,
                                  .open = open_field,
                                  .put = put,
                                  .close = close_field },
                        .out = out };
    add_sums(e, &w.base);
    e->form->fields(e, &w.base);
    lc_text_free(&w.base.text);
    return w.base.code;
}
