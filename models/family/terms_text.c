/* A fit's terms as a table to read. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/wrap.h"
#include "models/family/family.h"

double lc_fit_error(const struct lc_fit *fit, size_t k)
{
    return fit->robust_se ? fit->robust_se[k] : fit->se[k];
}

double lc_fit_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

/* However wide the number is, it does not touch the one before. */
static void add_number(struct lc_text *out, int width, const char *format, double value)
{
    char text[64] = "-";
    if (!isnan(value))
        snprintf(text, sizeof text, format, value);
    lc_text_addf(out, " %*s", width - 1, text);
}

/* Decimals, or significant digits where these would say little or be very many. */
static const char *format_of(double value)
{
    bool plain = value == 0 || (fabs(value) >= 0.001 && fabs(value) < 1e6);
    return plain ? "%.5f" : "%.4g";
}

static void add_p(struct lc_text *out, double p)
{
    if (p < 0.0001)
        lc_text_add(out, "  <0.0001");
    else
        add_number(out, 9, "%.4f", p);
}

static int letters(const char *text)
{
    return (int)lc_letters(lc_slice_of(text));
}

static void add_name(struct lc_text *out, const char *name, int width)
{
    lc_text_add(out, name);
    for (int i = letters(name); i < width; i++)
        lc_text_add(out, " ");
}

void lc_fit_terms_text(const struct lc_fit *fit, struct lc_text *out)
{
    bool ratio = fit->family->ratio.name;
    int width = 12;
    for (size_t k = 0; k < fit->terms; k++)
        if (letters(fit->name[k]) > width)
            width = letters(fit->name[k]);
    add_name(out, "term", width);
    lc_text_addf(out, "%12s%11s%9s%9s%s%12s%12s\n", "estimate",
                 fit->robust_se ? "robust se" : "se", "z", "p",
                 ratio ? "         exp" : "", "95% low", "95% high");
    for (size_t k = 0; k < fit->terms; k++) {
        double se = lc_fit_error(fit, k), z = fit->estimate[k] / se;
        add_name(out, fit->name[k], width);
        add_number(out, 12, format_of(fit->estimate[k]), fit->estimate[k]);
        add_number(out, 11, format_of(se), se);
        add_number(out, 9, fabs(z) < 1e4 ? "%.3f" : "%.3g", z);
        add_p(out, lc_fit_p(z));
        if (ratio)
            add_number(out, 12, "%.5g", exp(fit->estimate[k]));
        add_number(out, 12, "%.5g", ratio ? exp(fit->low[k]) : fit->low[k]);
        add_number(out, 12, "%.5g", ratio ? exp(fit->high[k]) : fit->high[k]);
        lc_text_add(out, "\n");
    }
}
