/* The list itself: a line a child, all of them above their cards. */
#include <math.h>
#include <string.h>

#include "models/panel/list.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/reasons_inside.h"
#include "models/report/section_inside.h"

enum { AT_ONCE = 200 }; /* rows; as web/page.js has it */

/* --- what there is of each change ------------------------------------------------- */

static const struct {
    const char *change, *words;
} kinds[] = {
    { "new", "new" },       { "risen", "risen" },     { "steady", "steady" },
    { "fallen", "fallen" }, { "dropped", "dropped" }, { "left", "left" },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* "Since 1 March 2025: 3 new, 12 steady; 2 dropped". */
static void add_counts(struct lc_page *page, const json_t *list)
{
    const json_t *changes = lc_page_object(page, list, "changes"), *row;
    size_t count[KINDS] = { 0 }, said = 0;
    const json_t *rows = lc_page_list(page, changes, "changes");
    if (!changes)
        return;
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        const char *is = lc_page_need_word(page, row, "change");
        for (size_t k = 0; k < KINDS; k++)
            count[k] += !strcmp(is, kinds[k].change);
    }
    lc_html_add(page, "<p class=\"govuk-body\">Since ");
    lc_people_day(page->out, lc_page_need_word(page, changes, "since"));
    for (size_t k = 0; k < KINDS; k++)
        if (count[k])
            lc_text_addf(page->out, "%s <strong>%zu %s</strong>", said++ ? "," : ":",
                         count[k], kinds[k].words);
    lc_html_add(page, ".");
    const char *daily = lc_list_page(page, list, "daily_page");
    if (daily) {
        lc_html_add(page, " <a class=\"govuk-link\" href=\"");
        lc_html_plain(page, daily);
        lc_html_add(page, "\">What became known, who is missing and whose risk moved"
                          "</a>.");
    }
    lc_html_add(page, "</p>\n");
}

/* --- a line ----------------------------------------------------------------------- */

/* "New", "Risen from 12". */
static void add_change(struct lc_page *page, const json_t *entry, size_t place)
{
    const json_t *change = lc_list_change(page, entry, place);
    const char *is = lc_page_word(page, entry, "change");
    double before = lc_page_number(page, change, "rank_before");
    lc_html_cell_open(page, "lc-sentence lc-one-line");
    if (is && (!strcmp(is, "new") || !strcmp(is, "risen")))
        lc_html_element(page, "strong", NULL, is);
    else if (is)
        lc_html_text(page, is);
    if (isfinite(before))
        lc_text_addf(page->out, " <span class=\"lc-quiet\">was %.0f</span>", before);
    lc_html_add(page, "</td>");
}

/* Sorted by the number itself, which the cell carries. */
static void add_risk(struct lc_page *page, const json_t *entry)
{
    struct lc_stated e = lc_page_limits(page, entry, "risk", "low", "high");
    lc_page_need_number(page, entry, "risk");
    lc_html_cell_open(page, "lc-odds lc-one-line");
    lc_html_add(page, "<data value=\"");
    lc_text_add_number(page->out, e.estimate, "");
    lc_html_add(page, "\">");
    lc_people_odds(page->out, e.estimate);
    lc_html_add(page, "</data>");
    if (!isnan(e.low) && !isnan(e.high)) {
        lc_html_add(page, " <span class=\"lc-quiet\">");
        lc_people_interval(page->out, e.low, e.high, lc_people_percent);
        lc_html_add(page, "</span>");
    }
    lc_html_add(page, "</td>");
}

static void print_tied(struct lc_text *out, double rank)
{
    lc_people_count(out, rank);
    lc_text_add(out, "=");
}

static void print_grey(struct lc_text *out, double rank)
{
    lc_people_count(out, rank);
    lc_text_add(out, "*");
}

static void print_both(struct lc_text *out, double rank)
{
    print_tied(out, rank);
    lc_text_add(out, "*");
}

static void add_first_reason(struct lc_page *page, const json_t *entry)
{
    json_t *texts = lc_reasons_for(page, entry);
    size_t more = json_array_size(texts);
    lc_html_cell_open(page, "lc-sentence");
    if (more)
        lc_html_text(page, lc_list_text_at(page, texts, 0));
    else
        lc_html_add(page, "nothing by itself; see the card");
    if (more > 1)
        lc_text_addf(page->out,
                     " <span class=\"lc-quiet lc-more lc-one-line\">+%zu more</span>",
                     more - 1);
    lc_html_add(page, "</td>");
    json_decref(texts);
}

