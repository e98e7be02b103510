#include "models/export/pmml_node_inside.h"

#include <string.h>

/* Ours, how many arguments, PMML's; or a composition written below. */
static const struct {
    const char *ours;
    size_t count;
    const char *theirs;
} functions[] = {
    { "+", 2, "+" },
    { "-", 2, "-" },
    { "*", 2, "*" },
    { "/", 2, "/" },
    { "^", 2, "pow" },
    { "pmax", 2, "max" },
    { "pmin", 2, "min" },
    { "==", 2, "equal" },
    { "!=", 2, "notEqual" },
    { "<", 2, "lessThan" },
    { "<=", 2, "lessOrEqual" },
    { ">", 2, "greaterThan" },
    { ">=", 2, "greaterOrEqual" },
    { "&", 2, "and" },
    { "&&", 2, "and" },
    { "|", 2, "or" },
    { "||", 2, "or" },
    { "!", 1, "not" },
    { "is.na", 1, "isMissing" },
    { "ifelse", 3, "if" },
    { "log", 1, "ln" },
    { "log10", 1, "log10" },
    { "sqrt", 1, "sqrt" },
    { "exp", 1, "exp" },
    { "abs", 1, "abs" },
    { "floor", 1, "floor" },
    { "ceiling", 1, "ceil" },
    { "Phi", 1, "stdNormalCDF" },
};

static void add_escaped(struct lc_text *out, const char *text)
{
    lc_text_add_html(out, lc_slice_of(text));
}

static void add_number(struct lc_text *out, const char *text)
{
    lc_text_addf(out, "<Constant dataType=\"double\">%s</Constant>", text);
}

static int apply(const struct lc_node *node, const char *function, struct lc_text *out,
                 struct lc_error *err)
{
    int code = LC_OK;
    lc_text_add(out, "<Apply function=\"");
    add_escaped(out, function);
    lc_text_add(out, "\">");
    for (size_t i = 0; !code && i < node->count; i++)
        code = lc_pmml_node(node->arg[i], out, err);
    lc_text_add(out, "</Apply>");
    return code;
}

/* f(argument sign constant), or the other way round. */
static int compose(const struct lc_node *argument, const char *before,
                   const char *after, struct lc_text *out, struct lc_error *err)
{
    lc_text_add(out, before);
    int code = lc_pmml_node(argument, out, err);
    lc_text_add(out, after);
    return code;
}

/* Functions that PMML has only by others. */
static const struct {
    const char *ours, *before, *after;
} compositions[] = {
    { "(", "", "" },
    { "I", "", "" },
    { "+", "", "" },
    { "as.numeric", "", "" },
    { "-", "<Apply function=\"*\"><Constant dataType=\"double\">-1</Constant>",
      "</Apply>" },
    { "log1p",
      "<Apply function=\"ln\"><Apply function=\"+\"><Constant "
      "dataType=\"double\">1</Constant>",
      "</Apply></Apply>" },
    { "expm1", "<Apply function=\"-\"><Apply function=\"exp\">",
      "</Apply><Constant dataType=\"double\">1</Constant></Apply>" },
    { "log2", "<Apply function=\"/\"><Apply function=\"ln\">",
      "</Apply><Apply function=\"ln\"><Constant "
      "dataType=\"double\">2</Constant></Apply></Apply>" },
};

static int call_node(const struct lc_node *node, struct lc_text *out,
                     struct lc_error *err)
{
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++)
        if (functions[k].count == node->count
            && strcmp(functions[k].ours, node->text) == 0)
            return apply(node, functions[k].theirs, out, err);
    for (size_t k = 0; k < sizeof compositions / sizeof *compositions; k++)
        if (node->count == 1 && strcmp(compositions[k].ours, node->text) == 0)
            return compose(node->arg[0], compositions[k].before, compositions[k].after,
                           out, err);
    return LC_FAIL(err, LC_USAGE, "PMML has no function for '%.40s'", node->text);
}

int lc_pmml_node(const struct lc_node *node, struct lc_text *out, struct lc_error *err)
{
    struct lc_text plain = { 0 };
    switch (node->kind) {
    case LC_NODE_NUMBER:
        lc_text_add_number(&plain, node->number, "NaN");
        add_number(out, plain.data ? plain.data : "0");
        lc_text_free(&plain);
        return LC_OK;
    case LC_NODE_TEXT:
        lc_text_add(out, "<Constant dataType=\"string\">");
        add_escaped(out, node->text);
        lc_text_add(out, "</Constant>");
        return LC_OK;
    case LC_NODE_NAME:
        lc_text_add(out, "<FieldRef field=\"");
        add_escaped(out, node->text);
        lc_text_add(out, "\"/>");
        return LC_OK;
    default:
        return call_node(node, out, err);
    }
}
