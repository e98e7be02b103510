/* What an import says of itself: text, or one document. */
#include "command/import_print_inside.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/listing.h"
#include "base/path.h"
#include "base/text.h"
#include "command/command.h"
#include "command/silences_inside.h"

static const char *schema_name(const struct lc_import_file *file)
{
    return file->schema ? file->schema->name : file->unread ? "(not read)" : "(empty)";
}

/* clang-format off */
static const struct {
    const char *name;
    size_t offset;
    bool rare; /* a column of the table only where there are any */
} figures[] = {
    { "rows",      offsetof(struct lc_import_file, rows),      false },
    { "taken",     offsetof(struct lc_import_file, taken),     false },
    { "unchanged", offsetof(struct lc_import_file, unchanged), false },
    { "corrected", offsetof(struct lc_import_file, corrected), false },
    { "rejected",  offsetof(struct lc_import_file, rejected),  false },
    { "pending",   offsetof(struct lc_import_file, pending),   true },
    { "withdrawn", offsetof(struct lc_import_file, withdrawn), true },
    { "findings",  offsetof(struct lc_import_file, findings),  false },
};
/* clang-format on */

static uint64_t figure(const struct lc_import_file *file, size_t which)
{
    return *(const uint64_t *)((const char *)file + figures[which].offset);
}

_Static_assert(sizeof figures / sizeof *figures == LC_IMPORT_FIGURES, "every figure");

const char *lc_import_figure_name(size_t which)
{
    return figures[which].name;
}

uint64_t lc_import_total(const struct lc_import_result *result, size_t which)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < result->count; i++)
        sum += figure(&result->file[i], which);
    return sum;
}

/* The figures that the table has, in order; returns how many. */
static size_t shown_figures(const struct lc_import_result *result, size_t *shown)
{
    size_t n = 0;
    for (size_t k = 0; k < LC_IMPORT_FIGURES; k++)
        if (!figures[k].rare || lc_import_total(result, k))
            shown[n++] = k;
    return n;
}

static void print_table(const struct lc_import_result *result, struct lc_text *out)
{
    struct lc_listed columns[LC_IMPORT_FIGURES + 2] = { { "schema", LC_LISTED_LEFT } };
    size_t shown[LC_IMPORT_FIGURES], n = shown_figures(result, shown);
    struct lc_listing to;
    for (size_t k = 0; k < n; k++)
        columns[k + 1] = (struct lc_listed){ figures[shown[k]].name, LC_LISTED_RIGHT };
    columns[n + 1] = (struct lc_listed){ "file", LC_LISTED_FLOWS };
    lc_listing_begin(&to, n + 2, columns);
    for (size_t i = 0; i < result->count; i++) {
        lc_listing_cell(&to, "%s", schema_name(&result->file[i]));
        for (size_t k = 0; k < n; k++)
            lc_listing_cell(&to, "%" PRIu64, figure(&result->file[i], shown[k]));
        lc_listing_cell(&to, "%s", result->file[i].path);
    }
    lc_listing_cell(&to, "all");
    for (size_t k = 0; k < n; k++)
        lc_listing_cell(&to, "%" PRIu64, lc_import_total(result, shown[k]));
    lc_listing_cell(&to, "%zu %s", result->count,
                    result->count == result->files ? "files" : "tables");
    lc_listing_end(&to, 0, out);
}

static void print_rules(const struct lc_import_result *result, struct lc_text *out)
{
    static const struct lc_listed columns[] = { { "rule", LC_LISTED_LEFT },
                                                { "rows", LC_LISTED_RIGHT },
                                                { "what is wrong", LC_LISTED_FLOWS } };
    struct lc_rule_count *counts;
    struct lc_listing to;
    size_t n;
    out->failed |= lc_notes_by_rule(&result->notes, &n, &counts, NULL) != LC_OK;
    if (!n)
        return;
    lc_listing_begin(&to, 3, columns);
    for (size_t i = 0; i < n; i++) {
        lc_listing_cell(&to, "%s", counts[i].rule);
        lc_listing_cell(&to, "%zu", counts[i].rows);
        lc_listing_cell(&to, "%s", lc_rule_meaning(counts[i].rule));
    }
    free(counts);
    lc_text_add(out, "\n");
    lc_listing_end(&to, 0, out);
}

