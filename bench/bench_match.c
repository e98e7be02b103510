/* Who is who: two files of 200,000 and of a million invented rows, 70% of one person,
 * with slips, as lc_match_run() has them (reading a CSV is bench_csv). The limit is one
 * look at every cell. */
#include "bench/bench.h"
#include "match/match.h"

enum { FIELDS = 5, CELL = 24 };

struct work {
    size_t rows;
    char (*cell)[CELL]; /* [2 * rows * FIELDS] */
    lc_team *team;
    double sum;
};

static void name(uint64_t *state, char *out)
{
    static const char *const part[] = { "ba",  "rol", "min", "ter", "gus", "ho",
                                        "lea", "dri", "sy",  "pon", "kew", "fal",
                                        "thu", "wes", "ni",  "cas" };
    uint64_t w = bench_word(state);
    /* the least of two draws: some parts are common */
    for (int i = 0; i < 3; i++, w >>= 16) {
        uint64_t x = w & 15, y = w >> 4 & 15;
        out += sprintf(out, "%s", part[x < y ? x : y]);
    }
}

static void invent(uint64_t *state, char (*cell)[CELL])
{
    uint64_t w = bench_word(state);
    name(state, cell[0]);
    name(state, cell[1]);
    snprintf(cell[2], CELL, "%d-%02d-%02d", 2000 + (int)(w % 18),
             1 + (int)(w >> 8) % 12, 1 + (int)(w >> 16 & 0xff) % 28);
    snprintf(cell[3], CELL, "NW%d %d%c%c", 1 + (int)(w >> 24 & 0xff) % 40,
             1 + (int)(w >> 32 & 0xff) % 9, 'A' + (char)((w >> 40 & 0xff) % 20),
             'A' + (char)((w >> 48 & 0xff) % 10));
    strcpy(cell[4], w >> 63 ? "M" : "F");
}

static void make_rows(struct work *w)
{
    uint64_t state = 5;
    w->cell = bench_memory(2 * w->rows * FIELDS, CELL);
    for (size_t i = 0; i < w->rows; i++) {
        char(*a)[CELL] = w->cell + i * FIELDS, (*b)[CELL] = a + w->rows * FIELDS;
        uint64_t r = bench_word(&state);
        invent(&state, a);
        invent(&state, b);
        if (r % 10 >= 7)
            continue;
        for (int f = 0; f < FIELDS; f++) /* one in eight is another's */
            if (f == 4 || r >> (8 + 4 * f) & 7)
                memcpy(b[f], a[f], CELL);
        if (!(r >> 40 & 7))
            b[1][strlen(b[1]) - 1] = 'x';
    }
}

static void match_once(void *context)
{
    static const char *const roles[FIELDS] = { "forename", "surname", "born",
                                               "postcode", "sex" };
    struct work *w = context;
    struct lc_error err = { 0 };
    struct lc_match_field field[FIELDS];
    struct lc_match_settings how = { .threshold = 0.5 };
    struct lc_match_found found;
    lc_match *match;
    for (int f = 0; f < FIELDS; f++)
        field[f] = (struct lc_match_field){ roles[f],
                                            lc_match_role_find(lc_slice_of(roles[f])) };
    bench_must(
        lc_match_new(&match, FIELDS, field, 2, (const bool[]){ true, true }, &err),
        &err);
    for (size_t i = 0; i < 2 * w->rows; i++) {
        struct lc_slice cell[FIELDS];
        for (size_t f = 0; f < FIELDS; f++)
            cell[f] = lc_slice_of(w->cell[i * FIELDS + f]);
        bench_must(lc_match_add(match, i >= w->rows, cell, false, &err), &err);
    }
    bench_must(lc_match_run(match, &how, w->team, &found, &err), &err);
    w->sum = (double)found.joined;
    lc_match_free(match);
}

static void look_once(void *context)
{
    struct work *w = context;
    size_t sum = 0;
    for (size_t i = 0; i < 2 * w->rows * FIELDS; i++)
        sum += strlen(w->cell[i]);
    w->sum = (double)sum;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        size_t rows;
    } cases[] = { { "match_200k", 100000 }, { "match_2m", 1000000 } };
    struct bench b = bench_begin(argc, argv);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!bench_wants(&b, cases[i].name))
            continue;
        struct work w = { .rows = cases[i].rows, .team = b.team };
        make_rows(&w);
        double limit = bench_time(look_once, &w).median;
        struct bench_timing t = bench_time(match_once, &w);
        bench_row(&(struct bench_case){ cases[i].name, 2 * w.rows, FIELDS,
                                        lc_team_threads(b.team), 2e-6 * (double)w.rows,
                                        "Mrows", limit, w.sum, 0 },
                  t);
        free(w.cell);
    }
    bench_end(&b);
    return 0;
}
