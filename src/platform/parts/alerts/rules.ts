import { type RuleProblem } from "../../environment/loader/load-request";
import { type PartRules } from "../contract";
import { type AlertSettings } from "./settings";

/** Objectives are those of models with metrics: those of others would never raise an alert. */
export const alertRules: PartRules<AlertSettings> = (settings, { models }) =>
  Object.keys(settings.models).flatMap((name): RuleProblem[] => {
    const path = ["components", "alerts", "models", name];
    const model = models.find((each) => each.name === name);
    const measured = models.filter(({ metricsPath }) => metricsPath !== undefined).map((each) => each.name);
    if (model?.metricsPath !== undefined) return [];
    return [
      {
        path,
        got: model === undefined ? `${name}, which is no model` : `${name}, which has no metricsPath`,
        expected:
          measured.length === 0
            ? "a model with a metricsPath, which no model has"
            : `a model with a metricsPath: ${measured.join(", ")}`,
        fix:
          model === undefined
            ? "correct the name, or remove the entry"
            : "set its metricsPath, or remove the entry",
      },
    ];
  });
