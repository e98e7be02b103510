/* What each history adds to the risk, all of it: the parts of the linear predictor. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void print_plain(struct lc_text *out, double value)
{
    lc_text_addf(out, "%.2f", value);
}

static void add_row(struct lc_page *page, const char *name, const char *words,
                    double value, lc_printer *print)
{
    lc_html_row(page);
    lc_html_head_cell(page, name);
    lc_html_cell(page, words);
    lc_html_number(page, value, print);
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *parts)
{
    static const struct lc_head heads[] = { { "History", false },
                                            { "What is said", false },
                                            { "Adds", true } };
    double base = lc_page_number(page, page->list, "base_linear_predictor"),
           all = lc_page_number(page, page->entry, "linear_predictor");
    json_t *part;
    lc_html_fold(page, "All parts of the risk, and their sum");
    lc_html_table(page, "What each history adds", true, 3, heads);
    add_row(page, "Where all begin", "the mean of those the model learnt from", base,
            print_plain);
    for (size_t i = 0; (part = json_array_get(parts, i)); i++) {
        const char *text = lc_page_word(page, part, "text");
        add_row(page, lc_words_of(lc_page_need_word(page, part, "history")),
                text ? text : "nothing that speaks for more",
                lc_page_need_number(page, part, "contribution"), lc_people_signed);
    }
    add_row(page, "Together", "the sum, which the risk is made of", all, print_plain);
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

const struct lc_section lc_section_child_parts = {
    .id = "parts",
    .title = "What adds up to it",
    .needs = "contributions",
    .of = LC_OF_ENTRY,
    .write = write_section,
};
