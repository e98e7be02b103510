/* See table_plain_inside.h; a piece is read by plain_piece.c. */
#include "table/table_plain_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "parallel/team.h"
#include "system/file.h"
#include "table/kernel_plain_inside.h"
#include "table/plain_bytes_inside.h"
#include "table/plain_piece_inside.h"

struct job {
    struct lc_plain_bytes from;
    uint64_t line; /* of the first row */
    size_t columns, pieces, workers;
    struct lc_piece_rows *piece; /* [pieces] */
    struct lc_piece_work *work;  /* [workers] */
    char **bytes;                /* [workers] a piece and a longest line, and more */
    atomic_int *texts;           /* [columns] */
    atomic_size_t rows;          /* so far */
    atomic_bool odd;
    size_t *at;             /* [pieces + 1] first row of each */
    struct lc_guess *guess; /* [columns] of all pieces */
    int *mode;              /* [columns] of all pieces */
    struct lc_texts *names; /* [columns] */
    uint32_t **map;         /* [pieces * columns] a piece's numbers of texts to ours */
    struct lc_frame *frame;
    int *code; /* [workers] */
};

static bool is_due(const struct job *job, const struct lc_piece_rows *piece)
{
    bool due = !piece->column;
    for (size_t c = 0; c < job->columns && !due; c++)
        due = atomic_load(job->texts + c) && piece->column[c].mode != LC_PIECE_TEXTS
              && piece->column[c].mode != LC_PIECE_EMPTY;
    return due;
}

static void read_piece(void *context, size_t number, size_t worker)
{
    struct job *job = context;
    struct lc_piece_rows *piece = job->piece + number;
    char *text;
    size_t size;
    bool odd = false;
    if (atomic_load(&job->odd) || job->code[worker] || !is_due(job, piece))
        return;
    if (lc_interrupted()) {
        job->code[worker] = LC_INTERRUPTED;
        return;
    }
    if (!lc_plain_rows(&job->from, number, job->bytes[worker], &text, &size)
        || !lc_is_plain(size, text)) {
        atomic_store(&job->odd, true);
        return;
    }
    job->code[worker] =
        lc_piece_read(piece, job->work + worker, text, size, &odd, NULL);
    if (odd)
        atomic_store(&job->odd, true);
    size_t rows = atomic_fetch_add(&job->rows, piece->rows) + piece->rows;
    if (worker == 0)
        lc_progress("rows read", rows, 0, NULL);
}

/* --- all pieces together ---------------------------------------------------------- */

/* before: lines of the file before the piece. */
static void join_guess(struct lc_guess *to, const struct lc_guess *g, uint64_t before)
{
    if (!g->any)
        return;
    to->low = !to->any || g->low < to->low ? g->low : to->low;
    to->high = !to->any || g->high > to->high ? g->high : to->high;
    to->text |= g->text;
    to->no_date |= g->no_date;
    to->fraction |= g->fraction;
    to->number |= g->number;
    if (!to->stray && g->stray)
        to->stray = before + g->stray;
    to->any = true;
}

/* Numbers here and dates there are texts, and so is all beside a text. */
static int join_modes(int a, int b)
{
    if (a == LC_PIECE_EMPTY || a == b)
        return b;
    return b == LC_PIECE_EMPTY ? a : LC_PIECE_TEXTS;
}

/* Some pieces may have to be read again: *again. */
static void join(struct job *job, bool *again)
{
    *again = false;
    for (size_t c = 0; c < job->columns; c++) {
        job->mode[c] = LC_PIECE_EMPTY;
        job->guess[c] = (struct lc_guess){ 0 };
        uint64_t before = job->line - 1;
        for (size_t k = 0; k < job->pieces; k++) {
            job->mode[c] = join_modes(job->mode[c], job->piece[k].column[c].mode);
            join_guess(job->guess + c, &job->piece[k].column[c].guess, before);
            before += job->piece[k].lines;
        }
        if (job->mode[c] == LC_PIECE_TEXTS)
            atomic_store(job->texts + c, 1);
    }
    for (size_t k = 0; k < job->pieces; k++) {
        *again |= is_due(job, job->piece + k);
        job->at[k + 1] = job->at[k] + job->piece[k].rows;
    }
}

