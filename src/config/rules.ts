import { type RuleProblem } from "./loader/load";
import { clusterRules } from "./rules/cluster";
import { costAlarmRules } from "./rules/cost-alarm";
import { entryRules } from "./rules/entry";
import { modelRules } from "./rules/models";
import { networkRules } from "./rules/network";
import { type EnvironmentConfig } from "./schema";

/** What must hold between the keys of an environment; the schema looks at each key alone. */
export function rules(config: EnvironmentConfig, name: string): RuleProblem[] {
  return [
    ...networkRules(config),
    ...costAlarmRules(config),
    ...clusterRules(config),
    ...entryRules(config, name),
    ...modelRules(config),
  ];
}
