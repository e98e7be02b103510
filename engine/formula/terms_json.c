/* The frozen form of terms: the formula, and what was learnt for each of its variables.
 * Reading parses the formula again and attaches what was learnt, so that a file can
 * say nothing that the formula does not. */
#include <string.h>

#include "base/json.h"
#include "formula/terms_inside.h"

static const char *const kinds[] = { "number", "truth", "factor", "stratum", "rcs",
                                     "ns",     "poly",  "raw",    "bs",      "scale" };

/* --- writing ---------------------------------------------------------------------- */

static json_t *texts(size_t n, const char *const *text)
{
    json_t *array = json_array();
    bool ok = array;
    for (size_t i = 0; ok && i < n; i++)
        ok = lc_json_push(array, lc_json_text(text[i]));
    return lc_json_whole(array, ok);
}

/* The combinations of a stratum that training had, as mixed-radix numbers. */
static json_t *combinations(const struct lc_variable *v)
{
    json_t *array = json_array();
    size_t all = lc_variable_combinations(v);
    for (size_t i = 0; array && i < all; i++)
        if (v->combination[i] >= 0 && !lc_json_push(array, json_integer((json_int_t)i)))
            return json_decref(array), NULL;
    return array;
}

static json_t *write_variable(const struct lc_variable *v);

static json_t *write_parts(const struct lc_variable *v)
{
    json_t *array = json_array();
    for (size_t i = 0; array && i < v->parts; i++)
        if (!lc_json_push(array, write_variable(v->part + i)))
            return json_decref(array), NULL;
    return array;
}

/* A member of that name where there is one to write. */
#define IF(there, name, value)                                                         \
    {                                                                                  \
        (there) ? (name) : NULL, (there) ? (value) : NULL                              \
    }

static json_t *write_variable(const struct lc_variable *v)
{
    bool stratum = v->kind == LC_KIND_STRATUM;
    bool levels = stratum || v->kind == LC_KIND_FACTOR;
    return LC_OBJECT(
        { "text", lc_json_text(v->text) }, { "kind", json_string(kinds[v->kind]) },
        IF(stratum, "parts", write_parts(v)),
        IF(levels, "levels", texts(v->levels, v->level)),
        IF(levels && !stratum && v->level_value, "values",
           lc_json_numbers(v->levels, v->level_value)),
        IF(stratum, "combinations", combinations(v)),
        IF(v->kind >= LC_KIND_RCS, "numbers", lc_json_numbers(v->numbers, v->number)));
}

static json_t *write_base(const struct lc_terms_base *base)
{
    return LC_OBJECT(
        { "name", lc_json_text(base->name) }, { "label", lc_json_text(base->label) },
        { "unit", lc_json_text(base->unit) }, { "group", lc_json_text(base->group) },
        { "not_observed",
          base->indicator < 0 ? json_null() : json_integer(base->indicator) });
}

static json_t *write_column(const struct lc_term *term)
{
    return LC_OBJECT(
        { "name", lc_json_text(term->name) }, { "label", lc_json_text(term->label) },
        { "unit", lc_json_text(term->unit) }, { "group", lc_json_text(term->group) },
        { "reads", texts(term->bases, term->base) },
        { "mean", lc_json_number(term->mean) }, { "sd", lc_json_number(term->sd) });
}

/* A column named by an option; what the formula itself names is in its text. */
static bool put_name(json_t *object, const char *name, const struct lc_node *node)
{
    return !node || node->kind != LC_NODE_NAME
           || lc_json_put(object, name, lc_json_text(node->text));
}

