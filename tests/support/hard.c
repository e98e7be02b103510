#include "support/hard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/file.h"
#include "datasets/borough/borough_inside.h"
#include "support/sheet.h"

int hard_write(const char *dir, const char *mode, struct lc_error *err)
{
    struct lc_borough_counts counts;
    struct lc_borough_options options;
    char path[200];
    lc_knobs_default(&lc_borough_knobs, &options);
    options.children = 6000;
    options.dirt_only = "none";
    if (mode)
        snprintf(path, sizeof path, "datasets/borough/hard/%s.yaml", mode);
    options.truth = mode ? path : NULL;
    options.common.seed = 7;
    return lc_borough_write(dir, &options, &counts, err);
}

char *hard_simulate(const char *mode)
{
    struct lc_error err = { 0 };
    char *dir = folder_new();
    cr_assert(hard_write(dir, mode, &err) == LC_OK, "%s", err.text);
    return dir;
}

char *hard_read(const char *dir, const char *name)
{
    struct lc_error err = { 0 };
    char path[4096], *data;
    size_t size;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    cr_assert(!lc_file_read(path, (size_t)1 << 30, &data, &size, &err), "%s", err.text);
    return data;
}

bool hard_same(const char *a, const char *b, const char *name)
{
    char *left = hard_read(a, name), *right = hard_read(b, name);
    bool equal = strcmp(left, right) == 0;
    free(left);
    free(right);
    return equal;
}
