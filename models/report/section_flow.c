/* Who was predicted for: the cohort's flow, rule by rule. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

/* Columns that only some documents have. */
static bool has(const json_t *rows, const char *name)
{
    json_t *row;
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        const json_t *value = json_object_get(row, name);
        if (value && !json_is_null(value))
            return true;
    }
    return false;
}

static void add_row(struct lc_page *page, const json_t *row, bool landmarks,
                    bool entries)
{
    lc_html_row(page);
    lc_html_head_open(page);
    lc_html_text(page, lc_words_of(lc_page_need_word(page, row, "rule")));
    lc_html_head_close(page, lc_page_word(page, row, "reason"));
    lc_html_count(page, row, "removed");
    lc_html_count(page, row, "children");
    if (landmarks)
        lc_html_count(page, row, "landmarks");
    if (entries)
        lc_html_count(page, row, "entries");
    lc_html_row_end(page);
}

static void add_count(struct lc_page *page, const json_t *entries, const char *name)
{
    const char *hidden = json_string_value(json_object_get(entries, name));
    lc_html_add(page, "<strong>");
    if (hidden)
        lc_html_text(page, hidden);
    else
        lc_people_count(page->out, lc_page_need_number(page, entries, name));
    lc_html_add(page, "</strong>");
}

/* What the cohort leaves out of what it is for. */
static void add_entries(struct lc_page *page)
{
    const json_t *entries = lc_page_object(page, page->results, "entries");
    if (!entries)
        return;
    lc_html_add(page, "<p class=\"govuk-body\">Of ");
    add_count(page, entries, "all");
    lc_html_add(page, " late entries ");
    add_count(page, entries, "known");
    lc_html_add(page, " were of children known beforehand. The other ");
    add_count(page, entries, "unknown");
    lc_html_add(page, " were of children whom no list could have held.</p>\n");
}

static void write_section(struct lc_page *page, const json_t *flow)
{
    struct lc_head heads[5] = { { "Rule", false },
                                { "Left out", true },
                                { "Children left", true } };
    size_t count = 3;
    bool landmarks = has(flow, "landmarks"), entries = has(flow, "entries");
    json_t *row;
    if (landmarks)
        heads[count++] = (struct lc_head){ "Child-landmarks", true };
    if (entries)
        heads[count++] = (struct lc_head){ "Entries", true };
    const char *cohort = lc_page_word(page, page->results, "cohort");
    lc_html_element(page, "p", "govuk-body lc-sentence", cohort);
    lc_html_table(page, "How the cohort was reached", true, count, heads);
    for (size_t i = 0; (row = json_array_get(flow, i)); i++)
        add_row(page, row, landmarks, entries);
    lc_html_table_end(page);
    add_entries(page);
    const json_t *assumed = lc_page_object(page, page->results, "assumed");
    lc_html_element(page, "p", "govuk-body lc-sentence",
                    lc_page_word(page, assumed, "text"));
    lc_html_element(page, "p", "govuk-body-s lc-quiet",
                    "c: a count of 1 to 5, or one from which such a count could be "
                    "worked out, is not shown.");
}

const struct lc_section lc_section_flow = {
    .id = "flow",
    .title = "Who was predicted for",
    .needs = "flow",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
