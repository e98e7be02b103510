/* A model as PMML 4.4 (export.h). */
#include <stdio.h>
#include <string.h>

#include "models/export/export.h"
#include "models/export/pmml_node_inside.h"
#include "models/export/pmml_risk_inside.h"

#define HORIZON "follow_up_time" /* the field that says by when */

static void add_attribute(struct lc_text *out, const char *name, const char *value)
{
    lc_text_addf(out, " %s=\"", name);
    lc_text_add_html(out, lc_slice_of(value));
    lc_text_add(out, "\"");
}

static void add_real(struct lc_text *out, const char *name, double value)
{
    lc_text_addf(out, " %s=\"", name);
    lc_text_add_number(out, value, "0");
    lc_text_add(out, "\"");
}

/* Whether the expression compares the column with a text. */
static bool is_text(const struct lc_node *node, const char *name)
{
    bool named = false, text = false;
    if (node->kind != LC_NODE_CALL)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct lc_node *arg = node->arg[i];
        named = named || (arg->kind == LC_NODE_NAME && !strcmp(arg->text, name));
        text = text || arg->kind == LC_NODE_TEXT;
        if (is_text(arg, name))
            return true;
    }
    return named && text;
}

static void add_dictionary(const struct lc_exported *e, bool timed, struct lc_text *out)
{
    const lc_terms *t = e->terms;
    lc_text_addf(out, " <DataDictionary numberOfFields=\"%zu\">\n",
                 lc_terms_bases(t) + 1 + timed);
    for (size_t k = 0; k < lc_terms_bases(t); k++) {
        const char *label, *unit, *name = lc_terms_base(t, k, &label, &unit);
        bool text = false;
        for (size_t c = 0; c < lc_terms_count(t); c++)
            text = text || is_text(e->column[c], name);
        lc_text_add(out, "  <DataField");
        add_attribute(out, "name", name);
        if (label)
            add_attribute(out, "displayName", label);
        lc_text_add(out, text ? " optype=\"categorical\" dataType=\"string\"/>\n"
                              : " optype=\"continuous\" dataType=\"double\"/>\n");
    }
    if (timed)
        lc_text_add(out, "  <DataField name=\"" HORIZON
                         "\" optype=\"continuous\" dataType=\"double\"/>\n");
    lc_text_add(out, "  <DataField name=\"outcome\" optype=\"continuous\" "
                     "dataType=\"double\"/>\n </DataDictionary>\n");
}

static void add_schema(const struct lc_exported *e, bool timed, struct lc_text *out)
{
    const lc_terms *t = e->terms;
    lc_text_add(out, "  <MiningSchema>\n");
    for (size_t k = 0; k < lc_terms_bases(t); k++) {
        const char *label, *unit;
        lc_text_add(out, "   <MiningField");
        add_attribute(out, "name", lc_terms_base(t, k, &label, &unit));
        lc_text_add(out, " usageType=\"active\"/>\n");
    }
    if (timed)
        lc_text_add(out,
                    "   <MiningField name=\"" HORIZON "\" usageType=\"active\"/>\n");
    lc_text_add(out, "   <MiningField name=\"outcome\" usageType=\"target\"/>\n"
                     "  </MiningSchema>\n");
}

static bool is_used(const struct lc_exported *e, size_t column)
{
    size_t p = lc_terms_count(e->terms);
    for (size_t k = 0; k < e->causes; k++)
        if (e->beta[k * p + column] != 0)
            return true;
    return false;
}

static int add_terms(const struct lc_exported *e, struct lc_text *out,
                     struct lc_error *err)
{
    const lc_terms *t = e->terms;
    int code = LC_OK;
    lc_text_add(out, "  <LocalTransformations>\n");
    for (size_t k = 0; !code && k < lc_terms_count(t); k++) {
        if (!is_used(e, k))
            continue;
        lc_text_addf(out, "   <DerivedField name=\"term_%zu\"", k + 1);
        add_attribute(out, "displayName", lc_terms_at(t, k)->name);
        lc_text_add(out, " optype=\"continuous\" dataType=\"double\">");
        code = lc_pmml_node(e->column[k], out, err);
        lc_text_add(out, "</DerivedField>\n");
    }
    return code;
}

static void end_terms(struct lc_text *out)
{
    lc_text_add(out, "  </LocalTransformations>\n");
}

static int add_regression(const struct lc_exported *e, struct lc_text *out,
                          struct lc_error *err)
{
    lc_text_addf(out,
                 " <RegressionModel modelName=\"latecare\" functionName=\"regression\" "
                 "normalizationMethod=\"%s\">\n",
                 e->form->link);
    add_schema(e, false, out);
    int code = add_terms(e, out, err);
    end_terms(out);
    lc_text_add(out, "  <RegressionTable");
    add_real(out, "intercept", e->constant);
    lc_text_add(out, ">\n");
    for (size_t k = 0; k < lc_terms_count(e->terms); k++) {
        if (e->beta[k] == 0)
            continue;
        lc_text_addf(out, "   <NumericPredictor name=\"term_%zu\"", k + 1);
        add_real(out, "coefficient", e->beta[k]);
        lc_text_add(out, "/>\n");
    }
    lc_text_add(out, "  </RegressionTable>\n </RegressionModel>\n");
    return code;
}