/* The texts of a column in order of first sight, whatever piece they stood in. */
static int join_texts(struct job *job, size_t c, struct lc_error *err)
{
    for (size_t k = 0; k < job->pieces; k++) {
        const struct lc_texts *t = &job->piece[k].column[c].texts;
        uint32_t *map = lc_alloc(t->count + 1, sizeof *map);
        job->map[k * job->columns + c] = map;
        if (!map)
            return LC_FAIL_NOMEM(err);
        for (size_t i = 0; i < t->count; i++) {
            int code = lc_texts_number(job->names + c, lc_slice_of(t->names.names[i]),
                                       map + i + 1, err);
            if (code)
                return code;
        }
    }
    return LC_OK;
}

/* More texts than a category can number: the numbers stay, in a wider column. */
static int widen(struct lc_column *column, size_t n, struct lc_error *err)
{
    free(column->data);
    column->type = LC_I32;
    column->data = lc_alloc(n, sizeof(int32_t));
    column->unit = lc_strdup("text");
    return column->data && column->unit ? LC_OK : LC_FAIL_NOMEM(err);
}

static int make_columns(struct job *job, const struct lc_csv_row *header,
                        struct lc_error *err)
{
    int code = LC_OK;
    for (size_t c = 0; c < job->columns && !code; c++)
        if (job->mode[c] == LC_PIECE_TEXTS)
            code = join_texts(job, c, err);
    job->frame->n = job->at[job->pieces];
    if (!code)
        code = lc_table_columns(job->frame, header, job->guess, err);
    for (size_t c = 0; c < job->columns && !code; c++)
        if (job->names[c].count > UINT16_MAX)
            code = widen(job->frame->column + c, job->frame->n, err);
    return code;
}

static void put_texts(struct lc_column *to, size_t at, size_t n, const int32_t *from,
                      const uint32_t *map)
{
    bool wide = to->type == LC_I32;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = from[i] == INT32_MIN ? 0 : map[from[i]];
        if (wide)
            ((int32_t *)to->data)[at + i] = number ? (int32_t)number : INT32_MIN;
        else
            ((uint16_t *)to->data)[at + i] = (uint16_t)number;
    }
}

/* A piece's values into the frame; what was there is given back at once. */
static void fill_piece(void *context, size_t number, size_t worker LC_UNUSED)
{
    struct job *job = context;
    struct lc_piece_rows *piece = job->piece + number;
    size_t at = job->at[number];
    for (size_t c = 0; c < job->columns; c++) {
        struct lc_column *to = job->frame->column + c;
        struct lc_piece_column *from = piece->column + c;
        size_t size = lc_type_size(to->type);
        if (job->mode[c] == LC_PIECE_TEXTS) {
            if (from->mode == LC_PIECE_TEXTS)
                put_texts(to, at, piece->rows, from->values.data,
                          job->map[number * job->columns + c]);
            else if (to->type == LC_I32)
                for (size_t i = 0; i < piece->rows; i++)
                    ((int32_t *)to->data)[at + i] = INT32_MIN;
        } else if (from->mode != LC_PIECE_EMPTY && from->values.type == to->type) {
            if (piece->rows)
                memcpy((char *)to->data + at * size, from->values.data,
                       piece->rows * size);
        } else {
            for (size_t i = 0; i < piece->rows; i++)
                lc_table_put(to, at + i,
                             from->mode != LC_PIECE_EMPTY
                                 ? lc_column_get(&from->values, i)
                                 : NAN);
        }
    }
    lc_piece_free(piece, job->columns);
}

static int code_of(const struct job *job, struct lc_error *err)
{
    for (size_t w = 0; w < job->workers; w++)
        if (job->code[w] == LC_INTERRUPTED)
            return lc_interrupt_check(err);
        else if (job->code[w])
            return LC_FAIL(err, job->code[w], "too little memory to read the table");
    return LC_OK;
}

static int run(struct job *job, const struct lc_csv_row *header, lc_team *team,
               bool *done, struct lc_error *err)
{
    bool again = true;
    for (int turn = 0; again && turn < 2; turn++) {
        lc_team_run(team, job->pieces, read_piece, job);
        int code = code_of(job, err);
        if (code || atomic_load(&job->odd))
            return code;
        join(job, &again);
    }
    int code = make_columns(job, header, err);
    if (code)
        return code;
    lc_team_run(team, job->pieces, fill_piece, job);
    for (size_t c = 0; c < job->columns; c++)
        if (job->frame->column[c].type == LC_CATEGORY) {
            job->frame->column[c].levels = job->names[c].names;
            job->names[c].names = (struct lc_codes){ 0 };
        }
    *done = true;
    return LC_OK;
}

/* --- around it -------------------------------------------------------------------- */

