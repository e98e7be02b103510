/* The reader in its cage: questions in, answers out, until there are no more. */
#include <stdlib.h>

#include "system/file.h"
#include "table/csv_cage_inside.h"
#include "table/csv_inside.h"
#include "table/csv_wire_inside.h"

/* Bytes of rows in an answer: few at first, since many a file is looked at only for its
 * first rows, then twice as many each time. */
enum { LEAST = 4 << 10 };

struct work {
    const struct lc_csv_reader *of;
    lc_csv *csv; /* of the file that is open, or NULL */
    size_t wanted;
    struct lc_wire_block block;
    struct lc_error err;
    int code;  /* of reading: met after the rows before it were sent */
    bool lost; /* there is not even memory to say so */
};

static int open_file(struct work *w, uint32_t file)
{
    lc_csv_close(w->csv);
    w->csv = NULL;
    w->wanted = LEAST;
    w->err = (struct lc_error){ 0 };
    w->code = file < w->of->count
                  ? lc_csv_open_lent(&w->csv, w->of->path[file], w->of->fd[file],
                                     w->of->size[file], &w->err)
                  : LC_FAIL(&w->err, LC_FORMAT, "there is no such file");
    return w->code;
}

/* --- answers ---------------------------------------------------------------------- */

static enum lc_wire_answer fail(struct work *w)
{
    if (lc_wire_begin(&w->block, NULL)
        || lc_wire_put_fail(&w->block, w->code, &w->err, NULL))
        w->lost = true;
    return LC_WIRE_FAIL;
}

static enum lc_wire_answer header(struct work *w)
{
    if (!w->code)
        w->code = lc_wire_put_row(&w->block, lc_csv_header(w->csv), &w->err);
    return w->code ? fail(w) : LC_WIRE_HEADER;
}

static enum lc_wire_answer header_next(struct work *w)
{
    bool none = false;
    if (!w->code)
        w->code = lc_csv_header_next(w->csv, &none, &w->err);
    return none && !w->code ? LC_WIRE_NONE : header(w);
}

static enum lc_wire_answer end(struct work *w)
{
    w->code = lc_wire_put_number(&w->block, lc_csv_counts(w->csv).bytes, &w->err);
    return w->code ? fail(w) : LC_WIRE_END;
}

static enum lc_wire_answer more(struct work *w)
{
    const struct lc_csv_row *row = NULL;
    while (!w->code && w->block.size < w->wanted
           && !(w->code = lc_csv_next(w->csv, &row, &w->err)) && row)
        w->code = lc_wire_put_row(&w->block, row, &w->err);
    if (w->wanted < LC_WIRE_ENOUGH)
        w->wanted *= 2;
    if (w->block.size > sizeof(struct lc_wire_head))
        return LC_WIRE_ROWS;
    return w->code ? fail(w) : end(w);
}

static enum lc_wire_answer answer(struct work *w, const struct lc_wire_ask *ask)
{
    if (ask->question == LC_WIRE_OPEN)
        w->code = open_file(w, ask->file);
    if (!w->code)
        w->code = lc_wire_begin(&w->block, &w->err);
    if (!w->csv)
        return fail(w);
    switch (ask->question) {
    case LC_WIRE_OPEN:
        return header(w);
    case LC_WIRE_HEADER_NEXT:
        return header_next(w);
    case LC_WIRE_MORE:
        return more(w);
    }
    return fail(w);
}

/* --- both ends -------------------------------------------------------------------- */

/* All of a question, or false at the end. */
static bool hear(int from, struct lc_wire_ask *ask)
{
    size_t got = 0;
    for (size_t have = 0; have < sizeof *ask; have += got)
        if (lc_sys_file_read(from, sizeof *ask - have, (char *)ask + have, &got)
            || !got)
            return false;
    return true;
}

void lc_csv_reader_work(void *reader, int from, int to)
{
    struct work w = { .of = reader };
    struct lc_wire_ask ask;
    bool heard = true;
    while (heard && hear(from, &ask)) {
        enum lc_wire_answer kind = answer(&w, &ask);
        heard = !w.lost;
        if (heard)
            lc_wire_end(&w.block, kind);
        heard = heard && !lc_sys_file_write(to, w.block.data, w.block.size);
    }
    lc_csv_close(w.csv);
    free(w.block.data);
}