/* One line a column, as each of the lists wants it. */
static void add_list(const struct lc_exported *e, const char *open, const char *line,
                     bool beta, const char *close, struct lc_text *out)
{
    lc_text_addf(out, "  <%s>\n", open);
    for (size_t k = 0; k < lc_terms_count(e->terms); k++) {
        if (e->beta[k] == 0)
            continue;
        for (const char *c = line; *c; c++)
            if (*c == '#')
                lc_text_addf(out, "%zu", k + 1);
            else
                lc_text_add_bytes(out, c, 1);
        if (beta)
            add_real(out, "beta", e->beta[k]);
        lc_text_add(out, "/>\n");
    }
    lc_text_addf(out, "  </%s>\n", close);
}

static int add_cox(const struct lc_exported *e, struct lc_text *out,
                   struct lc_error *err)
{
    lc_text_add(out, " <GeneralRegressionModel modelName=\"latecare\" "
                     "functionName=\"regression\" modelType=\"CoxRegression\" "
                     "endTimeVariable=\"" HORIZON "\">\n");
    add_schema(e, true, out);
    int code = add_terms(e, out, err);
    end_terms(out);
    add_list(e, "ParameterList", "   <Parameter name=\"p#\" label=\"term_#\"", false,
             "ParameterList", out);
    lc_text_add(out, "  <FactorList/>\n");
    add_list(e, "CovariateList", "   <Predictor name=\"term_#\"", false,
             "CovariateList", out);
    add_list(e, "PPMatrix",
             "   <PPCell value=\"1\" predictorName=\"term_#\" parameterName=\"p#\"",
             false, "PPMatrix", out);
    add_list(e, "ParamMatrix", "   <PCell parameterName=\"p#\" df=\"1\"", true,
             "ParamMatrix", out);
    lc_text_add(out, "  <BaseCumHazardTables");
    add_real(out, "maxTime", e->time[e->times - 1]);
    lc_text_add(out, ">\n");
    for (size_t i = 0; i < e->times; i++) {
        lc_text_add(out, "   <BaselineCell");
        add_real(out, "time", e->time[i]);
        add_real(out, "cumHazard", e->form->hazard(e, 0, e->time[i]));
        lc_text_add(out, "/>\n");
    }
    lc_text_add(out, "  </BaseCumHazardTables>\n </GeneralRegressionModel>\n");
    return code;
}

/* The risk as a field of its own, which the model hands on. */
static int add_derived(const struct lc_exported *e, lc_arena *arena,
                       struct lc_text *out, struct lc_error *err)
{
    lc_text_add(out, " <RegressionModel modelName=\"latecare\" "
                     "functionName=\"regression\" normalizationMethod=\"none\">\n");
    add_schema(e, true, out);
    int code = add_terms(e, out, err);
    if (!code)
        code = lc_pmml_risk(e, HORIZON, arena, out, err);
    end_terms(out);
    lc_text_add(out, "  <RegressionTable intercept=\"0\">\n   <NumericPredictor "
                     "name=\"risk\" coefficient=\"1\"/>\n  </RegressionTable>\n "
                     "</RegressionModel>\n");
    return code;
}

static int add_model(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                     struct lc_error *err)
{
    if (e->form->link)
        return add_regression(e, out, err);
    if (e->form->hazard)
        return add_cox(e, out, err);
    return add_derived(e, arena, out, err);
}

/* A column and a field of ours of one name would be one field to whoever reads it. */
static int check_names(const struct lc_exported *e, const char *text,
                       struct lc_error *err)
{
    const char *label, *unit;
    char field[200];
    for (size_t k = 0; k < lc_terms_bases(e->terms); k++) {
        const char *name = lc_terms_base(e->terms, k, &label, &unit);
        snprintf(field, sizeof field, "<DerivedField name=\"%.150s\"", name);
        if (strstr(text, field) || !strcmp(name, HORIZON) || !strcmp(name, "outcome"))
            return LC_FAIL(err, LC_REFUSED,
                           "the column '%s' has the name of a field that the PMML "
                           "needs for itself; fit with another name, or take --to "
                           "arithmetic",
                           name);
    }
    return LC_OK;
}

int lc_export_pmml(const struct lc_exported *e, const struct lc_model *model,
                   lc_arena *arena, struct lc_text *out, struct lc_error *err)
{
    if (e->strata > 1)
        return LC_FAIL(err, LC_REFUSED,
                       "strata come of a rule that PMML has no field for; take --to "
                       "arithmetic, or a model a stratum");
    lc_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<PMML version=\"4.4\" xmlns=\"http://www.dmg.org/PMML-4_4\">\n"
                     " <Header");
    add_attribute(out, "description", lc_terms_formula(e->terms));
    add_attribute(out, "modelVersion", model->digest);
    lc_text_add(out, "><Application name=\"latecare\"");
    add_attribute(out, "version", model->program);
    lc_text_add(out, "/></Header>\n");
    add_dictionary(e, !e->form->link, out);
    int code = add_model(e, arena, out, err);
    lc_text_add(out, "</PMML>\n");
    if (!code)
        code = lc_text_check(out, err);
    return code ? code : check_names(e, out->data, err);
}
