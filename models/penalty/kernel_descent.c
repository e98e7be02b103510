#include "models/penalty/descent_inside.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static double soft(double u, double threshold)
{
    return u > threshold ? u - threshold : u < -threshold ? u + threshold : 0;
}

/* (2) for one coordinate; returns how far it moved, in the gradient's unit. */
static double move(size_t m, size_t j, const double *restrict info, double l1,
                   double l2, double *c, double *restrict r)
{
    double curvature = info[j * m + j], old = c[j];
    if (!(curvature + l2 > 0))
        return 0;
    double now = soft(curvature * old - r[j], l1) / (curvature + l2);
    if (now == old)
        return 0;
    double step = now - old;
    const double *row = info + j * m;
    c[j] = now;
    for (size_t k = 0; k < m; k++)
        r[k] += step * row[k];
    return fabs(step) * curvature;
}

int lc_descend(const struct lc_descent *model, double tolerance, int sweeps, double *c,
               struct lc_descent_room *room)
{
    size_t m = model->m;
    const double *info = model->info, *b = model->b, *l1 = model->l1, *l2 = model->l2;
    double *r = room->r, spent = 0;
    memcpy(r, model->gradient, m * sizeof *r);
    for (size_t j = 0; j < m; j++)
        if (c[j] != b[j])
            for (size_t k = 0; k < m; k++)
                r[k] += (c[j] - b[j]) * info[j * m + k];
    bool all = true;
    for (int sweep = 1; sweep <= sweeps; sweep++) {
        double most = 0;
        for (size_t j = 0; j < m; j++) {
            if (!all && c[j] == 0)
                continue;
            double moved = move(m, j, info, l1[j], l2[j], c, r);
            spent += moved > 0 ? (double)m : 0;
            if (moved > most)
                most = moved;
        }
        if (most <= tolerance && all)
            return sweep;
        all = most <= tolerance; /* the active ones have settled: look at all again */
        size_t face = all ? 0 : lc_descent_face(model, c, room->at);
        double price = (double)face * (double)face * (double)face / 3;
        if (face > 0 && spent >= price) {
            while (lc_descent_leap(model, c, face, room))
                face = lc_descent_face(model, c, room->at);
            spent = 0;
            all = true;
        }
    }
    return sweeps;
}

void lc_descent_learn(size_t m, const double *step, const double *change, double *info,
                      double *work)
{
    double ys = 0, sis = 0;
    memset(work, 0, m * sizeof *work);
    for (size_t k = 0; k < m; k++)
        for (size_t l = 0; step[k] != 0 && l < m; l++)
            work[l] += step[k] * info[k * m + l];
    for (size_t k = 0; k < m; k++) {
        ys += change[k] * step[k];
        sis += work[k] * step[k];
    }
    if (!(sis > 0) || !(ys > 1e-8 * sis))
        return;
    for (size_t k = 0; k < m; k++) {
        double a = change[k] / ys, c = work[k] / sis, *restrict row = info + k * m;
        for (size_t l = 0; l < m; l++)
            row[l] += a * change[l] - c * work[l];
    }
}
