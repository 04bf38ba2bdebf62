import { interfacesOf } from "../../infrastructure/network-interfaces";
import { rangeOf } from "../../infrastructure/network-ranges";
import { type SgRule } from "../../infrastructure/network-rules";
import { vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { policiesByPods } from "../policies";
import { stoppedFlows } from "./proofs";
import { returnPathFindings, waysOf } from "./return-paths";
import { type Stated } from "../../infrastructure/stated";
import { text } from "../../terraform/stack-json";
import { modelPods } from "../../infrastructure/kubernetes-programs";
import TEXTS from "./texts.json";
import { extraRulesOf } from "./declared-rules";

type StatedRule = NonNullable<Stated["extraRules"]>[number];

export const extraRules: Check = {
  ...ruleOf(TEXTS, "extra-rules"),
  run: (plan, { statedOf }) => {
    const { extraRules: stated } = statedOf(plan.name);
    return [
      ...stoppedFlows(plan, "extra-rules"),
      ...routeFindings(plan),
      ...returnPathFindings(plan, extraRulesOf(plan).openings),
      ...(stated === undefined ? [] : [...statedFindings(plan, stated), ...policyFindings(plan, stated)]),
    ];
  },
};

/** A rule as the file writes it: `nodes egress 10.50.8.0/28 6379`. */
const textOfRule = ({ group, direction, peer, port }: Omit<StatedRule, "models">): string =>
  [group, direction, peer, port].join(" ");

const words = ({ direction, peer, port }: Omit<StatedRule, "models">): string =>
  `${direction === "ingress" ? "from" : "to"} ${peer} on TCP ${port}`;

function written({ group, direction, peer, from, resource }: SgRule): Omit<StatedRule, "models"> {
  const other =
    "cidr" in peer
      ? peer.cidr
      : "group" in peer
        ? groupWord(peer.group)
        : text(resource.config["prefix_list_id"]);
  return { group: groupWord(group), direction, peer: other ?? "", port: from };
}

/** `control-plane` of `network/aws_security_group.control_plane`; the id of another group. */
const groupWord = (id: string): string =>
  /aws_security_group\.(\w+)$/.exec(id)?.[1]?.replaceAll("_", "-") ?? id;

const GROUPS = ["alb", "nodes", "control-plane", "endpoints"];

/** A rule between two groups has an end at each. */
const bothEnds = (rule: Omit<StatedRule, "models">): Omit<StatedRule, "models">[] =>
  GROUPS.includes(rule.peer)
    ? [
        rule,
        {
          group: rule.peer,
          direction: rule.direction === "ingress" ? "egress" : "ingress",
          peer: rule.group,
          port: rule.port,
        },
      ]
    : [rule];

function statedFindings(plan: EnvironmentPlan, stated: readonly StatedRule[]): Finding[] {
  const wanted = new Map(stated.flatMap(bothEnds).map((rule) => [textOfRule(rule), rule]));
  const declared = extraRulesOf(plan).rules.map((rule) => ({ rule, words: written(rule) }));
  const created = new Set(declared.map((each) => textOfRule(each.words)));
  const [vpc] = vpcsOf(plan).all;
  return [
    ...[...wanted.values()]
      .filter((rule) => !created.has(textOfRule(rule)))
      .map((rule) => ({
        layer: "network" as const,
        address: vpc?.resource.address ?? "aws_vpc.main",
        message: `${rule.group} has no rule ${words(rule)}, which the file states`,
      })),
    ...declared
      .filter((each) => !wanted.has(textOfRule(each.words)))
      .map(({ rule, words: of }) => ({
        ...at(rule.resource),
        message: `the file states no rule of ${of.group} ${words(of)}`,
      })),
  ];
}

/** Ranges of egress rules to which the subnets of nodes have no route. NAT leads to no private range. */
function routeFindings(plan: EnvironmentPlan): Finding[] {
  const tables = [
    ...new Set(
      interfacesOf(plan).nodes.flatMap(({ subnets }) => subnets.flatMap(({ table }) => table ?? [])),
    ),
  ];
  return extraRulesOf(plan).rules.flatMap(({ direction, peer, resource }) => {
    const cidr = direction === "egress" && "cidr" in peer ? peer.cidr : "";
    const range = rangeOf(cidr);
    const outside = range?.without(vpcsOf(plan).ranges) ?? [];
    if (outside.length === 0) return [];
    return tables
      .filter((table) => {
        const { ways, rest } = waysOf(table, outside);
        return rest.length > 0 || (range?.isPrivate === true && ways.some(({ way }) => way !== "attachment"));
      })
      .map((table) => ({
        ...at(resource),
        message: `${table.resource?.address ?? "the main route table"} has no route to ${cidr}`,
      }));
  });
}

/** Models whose policies admit another connection than the file gives them. */
function policyFindings(plan: EnvironmentPlan, stated: readonly StatedRule[]): Finding[] {
  return modelPods(plan).flatMap((pods) =>
    stated
      .filter(
        ({ group, direction, peer }) => group === "nodes" && direction === "egress" && peer.includes("/"),
      )
      .flatMap(({ peer, port, models }) => {
        const policies = policiesByPods(plan).get(pods) ?? [];
        const isAdmitted = policies.some(({ rules }) =>
          rules.egress.some(
            (rule) =>
              rule.peers.some((each) => each.kind === "range" && each.cidr === peer) &&
              rule.ports.some(({ range }) => range?.first === port && range.last === port),
          ),
        );
        const { name, resource } = pods.owner;
        const isMeant = models.includes(name);
        // Kubernetes admits all connections of pods that no policy selects.
        if (isAdmitted === isMeant || policies.length === 0) return [];
        const connection = `connection to ${peer} on TCP ${port}`;
        return [
          {
            ...at(resource),
            message: isMeant
              ? `network policies of ${name} admit no ${connection}`
              : `network policies of ${name} admit a ${connection}, which the file does not state`,
          },
        ];
      }),
  );
}
