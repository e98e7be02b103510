/* A small CSV file read whole, for tests that look into what was written. */
#ifndef TEST_SUPPORT_SHEET_H
#define TEST_SUPPORT_SHEET_H

#include <stddef.h>
#include <stdint.h>

struct sheet {
    char *data;
    size_t rows, columns; /* rows without the header */
    char **cell;          /* [(rows + 1) * columns], terminated; the header first */
};

/* Reads dir/name; asserts that every row has the header's number of cells. */
void sheet_read(struct sheet *sheet, const char *dir, const char *name);
void sheet_free(struct sheet *sheet);

size_t sheet_column(const struct sheet *sheet,
                    const char *name); /* asserts it is there */
const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column);
/* The cell as a day; LC_OPEN when it is empty. Either date form. */
int32_t sheet_day(const struct sheet *sheet, size_t row, size_t column);

/* A folder of the test's own, and its end. */
char *folder_new(void);
void folder_remove(char *folder); /* frees too */

#endif
