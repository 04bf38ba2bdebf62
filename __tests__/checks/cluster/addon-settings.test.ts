import { addonSettings } from "../../../src/checks/cluster/addon-settings";
import { environmentPlan } from "../../support/altered";
import { foundBy, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(addonSettings);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(addonSettings, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports an add-on that keeps manual changes", () => {
  const edit = edited(
    "cluster",
    "aws_eks_addon.coredns",
    (each) => (each["resolve_conflicts_on_update"] = "PRESERVE"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_eks_addon.coredns: add-on coredns: resolve_conflicts_on_update is PRESERVE, expected OVERWRITE",
  ]);
});

test("reports a CloudWatch agent without its own configuration", () => {
  const edit = edited(
    "cluster",
    "aws_eks_addon.amazon_cloudwatch_observability",
    (each) => delete each["configuration_values"],
  );
  expect(findings(ML, edit)).toEqual([
    "aws_eks_addon.amazon_cloudwatch_observability: add-on amazon-cloudwatch-observability: its agent has no configuration of its own, or collects more than logs; its agent does not collect enhanced Container Insights; Application Signals instruments the pods of models",
  ]);
});

test("reports a number of prefixes in reserve that is none", () => {
  const edit = edited("cluster", "aws_eks_addon.vpc_cni", (each) => {
    each["configuration_values"] = String(each["configuration_values"]).replace(
      '"WARM_PREFIX_TARGET":"1"',
      '"WARM_PREFIX_TARGET":"one"',
    );
  });
  expect(findings(ML, edit)).toEqual([
    'aws_eks_addon.vpc_cni: add-on vpc-cni: WARM_PREFIX_TARGET is "one", expected a number as text',
  ]);
});

const withEnv = (env: Readonly<Record<string, string>>): string[] =>
  findings(
    ML,
    edited("cluster", "aws_eks_addon.vpc_cni", (each) => {
      within(each, "configuration_values", (settings) => {
        settings["env"] = env;
      });
    }),
  );

test("reports a CNI that keeps no prefix in reserve", () => {
  expect(withEnv({ ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "0" })).toEqual([
    "aws_eks_addon.vpc_cni: add-on vpc-cni: WARM_PREFIX_TARGET is 0, expected 1 or more with prefix delegation: a pod waits until a prefix is attached",
  ]);
});

test.each([
  { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "2" },
  { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "0", WARM_IP_TARGET: "5", MINIMUM_IP_TARGET: "10" },
  { WARM_PREFIX_TARGET: "0" },
])("accepts a CNI with a reserve or without prefixes: %j", (env) => {
  expect(withEnv(env)).toEqual([]);
});

const withSettings = (name: string, settings: object): string[] =>
  findings(
    ML,
    edited("cluster", `aws_eks_addon.${name}`, (each) => {
      each["configuration_values"] = JSON.stringify({
        ...(JSON.parse(String(each["configuration_values"] ?? "{}")) as object),
        ...settings,
      });
    }),
  );

test.each([
  ["coredns", { replicaCount: 0 }, "replicaCount is 0, and no copy of it runs"],
  ["metrics_server", { replicas: 0 }, "replicas is 0, and no copy of it runs"],
  ["coredns", { autoScaling: { minReplicas: 0 } }, "autoScaling.minReplicas is 0, and no copy of it runs"],
  ["coredns", { podDisruptionBudget: { maxUnavailable: 0 } }, "and no node with a copy of it can be drained"],
  ["metrics_server", { args: ["--kubelet-insecure-tls"] }, "and it accepts any certificate of a kubelet"],
  ["coredns", { corefile: ".:53 {\n forward . 203.0.113.7\n}" }, "and it asks a name server on the internet"],
  ["vpc_cni", { env: { NETWORK_POLICY_ENFORCING_MODE: "none" } }, "and the modes are standard and strict"],
  ["kube_proxy", { mode: "userspace" }, "and it has no such mode"],
])("reports the add-on %s with %j", (name, settings, problem) => {
  expect(withSettings(name, settings).join()).toContain(problem);
});

test.each([
  ["coredns", { replicaCount: 3, podDisruptionBudget: { maxUnavailable: 1 } }],
  [
    "coredns",
    {
      corefile:
        ".:53 {\n forward . /etc/resolv.conf\n}\nexample.com:53 {\n forward . 10.1.2.3 172.20.0.10\n}",
    },
  ],
  ["metrics_server", { replicas: 2, args: ["--kubelet-preferred-address-types=InternalIP"] }],
  ["kube_proxy", { mode: "ipvs" }],
])("accepts the add-on %s with %j", (name, settings) => {
  expect(withSettings(name, settings)).toEqual([]);
});

test("reports settings that are no JSON, and roles of another account", () => {
  const edit = edited("cluster", "aws_eks_addon.coredns", (each) => {
    each["configuration_values"] = "{";
    each["service_account_role_arn"] = "arn:aws:iam::999988887777:role/a";
    each["pod_identity_association"] = [
      { role_arn: "arn:aws:iam::999988887777:role/b", service_account: "a" },
    ];
  });
  expect(findings(ML, edit)).toEqual([
    "aws_eks_addon.coredns: add-on coredns: its configuration_values is no JSON; " +
      "its role arn:aws:iam::999988887777:role/a is of another account than 222233334444; " +
      "its role arn:aws:iam::999988887777:role/b is of another account than 222233334444",
  ]);
});
