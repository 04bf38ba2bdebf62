import { PROMETHEUS } from "../../environment/prometheus";
import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

/** The release of this part scrapes the models; another one has no CRDs or operator of its own here. */
export const prometheusRules = (_: unknown, { prometheusRelease }: EnvironmentConfig): RuleProblem[] =>
  prometheusRelease === undefined || prometheusRelease === PROMETHEUS.release
    ? []
    : [
        {
          path: ["prometheusRelease"],
          expected: `no prometheusRelease with components.prometheus, whose release is ${PROMETHEUS.release}`,
          fix: "remove prometheusRelease, or remove components.prometheus",
        },
      ];
