/* The panel list as a table and as text (list.h). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decisions/decisions.h"
#include "models/panel/caution.h"
#include "models/panel/list.h"
#include "models/panel/list_inside.h"

enum {
    REASONS = 3, /* shown for and against on a terminal */
    CAUSES = 8   /* of children that cannot be scored */
};

double lc_list_number(const json_t *row, const char *name)
{
    const json_t *value = json_object_get(row, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

const char *lc_list_text_of(const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text ? text : "";
}

/* A part of a risk, and what it says. */
struct reason {
    double size;
    size_t at;
    const char *text;
};

static int by_size(const void *a, const void *b)
{
    const struct reason *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

/* Texts of one sign, largest first, with "; " between them; at most `limit`. */
static void add_reasons(struct lc_text *out, const json_t *row, int sign, size_t limit)
{
    const json_t *parts = json_object_get(row, "contributions");
    size_t count = json_array_size(parts), n = 0;
    struct reason *reason = lc_alloc(count, sizeof *reason);
    out->failed |= !reason;
    for (size_t k = 0; k < count && reason; k++) {
        const json_t *part = json_array_get(parts, k);
        double size = sign * lc_list_number(part, "contribution");
        if (size > 0 && *lc_list_text_of(part, "text"))
            reason[n++] = (struct reason){ size, k, lc_list_text_of(part, "text") };
    }
    if (n)
        qsort(reason, n, sizeof *reason, by_size);
    for (size_t k = 0; k < n && k < limit; k++)
        lc_text_addf(out, "%s%s", k ? "; " : "", reason[k].text);
    free(reason);
}

void lc_list_add_joined(struct lc_text *out, const json_t *list)
{
    for (size_t k = 0; k < json_array_size(list); k++) {
        lc_text_add(out, k ? "; " : "");
        lc_text_add(out, json_string_value(json_array_get(list, k)));
    }
}

/* --- CSV -------------------------------------------------------------------------- */

static void add_cell(struct lc_text *out, struct lc_text *cell)
{
    lc_text_add(out, ",");
    if (cell->failed)
        out->failed = true;
    else
        lc_text_add_cell(out, (struct lc_slice){ cell->data, cell->size });
    lc_text_free(cell);
}

/* The verdict on the model stands on every row: a row is copied without its head. */
static void add_status(struct lc_text *out, const json_t *document)
{
    const char *word = lc_caution_word(json_object_get(document, "verdict"), document);
    lc_text_add_cell(out, lc_slice_of(word));
}

static void add_row(struct lc_text *out, const json_t *document, const json_t *row)
{
    struct lc_text cell = { 0 };
    add_status(out, document);
    lc_text_addf(out, ",%.0f,%.0f", lc_list_number(row, "rank"),
                 lc_list_number(row, "child"));
    for (const char *const *name = (const char *const[]){ "risk", "low", "high", NULL };
         *name; name++) {
        lc_text_add(out, ",");
        lc_text_add_number(out, lc_list_number(row, *name), "");
    }
    lc_text_add(out, ",");
    lc_text_add_number(out, lc_list_number(row, "worth"), "");
    lc_text_add(out, json_object_get(row, "grey") ? ",yes" : ",no");
    lc_list_add_joined(&cell, json_object_get(row, "in_hand"));
    add_cell(out, &cell);
    lc_text_addf(out, ",%s,",
                 lc_list_text_of(json_object_get(document, "horizon"), "text"));
    lc_text_add_number(out, lc_list_number(document, "base_rate"), "");
    add_reasons(&cell, row, 1, SIZE_MAX);
    add_cell(out, &cell);
    add_reasons(&cell, row, -1, SIZE_MAX);
    add_cell(out, &cell);
    lc_list_add_joined(&cell, json_object_get(row, "unknown"));
    add_cell(out, &cell);
    lc_text_add(out, ",");
    lc_list_add_joined(&cell, json_object_get(document, "warnings"));
    add_cell(out, &cell);
    lc_text_add(out, "\n");
}

void lc_list_csv(const json_t *document, struct lc_text *out)
{
    const json_t *listed = json_object_get(document, "listed");
    const json_t *cannot = json_object_get(document, "cannot_score");
    lc_text_add(out, "verdict,rank,child,risk,low,high,worth,grey_band,in_hand,"
                     "horizon,base_rate,reasons_for,reasons_against,not_known,"
                     "cannot_score,warnings\n");
    for (size_t k = 0; k < json_array_size(listed); k++)
        add_row(out, document, json_array_get(listed, k));
    for (size_t k = 0; k < json_array_size(cannot); k++) {
        const json_t *row = json_array_get(cannot, k);
        struct lc_text cell = { 0 };
        add_status(out, document);
        lc_text_addf(out, ",,%.0f,,,,,,,,,,,", lc_list_number(row, "child"));
        lc_text_add(&cell, lc_list_text_of(row, "reason"));
        add_cell(out, &cell);
        lc_list_add_joined(&cell, json_object_get(document, "warnings"));
        add_cell(out, &cell);
        lc_text_add(out, "\n");
    }
}

/* --- text ------------------------------------------------------------------------- */

static void add_line(struct lc_text *out, const char *sign, const json_t *row, int way)
{
    struct lc_text line = { 0 };
    add_reasons(&line, row, way, REASONS);
    if (line.size)
        lc_text_addf(out, "      %s %s\n", sign, line.data);
    lc_text_free(&line);
}

void lc_list_decisions(const json_t *row, const char *before, struct lc_text *out)
{
    const json_t *list = json_object_get(row, "decisions");
    for (size_t k = 0; k < json_array_size(list); k++) {
        const json_t *d = json_array_get(list, k);
        const char *action = lc_list_text_of(d, "action"),
                   *until = lc_list_text_of(d, "until"),
                   *meaning = lc_action_meaning(action);
        lc_text_addf(out, "%spanel of %s: %s", before, lc_list_text_of(d, "meeting"),
                     meaning   ? meaning
                     : *action ? action
                               : "not discussed");
        if (!strcmp(lc_list_text_of(d, "agreed"), "no"))
            lc_text_add(out, "; did not agree with the list");
        if (*until)
            lc_text_addf(out, ", until %s%s", until,
                         json_is_true(json_object_get(d, "over")) ? ", which is over"
                                                                  : "");
        lc_text_add(out, "\n");
    }
}

/* How many cannot be scored for each cause, the causes in the order first met. */
static void add_causes(struct lc_text *out, const json_t *cannot)
{
    const char *cause[CAUSES];
    size_t count[CAUSES], causes = 0, other = 0;
    for (size_t k = 0; k < json_array_size(cannot); k++) {
        const char *why = lc_list_text_of(json_array_get(cannot, k), "reason");
        size_t c = 0;
        while (c < causes && strcmp(cause[c], why))
            c++;
        if (c == CAUSES) {
            other++;
            continue;
        }
        if (c == causes) {
            cause[causes] = why;
            count[causes++] = 0;
        }
        count[c]++;
    }
    for (size_t c = 0; c < causes; c++)
        lc_text_addf(out, "%s%zu cannot be scored: %s\n", c ? "" : "\n", count[c],
                     cause[c]);
    if (other)
        lc_text_addf(out, "%zu cannot be scored for other causes; --json says which\n",
                     other);
}

void lc_list_caution(const json_t *document, struct lc_text *out)
{
    const json_t *list = json_object_get(document, "warnings"),
                 *verdict = json_object_get(document, "verdict");
    lc_caution_add_verdict(out, verdict, lc_caution_use(verdict, document));
    lc_text_add(out, "\n");
    for (size_t k = 0; k < json_array_size(list); k++)
        lc_text_addf(out, "Warning: %s.\n", json_string_value(json_array_get(list, k)));
}

static void add_sizes(struct lc_text *out, const json_t *sizes)
{
    if (json_array_size(sizes) < 2)
        return;
    lc_text_add(out, "Each further five: of a list of");
    for (size_t k = 0; k < json_array_size(sizes); k++) {
        const json_t *one = json_array_get(sizes, k);
        lc_text_addf(
            out, "%s %.0f about %.1f", k ? "," : "", lc_list_number(one, "size"),
            lc_list_number(json_object_get(one, "expected_entries"), "estimate"));
    }
    lc_text_add(out, "\n");
}

void lc_list_head(const json_t *document, struct lc_text *out)
{
    const json_t *expected = json_object_get(document, "expected_entries");
    size_t listed = json_array_size(json_object_get(document, "listed"));
    lc_text_addf(out,
                 "Panel list of %s: %zu of %.0f children, entry into care within %s\n",
                 lc_list_text_of(document, "as_of"), listed,
                 lc_list_number(document, "children"),
                 lc_list_text_of(json_object_get(document, "horizon"), "text"));
    if (listed)
        lc_text_addf(out,
                     "Of these about %.1f would enter care (%.1f to %.1f); of any %zu, "
                     "%.1f\n",
                     lc_list_number(expected, "estimate"),
                     lc_list_number(expected, "low"), lc_list_number(expected, "high"),
                     listed, lc_list_number(document, "base_rate") * (double)listed);
    add_sizes(out, json_object_get(document, "sizes"));
    if (listed)
        lc_text_add(out, "\n");
}

static void add_band(struct lc_text *out, const json_t *document)
{
    const json_t *band = json_object_get(document, "band");
    double listed = lc_list_number(band, "listed"),
           below = lc_list_number(band, "below");
    if (listed > 0 || below > 0)
        lc_text_addf(out,
                     "Where the list is cut, %.0f on it (*) and %s%.0f below it cannot "
                     "be\ntold apart: which of them are listed is partly chance\n\n",
                     listed,
                     json_is_true(json_object_get(band, "more")) ? "at least " : "",
                     below);
}

static void add_in_hand(struct lc_text *out, const json_t *row)
{
    const json_t *list = json_object_get(row, "in_hand");
    if (!json_array_size(list))
        return;
    lc_text_add(out, "      in hand: ");
    lc_list_add_joined(out, list);
    lc_text_add(out, "\n");
}

void lc_list_text(const json_t *document, struct lc_text *out)
{
    const json_t *listed = json_object_get(document, "listed");
    lc_list_caution(document, out);
    lc_list_head(document, out);
    add_band(out, document);
    for (size_t k = 0; k < json_array_size(listed); k++) {
        const json_t *row = json_array_get(listed, k);
        lc_text_addf(out, "%4.0f%s child %.0f: %.1f%%", lc_list_number(row, "rank"),
                     json_object_get(row, "grey") ? "*" : ".",
                     lc_list_number(row, "child"), 100 * lc_list_number(row, "risk"));
        if (isfinite(lc_list_number(row, "low")))
            lc_text_addf(out, " (%.1f to %.1f)", 100 * lc_list_number(row, "low"),
                         100 * lc_list_number(row, "high"));
        lc_text_add(out, json_object_get(row, "tied") ? ", equal to another\n" : "\n");
        add_in_hand(out, row);
        add_line(out, "+", row, 1);
        add_line(out, "-", row, -1);
        lc_list_decisions(row, "      = ", out);
    }
    add_causes(out, json_object_get(document, "cannot_score"));
}
