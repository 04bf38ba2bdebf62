import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { logWritersOf } from "../../infrastructure/log-writers";
import { flowLogGroups } from "./flow-logs";

export const maskedLogs: Check = {
  ...ruleOf(TEXTS, "masked-logs"),
  run: (plan) => [
    ...plan.resources("aws_cloudwatch_log_data_protection_policy").flatMap((policy) => {
      const name = resolveReferences(plan, inLayer(policy, policy.config.log_group_name));
      const noun = auditLogsOf(plan).get(name);
      return combinedFinding(
        policy,
        "logs",
        noun === undefined ? [] : [`it hides words of ${name}, ${noun}, from those who read it`],
      );
    }),
    ...plan
      .resources("aws_cloudwatch_log_account_policy")
      .filter(({ config }) => config.policy_type === "DATA_PROTECTION_POLICY")
      .flatMap((policy) =>
        combinedFinding(policy, "logs", [
          `it hides words of all log groups of the account and region, also of ${[...auditLogsOf(plan).keys()].join(", ")}`,
        ]),
      ),
  ],
};

/** Log groups that an investigation reads, by their names. */
function auditLogsOf(plan: EnvironmentPlan): ReadonlyMap<string, string> {
  const clusters = logWritersOf(plan)
    .filter(({ writer }) => writer.type === "aws_eks_cluster")
    .flatMap(({ groups }) => groups.map(({ name }) => [name, "the audit log of the cluster"] as const));
  const flows = [...flowLogGroups(plan)].map((group) => {
    const name = resolveReferences(plan, inLayer(group, group.config["name"]));
    return [name, "the flow logs of the network"] as const;
  });
  return new Map([...clusters, ...flows]);
}
