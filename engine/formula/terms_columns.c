/* The columns of the matrix, from what was learnt: where each comes from, what R would
 * call it, and what a reader should. */
#include <stdint.h>
#include <string.h>

#include "formula/terms_inside.h"

static bool is_factor(const struct lc_variable *v)
{
    return v->kind == LC_KIND_FACTOR || v->kind == LC_KIND_STRATUM;
}

/* Whether the product without its k-th variable is a term too; nothing left counts as
 * one (R's TermCode). */
static bool has_margin(const struct lc_terms *t, const struct lc_product *p, size_t k)
{
    if (p->count == 1)
        return true;
    for (size_t i = 0; i < t->products; i++) {
        const struct lc_product *other = t->product + i;
        size_t same = 0;
        for (size_t j = 0, m = 0; j < p->count && other->count == p->count - 1; j++)
            if (j != k)
                same += other->variable[m++] == p->variable[j];
        if (other->count == p->count - 1 && same == other->count)
            return true;
    }
    return false;
}

/* Without an intercept the first factor that stands alone is coded in full. */
static void code_factors(struct lc_terms *t)
{
    bool first = !t->intercept;
    for (size_t i = 0; i < t->products; i++) {
        struct lc_product *p = t->product + i;
        for (size_t k = 0; k < p->count; k++) {
            const struct lc_variable *v = t->variable + p->variable[k];
            p->full[k] = is_factor(v) && !has_margin(t, p, k);
            if (first && p->count == 1 && v->kind == LC_KIND_FACTOR) {
                p->full[k] = true;
                first = false;
            }
        }
    }
}

static size_t first_part(const struct lc_terms *t, const struct lc_product *p, size_t k)
{
    return is_factor(t->variable + p->variable[k]) && !p->full[k];
}

static int count_columns(struct lc_terms *t, size_t *columns, struct lc_error *err)
{
    *columns = t->indicators;
    for (size_t i = 0; i < t->products; i++) {
        size_t product = 1;
        for (size_t k = 0; k < t->product[i].count; k++) {
            const struct lc_variable *v = t->variable + t->product[i].variable[k];
            if (v->kind == LC_KIND_FACTOR && v->width == 0)
                return LC_FAIL(err, LC_UNFIT, "'%.60s' is not observed in any row",
                               v->text);
            size_t parts = v->width - first_part(t, t->product + i, k);
            if (!lc_product_is_column(t, t->product + i))
                continue;
            if (v->kind == LC_KIND_FACTOR && parts == 0)
                return LC_FAIL(err, LC_UNFIT, "'%.60s' has only one level", v->text);
            if (parts > LC_TERMS_COLUMNS / product)
                return LC_FAIL(err, LC_RANGE, "more than %d columns", LC_TERMS_COLUMNS);
            product *= parts;
        }
        if (lc_product_is_column(t, t->product + i))
            *columns += product;
        if (*columns > LC_TERMS_COLUMNS)
            return LC_FAIL(err, LC_RANGE, "more than %d columns", LC_TERMS_COLUMNS);
    }
    return LC_OK;
}

/* --- names ------------------------------------------------------------------------ */

static void add_name(const struct lc_variable *v, size_t part, struct lc_text *out)
{
    switch (v->kind) {
    case LC_KIND_FACTOR:
    case LC_KIND_STRATUM:
        lc_text_addf(out, "%s%s", v->text, v->level[part]);
        return;
    case LC_KIND_RCS:
        lc_node_print(v->value, out);
        for (size_t i = 0; i < part; i++)
            lc_text_add(out, "'");
        return;
    case LC_KIND_TRUTH:
        lc_text_addf(out, "%sTRUE", v->text);
        return;
    default:
        lc_text_add(out, v->text);
        if (v->width > 1)
            lc_text_addf(out, "%zu", part + 1);
    }
}

/* The label of the one column behind a variable, with what is done to it if anything
 * is: "offences", "offences (log)"; else the expression as printed. */
static void add_value(const struct lc_terms *t, const struct lc_variable *v,
                      struct lc_text *out)
{
    const struct lc_terms_base *base =
        v->value && v->bases == 1 ? t->base + v->base[0] : NULL;
    bool plain = base && v->value->kind == LC_NODE_NAME;
    if (plain)
        lc_text_add(out, base->label ? base->label : base->name);
    else if (base && base->label && strncmp(v->text, "log", 3) == 0)
        lc_text_addf(out, "%s (log)", base->label);
    else if (base && base->label)
        lc_text_addf(out, "%s, as %s", base->label, v->text);
    else
        lc_text_add(out, v->text);
}

static void add_label(const struct lc_terms *t, const struct lc_variable *v,
                      size_t part, struct lc_text *out)
{
    if (v->kind == LC_KIND_STRATUM) {
        lc_text_add(out, v->level[part]);
        return;
    }
    add_value(t, v, out);
    if (v->kind == LC_KIND_FACTOR)
        lc_text_addf(out, ": %s", v->level[part]);
    else if (v->kind != LC_KIND_TRUTH && v->kind != LC_KIND_NUMBER && part > 0)
        lc_text_addf(out, " (part %zu)", part + 1);
}

static const char *join(struct lc_terms *t, const struct lc_product *p,
                        const struct lc_origin *origin, bool label)
{
    struct lc_text text = { 0 };
    for (size_t k = 0; k < p->count; k++) {
        const struct lc_variable *v = t->variable + p->variable[k];
        lc_text_add(&text, k ? (label ? " by " : ":") : "");
        if (label)
            add_label(t, v, origin->part[k], &text);
        else
            add_name(v, origin->part[k], &text);
    }
    return lc_text_keep(&text, t->arena);
}

