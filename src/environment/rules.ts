import { attachmentRules } from "./rules/attachments";
import { clusterRules } from "./rules/cluster";
import { costAlarmRules } from "./rules/cost-alarm";
import { entryRules } from "./rules/entry";
import { extraRuleRules } from "./rules/extra-rules";
import { instanceTypeRules } from "./rules/instance-types";
import { listRules } from "./rules/lists";
import { modelRules } from "./rules/models";
import { existingNetworkRules } from "./rules/existing-network";
import { networkRules } from "./rules/network";
import { regionRules } from "./rules/region";
import { tagRules } from "./rules/tags";
import { type EnvironmentConfig } from "./schema";
import { chartRules } from "./rules/charts";
import { type RuleProblem, allOf } from "./rule-problems";
import { keyRules } from "./rules/keys";

/** Rules between the keys of an environment. The schema validates each key on its own. */
export function rules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => listRules(config),
    () => regionRules(config),
    () => tagRules(config),
    () => networkRules(config),
    () => existingNetworkRules(config),
    () => attachmentRules(config),
    () => extraRuleRules(config),
    () => costAlarmRules(config),
    () => clusterRules(config),
    () => instanceTypeRules(config),
    () => entryRules(config),
    () => modelRules(config),
    () => chartRules(config),
    () => keyRules(config),
  );
}
