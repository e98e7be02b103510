/* The small print: what words mean, what the model cannot do, and how to repeat it. */
#include "models/report/html_inside.h"
#include "models/report/section_inside.h"

static void add_definitions(struct lc_page *page, const json_t *definitions)
{
    json_t *d;
    if (!json_array_size(definitions))
        return;
    lc_html_element(page, "h3", "govuk-heading-m", "What the words mean");
    lc_html_add(page, "<dl class=\"lc-words\">\n");
    for (size_t i = 0; (d = json_array_get(definitions, i)); i++) {
        lc_html_element(page, "dt", NULL, lc_page_need_word(page, d, "word"));
        lc_html_element(page, "dd", NULL, lc_page_need_word(page, d, "meaning"));
    }
    lc_html_add(page, "</dl>\n");
}

/* A value of any plain type, as the document has it. */
static void add_value(struct lc_page *page, const json_t *value)
{
    lc_html_cell_open(page, "lc-code");
    if (json_is_string(value))
        lc_html_plain(page, json_string_value(value));
    else if (json_is_number(value))
        lc_text_add_number(page->out, json_number_value(value), "");
    else if (json_is_boolean(value))
        lc_html_add(page, json_is_true(value) ? "yes" : "no");
    lc_html_add(page, "</td>");
}

static void add_pairs(struct lc_page *page, const char *title, const json_t *pairs)
{
    static const struct lc_head heads[] = { { "Name", false }, { "Value", false } };
    json_t *pair;
    if (!json_array_size(pairs))
        return;
    lc_html_fold(page, title);
    lc_html_table(page, title, true, 2, heads);
    for (size_t i = 0; (pair = json_array_get(pairs, i)); i++) {
        lc_html_row(page);
        lc_html_head_cell(page, lc_page_need_word(page, pair, "name"));
        add_value(page, json_object_get(pair, "value"));
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

static void add_model_hash(struct lc_page *page, const json_t *model)
{
    lc_html_add(page, "<p class=\"govuk-body\">Model <span class=\"lc-code\">");
    lc_html_plain(page, lc_page_word(page, model, "hash"));
    lc_html_add(page, "</span></p>\n");
}

static void write_section(struct lc_page *page, const json_t *results)
{
    const json_t *limits = lc_page_list(page, results, "limits");
    add_definitions(page, lc_page_list(page, results, "definitions"));
    if (json_array_size(limits))
        lc_html_element(page, "h3", "govuk-heading-m", "What it cannot tell");
    lc_html_bullets(page, limits);
    add_model_hash(page, lc_page_object(page, results, "model"));
    add_pairs(page, "Settings", lc_page_list(page, results, "settings"));
    add_pairs(page, "Hashes of what it was made from",
              lc_page_list(page, results, "hashes"));
}

const struct lc_section lc_section_limits = {
    .id = "limits",
    .title = "Definitions, limits and settings",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
