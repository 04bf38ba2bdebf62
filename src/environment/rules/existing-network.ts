import { holdNetwork } from "../../base/cidr";
import { counted } from "../../base/counted";
import { SECURITY_GROUP_NAMES } from "../network-names";
import { isByIds, resolversOf } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
import { APART, needsPublicSubnet } from "../values/subnet-plan";
import { when } from "./key-problem";
import { problem } from "./network-problem";
import TEXTS from "./network-texts.json";

type Existing = NonNullable<EnvironmentConfig["network"]["existing"]>;

const problemOf = (
  key: readonly (string | number)[],
  text: Pick<RuleProblem, "expected" | "fix">,
  got?: string,
): RuleProblem => problem(["existing", ...key], text, got);

/** Keys of a network by ids, or of one by names. */
export function existingNetworkRules(config: EnvironmentConfig): RuleProblem[] {
  const { existing } = config.network;
  if (!existing) return [];
  if (!isByIds(existing)) return byNames(existing);
  return allOf(
    () => vpc(existing),
    () => subnets(config, existing),
    () => apart(config, existing),
    () => routeTables(config, existing),
    () => groups(config, existing),
    () => rules(existing),
    () => nameServers(config, existing),
  );
}

/** By names, everything is looked up, so that the lists are complete, and an id of a part is of the other form. */
function byNames(existing: Existing): RuleProblem[] {
  const [part] = ID_KEYS.filter((key) => isGiven(existing[key]));
  if (part !== undefined) return [problemOf(["vpcId"], TEXTS.vpcOfIds, `nothing, beside ${part}`)];
  const { fix } = TEXTS.vpcOfIds;
  return forEach(["endpoints", "rules"] as const, (key) => {
    const expected = `vpcId or vpcTags, or ${key} of a network that is looked up by names`;
    return when(existing[key] === undefined, problemOf([key], { expected, fix }, "nothing"));
  });
}

const ID_KEYS = TEXTS.keysOfIds as (keyof Existing)[];

const isGiven = (value: Existing[keyof Existing]): boolean =>
  value !== undefined && Object.keys(value).length > 0;

const vpc = ({ vpcId, vpcTags, endpoints: services }: Existing): RuleProblem[] => [
  ...when(vpcId !== undefined && vpcTags !== undefined, either("vpcId", "vpcTags")),
  ...when(services !== undefined, problemOf(["endpoints"], TEXTS.endpointsByNames)),
];

const either = (id: string, tags: string): RuleProblem =>
  problemOf([tags], { expected: `either ${id} or ${tags}`, fix: `remove one of ${id} and ${tags}` });

function subnets(config: EnvironmentConfig, existing: Existing): RuleProblem[] {
  return forEach(["private", "public"] as const, (tier) => {
    const [idKey, tagKey] = [`${tier}SubnetIds`, `${tier}SubnetTags`] as const;
    const [ids, tags] = [existing[idKey], existing[tagKey]];
    if (ids !== undefined && tags !== undefined) return [either(idKey, tagKey)];
    if (ids === undefined && tags === undefined) {
      const isNeeded = tier === "private" || needsPublicSubnet(config, 0);
      const fix = `list the id of the ${tier} subnet of each zone`;
      const expected = `${idKey} or ${tagKey}`;
      return when(isNeeded, problemOf([idKey], { expected, fix }, "nothing"));
    }
    return ids === undefined ? [] : [...perZone(config, idKey, ids), ...twice(idKey, ids)];
  });
}

/** Subnets apart from those of nodes. */
const apart = (config: EnvironmentConfig, existing: Existing): RuleProblem[] =>
  forEach(APART, (role) => {
    const key = `${role}SubnetIds` as const;
    const ids = existing[key];
    if (ids === undefined) return [];
    const others = APART.slice(0, APART.indexOf(role)).flatMap(
      (other) => existing[`${other}SubnetIds`] ?? [],
    );
    return [
      ...perZone(config, key, ids),
      ...twice(key, ids, [...(existing.privateSubnetIds ?? []), ...others]),
    ];
  });

const FOR_EACH = "write one id for each zone, in the order of network.zones";

function perZone({ network }: EnvironmentConfig, key: string, ids: readonly string[]): RuleProblem[] {
  const { zones } = network;
  const text = { expected: forZones(zones), fix: FOR_EACH };
  return when(ids.length !== zones.length, problemOf([key], text, counted(ids.length, "id")));
}

const forZones = (zones: readonly string[]): string =>
  `${counted(zones.length, "id")}, one for each zone: ${zones.join(", ")}`;

const twice = (key: string, ids: readonly string[], others: readonly string[] = []): RuleProblem[] =>
  ids.flatMap((id, index) =>
    when(
      ids.indexOf(id) !== index || others.includes(id),
      problemOf([key, index], { expected: "each subnet once", fix: "correct the id" }),
    ),
  );

function routeTables({ network }: EnvironmentConfig, { privateRouteTableIds: ids }: Existing): RuleProblem[] {
  const key = ["privateRouteTableIds"];
  const { zones, attachments } = network;
  const isCreated = attachments.some(({ attachmentId }) => attachmentId === undefined);
  if (ids === undefined) return when(isCreated, problemOf(key, TEXTS.tables, "nothing"));
  const expected = `one id for all private subnets, or ${forZones(zones)}`;
  const isWrong = ids.length !== 1 && ids.length !== zones.length;
  return when(isWrong, problemOf(key, { expected, fix: FOR_EACH }, counted(ids.length, "id")));
}

/** An existing ALB has a group that exists. */
const groups = ({ entry }: EnvironmentConfig, { securityGroupIds }: Existing): RuleProblem[] =>
  when(
    entry.type === "existing-alb" && securityGroupIds.alb === undefined,
    problemOf(["securityGroupIds", "alb"], TEXTS.albGroup, "nothing"),
  );

/** A group that Terraform creates has its own rules, and does not exist where the plan first reads rules of others. */
function rules({ rules: listed = [], securityGroupIds }: Existing): RuleProblem[] {
  const isCreated = (name: string): boolean =>
    SECURITY_GROUP_NAMES.some((group) => group === name && securityGroupIds[group] === undefined);
  return forEach(listed, ({ group, peer }, index) => {
    const expected = "a range, the id of a group, or a group of securityGroupIds";
    const fix = `write a range of the private subnets; Terraform creates ${peer}, which no rule names before the first apply`;
    return [
      ...when(isCreated(group), problemOf(["rules", index, "group"], TEXTS.ruleOfCreated)),
      ...when(isCreated(peer), problemOf(["rules", index, "peer"], { expected, fix })),
    ];
  });
}

/** Name servers of the company are other ones than the resolver of the VPC, and packets have a route to them. */
function nameServers({ network }: EnvironmentConfig, existing: Existing): RuleProblem[] {
  const routed = [network.vpcCidr, ...network.attachments.flatMap(({ cidrs }) => cidrs)];
  return forEach(existing.nameServers ?? [], (server, index): RuleProblem[] => {
    const key = ["nameServers", index];
    if (resolversOf(network.vpcCidr).includes(server)) return [problemOf(key, TEXTS.ownServer)];
    return when(!holdNetwork(routed, `${server}/32`), problemOf(key, TEXTS.unroutedServer));
  });
}
