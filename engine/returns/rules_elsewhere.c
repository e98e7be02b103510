/* Rules that are not judged here: they need a list of postcodes, or what Ofsted has
 * registered. */
#include "returns/table_inside.h"

/* clang-format off */
#define POSTCODES "a list of postcodes with place and authority"
#define OFSTED    "Ofsted's list of providers"

static const struct lc_check rules[] = {
    ELSEWHERE("164", ALWAYS, "Episodes", POSTCODES, "the distance from home is no number of miles", "correct the postcodes"),
    ELSEWHERE("169", ALWAYS, "Episodes", POSTCODES, "the authority of the placement is not known", "correct the placement's postcode"),
    ELSEWHERE("179", ALWAYS, "Episodes", POSTCODES, "whether the placement is within the authority is not known", "correct the placement's postcode"),
    ELSEWHERE("218", ALWAYS, "Episodes", POSTCODES, "the Ofsted number of a placement in England is missing", "enter the number"),
    ELSEWHERE("219", ALWAYS, "Episodes", OFSTED, "the Ofsted number is of a provider of other placements", "correct the number or the placement"),
    ELSEWHERE("221", ALWAYS, "Episodes", OFSTED, "the Ofsted number is of a provider at another postcode", "correct the number or the postcode"),
    ELSEWHERE("224", ALWAYS, "Episodes", OFSTED, "the Ofsted number is of another kind of provider", "correct the number or the provider"),
    ELSEWHERE("227", ALWAYS, "Episodes", OFSTED, "the provider was not registered when the episode began", "correct the number or the day"),
    ELSEWHERE("228", ALWAYS, "Episodes", OFSTED, "the provider was not registered when the episode ended", "correct the number or the day"),
    ELSEWHERE("229", ALWAYS, "Episodes", OFSTED, "provided by the authority itself, at a provider of another authority", "correct the number or the provider"),
    ELSEWHERE("241", SINCE(2026), "Episodes", OFSTED, "the provider has no premises in the authority of the placement", "correct the number or the postcode"),
    ELSEWHERE("243", SINCE(2026), "Episodes", POSTCODES, "an Ofsted number of a placement outside England", "leave the number blank"),
    ELSEWHERE("392a", ALWAYS, "Episodes", POSTCODES, "the distance from home is missing", "correct the postcodes"),
    ELSEWHERE("392c", ALWAYS, "Episodes", POSTCODES, "a postcode that there is not", "correct the postcode"),
    ELSEWHERE("406", ALWAYS, "Episodes", POSTCODES, "a distance from home, of an asylum seeker", "leave the home postcode blank"),
    ELSEWHERE("411", ALWAYS, "Episodes", POSTCODES, "within the authority and outside it at once", "correct the placement's postcode"),
    ELSEWHERE("420", ALWAYS, "Episodes", POSTCODES, "respite care with an authority of the placement", "leave the placement's postcode blank"),
    ELSEWHERE("452", ALWAYS, "Episodes", POSTCODES, "the authority of the first placement is not that of the year before", "carry the open episode over as it was"),
    ELSEWHERE("453", ALWAYS, "Episodes", POSTCODES, "the distance of the first placement is not that of the year before", "carry the open episode over as it was"),
    ELSEWHERE("454", SINCE(2026), "Episodes", POSTCODES, "placed more than 350 miles from home", "check both postcodes"),
    ELSEWHERE("503G", ALWAYS, "Episodes", POSTCODES, "the distance of the first episode is not that of the year before", "carry the open episode over as it was"),
    ELSEWHERE("503H", ALWAYS, "Episodes", POSTCODES, "the authority of the first episode's placement is not that of the year before", "carry the open episode over as it was"),
    ELSEWHERE("503J", ALWAYS, "Episodes", POSTCODES, "the location of the first episode's placement is not that of the year before", "carry the open episode over as it was"),
    ELSEWHERE("1008", ALWAYS, "Episodes", OFSTED, "an Ofsted number that there is not", "correct the number"),
    ELSEWHERE("1015", ALWAYS, "Episodes", POSTCODES, "provided by the authority itself, but outside of it", "correct the provider or the postcode"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_elsewhere = LC_RULE_TABLE(rules);
