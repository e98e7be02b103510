/* Two sources that tell of the same children and do not say the same. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void add_row(struct lc_page *page, const json_t *row)
{
    const json_t *between = lc_page_list(page, row, "between");
    const char *history = lc_page_need_word(page, row, "history");
    const char *a = json_string_value(json_array_get(between, 0));
    const char *b = json_string_value(json_array_get(between, 1));
    lc_html_row(page);
    lc_html_head_cell(page, *history ? lc_words_of(history) : "Who the child is");
    lc_html_cell(page, lc_page_need_word(page, row, "meaning"));
    lc_html_cell_open(page, "");
    lc_html_text(page, a ? a : "");
    lc_html_add(page, " and ");
    lc_html_text(page, b ? b : "");
    lc_html_add(page, "</td>");
    lc_html_count(page, row, "rows");
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *differ)
{
    static const struct lc_head heads[] = { { "Of what", false },
                                            { "What differs", false },
                                            { "Between", false },
                                            { "Times", true } };
    json_t *row;
    if (!json_array_size(differ)) {
        lc_html_element(page, "p", "govuk-body",
                        "No two sources that tell of the same children differ.");
        return;
    }
    lc_html_table(page, "Where sources differ", true, 4, heads);
    for (size_t i = 0; (row = json_array_get(differ, i)); i++)
        add_row(page, row);
    lc_html_table_end(page);
}

const struct lc_section lc_section_check_differ = {
    .id = "differ",
    .title = "Where do sources differ?",
    .needs = "differ",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
