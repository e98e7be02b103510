/* Reading a CSV of 206 MB, 14 columns (4 whole numbers, a letter, a date, 8 decimals),
 * into typed columns. PEERS_DATA/t.csv if there is one, else a made-up file of that
 * shape, in a folder of its own that is removed again. The limit is one look at every
 * byte for line ends. */
#include <unistd.h>

#include "base/day.h"
#include "bench/bench.h"
#include "table/table.h"

enum { ROWS = 2100000 };

struct work {
    const char *path;
    char *bytes;
    size_t size, lines;
    struct lc_frame frame;
    double sum;
};

static void write_row(FILE *file, uint64_t *state)
{
    uint64_t w = bench_word(state);
    int start = 1 + (int)(w % 3000), year, month, day;
    lc_day_split(lc_day_of(2015, 1, 1) + start, &year, &month, &day);
    fprintf(file, "%d,%d,%d,%d,%s,%04d-%02d-%02d", 1 + (int)((w >> 12) % 1000000),
            start, start + 1 + (int)((w >> 34) % 600), (w >> 50) % 10 == 0,
            w >> 63 ? "M" : "F", year, month, day);
    for (int j = 0; j < 8; j++) {
        uint64_t v = bench_word(state);
        double sum = (double)(v & 0xffff) + (double)(v >> 16 & 0xffff)
                     + (double)(v >> 32 & 0xffff) + (double)(v >> 48);
        if (j == 7 && v % 20 == 0)
            fputs(",", file);
        else
            fprintf(file, ",%.5f", (sum / 65536 - 2) * 1.7320508);
    }
    fputc('\n', file);
}

static void make_file(const char *path)
{
    FILE *file = fopen(path, "w");
    uint64_t state = 7;
    if (!file) {
        fprintf(stderr, "bench: cannot write %s\n", path);
        exit(1);
    }
    fputs("id,start,stop,status,sex,date,x1,x2,x3,x4,x5,x6,x7,x8\n", file);
    for (int i = 0; i < ROWS; i++)
        write_row(file, &state);
    fclose(file);
}

static void read_once(void *context)
{
    struct work *w = context;
    struct lc_error err = { 0 };
    bench_must(lc_table_read(&w->frame, w->path, &err), &err);
    const struct lc_column *x1 = lc_frame_find(&w->frame, "x1");
    w->sum = 0;
    for (size_t i = 0; x1 && i < w->frame.n; i++)
        w->sum += lc_column_get(x1, i);
    w->lines = w->frame.n;
    lc_frame_free(&w->frame);
}

static void load(struct work *w)
{
    FILE *file = fopen(w->path, "r");
    if (!file || fseek(file, 0, SEEK_END))
        exit(1);
    w->size = (size_t)ftell(file);
    rewind(file);
    w->bytes = bench_memory(w->size, 1);
    if (fread(w->bytes, 1, w->size, file) != w->size)
        exit(1);
    fclose(file);
}

static void scan_once(void *context)
{
    struct work *w = context;
    const char *at = w->bytes, *end = at + w->size;
    for (w->lines = 0; at && at < end; w->lines++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/bench_csv_XXXXXX", path[4096];
    const char *peers = getenv("PEERS_DATA");
    struct bench b = bench_begin(argc, argv);
    struct work w = { .path = path };
    snprintf(path, sizeof path, "%s/t.csv", peers ? peers : "");
    bool made = !peers || access(path, R_OK);
    if (made) {
        if (!mkdtemp(folder))
            return 1;
        snprintf(path, sizeof path, "%s/t.csv", folder);
        make_file(path);
    }
    load(&w);
    double limit = bench_time(scan_once, &w).median;
    free(w.bytes);
    struct bench_timing t = bench_time(read_once, &w);
    bench_row(&(struct bench_case){ "csv", w.lines, 14, lc_team_threads(b.team),
                                    1e-9 * (double)w.size, "GB", limit, w.sum, 0 },
              t);
    if (made) {
        unlink(path);
        rmdir(folder);
    }
    bench_end(&b);
    return 0;
}
