import { teardownCluster } from "../../../src/checks/teardown/teardown-cluster";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { without } from "./edits";

test.each(["ml-inference-prod", "ml-platform"])("accepts the stacks of %s", (environment) => {
  expect(foundBy(teardownCluster, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([
  ["aws_eks_cluster.main", "aws_cloudwatch_log_group.control_plane", "may create that log group itself"],
  [
    "aws_eks_addon.amazon_cloudwatch_observability",
    "aws_cloudwatch_log_group.insights_host",
    "may create that log group itself",
  ],
  ["aws_eks_node_group.general_a", "aws_eks_addon.kube_proxy", "which its nodes need"],
  ["aws_eks_node_group.general_b", "aws_eks_addon.vpc_cni", "which its nodes need"],
])("reports that %s does not depend on %s", (address, dependency, message) => {
  const plan = without("ml-inference-prod", "cluster", address, dependency);
  expect(foundBy(teardownCluster, plan)).toEqual([expect.stringContaining(message)]);
});

test("reports each database that does not depend on the log group of its errors", () => {
  const plan = altered("ml-platform", ({ cluster }) => {
    const databases = Object.values(cluster.resource.aws_db_instance as Record<string, Editable>);
    for (const database of databases) delete database["depends_on"];
  });
  const findings = foundBy(teardownCluster, plan);
  expect(findings).toHaveLength(2);
  for (const finding of findings)
    expect(finding).toMatch(
      /^aws_db_instance\.\w+: it does not depend on aws_cloudwatch_log_group\.\w+, so it may create that log group itself$/,
    );
});

test("reports an add-on with pods that depends on no node group", () => {
  const plan = altered("ml-inference-prod", ({ cluster }) => {
    delete cluster.resource.aws_eks_addon.coredns.depends_on;
  });
  expect(foundBy(teardownCluster, plan)).toEqual([
    expect.stringContaining("aws_eks_addon.coredns: it depends on no node group"),
  ]);
});

describe.each([
  "aws_eks_addon.kube_proxy",
  "aws_eks_node_group.general_a",
  "aws_eks_fargate_profile.fargate",
  "aws_eks_access_entry.admin_mlops_admin",
  "aws_eks_access_policy_association.admin_mlops_admin",
])("%s", (address) => {
  const withClusterName = (text: string) =>
    altered("mlapp", ({ cluster }) => {
      const [type = "", name = ""] = address.split(".");
      const member = cluster.resource[type][name] as Editable;
      for (const key of ["depends_on", "principal_arn", "pod_execution_role_arn"]) {
        Reflect.deleteProperty(member, key);
      }
      member.cluster_name = text;
    });

  test("is reported if it names its cluster by text", () => {
    expect(foundBy(teardownCluster, withClusterName("mlapp-cluster"))).toContainEqual(
      `${address}: it does not depend on aws_eks_cluster.main, the cluster that it belongs to`,
    );
  });

  test("is reported if it names another cluster", () => {
    expect(foundBy(teardownCluster, withClusterName("other"))).toContainEqual(
      `${address}: it belongs to no cluster of this environment`,
    );
  });
});

test("reports an access policy that outlives the access entry of its principal", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    cluster.resource.aws_eks_access_policy_association.admin_mlops_admin.principal_arn =
      "arn:aws:iam::333344445555:role/mlops-admin";
  });
  expect(foundBy(teardownCluster, plan)).toEqual([
    expect.stringContaining("the access entry of its principal"),
  ]);
});
