/* A driver for HDF5 that reads from one file we opened, and does nothing else. */
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/h5_inside.h"
#include "system/file.h"

struct window_settings {
    const struct lc_store_file *opened;
    struct lc_h5_trouble *trouble;
};

struct window {
    H5FD_t base; /* HDF5's part; first */
    struct window_settings is;
    haddr_t end; /* of what HDF5 thinks is allocated */
};

static H5FD_t *window_open(const char *name LC_UNUSED, unsigned flags, hid_t access,
                           haddr_t largest)
{
    const struct window_settings *settings = H5Pget_driver_info(access);
    struct window *w;
    if (!settings || (flags & H5F_ACC_RDWR) || settings->opened->size > largest)
        return NULL;
    w = lc_alloc(1, sizeof *w);
    settings->trouble->no_memory = !w;
    if (!w)
        return NULL;
    w->is = *settings;
    return &w->base;
}

static herr_t window_close(H5FD_t *file)
{
    free(file);
    return 0;
}

static herr_t window_query(const H5FD_t *file LC_UNUSED, unsigned long *flags)
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA
             | H5FD_FEAT_DATA_SIEVE;
    return 0;
}

static haddr_t window_end(const H5FD_t *file, H5FD_mem_t type LC_UNUSED)
{
    return ((const struct window *)file)->end;
}

static herr_t window_set_end(H5FD_t *file, H5FD_mem_t type LC_UNUSED, haddr_t end)
{
    ((struct window *)file)->end = end;
    return 0;
}

static haddr_t window_size(const H5FD_t *file, H5FD_mem_t type LC_UNUSED)
{
    return ((const struct window *)file)->is.opened->size;
}

static herr_t window_read(H5FD_t *file, H5FD_mem_t type LC_UNUSED,
                          hid_t transfer LC_UNUSED, haddr_t at, size_t size, void *to)
{
    const struct window *w = (const struct window *)file;
    if (at > w->is.opened->size || size > w->is.opened->size - at)
        return -1;
    size_t got = 0;
    int number = lc_store_file_read(w->is.opened, at, size, to, &got);
    if (number)
        w->is.trouble->number = number;
    return number || got < size ? -1 : 0;
}

static herr_t window_write(H5FD_t *file LC_UNUSED, H5FD_mem_t type LC_UNUSED,
                           hid_t transfer LC_UNUSED, haddr_t at LC_UNUSED,
                           size_t size LC_UNUSED, const void *from LC_UNUSED)
{
    return -1;
}

static const H5FD_class_t driver = {
    .name = "latecare_window",
    .maxaddr = INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(struct window_settings),
    .open = window_open,
    .close = window_close,
    .query = window_query,
    .get_eoa = window_end,
    .set_eoa = window_set_end,
    .get_eof = window_size,
    .read = window_read,
    .write = window_write,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

/* Registered once and never taken back: HDF5 1.10 looks into the driver's class after
 * it has let go of it when the last file is closed. */
static hid_t driver_id(void)
{
    static hid_t id = H5I_INVALID_HID;
    if (id < 0 || H5Iis_valid(id) <= 0)
        id = H5FDregister(&driver);
    return id;
}

hid_t lc_h5_window(const struct lc_store_file *opened, struct lc_h5_trouble *trouble)
{
    struct window_settings settings = { opened, trouble };
    hid_t id = driver_id(), file = H5I_INVALID_HID;
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    *trouble = (struct lc_h5_trouble){ 0 };
    if (id >= 0 && access >= 0 && H5Pset_driver(access, id, &settings) >= 0)
        file = H5Fopen("window", H5F_ACC_RDONLY, access);
    lc_h5_close(access);
    return file;
}

int lc_h5_judge(const struct lc_h5_trouble *trouble, const char *path, int code,
                const struct lc_error *found, struct lc_error *err)
{
    if (trouble->number)
        return lc_file_fail(path, "read", trouble->number, err);
    return lc_error_pass(err, code, found);
}