static int make_work(struct job *job, char delimiter, struct lc_error *err)
{
    for (size_t w = 0; w < job->workers; w++) {
        struct lc_piece_work *work = job->work + w;
        *work = (struct lc_piece_work){ .columns = job->columns,
                                        .room = LC_PLAIN_ROOM / job->columns + 1,
                                        .delimiter = delimiter,
                                        .texts = job->texts };
        work->value = malloc(work->columns * work->room * sizeof *work->value);
        job->bytes[w] = malloc(LC_PLAIN_ROOM);
        if (!work->value || !job->bytes[w])
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

static int open_job(struct job *job, char delimiter, struct lc_error *err)
{
    job->piece = lc_alloc(job->pieces, sizeof *job->piece);
    job->at = lc_alloc(job->pieces + 1, sizeof *job->at);
    job->map = lc_alloc(job->pieces * job->columns, sizeof *job->map);
    job->work = lc_alloc(job->workers, sizeof *job->work);
    job->bytes = lc_alloc(job->workers, sizeof *job->bytes);
    job->code = lc_alloc(job->workers, sizeof *job->code);
    job->texts = lc_alloc(job->columns, sizeof *job->texts);
    job->guess = lc_alloc(job->columns, sizeof *job->guess);
    job->mode = lc_alloc(job->columns, sizeof *job->mode);
    job->names = lc_alloc(job->columns, sizeof *job->names);
    if (!job->piece || !job->at || !job->map || !job->work || !job->bytes || !job->code
        || !job->texts || !job->guess || !job->mode || !job->names)
        return LC_FAIL_NOMEM(err);
    return make_work(job, delimiter, err);
}

static void close_job(struct job *job)
{
    for (size_t k = 0; job->piece && k < job->pieces; k++)
        lc_piece_free(job->piece + k, job->columns);
    for (size_t k = 0; job->map && k < job->pieces * job->columns; k++)
        free(job->map[k]);
    for (size_t w = 0; w < job->workers; w++) {
        if (job->work)
            free(job->work[w].value);
        if (job->bytes)
            free(job->bytes[w]);
    }
    for (size_t c = 0; job->names && c < job->columns; c++)
        lc_texts_free(job->names + c);
    free(job->piece);
    free(job->at);
    free(job->map);
    free(job->work);
    free(job->bytes);
    free(job->code);
    free((void *)job->texts);
    free(job->guess);
    free(job->mode);
    free(job->names);
}

/* The file again, if it is one that can be read from any place. */
static bool open_file(struct job *job, const char *path)
{
    struct lc_sys_about about;
    if (lc_sys_file_open(path, true, &job->from.fd)
        || lc_sys_open_about(job->from.fd, &about) || about.kind != LC_SYS_REGULAR)
        return false;
    job->from.size = about.size;
    return job->from.size >= job->from.first;
}

static int read_rows(struct job *job, const struct lc_csv_row *header, char delimiter,
                     bool *done, struct lc_error *err)
{
    lc_team *team = NULL;
    job->pieces = (size_t)((job->from.size - job->from.first) / LC_PIECE) + 1;
    if (job->pieces > 1 && lc_team_new(&team, 0, NULL))
        team = NULL; /* by this thread alone */
    job->workers = (size_t)lc_team_threads(team);
    int code = open_job(job, delimiter, err);
    if (!code)
        code = run(job, header, team, done, err);
    close_job(job);
    lc_team_free(team);
    lc_progress_end();
    return code;
}

int lc_table_plain(struct lc_frame *frame, const char *path, const char *data,
                   size_t size, bool *done, struct lc_error *err)
{
    struct job job = { .from = { .data = data, .fd = -1, .size = size },
                       .frame = frame };
    struct lc_csv *csv = NULL;
    char delimiter;
    *done = false;
    int code = data ? lc_csv_open_bytes(&csv, path, data, size, err)
                    : lc_csv_open(&csv, path, err);
    if (code)
        return code;
    const struct lc_csv_row *header = lc_csv_header(csv);
    job.columns = header->count;
    job.from.first = lc_csv_place(csv, &job.line, &delimiter);
    if (job.columns && job.from.first < UINT64_MAX && (data || open_file(&job, path)))
        code = read_rows(&job, header, delimiter, done, err);
    if (job.from.fd >= 0)
        lc_sys_file_close(job.from.fd);
    lc_csv_close(csv);
    if (code || !*done)
        lc_frame_free(frame);
    return code;
}
