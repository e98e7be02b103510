/* How good it is, in counts: what the list holds, what it misses, and what chance does.
 */
#include <math.h>

#include "models/report/dots_inside.h"
#include "models/report/horizon_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

struct answer {
    double capacity, children, entries, base_rate;
    struct lc_stated found, precision, recall;
};

static void add_paragraph(struct lc_page *page, const json_t *performance,
                          const struct answer *a)
{
    if (isnan(a->found.estimate) || isnan(a->recall.estimate)) {
        lc_html_element(page, "p", "govuk-body-l",
                        "Too few children entered care in the months that were held "
                        "out to say how good it is in counts.");
        return;
    }
    const char *every = lc_page_word(page, performance, "landmark_every");
    struct lc_text *out = page->out;
    lc_html_add(page, "<p class=\"govuk-body-l\">Of the ");
    lc_people_count(out, a->capacity);
    lc_html_add(page, " children listed each ");
    lc_html_text(page, every ? every : "time");
    lc_html_add(page, ", about <strong>");
    lc_people_about(out, a->found.estimate);
    lc_html_add(page, "</strong> entered care within ");
    lc_horizon_add(page, page->results);
    lc_html_limits(page, &a->found, lc_people_about);
    lc_html_add(page, ". The list held <strong>");
    lc_people_of_ten(out, a->recall.estimate);
    lc_html_add(page, "</strong> children who did");
    lc_html_limits(page, &a->recall, lc_people_percent);
    lc_html_add(page, "; the others were not on it.</p>\n");
}

static void add_ground(struct lc_page *page, const json_t *performance,
                       const struct answer *a)
{
    const json_t *period = lc_page_object(page, performance, "period");
    lc_html_add(page, "<p class=\"govuk-body\">Without any list, ");
    lc_people_odds(page->out, a->base_rate);
    lc_text_addf(page->out, " of these children %s care within ",
                 lc_people_enter(a->base_rate));
    lc_horizon_add(page, page->results);
    lc_html_add(page, ". These figures are means over ");
    lc_people_count(page->out, lc_page_need_number(page, performance, "landmarks"));
    lc_html_add(page, " days");
    if (period) {
        lc_html_add(page, " from ");
        lc_people_day(page->out, lc_page_need_word(page, period, "from"));
        lc_html_add(page, " to ");
        lc_people_day(page->out, lc_page_need_word(page, period, "to"));
    }
    lc_html_add(page, ", with ");
    lc_people_count(page->out, a->children);
    lc_html_add(page, " children");
    if (!isnan(a->entries)) {
        lc_html_add(page, " and ");
        lc_people_count(page->out, a->entries);
        lc_html_add(page, " entries");
    }
    lc_html_add(page, " at each; the model had seen none of them.</p>\n");
}

static void open_card(struct lc_page *page, void (*print)(struct lc_text *, double),
                      double value, const char *words)
{
    lc_html_add(page, "<div class=\"lc-card\"><p class=\"lc-card__figure\">");
    print(page->out, value);
    lc_html_add(page, "</p><p class=\"lc-card__words\">");
    lc_html_add(page, words);
    lc_html_add(page, "</p>\n");
}

static void add_cards(struct lc_page *page, const struct answer *a)
{
    lc_html_add(page, "<div class=\"lc-cards\">\n");
    open_card(page, lc_people_percent, a->precision.estimate,
              "of the list entered care (precision)");
    lc_dots_add(page, a->found.estimate, a->capacity,
                "a dot for each place on the list, those who entered care filled");
    lc_html_add(page, "</div>\n");
    open_card(page, lc_people_percent, a->recall.estimate,
              "of those who entered care were on the list (recall)");
    lc_dots_add(page, a->recall.estimate * a->entries, a->entries,
                "a dot for each child who entered care, those on the list filled");
    lc_html_add(page, "</div>\n");
    open_card(page, lc_people_odds, a->base_rate,
              "children enter care if none is singled out (base rate)");
    lc_html_add(page, "</div>\n</div>\n");
}

/* Whom no fold and no draw parts. */
static void add_unit(struct lc_page *page, const json_t *performance)
{
    if (lc_page_word(page, performance, "unit"))
        lc_html_add(page, "<p>Children of one family are on one side of every test, "
                          "and intervals are by families.</p>\n");
}

static void add_measures(struct lc_page *page, const json_t *measures)
{
    static const struct lc_head heads[] = {
        { "Measure", false },
        { "Value", true },
        { "95% interval", true },
        { "Reads as", false },
    };
    json_t *m;
    if (!json_array_size(measures))
        return;
    lc_html_fold(page, "All measures");
    lc_html_table(page, "Measures on the held-out landmarks", true, 4, heads);
    for (size_t i = 0; (m = json_array_get(measures, i)); i++) {
        struct lc_stated e = lc_page_limits(page, m, "estimate", "low", "high");
        lc_html_row(page);
        lc_html_head_cell(page, lc_page_need_word(page, m, "label"));
        lc_html_number(page, e.estimate, lc_people_figures);
        lc_html_interval(page, e.low, e.high, lc_people_figures);
        lc_html_cell(page, lc_page_word(page, m, "note"));
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

static void write_section(struct lc_page *page, const json_t *performance)
{
    struct answer a = {
        .capacity = lc_page_need_number(page, performance, "capacity"),
        .children = lc_page_need_number(page, performance, "children"),
        .entries = lc_page_number(page, performance, "entries"),
        .base_rate = lc_page_need_number(page, performance, "base_rate"),
        .found = lc_page_estimate(page, performance, "listed_entries"),
        .precision = lc_page_estimate(page, performance, "precision"),
        .recall = lc_page_estimate(page, performance, "recall"),
    };
    add_paragraph(page, performance, &a);
    add_cards(page, &a);
    add_ground(page, performance, &a);
    add_unit(page, performance);
    add_measures(page, lc_page_list(page, performance, "measures"));
}

const struct lc_section lc_section_answer = {
    .id = "answer",
    .title = "How good is it?",
    .needs = "performance",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