json_t *lc_terms_write(const lc_terms *terms)
{
    json_t *object = json_object(), *bases = json_array(), *variables = json_array(),
           *columns = json_array();
    bool ok =
        lc_json_put(object, "formula", lc_json_text(terms->formula))
        && lc_json_put(object, "missing",
                       json_string(terms->missing == LC_FLAG_MISSING ? "flag" : "drop"))
        && put_name(object, "weights", terms->weight)
        && put_name(object, "cluster", terms->cluster);
    if (terms->success)
        ok = ok && lc_json_put(object, "success", lc_json_text(terms->success))
             && lc_json_put(object, "failure", lc_json_text(terms->failure));
    for (size_t i = 0; i < terms->bases && ok; i++)
        ok = lc_json_push(bases, write_base(terms->base + i));
    for (size_t i = 0; i < terms->variables && ok; i++)
        ok = lc_json_push(variables, write_variable(terms->variable + i));
    for (size_t i = 0; i < terms->columns && ok; i++)
        ok = lc_json_push(columns, write_column(terms->term + i));
    if (terms->stratum)
        ok = ok && lc_json_put(object, "strata", write_variable(terms->stratum));
    ok = lc_json_put(object, "bases", bases) && ok;
    ok = lc_json_put(object, "variables", variables) && ok;
    ok = lc_json_put(object, "columns", columns) && ok;
    return lc_json_whole(object, ok);
}

/* --- reading ---------------------------------------------------------------------- */

static const char *keep(lc_terms *t, const json_t *value)
{
    const char *text = json_string_value(value);
    return text ? lc_arena_text(t->arena, text, strlen(text)) : NULL;
}

static int read_levels(lc_terms *t, struct lc_variable *v, const json_t *object,
                       struct lc_error *err)
{
    const json_t *levels = json_object_get(object, "levels");
    size_t n = json_array_size(levels);
    if (n == 0 || n > LC_TERMS_STRATA)
        return LC_FAIL(err, LC_FORMAT, "'%.60s' has no levels", v->text);
    v->level = lc_arena_alloc(t->arena, n * sizeof *v->level);
    if (!v->level)
        return LC_FAIL_NOMEM(err);
    for (v->levels = 0; v->levels < n; v->levels++) {
        v->level[v->levels] = keep(t, json_array_get(levels, v->levels));
        if (!v->level[v->levels])
            return LC_FAIL(err, LC_FORMAT, "a level of '%.60s' is not a text", v->text);
    }
    if (!json_object_get(object, "values"))
        return LC_OK;
    v->level_value = lc_arena_alloc(t->arena, n * sizeof *v->level_value);
    if (!v->level_value)
        return LC_FAIL_NOMEM(err);
    return lc_json_get_numbers(object, "values", n, v->level_value, err);
}

static int read_combinations(lc_terms *t, struct lc_variable *v, const json_t *object,
                             struct lc_error *err)
{
    const json_t *list = json_object_get(object, "combinations");
    size_t all = lc_variable_combinations(v);
    if (!all || json_array_size(list) != v->levels)
        return LC_FAIL(err, LC_FORMAT, "'%.60s': its strata do not add up", v->text);
    v->combination = lc_arena_alloc(t->arena, all * sizeof *v->combination);
    if (!v->combination)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < all; i++)
        v->combination[i] = -1;
    for (size_t i = 0; i < v->levels; i++) {
        const json_t *one = json_array_get(list, i);
        json_int_t at = json_is_integer(one) ? json_integer_value(one) : -1;
        if (at < 0 || (size_t)at >= all)
            return LC_FAIL(err, LC_FORMAT, "'%.60s': no such stratum", v->text);
        v->combination[at] = (int32_t)i;
    }
    return LC_OK;
}

static int read_variable(lc_terms *t, struct lc_variable *v, const json_t *object,
                         struct lc_error *err);

static int read_parts(lc_terms *t, struct lc_variable *v, const json_t *object,
                      struct lc_error *err)
{
    const json_t *parts = json_object_get(object, "parts");
    if (json_array_size(parts) != v->parts)
        return LC_FAIL(err, LC_FORMAT,
                       "'%.60s': its parts are not those of the formula", v->text);
    for (size_t i = 0; i < v->parts; i++) {
        int code = read_variable(t, v->part + i, json_array_get(parts, i), err);
        if (!code && v->part[i].kind != LC_KIND_FACTOR)
            code = LC_FAIL(err, LC_FORMAT, "'%.60s': a part is no factor", v->text);
        if (code)
            return code;
    }
    int code = read_levels(t, v, object, err);
    return code ? code : read_combinations(t, v, object, err);
}

