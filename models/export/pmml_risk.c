/* Risks as derived fields (pmml_risk.h): expressions are written as R has them and told
 * by pmml_node.h. */
#include "models/export/pmml_risk.h"

#include <math.h>
#include <stdio.h>

#include "formula/terms_algebra.h"
#include "models/export/pmml_node.h"

struct writer {
    const struct lc_exported *e;
    const char *horizon;
    lc_arena *arena;
    struct lc_text *out, text; /* text: the expression at hand */
    int code;                  /* the first failure */
    struct lc_error *err;
};

static void open_field(struct writer *w, const char *name)
{
    lc_text_addf(w->out,
                 "   <DerivedField name=\"%s\" optype=\"continuous\" "
                 "dataType=\"double\">",
                 name);
}

static void close_field(struct writer *w)
{
    lc_text_add(w->out, "</DerivedField>\n");
}

static void open_sum(struct writer *w)
{
    lc_text_add(w->out, "<Apply function=\"sum\">");
}

static void close_sum(struct writer *w)
{
    lc_text_add(w->out, "</Apply>");
}

static void number(struct writer *w, double value)
{
    lc_text_add_number(&w->text, value, "0");
}

/* The expression at hand goes out, and the next begins. */
static void put(struct writer *w)
{
    const struct lc_node *node;
    if (!w->code)
        w->code = lc_text_check(&w->text, w->err);
    if (!w->code)
        w->code = lc_expression_parse(&node, w->arena, w->text.data, w->err);
    if (!w->code)
        w->code = lc_pmml_node(node, w->out, w->err);
    lc_text_clear(&w->text);
}

/* "linear_predictor", "linear_predictor_2" */
static const char *sum_name(size_t cause, char room[40])
{
    snprintf(room, 40, cause ? "linear_predictor_%zu" : "linear_predictor", cause + 1);
    return room;
}

static void add_sums(struct writer *w)
{
    size_t p = lc_terms_count(w->e->model->terms);
    char name[40];
    for (size_t k = 0; k < w->e->causes; k++) {
        open_field(w, sum_name(k, name));
        open_sum(w);
        number(w, k ? 0 : w->e->constant);
        put(w);
        for (size_t j = 0; j < p; j++) {
            double beta = w->e->beta[k * p + j];
            if (beta == 0)
                continue;
            number(w, beta);
            lc_text_addf(&w->text, " * term_%zu", j + 1);
            put(w);
        }
        close_sum(w);
        close_field(w);
    }
}

static void add_distribution(struct writer *w)
{
    const struct lc_aft_kind *kind = &w->e->aft;
    open_field(w, "z");
    lc_text_addf(&w->text,
                 kind->logged ? "(log(%s) - linear_predictor) / "
                              : "(%s - linear_predictor) / ",
                 w->horizon);
    number(w, w->e->scale[0]);
    put(w);
    close_field(w);
    open_field(w, "risk");
    lc_text_add(&w->text, kind->shape == LC_WEIBULL     ? "1 - exp(-exp(z))"
                          : kind->shape == LC_LOGNORMAL ? "Phi(z)"
                                                        : "1 / (1 + exp(-z))");
    put(w);
    close_field(w);
}

/* name_1 + ..., each where the horizon has come to its time. */
static void add_parts(struct writer *w, const char *field, const char *name)
{
    open_field(w, field);
    open_sum(w);
    for (size_t i = 0; i < w->e->times; i++) {
        lc_text_addf(&w->text, "ifelse(%s >= ", w->horizon);
        number(w, w->e->time[i]);
        lc_text_addf(&w->text, ", %s_%zu, 0)", name, i + 1);
        put(w);
    }
    close_sum(w);
    close_field(w);
}

static void open_part(struct writer *w, const char *name, size_t i)
{
    char field[40];
    snprintf(field, sizeof field, "%s_%zu", name, i + 1);
    open_field(w, field);
    open_sum(w);
    number(w, 0);
    put(w);
}

static void close_part(struct writer *w)
{
    close_sum(w);
    close_field(w);
}

/* -log of what each interval leaves, added up: log(1 + exp(A + L)). */
static void add_product(struct writer *w)
{
    const struct lc_exported *e = w->e;
    size_t k = 0;
    for (size_t i = 0; i < e->times; i++) {
        open_part(w, "left", i);
        for (; k < e->intervals
               && e->grid * (double)(k + 1) <= e->time[i] + e->grid * 1e-9;
             k++) {
            if (!isfinite(e->level[k]))
                continue;
            lc_text_add(&w->text, "log1p(exp(");
            number(w, e->level[k]);
            lc_text_add(&w->text, " + linear_predictor))");
            put(w);
        }
        close_part(w);
    }
    add_parts(w, "left", "left");
    open_field(w, "risk");
    lc_text_add(&w->text, "1 - exp(-left)");
    put(w);
    close_field(w);
}

/* exp(-(D1 grow_1 + D2 grow_2 ...)) h grow, D the hazards before the step. */
static void add_step(struct writer *w, const double *before, double rise)
{
    size_t interest = (size_t)w->e->model->cause - 1;
    if (!(rise > 0))
        return;
    lc_text_add(&w->text, "exp(-(0");
    for (size_t k = 0; k < w->e->causes; k++) {
        lc_text_add(&w->text, " + ");
        number(w, before[k]);
        lc_text_addf(&w->text, " * grow_%zu", k + 1);
    }
    lc_text_add(&w->text, ")) * ");
    number(w, rise);
    lc_text_addf(&w->text, " * grow_%zu", interest + 1);
    put(w);
}

static void add_grown(struct writer *w)
{
    char name[40], grow[40];
    for (size_t k = 0; k < w->e->causes; k++) {
        snprintf(grow, sizeof grow, "grow_%zu", k + 1);
        open_field(w, grow);
        lc_text_addf(&w->text, "exp(%s)", sum_name(k, name));
        put(w);
        close_field(w);
    }
}

static void add_causes(struct writer *w)
{
    const struct lc_exported *e = w->e;
    size_t interest = (size_t)e->model->cause - 1, at = 0;
    struct lc_export_steps s;
    double *before = lc_arena_alloc(w->arena, e->causes * sizeof *before);
    if (!before)
        w->code = LC_FAIL_NOMEM(w->err);
    if (!w->code)
        w->code = lc_export_steps(&s, e, 0, e->time[e->times - 1], w->arena, w->err);
    if (w->code)
        return;
    add_grown(w);
    for (size_t i = 0; i < e->times; i++) {
        open_part(w, "grown", i);
        for (; at < s.n && s.time[at] <= e->time[i]; at++) {
            add_step(w, before, s.rise[at * s.causes + interest]);
            for (size_t k = 0; k < s.causes; k++)
                before[k] += s.rise[at * s.causes + k];
        }
        close_part(w);
    }
    add_parts(w, "risk", "grown");
}

int lc_pmml_risk(const struct lc_exported *e, const char *horizon, lc_arena *arena,
                 struct lc_text *out, struct lc_error *err)
{
    struct writer w = {
        .e = e, .horizon = horizon, .arena = arena, .out = out, .err = err
    };
    add_sums(&w);
    if (e->kind == LC_EXPORT_TIME)
        add_distribution(&w);
    else if (e->kind == LC_EXPORT_PRODUCT)
        add_product(&w);
    else
        add_causes(&w);
    lc_text_free(&w.text);
    return w.code;
}
