import { type RuleProblem, allOf } from "../environment/rule-problems";
import { type EnvironmentConfig } from "../environment/schema";
import { type AnyComponent } from "./contract";
import { ownChartRules } from "./rules/own-charts";
import { requirementRules } from "./rules/requirements";

/** Rules between the charts and components of a file and the parts of the platform. */
export const componentRules = (
  config: EnvironmentConfig,
  components: readonly AnyComponent[],
): RuleProblem[] =>
  allOf(
    () => ownChartRules(config, components),
    () => requirementRules(config, components),
  );
