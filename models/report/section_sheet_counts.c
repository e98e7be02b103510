/* The tables of a sheet of counts, a table a section of it. */
#include <string.h>

#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

enum { MOST = 9 }; /* columns beside the row's name */

static void add_table(struct lc_page *page, const json_t *section)
{
    struct lc_rows_column column[MOST + 1] = { { lc_page_need_word(page, section, "of"),
                                                 "row", LC_ROW_WORD } };
    const json_t *columns = lc_page_need_list(page, section, "columns"), *one;
    const char *title = lc_page_need_word(page, section, "title"),
               *note = lc_page_word(page, section, "note");
    size_t n = 0;
    if (!strcmp(column[0].title, "Month"))
        column[0].cell = LC_ROW_DATE;
    for (; n < MOST && (one = json_array_get(columns, n)); n++)
        column[n + 1] = (struct lc_rows_column){ lc_page_need_word(page, one, "title"),
                                                 lc_page_need_word(page, one, "key"),
                                                 LC_ROW_NUMBER };
    lc_html_element(page, "h2", "govuk-heading-l", title);
    lc_html_rows(page, title, lc_page_need_list(page, section, "rows"), n + 1, column);
    if (note)
        lc_html_element(page, "p", "govuk-body", note);
}

static void write_section(struct lc_page *page, const json_t *sections)
{
    const json_t *section;
    for (size_t k = 0; (section = json_array_get(sections, k)); k++)
        add_table(page, section);
}

const struct lc_section lc_section_sheet_counts = {
    .id = "counts",
    .needs = "sections",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
