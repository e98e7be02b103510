/* Importing, by the program itself (LATECARE, else ../latecare beside the benchmarks):
 * an extract of 5,000,000 offences (BENCH_ROWS), 14 columns of which the schema knows
 * 7, by 8 a child and in no order; then the same bytes again; then 1,000 rows more; the
 * first into a store whose keys lie elsewhere, which is encrypted; and the 28 files of
 * a night into a borough's store. Each once: a row is of one process and of the reader
 * that it starts, by their own clocks; peak_mb is of the larger. The limit is one look
 * at every byte for line ends.
 *
 * All in a folder of its own under /tmp, which is removed. With -k FOLDER it is made
 * there and kept, for a peer to read offence.csv. */
#include <fcntl.h>
#include <glob.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/day.h"
#include "bench/bench.h"

enum {
    ROWS = 5000000,
    MORE = 1000,
    A_CHILD = 8,
    FIRST_DAY = 16161, /* 2014-04-01 */
    PATH = 4096,
    ARGUMENTS = 64
};

struct work {
    char program[PATH], folder[PATH], file[PATH], more[PATH], store[PATH], shut[PATH],
        keys[PATH];
    size_t rows;
    double limit, bytes;
};

static void in_folder(const struct work *w, char *path, const char *name)
{
    if (snprintf(path, PATH, "%s/%s", w->folder, name) >= PATH)
        exit(1);
}

/* --- extracts --------------------------------------------------------------------- */

static void print_day(FILE *file, int32_t day)
{
    int y, m, d;
    lc_day_split(day, &y, &m, &d);
    fprintf(file, "%04d-%02d-%02d,", y, m, d);
}

/* On the days [first, first + days). */
static void make_file(const char *path, size_t rows, size_t children, int32_t first,
                      unsigned days)
{
    static const char *const category[] = { "violence",     "robbery",
                                            "theft",        "drugs",
                                            "public_order", "criminal_damage" };
    FILE *file = fopen(path, "w");
    uint64_t state = days;
    if (!file)
        exit(1);
    fputs("person_id,offence_date,outcome_date,category,seriousness,outcome_tier,"
          "recorded,ref,beat,officer,note,unit,shift,grade\n",
          file);
    for (size_t i = 0; i < rows; i++) {
        uint64_t w = bench_word(&state);
        int32_t day = first + (int32_t)(w % days);
        fprintf(file, "%zu,", 1000000 + (size_t)((w >> 12) % children));
        print_day(file, day);
        print_day(file, day);
        fprintf(file, "%s,%d,community,", category[(w >> 50) % 6],
                1 + (int)((w >> 53) % 8));
        print_day(file, day + 3);
        fprintf(file, "R%zu,%d,PC%d,none,NW,%d,%d\n", i, (int)(w >> 56),
                (int)(w >> 40 & 1023), (int)(w >> 60), (int)(w >> 58 & 3));
    }
    fclose(file);
}

static void scan(struct work *w)
{
    static char piece[1 << 20];
    FILE *file = fopen(w->file, "r");
    double start = bench_clock();
    volatile size_t lines = 0;
    for (size_t got; file && (got = fread(piece, 1, sizeof piece, file));)
        for (const char *at = piece;
             (at = memchr(at, '\n', got - (size_t)(at - piece))); at++)
            lines++;
    w->limit = bench_clock() - start;
    if (file)
        fclose(file);
}

/* --- the program ------------------------------------------------------------------ */

/* arguments end in NULL. Exit status 1 is "done, with findings". */
static struct rusage run(char *const *arguments, double *seconds)
{
    struct rusage usage;
    int status;
    double start = bench_clock();
    pid_t child = fork();
    if (child == 0) {
        int none = open("/dev/null", O_WRONLY);
        dup2(none, 1);
        execv(arguments[0], arguments);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status)
        || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench: %s %s failed\n", arguments[0], arguments[1]);
        exit(1);
    }
    *seconds = bench_clock() - start;
    return usage;
}

