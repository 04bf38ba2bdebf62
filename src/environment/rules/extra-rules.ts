import { meantOr } from "../../base/did-you-mean";
import { contains, holdNetwork, overlaps } from "../../base/cidr";
import { isByIds } from "../existing-network";
import { vpcRanges } from "../values/subnet-plan";
import { type EnvironmentConfig } from "../schema";
import OF_PODS from "../addresses-of-pods.json";
import TEXTS from "./extra-rule-texts.json";
import { type KeyProblem } from "./key-problem";
import { isGroup, isRange } from "../network-names";
import { type ExtraRule } from "../schema/extra-rules";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

/** Rules on further rules of security groups. That one exists already, `stacks/repeated-rules.ts` finds. */
export function extraRuleRules(config: EnvironmentConfig): RuleProblem[] {
  const { extraRules, existing } = config.network;
  if (existing && !isByIds(existing) && extraRules.length > 0) {
    return [{ path: ["network", "extraRules"], ...TEXTS.byNames }];
  }
  return forEach(extraRules, (rule, index) =>
    allOf(
      () => existingGroupRules(rule, config),
      () => sideRules(rule),
      () => reachRules(rule, config),
      () => modelsRules(rule, config),
    ).map(({ key, ...problem }) => ({ path: ["network", "extraRules", index, ...key], ...problem })),
  );
}

/** Groups by id get no rules. */
function existingGroupRules({ group, peer }: ExtraRule, { network }: EnvironmentConfig): KeyProblem[] {
  const given = network.existing?.securityGroupIds ?? {};
  const sides = [
    ["group", group],
    ["peer", peer],
  ] as const;
  return sides
    .filter(([, name]) => Object.hasOwn(given, name))
    .map(([key, name]) => ({
      key: [key],
      expected: `a group that Terraform creates: ${name} has an id in network.existing.securityGroupIds, and gets no rules`,
      fix: "make the rule in that group, and list it in network.existing.rules",
    }));
}

/** Sides that have another key, or open no connection. */
function sideRules({ group, direction, peer, port }: ExtraRule): KeyProblem[] {
  if (peer === group)
    return [
      {
        key: ["peer"],
        expected: `another group than ${group}`,
        fix: "remove the rule: nodes and pods reach each other on every port, and no other group has traffic of its own",
      },
    ];
  if (group === "endpoints" && direction === "egress")
    return [{ key: ["direction"], ...TEXTS.fromEndpoints }];
  if (group === "alb" && isRange(peer)) return [{ key: ["peer"], ...TEXTS.clientsOfAlb }];
  return group === "control-plane" && direction === "ingress" && port === 443
    ? [{ key: ["port"], ...TEXTS.clientsOfApi }]
    : [];
}

/** Ranges without a route on the internet (RFC 1918 and RFC 6598). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

function reachRules({ peer }: ExtraRule, { network }: EnvironmentConfig): KeyProblem[] {
  const { attachments, egress, networkAcls, podCidr } = network;
  if (peer.startsWith("pl-") && networkAcls) return [{ key: ["peer"], ...TEXTS.listWithAcls }];
  // The whole range is that of pods, which a rule may name.
  if (podCidr !== undefined && podCidr !== peer && isRange(peer) && contains(podCidr, peer))
    return [{ key: ["peer"], ...OF_PODS.problem }];
  const routed = [...vpcRanges(network), ...attachments.flatMap(({ cidrs }) => cidrs)];
  const isByNat = egress !== "none" && isRange(peer) && !PRIVATE.some((range) => overlaps(range, peer));
  if (!isRange(peer) || isByNat || holdNetwork(routed, peer)) return [];
  return [{ key: ["peer"], ...TEXTS.unrouted }];
}

function modelsRules({ group, direction, peer, models }: ExtraRule, config: EnvironmentConfig): KeyProblem[] {
  if (models.length === 0) return [];
  if (isGroup(peer) || !isRange(peer) || group !== "nodes" || direction !== "egress")
    return [{ key: ["models"], ...TEXTS.noPolicy }];
  if (config.cluster.fargate) return [{ key: ["models"], ...TEXTS.fargate }];
  const names = config.models.map(({ name }) => name);
  return models.flatMap((name, place) =>
    names.includes(name)
      ? []
      : [
          {
            key: ["models", place],
            expected: `a model of the file: ${names.join(", ")}`,
            fix: meantOr("correct the name, or remove it", name, names),
          },
        ],
  );
}
