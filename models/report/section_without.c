/* Days without a source: the fits that the model keeps for them, each by its own test.
 */
#include "models/report/html_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void add_fit(struct lc_page *page, const json_t *fit)
{
    const json_t *verdict = lc_page_object(page, fit, "verdict");
    const json_t *measures = lc_page_list(page, fit, "measures");
    lc_html_row(page);
    lc_html_head_cell(page, lc_words_of(lc_page_need_word(page, fit, "history")));
    lc_html_measure(page, measures, "auc");
    lc_html_measure(page, measures, "precision");
    lc_html_measure(page, measures, "observed_over_expected");
    lc_html_cell(page, lc_page_need_word(page, verdict, "status"));
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *without)
{
    static const struct lc_head heads[] = { { "Without", false },
                                            { "AUC", true },
                                            { "Precision of the list", true },
                                            { "Observed over expected", true },
                                            { "Verdict", false } };
    json_t *fit;
    lc_html_element(page, "p", "govuk-body",
                    "On a day on which one of these sources is silent, risks are by a "
                    "fit without it. Each was tested as the model was, with the source "
                    "hidden from it, and is judged by the same thresholds.");
    lc_html_table(page, "Fits for days without a source, with 95% intervals", true, 5,
                  heads);
    for (size_t i = 0; (fit = json_array_get(without, i)); i++)
        add_fit(page, fit);
    lc_html_table_end(page);
}

const struct lc_section lc_section_without = {
    .id = "without",
    .title = "What if a source falls silent?",
    .needs = "without",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
