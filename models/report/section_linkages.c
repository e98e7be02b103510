/* Does what the model says hang on how records were linked? */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_said(struct lc_page *page, const json_t *object, const char *name)
{
    const char *hidden = json_string_value(json_object_get(object, name));
    if (hidden)
        lc_html_text(page, hidden);
    else
        lc_people_count(page->out, lc_page_need_number(page, object, name));
}

static void print_share(struct lc_text *out, double share)
{
    lc_text_addf(out, "%.1f%%", 100 * share);
}

static void add_term(struct lc_page *page, const json_t *term)
{
    lc_html_row(page);
    lc_html_head_cell(page, lc_page_need_word(page, term, "label"));
    lc_html_number(page, lc_page_number(page, term, "estimate"), lc_people_figures);
    lc_html_number(page, lc_page_number(page, term, "se"), lc_people_figures);
    lc_html_number(page, lc_page_number(page, term, "average"), lc_people_figures);
    lc_html_number(page, lc_page_number(page, term, "average_se"), lc_people_figures);
    lc_html_number(page, lc_page_number(page, term, "share_of_variance"), print_share);
    const json_t *moves = json_object_get(term, "moves");
    lc_html_cell(page, json_is_true(moves)    ? "moves"
                       : json_is_false(moves) ? ""
                                              : "not judged");
    lc_html_row_end(page);
}

static void add_held(struct lc_page *page, const json_t *linkages)
{
    const json_t *list = lc_page_need_list(page, linkages, "held_out"), *one;
    for (size_t i = 0; (one = json_array_get(list, i)); i++) {
        bool auc = i == 0;
        lc_text_addf(page->out, "<p class=\"govuk-body\">%s of the test: ",
                     auc ? "AUC" : "Precision of the list");
        lc_people_figures(page->out, lc_page_number(page, one, "estimate"));
        lc_html_add(page, "; of the drawn linkages ");
        lc_people_figures(page->out, lc_page_number(page, one, "mean"));
        lc_html_add(page, " (");
        lc_people_interval(page->out, lc_page_number(page, one, "least"),
                           lc_page_number(page, one, "most"), lc_people_figures);
        lc_html_add(page, ").</p>\n");
    }
}

static void add_average(struct lc_page *page, const json_t *linkages)
{
    static const struct lc_head heads[] = {
        { "Term", false },       { "This model", true },     { "Standard error", true },
        { "Average", true },     { "Standard error", true }, { "Of it linkage", true },
        { "Conclusion", false },
    };
    const json_t *terms = lc_page_need_list(page, linkages, "terms"), *term;
    lc_html_add(page, "<p class=\"govuk-body\">The same terms were fitted to ");
    add_said(page, linkages, "fitted");
    lc_html_add(page, " other linkages that may be true as well, drawn by the chances "
                      "of their links. On average <strong>");
    add_said(page, linkages, "records_joined");
    lc_html_add(page, "</strong> records join another child in one, and <strong>");
    add_said(page, linkages, "records_parted");
    lc_html_add(
        page, "</strong> leave theirs. A conclusion moves where one interval holds no "
              "difference and the other does not. Coefficients; standard errors of "
              "the average by Rubin\u2019s rules. Risks are by this model.</p>\n");
    add_held(page, linkages);
    lc_html_table(page, "Terms over drawn linkages", true, 7, heads);
    for (size_t i = 0; (term = json_array_get(terms, i)); i++)
        add_term(page, term);
    lc_html_table_end(page);
}

static void write_section(struct lc_page *page, const json_t *linkages)
{
    if (json_object_get(linkages, "terms")) {
        add_average(page, linkages);
        return;
    }
    lc_html_add(page, "<p class=\"govuk-body\">Neither learnt from nor judged on: "
                      "<strong>");
    add_said(page, linkages, "removed");
    lc_html_add(page, "</strong> children of the cohort whose links are uncertain. Of "
                      "the store\u2019s children <strong>");
    add_said(page, linkages, "doubted");
    lc_text_addf(page->out,
                 "</strong> have a link that is less than %.0f%% sure, and <strong>",
                 100 * lc_page_need_number(page, linkages, "sure"));
    add_said(page, linkages, "near_misses");
    lc_html_add(page, "</strong> one to another child that a person should look at. "
                      "Such children are scored like all others.</p>\n");
}

const struct lc_section lc_section_linkages = {
    .id = "linkages",
    .title = "Does it hang on how records were linked?",
    .needs = "linkages",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
