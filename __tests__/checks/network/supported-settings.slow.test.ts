import { severityOf } from "../../../src/checks/run";
import { statedIn } from "../../../src/infrastructure/stated";
import { NETWORK_CHECKS } from "../../../src/checks/generated/network";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

test.each([
  ["network ACLs and no NAT gateway", "retail-forecast", { network: { networkAcls: true } }],
  [
    "network ACLs and a NAT gateway in each zone",
    "retail-forecast",
    { network: { egress: "nat-per-az", networkAcls: true } },
  ],
  ["a single NAT gateway", "retail-forecast", { network: { egress: "single-nat" } }],
  ["endpoints open to the VPC", "retail-forecast", { network: { endpoints: { admitVpcCidr: true } } }],
  [
    "an internal ALB with clients outside the VPC",
    "retail-forecast",
    { network: { networkAcls: true }, entry: { scheme: "internal", clientCidrs: ["172.24.0.0/16"] } },
  ],
  ["clients in one public range", "retail-forecast", { entry: { clientCidrs: ["203.0.113.0/24"] } }],
  ["plain HTTP", "retail-forecast", { entry: { httpOnly: true, certificateArn: null } }],
  [
    "a third zone next to a cluster in two zones",
    "retail-forecast",
    {
      cluster: { zones: ["a", "b"] },
      network: { zones: ["a", "b", "c"], publicSubnets: { cidrs: null }, privateSubnets: { cidrs: null } },
    },
  ],
  [
    "an operator's security group",
    "retail-forecast",
    { cluster: { apiAccess: { cidrs: [], securityGroupIds: ["sg-0123456789abcdef0"] } } },
  ],
  [
    "models that use metrics, secrets and the Kubernetes API",
    "retail-forecast",
    {
      prometheusRelease: "kps",
      models: [
        {
          name: "api",
          image: { tag: "1" },
          metricsPath: "/metrics",
          secrets: ["a/b"],
          kubernetesApi: true,
        },
      ],
    },
  ],
  [
    "metrics of models on Fargate",
    "mlapp",
    {
      prometheusRelease: "kps",
      models: [{ name: "api", image: { tag: "1" }, port: 8501, metricsPath: "/metrics" }],
    },
  ],
  ["models on nodes", "mlapp", { cluster: { fargate: false } }],
  ["an NLB in front of Fargate pods", "mlapp", { entry: { type: "nlb", scheme: "internal" } }],
  [
    "two container ports, one of them below 1024",
    "ml-inference-prod",
    {
      models: [
        { name: "a", image: { tag: "1" }, port: 80 },
        { name: "b", image: { tag: "1" }, port: 9000 },
      ],
    },
  ],
  ["an internal ALB that Terraform creates", "retail-forecast-option-b", { entry: { scheme: "internal" } }],
])("the network has no errors with %s", (_, environment, change) => {
  const plan = environmentPlan(planWith(environment, change));
  const statedOf = () => statedIn(settingsFor(configWith(environment, change)));
  const found = NETWORK_CHECKS.flatMap((check) =>
    check.run(plan, { ...CONTEXT, statedOf }).map((finding) => ({ ...finding, check })),
  );
  expect(found.filter((each) => severityOf(each) === "error")).toEqual([]);
});