static double of_time(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* size: of what is imported, beside the large file. */
static void time_import(const struct work *w, const struct bench *b, const char *name,
                        size_t rows, double size, char *const *arguments)
{
    struct bench_timing t = { .runs = 1 };
    struct rusage usage = run(arguments, &t.median);
    t.least = t.median;
    t.processor = of_time(usage.ru_utime) + of_time(usage.ru_stime);
    t.peak_mb = (double)usage.ru_maxrss / 1024;
    bench_row(&(struct bench_case){ name, rows, 14, b->threads, size * w->bytes * 1e-9,
                                    "GB", size * w->limit, 0, 0 },
              t);
}

static void import_file(struct work *w, const struct bench *b, const char *name,
                        size_t rows, char *store, char *file)
{
    char *const plain[] = { w->program,   "import",     store, file,
                            "--received", "2025-03-31", NULL };
    char *const apart[] = { w->program,   "import", store,   file, "--received",
                            "2025-03-31", "--keys", w->keys, NULL };
    time_import(w, b, name, rows, (double)rows / (double)w->rows,
                store == w->shut ? apart : plain);
}

/* --- a night ---------------------------------------------------------------------- */

static void import_night(struct work *w, const struct bench *b)
{
    double seconds;
    char pattern[PATH + 32], store[PATH], borough[PATH];
    char *arguments[ARGUMENTS] = { w->program, "import", store };
    glob_t files;
    in_folder(w, borough, "borough");
    in_folder(w, store, "night.h5");
    char *const simulate[] = { w->program, "simulate", borough, "--children",
                               "75000",    "--years",  "10",    NULL };
    run(simulate, &seconds);
    snprintf(pattern, sizeof pattern, "%s/extracts/2025-03-01/*/*.csv", borough);
    size_t n = 3;
    if (!glob(pattern, 0, NULL, &files))
        for (size_t i = 0; i < files.gl_pathc && n < ARGUMENTS - 3; i++)
            arguments[n++] = files.gl_pathv[i];
    arguments[n] = "--received";
    arguments[n + 1] = "2025-03-01";
    time_import(w, b, "import_borough", files.gl_pathc, 0, arguments);
    time_import(w, b, "import_borough_again", files.gl_pathc, 0, arguments);
    arguments[n + 1] = "2025-03-02";
    time_import(w, b, "import_night", files.gl_pathc, 0, arguments);
    globfree(&files);
}

/* --- all -------------------------------------------------------------------------- */

static void begin(struct work *w, const char *self, const char *keep)
{
    const char *program = getenv("LATECARE"), *rows = getenv("BENCH_ROWS");
    char made[] = "/tmp/bench_import_XXXXXX";
    const char *slash = strrchr(self, '/');
    struct stat about = { 0 };
    w->rows = rows ? (size_t)atol(rows) : ROWS;
    snprintf(w->program, PATH, "%.*s/../latecare", slash ? (int)(slash - self) : 1,
             slash ? self : ".");
    if (program)
        snprintf(w->program, PATH, "%s", program);
    if (!keep && !mkdtemp(made))
        exit(1);
    snprintf(w->folder, PATH, "%s", keep ? keep : made);
    mkdir(w->folder, 0700);
    in_folder(w, w->file, "offence.csv");
    in_folder(w, w->more, "more.csv");
    in_folder(w, w->store, "store.h5");
    in_folder(w, w->shut, "shut.h5");
    in_folder(w, w->keys, "keys");
    mkdir(w->keys, 0700);
    make_file(w->file, w->rows, w->rows / A_CHILD + 1, FIRST_DAY, 3900);
    make_file(w->more, MORE, w->rows / A_CHILD + 1, FIRST_DAY + 3900, 80);
    stat(w->file, &about);
    w->bytes = (double)about.st_size;
    scan(w);
}

int main(int argc, char **argv)
{
    const char *self = argv[0], *keep = NULL;
    struct work w = { .limit = 0 };
    if (argc > 2 && strcmp(argv[1], "-k") == 0) {
        keep = argv[2];
        argc -= 2;
        argv += 2;
    }
    struct bench b = bench_begin(argc, argv);
    begin(&w, self, keep);
    import_file(&w, &b, "import_first", w.rows, w.store, w.file);
    import_file(&w, &b, "import_again", w.rows, w.store, w.file);
    import_file(&w, &b, "import_more", MORE, w.store, w.more);
    import_file(&w, &b, "import_encrypted", w.rows, w.shut, w.file);
    import_night(&w, &b);
    char *const clear[] = { "/bin/rm", "-rf", w.folder, NULL };
    if (!keep)
        run(clear, &w.limit);
    bench_end(&b);
    return 0;
}
