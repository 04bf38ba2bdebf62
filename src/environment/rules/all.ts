import { attachmentRules } from "./attachments";
import { clusterRules } from "./cluster";
import { costAlarmRules } from "./cost-alarm";
import { entryRules } from "./entry";
import { extraRuleRules } from "./extra-rules";
import { instanceTypeRules } from "./instance-types";
import { listRules } from "./lists";
import { modelRules } from "./models";
import { existingNetworkRules } from "./existing-network";
import { networkRules } from "./network";
import { regionRules } from "./region";
import { serviceRangeRules } from "./service-range";
import { tagRules } from "./tags";
import { type EnvironmentConfig } from "../schema";
import { chartRules } from "./charts";
import { type RuleProblem, allOf } from "../rule-problems";
import { keyRules } from "./keys";

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
    () => serviceRangeRules(config),
    () => instanceTypeRules(config),
    () => entryRules(config),
    () => modelRules(config),
    () => chartRules(config),
    () => keyRules(config),
  );
}
