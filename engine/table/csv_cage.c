/* The program's side of a reader in a cage: see csv_cage.h. */
#include "table/csv_cage.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "system/cage.h"
#include "system/file.h"
#include "system/process.h"
#include "table/csv_cage_inside.h"
#include "table/csv_inside.h"
#include "table/csv_wire_inside.h"

struct lc_csv_cage {
    size_t count;
    char *const *path;
    int *fd;
    uint64_t *size; /* bytes of each when it was opened */
    lc_sys_cage *reader;
    unsigned owed; /* answers that are still to come: 0 or 1 */
};

/* Of one file that the reader reads. */
struct lc_csv_far {
    lc_csv_cage *cage;
    size_t file;
    unsigned blocks; /* of rows so far */
    struct lc_wire_block block;
    struct lc_wire_rest rest;
    struct lc_wire_fields fields;
    uint64_t rows, bytes; /* so far; and of their fields */
    bool ended;
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

static int ask(lc_csv_cage *cage, enum lc_wire_question question, size_t file,
               struct lc_error *err)
{
    const struct lc_wire_ask words = { question, (uint32_t)file };
    int number = lc_sys_file_write(lc_sys_cage_to(cage->reader), &words, sizeof words);
    cage->owed += !number;
    if (lc_sys_cause(number) == LC_SYS_UNREAD)
        return fail_ended(cage, file, err);
    return number ? LC_FAIL(err, LC_IO, "%s: cannot ask its reader: %s",
                            name_of(cage, file), strerror(number))
                  : LC_OK;
}

/* At least `size` bytes of the answer are in the block, or as many as came with them.
 */
static int hear(struct lc_csv_far *far, size_t size, struct lc_error *err)
{
    struct lc_wire_block *block = &far->block;
    lc_csv_cage *cage = far->cage;
    size_t got, room = size < LC_WIRE_ENOUGH ? LC_WIRE_ENOUGH : size;
    int code = LC_GROW(block->data, block->room, room, err);
    while (!code && block->size < size) {
        int number =
            lc_sys_file_read(lc_sys_cage_from(cage->reader), block->room - block->size,
                             block->data + block->size, &got);
        if (number)
            code = lc_file_fail(name_of(cage, far->file), "read", number, err);
        else if (!got)
            code = fail_ended(cage, far->file, err);
        block->size += got;
    }
    return code;
}

static int hear_answer(struct lc_csv_far *far, uint32_t *answer, struct lc_error *err)
{
    struct lc_wire_head head;
    far->block.size = 0;
    int code = hear(far, sizeof head, err);
    if (code)
        return code;
    far->cage->owed--;
    memcpy(&head, far->block.data, sizeof head);
    if (head.size > LC_WIRE_MOST)
        return fail_nonsense(far->cage, far->file, err);
    code = hear(far, sizeof head + head.size, err);
    if (!code && far->block.size != sizeof head + head.size)
        return fail_nonsense(far->cage, far->file,
                             err); /* it answers what none asked */
    far->rest =
        (struct lc_wire_rest){ far->block.data + sizeof head, code ? 0 : head.size };
    *answer = head.answer;
    return code;
}

/* No more rows, nor bytes of them, than a file of that size can have: a row ends with a
 * line's end, and a byte of Windows-1252 becomes three. */
static bool is_too_much(struct lc_csv_far *far, const struct lc_csv_row *row)
{
    uint64_t most = far->cage->size[far->file];
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

/* What went wrong with the file, by the reader's words; of its memory by ours. */
static int fail_told(struct lc_csv_far *far, struct lc_error *err)
{
    struct lc_error told = { 0 };
    int code = lc_wire_take_fail(far->rest, &told);
    if (code == LC_NOMEM)
        return LC_FAIL(err, code,
                       "%s: the reader of it ran out of memory: it may take "
                       "%d MB, and no table needs so much",
                       name_of(far->cage, far->file), LC_CSV_CAGE_MEMORY >> 20);
    return LC_FAIL(err, code, "%s", told.text);
}

/* --- a csv from far away ---------------------------------------------------------- */

static int take_header(lc_csv *csv, uint32_t answer, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    struct lc_csv_row row;
    if (answer == LC_WIRE_FAIL)
        return fail_told(far, err);
    if (answer != LC_WIRE_HEADER)
        return fail_nonsense(far->cage, far->file, err);
    int code = take_row(far, &row, err);
    return code ? code : lc_csv_keep_header(csv, &row, err);
}

static int open_far(lc_csv *csv, lc_csv_cage *cage, size_t file, struct lc_error *err)
{
    uint32_t answer = 0;
    struct lc_csv_far *far = csv->far = lc_alloc(1, sizeof *far);
    if (!far)
        return LC_FAIL_NOMEM(err);
    *far = (struct lc_csv_far){ .cage = cage, .file = file };
    int code = LC_OK;
    while (!code && cage->owed) /* by the file before */
        code = hear_answer(far, &answer, err);
    if (!code)
        code = ask(cage, LC_WIRE_OPEN, file, err);
    if (!code)
        code = hear_answer(far, &answer, err);
    return code ? code : take_header(csv, answer, err);
}

static int header_next(lc_csv *csv, bool *none, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    uint32_t answer = 0;
    int code = ask(far->cage, LC_WIRE_HEADER_NEXT, far->file, err);
    if (!code)
        code = hear_answer(far, &answer, err);
    *none = !code && answer == LC_WIRE_NONE;
    if (code || *none)
        return code;
    free((void *)(uintptr_t)csv->header.field);
    free(csv->header_bytes);
    csv->header = (struct lc_csv_row){ 0 };
    csv->header_bytes = NULL;
    csv->titles++;
    return take_header(csv, answer, err);
}

static int take_end(struct lc_csv_far *far, uint64_t *read, struct lc_error *err)
{
    bool good = lc_wire_take_number(&far->rest, read) && !far->rest.size
                && *read <= far->cage->size[far->file];
    return good ? LC_OK : fail_nonsense(far->cage, far->file, err);
}

/* While this block is worked on, the reader makes the next; not of a file that is
 * perhaps only looked at. */
static int next_block(struct lc_csv_far *far, uint64_t *read, struct lc_error *err)
{
    enum { LOOK = 2 };
    uint32_t answer = 0;
    int code = far->cage->owed ? LC_OK : ask(far->cage, LC_WIRE_MORE, far->file, err);
    if (!code)
        code = hear_answer(far, &answer, err);
    if (code)
        return code;
    if (answer == LC_WIRE_FAIL)
        return fail_told(far, err);
    far->ended = answer == LC_WIRE_END;
    if (far->ended)
        return take_end(far, read, err);
    if (answer != LC_WIRE_ROWS || !far->rest.size)
        return fail_nonsense(far->cage, far->file, err);
    return ++far->blocks >= LOOK ? ask(far->cage, LC_WIRE_MORE, far->file, err) : LC_OK;
}

static int next_row(lc_csv *csv, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_csv_far *far = csv->far;
    int code = LC_OK;
    *row = NULL;
    if (!far->rest.size && !far->ended)
        code = next_block(far, &csv->w.read, err);
    if (code || far->ended)
        return code;
    code = take_row(far, &csv->row, err);
    *row = code ? NULL : &csv->row;
    return code;
}

static void close_far(void *data)
{
    struct lc_csv_far *far = data;
    if (!far)
        return;
    free(far->block.data);
    free(far->fields.field);
    free(far);
}

static const struct lc_csv_source source = { header_next, next_row, close_far };

int lc_csv_cage_open(lc_csv **csv, lc_csv_cage *cage, size_t file, struct lc_error *err)
{
    lc_csv *new = lc_alloc(1, sizeof *new);
    *csv = NULL;
    if (!new)
        return LC_FAIL_NOMEM(err);
    new->w.fd = -1;
    new->source = &source;
    int code = open_far(new, cage, file, err);
    if (code)
        lc_csv_close(new);
    else
        *csv = new;
    return code;
}

/* --- the cage --------------------------------------------------------------------- */

static int open_one(lc_csv_cage *cage, size_t i, struct lc_error *err)
{
    struct lc_sys_about about;
    const char *path = name_of(cage, i);
    int number = lc_sys_file_about(path, &about);
    if (!number && about.kind == LC_SYS_FOLDER)
        return LC_FAIL(err, LC_FORMAT, "%s is a folder; name the files in it", path);
    if (!number && about.kind != LC_SYS_REGULAR)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: a file is read more than once; this is none", path);
    if (!number)
        number = lc_sys_file_open(path, false, &cage->fd[i]);
    if (!number)
        number = lc_sys_open_about(cage->fd[i], &about);
    if (number)
        return lc_file_fail(path, "open", number, err);
    cage->size[i] = about.size;
    return LC_OK;
}

static int open_all(lc_csv_cage *cage, struct lc_error *err)
{
    int code = LC_OK;
    cage->fd = lc_alloc(cage->count, sizeof *cage->fd);
    cage->size = lc_alloc(cage->count, sizeof *cage->size);
    if (!cage->fd || !cage->size)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < cage->count; i++)
        cage->fd[i] = -1;
    lc_sys_process_files(cage->count);
    for (size_t i = 0; i < cage->count && !code; i++)
        code = open_one(cage, i, err);
    return code;
}

static int start(lc_csv_cage *cage, struct lc_error *err)
{
    struct lc_csv_reader reader = { cage->count, cage->fd, cage->size, cage->path };
    const struct lc_sys_caged what = { lc_csv_reader_work, &reader, cage->count,
                                       cage->fd, LC_CSV_CAGE_MEMORY };
    int number = lc_sys_cage_start(&cage->reader, &what);
    return number
               ? LC_FAIL(err, LC_IO, "cannot start a process that reads the files: %s",
                         strerror(number))
               : LC_OK;
}

int lc_csv_cage_start(lc_csv_cage **cage, size_t count, char *const *path,
                      struct lc_error *err)
{
    lc_csv_cage *made = lc_alloc(1, sizeof *made);
    *cage = NULL;
    if (!made)
        return LC_FAIL_NOMEM(err);
    *made = (struct lc_csv_cage){ .count = count, .path = path };
    int code = open_all(made, err);
    if (!code)
        code = start(made, err);
    if (code)
        lc_csv_cage_stop(made);
    else
        *cage = made;
    return code;
}

bool lc_csv_cage_holds(const lc_csv_cage *cage)
{
    return !lc_sys_cage_is_built()
           || lc_sys_cage_parts(cage->reader) & LC_SYS_CAGE_CALLS;
}

int lc_csv_cage_digest(const lc_csv_cage *cage, size_t file, unsigned char *out,
                       struct lc_error *err)
{
    return lc_file_digest_open(cage->fd[file], cage->size[file], name_of(cage, file),
                               out, err);
}

void lc_csv_cage_stop(lc_csv_cage *cage)
{
    if (!cage)
        return;
    lc_sys_cage_free(cage->reader);
    for (size_t i = 0; cage->fd && i < cage->count; i++)
        if (cage->fd[i] >= 0)
            lc_sys_file_close(cage->fd[i]);
    free(cage->fd);
    free(cage->size);
    free(cage);
}
