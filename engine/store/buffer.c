/* A driver for HDF5 that writes a new file into memory: see h5.h. HDF5's own (core) has
 * no way to give the bytes of a closed file, and those of an open one are marked as
 * open. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/h5_inside.h"

struct buffer {
    H5FD_t base; /* HDF5's part; first */
    struct lc_h5_buffer *to;
    haddr_t end; /* of what HDF5 thinks is allocated */
};

static struct lc_h5_buffer *bytes_of(const H5FD_t *file)
{
    return ((const struct buffer *)file)->to;
}

/* To `size` bytes, if it has less; of the new ones those before `zeros` are zero. */
static herr_t grow(struct lc_h5_buffer *to, size_t zeros, size_t size)
{
    if (size <= to->size)
        return 0;
    if (LC_GROW(to->data, to->room, size, NULL)) {
        to->no_memory = true;
        return -1;
    }
    if (zeros > to->size)
        memset(to->data + to->size, 0, zeros - to->size);
    to->size = size;
    return 0;
}

static H5FD_t *buffer_open(const char *name LC_UNUSED, unsigned flags, hid_t access,
                           haddr_t largest LC_UNUSED)
{
    struct lc_h5_buffer *const *to = H5Pget_driver_info(access);
    struct buffer *b = to && (flags & H5F_ACC_RDWR) ? lc_alloc(1, sizeof *b) : NULL;
    if (!b)
        return NULL;
    b->to = *to;
    return &b->base;
}

static herr_t buffer_close(H5FD_t *file)
{
    free(file);
    return 0;
}

static herr_t buffer_query(const H5FD_t *file LC_UNUSED, unsigned long *flags)
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA
             | H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

static haddr_t buffer_end(const H5FD_t *file, H5FD_mem_t type LC_UNUSED)
{
    return ((const struct buffer *)file)->end;
}

static herr_t buffer_set_end(H5FD_t *file, H5FD_mem_t type LC_UNUSED, haddr_t end)
{
    ((struct buffer *)file)->end = end;
    return 0;
}

static haddr_t buffer_size(const H5FD_t *file, H5FD_mem_t type LC_UNUSED)
{
    return bytes_of(file)->size;
}

static herr_t buffer_read(H5FD_t *file, H5FD_mem_t type LC_UNUSED,
                          hid_t transfer LC_UNUSED, haddr_t at, size_t size, void *to)
{
    const struct lc_h5_buffer *b = bytes_of(file);
    size_t there = at < b->size ? b->size - at : 0;
    memset(to, 0, size); /* what was never written */
    if (there)
        memcpy(to, b->data + at, there < size ? there : size);
    return 0;
}

static herr_t buffer_write(H5FD_t *file, H5FD_mem_t type LC_UNUSED,
                           hid_t transfer LC_UNUSED, haddr_t at, size_t size,
                           const void *from)
{
    struct lc_h5_buffer *b = bytes_of(file);
    if (grow(b, at, at + size) < 0)
        return -1;
    memcpy(b->data + at, from, size);
    return 0;
}

/* To what is allocated, as HDF5 wants it of a file that it closes. */
static herr_t buffer_cut(H5FD_t *file, hid_t transfer LC_UNUSED,
                         hbool_t closing LC_UNUSED)
{
    struct lc_h5_buffer *b = bytes_of(file);
    haddr_t end = ((struct buffer *)file)->end;
    b->size = end < b->size ? end : b->size;
    return grow(b, end, end);
}

static const H5FD_class_t driver = {
    .name = "latecare_buffer",
    .maxaddr = INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(struct lc_h5_buffer *),
    .open = buffer_open,
    .close = buffer_close,
    .query = buffer_query,
    .get_eoa = buffer_end,
    .set_eoa = buffer_set_end,
    .get_eof = buffer_size,
    .read = buffer_read,
    .write = buffer_write,
    .truncate = buffer_cut,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

/* Registered once: see window.c. */
bool lc_h5_use_buffer(hid_t access, struct lc_h5_buffer *buffer)
{
    static hid_t id = H5I_INVALID_HID;
    if (id < 0 || H5Iis_valid(id) <= 0)
        id = H5FDregister(&driver);
    return id >= 0 && H5Pset_driver(access, id, &buffer) >= 0;
}

void lc_h5_buffer_free(struct lc_h5_buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct lc_h5_buffer){ 0 };
}