static int read_numbers(lc_terms *t, struct lc_variable *v, const json_t *object,
                        struct lc_error *err)
{
    size_t n = json_array_size(json_object_get(object, "numbers"));
    v->number = lc_arena_alloc(t->arena, (n + 1) * sizeof *v->number);
    if (!v->number)
        return LC_FAIL_NOMEM(err);
    v->numbers = n;
    return lc_json_get_numbers(object, "numbers", n, v->number, err);
}

/* What the text says (kind by function) must be what the file says. */
static int read_kind(struct lc_variable *v, const char *name, struct lc_error *err)
{
    int kind = 0;
    while (kind < LC_TERM_KINDS && strcmp(kinds[kind], name))
        kind++;
    bool free_kind = v->kind == LC_TERM_KINDS && kind <= LC_KIND_FACTOR;
    if (kind == LC_TERM_KINDS || !(free_kind || kind == v->kind))
        return LC_FAIL(err, LC_FORMAT, "'%.60s' cannot be of kind '%.20s'", v->text,
                       name);
    v->kind = kind;
    return LC_OK;
}

static int read_variable(lc_terms *t, struct lc_variable *v, const json_t *object,
                         struct lc_error *err)
{
    const char *text, *kind;
    int code = lc_json_get_text(object, "text", &text, err);
    if (code || (code = lc_json_get_text(object, "kind", &kind, err)))
        return code;
    if (strcmp(text, v->text))
        return LC_FAIL(err, LC_FORMAT, "variable '%.60s' where the formula has '%.60s'",
                       text, v->text);
    if ((code = read_kind(v, kind, err)))
        return code;
    if (v->kind == LC_KIND_FACTOR)
        code = read_levels(t, v, object, err);
    else if (v->kind == LC_KIND_STRATUM)
        code = read_parts(t, v, object, err);
    else if (v->kind >= LC_KIND_RCS)
        code = read_numbers(t, v, object, err);
    return code ? code : lc_variable_prepare(t, v, err);
}

static int read_base(lc_terms *t, struct lc_terms_base *base, const json_t *object,
                     struct lc_error *err)
{
    const char *name;
    const json_t *which = json_object_get(object, "not_observed");
    int code = lc_json_get_text(object, "name", &name, err);
    if (code)
        return code;
    if (strcmp(name, base->name))
        return LC_FAIL(err, LC_FORMAT,
                       "base column '%.60s' where the formula has '%.60s'", name,
                       base->name);
    base->label = keep(t, json_object_get(object, "label"));
    base->unit = keep(t, json_object_get(object, "unit"));
    base->group = keep(t, json_object_get(object, "group"));
    base->indicator = -1;
    if (!json_is_integer(which))
        return LC_OK;
    json_int_t i = json_integer_value(which);
    if (i < 0 || (size_t)i >= t->bases)
        return LC_FAIL(err, LC_FORMAT, "'%.60s': no such indicator", name);
    base->indicator = (int)i;
    if ((size_t)i >= t->indicators)
        t->indicators = (size_t)i + 1;
    return LC_OK;
}

