/* See rows_inside.h. */
#include "models/report/rows_inside.h"

#include "models/report/people_inside.h"

enum { MOST = 10 }; /* columns */

static void add_cell(struct lc_page *page, const json_t *row,
                     const struct lc_rows_column *column)
{
    const char *word;
    if (column->cell == LC_ROW_NUMBER) {
        lc_html_count(page, row, column->key);
        return;
    }
    word = lc_page_word(page, row, column->key);
    lc_html_cell_open(page, "");
    if (word && column->cell == LC_ROW_DATE)
        lc_people_day(page->out, word);
    else
        lc_html_text(page, word ? word : "");
    lc_html_add(page, "</td>");
}

void lc_html_rows(struct lc_page *page, const char *caption, const json_t *rows,
                  size_t count, const struct lc_rows_column *columns)
{
    struct lc_head heads[MOST];
    json_t *row;
    count = count < MOST ? count : MOST;
    for (size_t k = 0; k < count; k++)
        heads[k] =
            (struct lc_head){ columns[k].title, columns[k].cell == LC_ROW_NUMBER };
    lc_html_table(page, caption, true, count, heads);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        lc_html_row(page);
        lc_html_head_open(page);
        lc_html_element(page, "span",
                        columns->cell == LC_ROW_DATE ? "lc-one-line" : "lc-as-is",
                        lc_page_need_word(page, row, columns[0].key));
        lc_html_head_close(page, NULL);
        for (size_t k = 1; k < count; k++)
            add_cell(page, row, &columns[k]);
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}
