/* The verbs of models: a row each. */
#include "models/command/command.h"

/* clang-format off */
const struct lc_verb model_verbs[] = {
    { "fit", "TABLE --family F --formula 'y ~ a + b'", "fit one model to a CSV table, with R's formulas",
      "Formulas are R's: Surv(time, event) ~ age + factor(sex) + rcs(n, 4) + a:b + strata(site)\n"
      "+ cluster(id) + offset(o); cbind(successes, failures) ~; y == \"High\" ~; also log, log1p,\n"
      "sqrt, I(), ns(x, k), bs(x, k), poly(x, d), scale(x), a*b, (a + b)^2, a/b, - 1, '.',\n"
      "`names with spaces`. Columns of one name are name, name.1, name.2. A fit that does not\n"
      "converge is printed all the same and exits 4.\n"
      "aft has every type of Surv(): Surv(t, event, type = \"left\"), \"interval\", \"interval2\";\n"
      "strata() gives a scale each; gaussian, logistic and extreme are of time itself.\n"
      "For cox: weights that are no whole numbers make the variance robust, as coxph has it;\n"
      "--zph km tests proportional hazards term by term; --residuals KIND with\n"
      "--output-residuals FILE writes a CSV line a row (schoenfeld, scaledsch: an event).",
      1, 1, &lc_fit_verb_knobs, lc_cmd_fit, lc_fit_list },
    { "predict", "MODEL TABLE", "risks for the rows of a CSV table, by a model that fit or train wrote",
      "One line a row: linear predictor, risk by the horizon, its 95% interval, or why the row\n"
      "cannot be scored (then the exit status is 1). --curve with --times 100,365,730: one\n"
      "line a row and time: survival, its standard error, its 95% limits. --quantiles\n"
      "0.1,0.5,0.9: the times by which these shares have had the event.",
      2, 2, &lc_predict_knobs, lc_cmd_predict, lc_predict_list },
    { "curve", "TABLE --formula 'Surv(time, event) ~ group'", "survival and incidence by group, without a model",
      "Kaplan-Meier and Nelson-Aalen for one kind of event; Aalen-Johansen where the event is\n"
      "0, 1, 2 ...: each cause's incidence, cause 0 being free of all. Surv(start, stop, event)\n"
      "for late entry. a + b are groups of every combination; strata(c) is for --test only;\n"
      "cluster(d) says whose row it is, for the jackknife's errors.\n"
      "--id COLUMN: rows are spells of persons, an event is the state entered (1, 2, ..; all\n"
      "begin in 0): the probability of each state, and with --rmst the mean time in it.\n"
      "--quantiles and --rmst are of time free of any event. Pseudo-values are by the first\n"
      "order of the jackknife, within groups. Where 2 is the event and 1 censored, as R has it,\n"
      "write Surv(time, status == 2). --test gray compares each cause's incidence by group.",
      1, 1, &lc_curve_knobs, lc_cmd_curve, NULL },
    { "evaluate", "[MODEL] TABLE", "how good risks were: a model's, or anyone's in a CSV",
      "With a model, its own outcome is judged on the table's rows. Without one, --risk names\n"
      "the column of risks and --outcome what happened: y (0 or 1, or a comparison), or\n"
      "Surv(time, event), with --horizon for AUC and Brier score there. --marker names a score\n"
      "of any size instead (a linear predictor): then its AUC (DeLong), or its concordance with\n"
      "--time-weight, --until, --strata, --weights, of Surv(start, stop, event) too, with the\n"
      "calibration slope in a Cox model and Royston's D. Intervals of y are by bootstrap over\n"
      "children; --json adds DeLong's test, calibration lines, Hosmer-Lemeshow and val.prob's\n"
      "indices. --integrate T is a model's Brier score over (0, T].",
      1, 2, &lc_evaluate_knobs, lc_cmd_evaluate, NULL },
    { "train", "STUDY STORE OUT", "fit a study's model, test it on later months, judge it",
      "Tested on landmarks whose horizon and label delay the training landmarks precede,\n"
      "by folds of children, so that no child is on both sides of a fit. Judged by what the\n"
      "study asked for beforehand: 'not good enough' is a result, with exit status 1. OUT is\n"
      "the model, fitted to everybody by the same recipe; it holds no row of any child.",
      3, 3, &lc_train_knobs, lc_cmd_train, NULL },
    { "compare", "STUDY STORE | TABLE 'FAMILY: FORMULA' ...", "a league table of models on the same splits",
      "A study's models on its held-out landmarks by the same folds of children, beside the rank\n"
      "by missing episodes and the base rate; or any models on folds of a CSV table, each as\n"
      "'[name=]family[,option=value...]: formula', with options as of fit:\n"
      "  latecare compare t.csv 'logistic: y ~ a + b' 'lasso=logistic,path=50,folds=5: y ~ .'\n"
      "Differences are to the first model, on the same draws of children: where the interval\n"
      "holds 0, no difference is shown. A model that cannot be fitted says why (exit status 1).",
      2, -1, &lc_compare_knobs, lc_cmd_compare, NULL },
    { "recalibrate", "MODEL TABLE|STORE OUT", "set a frozen model's level, spread or baseline by other rows",
      "intercept: events seen become events foretold; slope: the spread of the risks too, with\n"
      "the baseline learnt anew where there is one; baseline: that alone (aft: level and scale;\n"
      "not of a yes or no). Coefficients keep their ratios and the rows their order; a cause-\n"
      "specific model does so cause by cause. Boosted trees are trained anew instead. A study's\n"
      "model takes a STORE, by the study it carries; others a TABLE. OUT names its parent by\n"
      "digest. Its old measures and verdict are gone: judge it anew.",
      3, 3, &lc_recalibrate_knobs, lc_cmd_recalibrate, NULL },
    { "export", "MODEL OUT --to pmml|arithmetic", "a model for other programs, or as a page of plain arithmetic",
      "The page says every term with its numbers, so that a risk can be worked out with a\n"
      "calculator; PMML 4.4 says the same to other programs. Models of times say it at --times\n"
      "(aft: at any). PMML has no field for strata, and neither form is for boosted trees or a\n"
      "model with an offset (exit status 5, with what to do instead). OUT - is standard output.",
      2, 2, &lc_export_knobs, lc_cmd_export, NULL },
    { "score", "MODEL STORE --asof D", "score the cohort of a day: risks, reasons, the panel's list",
      "Only what was known before the day counts. Each child has its risk with a 95%\n"
      "interval and what speaks for and against, history by history, with dates; the parts\n"
      "add up to the linear predictor exactly. Equal risks stand by the higher linear\n"
      "predictor, then by child number. A child that cannot be scored is listed with the\n"
      "cause (then the exit status is 1). Child numbers only: names stay in the identity file.",
      2, 2, &lc_score_knobs, lc_cmd_score, NULL },
    { "report", "MODEL --output PAGE.html", "write the page that says how good a model is, or a panel's list",
      "The page is one file that opens with no network. It holds aggregates only, unless\n"
      "--list names a panel's list: then it is the panel's own page and stays with it.",
      1, 1, &lc_report_knobs, lc_cmd_report, NULL },
    { 0 },
};
/* clang-format on */
