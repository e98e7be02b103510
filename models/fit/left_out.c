/* See left_out.h. */
#include "models/fit/left_out.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"

struct tally {
    size_t rows, entries; /* where the column is not 0 */
};

static struct tally count(const struct lc_applied *applied, const double *entry,
                          size_t column)
{
    enum { RUN = 512 };
    double value[RUN];
    struct tally t = { 0, 0 };
    size_t n = applied->n;
    for (size_t first = 0; first < n; first += RUN) {
        size_t some = n - first < RUN ? n - first : RUN;
        lc_column_read(applied->column + column, first, some, value);
        for (size_t i = 0; i < some; i++) {
            t.rows += value[i] != 0;
            t.entries += value[i] != 0 && entry[first + i] > 0;
        }
    }
    return t;
}

static const char *why_not(struct tally t, size_t n, const struct lc_term *term)
{
    if (t.rows == 0 || t.rows == n)
        return NULL;
    if (t.entries == 0)
        return "none of the training rows that have it ends in an entry";
    if (term->indicator && t.entries == t.rows)
        return "all of the training rows that have it end in an entry";
    return NULL;
}

/* The column is the matrix's own from here on, and 0. */
static int make_zero(struct lc_column *column, size_t n, struct lc_error *err)
{
    void *data = lc_alloc(n, sizeof(uint8_t));
    if (!data)
        return LC_FAIL_NOMEM(err);
    if (!column->borrowed)
        free(column->data);
    column->borrowed = false;
    column->data = data;
    column->type = LC_U8;
    return LC_OK;
}

static bool push(json_t *list, const struct lc_term *term, const char *why)
{
    return lc_json_push(
        list,
        LC_OBJECT({ "name", lc_json_text(term->name) },
                  { "label", lc_json_text(term->label ? term->label : term->name) },
                  { "why", lc_json_text(why) }));
}

int lc_left_out(json_t **list, struct lc_applied *applied, const double *entry,
                size_t entrants, const lc_terms *terms, struct lc_error *err)
{
    json_t *made = json_array();
    int code = made ? LC_OK : LC_FAIL_NOMEM(err);
    *list = NULL;
    for (size_t j = 0; j < applied->x.p && !code; j++) {
        const struct lc_term *term = lc_terms_at(terms, j);
        const char *why = why_not(count(applied, entry, j), applied->n, term);
        if (!why || (!term->indicator && entrants < LC_LEFT_OUT_ENTRANTS))
            continue;
        code = push(made, term, why) ? make_zero(applied->column + j, applied->n, err)
                                     : LC_FAIL_NOMEM(err);
    }
    if (code)
        json_decref(made);
    else
        *list = made;
    return code;
}

/* --- flags beside flags ----------------------------------------------------------- */

static bool is_flag(const struct lc_column *column, size_t n)
{
    const uint8_t *value = column->data;
    uint8_t most = 0;
    for (size_t i = 0; column->type == LC_U8 && i < n; i++)
        most = value[i] > most ? value[i] : most;
    return most == 1;
}

/* Does the narrow flag lie within the wide one, and is no entry in between? */
static bool is_silent_beside(const uint8_t *wide, const uint8_t *narrow, size_t n,
                             const double *entry)
{
    size_t between = 0;
    for (size_t i = 0; i < n; i++) {
        if (narrow[i] > wide[i] || (wide[i] > narrow[i] && entry[i] > 0))
            return false;
        between += wide[i] > narrow[i];
    }
    return between > 0;
}

static int leave_out_beside(json_t *list, struct lc_column *wide, size_t n,
                            const struct lc_term *term, const struct lc_term *beside,
                            struct lc_error *err)
{
    struct lc_text why = { 0 };
    lc_text_addf(&why,
                 "none of the training rows that have it, but not \"%s\", ends in an "
                 "entry",
                 beside->label ? beside->label : beside->name);
    int code = !why.failed && push(list, term, why.data) ? LC_OK : LC_FAIL_NOMEM(err);
    lc_text_free(&why);
    return code ? code : make_zero(wide, n, err);
}

int lc_left_out_beside(json_t *list, struct lc_applied *applied, const double *entry,
                       const lc_terms *terms, bool *more, struct lc_error *err)
{
    size_t p = applied->x.p, n = applied->n;
    int code = LC_OK;
    *more = false;
    for (size_t a = 0; a < p && !code; a++)
        for (size_t b = 0; b < p && !code; b++) {
            struct lc_column *wide = applied->column + a, *narrow = applied->column + b;
            if (a == b || !is_flag(wide, n) || !is_flag(narrow, n)
                || !is_silent_beside(wide->data, narrow->data, n, entry))
                continue;
            *more = true;
            code = leave_out_beside(list, wide, n, lc_terms_at(terms, a),
                                    lc_terms_at(terms, b), err);
        }
    return code;
}

const json_t *lc_left_out_of(const struct lc_model *model)
{
    const json_t *list = json_object_get(model->settings, "left_out");
    return json_array_size(list) ? list : NULL;
}
