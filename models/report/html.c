/* See html_inside.h. */
#include "models/report/html_inside.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/letter.h"
#include "models/report/people_inside.h"

void lc_html_add(struct lc_page *page, const char *html)
{
    lc_text_add(page->out, html);
}

void lc_html_plain(struct lc_page *page, const char *text)
{
    lc_text_add_html(page->out, lc_slice_of(text));
}

/* Letters of the word at the head of the text, or `most` where it has as many; *size:
 * their bytes. */
static size_t word_of(const char *text, size_t most, size_t *size)
{
    size_t letters = 0, left = strlen(text);
    for (*size = 0; *size < left && !isspace((unsigned char)text[*size]); letters++) {
        size_t step = lc_letter_size(text + *size, left - *size);
        if (letters == most)
            break;
        *size += step + !step;
    }
    return letters;
}

/* A word of so many letters has places at which it may break, each piece so long. */
enum { LONG_WORD = 20, PIECE = 10 };

static void add_word(struct lc_page *page, struct lc_slice word)
{
    while (word.size) {
        size_t size;
        word_of(word.data, PIECE, &size);
        size = size < word.size ? size : word.size;
        lc_text_add_html(page->out, (struct lc_slice){ word.data, size });
        word = (struct lc_slice){ word.data + size, word.size - size };
        lc_html_add(page, word.size ? "<wbr>" : "");
    }
}

void lc_html_text(struct lc_page *page, const char *text)
{
    while (text && *text) {
        size_t size, blanks = strspn(text, " \t\r\n\v\f");
        lc_text_add_html(page->out, (struct lc_slice){ text, blanks });
        text += blanks;
        if (word_of(text, SIZE_MAX, &size) <= LONG_WORD)
            lc_text_add_html(page->out, (struct lc_slice){ text, size });
        else
            add_word(page, (struct lc_slice){ text, size });
        text += size;
    }
}

void lc_html_element(struct lc_page *page, const char *tag, const char *class,
                     const char *text)
{
    if (!text)
        return;
    if (class)
        lc_text_addf(page->out, "<%s class=\"%s\">", tag, class);
    else
        lc_text_addf(page->out, "<%s>", tag);
    lc_html_text(page, text);
    lc_text_addf(page->out, "</%s>\n", tag);
}

/* Said in full, as a style that makes blocks of rows and cells takes what they are from
 * whoever hears the page. */
static const char *role(const struct lc_page *page, const char *attribute)
{
    return page->columns >= LC_STACKED ? attribute : "";
}

