import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { type CheckContext } from "../../../src/checks/check";
import { chartValues } from "../../../src/checks/images/chart-values";
import { statedIn } from "../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { alertsPlan } from "../alerts";
import { altered } from "../altered";
import { CONTEXT, type Edit } from "../findings";

/** Checks that read what the changes edit. */
const CHECKS = [...CHECKS_OF_PARTS.alerts, ...CHECKS_OF_PARTS.prometheus, chartValues];

const METRICS = "/metrics";

/** An environment with a certificate and two models, of which one has metrics. */
export const MEANING_PLAN = alertsPlan(
  {},
  {
    entry: {
      host: "api.example.com",
      certificateArn:
        "arn:aws:acm:ap-southeast-2:222233334444:certificate/0a1b2c3d-0000-4000-8000-222233334444",
    },
    models: [
      { name: "api", image: { tag: "1.0.0" }, metricsPath: METRICS },
      { name: "other", image: { tag: "1.0.0" }, replicas: { min: 2, max: 2 } },
    ],
  },
);

/** Values that the file of the environment states, as its record has them. */
export const STATED = statedIn([
  { path: ["models", 0, "name"], value: "api" },
  { path: ["models", 0, "metricsPath"], value: METRICS },
  { path: ["models", 1, "name"], value: "other" },
  { path: ["components", "alerts", "availabilityPercent"], value: 99.5 },
  { path: ["components", "alerts", "latencySeconds"], value: 1 },
  { path: ["components", "alerts", "latencyPercent"], value: 95 },
]);

/** A finding with the correction that a report prints. */
export interface Named {
  readonly check: string;
  readonly message: string;
  readonly fix: string;
}

/** Findings of all checks of an environment. */
export function findings(plan: EnvironmentPlan, more: Partial<CheckContext> = {}): Named[] {
  const context = { ...CONTEXT, statedOf: () => STATED, ...more };
  return CHECKS.flatMap((check) =>
    check.run(plan, context).map(({ address, message, fix }) => ({
      check: check.id,
      message: `${address}: ${message}`,
      fix: fix ?? check.fix,
    })),
  );
}

/** Findings of all checks after a change. The environment itself has none. */
export const findingsAfter = (edit: Edit, more: Partial<CheckContext> = {}): Named[] =>
  findings(altered(MEANING_PLAN, edit), more);
