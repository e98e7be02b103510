#include "support/csvs.h"

#include <stdlib.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

lc_csv *csvs_bytes(const char *data, size_t size)
{
    lc_csv *csv;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_csv_open_bytes(&csv, "t.csv", data, size, &err), LC_OK), "%s",
              err.text);
    return csv;
}

lc_csv *csvs_file(const char *data, size_t size)
{
    char path[] = "/tmp/latecare-csv-XXXXXX";
    struct lc_error err = { 0 };
    lc_csv *csv;
    int fd = mkstemp(path);
    cr_assert(ge(int, fd, 0));
    cr_assert(eq(long, (long)write(fd, data, size), (long)size));
    close(fd);
    cr_assert(eq(int, lc_csv_open(&csv, path, &err), LC_OK), "%s", err.text);
    unlink(path);
    return csv;
}
