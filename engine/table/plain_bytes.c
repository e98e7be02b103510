/* See plain_bytes_inside.h. */
#include "table/plain_bytes_inside.h"

#include <string.h>

#include "system/file.h"

static bool read_bytes(const struct lc_plain_bytes *from, uint64_t at, size_t size,
                       char *to)
{
    if (from->data) {
        memcpy(to, from->data + at, size);
        return true;
    }
    size_t got;
    return lc_sys_file_read_at(from->fd, at, size, to, &got) == 0 && got == size;
}

/* Bytes of the piece and so many more; from the byte before it, which tells whether a
 * row begins with the piece's first. */
static bool read_piece(const struct lc_plain_bytes *from, size_t number, uint64_t more,
                       char *bytes, size_t *have, size_t *body)
{
    uint64_t begin = from->first + (uint64_t)number * LC_PIECE;
    uint64_t until = begin + LC_PIECE, end = until + more;
    uint64_t start = number ? begin - 1 : begin;
    until = until < from->size ? until : from->size;
    end = end < from->size ? end : from->size;
    *have = (size_t)(end - start);
    *body = (size_t)(until - start);
    return read_bytes(from, start, *have, bytes);
}

bool lc_plain_rows(const struct lc_plain_bytes *from, size_t number, char *bytes,
                   char **text, size_t *size)
{
    enum { MORE = 4096 }; /* most lines are shorter */
    size_t have, body;
    if (!read_piece(from, number, MORE, bytes, &have, &body))
        return false;
    char *first = number ? memchr(bytes, '\n', body) : bytes, *last = bytes + have;
    *text = bytes;
    *size = 0;
    if (number && !first) /* a line of the piece before fills it */
        return body <= LC_CSV_LINE;
    first += number != 0;
    if (have > body) { /* the file goes on */
        last = memchr(bytes + body - 1, '\n', have - body + 1);
        if (!last && !read_piece(from, number, LC_CSV_LINE, bytes, &have, &body))
            return false;
        last = last ? last : memchr(bytes + body - 1, '\n', have - body + 1);
        if (!last && have - body == LC_CSV_LINE)
            return false;
        last = last ? last + 1 : bytes + have; /* of the last line, where it has none */
    }
    *last = '\n';
    *text = first;
    *size = first < last ? (size_t)(last - first) : 0;
    return true;
}
