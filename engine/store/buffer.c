/* A driver for HDF5 that holds a new file back until it may be written: h5_inside.h. No
 * byte is given out twice: it would be encrypted twice under one stream. HDF5 writes a
 * column's values once; if it ever wrote or read what is out, the writing fails. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/h5_inside.h"

enum { PIECE_BYTES = 64 << 10 };

struct buffer {
    H5FD_t base; /* HDF5's part; first */
    struct lc_h5_buffer *to;
    haddr_t end; /* of what HDF5 thinks is allocated */
};

static struct lc_h5_buffer *bytes_of(const H5FD_t *file)
{
    return ((const struct buffer *)file)->to;
}

static herr_t give_out(struct lc_h5_buffer *to, size_t which, size_t size)
{
    struct lc_h5_piece *p = to->piece + which;
    to->number = to->out(to->context, (uint64_t)which * PIECE_BYTES, p->bytes, size);
    free(p->bytes);
    p->bytes = NULL;
    p->out = true;
    return to->number ? -1 : 0;
}

/* The piece, to be written into. */
static struct lc_h5_piece *open_piece(struct lc_h5_buffer *to, size_t which)
{
    bool there = !LC_GROW(to->piece, to->room, which + 1, NULL);
    if (there && which >= to->pieces)
        to->pieces = which + 1;
    if (there && to->piece[which].out)
        return NULL;
    if (there && !to->piece[which].bytes)
        to->piece[which].bytes = lc_alloc(PIECE_BYTES, 1);
    to->no_memory |= !there || !to->piece[which].bytes;
    return to->no_memory ? NULL : to->piece + which;
}

static herr_t put(struct lc_h5_buffer *to, uint64_t at, const char *from, size_t size,
                  bool values)
{
    size_t which = (size_t)(at / PIECE_BYTES), offset = (size_t)(at % PIECE_BYTES);
    struct lc_h5_piece *p = open_piece(to, which);
    if (!p)
        return -1;
    memcpy(p->bytes + offset, from, size);
    p->values += values ? size : 0;
    return p->values == PIECE_BYTES ? give_out(to, which, PIECE_BYTES) : 0;
}

/* Bytes of a stretch that lie in its first piece. */
static size_t in_piece(uint64_t at, size_t size)
{
    size_t left = PIECE_BYTES - (size_t)(at % PIECE_BYTES);
    return size < left ? size : left;
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
    for (size_t done = 0, more; done < size; done += more, at += more) {
        size_t which = (size_t)(at / PIECE_BYTES);
        const struct lc_h5_piece *p = which < b->pieces ? b->piece + which : NULL;
        more = in_piece(at, size - done);
        if (p && p->out)
            return -1;
        if (p && p->bytes)
            memcpy((char *)to + done, p->bytes + at % PIECE_BYTES, more);
        else
            memset((char *)to + done, 0, more); /* what was never written */
    }
    return 0;
}

static herr_t buffer_write(H5FD_t *file, H5FD_mem_t type, hid_t transfer LC_UNUSED,
                           haddr_t at, size_t size, const void *from)
{
    struct lc_h5_buffer *b = bytes_of(file);
    if (at + size > b->size)
        b->size = at + size;
    for (size_t done = 0, more; done < size; done += more, at += more) {
        more = in_piece(at, size - done);
        if (put(b, at, (const char *)from + done, more, type == H5FD_MEM_DRAW))
            return -1;
    }
    return 0;
}

/* To what is allocated, as HDF5 wants it of a file that it closes. */
static herr_t buffer_cut(H5FD_t *file, hid_t transfer LC_UNUSED,
                         hbool_t closing LC_UNUSED)
{
    bytes_of(file)->size = ((struct buffer *)file)->end;
    return 0;
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

bool lc_h5_buffer_end(struct lc_h5_buffer *buffer)
{
    struct lc_h5_buffer *b = buffer;
    herr_t done = 0;
    for (size_t i = 0; done >= 0 && (uint64_t)i * PIECE_BYTES < b->size; i++) {
        uint64_t left = b->size - (uint64_t)i * PIECE_BYTES;
        bool out = i < b->pieces && b->piece[i].out;
        if (!out && !open_piece(b, i)) /* else it was never written: zeros */
            done = -1;
        else if (!out)
            done = give_out(b, i, left < PIECE_BYTES ? (size_t)left : PIECE_BYTES);
    }
    return done >= 0;
}

void lc_h5_buffer_free(struct lc_h5_buffer *buffer)
{
    for (size_t i = 0; i < buffer->pieces; i++)
        free(buffer->piece[i].bytes);
    free(buffer->piece);
    *buffer = (struct lc_h5_buffer){ 0 };
}
