import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, prodWith, settings, createdBefore } from "../cluster-stack";

const INSIGHTS = ["application", "dataplane", "host", "performance"];

describe.each([PROD, "retail-forecast"])("%s", (environment) => {
  const stack = clusterOf(environment);
  const before = createdBefore(stack, "aws_eks_addon.amazon_cloudwatch_observability");

  test.each(INSIGHTS)("EKS-08 the log group %s has the name that the agents use", (name) => {
    const cluster = settings(stack, "aws_eks_cluster.main")["name"];
    expect(settings(stack, `aws_cloudwatch_log_group.insights_${name}`)["name"]).toBe(
      `/aws/containerinsights/${cluster}/${name}`,
    );
  });

  test("EKS-08 log groups are created before the agents that write to them", () => {
    expect([...before]).toEqual(
      expect.arrayContaining(INSIGHTS.map((name) => `aws_cloudwatch_log_group.insights_${name}`)),
    );
  });

  test("EKS-08 nodes and the agents' permissions are created before the agents", () => {
    expect(before).toContain("aws_eks_node_group.general_a");
    expect(before).toContain("aws_iam_role_policy_attachment.cloudwatch_agent");
  });
});

test("EKS-08 the agents send logs and metrics to CloudWatch Logs only, without traces or injection into pods", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EksAddon, {
    addon_name: "amazon-cloudwatch-observability",
    configuration_values: JSON.stringify({
      agent: {
        config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
      },
      manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
    }),
  });
});

test("EKS-08 the agents have their own role", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EksAddon, {
    addon_name: "amazon-cloudwatch-observability",
    service_account_role_arn: "${aws_iam_role.cloudwatch_agent.arn}",
  });
  expect(JSON.stringify(settings(clusterOf(PROD), "aws_iam_role.cloudwatch_agent"))).toContain(
    "system:serviceaccount:amazon-cloudwatch:cloudwatch-agent",
  );
});

test("EKS-08 without observability the stack has none of its resources", () => {
  const text = prodWith({ observability: false }).text("cluster");
  expect(text).not.toContain("cloudwatch-observability");
  expect(text).not.toContain("containerinsights");
  expect(text).not.toContain("cloudwatch_agent");
});
