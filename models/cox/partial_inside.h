/* Cox's partial likelihood, its gradient and information, at matrix-multiply speed.
 *
 * Rows have weight w, linear predictor eta, risk r = w exp(eta), and are at risk in
 * bins (entry, exit] (bins_inside.h). For a bin with events of summed weight d, number
 * m, the sums over its risk set and over its events are
 *
 *     S0 = sum r, S1 = sum r z;    E0 = sum of r over events, E1 = sum of r z
 *
 * Efron's approximation (1977, JASA 72:557-565) takes the m events one after another,
 * f = 0, 1/m, .. (m-1)/m of them gone, each with weight d / m:
 *
 *     D(f) = S0 - f E0,   l = sum_events w eta - sum_bins sum_f d/m log D(f)       (1)
 *     A = sum_f d/m / D,  B = sum_f f d/m / D                                      (2)
 *     a, b, c = sum_f (1, f, f^2) d/m / D^2                                        (3)
 *
 * Breslow's has f = 0 throughout: B = b = c = 0. With H the running sum of A over the
 * bins of a stratum, every row has
 *
 *     v = r { H(exit) - H(entry) - [event] B(exit) }                               (4)
 *     U = sum { [event] w - v } z                                                  (5)
 *     I = sum v z z' - sum_bins { a S1 S1' - b (S1 E1' + E1 S1') + c E1 E1' }      (6)
 *
 * so (6) is two weighted Gram products: over rows, and over bins, where the bracket is
 * a (S1 - b/a E1)(..)' + (c - b^2/a) E1 E1'. S0 and S1 come from sums by bin and a
 * running sum from the latest bin down; a row that enters late is taken away at its
 * entry, with compensation, and the sums restart from 0 wherever nobody is at risk. */
#pragma once

#include "models/climb/finish.h"
#include "models/cox/bins_inside.h"
#include "parallel/sweep.h"

struct lc_part;
struct lc_partial;

/* Found once: the bins that have several events, under Efron, and where a row's sum
 * goes. The table's row k < bins is S0 and S1 of bin k, row bins + t is E0 and E1 of
 * tied bin t. */
struct lc_tied {
    size_t count, slots; /* slots: bins + count, the rows of the table */
    int32_t *at;         /* [bins] a bin's index among the tied ones, or -1 */
    int32_t *slot;       /* [n] where a row's sum begins: its exit, or its tied bin */
};

/* How the sums are made: chosen by the sample's and the table's size (lc_partial_new).
 *
 *   LC_ONE_READING   a large sample whose table is small (lc_bins_at_once): eta, the
 *                    table and, by a guess, the information in one reading of x
 *   LC_WHOLE_TABLE   the table first, then x once more
 *   LC_IN_PARTS      a table that would be large: S0 and E0 by themselves, and the rest
 *                    of the table when asked for, `part` bins at a time */
enum lc_partial_way { LC_ONE_READING, LC_WHOLE_TABLE, LC_IN_PARTS };

/* S0, S1, E0 and E1. */
struct lc_bin_sums {
    int way;              /* lc_partial_way */
    size_t part;          /* bins, in parts */
    double *table, *room; /* panels of [slots][8], column 0 for the ones; its memory */
    double *zero;         /* [slots] S0 and E0, in parts */
    const double *s0;     /* S0 of bin k at s0[k * s0_step]; of tied bins after them */
    size_t s0_step;
    double *own; /* [slots] a visitor's own */
};

/* What the last look left behind.
 *
 *     LC_UNSEEN --- a look in parts -------> LC_SUMMED   eta, risk, (2), (3), H
 *               --- a look with a table ---> LC_TABLED   these, and the running sums
 *
 * Every look begins from LC_UNSEEN, and ends there if its log-likelihood is no number:
 * beta is out of reach. */
enum lc_partial_state { LC_UNSEEN, LC_SUMMED, LC_TABLED };

struct lc_partial_look {
    int state;          /* lc_partial_state */
    double *at;         /* [q] beta */
    double *eta, *risk; /* [n] offset included; r, scaled by shift */
    double shift;       /* exp(eta - shift) is what is summed */
    double *top;        /* [LC_SHARDS] the largest eta of each shard */
};

/* (2), (3) and H of every bin, scaled by the look's shift. */
struct lc_bin_charge {
    double *a_sum, *b_sum, *a, *b, *c, *hazard; /* [bins] */
};

/* A guess at A, B and H of the look to come (lc_partial_evaluate): none for a caller
 * that would not take it out where it matters. */
enum lc_guessing { LC_GUESS_NEVER, LC_GUESS_ALLOWED, LC_GUESS_IN_USE };

struct lc_hazard_guess {
    int use;                        /* lc_guessing; NEVER at first */
    double *a_sum, *b_sum, *hazard; /* [bins], one behind the other */
    double miss; /* by how much it was out at worst, relatively; INFINITY for none */
};

/* A visitor's function: see lc_partial_visit. */
typedef int lc_partial_visitor(void *context, const struct lc_partial *partial,
                               struct lc_part *part, struct lc_error *err);

/* Who looks at the table, too, whenever lc_partial_evaluate gives the information. */
struct lc_partial_watch {
    lc_partial_visitor *see; /* or NULL */
    void *context;
    bool seen; /* that of the last look */
};

