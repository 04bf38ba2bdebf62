import { maskedLogs } from "../../../src/checks/logs/masked-logs";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add, findingsOf } from "../terraform/edits";

const findings = findingsOf(maskedLogs);
const policyOf = (group: string): Edit =>
  add("cluster", "aws_cloudwatch_log_data_protection_policy", {
    log_group_name: group,
    policy_document: "{}",
  });
const ofAccount = (type: string): Edit =>
  add("cluster", "aws_cloudwatch_log_account_policy", {
    policy_name: "a",
    policy_type: type,
    policy_document: "{}",
  });

test.each(ENVIRONMENTS)("accepts %s", (environment) => {
  expect(foundBy(maskedLogs, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each<[title: string, edit: Edit, message: string]>([
  [
    "the log of the control plane",
    policyOf("${aws_cloudwatch_log_group.control_plane.name}"),
    "aws_cloudwatch_log_data_protection_policy.extra: logs: it hides words of /aws/eks/ml-inference-prod-cluster/cluster, the audit log of the cluster, from those who read it",
  ],
  [
    "the log of the control plane by its name",
    policyOf("/aws/eks/ml-inference-prod-cluster/cluster"),
    "it hides words of /aws/eks/ml-inference-prod-cluster/cluster",
  ],
  [
    "all logs of the account",
    ofAccount("DATA_PROTECTION_POLICY"),
    "aws_cloudwatch_log_account_policy.extra: logs: it hides words of all log groups of the account and region",
  ],
])("reports a policy that hides words of %s", (_, edit, message) => {
  expect(findings(ML, edit)).toEqual([expect.stringContaining(message)]);
});

test("reports a policy that hides words of flow logs", () => {
  const edit: Edit = ({ network }) => {
    const [name = ""] = Object.keys(network.resource.aws_cloudwatch_log_group as object);
    network.resource["aws_cloudwatch_log_data_protection_policy"] = {
      extra: { log_group_name: `\${aws_cloudwatch_log_group.${name}.name}`, policy_document: "{}" },
    };
  };
  expect(findings(ML, edit)).toEqual([expect.stringContaining("the flow logs of the network")]);
});

test.each<[title: string, edit: Edit]>([
  ["the log of an application", policyOf("/aws/containerinsights/a/application")],
  ["a subscription of the account", ofAccount("SUBSCRIPTION_FILTER_POLICY")],
])("accepts a policy for %s", (_, edit) => {
  expect(findings(ML, edit)).toEqual([]);
});
