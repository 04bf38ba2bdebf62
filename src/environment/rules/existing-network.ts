import { holdNetwork } from "../../base/cidr";
import { counted } from "../../base/counted";
import { SECURITY_GROUP_NAMES } from "../network-names";
import { isByIds, resolversOf } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
import { needsPublicSubnet } from "../values/subnet-plan";
import SERVERS from "./name-server-texts.json";

type Existing = NonNullable<EnvironmentConfig["network"]["existing"]>;

const EXISTING = ["network", "existing"];

/** A problem of a key, which lacks what is expected, or has `got`. */
const problem = (
  key: readonly (string | number)[],
  expected: string,
  fix: string,
  got?: string,
): RuleProblem => ({ path: [...EXISTING, ...key], expected, fix, ...(got === undefined ? {} : { got }) });

/** Keys of a network by ids, or of one by names. */
export function existingNetworkRules(config: EnvironmentConfig): RuleProblem[] {
  const { existing } = config.network;
  if (!existing) return [];
  if (!isByIds(existing)) return byNames(existing);
  return allOf(
    () => vpc(existing),
    () => subnets(config, existing),
    () => routeTables(config, existing),
    () => groups(config, existing),
    () => rules(existing),
    () => nameServers(config, existing),
  );
}

const ADD_ID = "add vpcId, the id of the VPC";

/** By names, everything is looked up, so that the lists are complete, and an id of a part is of the other form. */
function byNames(existing: Existing): RuleProblem[] {
  const [part] = ID_KEYS.filter((key) => isGiven(existing[key]));
  if (part !== undefined)
    return [
      problem(["vpcId"], "vpcId or vpcTags beside the ids of its parts", ADD_ID, `nothing, beside ${part}`),
    ];
  return forEach(["endpoints", "rules"] as const, (key) =>
    existing[key] === undefined
      ? [
          problem(
            [key],
            `vpcId or vpcTags, or ${key} of a network that is looked up by names`,
            ADD_ID,
            "nothing",
          ),
        ]
      : [],
  );
}

const ID_KEYS = [
  "privateSubnetIds",
  "privateSubnetTags",
  "publicSubnetIds",
  "publicSubnetTags",
  "privateRouteTableIds",
  "securityGroupIds",
  "endpointIds",
  "nameServers",
] as const;

const isGiven = (value: Existing[(typeof ID_KEYS)[number]]): boolean =>
  value !== undefined && Object.keys(value).length > 0;

function vpc({ vpcId, vpcTags, endpoints: services }: Existing): RuleProblem[] {
  return [
    ...(vpcId !== undefined && vpcTags !== undefined ? [either("vpcId", "vpcTags")] : []),
    ...(services === undefined
      ? []
      : [
          problem(
            ["endpoints"],
            "endpointIds in a network by ids",
            "write the id of each endpoint in endpointIds, and remove endpoints",
          ),
        ]),
  ];
}

const either = (id: string, tags: string): RuleProblem =>
  problem([tags], `either ${id} or ${tags}`, `remove one of ${id} and ${tags}`);

function subnets(config: EnvironmentConfig, existing: Existing): RuleProblem[] {
  return forEach(["private", "public"] as const, (tier) => {
    const [idKey, tagKey] = [`${tier}SubnetIds`, `${tier}SubnetTags`] as const;
    const [ids, tags] = [existing[idKey], existing[tagKey]];
    if (ids !== undefined && tags !== undefined) return [either(idKey, tagKey)];
    if (ids === undefined && tags === undefined) {
      const isNeeded = tier === "private" || needsPublicSubnet(config, 0);
      const fix = `list the id of the ${tier} subnet of each zone`;
      return isNeeded ? [problem([idKey], `${idKey} or ${tagKey}`, fix, "nothing")] : [];
    }
    return ids === undefined ? [] : [...perZone(config, idKey, ids), ...twice(idKey, ids)];
  });
}

const FOR_EACH = "write one id for each zone, in the order of network.zones";

function perZone({ network }: EnvironmentConfig, key: string, ids: readonly string[]): RuleProblem[] {
  const { zones } = network;
  if (ids.length === zones.length) return [];
  return [problem([key], forZones(zones), FOR_EACH, counted(ids.length, "id"))];
}

const forZones = (zones: readonly string[]): string =>
  `${counted(zones.length, "id")}, one for each zone: ${zones.join(", ")}`;

const twice = (key: string, ids: readonly string[]): RuleProblem[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [problem([key, index], "each subnet once", "correct the id")],
  );

function routeTables({ network }: EnvironmentConfig, { privateRouteTableIds: ids }: Existing): RuleProblem[] {
  const key = ["privateRouteTableIds"];
  const { zones, attachments } = network;
  if (ids !== undefined)
    return ids.length === 1 || ids.length === zones.length
      ? []
      : [
          problem(
            key,
            `one id for all private subnets, or ${forZones(zones)}`,
            FOR_EACH,
            counted(ids.length, "id"),
          ),
        ];
  return attachments.some(({ attachmentId }) => attachmentId === undefined)
    ? [
        problem(
          key,
          "the route tables of the private subnets, in which the routes of an attachment that Terraform creates are created",
          "list the ids, or write attachmentId of the attachment that exists",
          "nothing",
        ),
      ]
    : [];
}

/** An existing ALB has a group that exists. */
function groups({ entry }: EnvironmentConfig, { securityGroupIds }: Existing): RuleProblem[] {
  return entry.type === "existing-alb" && securityGroupIds.alb === undefined
    ? [
        problem(
          ["securityGroupIds", "alb"],
          "the group of the existing ALB",
          "write the id of its security group",
          "nothing",
        ),
      ]
    : [];
}

/** A group that Terraform creates has its own rules, and does not exist where the plan first reads rules of others. */
function rules({ rules: listed = [], securityGroupIds }: Existing): RuleProblem[] {
  const isCreated = (name: string): boolean =>
    SECURITY_GROUP_NAMES.some((group) => group === name && securityGroupIds[group] === undefined);
  return forEach(listed, ({ group, peer }, index) => [
    ...(isCreated(group)
      ? [
          problem(
            ["rules", index, "group"],
            "a group of securityGroupIds",
            "remove the rule; Terraform creates this group with its rules",
          ),
        ]
      : []),
    ...(isCreated(peer)
      ? [
          problem(
            ["rules", index, "peer"],
            "a range, the id of a group, or a group of securityGroupIds",
            `write a range of the private subnets; Terraform creates ${peer}, which no rule names before the first apply`,
          ),
        ]
      : []),
  ]);
}

/** Name servers of the company are other ones than the resolver of the VPC, and packets have a route to them. */
function nameServers({ network }: EnvironmentConfig, existing: Existing): RuleProblem[] {
  const routed = [network.vpcCidr, ...network.attachments.flatMap(({ cidrs }) => cidrs)];
  return forEach(existing.nameServers ?? [], (server, index): RuleProblem[] => {
    const path = [...EXISTING, "nameServers", index];
    if (resolversOf(network.vpcCidr).includes(server)) return [{ path, ...SERVERS.own }];
    return holdNetwork(routed, `${server}/32`) ? [] : [{ path, ...SERVERS.unrouted }];
  });
}
