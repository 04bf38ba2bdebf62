import { meantOr } from "../../base/did-you-mean";
import { exposedMetrics } from "../../environment/scraped-metrics";
import { own } from "../../base/own";
import { type AlertSettings } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

/** Objectives are those of models whose metrics are read, within the series of their servers: others would never raise an alert. */
export const alertRulesOf = (settings: AlertSettings, config: EnvironmentConfig): RuleProblem[] => [
  ...Object.keys(settings.models).flatMap((name) => unmeasured(name, config.models)),
  ...config.models.flatMap((model) => unreadable(model, settings)),
];

const PATH = ["components", "alerts"] as const;

function unmeasured(name: string, models: EnvironmentConfig["models"]): RuleProblem[] {
  const model = models.find((each) => each.name === name);
  if (model && exposedMetrics(model)) return [];
  const measured = models.filter((each) => exposedMetrics(each)).map((each) => each.name);
  return [
    {
      path: [...PATH, "models", name],
      got: model === undefined ? `${name}, which is no model` : `${name}, which has no metricsPath`,
      expected:
        measured.length === 0
          ? "a model with a metricsPath, which no model has"
          : `a model with metrics: ${measured.join(", ")}`,
      fix:
        model === undefined
          ? meantOr("correct the name, or remove the entry", name, measured)
          : "set its metricsPath, or remove the entry",
    },
  ];
}

/** Objectives of a model that the series of its server cannot tell. */
function unreadable(model: EnvironmentConfig["models"][number], settings: AlertSettings): RuleProblem[] {
  const { name } = model;
  const server = exposedMetrics(model)?.server;
  if (!server) return [];
  const { duration, codes } = server;
  const others = own(settings.models, name) ?? {};
  const isBucket = duration.buckets.includes(others.latencySeconds ?? settings.latencySeconds);
  return [
    ...(isBucket
      ? []
      : [
          {
            path: [
              ...PATH,
              ...(others.latencySeconds === undefined ? [] : ["models", name]),
              "latencySeconds",
            ],
            expected: `a bucket of the server of ${name}: ${duration.buckets.join(", ")}`,
            fix:
              others.latencySeconds === undefined
                ? `choose a bucket that all servers have, or set components.alerts.models.${name}.latencySeconds`
                : "choose the next larger bucket",
          },
        ]),
    ...(codes === undefined && others.availabilityPercent !== undefined
      ? [
          {
            path: [...PATH, "models", name, "availabilityPercent"],
            expected: `no availabilityPercent of ${name}, whose server counts no status codes`,
            fix: "remove it, and read the status codes of the load balancer",
          },
        ]
      : []),
  ];
}
