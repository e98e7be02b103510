#include "support/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/day.h"
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

/* Ends the cell at *at, in place, and moves *at behind it; the separator is returned.
 */
static char take_cell(char **at, char **cell)
{
    char *from = *at, *to = *at;
    bool quoted = *from == '"';
    *cell = to;
    if (quoted)
        from++;
    for (; *from; from++) {
        if (quoted && from[0] == '"' && from[1] == '"')
            from++;
        else if (quoted && *from == '"') {
            quoted = false;
            continue;
        } else if (!quoted && (*from == ',' || *from == '\n'))
            break;
        *to++ = *from;
    }
    char separator = *from;
    *at = *from ? from + 1 : from;
    *to = 0;
    return separator;
}

void sheet_read(struct sheet *sheet, const char *dir, const char *name)
{
    char path[4096];
    struct lc_error err = { 0 };
    size_t size, count = 0, room = 0, rows = 0;
    *sheet = (struct sheet){ 0 };
    snprintf(path, sizeof path, "%s/%s", dir, name);
    cr_assert(!lc_file_read(path, (size_t)1 << 30, &sheet->data, &size, &err), "%s",
              err.text);
    for (char *at = sheet->data; *at; rows++) {
        size_t before = count;
        for (char separator = ','; separator == ',';) {
            cr_assert(!lc_grow((void **)&sheet->cell, &room, count + 1,
                               sizeof *sheet->cell, &err));
            separator = take_cell(&at, sheet->cell + count++);
        }
        if (!rows)
            sheet->columns = count;
        cr_assert(count - before == sheet->columns, "%s: row %zu has %zu cells", name,
                  rows, count - before);
    }
    sheet->rows = rows ? rows - 1 : 0;
}

void sheet_free(struct sheet *sheet)
{
    free(sheet->data);
    free(sheet->cell);
}

size_t sheet_column(const struct sheet *sheet, const char *name)
{
    for (size_t c = 0; c < sheet->columns; c++)
        if (strcmp(sheet->cell[c], name) == 0)
            return c;
    cr_assert_fail("no column %s", name);
    return 0;
}

const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    return sheet->cell[(row + 1) * sheet->columns + column];
}

int32_t sheet_day(const struct sheet *sheet, size_t row, size_t column)
{
    const char *text = sheet_cell(sheet, row, column);
    int32_t day = LC_OPEN;
    if (*text)
        cr_assert(
            !lc_day_parse((struct lc_slice){ text, strlen(text) }, LC_DAY_ANY, &day),
            "not a date");
    return day;
}

char *folder_new(void)
{
    const char *base = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/latecare-test-XXXXXX", base ? base : "/tmp");
    char *made = mkdtemp(path);
    cr_assert(made != NULL);
    return lc_strdup(made);
}

void folder_remove(char *folder)
{
    char command[4200];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert(system(command) == 0);
    free(folder);
}
