/* The program's side of a reader in a cage: see csv_cage.h. */
#include "table/csv_cage.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "system/file.h"
#include "system/process.h"
#include "table/csv_cage_inside.h"
#include "table/csv_inside.h"
#include "table/csv_wire_inside.h"

/* Of one file that the reader reads. */
struct lc_csv_far {
    lc_csv_cage *cage;
    size_t file, table;
    struct lc_wire_rest rest; /* of the answer that is read */
    size_t half;              /* of that, when it was new */
    bool last;                /* no other comes */
    struct lc_wire_fields fields;
    uint64_t rows, bytes; /* so far; and of their fields */
};

static const char *name_of(const lc_csv_cage *cage, size_t file)
{
    return cage->path[file];
}

/* --- what may go wrong with a reader ---------------------------------------------- */

static int fail_nonsense(lc_csv_cage *cage, size_t file, struct lc_error *err)
{
    int signal;
    (void)lc_sys_cage_end(cage->reader, true, &signal);
    return LC_FAIL(err, LC_DAMAGED,
                   "%s: the reader of it was stopped: what it said is in no file of "
                   "that size; the file may be made to do harm. Nothing was taken",
                   name_of(cage, file));
}

/* It is gone, and its work was not done. */
static int fail_ended(lc_csv_cage *cage, size_t file, struct lc_error *err)
{
    int signal, code = lc_interrupt_check(err);
    if (code)
        return code;
    const char *name = name_of(cage, file);
    switch (lc_sys_cage_end(cage->reader, false, &signal)) {
    case LC_SYS_FORBIDDEN:
        return LC_FAIL(err, LC_REFUSED,
                       "%s: the reader of it was stopped: it asked the system for what "
                       "no reader needs, so the file may be made to do harm. Nothing "
                       "was taken",
                       name);
    case LC_SYS_CRASHED:
        return LC_FAIL(err, LC_FORMAT,
                       "%s: the reader of it was stopped: it crashed (signal %d), over "
                       "something in the file. Nothing was taken; look at the file, "
                       "and tell the maintainers",
                       name, signal);
    case LC_SYS_KILLED:
        return LC_FAIL(err, LC_NOMEM,
                       "%s: the reader of it was stopped: somebody killed it, or the "
                       "machine is out of memory. Nothing was taken; try again",
                       name);
    case LC_SYS_DONE:
        break;
    }
    return LC_FAIL(err, LC_IO, "%s: the reader of it ended before its work was done",
                   name);
}

/* --- questions and answers -------------------------------------------------------- */

static int ask(const struct lc_csv_far *far, enum lc_wire_question question,
               size_t titles, struct lc_error *err)
{
    lc_csv_cage *cage = far->cage;
    const struct lc_wire_ask words = { question, (uint32_t)far->file,
                                       (uint32_t)far->table, (uint32_t)titles };
    if (!cage->owed && cage->at < cage->have) /* an answer that nobody asked for */
        return fail_nonsense(cage, far->file, err);
    int number = lc_sys_file_write(lc_sys_cage_to(cage->reader), &words, sizeof words);
    if (lc_sys_cause(number) == LC_SYS_UNREAD)
        return fail_ended(cage, far->file, err);
    if (number)
        return LC_FAIL(err, LC_IO, "%s: cannot ask its reader: %s",
                       name_of(cage, far->file), strerror(number));
    cage->owed += question == LC_WIRE_OPEN ? 2 : 1;
    return LC_OK;
}

/* As many bytes more have come, to be looked at in one piece. */
static int hear(const struct lc_csv_far *far, size_t size, struct lc_error *err)
{
    lc_csv_cage *cage = far->cage;
    size_t got, need = size > LC_WIRE_ENOUGH ? size : LC_WIRE_ENOUGH;
    if (cage->have - cage->at >= size)
        return LC_OK;
    int code = LC_GROW(cage->heard, cage->room, need, err);
    if (code)
        return code;
    memmove(cage->heard, cage->heard + cage->at, cage->have - cage->at);
    cage->have -= cage->at;
    cage->at = 0;
    while (!code && cage->have < size) {
        int number =
            lc_sys_file_read(lc_sys_cage_from(cage->reader), cage->room - cage->have,
                             cage->heard + cage->have, &got);
        if (number)
            code = lc_file_fail(name_of(cage, far->file), "read", number, err);
        else if (!got)
            code = fail_ended(cage, far->file, err);
        cage->have += got;
    }
    return code;
}

static int hear_answer(struct lc_csv_far *far, uint32_t *answer, struct lc_error *err)
{
    struct lc_wire_head head;
    lc_csv_cage *cage = far->cage;
    int code = hear(far, sizeof head, err);
    if (code)
        return code;
    memcpy(&head, cage->heard + cage->at, sizeof head);
    cage->at += sizeof head;
    if (head.size > LC_WIRE_MOST)
        return fail_nonsense(cage, far->file, err);
    code = hear(far, head.size, err);
    if (code)
        return code;
    far->rest = (struct lc_wire_rest){ cage->heard + cage->at, head.size };
    cage->at += head.size;
    cage->owed--;
    *answer = head.answer;
    return LC_OK;
}

/* Bytes that its tables can be made of: a container is packed. */
static uint64_t most_of(const lc_csv_cage *cage, size_t file)
{
    uint64_t size = cage->size[file];
    return cage->unfolds[file] ? lc_container_most(size) : size;
}

/* No more rows, nor bytes of them, than a file of that size can have: a row ends with a
 * line's end, and a byte of Windows-1252 becomes three. */
