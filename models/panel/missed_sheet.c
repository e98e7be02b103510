/* Who was missed, in counts alone (missed.h). */
#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "models/panel/missed.h"
#include "models/panel/sheet.h"

int lc_missed_note_lists(json_t *sheet, const struct lc_missed *v, bool suppress,
                         struct lc_error *err)
{
    char first[LC_DAY_ROOM], last[LC_DAY_ROOM];
    struct lc_text text = { 0 };
    lc_text_addf(&text,
                 "Lists of %zu children, made again as they would have been: %zu, "
                 "from %s to %s",
                 v->capacity, v->lists, lc_day_print(v->first_list, first),
                 lc_day_print(v->last_list, last));
    int code = lc_text_check(&text, err);
    if (!code)
        code = lc_sheet_note(sheet, text.data, err);
    if (!code)
        code = lc_sheet_note_counts(sheet, suppress, err);
    lc_text_free(&text);
    return code;
}

int lc_missed_put_classes(json_t *sheet, const struct lc_missed *v,
                          struct lc_error *err)
{
    static const char *const text[] = {
#define X(constant, name, text) text,
        LC_MISSED_CLASSES(X)
#undef X
    };
    const struct lc_sheet_column column = { "entries", "Entries", v->count, true };
    const struct lc_sheet_section s = { "became",
                                        "What the lists and panels made of them",
                                        NULL,
                                        "What became of them",
                                        LC_MISSED_COUNT,
                                        text,
                                        1,
                                        &column };
    return lc_sheet_put(sheet, &s, err);
}

/* What a row of `sooner` is called, into out, which is to be freed. */
static int name_row(struct lc_text *out, const struct lc_missed *v,
                    const struct lc_missed_gain *g, struct lc_error *err)
{
    if (!g)
        lc_text_add(out, "as it was");
    else if (!g->system)
        lc_text_add(out, "with everything known on the day");
    else {
        lc_text_add(out, "with ");
        lc_text_add_words(out, g->system);
        lc_text_addf(out, " known within %d day%s", (int)v->within,
                     v->within == 1 ? "" : "s");
    }
    return lc_text_check(out, err);
}

/* How many were on a list, so that telling it (disclosure/small.h) gives none of the
 * classes away whose sum it is. */
static size_t listed_in_all(const struct lc_missed *v)
{
    enum { PARTS = LC_MISSED_OPEN + 1 };
    size_t told[PARTS], total;
    lc_tell_parts(PARTS, v->count, told, &total);
    return total == LC_FEW ? v->listed : total;
}

/* The rows are lists made again: the first is the sum of those who were on one, and so
 * is a row that brings no more. How many more is for the reader: beside both, it would
 * narrow down what a rounded count stands for. */
static int put_rows(json_t *sheet, const struct lc_missed *v, struct lc_text *text,
                    const char **row, size_t *listed, struct lc_error *err)
{
    bool suppress = json_is_true(json_object_get(sheet, "suppressed"));
    size_t as_it_was = suppress ? listed_in_all(v) : v->listed;
    int code = LC_OK;
    for (size_t k = 0; k < v->gains + 1 && !code; k++) {
        const struct lc_missed_gain *g = k ? v->gain + k - 1 : NULL;
        code = name_row(text + k, v, g, err);
        row[k] = text[k].data;
        listed[k] = g && g->listed != v->listed ? g->listed : as_it_was;
    }
    const struct lc_sheet_column column = { "listed", "On a list", listed, false };
    const struct lc_sheet_section s = {
        "sooner",
        "On a list, had it been known sooner",
        "The lists made again as if a system's events had been known so soon; what a "
        "source does not cover stays unknown, and a correction is known when it was.",
        "Lists",
        v->gains + 1,
        row,
        1,
        &column
    };
    return code ? code : lc_sheet_put(sheet, &s, err);
}

static int put_sooner(json_t *sheet, const struct lc_missed *v, struct lc_error *err)
{
    size_t n = v->gains + 1;
    struct lc_text *text = calloc(n, sizeof *text);
    const char **row = calloc(n, sizeof *row);
    size_t *listed = lc_alloc(n, sizeof *listed);
    int code = text && row && listed ? put_rows(sheet, v, text, row, listed, err)
                                     : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < n && text; k++)
        lc_text_free(text + k);
    free(text);
    free(row);
    free(listed);
    return code;
}

int lc_missed_sheet(json_t **sheet, const struct lc_missed *v, bool suppress,
                    struct lc_error *err)
{
    const int32_t span[2] = { v->from, v->to };
    int code = lc_sheet_new(sheet, "Why those who entered care were on no list", span,
                            suppress, err);
    if (!code)
        code = lc_missed_note_lists(*sheet, v, suppress, err);
    if (!code)
        code = lc_missed_put_classes(*sheet, v, err);
    if (!code && v->gains)
        code = put_sooner(*sheet, v, err);
    *sheet = lc_json_whole(*sheet, !code);
    return code;
}
