#include "bench/data.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is(const char *set, const char *kind)
{
    return strncmp(set, kind, strlen(kind)) == 0;
}

/* --- the peers' sets -------------------------------------------------------------- */

void *bench_vector(const char *set, const char *file, size_t *bytes)
{
    const char *folder = getenv("PEERS_DATA");
    char path[4096];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s/%s", folder ? folder : "", set, file);
    int fd = folder ? open(path, O_RDONLY) : -1;
    if (fd < 0 || fstat(fd, &about))
        return NULL;
    char *memory = bench_memory((size_t)about.st_size, 1);
    for (*bytes = 0; *bytes < (size_t)about.st_size;) {
        ssize_t got = read(fd, memory + *bytes, (size_t)about.st_size - *bytes);
        if (got <= 0) {
            fprintf(stderr, "bench: cannot read %s\n", path);
            exit(1);
        }
        *bytes += (size_t)got;
    }
    close(fd);
    return memory;
}

static void *vector(const char *set, const char *file)
{
    size_t bytes;
    return bench_vector(set, file, &bytes);
}

static double *as_double(int32_t *whole, size_t n)
{
    double *out = whole ? bench_memory(n, sizeof *out) : NULL;
    for (size_t i = 0; whole && i < n; i++)
        out[i] = whole[i];
    free(whole);
    return out;
}

static bool read_set(struct bench_data *d, const char *set)
{
    size_t bytes;
    if (!(d->x = bench_vector(set, "X.f64", &bytes)))
        return false;
    d->n = bytes / sizeof(double) / d->p;
    bool late = is(set, "cp");
    d->y = as_double(vector(set, "y.i32"), d->n);
    d->time = vector(set, "time.f64");
    d->days = as_double(vector(set, late ? "stop.i32" : "tday.i32"), d->n);
    d->start = as_double(vector(set, "start.i32"), d->n);
    d->status = vector(set, "status.i32");
    d->stratum = vector(set, "strata.i32");
    d->id = vector(set, "id.i32");
    d->beta = vector(set, "beta.f64");
    return true;
}

/* --- made-up sets ----------------------------------------------------------------- */

/* 7 columns in 10 nearly normal (a sum of uniforms), 3 binary; small known effects. */
static void make_design(struct bench_data *d)
{
    d->x = bench_memory(d->n * d->p, sizeof *d->x);
    d->eta = bench_memory(d->n, sizeof *d->eta);
    d->beta = bench_memory(d->p, sizeof *d->beta);
    for (size_t k = 0; k < d->p; k++) {
        uint64_t state = 7 + 1000 * k;
        double *x = d->x + k * d->n;
        d->beta[k] = 0.3 * (k % 2 ? -1 : 1) / (1 + (double)k / 5);
        for (size_t i = 0; i < d->n; i++) {
            uint64_t w = bench_word(&state);
            double sum = (double)(w & 0xffff) + (double)(w >> 16 & 0xffff)
                         + (double)(w >> 32 & 0xffff) + (double)(w >> 48);
            x[i] = k % 10 < 7 ? (sum / 65536 - 2) * 1.7320508 : (double)(sum < 80000);
            d->eta[i] += d->beta[k] * x[i];
        }
    }
}

static void make_row(struct bench_data *d, const char *set, size_t i, uint64_t *state)
{
    double u = bench_unit(state), t = -log(bench_unit(state)) * 4000 * exp(-d->eta[i]);
    double c = fmin(bench_unit(state) * 3650 * 1.2, 3650);
    bool event = t < c;
    d->y[i] = u < 1 / (1 + exp((is(set, "rare") ? 5.2 : 0.5) - d->eta[i]));
    d->time[i] = event ? t : c;
    d->days[i] = floor(d->time[i]) + 1;
    d->status[i] = event ? is(set, "fg") && u < 0.4 ? 2 : 1 : 0;
    d->start[i] = fmin((double)(bench_word(state) % 300), d->days[i] - 1);
    d->stratum[i] = (int32_t)(bench_word(state) % 100);
    d->id[i] = (int32_t)(i / 4);
}

static void make_set(struct bench_data *d, const char *set)
{
    uint64_t state = 99;
    make_design(d);
    d->y = bench_memory(d->n, sizeof *d->y);
    d->time = bench_memory(d->n, sizeof *d->time);
    d->days = bench_memory(d->n, sizeof *d->days);
    d->start = bench_memory(d->n, sizeof *d->start);
    d->status = bench_memory(d->n, sizeof *d->status);
    d->stratum = bench_memory(d->n, sizeof *d->stratum);
    d->id = bench_memory(d->n, sizeof *d->id);
    for (size_t i = 0; i < d->n; i++)
        make_row(d, set, i, &state);
}

struct bench_data bench_data(const char *set)
{
    struct bench_data d = { 0 };
    const char *rows = strchr(set, '_'), *columns = strrchr(set, '_');
    d.n = rows ? (size_t)strtod(rows + 1, NULL) : 0;
    d.p = columns ? (size_t)strtod(columns + 1, NULL) : 0;
    if (!d.n || !d.p) {
        fprintf(stderr, "bench: %s is not the name of a set\n", set);
        exit(1);
    }
    if (!read_set(&d, set))
        make_set(&d, set);
    d.column = bench_memory(d.p, sizeof *d.column);
    d.label = bench_memory(d.p, sizeof *d.label);
    for (size_t k = 0; k < d.p; k++) {
        d.column[k] = (struct lc_column){ .type = LC_F64, .data = d.x + k * d.n };
        d.label[k] = "x";
    }
    return d;
}

void bench_data_free(struct bench_data *d)
{
    free(d->x);
    free(d->column);
    free(d->label);
    free(d->eta);
    free(d->y);
    free(d->time);
    free(d->days);
    free(d->start);
    free(d->status);
    free(d->stratum);
    free(d->id);
    free(d->beta);
}

struct lc_sample bench_sample(const struct bench_data *d)
{
    return (struct lc_sample){
        .n = d->n, .x = { d->n, d->p, d->column }, .name = d->label, .strata = 1
    };
}
