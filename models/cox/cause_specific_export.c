/* Absolute risks of several causes as arithmetic (export_form.h):
 *
 *     risk = sum of S (1 - exp(-d)) h_k exp(L_k) / d over the event times by T,
 *     d the sum of all h_k exp(L_k) at the time                (cause_specific.h (1))
 */
#include <math.h>
#include <stdio.h>

#include "models/cox/cox_inside.h"
#include "models/family/export_form.h"

/* The event times of a stratum, all causes together. */
struct steps {
    size_t n, causes;
    double *time; /* [n] ascending */
    double *rise; /* [n * causes] of the cumulative hazards */
};

static const struct lc_curve *curve_of(const struct lc_fit *fit, size_t cause,
                                       int32_t stratum)
{
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].cause == (int)cause + 1 && fit->curve[c].stratum == stratum)
            return fit->curve + c;
    return NULL;
}

/* Where each cause's curve is on the way. */
struct place {
    const struct lc_curve *curve; /* NULL: the cause has none here */
    size_t at;
};

static double next_time(const struct place *place, size_t causes)
{
    double next = INFINITY;
    for (size_t k = 0; k < causes; k++)
        if (place[k].curve && place[k].at < place[k].curve->n
            && place[k].curve->time[place[k].at] < next)
            next = place[k].curve->time[place[k].at];
    return next;
}

static void take(struct place *place, size_t causes, double time, double *rise)
{
    for (size_t k = 0; k < causes; k++) {
        const struct lc_curve *c = place[k].curve;
        size_t at = place[k].at;
        if (!c || at >= c->n || c->time[at] != time)
            continue;
        rise[k] = c->hazard[at] - (at ? c->hazard[at - 1] : 0);
        place[k].at++;
    }
}

/* Those by `last`, in the arena. */
static int find_steps(struct steps *steps, const struct lc_exported *e, int32_t stratum,
                      double last, lc_arena *arena, struct lc_error *err)
{
    size_t room = 1;
    struct place *place = lc_arena_alloc(arena, e->causes * sizeof *place);
    for (size_t k = 0; place && k < e->causes; k++) {
        place[k].curve = curve_of(e->fit, k, stratum);
        room += place[k].curve ? place[k].curve->n : 0;
    }
    *steps = (struct steps){ .causes = e->causes,
                             .time = lc_arena_alloc(arena, room * sizeof *steps->time),
                             .rise = lc_arena_alloc(arena, room * e->causes
                                                               * sizeof *steps->rise) };
    if (!place || !steps->time || !steps->rise)
        return LC_FAIL_NOMEM(err);
    for (double t; (t = next_time(place, e->causes)) <= last; steps->n++) {
        steps->time[steps->n] = t;
        take(place, e->causes, t, steps->rise + steps->n * e->causes);
    }
    return LC_OK;
}

/* --- the page --------------------------------------------------------------------- */

static void add_table(const struct steps *steps, struct lc_text *out)
{
    lc_text_add(out, "  time");
    for (size_t k = 0; k < steps->causes; k++)
        lc_text_addf(out, " h%zu", k + 1);
    lc_text_add(out, "\n");
    for (size_t i = 0; i < steps->n; i++) {
        lc_text_add(out, "  ");
        lc_text_add_number(out, steps->time[i], "");
        for (size_t k = 0; k < steps->causes; k++) {
            lc_text_add(out, " ");
            lc_text_add_number(out, steps->rise[i * steps->causes + k], "0");
        }
        lc_text_add(out, "\n");
    }
}

static int add_page(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                    struct lc_error *err)
{
    lc_text_addf(
        out,
        "\nThe risk by a time\n\n"
        "  Go down the table of times to the last that is not after it. D is 0 "
        "at first. In each\n  line d is h1 * exp(L1) + h2 * exp(L2) and so on, the "
        "risk grows by\n\n"
        "  exp(-D) * (1 - exp(-d)) * h%d * exp(L%d) / d\n\n"
        "  and then D grows by d.\n",
        e->cause, e->cause);
    for (size_t g = 0; g < e->strata; g++) {
        struct steps steps;
        double last = e->time[e->times - 1];
        int code = find_steps(&steps, e, (int32_t)g, last, arena, err);
        if (code)
            return code;
        lc_text_add(out, "\n");
        lc_export_stratum(e, g, out);
        add_table(&steps, out);
    }
    return LC_OK;
}

/* --- fields ----------------------------------------------------------------------- */

/* "(0 + h_1 grow_1 + h_2 grow_2)", the causes whose h is nought left out. */
static void add_grown_sum(const struct lc_exported *e, struct lc_export_writer *w,
                          const double *h)
{
    lc_text_add(&w->text, "(0");
    for (size_t k = 0; k < e->causes; k++) {
        if (!(h[k] > 0))
            continue;
        lc_text_add(&w->text, " + ");
        lc_export_number(w, h[k]);
        lc_text_addf(&w->text, " * grow_%zu", k + 1);
    }
    lc_text_add(&w->text, ")");
}

/* exp(-D) (1 - exp(-d)) h grow / d; `before`: the hazards of D. */
static void add_step(const struct lc_exported *e, struct lc_export_writer *w,
                     const double *before, const double *rise)
{
    double own = rise[e->cause - 1];
    if (!(own > 0))
        return;
    lc_text_add(&w->text, "exp(-");
    add_grown_sum(e, w, before);
    lc_text_add(&w->text, ") * (1 - exp(-");
    add_grown_sum(e, w, rise);
    lc_text_add(&w->text, ")) * ");
    lc_export_number(w, own);
    lc_text_addf(&w->text, " * grow_%d / ", e->cause);
    add_grown_sum(e, w, rise);
    w->put(w);
}

static void add_grown(const struct lc_exported *e, struct lc_export_writer *w)
{
    char name[40], value[60];
    for (size_t k = 0; k < e->causes; k++) {
        snprintf(name, sizeof name, "grow_%zu", k + 1);
        snprintf(value, sizeof value,
                 k ? "exp(linear_predictor_%zu)" : "exp(linear_predictor)", k + 1);
        lc_export_field(w, name, value);
    }
}

static void add_fields(const struct lc_exported *e, struct lc_export_writer *w)
{
    size_t at = 0;
    struct steps s;
    double *before = lc_arena_alloc(w->arena, e->causes * sizeof *before);
    if (!before)
        w->code = LC_FAIL_NOMEM(w->err);
    if (!w->code)
        w->code = find_steps(&s, e, 0, e->time[e->times - 1], w->arena, w->err);
    if (w->code)
        return;
    add_grown(e, w);
    for (size_t i = 0; i < e->times; i++) {
        lc_export_open_part(w, "grown", i);
        for (; at < s.n && s.time[at] <= e->time[i]; at++) {
            add_step(e, w, before, s.rise + at * s.causes);
            for (size_t k = 0; k < s.causes; k++)
                before[k] += s.rise[at * s.causes + k];
        }
        w->close(w);
    }
    lc_export_add_parts(e, w, "risk", "grown");
}

static int open(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    if (json_is_true(json_object_get(e->fit->extra, "product_limit")))
        return LC_FAIL(err, LC_USAGE,
                       "a model with product_limit is not told as arithmetic: train "
                       "it without");
    return lc_export_open_curves(e, arena, err);
}

const struct lc_export_form lc_cause_specific_form = {
    .page = add_page, .fields = add_fields, .timed = true, .open = open
};
