import { environmentPlan } from "../../__tests__/support/altered";
import { ENVIRONMENTS } from "../../__tests__/support/environments";
import { everyOptionPlan } from "../../__tests__/support/every-option-plan";
import { type Plan } from "../../__tests__/support/plan";
import { planOf } from "../../__tests__/support/reference-plans";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";

const EVERY_OPTION = "every-option";

/** Environments that the tests deploy: the reference environments, and one with the options that these do not use. */
export const DEPLOYED = [...ENVIRONMENTS, EVERY_OPTION] as const;

export type Deployed = (typeof DEPLOYED)[number];

/** The synthesized stacks of a deployed environment. */
export const deployedStacks = (environment: Deployed): Plan =>
  environment === EVERY_OPTION ? everyOptionPlan() : planOf(environment);

/** The plan of a deployed environment. */
export const deployedPlan = (environment: Deployed): EnvironmentPlan =>
  environmentPlan(deployedStacks(environment));