/* "12"; "12=" where an equal one stands beside it, "12*" in the grey band. */
static void add_place(struct lc_page *page, const json_t *entry)
{
    bool tied = json_is_true(json_object_get(entry, "tied")),
         grey = json_is_true(json_object_get(entry, "grey"));
    lc_html_number(page, lc_page_need_number(page, entry, "rank"),
                   tied && grey ? print_both
                   : tied       ? print_tied
                   : grey       ? print_grey
                                : lc_people_count);
}

static void add_line(struct lc_page *page, const json_t *entry, size_t place)
{
    double age = lc_page_number(page, entry, "age");
    lc_html_row(page);
    add_place(page, entry);
    lc_html_head_open(page);
    lc_list_child(page, entry);
    lc_html_head_close(page, NULL);
    lc_html_number(page, floor(age), lc_people_count);
    add_change(page, entry, place);
    add_risk(page, entry);
    add_first_reason(page, entry);
    lc_list_in_hand(page, entry);
    lc_html_row_end(page);
}

static bool all_known(struct lc_page *page)
{
    const json_t *listed = lc_page_list(page, page->list, "listed"), *entry;
    size_t i = 0;
    while ((entry = json_array_get(listed, i)) && lc_list_all_known(page, entry))
        i++;
    return i && !entry;
}

static void add_unknown(struct lc_page *page)
{
    if (all_known(page)) {
        lc_html_add(page, "<p class=\"govuk-body\"><strong>What is not "
                          "known:</strong> " LC_LIST_NONE_UNKNOWN "</p>\n");
        return;
    }
    json_t *texts = lc_list_unknown_of_all(page);
    size_t count = json_array_size(texts);
    if (count)
        lc_html_add(page, "<p class=\"govuk-body\"><strong>Not known of anybody "
                          "listed:</strong> ");
    for (size_t i = 0; i < count; i++) {
        lc_html_add(page, i ? "; " : "");
        lc_html_text(page, lc_list_text_at(page, texts, i));
    }
    lc_html_add(page, count ? ".</p>\n" : "");
    json_decref(texts);
}

static bool any_tied(struct lc_page *page, const json_t *list)
{
    const json_t *listed = lc_page_list(page, list, "listed"), *entry;
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++)
        if (json_is_true(json_object_get(entry, "tied")))
            return true;
    return false;
}

/* "The 12 places with * and 31 children below the list ..." */
static void add_band(struct lc_page *page, const json_t *list)
{
    const json_t *band = lc_page_object(page, list, "band");
    double listed = lc_page_number(page, band, "listed"),
           below = lc_page_number(page, band, "below");
    if (!(listed > 0) && !(below > 0))
        return;
    lc_html_add(page, "<p class=\"govuk-body\">Where the list is cut, ");
    lc_people_count(page->out, listed);
    lc_html_add(page, " on it (places with *) and ");
    lc_html_add(page, json_is_true(json_object_get(band, "more")) ? "at least " : "");
    lc_people_count(page->out, below);
    lc_html_add(page,
                " just below it cannot be told apart: which of them are listed is "
                "partly chance.</p>\n");
}

static void add_order(struct lc_page *page, const json_t *list)
{
    const char *rule = lc_page_word(page, list, "tie_rule");
    lc_html_add(page, "<p class=\"govuk-body lc-quiet\">");
    if (rule) {
        lc_html_add(page, "The order is ");
        lc_html_text(page, rule);
        lc_html_add(page, ". ");
    }
    if (any_tied(page, list))
        lc_html_add(page, "A place with = is shared: the number alone parts those. ");
    double all = lc_page_need_number(page, list, "base_rate");
    lc_html_add(page, "Of all whom the study looks at, ");
    lc_people_odds(page->out, all);
    lc_text_addf(page->out,
                 " %s care in the time. No reason says what causes what.</p>\n",
                 lc_people_enter(all));
}

static void write_section(struct lc_page *page, const json_t *list)
{
    static const struct lc_head heads[] = {
        { "Place", true },       { "Child", false }, { "Age", true },
        { "Since last", false }, { "Risk", false },  { "What raises it most", false },
        { "In hand", false },
    };
    const json_t *listed = lc_page_need_list(page, list, "listed"), *entry;
    add_counts(page, list);
    add_unknown(page);
    lc_html_table(page, "The list", true, sizeof heads / sizeof *heads, heads);
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++) {
        if (i == AT_ONCE)
            lc_html_later(page);
        add_line(page, entry, i);
    }
    lc_html_table_end(page);
    add_band(page, list);
    add_order(page, list);
}

const struct lc_section lc_section_list = {
    .id = "list",
    .title = "The list",
    .of = LC_OF_LIST,
    .write = write_section,
};
