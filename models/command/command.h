/* What the rows of table.c name: each verb's settings and its function. */
#ifndef LC_MODELS_COMMAND_COMMAND_H
#define LC_MODELS_COMMAND_COMMAND_H

#include "command/verb.h"

extern const struct lc_knobs lc_fit_verb_knobs;
int lc_cmd_fit(int argc, char **argv, void *settings, struct lc_error *err);
void lc_fit_list(struct lc_text *out); /* the families, for its help */
extern const struct lc_knobs lc_curve_knobs;
int lc_cmd_curve(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_predict_knobs;
int lc_cmd_predict(int argc, char **argv, void *settings, struct lc_error *err);
void lc_predict_list(struct lc_text *out); /* which families have what it tells */
extern const struct lc_knobs lc_evaluate_knobs;
int lc_cmd_evaluate(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_report_knobs;
int lc_cmd_report(int argc, char **argv, void *settings, struct lc_error *err);

extern const struct lc_knobs lc_train_knobs;
int lc_cmd_train(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_compare_knobs;
int lc_cmd_compare(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_recalibrate_knobs;
int lc_cmd_recalibrate(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_export_knobs;
int lc_cmd_export(int argc, char **argv, void *settings, struct lc_error *err);
extern const struct lc_knobs lc_score_knobs;
int lc_cmd_score(int argc, char **argv, void *settings, struct lc_error *err);

#endif
