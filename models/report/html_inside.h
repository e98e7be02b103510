/* Pieces of HTML: elements, tables of numbers, folds. Every text that came from outside
 * goes through lc_text_add_html; format strings and classes are the program's own. */
#pragma once

#include <jansson.h>

#include "models/report/page_inside.h"

typedef void lc_printer(struct lc_text *out, double value); /* people_inside.h */

void lc_html_add(struct lc_page *page, const char *html); /* ours: not escaped */
/* For inside an element; a word that is longer than a line on a telephone may break. */
void lc_html_text(struct lc_page *page, const char *text);
/* For inside an attribute, a page's title or a drawing: nothing but the text. */
void lc_html_plain(struct lc_page *page, const char *text);
/* <tag class="class">text</tag>; class NULL: none; text NULL: nothing at all */
void lc_html_element(struct lc_page *page, const char *tag, const char *class,
                     const char *text);

/* A column's heading, and whether it holds numbers (set to the right). */
struct lc_head {
    const char *title;
    bool numeric;
};

/* Tables of so many columns and more become rows of "heading: value" one below the
 * other on a narrow screen (page.css); of many columns the letters are smaller. */
enum { LC_STACKED = 4, LC_BROAD = 9 };

/* caption is read out, and shown unless hidden. Cells follow a row at a time:
 * lc_html_row, cells, lc_html_row_end. */
void lc_html_table(struct lc_page *page, const char *caption, bool hidden, size_t count,
                   const struct lc_head *heads);
void lc_html_table_end(struct lc_page *page);
/* Rows from here on are those that a long table shows when they are asked for: with a
 * script; without one all are shown. */
void lc_html_later(struct lc_page *page);
void lc_html_row(struct lc_page *page);
void lc_html_row_end(struct lc_page *page);
void lc_html_group(struct lc_page *page, const char *text);     /* over rows below it */
void lc_html_head_cell(struct lc_page *page, const char *text); /* the row's name */
void lc_html_head_open(struct lc_page *page); /* the same, up to its text */
/* Its end, with a quiet line below the text; NULL: without. */
void lc_html_head_close(struct lc_page *page, const char *note);
void lc_html_cell(struct lc_page *page, const char *text);
void lc_html_cell_open(struct lc_page *page, const char *class); /* up to its text */
/* A number as people say it; the cell carries all its digits (<data value>). */
void lc_html_number(struct lc_page *page, double value, lc_printer *print);
/* "low to high" in one cell; a dash if neither is stated. */
void lc_html_interval(struct lc_page *page, double low, double high, lc_printer *print);
/* " (95% interval low to high)" in a sentence; nothing unless both are stated. */
void lc_html_limits(struct lc_page *page, const struct lc_stated *e, lc_printer *print);
/* Of measures (report.h) the one of that name, its interval below it, in one cell. */
void lc_html_measure(struct lc_page *page, const json_t *measures, const char *name);
/* object[name], a COUNT: a number, "c", or absent. */
void lc_html_count(struct lc_page *page, const json_t *object, const char *name);

/* A fold that hides numbers until they are asked for; paper has those left open. */
void lc_html_fold(struct lc_page *page, const char *summary);
void lc_html_fold_end(struct lc_page *page);

/* <ul> of the texts of a list; nothing when it is NULL or empty. */
void lc_html_bullets(struct lc_page *page, const json_t *texts);

/* MOJ Frontend's timeline: what happened, beside it in quiet letters what else to know
 * of it, the day, until when, and since when it is known (each but the first and the
 * day may be NULL: not said). What is added up to its end is the description. */
struct lc_page_moment {
    const char *title, *beside, *day, *until, *known;
};
void lc_html_timeline(struct lc_page *page);
void lc_html_moment(struct lc_page *page, const struct lc_page_moment *moment);
void lc_html_moment_end(struct lc_page *page);
void lc_html_timeline_end(struct lc_page *page);