static bool is_too_much(struct lc_csv_far *far, const struct lc_csv_row *row)
{
    uint64_t most = most_of(far->cage, far->file);
    far->rows++;
    for (size_t i = 0; i < row->count; i++)
        far->bytes += row->field[i].size;
    return far->rows > most + 1 || far->bytes > 3 * most || row->line > most + 1;
}

static int take_row(struct lc_csv_far *far, struct lc_csv_row *row,
                    struct lc_error *err)
{
    return lc_wire_take_row(&far->rest, row, &far->fields) && !is_too_much(far, row)
               ? LC_OK
               : fail_nonsense(far->cage, far->file, err);
}

/* What went wrong with the file, by the reader's words; of its memory by ours. The
 * words are no rows; who asks on is told them again. */
static int fail_told(struct lc_csv_far *far, struct lc_error *err)
{
    struct lc_error told = { 0 };
    int code = lc_wire_take_fail(far->rest, &told);
    far->rest.size = 0;
    if (code == LC_NOMEM)
        return LC_FAIL(err, code,
                       "%s: the reader of it ran out of memory: it may take "
                       "%d MB, and no table needs so much; of a workbook, save the "
                       "sheet as CSV",
                       name_of(far->cage, far->file), LC_CSV_CAGE_MEMORY >> 20);
    return LC_FAIL(err, code, "%s", told.text);
}

/* --- a csv from far away ---------------------------------------------------------- */

static void forget_header(lc_csv *csv)
{
    free((void *)(uintptr_t)csv->header.field);
    free(csv->header_bytes);
    csv->header = (struct lc_csv_row){ 0 };
    csv->header_bytes = NULL;
}

/* What was asked before is of no use any more. */
static int ask_anew(struct lc_csv_far *far, enum lc_wire_question question,
                    size_t titles, uint32_t *answer, struct lc_error *err)
{
    int code = LC_OK;
    while (!code && far->cage->owed)
        code = hear_answer(far, answer, err);
    if (!code)
        code = ask(far, question, titles, err);
    if (!code)
        code = hear_answer(far, answer, err);
    return !code && *answer == LC_WIRE_FAIL ? fail_told(far, err) : code;
}

/* From the file's beginning; *none: then all is as it was, at the file's end. */
static int open_far(lc_csv *csv, size_t titles, bool *none, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    struct lc_csv_row row;
    uint32_t answer = 0;
    int code = ask_anew(far, LC_WIRE_OPEN, titles, &answer, err);
    *none = !code && answer == LC_WIRE_NONE && titles;
    if (code || *none)
        return code;
    far->last = false;
    far->rows = far->bytes = 0;
    forget_header(csv);
    code = answer == LC_WIRE_HEADER ? take_row(far, &row, err)
                                    : fail_nonsense(far->cage, far->file, err);
    far->rest.size = 0;
    return code ? code : lc_csv_keep_header(csv, &row, err);
}

static int header_next(lc_csv *csv, bool *none, struct lc_error *err)
{
    int code = open_far(csv, csv->titles + 1, none, err);
    csv->titles += !code && !*none;
    return code;
}

static int next_block(lc_csv *csv, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    uint32_t answer = 0;
    int code = far->cage->owed ? LC_OK : ask(far, LC_WIRE_MORE, 0, err);
    if (!code)
        code = hear_answer(far, &answer, err);
    if (code)
        return code;
    if (answer == LC_WIRE_FAIL)
        return fail_told(far, err);
    far->last = answer == LC_WIRE_LAST;
    bool good = far->last ? lc_wire_take_last(&far->rest, &csv->w.read)
                                && csv->w.read <= most_of(far->cage, far->file)
                          : answer == LC_WIRE_ROWS && far->rest.size;
    far->half = far->rest.size / 2;
    return good ? LC_OK : fail_nonsense(far->cage, far->file, err);
}

/* When half of an answer is read the next is asked for, which the reader makes
 * meanwhile: a file that is only looked at is not read to its end. */
static int next_row(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    int code = LC_OK;
    *row = NULL;
    if (!far->rest.size && !far->last)
        code = next_block(csv, err);
    if (code || !far->rest.size)
        return code;
    if (far->rest.size <= far->half && !far->last && !far->cage->owed)
        code = ask(far, LC_WIRE_MORE, 0, err);
    if (!code)
        code = take_row(far, &csv->row, err);
    *row = code ? NULL : &csv->row;
    return code;
}

static void close_far(void *data)
{
    struct lc_csv_far *far = data;
    free(far->fields.field);
    free(far);
}

static const struct lc_csv_source source = { header_next, next_row, close_far };

int lc_csv_cage_open(lc_csv **csv, lc_csv_cage *cage, size_t file, size_t table,
                     struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    struct lc_csv_far *far = lc_alloc(1, sizeof *far);
    bool none;
    *csv = NULL;
    if (!new || !far) {
        free(new);
        free(far);
        return LC_FAIL_NOMEM(err);
    }
    *far = (struct lc_csv_far){ .cage = cage, .file = file, .table = table };
    new->w.fd = -1;
    new->source = &source;
    new->far = far;
    int code = open_far(new, 0, &none, err);
    if (code)
        lc_csv_close(new);
    else
        *csv = new;
    return code;
}

int lc_csv_cage_tables(struct lc_tables *tables, lc_csv_cage *cage, size_t file,
                       struct lc_error *err)
{
    struct lc_csv_far far = { .cage = cage, .file = file };
    uint32_t answer = 0;
    *tables = (struct lc_tables){ 0 };
    int code = ask_anew(&far, LC_WIRE_LIST, 0, &answer, err);
    if (!code && (answer != LC_WIRE_TABLES || !lc_wire_take_tables(&far.rest, tables)))
        code = fail_nonsense(cage, file, err);
    cage->unfolds[file] = !code && tables->container;
    return code;
}
