/* The reader in its cage: questions in, answers out, until there are no more. */
#include <stdlib.h>

#include "base/memory.h"
#include "system/file.h"
#include "table/contained_inside.h"
#include "table/csv_cage_inside.h"
#include "table/csv_inside.h"
#include "table/csv_wire_inside.h"

/* Bytes of rows in an answer: few at first, since many a file is looked at only for its
 * first rows, then four times as many each time. */
enum { LEAST = 4 << 10 };

struct lc_csv_reading {
    const struct lc_csv_reader *of;
    lc_csv *csv;             /* of the table that is open, or NULL */
    lc_contained *contained; /* the file it is of, or NULL: a CSV */
    size_t file;             /* of which it is known whether it is one: + 1 */
    size_t wanted;
    struct lc_wire_block block;
    struct lc_error err;
    int code;  /* of what is open; of nothing, LC_FORMAT */
    bool lost; /* there is not even memory to say so */
};

/* The file's container, which stays while its tables are asked for. */
static int hold_file(struct lc_csv_reading *w, size_t file)
{
    const struct lc_csv_reader *of = w->of;
    lc_csv_close(w->csv);
    w->csv = NULL;
    w->wanted = LEAST;
    w->err = (struct lc_error){ 0 };
    if (w->file == file + 1)
        return LC_OK;
    lc_contained_close(w->contained);
    w->contained = NULL;
    w->file = 0;
    if (file >= of->count)
        return LC_FAIL(&w->err, LC_FORMAT, "there is no such file");
    const struct lc_container_file one = { .name = of->path[file],
                                           .fd = of->fd[file],
                                           .size = of->size[file],
                                           .layouts = of->layouts,
                                           .kinds = lc_containers,
                                           .salt = of->salt };
    int code = lc_contained_open(&w->contained, &one, &w->err);
    w->file = code ? 0 : file + 1;
    return code;
}

/* *none: fewer rows are there than titles should be. */
static int open_table(struct lc_csv_reading *w, const struct lc_wire_ask *ask,
                      bool *none)
{
    size_t file = ask->file;
    int code = hold_file(w, file);
    *none = false;
    if (!code && w->contained)
        code = lc_contained_csv(&w->csv, w->contained, ask->table, false, &w->err);
    else if (!code)
        code = lc_csv_open_lent(&w->csv, w->of->path[file], w->of->fd[file],
                                w->of->size[file], &w->err);
    for (uint32_t i = 0; i < ask->titles && !*none && !code; i++)
        code = lc_csv_header_next(w->csv, none, &w->err);
    return code;
}

/* --- answers ---------------------------------------------------------------------- */

static enum lc_wire_answer fail(struct lc_csv_reading *w)
{
    if (lc_wire_begin(&w->block, NULL)
        || lc_wire_put_fail(&w->block, w->code, &w->err, NULL))
        w->lost = true;
    return LC_WIRE_FAIL;
}

static enum lc_wire_answer header(struct lc_csv_reading *w,
                                  const struct lc_wire_ask *ask)
{
    bool none = false;
    w->code = open_table(w, ask, &none);
    if (!w->code)
        w->code = lc_wire_begin(&w->block, &w->err);
    if (!w->code && !none)
        w->code = lc_wire_put_row(&w->block, lc_csv_header(w->csv), &w->err);
    return w->code ? fail(w) : none ? LC_WIRE_NONE : LC_WIRE_HEADER;
}

static unsigned marks_of(const lc_contained *contained, size_t table)
{
    return (lc_contained_plain(contained, table) ? LC_WIRE_PLAIN : 0)
           | (lc_contained_hidden(contained, table) ? LC_WIRE_HIDDEN : 0);
}

static enum lc_wire_answer list(struct lc_csv_reading *w, const struct lc_wire_ask *ask)
{
    w->code = hold_file(w, ask->file);
    uint64_t kind = w->contained ? lc_contained_kind(w->contained) + 1 : 0;
    size_t count = kind ? lc_contained_count(w->contained) : 1;
    if (!w->code)
        w->code = lc_wire_begin(&w->block, &w->err);
    if (!w->code)
        w->code = lc_wire_put_number(&w->block, kind, &w->err);
    for (size_t i = 0; i < count && !w->code; i++)
        w->code =
            lc_wire_put_name(&w->block, kind ? lc_contained_name(w->contained, i) : "",
                             kind ? marks_of(w->contained, i) : LC_WIRE_PLAIN, &w->err);
    if (w->code)
        return fail(w);
    w->code = LC_FORMAT; /* nothing is open */
    return LC_WIRE_TABLES;
}

static enum lc_wire_answer more(struct lc_csv_reading *w)
{
    const struct lc_csv_row *row = NULL;
    bool last = false;
    if (!w->code)
        w->code = lc_wire_begin(&w->block, &w->err);
    while (!w->code && !last && w->block.size < w->wanted
           && !(w->code = lc_csv_next(w->csv, &row, &w->err))) {
        last = !row;
        w->code =
            last ? lc_wire_put_number(&w->block, lc_csv_counts(w->csv).bytes, &w->err)
                 : lc_wire_put_row(&w->block, row, &w->err);
    }
    w->wanted = w->wanted < LC_WIRE_ENOUGH / 4 ? 4 * w->wanted : LC_WIRE_ENOUGH;
    return w->code ? fail(w) : last ? LC_WIRE_LAST : LC_WIRE_ROWS;
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

static bool say(struct lc_csv_reading *w, int to, enum lc_wire_answer kind)
{
    if (w->lost)
        return false;
    lc_wire_end(&w->block, kind);
    return !lc_sys_file_write(to, w->block.data, w->block.size);
}

void lc_csv_reader_work(void *reader, int from, int to)
{
    struct lc_csv_reader *of = reader;
    struct lc_wire_ask ask;
    if (!of->reading)
        of->reading = lc_alloc(1, sizeof *of->reading);
    struct lc_csv_reading *w = of->reading;
    if (!w)
        return;
    if (!w->of)
        *w = (struct lc_csv_reading){ .of = of, .code = LC_FORMAT };
    bool heard = true;
    while (heard && hear(from, &ask)) {
        if (ask.question == LC_WIRE_LIST)
            heard = say(w, to, list(w, &ask));
        if (ask.question == LC_WIRE_OPEN)
            heard = say(w, to, header(w, &ask));
        if (heard && ask.question != LC_WIRE_LIST)
            heard = say(w, to, more(w));
    }
}

void lc_csv_reader_end(struct lc_csv_reader *reader)
{
    struct lc_csv_reading *w = reader->reading;
    if (!w)
        return;
    lc_csv_close(w->csv);
    lc_contained_close(w->contained);
    free(w->block.data);
    free(w);
    reader->reading = NULL;
}
