/* Volumes, delays, silences and breaks. */
#include "models/report/people_inside.h"
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void add_days(struct lc_page *page, const json_t *told, const char *key)
{
    lc_html_number(page, lc_page_number(page, told, key), lc_people_count);
}

static void add_history(struct lc_page *page, const json_t *row)
{
    const json_t *told = lc_page_object(page, row, "told");
    lc_html_row(page);
    lc_html_head_cell(page, lc_words_of(lc_page_need_word(page, row, "history")));
    lc_html_count(page, row, "last_year");
    lc_html_count(page, row, "year_before");
    add_days(page, told, "median");
    add_days(page, told, "ninety");
    lc_html_row_end(page);
}

static void add_months(struct lc_page *page, const json_t *row)
{
    static const struct lc_rows_column columns[] = {
        { "Month", "month", LC_ROW_DATE },
        { "Events", "events", LC_ROW_NUMBER },
        { "Median delay, days", "median", LC_ROW_NUMBER },
        { "Nine in ten within, days", "ninety", LC_ROW_NUMBER },
    };
    const char *words = lc_words_of(lc_page_need_word(page, row, "history"));
    const json_t *told = lc_page_object(page, row, "told");
    const json_t *median = json_object_get(told, "median");
    if (!median || json_is_null(median))
        return;
    lc_html_fold(page, words);
    lc_html_rows(page, words, lc_page_list(page, row, "months"), 4, columns);
    lc_html_fold_end(page);
}

static void write_section(struct lc_page *page, const json_t *histories)
{
    static const struct lc_head heads[] = { { "Of what", false },
                                            { "Last 12 months", true },
                                            { "12 months before", true },
                                            { "Median delay, days", true },
                                            { "Nine in ten within, days", true } };
    json_t *row;
    lc_html_bullets(page, lc_page_list(page, page->results, "silent"));
    lc_html_table(page, "Volumes and delays", true, 5, heads);
    for (size_t i = 0; (row = json_array_get(histories, i)); i++)
        add_history(page, row);
    lc_html_table_end(page);
    lc_html_element(page, "p", "govuk-body",
                    "A delay is told of events whose source says on which day it was "
                    "recorded, or that came with a later extract.");
    if (json_array_size(lc_page_list(page, page->results, "breaks"))) {
        lc_html_element(page, "h3", "govuk-heading-m", "Likely breaks");
        lc_html_bullets(page, lc_page_list(page, page->results, "breaks"));
    }
    lc_html_element(page, "h3", "govuk-heading-m", "Delays by month");
    for (size_t i = 0; (row = json_array_get(histories, i)); i++)
        add_months(page, row);
}

const struct lc_section lc_section_check_time = {
    .id = "time",
    .title = "How much came, and how late?",
    .needs = "histories",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
