/* The forms, a row each; and the SSDA903 return, whose XML is made of the rows of its
 * CSVs. */
#include "datasets/borough/form_inside.h"

#include <string.h>

#include "datasets/borough/world_inside.h"

const struct lc_form *const lc_forms[] = { &lc_form_cin, &lc_form_ssda903, NULL };

const struct lc_form *lc_form_find(const char *name)
{
    for (size_t i = 0; lc_forms[i]; i++)
        if (strcmp(lc_forms[i]->name, name) == 0)
            return lc_forms[i];
    return NULL;
}

void lc_write_form(struct lc_pages *pages, const struct lc_life *life,
                   const struct lc_form *form)
{
    for (int k = 0; k < life->world->years + LC_RUN_IN_YEARS; k++)
        form->write(pages->form + k, life, k);
}

/* The text up to the mark, or to its end; *at is then behind it. */
static struct lc_slice take(const char **at, char mark)
{
    const char *from = *at, *to = strchr(from, mark);
    if (!to)
        to = from + strlen(from);
    *at = *to ? to + 1 : to;
    return (struct lc_slice){ from, (size_t)(to - from) };
}

/* As the XML calls a column of the CSVs. */
static struct lc_slice element_of(struct lc_slice column)
{
    if (lc_slice_is(column, "CHILD"))
        return lc_slice_of("CHILDID");
    return lc_slice_is(column, "PLACE") ? lc_slice_of("PL") : column;
}

/* An element a cell of the line, from the from-th on; an empty cell has none. No cell
 * of a return needs quotes, or has a sign that XML would read. */
static void add_cells(struct lc_text *out, struct lc_slice line, const char *header,
                      int from)
{
    const char *cells = line.data, *names = header;
    while (cells < line.data + line.size) {
        struct lc_slice name = element_of(take(&names, ','));
        const char *end = memchr(cells, ',', (size_t)(line.data + line.size - cells));
        int size = (int)((end ? end : line.data + line.size) - cells);
        if (from-- <= 0 && size)
            lc_text_addf(out, "<%.*s>%.*s</%.*s>", (int)name.size, name.data, size,
                         cells, (int)name.size, name.data);
        cells += size + 1;
    }
}

static void add_rows(struct lc_text *out, const struct lc_text *sheet, int which,
                     const char *element)
{
    for (const char *at = sheet->size ? sheet->data : ""; *at;) {
        struct lc_slice line = take(&at, '\n');
        lc_text_addf(out, "<%s>", element);
        add_cells(out, line, lc_return_files[which].header, 1);
        lc_text_addf(out, "</%s>\n", element);
    }
}

/* The header says of an asylum seeker what the CSVs have in a table of its own. */
static void write_ssda903(struct lc_text *out, const struct lc_life *life, int k)
{
    struct lc_text sheet[LC_RETURNS] = { { 0 } };
    lc_write_return(sheet, life, k);
    const char *header = sheet[LC_R_HEADER].data, *alone = sheet[LC_R_UASC].data;
    if (header) {
        lc_text_add(out, "<CHILD><HEADER>");
        add_cells(out, take(&header, '\n'), lc_return_files[LC_R_HEADER].header, 0);
        lc_text_addf(out, "<UASC>%d</UASC>", alone ? 1 : 0);
        if (alone)
            add_cells(out, take(&alone, '\n'), lc_return_files[LC_R_UASC].header, 3);
        lc_text_add(out, "</HEADER>\n");
        add_rows(out, sheet + LC_R_EPISODES, LC_R_EPISODES, "EPISODE");
        add_rows(out, sheet + LC_R_MISSING, LC_R_MISSING, "AMISSING");
        lc_text_add(out, "</CHILD>\n");
    }
    for (int s = 0; s < LC_RETURNS; s++) {
        out->failed |= sheet[s].failed;
        lc_text_free(sheet + s);
    }
}

static void open_ssda903(struct lc_text *out, int year)
{
    lc_text_addf(out, "<EXPSSDA903 Year=\"%d\">", year);
}

const struct lc_form lc_form_ssda903 = { "ssda903-xml",     "ssda903",
                                         "ssda903.xml",     open_ssda903,
                                         "</EXPSSDA903>\n", write_ssda903 };