static void print_remarks(const struct lc_import_result *result, struct lc_text *out)
{
    const struct lc_notes *notes = &result->notes;
    for (size_t i = 0; i < notes->remarks; i++)
        lc_text_addf(out, "%s%s: %s\n", i ? "" : "\n",
                     lc_path_name(result->name[notes->remark[i].file]),
                     notes->remark[i].text);
}

static json_t *remarks_json(const struct lc_import_result *result)
{
    const struct lc_notes *notes = &result->notes;
    json_t *remarks = json_array();
    bool good = remarks != NULL;
    for (size_t i = 0; i < notes->remarks && good; i++) {
        json_t *one = json_object();
        bool whole =
            lc_json_put(one, "file", lc_json_text(result->name[notes->remark[i].file]))
            && lc_json_put(one, "remark", lc_json_text(notes->remark[i].text));
        good = lc_json_push(remarks, lc_json_whole(one, whole));
    }
    return lc_json_whole(remarks, good);
}

static json_t *file_json(const struct lc_import_file *file)
{
    json_t *object = json_object();
    bool good = lc_json_put(object, "file", lc_json_text(file->path))
                && lc_json_put(object, "schema", lc_json_text(schema_name(file)));
    for (size_t k = 0; k < LC_IMPORT_FIGURES && good; k++)
        good = lc_json_put(object, figures[k].name, lc_json_count(figure(file, k)));
    good = good && lc_json_put(object, "again", json_boolean(file->again));
    if (good && file->year)
        good = lc_json_put(object, "collection_year", json_integer(file->year));
    if (good && file->covers_from != LC_NO_DAY)
        good = lc_json_put(object, "covers_from", lc_json_day(file->covers_from))
               && lc_json_put(object, "covers_to", lc_json_day(file->covers_to));
    return lc_json_whole(object, good);
}

static int print_json(const struct lc_import_result *result,
                      const struct lc_store *store, const char *rejects,
                      struct lc_error *err)
{
    struct lc_rule_count *counts;
    size_t n;
    json_t *document = json_object(), *files = json_array(), *rules = json_object();
    bool good = lc_notes_by_rule(&result->notes, &n, &counts, NULL) == LC_OK;
    for (size_t i = 0; i < result->count; i++)
        good &= lc_json_push(files, file_json(&result->file[i]));
    for (size_t i = 0; i < n; i++)
        good &= lc_json_put(rules, counts[i].rule, lc_json_count(counts[i].rows));
    free(counts);
    good &= lc_json_put(document, "files", files);
    good &= lc_json_put(document, "findings_by_rule", rules);
    good &= lc_json_put(document, "remarks", remarks_json(result));
    good &= lc_json_put(document, "settled",
                        lc_json_count(result->file[result->count].rows));
    good &= lc_json_put(document, "silent", lc_silences_json(store));
    for (size_t k = 0; k < LC_IMPORT_FIGURES; k++)
        good &= lc_json_put(document, figures[k].name,
                            lc_json_count(lc_import_total(result, k)));
    if (rejects)
        good &= lc_json_put(document, "rejects_file", lc_json_text(rejects));
    return lc_print_json(lc_json_whole(document, good), err);
}

int lc_import_print(const struct lc_import_result *result, const struct lc_store *store,
                    const char *rejects, bool json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return print_json(result, store, rejects, err);
    print_table(result, &out);
    print_rules(result, &out);
    print_remarks(result, &out);
    if (result->file[result->count].rows)
        lc_text_addf(&out, "\n%" PRIu64 " rows had waited, and were taken in\n",
                     result->file[result->count].rows);
    uint64_t rejected = lc_import_total(result, LC_IMPORT_REJECTED);
    if (rejected && rejects) {
        lc_text_addf(&out, "\n%" PRIu64 " rows were not taken: ", rejected);
        lc_text_add_inline(&out, rejects);
        lc_text_add(&out, "\n");
    }
    int code = lc_silences_add(&out, store, "\nsilent: ", err);
    if (!code)
        return lc_print_text(&out, err);
    lc_text_free(&out);
    return code;
}