static int read_bases(lc_terms *t, const json_t *json, struct lc_error *err)
{
    const json_t *bases = json_object_get(json, "bases");
    int code = LC_OK;
    if (json_array_size(bases) != t->bases)
        return LC_FAIL(err, LC_FORMAT, "'bases' are not those of the formula");
    t->indicator = lc_arena_alloc(t->arena, (t->bases + 1) * sizeof *t->indicator);
    if (!t->indicator)
        return LC_FAIL_NOMEM(err);
    for (size_t b = 0; b < t->bases && !code; b++)
        code = read_base(t, t->base + b, json_array_get(bases, b), err);
    for (size_t b = 0; b < t->bases && !code; b++) {
        if (t->base[b].indicator < 0)
            continue;
        struct lc_indicator *one = t->indicator + t->base[b].indicator;
        size_t *more = lc_terms_more(t, one->base, one->bases, sizeof *more);
        if (!more)
            return LC_FAIL_NOMEM(err);
        one->base = more;
        one->base[one->bases++] = b;
    }
    for (size_t i = 0; i < t->indicators && !code; i++)
        if (!t->indicator[i].bases)
            code = LC_FAIL(err, LC_FORMAT, "'bases': indicator %zu is nobody's", i);
    return code;
}

/* Columns follow from the rest; the file must agree, and adds mean and sd. */
static int read_columns(lc_terms *t, const json_t *json, struct lc_error *err)
{
    const json_t *columns = json_object_get(json, "columns");
    if (json_array_size(columns) != t->columns)
        return LC_FAIL(err, LC_FORMAT, "'columns' are not those of the formula");
    for (size_t c = 0; c < t->columns; c++) {
        const json_t *object = json_array_get(columns, c);
        const char *name;
        int code = lc_json_get_text(object, "name", &name, err);
        if (!code && strcmp(name, t->term[c].name))
            code =
                LC_FAIL(err, LC_FORMAT, "column '%.60s' where the formula has '%.60s'",
                        name, t->term[c].name);
        if (!code)
            code = lc_json_get_number(object, "mean", &t->term[c].mean, err);
        if (!code)
            code = lc_json_get_number(object, "sd", &t->term[c].sd, err);
        if (code)
            return code;
    }
    return LC_OK;
}

static int read_variables(lc_terms *t, const json_t *json, struct lc_error *err)
{
    const json_t *variables = json_object_get(json, "variables");
    int code = LC_OK;
    if (json_array_size(variables) != t->variables)
        return LC_FAIL(err, LC_FORMAT, "'variables' are not those of the formula");
    for (size_t i = 0; i < t->variables && !code; i++)
        code = lc_variable_classify(t, t->variable + i, err);
    for (size_t i = 0; i < t->variables && !code; i++)
        code = read_variable(t, t->variable + i, json_array_get(variables, i), err);
    if (!code)
        code = lc_terms_gather_strata(t, err);
    if (!code && t->stratum)
        code = read_variable(t, t->stratum, json_object_get(json, "strata"), err);
    return code;
}

static int read_all(lc_terms *t, const json_t *json, struct lc_error *err)
{
    const char *source, *missing;
    struct lc_formula formula;
    struct lc_terms_options options = {
        .weights = json_string_value(json_object_get(json, "weights")),
        .cluster = json_string_value(json_object_get(json, "cluster")),
    };
    int code = lc_json_get_text(json, "formula", &source, err);
    if (code || (code = lc_json_get_text(json, "missing", &missing, err))
        || (code = lc_formula_parse(&formula, t->arena, source, err))
        || (code = lc_terms_expand(t, &formula, NULL, &options, err)))
        return code;
    t->missing = strcmp(missing, "flag") ? LC_DROP_MISSING : LC_FLAG_MISSING;
    t->success = keep(t, json_object_get(json, "success"));
    t->failure = keep(t, json_object_get(json, "failure"));
    if ((code = read_variables(t, json, err)) || (code = read_bases(t, json, err))
        || (code = lc_terms_make_columns(t, err)))
        return code;
    return read_columns(t, json, err);
}

int lc_terms_read(lc_terms **terms, const json_t *json, struct lc_error *err)
{
    lc_terms *t = lc_alloc(1, sizeof *t);
    *terms = NULL;
    if (t)
        t->arena = lc_arena_new();
    int code = t && t->arena ? read_all(t, json, err) : LC_FAIL_NOMEM(err);
    if (code) {
        lc_terms_free(t);
        return lc_error_within(err, code, "terms");
    }
    *terms = t;
    return LC_OK;
}
