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
