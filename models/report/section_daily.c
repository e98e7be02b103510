/* What a day brought: who is missing, whose risk moved, what became known. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/panel/daily.h"
#include "models/report/cells_inside.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { FOLDED = 200 };

/* One of the three tables. */
struct part {
    const char *name, *title;
    size_t columns;
    const struct lc_head *heads;
    void (*add)(struct lc_page *page, const json_t *row);
};

/* --- cells ------------------------------------------------------------------------ */

/* "Child 12", which leads to its line of the list where it has one. */
static void add_child(struct lc_page *page, const json_t *row)
{
    double rank = lc_page_number(page, row, "rank");
    lc_html_head_open(page);
    if (isfinite(rank))
        lc_text_addf(page->out,
                     "<a class=\"govuk-link\" href=\"list.html#place-%.0f\">", rank);
    lc_text_addf(page->out, "Child %.0f", lc_page_need_number(page, row, "child"));
    if (isfinite(rank))
        lc_text_addf(page->out, "</a>, place %.0f", rank);
    lc_html_head_close(page, NULL);
}

static void add_day(struct lc_page *page, const json_t *row, const char *name)
{
    const char *day = lc_page_word(page, row, name);
    lc_html_cell_open(page, "lc-one-line");
    lc_people_day(page->out, day ? day : "");
    lc_html_add(page, "</td>");
}

static void add_what(struct lc_page *page, const json_t *row)
{
    const char *means = lc_page_word(page, row, "meaning"),
               *code = lc_page_word(page, row, "code");
    lc_html_cell_open(page, "");
    lc_html_text(page, lc_words_of(lc_page_need_word(page, row, "history")));
    if (means || code)
        lc_html_add(page, ": ");
    lc_html_text(page, means ? means : code ? code : "");
    lc_html_add(page, "</td>");
}

/* --- rows ------------------------------------------------------------------------- */

static void add_missing(struct lc_page *page, const json_t *row)
{
    const char *why = lc_page_word(page, row, "why");
    add_child(page, row);
    add_what(page, row);
    add_day(page, row, "start");
    lc_html_number(page, lc_page_need_number(page, row, "days"), lc_people_count);
    add_day(page, row, "known_from");
    lc_html_cell(page, json_is_true(json_object_get(row, "new")) ? "new" : "before");
    if (!why) {
        lc_cell_risk(page, row, "risk");
        return;
    }
    lc_html_cell_open(page, "govuk-table__cell--numeric");
    lc_html_text(page, why);
    lc_html_add(page, "</td>");
}

static void add_moved(struct lc_page *page, const json_t *row)
{
    const char *most = lc_page_word(page, row, "most");
    add_child(page, row);
    lc_cell_risk(page, row, "risk_before");
    lc_cell_risk(page, row, "risk");
    lc_cell_part(page, row, "difference");
    lc_cell_part(page, row, "new_events");
    lc_cell_part(page, row, "known_late");
    lc_cell_part(page, row, "time");
    lc_html_cell(page, most ? lc_words_of(most) : "\xe2\x80\x93");
}

static void add_known(struct lc_page *page, const json_t *row)
{
    static const struct {
        const char *told, *words;
    } all[] = { { "first", "for the first time" },
                { "changed", "changed" },
                { "withdrawn", "withdrawn" } };
    const char *told = lc_page_need_word(page, row, "told"), *words = told;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        words = strcmp(told, all[k].told) ? words : all[k].words;
    add_child(page, row);
    add_what(page, row);
    add_day(page, row, "start");
    add_day(page, row, "end");
    add_day(page, row, "known_from");
    lc_html_cell(page, words);
}

static const struct lc_head missing_heads[] = {
    { "Child", false },
    { "What", false },
    { "Since", false },
    { "Days", true },
    { "Known", false },
    { "Told", false },
    { "Risk, or why none", true },
};
static const struct lc_head moved_heads[] = {
    { "Child", false },     { "Risk then", true },  { "Risk now", true },
    { "Difference", true }, { "New events", true }, { "Earlier, learnt since", true },
    { "Time", true },       { "Most by", false },
};
static const struct lc_head known_heads[] = {
    { "Child", false }, { "What", false },  { "On", false },
    { "Until", false }, { "Known", false }, { "Told", false },
};

