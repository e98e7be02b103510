#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "models/penalty/descent_inside.h"
#include "numeric/cholesky.h"

/* A column of which no more than this share is its own depends on those before it. */
static const double DEPENDS = 1e-11;

/* How steeply (1) rises with coordinate j, on its side of 0. */
static double rise(const struct lc_descent *model, const double *r, const double *c,
                   size_t j)
{
    double side = c[j] > 0 ? 1 : c[j] < 0 ? -1 : 0;
    return r[j] + side * model->l1[j] + model->l2[j] * c[j];
}

size_t lc_descent_face(const struct lc_descent *model, const double *c, size_t *at)
{
    size_t count = 0;
    for (size_t j = 0; j < model->m; j++)
        if (c[j] != 0
            || (model->l1[j] == 0 && model->info[j * model->m + j] + model->l2[j] > 0))
            at[count++] = j;
    return count;
}

/* d[count] = -(info + l2)^-1 rise on the face, true; or false, and d leads along the
 * first dependence among its columns, downhill: there (1) is as good as a straight
 * line. */
static bool find_direction(const struct lc_descent *model, const double *c,
                           size_t count, struct lc_descent_room *room)
{
    const size_t *at = room->at;
    const double *info = model->info, *r = room->r;
    double *d = room->d, *factor = room->factor, slope = 0;
    size_t out = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k <= i; k++)
            factor[i * count + k] = info[at[i] * model->m + at[k]];
        factor[i * count + i] += model->l2[at[i]];
    }
    memset(room->alias, 0, count);
    bool whole = lc_cholesky(count, factor, DEPENDS, room->alias) == count;
    while (!whole && !room->alias[out])
        out++;
    for (size_t i = 0; i < count; i++)
        d[i] = whole ? -rise(model, r, c, at[i]) : -info[at[out] * model->m + at[i]];
    lc_cholesky_solve(count, factor, room->alias, d);
    if (whole)
        return true;
    d[out] = 1;
    for (size_t i = 0; i < count; i++)
        slope += d[i] * rise(model, r, c, at[i]);
    for (size_t i = 0; i < count && slope > 0; i++)
        d[i] = -d[i];
    return false;
}

/* By how much (1) changes with d; step[m] = info d. */
static double change(const struct lc_descent *model, const double *c, size_t count,
                     const double *d, struct lc_descent_room *room)
{
    double *restrict step = room->step, sum = 0;
    memset(step, 0, model->m * sizeof *step);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < model->m; k++)
            step[k] += d[i] * model->info[room->at[i] * model->m + k];
    for (size_t i = 0; i < count; i++) {
        size_t j = room->at[i];
        double old = c[j], now = old + d[i];
        sum += d[i] * (room->r[j] + step[j] / 2)
               + model->l1[j] * (fabs(now) - fabs(old))
               + model->l2[j] / 2 * d[i] * (now + old);
    }
    return sum;
}

/* Would d take coordinate j past 0? (One that the penalty lets be may go.) */
static bool crosses(const struct lc_descent *model, const double *c, size_t j, double d)
{
    return model->l1[j] > 0 && c[j] * (c[j] + d) < 0;
}

/* Shortens d so that it ends where the first coordinate meets 0; false if none does. */
static bool cut_short(const struct lc_descent *model, const double *c, size_t count,
                      struct lc_descent_room *room)
{
    double *d = room->d, most = INFINITY;
    size_t first = count;
    for (size_t i = 0; i < count; i++) {
        double part = -c[room->at[i]] / d[i];
        if (model->l1[room->at[i]] > 0 && part > 0 && part < most) {
            most = part;
            first = i;
        }
    }
    for (size_t i = 0; i < count && first < count; i++)
        d[i] = i == first ? -c[room->at[i]] : most * d[i];
    return first < count;
}

bool lc_descent_leap(const struct lc_descent *model, double *c, size_t count,
                     struct lc_descent_room *room)
{
    double *d = room->d, *stopped = room->stopped, gain = 0;
    bool whole = find_direction(model, c, count, room), past = false;
    for (size_t i = 0; i < count; i++) {
        bool over = crosses(model, c, room->at[i], d[i]);
        stopped[i] = over ? -c[room->at[i]] : d[i];
        past |= over;
    }
    if (whole)
        gain = change(model, c, count, stopped, room);
    if (!whole || (past && !(gain < 0))) {
        past = cut_short(model, c, count, room);
        memcpy(stopped, d, count * sizeof *d);
        gain = change(model, c, count, stopped, room);
    }
    if (!(gain < 0) || (!whole && !past))
        return false;
    for (size_t i = 0; i < count; i++)
        c[room->at[i]] += stopped[i];
    for (size_t k = 0; k < model->m; k++)
        room->r[k] += room->step[k];
    return past;
}