struct lc_partial {
    const struct lc_sample *sample; /* borrowed */
    size_t q;                       /* columns: sample->x.p */
    struct lc_bins *bins;
    lc_sweep *rows;    /* z without, */
    lc_sweep *binning; /* and with a column of ones, whose sums are S0 and E0 */
    struct lc_tied tied;
    struct lc_bin_sums sums;
    struct lc_partial_look look;
    struct lc_bin_charge charge;
    struct lc_hazard_guess guess;
    struct lc_partial_watch watch;
    double *event_sum; /* [q + 1] sum of w z over events; NULL until counted */
    double *event_room, *scratch; /* [q + 1] where it is counted; a step's own */
};

/* The scaling is borrowed until free. */
int lc_partial_new(struct lc_partial **partial, const struct lc_sample *sample,
                   const struct lc_scaling *scaling,
                   const struct lc_fit_options *options,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_partial_free(struct lc_partial *partial); /* NULL is allowed */

/* An lc_objective's evaluate (newton.h): (1), (5), (6). information NULL: (1) and (5)
 * only. O(n q^2 + bins q^2).
 *
 * By LC_ONE_READING the gradient is taken from the table,
 *
 *     U = sum_events w z - sum_bins { A S1 - B E1 }                              (11)
 *
 * and, where a guess is allowed, v of (4), which needs the hazard that this very
 * reading finds, from a guess at it: A and B move with beta as
 *
 *     log A(beta + d) = log A - (a S1 - b E1)'d / A + O(d'd)                     (12)
 *
 * and likewise B with b, c. At beta = 0 they are known beforehand. `miss` is by how
 * much the guess was out, relatively, at worst; a guess that is out by more than 1 in
 * 50 is thrown away and x read again. lc_partial_information takes the guess out. */
int lc_partial_evaluate(void *partial, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err);

/* (6) without a guess, at the beta of the last evaluation. */
int lc_partial_information(struct lc_partial *partial, double *information,
                           struct lc_error *err) LC_MUST_CHECK;

/* Bins first .. end - 1 and the running sums of theirs that are tied, in panels of
 * [slots][8]: bin k in row k - first, tied bin t in row end - first + t - tied. */
struct lc_part {
    size_t first, end, tied, slots;
    double *table, *charge; /* charge [slots]: the visitor's own */
};

/* Cells of a part's table at most: 12 MiB, or this share of the design. */
enum { LC_PART_CELLS = 1536 * 1024, LC_PART_SHARE = 32 };

/* The table of the last look from the latest bins to the first, all at once where it is
 * held, else in parts of up to LC_PART_CELLS, or that share of the design, that last
 * for a visit. A visitor that fails ends the round. O(n q) when in parts. */
int lc_partial_visit(const struct lc_partial *partial, lc_partial_visitor *visit,
                     void *context, struct lc_error *err) LC_MUST_CHECK;

/* The table is needed whole, however large. */
static inline void lc_partial_hold_table(struct lc_partial *partial)
{
    if (partial->sums.way == LC_IN_PARTS)
        partial->sums.way = LC_WHOLE_TABLE;
}

static inline size_t lc_part_tied(const struct lc_partial *partial,
                                  const struct lc_part *part, size_t k)
{
    return part->end - part->first + (size_t)partial->tied.at[k] - part->tied;
}

/* The table's memory, where it is not there from the beginning. */
int lc_partial_make_table(struct lc_partial *partial,
                          struct lc_error *err) LC_MUST_CHECK;
/* What lc_partial_bins does, without the table where that is made in parts. */
int lc_partial_stand(struct lc_partial *partial, const double *beta, double *loglik,
                     struct lc_error *err) LC_MUST_CHECK;
/* Running sums of `width` columns over bins first .. end - 1, from the latest of a
 * stratum down (two-sum: what rounding loses is carried along); cell of bin `first` at
 * cells. sum and lost [width] come from the bins after them. */
void lc_partial_accumulate(const struct lc_partial *partial, size_t width,
                           double *cells, size_t first, size_t end, double *sum,
                           double *lost);

/* Everything by bin at beta: eta, risk, the table, (2), (3), H; loglik. */
int lc_partial_bins(struct lc_partial *partial, const double *beta, double *loglik,
                    struct lc_error *err) LC_MUST_CHECK;
/* The same in one reading with what a sweep can sum meanwhile (what: LC_SUM_ bits, over
 * q + 1 columns, the first of ones; curvature v by the guess, gradient w of events). */
int lc_partial_sweep(struct lc_partial *partial, const double *beta, int what,
                     struct lc_sums *sums, double *loglik,
                     struct lc_error *err) LC_MUST_CHECK;
/* (2), (3) of every bin and H, from S0 and E0; the second sum of (1). */
double lc_partial_charge(struct lc_partial *partial);
/* The bracket of (4): the hazard that row i has been under. */
static inline double lc_partial_exposure(const struct lc_partial *partial, size_t i)
{
    const struct lc_bins *b = partial->bins;
    if (b->exit[i] < 0)
        return 0;
    double h = partial->charge.hazard[b->exit[i]];
    if (b->entry && b->entry[i] >= 0)
        h -= partial->charge.hazard[b->entry[i]];
    return b->is_event[i] ? h - partial->charge.b_sum[b->exit[i]] : h;
}

/* The running sum of one panel of the table. */
void lc_partial_run_up(const struct lc_partial *partial, size_t panel);

/* Column c of row k of any table in panels of [rows][8]. */
static inline double *lc_bin_cell(double *table, size_t rows, size_t k, size_t c)
{
    return table + (c / LC_PANEL * rows + k) * LC_PANEL + c % LC_PANEL;
}

/* Column c of row k of the table. */
static inline double *lc_partial_cell(const struct lc_partial *partial, size_t k,
                                      size_t c)
{
    return lc_bin_cell(partial->sums.table, partial->tied.slots, k, c);
}
