/* A fit's terms as a table to read. */
#include <math.h>
#include <stdbool.h>

#include "base/listing.h"
#include "models/family/family.h"

double lc_fit_error(const struct lc_fit *fit, size_t k)
{
    return fit->robust_se ? fit->robust_se[k] : fit->se[k];
}

double lc_fit_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

static void add_number(struct lc_listing *to, const char *format, double value)
{
    if (isnan(value))
        lc_listing_cell(to, "-");
    else
        lc_listing_cell(to, format, value);
}

/* Decimals, or significant digits where these would say little or be very many. */
static const char *format_of(double value)
{
    bool plain = value == 0 || (fabs(value) >= 0.001 && fabs(value) < 1e6);
    return plain ? "%.5f" : "%.4g";
}

static void add_term(struct lc_listing *to, const struct lc_fit *fit, size_t k)
{
    bool ratio = fit->family->ratio.name;
    double se = lc_fit_error(fit, k), z = fit->estimate[k] / se, p = lc_fit_p(z);
    lc_listing_cell(to, "%s", fit->name[k]);
    add_number(to, format_of(fit->estimate[k]), fit->estimate[k]);
    add_number(to, format_of(se), se);
    add_number(to, fabs(z) < 1e4 ? "%.3f" : "%.3g", z);
    add_number(to, p < 0.0001 ? "<0.0001" : "%.4f", p);
    if (ratio)
        add_number(to, "%.5g", exp(fit->estimate[k]));
    add_number(to, "%.5g", ratio ? exp(fit->low[k]) : fit->low[k]);
    add_number(to, "%.5g", ratio ? exp(fit->high[k]) : fit->high[k]);
}

void lc_fit_terms_text(const struct lc_fit *fit, struct lc_text *out)
{
    bool ratio = fit->family->ratio.name;
    struct lc_listed columns[8] = {
        { "term", LC_LISTED_FLOWS },
        { "estimate", LC_LISTED_RIGHT },
        { fit->robust_se ? "robust se" : "se", LC_LISTED_RIGHT },
        { "z", LC_LISTED_RIGHT },
        { "p", LC_LISTED_RIGHT },
    };
    size_t count = 5;
    struct lc_listing to;
    if (ratio)
        columns[count++] = (struct lc_listed){ "exp", LC_LISTED_RIGHT };
    columns[count++] = (struct lc_listed){ "95% low", LC_LISTED_RIGHT };
    columns[count++] = (struct lc_listed){ "95% high", LC_LISTED_RIGHT };
    lc_listing_begin(&to, count, columns);
    for (size_t k = 0; k < fit->terms; k++)
        add_term(&to, fit, k);
    lc_listing_end(&to, 0, out);
}
