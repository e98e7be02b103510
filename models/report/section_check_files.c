/* What became of every file. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *files)
{
    static const struct lc_rows_column columns[] = {
        { "File", "file", LC_ROW_WORD },
        { "Read as", "schema", LC_ROW_WORD },
        { "Rows", "rows", LC_ROW_NUMBER },
        { "Taken", "taken", LC_ROW_NUMBER },
        { "Unchanged", "unchanged", LC_ROW_NUMBER },
        { "Corrected", "corrected", LC_ROW_NUMBER },
        { "Not taken", "rejected", LC_ROW_NUMBER },
        { "Waiting", "pending", LC_ROW_NUMBER },
        { "Withdrawn", "withdrawn", LC_ROW_NUMBER },
        { "Breaks of a rule", "findings", LC_ROW_NUMBER },
    };
    static const struct lc_rows_column said[] = {
        { "File", "file", LC_ROW_WORD },
        { "What was met", "remark", LC_ROW_WORD },
    };
    const json_t *remarks = lc_page_list(page, page->results, "remarks");
    lc_html_rows(page, "Files", files, sizeof columns / sizeof *columns, columns);
    if (!json_array_size(remarks))
        return;
    lc_html_element(page, "h3", "govuk-heading-m", "How they were read");
    lc_html_rows(page, "What was met in the files", remarks, 2, said);
}

const struct lc_section lc_section_check_files = {
    .id = "files",
    .title = "What became of each file",
    .needs = "files",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
