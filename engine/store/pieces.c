#include "store/pieces_inside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "system/memory.h"

enum { CHECKSUM = 4 }; /* Fletcher's, behind the values of a chunk */

/* Chunked, one dimension, kept in this file, and no filter but the checksum. */
static bool is_plain(hid_t list, size_t n, hsize_t *chunk)
{
    if (H5Pget_layout(list) != H5D_CHUNKED || H5Pget_chunk(list, 1, chunk) != 1)
        return false;
    unsigned flags, config;
    size_t none = 0;
    return *chunk > 0 && *chunk <= n && H5Pget_external_count(list) == 0
           && H5Pget_nfilters(list) == 1
           && H5Pget_filter2(list, 0, &flags, &none, NULL, 0, NULL, &config)
                  == H5Z_FILTER_FLETCHER32;
}

/* A chunk that begins with that row and takes so many bytes without its checksum; of
 * them the piece wants its size. */
static int add_chunk(struct lc_pieces *pieces, hid_t set, hsize_t row, hsize_t bytes,
                     const struct lc_piece *piece, struct lc_error *err)
{
    unsigned mask = 0;
    haddr_t at = HADDR_UNDEF;
    hsize_t stored = 0;
    if (H5Dget_chunk_info_by_coord(set, &row, &mask, &at, &stored) < 0
        || at == HADDR_UNDEF || mask || stored != bytes + CHECKSUM)
        return LC_FAIL(err, LC_DAMAGED, "a chunk of it is not as it was written");
    int code = LC_GROW(pieces->piece, pieces->room, pieces->count + 1, err);
    if (code)
        return code;
    pieces->piece[pieces->count] = *piece;
    pieces->piece[pieces->count++].at = at;
    pieces->bytes += piece->size;
    return LC_OK;
}

int lc_pieces_add(struct lc_pieces *pieces, hid_t set, size_t n, size_t size, void *to,
                  struct lc_error *err)
{
    hsize_t chunk = 0;
    hid_t list = H5Dget_create_plist(set);
    bool plain = n == 0 || (list >= 0 && is_plain(list, n, &chunk));
    if (list >= 0)
        H5Pclose(list);
    if (!plain)
        return LC_FAIL(err, LC_DAMAGED, "it is not stored as this program stores it");
    for (size_t row = 0, rows; row < n; row += rows) {
        rows = n - row < chunk ? n - row : (size_t)chunk;
        struct lc_piece piece = { 0, rows * size, (char *)to + row * size };
        int code = add_chunk(pieces, set, row, chunk * size, &piece, err);
        if (code)
            return code;
    }
    return LC_OK;
}

/* Pages of 2 MiB where there are any to have: at 4 KiB the faults of a large store cost
 * more than its reading. Advice only. */
void *lc_alloc_column(size_t n, size_t size)
{
    char *array = n <= PTRDIFF_MAX / size ? malloc(n ? n * size : 1) : NULL;
    if (array)
        lc_sys_memory_large(array, n * size);
    return array;
}

struct reading {
    const struct lc_pieces *pieces;
    const struct lc_store_file *opened;
    int *code; /* [workers] */
};

static void read_piece(void *context, size_t number, size_t worker)
{
    struct reading *r = context;
    const struct lc_piece *piece = r->pieces->piece + number;
    size_t got;
    if (lc_store_file_read(r->opened, piece->at, piece->size, piece->to, &got))
        r->code[worker] = LC_IO;
    else if (got < piece->size)
        r->code[worker] = LC_DAMAGED;
}

int lc_pieces_read(const struct lc_pieces *pieces, const struct lc_store_file *opened,
                   const char *path, struct lc_error *err)
{
    lc_team *team = pieces->bytes > LC_WORTH_A_TEAM ? lc_team_or_none() : NULL;
    int code = LC_OK;
    size_t workers = (size_t)lc_team_threads(team);
    struct reading r = { pieces, opened, lc_alloc(workers, sizeof(int)) };
    if (r.code)
        lc_team_run(team, pieces->count, read_piece, &r);
    else
        code = LC_FAIL_NOMEM(err);
    for (size_t w = 0; w < workers && !code; w++)
        if (r.code[w])
            code = LC_FAIL(err, r.code[w], "%s: cannot read all of it", path);
    free(r.code);
    lc_team_free(team);
    return code;
}

void lc_pieces_free(struct lc_pieces *pieces)
{
    free(pieces->piece);
    *pieces = (struct lc_pieces){ 0 };
}
