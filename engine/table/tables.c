/* See tables.h. */
#include "table/tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "system/file.h"
#include "table/contained_inside.h"
#include "table/csv_inside.h"

/* What can be read from any place; the rest is a CSV or nothing, and -1. */
static int open_regular(const char *path, int *fd, struct lc_sys_about *about)
{
    *fd = -1;
    if (lc_sys_file_about(path, about) || about->kind != LC_SYS_REGULAR
        || lc_sys_file_open(path, false, fd))
        return -1;
    return lc_sys_open_about(*fd, about);
}

static void close_file(void *data)
{
    int *fd = data;
    if (*fd >= 0)
        lc_sys_file_close(*fd);
    free(fd);
}

/* *fd: to be closed behind what it is read by; *contained NULL: a CSV. */
static int open_path(lc_contained **contained, int **fd, const char *path,
                     const struct lc_layouts *layouts, struct lc_error *err)
{
    struct lc_sys_about about;
    *contained = NULL;
    *fd = lc_alloc(1, sizeof **fd);
    if (!*fd)
        return LC_FAIL_NOMEM(err);
    if (open_regular(path, *fd, &about))
        return LC_OK;
    const struct lc_container_file file = { .name = path,
                                            .fd = **fd,
                                            .size = about.size,
                                            .layouts = layouts,
                                            .kinds = lc_containers,
                                            .salt = lc_container_salt() };
    return lc_contained_open(contained, &file, err);
}

static int add_names(struct lc_tables *tables, const lc_contained *contained,
                     struct lc_error *err)
{
    size_t count = contained ? lc_contained_count(contained) : 1;
    tables->name = lc_alloc(count, sizeof *tables->name);
    tables->plain = lc_alloc(count, sizeof *tables->plain);
    tables->hidden = lc_alloc(count, sizeof *tables->hidden);
    if (!tables->name || !tables->plain || !tables->hidden)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++) {
        char *name = lc_strdup(contained ? lc_contained_name(contained, i) : "");
        if (!name)
            return LC_FAIL_NOMEM(err);
        tables->plain[i] = !contained || lc_contained_plain(contained, i);
        tables->hidden[i] = contained && lc_contained_hidden(contained, i);
        tables->name[tables->count++] = name;
    }
    return LC_OK;
}

int lc_tables_list(struct lc_tables *tables, const char *path,
                   const struct lc_layouts *layouts, struct lc_error *err)
{
    lc_contained *contained;
    int *fd;
    *tables = (struct lc_tables){ 0 };
    int code = open_path(&contained, &fd, path, layouts, err);
    if (!code)
        code = add_names(tables, contained, err);
    if (contained)
        tables->container = lc_containers[lc_contained_kind(contained)];
    lc_contained_close(contained);
    if (fd)
        close_file(fd);
    return code;
}

void lc_tables_free(struct lc_tables *tables)
{
    for (size_t i = 0; i < tables->count; i++)
        free(tables->name[i]);
    free(tables->name);
    free(tables->plain);
    free(tables->hidden);
    *tables = (struct lc_tables){ 0 };
}

int lc_csv_open_table(lc_csv **csv, const char *path, size_t table,
                      const struct lc_layouts *layouts, struct lc_error *err)
{
    lc_contained *contained;
    int *fd;
    *csv = NULL;
    int code = open_path(&contained, &fd, path, layouts, err);
    if (!code)
        code = contained ? lc_contained_csv(csv, contained, table, true, err)
                         : lc_csv_open(csv, path, err);
    if (!code && contained)
        lc_csv_close_after(*csv, close_file, fd);
    else if (fd)
        close_file(fd);
    return code;
}