/* --- bases ------------------------------------------------------------------------ */

/* The columns behind a term, each once, and the history they share. */
static int set_bases(struct lc_terms *t, struct lc_term *term, size_t count,
                     const size_t *which, struct lc_error *err)
{
    const char **names = lc_arena_alloc(t->arena, (count + 1) * sizeof *names);
    if (!names)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++) {
        const struct lc_terms_base *base = t->base + which[i];
        bool known = false;
        for (size_t j = 0; j < term->bases; j++)
            known = known || strcmp(names[j], base->name) == 0;
        if (!known)
            names[term->bases++] = base->name;
        if (i == 0)
            term->group = base->group;
        else if (!term->group || !base->group || strcmp(term->group, base->group))
            term->group = NULL;
    }
    term->base = names;
    return LC_OK;
}

static int set_product_bases(struct lc_terms *t, struct lc_term *term,
                             const struct lc_product *p, struct lc_error *err)
{
    size_t count = 0;
    for (size_t k = 0; k < p->count; k++) {
        const struct lc_variable *v = t->variable + p->variable[k];
        count += v->bases;
        for (size_t i = 0; i < v->parts; i++)
            count += v->part[i].bases;
    }
    size_t *which = lc_arena_alloc(t->arena, (count + 1) * sizeof *which);
    if (!which)
        return LC_FAIL_NOMEM(err);
    count = 0;
    for (size_t k = 0; k < p->count; k++) {
        const struct lc_variable *v = t->variable + p->variable[k];
        for (size_t j = 0; j < v->bases; j++)
            which[count++] = v->base[j];
        for (size_t i = 0; i < v->parts; i++)
            for (size_t j = 0; j < v->part[i].bases; j++)
                which[count++] = v->part[i].base[j];
    }
    const struct lc_variable *v = t->variable + p->variable[0];
    if (p->count == 1 && v->kind == LC_KIND_NUMBER && v->value->kind == LC_NODE_NAME
        && v->bases == 1)
        term->unit = t->base[v->base[0]].unit;
    return set_bases(t, term, count, which, err);
}

/* --- columns ---------------------------------------------------------------------- */

static int add_column(struct lc_terms *t, size_t product,
                      const struct lc_origin *origin, struct lc_error *err)
{
    const struct lc_product *p = t->product + product;
    struct lc_term *term = t->term + t->columns;
    t->origin[t->columns] = *origin;
    t->origin[t->columns++].product = product;
    term->name = join(t, p, origin, false);
    term->label = join(t, p, origin, true);
    if (!term->name || !term->label)
        return LC_FAIL_NOMEM(err);
    return set_product_bases(t, term, p, err);
}

/* Every combination of parts, the first variable's running fastest. */
static int add_product(struct lc_terms *t, size_t product, struct lc_error *err)
{
    const struct lc_product *p = t->product + product;
    struct lc_origin origin = { 0 };
    for (size_t k = 0; k < p->count; k++) {
        origin.part[k] = first_part(t, p, k);
        if (origin.part[k] >= t->variable[p->variable[k]].width)
            return LC_OK; /* a stratum of one level: no column */
    }
    for (size_t k = 0; k < p->count;) {
        int code = add_column(t, product, &origin, err);
        if (code)
            return code;
        for (k = 0; k < p->count; k++) {
            if (++origin.part[k] < t->variable[p->variable[k]].width)
                break;
            origin.part[k] = first_part(t, p, k);
        }
    }
    return LC_OK;
}

static int add_indicator(struct lc_terms *t, size_t which, struct lc_error *err)
{
    const struct lc_indicator *indicator = t->indicator + which;
    struct lc_text name = { 0 }, label = { 0 };
    struct lc_term *term = t->term + t->columns;
    t->origin[t->columns++] =
        (struct lc_origin){ .product = SIZE_MAX, .indicator = which };
    lc_text_addf(&name, "not observed(%s)", t->base[indicator->base[0]].name);
    lc_text_add(&label, "not observed: ");
    for (size_t i = 0; i < indicator->bases; i++) {
        const struct lc_terms_base *base = t->base + indicator->base[i];
        lc_text_addf(&label, "%s%s", i ? ", " : "",
                     base->label ? base->label : base->name);
    }
    term->indicator = true;
    term->name = lc_text_keep(&name, t->arena);
    term->label = lc_text_keep(&label, t->arena);
    if (!term->name || !term->label)
        return LC_FAIL_NOMEM(err);
    return set_bases(t, term, indicator->bases, indicator->base, err);
}

int lc_terms_make_columns(struct lc_terms *terms, struct lc_error *err)
{
    size_t count;
    code_factors(terms);
    int code = count_columns(terms, &count, err);
    if (code)
        return code;
    terms->columns = 0;
    terms->term = lc_arena_alloc(terms->arena, (count + 1) * sizeof *terms->term);
    terms->origin = lc_arena_alloc(terms->arena, (count + 1) * sizeof *terms->origin);
    if (!terms->term || !terms->origin)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < terms->products && !code; i++)
        if (lc_product_is_column(terms, terms->product + i))
            code = add_product(terms, i, err);
    for (size_t i = 0; i < terms->indicators && !code; i++)
        code = add_indicator(terms, i, err);
    return code;
}
