/* Who the child is, where names were asked for. */
#include <string.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* Of a kind the first that is said, which is the latest; NULL: none. */
static const char *first_of(struct lc_page *page, const json_t *who, const char *what)
{
    json_t *one;
    for (size_t i = 0; (one = json_array_get(who, i)); i++)
        if (!strcmp(lc_page_need_word(page, one, "what"), what))
            return lc_page_need_word(page, one, "text");
    return NULL;
}

/* "other_numbers" as "other numbers". */
static void add_words(struct lc_page *page, const char *name)
{
    for (; name && *name; name++)
        lc_text_add_html(page->out, (struct lc_slice){ *name == '_' ? " " : name, 1 });
}

static void add_line(struct lc_page *page, const json_t *one)
{
    const char *day = lc_page_word(page, one, "first_said");
    lc_html_row(page);
    lc_html_head_open(page);
    add_words(page, lc_page_need_word(page, one, "what"));
    lc_html_head_close(page, NULL);
    lc_html_cell(page, lc_page_need_word(page, one, "text"));
    lc_html_cell_open(page, "");
    add_words(page, lc_page_word(page, one, "system"));
    lc_html_add(page, "</td>");
    lc_html_cell_open(page, "");
    lc_people_day(page->out, day ? day : "");
    lc_html_add(page, "</td>");
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *who)
{
    static const struct lc_head heads[] = {
        { "What", false }, { "Said", false }, { "By", false }, { "First on", false }
    };
    const char *name = first_of(page, who, "names"),
               *born = first_of(page, who, "born");
    json_t *one;
    lc_html_add(page, "<p class=\"govuk-body-l\"><strong><bdi>");
    lc_html_text(page, name ? name : "No name is said");
    lc_html_add(page, born ? "</bdi></strong>, born " : "</bdi></strong>");
    lc_people_day(page->out, born ? born : "");
    lc_html_add(page, "</p>\n");
    lc_html_fold(page, "Names, addresses and numbers, by what agencies say");
    lc_html_table(page, "Who this is, by what agencies say", true, 4, heads);
    for (size_t i = 0; (one = json_array_get(who, i)); i++)
        add_line(page, one);
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

const struct lc_section lc_section_child_who = {
    .id = "who",
    .title = "Who this is",
    .needs = "who",
    .of = LC_OF_CHILD,
    .write = write_section,
};
