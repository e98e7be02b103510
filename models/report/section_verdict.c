/* The verdict, against thresholds that the study stated before anything was fitted. */
#include <math.h>
#include <string.h>

#include "models/panel/caution.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

struct kind {
    const char *status, *class, *title, *advice;
};

/* Good, with a question that nobody has answered: it is not coloured as if there were
 * none. */
static const struct kind noted = {
    "good enough", "lc-verdict--noted", "Good enough to use, but read what is noted",
    "It met every threshold that was set beforehand. It still informs a decision and "
    "never makes one."
};

static const struct kind kinds[] = {
    { "good enough", "lc-verdict--good", "Good enough to use",
      "It met every threshold that was set beforehand. It still informs a decision and "
      "never makes one." },
    { "exploratory", "lc-verdict--exploratory", "Exploratory",
      "It is of use to learn from. It is not ready to guide work with children." },
    { "not good enough", "lc-verdict--poor", "Not good enough to use",
      "It fell short of what was asked of it beforehand. Do not use it to choose "
      "children." },
    { "not judged", "lc-verdict--none", "Not judged",
      "Nobody asked enough of it beforehand to say whether it is good enough. Do not "
      "use "
      "it to choose children." },
};

static const struct kind *find(struct lc_page *page, const char *status)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].status, status) == 0)
            return kinds + i;
    lc_page_fail(page, "verdict.status",
                 "is none of good enough, exploratory, not good enough, not judged");
    return kinds + 2;
}

static void add_open_breaks(struct lc_page *page, size_t count)
{
    if (!count)
        return;
    lc_text_addf(page->out,
                 "<p class=\"govuk-body\">It learnt as if nothing had changed across "
                 "%zu day%s on which something may have. Nobody has said whether that "
                 "is so: <a class=\"govuk-link\" href=\"#breaks\">what may have "
                 "changed</a>.</p>\n",
                 count, count == 1 ? "" : "s");
}

static void add_required(struct lc_page *page, const json_t *threshold)
{
    const char *comparison = lc_page_need_word(page, threshold, "comparison");
    lc_html_cell_open(page, "govuk-table__cell--numeric");
    if (strcmp(comparison, "between") == 0) {
        lc_people_interval(
            page->out, lc_page_need_number(page, threshold, "required_low"),
            lc_page_need_number(page, threshold, "required_high"), lc_people_figures);
    } else {
        lc_html_text(page, comparison);
        lc_html_add(page, " ");
        lc_people_figures(page->out, lc_page_need_number(page, threshold, "required"));
    }
    lc_html_add(page, "</td>");
}

/* What is met of a model that is not good enough is told, and not coloured. */
static void add_threshold(struct lc_page *page, const json_t *threshold, bool good)
{
    const json_t *passed = json_object_get(threshold, "passed");
    struct lc_stated e = lc_page_limits(page, threshold, "estimate", "low", "high");
    lc_html_row(page);
    lc_html_head_cell(page, lc_page_need_word(page, threshold, "label"));
    if (json_is_true(passed)) {
        lc_html_cell_open(page, good ? "lc-met" : "");
        lc_html_add(page, good ? "\xe2\x9c\x93 Met</td>" : "Met</td>");
    } else if (json_is_false(passed)) {
        lc_html_cell_open(page, "lc-unmet");
        lc_html_add(page, "\xe2\x9c\x97 Not met</td>");
    } else {
        lc_html_cell(page, "? Cannot be told");
    }
    add_required(page, threshold);
    lc_html_number(page, e.estimate, lc_people_figures);
    lc_html_interval(page, e.low, e.high, lc_people_figures);
    lc_html_row_end(page);
}

/* How the thresholds were read, where the document says so. */
static void add_rule(struct lc_page *page, const json_t *verdict)
{
    const char *by = lc_page_word(page, verdict, "judged_by");
    if (by && json_array_size(lc_page_list(page, verdict, "thresholds")))
        lc_html_element(page, "p", "govuk-body",
                        strcmp(by, "limit")
                            ? "A threshold is met by the estimate alone, as the study "
                              "says."
                            : "A threshold is met only when the 95% interval is on its "
                              "right side.");
}

static void write_section(struct lc_page *page, const json_t *verdict)
{
    static const struct lc_head heads[] = { { "What was asked beforehand", false },
                                            { "Result", false },
                                            { "Threshold", true },
                                            { "Found", true },
                                            { "95% interval", true } };
    const struct kind *kind = find(page, lc_page_need_word(page, verdict, "status"));
    const json_t *thresholds = lc_page_list(page, verdict, "thresholds");
    size_t unanswered = lc_caution_open_breaks(page->results);
    bool good = kind == kinds;
    json_t *threshold;
    if (good && unanswered)
        kind = &noted;
    lc_text_addf(page->out, "<div class=\"lc-verdict %s\">\n", kind->class);
    lc_html_element(page, "p", "govuk-heading-m", kind->title);
    lc_html_element(page, "p", "govuk-body", kind->advice);
    add_rule(page, verdict);
    add_open_breaks(page, unanswered);
    lc_html_bullets(page, lc_page_list(page, verdict, "reasons"));
    lc_html_add(page, "</div>\n");
    if (!json_array_size(thresholds))
        return;
    lc_html_table(page, "Thresholds set before the model was fitted", true, 5, heads);
    for (size_t i = 0; (threshold = json_array_get(thresholds, i)); i++)
        add_threshold(page, threshold, good);
    lc_html_table_end(page);
}

const struct lc_section lc_section_verdict = {
    .id = "verdict",
    .title = "Is it good enough to use?",
    .needs = "verdict",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
