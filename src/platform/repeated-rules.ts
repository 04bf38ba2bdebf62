import { type EnvironmentConfig } from "../environment/environment";
import { isByIds } from "../environment/existing-network";
import { type Part, composeEnvironment } from "./compose";
import { type AnyComponent } from "./contract";
import { ruleId } from "./network/security-groups/security-group-rules";
import { extraRulesOf, platformRules } from "./needed-rules";
import { type RuleProblem } from "../environment/rule-problems";

/** Further rules of security groups that the platform, or an earlier one of them, makes: AWS refuses a rule twice. */
export function repeatedRules(config: EnvironmentConfig, components: readonly AnyComponent[]): RuleProblem[] {
  const { extraRules, existing } = config.network;
  if (extraRules.length === 0 || (existing && !isByIds(existing))) return [];
  const environment = composeEnvironment("environment", config, components);
  const made = new Set([...platformRules(environment).map(ruleId), ...environment.parts.flatMap(toServers)]);
  return extraRules.flatMap((rule, index) => {
    const ids = extraRulesOf(rule).map(ruleId);
    const repeated = ids.some((id) => made.has(id));
    for (const id of ids) made.add(id);
    return repeated
      ? [
          {
            path: ["network", "extraRules", index],
            expected: "a rule that does not exist yet: the platform, or a rule above, makes the same",
            fix: "remove it",
          },
        ]
      : [];
  });
}

/** Ids of the rules of nodes to servers of a part. */
const toServers = ({ contributes }: Part): string[] =>
  contributes.privateServers.map(({ cidr, port }) =>
    ruleId({ group: "nodes", direction: "egress", peer: { cidr }, port, description: "" }),
  );
