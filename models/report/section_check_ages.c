/* Ages at the start of events. */
#include "checkup/figures.h"
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void write_section(struct lc_page *page, const json_t *histories)
{
    struct lc_head heads[LC_AGE_BANDS + 1] = { { "Of what", false } };
    json_t *row;
    for (int b = 0; b < LC_AGE_BANDS; b++)
        heads[b + 1] = (struct lc_head){ lc_age_bands[b], true };
    lc_html_table(page, "Events by age at their start", true, LC_AGE_BANDS + 1, heads);
    for (size_t i = 0; (row = json_array_get(histories, i)); i++) {
        const json_t *ages = lc_page_object(page, row, "ages");
        lc_html_row(page);
        lc_html_head_cell(page, lc_words_of(lc_page_need_word(page, row, "history")));
        for (int b = 0; b < LC_AGE_BANDS; b++)
            lc_html_count(page, ages, lc_age_bands[b]);
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
