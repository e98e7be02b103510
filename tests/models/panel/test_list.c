/* The list of a small town: the same however it is made, cut, printed, explained. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/panel/list.h"
#include "models/report/report.h"
#include "support/scored.h"
#include "support/stores.h"

TestSuite(list, .init = lc_begin);

static char *printed(const struct scored_town *f, lc_team *team)
{
    struct lc_scoring s;
    json_t *document;
    char *text;
    scored_town_list(&s, f, 5, team);
    cr_assert(eq(int,
                 lc_list_document(&document, &s, f->training.model, &f->store, NULL),
                 LC_OK));
    cr_assert(eq(int, lc_json_print(document, &text, NULL), LC_OK));
    json_decref(document);
    lc_scoring_free(&s);
    return text;
}

Test(list, one_thread_and_two_give_the_same_list)
{
    struct scored_town f;
    lc_team *team;
    scored_town_open(&f, "cox");
    cr_assert(eq(int, lc_team_new(&team, 2, NULL), LC_OK));
    char *one = printed(&f, NULL), *two = printed(&f, team);
    cr_assert(eq(str, one, two));
    free(one);
    free(two);
    lc_team_free(team);
    scored_town_close(&f);
}

/* From the file, of which scoring loads a part. */
Test(list, a_part_of_the_store_gives_the_same_list)
{
    struct scored_town f;
    struct lc_error err = { 0 };
    scored_town_open(&f, "cox");
    char *whole = printed(&f, NULL), *folder = test_folder(), path[4096];
    size_t all = f.store.histories;
    snprintf(path, sizeof path, "%s/town.h5", folder);
    cr_assert(eq(int, lc_store_save(&f.store, path, &err), LC_OK), "%s", err.text);
    lc_store_free(&f.store);
    cr_assert(
        eq(int, lc_score_load(&f.store, path, f.training.model, false, &err), LC_OK),
        "%s", err.text);
    cr_assert(lc_store_history(&f.store, "missing")->line == NULL);
    cr_assert(le(sz, f.store.histories, all));
    char *part = printed(&f, NULL);
    cr_assert(eq(str, whole, part));
    free(whole);
    free(part);
    free(folder);
    scored_town_close(&f);
}

/* The list is cut at the capacity, prints as a page, and as a table of a row a child.
 */
Test(list, is_cut_and_prints)
{
    struct scored_town f;
    struct lc_scoring s;
    json_t *d;
    struct lc_text csv = { 0 }, page = { 0 }, text = { 0 };
    struct lc_error err = { 0 };
    scored_town_open(&f, "logistic");
    scored_town_list(&s, &f, 7, NULL);
    cr_assert(
        eq(int, lc_list_document(&d, &s, f.training.model, &f.store, NULL), LC_OK));
    cr_assert(eq(sz, json_array_size(json_object_get(d, "listed")), 7));
    lc_list_csv(d, &csv);
    size_t lines = 0;
    for (size_t k = 0; k < csv.size; k++)
        lines += csv.data[k] == '\n';
    cr_assert(eq(sz, lines, 8));
    lc_list_text(d, &text);
    cr_assert(strstr(text.data, "   7. child ") != NULL);
    cr_assert(strstr(text.data, "   8. child ") == NULL);
    int code = lc_report_print(f.training.results, d, &page, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    lc_text_free(&csv);
    lc_text_free(&page);
    lc_text_free(&text);
    json_decref(d);
    lc_scoring_free(&s);
    scored_town_close(&f);
}

/* An absence is told where it lowers the risk, and nowhere else. */
Test(list, absence_speaks_only_against)
{
    struct scored_town f;
    struct lc_scoring s;
    json_t *d;
    scored_town_open(&f, "logistic");
    scored_town_all(&s, &f, NULL);
    cr_assert(
        eq(int, lc_list_document(&d, &s, f.training.model, &f.store, NULL), LC_OK));
    const json_t *listed = json_object_get(d, "listed");
    size_t told = 0;
    for (size_t k = 0; k < json_array_size(listed); k++) {
        const json_t *parts =
            json_object_get(json_array_get(listed, k), "contributions");
        for (size_t g = 0; g < json_array_size(parts); g++) {
            const json_t *part = json_array_get(parts, g);
            const char *text = json_string_value(json_object_get(part, "text"));
            if (!text || strncmp(text, "no", 2))
                continue;
            told++;
            cr_assert(
                lt(dbl, json_number_value(json_object_get(part, "contribution")), 0));
        }
    }
    cr_assert(lt(sz, 0, told));
    json_decref(d);
    lc_scoring_free(&s);
    scored_town_close(&f);
}

/* A child of so many reasons, of which every second is against; the sizes fall and rise
 * again, so that reason k + 1 of its side is not the next of the document. */
static json_t *document_of(size_t reasons)
{
    json_t *parts = json_array();
    for (size_t k = 0; k < reasons; k++) {
        char text[32];
        snprintf(text, sizeof text, "r%zu", k);
        double size =
            (double)(k < (reasons + 1) / 2 ? reasons - k : k) + (double)k / 4096;
        json_array_append_new(parts, json_pack("{s:f, s:s}", "contribution",
                                               k % 2 ? -size : size, "text", text));
    }
    return json_pack("{s:[{s:i, s:i, s:f, s:o}]}", "listed", "rank", 1, "child", 1,
                     "risk", 0.5, "contributions", parts);
}

/* Every reason is told, each in its place: the sizes of a side never rise. */
Test(list, any_number_of_reasons_is_told)
{
    static const size_t sizes[] = { 0, 1, 99, 199, 200, 201, 202, 511, 512, 513, 1000 };
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s], told[2] = { 0 };
        json_t *d = document_of(n);
        struct lc_text csv = { 0 };
        lc_list_csv(d, &csv);
        const json_t *parts = json_object_get(
            json_array_get(json_object_get(d, "listed"), 0), "contributions");
        double last[2] = { 1e9, 1e9 };
        for (const char *at = csv.data; (at = strchr(at, 'r'));) {
            char *end;
            size_t k = strtoul(++at, &end, 10);
            if (end == at || (*end != ';' && *end != ','))
                continue; /* a heading */
            double size = fabs(json_number_value(
                json_object_get(json_array_get(parts, k), "contribution")));
            cr_expect(le(dbl, size, last[k % 2]));
            last[k % 2] = size;
            told[k % 2]++;
        }
        cr_expect(eq(sz, told[0], (n + 1) / 2), "of %zu", n);
        cr_expect(eq(sz, told[1], n / 2), "of %zu", n);
        lc_text_free(&csv);
        json_decref(d);
    }
}
