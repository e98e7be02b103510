/* Ages at the start of events. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { BANDS = 6 };

static const char *const bands[BANDS] = { "under 10", "10 to 12",    "13 to 15",
                                          "16 to 17", "18 and over", "not known" };

static void write_section(struct lc_page *page, const json_t *histories)
{
    struct lc_head heads[BANDS + 1] = { { "Of what", false } };
    json_t *row;
    for (int b = 0; b < BANDS; b++)
        heads[b + 1] = (struct lc_head){ bands[b], true };
    lc_html_table(page, "Events by age at their start", true, BANDS + 1, heads);
    for (size_t i = 0; (row = json_array_get(histories, i)); i++) {
        const json_t *ages = lc_page_object(page, row, "ages");
        lc_html_row(page);
        lc_html_head_cell(page, lc_words_of(lc_page_need_word(page, row, "history")));
        for (int b = 0; b < BANDS; b++)
            lc_html_count(page, ages, bands[b]);
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

const struct lc_section lc_section_check_ages = {
    .id = "ages",
    .title = "How old were the children?",
    .needs = "histories",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
