/* Cox's partial likelihood, its gradient and information, at matrix-multiply speed.
 *
 * Rows have weight w, linear predictor eta, risk r = w exp(eta), and are at risk in
 * bins (entry, exit] (bins.h). For a bin with events of summed weight d, number m, the
 * sums over its risk set and over its events are
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
#ifndef LC_FAMILY_PARTIAL_H
#define LC_FAMILY_PARTIAL_H

#include "models/family/bins.h"
#include "models/family/finish.h"
#include "parallel/sweep.h"

struct lc_partial {
    const struct lc_sample *sample; /* borrowed */
    int ties;
    size_t q; /* columns: sample->x.p */
    struct lc_bins *bins;
    lc_sweep *rows;     /* z without, */
    lc_sweep *binning;  /* and with a column of ones, whose sums are S0 and E0 */
    double shift;       /* exp(eta - shift) is what is summed */
    double *eta, *risk; /* [n] at the last beta, offset included; r, scaled by shift */
    double *a_sum, *b_sum, *a, *b, *c; /* [bins] (2), (3), scaled */
    double *hazard;                    /* [bins] H, scaled */
    double *table;      /* panels of [bins][8]: column 0 is S0, then S1 */
    double *tied_table; /* the same over events of bins with several: E0, E1 */
    size_t tied;        /* how many such bins */
    int32_t *tied_at;   /* [bins] index among them, or -1 */
    int32_t *tied_row;  /* [n] that of a row which is an event there, or -1 */
    double *room, *tied_room, *shard_top, *beta;
};

/* The scaling is borrowed until free. */
int lc_partial_new(struct lc_partial **partial, const struct lc_sample *sample,
                   const struct lc_scaling *scaling,
                   const struct lc_fit_options *options,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_partial_free(struct lc_partial *partial); /* NULL is allowed */

/* An lc_objective's evaluate (newton.h): (1), (5), (6). information NULL: (1) and (5)
 * only. O(n q^2 + bins q^2); reads x three times. */
int lc_partial_evaluate(void *partial, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err);

/* Everything by bin at beta: eta, risk, tables as running sums, (2), (3), H; loglik. */
int lc_partial_bins(struct lc_partial *partial, const double *beta, double *loglik,
                    struct lc_error *err) LC_MUST_CHECK;

/* Column c of bin k of a table of `count` bins. */
static inline double *lc_partial_cell(double *table, size_t count, size_t k, size_t c)
{
    return table + (c / LC_PANEL * count + k) * LC_PANEL + c % LC_PANEL;
}

#endif