#define HEADS(heads) sizeof(heads) / sizeof *(heads), heads
static const struct part parts[] = {
    { "missing", "Missing and not returned", HEADS(missing_heads), add_missing },
    { "moved", "Whose risk moved", HEADS(moved_heads), add_moved },
    { "known", "What became known", HEADS(known_heads), add_known },
};

/* --- tables ----------------------------------------------------------------------- */

static void add_rows(struct lc_page *page, const struct part *part, const json_t *list,
                     size_t from, size_t to)
{
    char caption[64];
    snprintf(caption, sizeof caption, "%s%s", part->title, from ? ": the others" : "");
    lc_html_table(page, caption, true, part->columns, part->heads);
    for (size_t i = from; i < to; i++) {
        lc_html_row(page);
        part->add(page, json_array_get(list, i));
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void add_more(struct lc_page *page, const struct part *part, const json_t *list)
{
    size_t count = json_array_size(list),
           to = count < LC_DAILY_MOST + FOLDED ? count : LC_DAILY_MOST + FOLDED;
    char summary[64];
    if (count <= LC_DAILY_MOST)
        return;
    snprintf(summary, sizeof summary, "%zu more", count - LC_DAILY_MOST);
    lc_html_fold(page, summary);
    add_rows(page, part, list, LC_DAILY_MOST, to);
    if (to < count)
        lc_text_addf(page->out,
                     "<p class=\"govuk-body\">The last %zu are in daily.csv.</p>\n",
                     count - to);
    lc_html_fold_end(page);
}

/* "1,175 things of " */
static void add_count(struct lc_page *page, const char *name, const char *words)
{
    const json_t *counts = lc_page_object(page, page->daily, "counts");
    lc_people_count(page->out, lc_page_need_number(page, counts, name));
    lc_html_add(page, words);
}

/* "Whose risk moved: 3 risen, 2 fallen" */
static void add_heading(struct lc_page *page, const struct part *part)
{
    lc_text_addf(page->out, "<h2 class=\"govuk-heading-s\" id=\"%s\">%s: ", part->name,
                 part->title);
    if (part->add == add_missing) {
        add_count(page, "missing", " episodes of ");
        add_count(page, "missing_children", " children, ");
        add_count(page, "missing_new", " of them new");
    } else if (part->add == add_moved) {
        add_count(page, "risen", " risen, ");
        add_count(page, "fallen", " fallen");
    } else {
        add_count(page, "known", " things of ");
        add_count(page, "known_children", " children");
    }
    lc_html_add(page, "</h2>\n");
}

static void add_head(struct lc_page *page)
{
    const json_t *children = lc_page_object(page, page->daily, "children"),
                 *list = lc_page_object(page, page->daily, "list");
    lc_html_add(page, "<h1 class=\"govuk-heading-l lc-title\">");
    lc_people_day(page->out, lc_page_need_word(page, page->daily, "as_of"));
    lc_html_add(page, " <span class=\"lc-quiet\">what the time since ");
    lc_people_day(page->out, lc_page_need_word(page, page->daily, "since"));
    lc_html_add(page, " brought</span></h1>\n");
    lc_list_caution_box(page);
    lc_html_bullets(page, lc_page_need_list(page, page->daily, "notes"));
    lc_html_add(page, "<p class=\"govuk-body\">");
    lc_people_count(page->out, lc_page_need_number(page, children, "now"));
    lc_html_add(page, " children scored, ");
    lc_people_count(page->out, lc_page_need_number(page, children, "before"));
    lc_text_addf(page->out,
                 " then. On the <a class=\"govuk-link\" href=\"list.html\">list of "
                 "%.0f</a>: %.0f new, %.0f dropped, %.0f left.</p>\n",
                 lc_page_need_number(page, page->daily, "capacity"),
                 lc_page_need_number(page, list, "new"),
                 lc_page_need_number(page, list, "dropped"),
                 lc_page_need_number(page, list, "left"));
}

static void write_section(struct lc_page *page, const json_t *daily)
{
    add_head(page);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        const json_t *list = lc_page_need_list(page, daily, parts[k].name);
        size_t count = json_array_size(list);
        add_heading(page, parts + k);
        if (count)
            add_rows(page, parts + k, list, 0,
                     count < LC_DAILY_MOST ? count : LC_DAILY_MOST);
        add_more(page, parts + k, list);
    }
}

const struct lc_section lc_section_daily = {
    .id = "daily",
    .of = LC_OF_DAILY,
    .write = write_section,
};
