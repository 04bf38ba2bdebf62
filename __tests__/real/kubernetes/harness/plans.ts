import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import { everyOptionPlan } from "../../../support/every-option-plan";
import { type Plan } from "../../../support/plan";
import { planOf } from "../../../support/reference-plans";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";

const EVERY_OPTION = "every-option";
const MOUNTED = "mounted-weights";

/**
 * Environments that the tests deploy: the reference environments, one with the options that these do not use, and one whose
 * two models each mount their weights.
 */
export const DEPLOYED = [...ENVIRONMENTS, EVERY_OPTION, MOUNTED] as const;

export type Deployed = (typeof DEPLOYED)[number];

/** The synthesized stacks of a deployed environment. */
export function deployedStacks(environment: Deployed): Plan {
  if (environment === EVERY_OPTION) return everyOptionPlan();
  return environment === MOUNTED ? planWith("ml-inference-prod", WITH_WEIGHTS) : planOf(environment);
}

/** All pods have a node. Of two models without room, the scheduler decides whose pods wait. */
const WITH_WEIGHTS = {
  cluster: { nodeGroups: { general: { minPerZone: 4, maxPerZone: 6 } } },
  models: ["llm", "other"].map((name) => ({
    name,
    image: { tag: "1.0.0" },
    weights: { sizeGiB: 20, mode: "mount" },
    replicas: { min: 2, max: 5 },
  })),
};

/** The plan of a deployed environment. */
export const deployedPlan = (environment: Deployed): EnvironmentPlan =>
  environmentPlan(deployedStacks(environment));