void lc_html_table(struct lc_page *page, const char *caption, bool hidden, size_t count,
                   const struct lc_head *heads)
{
    page->heads = heads;
    page->columns = count;
    lc_html_add(page,
                "<div class=\"lc-wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    lc_html_plain(page, caption);
    lc_text_addf(page->out, "\"><table class=\"govuk-table%s\"%s>\n",
                 count >= LC_BROAD     ? " lc-stacks lc-many"
                 : count >= LC_STACKED ? " lc-stacks"
                                       : "",
                 role(page, " role=\"table\""));
    lc_html_element(page, "caption",
                    hidden ? "govuk-visually-hidden"
                           : "govuk-table__caption govuk-table__caption--s",
                    caption);
    lc_text_addf(page->out, "<thead%s><tr class=\"govuk-table__row\"%s>",
                 role(page, " role=\"rowgroup\""), role(page, " role=\"row\""));
    for (size_t i = 0; i < count; i++) {
        lc_text_addf(page->out, "<th scope=\"col\"%s class=\"govuk-table__header%s\">",
                     role(page, " role=\"columnheader\""),
                     heads[i].numeric ? " govuk-table__header--numeric" : "");
        lc_html_text(page, heads[i].title);
        lc_html_add(page, "</th>");
    }
    lc_text_addf(page->out, "</tr></thead>\n<tbody%s>\n",
                 role(page, " role=\"rowgroup\""));
}

void lc_html_later(struct lc_page *page)
{
    lc_text_addf(page->out, "</tbody>\n<tbody class=\"lc-later\"%s>\n",
                 role(page, " role=\"rowgroup\""));
}

void lc_html_table_end(struct lc_page *page)
{
    lc_html_add(page, "</tbody></table></div>\n");
    page->columns = 0;
}

void lc_html_row(struct lc_page *page)
{
    page->column = 0;
    lc_text_addf(page->out, "<tr class=\"govuk-table__row\"%s>",
                 role(page, " role=\"row\""));
}

void lc_html_row_end(struct lc_page *page)
{
    lc_html_add(page, "</tr>\n");
}

void lc_html_group(struct lc_page *page, const char *text)
{
    lc_html_row(page);
    lc_text_addf(page->out,
                 "<th scope=\"rowgroup\"%s colspan=\"%zu\" "
                 "class=\"govuk-table__header lc-group\">",
                 role(page, " role=\"rowheader\""), page->columns);
    lc_html_text(page, text);
    lc_html_add(page, "</th>");
    lc_html_row_end(page);
}

void lc_html_head_open(struct lc_page *page)
{
    page->column++;
    lc_text_addf(page->out,
                 "<th scope=\"row\"%s class=\"govuk-table__header lc-row-name\">",
                 role(page, " role=\"rowheader\""));
}

void lc_html_head_cell(struct lc_page *page, const char *text)
{
    lc_html_head_open(page);
    lc_html_text(page, text);
    lc_html_head_close(page, NULL);
}

void lc_html_head_close(struct lc_page *page, const char *note)
{
    if (note) {
        lc_html_add(page, "<br><span class=\"lc-quiet\">");
        lc_html_text(page, note);
        lc_html_add(page, "</span>");
    }
    lc_html_add(page, "</th>");
}

void lc_html_cell_open(struct lc_page *page, const char *class)
{
    size_t k = page->column++;
    lc_text_addf(page->out, "<td%s class=\"govuk-table__cell%s%s\"",
                 role(page, " role=\"cell\""), *class ? " " : "", class);
    if (page->columns >= LC_STACKED && k < page->columns) {
        lc_html_add(page, " data-label=\"");
        lc_html_plain(page, page->heads[k].title);
        lc_html_add(page, "\"");
    }
    lc_html_add(page, ">");
}

void lc_html_cell(struct lc_page *page, const char *text)
{
    lc_html_cell_open(page, "");
    lc_html_text(page, text);
    lc_html_add(page, "</td>");
}

static void open_numeric(struct lc_page *page)
{
    lc_html_cell_open(page, "govuk-table__cell--numeric");
}

void lc_html_number(struct lc_page *page, double value, lc_printer *print)
{
    open_numeric(page);
    if (isfinite(value)) {
        lc_html_add(page, "<data value=\"");
        lc_text_add_number(page->out, value, "");
        lc_html_add(page, "\">");
    }
    print(page->out, value);
    lc_html_add(page, isfinite(value) ? "</data></td>" : "</td>");
}

void lc_html_interval(struct lc_page *page, double low, double high, lc_printer *print)
{
    open_numeric(page);
    if (isnan(low) && isnan(high))
        print(page->out, NAN);
    else
        lc_people_interval(page->out, low, high, print);
    lc_html_add(page, "</td>");
}

void lc_html_limits(struct lc_page *page, const struct lc_stated *e, lc_printer *print)
{
    if (isnan(e->low) || isnan(e->high))
        return;
    lc_html_add(page, " (95% interval ");
    lc_people_interval(page->out, e->low, e->high, print);
    lc_html_add(page, ")");
}

void lc_html_count(struct lc_page *page, const json_t *object, const char *name)
{
    const char *hidden = json_string_value(json_object_get(object, name));
    if (!hidden) {
        lc_html_number(page, lc_page_number(page, object, name), lc_people_count);
        return;
    }
    open_numeric(page);
    lc_html_text(page, hidden);
    lc_html_add(page, "</td>");
}

void lc_html_fold(struct lc_page *page, const char *summary)
{
    lc_html_add(page, "<details class=\"govuk-details lc-numbers\">"
                      "<summary class=\"govuk-details__summary\">"
                      "<span class=\"govuk-details__summary-text\">");
    lc_html_text(page, summary);
    lc_html_add(page, "</span></summary>\n<div class=\"govuk-details__text\">\n");
}

void lc_html_fold_end(struct lc_page *page)
{
    lc_html_add(page, "</div></details>\n");
}

void lc_html_bullets(struct lc_page *page, const json_t *texts)
{
    json_t *text;
    if (json_array_size(texts) == 0)
        return;
    lc_html_add(page, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; (text = json_array_get(texts, i)); i++) {
        if (!json_is_string(text))
            lc_page_fail(page, "a list of texts", "holds something else");
        lc_html_element(page, "li", NULL, json_string_value(text));
    }
    lc_html_add(page, "</ul>\n");
}
