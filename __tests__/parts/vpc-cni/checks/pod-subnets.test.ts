import { podSubnets } from "../../../../src/parts/vpc-cni/checks/pod-subnets";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy } from "../../../support/findings";
import { withPodRange } from "../../../support/pod-range";
import { planOf } from "../../../support/reference-plans";

const PLAN = withPodRange();
const A = "ap-southeast-1a";
const B = "ap-southeast-1b";

const settings =
  (edit: (settings: Editable) => void): Edit =>
  ({ cluster }) => {
    const addon = cluster.resource.aws_eks_addon.vpc_cni;
    const values = JSON.parse(
      (addon.configuration_values as string).replaceAll('["', "['").replaceAll('"]', "']"),
    ) as Editable;
    edit(values);
    addon.configuration_values = JSON.stringify(values).replaceAll("['", '["').replaceAll("']", '"]');
  };

const found = (edit: Edit): string[] => foundBy(podSubnets, altered(PLAN, edit));

test("pod-subnets accepts a range of pods, and an environment without it", () => {
  expect(foundBy(podSubnets, environmentPlan(PLAN))).toEqual([]);
  expect(foundBy(podSubnets, environmentPlan(planOf("retail-forecast")))).toEqual([]);
});

test.each<[string, Edit, RegExp]>([
  [
    "a zone of nodes without a subnet",
    settings(({ eniConfig }) => (eniConfig.subnets = { [A]: eniConfig.subnets[A] })),
    /nodes of ap-southeast-1b have no subnet of pods/,
  ],
  [
    "no subnets at all",
    settings((values) => delete values["eniConfig"]),
    /nodes of ap-southeast-1a have no subnet of pods.*nodes of ap-southeast-1b/,
  ],
  [
    "subnets that are not created",
    settings(({ eniConfig }) => (eniConfig.create = false)),
    /eniConfig\.create is false/,
  ],
  [
    "a subnet of another zone",
    settings(({ eniConfig }) => (eniConfig.subnets[A].id = eniConfig.subnets[B].id)),
    /the subnet of pods for ap-southeast-1a is in ap-southeast-1b/,
  ],
  [
    "a label that nodes do not have",
    settings(({ env }) => delete env.ENI_CONFIG_LABEL_DEF),
    /ENI_CONFIG_LABEL_DEF is missing, expected topology\.kubernetes\.io\/zone/,
  ],
  [
    "subnets that nothing uses",
    settings(({ env }) => (env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "false")),
    /AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is false, so pods have addresses in the subnets of nodes/,
  ],
  [
    "other security groups than those of the nodes",
    settings(({ eniConfig }) => (eniConfig.subnets[A].securityGroups = ["sg-0123456789abcdef0"])),
    /securityGroups of ap-southeast-1a/,
  ],
  [
    "addresses of pods in requests to other networks",
    settings(({ env }) => (env.AWS_VPC_K8S_CNI_EXTERNALSNAT = "true")),
    /AWS_VPC_K8S_CNI_EXTERNALSNAT is true, so requests to other networks have addresses of pods/,
  ],
  [
    "a rule to a part of the range, whose packets no route leads out of the VPC",
    ({ network }) => {
      const rules = Object.values<Editable>(network.resource.aws_vpc_security_group_egress_rule);
      const [rule = {}] = rules;
      delete rule["referenced_security_group_id"];
      delete rule["prefix_list_id"];
      rule["cidr_ipv4"] = "100.64.200.0/24";
    },
    /100\.64\.200\.0\/24, of which only pods have addresses/,
  ],
])("pod-subnets finds %s", (_, edit, message) => {
  expect(found(edit).join("\n")).toMatch(message);
});
