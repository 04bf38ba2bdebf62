import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import { addressing } from "../../../infrastructure/cni";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { subnetsOf, vpcsOf } from "../../../infrastructure/network-routes";
import { groupRulesOf } from "../../../infrastructure/network-rules";
import { addonOf } from "../../../infrastructure/kubernetes-releases";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, isTrue, type JsonObject, texts } from "../../../terraform/stack-json";
import TEXTS from "./texts.json";

export const podSubnets: Check = {
  ...ruleOf(TEXTS, "pod-subnets"),
  run: (plan) => {
    const addon = addonOf(plan, "vpc-cni");
    if (!addon) return [];
    const env = asObject(addon.settings["env"]);
    const config = asObject(addon.settings["eniConfig"]);
    const isOn = isTrue(env["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]);
    return combinedFinding(addon.resource, "subnets of pods", [
      ...(isOn ? customProblems(plan, env, config) : []),
      ...(!isOn && Object.keys(config).length > 0 ? [unused(env)] : []),
      ...peersAmongPods(plan),
    ]);
  },
};

const shown = (value: unknown): string => (value === undefined ? "missing" : String(value));

const unused = (env: JsonObject): string =>
  `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is ${shown(env["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"])}, so pods have addresses in the subnets of nodes`;

/** Label of a node with the name of its zone, which the names of the settings of a chart are. */
const ZONE_LABEL = "topology.kubernetes.io/zone";

function customProblems(plan: EnvironmentPlan, env: JsonObject, config: JsonObject): string[] {
  const { ENI_CONFIG_LABEL_DEF: label, AWS_VPC_K8S_CNI_EXTERNALSNAT: external } = env;
  return [
    ...(label === ZONE_LABEL ? [] : [`ENI_CONFIG_LABEL_DEF is ${shown(label)}, expected ${ZONE_LABEL}`]),
    ...(isTrue(external)
      ? ["AWS_VPC_K8S_CNI_EXTERNALSNAT is true, so requests to other networks have addresses of pods"]
      : []),
    ...(isTrue(config["create"]) ? [] : [`eniConfig.create is ${shown(config["create"])}, expected true`]),
    ...subnetProblems(plan),
    ...Object.entries(asObject(config["subnets"]))
      .filter(([, each]) => texts(asObject(each)["securityGroups"]).length > 0)
      .map(([zone]) => `securityGroups of ${zone} are not those of its nodes, expected none`),
  ];
}

/** Zones of nodes without a subnet of pods, and subnets of other zones. */
function subnetProblems(plan: EnvironmentPlan): string[] {
  const { podSubnets: byZone = new Map<string, never>() } = addressing(plan);
  const zones = new Set(nodeGroups(plan).flatMap(({ subnets }) => subnets.flatMap(({ zone }) => zone ?? [])));
  const without = [...zones].filter((zone) => !byZone.get(zone)?.length);
  const elsewhere = [...byZone].flatMap(([zone, subnets]) =>
    subnets
      .filter((subnet) => subnet.zone !== undefined && subnet.zone !== zone)
      .map((subnet) => `the subnet of pods for ${zone} is in ${subnet.zone}`),
  );
  return [...without.map((zone) => `nodes of ${zone} have no subnet of pods`), ...elsewhere];
}

/**
 * Parts of the range of pods that rules of security groups name. The local route of the VPC leads there, so that no server and no client
 * of another network is meant rightly.
 */
function peersAmongPods(plan: EnvironmentPlan): string[] {
  const ofPods = [...(addressing(plan).podSubnets?.values() ?? [])].flat();
  const others = [...subnetsOf(plan).values()].filter((subnet) => !ofPods.includes(subnet));
  const ranges = vpcsOf(plan).ranges.filter(
    (range) =>
      ofPods.some((subnet) => subnet.range && range.holds(subnet.range)) &&
      !others.some((subnet) => subnet.range && range.meets(subnet.range)),
  );
  const cidrs = groupRulesOf(plan).all.flatMap(({ peer }) => ("cidr" in peer ? [peer.cidr] : []));
  return [...new Set(cidrs)]
    .filter((cidr) => {
      const part = rangeOf(cidr);
      return part && ranges.some((range) => range.holds(part) && !part.holds(range));
    })
    .map(
      (cidr) =>
        `a rule names ${cidr}, of which only pods have addresses, since packets to it stay in the VPC`,
    );
}
