import { type EnvironmentConfig } from "../../environment/environment";
import { PROMETHEUS_RELEASE } from "../../environment/prometheus";
import { type RuleProblem } from "../../environment/rule-problems";

/** The release of this part scrapes the models; another one has no CRDs or operator of its own here. */
export const prometheusRules = (_: unknown, { prometheusRelease }: EnvironmentConfig): RuleProblem[] =>
  prometheusRelease === undefined || prometheusRelease === PROMETHEUS_RELEASE
    ? []
    : [
        {
          path: ["prometheusRelease"],
          expected: `no prometheusRelease with components.prometheus, whose release is ${PROMETHEUS_RELEASE}`,
          fix: "remove prometheusRelease, or remove components.prometheus",
        },
      ];
