/* Every dataset read through HDF5: see lc_store_scan(). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/check.h"
#include "store/h5_inside.h"
#include "store/read.h"

struct scanning {
    struct lc_scan *scan;
    char failed[200]; /* the first dataset that did not read */
};

static bool read_set(hid_t set, struct lc_scan *scan)
{
    hid_t space = H5Dget_space(set), type = H5Dget_type(set);
    hssize_t n = space >= 0 ? H5Sget_simple_extent_npoints(space) : -1;
    size_t size = type >= 0 ? H5Tget_size(type) : 0;
    char *data = n >= 0 && size ? lc_alloc((size_t)n, size) : NULL;
    scan->no_memory |= n >= 0 && size && !data;
    bool good = data && H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0;
    scan->datasets++;
    scan->values += good ? (uint64_t)n : 0;
    scan->bytes += good ? (uint64_t)n * size : 0;
    free(data);
    lc_h5_close(type);
    lc_h5_close(space);
    return good;
}

static herr_t visit(hid_t file, const char *name, const H5O_info_t *info, void *context)
{
    struct scanning *s = context;
    if (info->type != H5O_TYPE_DATASET)
        return 0;
    hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    bool good = set >= 0 && read_set(set, s->scan);
    lc_h5_close(set);
    if (!good)
        snprintf(s->failed, sizeof s->failed, "%s", name);
    return good ? 0 : -1;
}

static bool same_offsets(hid_t file, const struct lc_history *h, bool *no_memory)
{
    char name[300];
    snprintf(name, sizeof name, "histories/%.250s/offset", h->name);
    uint64_t *stored = lc_alloc(h->children + 1, sizeof *stored);
    *no_memory |= !stored;
    hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    hid_t space = set >= 0 ? H5Dget_space(set) : H5I_INVALID_HID;
    bool good =
        stored && space >= 0
        && H5Sget_simple_extent_npoints(space) == (hssize_t)h->children + 1
        && H5Dread(set, H5T_STD_U64LE, H5S_ALL, H5S_ALL, H5P_DEFAULT, stored) >= 0;
    for (size_t c = 0; good && c <= h->children; c++)
        good = stored[c] == h->offset[c];
    free(stored);
    lc_h5_close(space);
    lc_h5_close(set);
    return good;
}

static int scan_file(struct scanning *s, hid_t file, const char *path,
                     const struct lc_store *store, struct lc_error *err)
{
    bool *no_memory = &s->scan->no_memory;
    if (H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, visit, s, H5O_INFO_BASIC) < 0)
        return *no_memory ? LC_FAIL_NOMEM(err)
                          : LC_FAIL(err, LC_DAMAGED, "%s: '%s' cannot be read", path,
                                    s->failed);
    for (size_t i = 0; i < store->histories; i++)
        if (!same_offsets(file, store->history + i, no_memory))
            return *no_memory
                       ? LC_FAIL_NOMEM(err)
                       : LC_FAIL(err, LC_DAMAGED, "%s: the offsets of '%s' are wrong",
                                 path, store->history[i].name);
    return LC_OK;
}

int lc_store_scan(struct lc_scan *scan, const char *path, const struct lc_store *store,
                  struct lc_error *err)
{
    struct scanning s = { .scan = scan };
    struct lc_store_file opened;
    int code = lc_store_open(&opened, path, err);
    *scan = (struct lc_scan){ 0 };
    if (code)
        return code;
    struct lc_h5_trouble trouble = { 0 };
    struct lc_error found = { 0 };
    hid_t file = lc_h5_window(&opened, &trouble);
    code = file >= 0 ? scan_file(&s, file, path, store, &found)
           : trouble.no_memory
               ? LC_FAIL_NOMEM(&found)
               : LC_FAIL(&found, LC_DAMAGED, "%s cannot be read as HDF5", path);
    lc_h5_close(file);
    H5Eclear2(H5E_DEFAULT);
    lc_store_file_close(&opened);
    return lc_h5_judge(&trouble, path, code, &found, err);
}
