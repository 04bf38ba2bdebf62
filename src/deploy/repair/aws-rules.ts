import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { type AskAws, type IdRule, type IsStated, joinedId, ownIds } from "./rule";
import ids from "./import-ids.json";

/** Forms of import ids that need no code of their own. */
const IDS: IdForms = ids;

interface IdForms {
  /** Types whose import is never necessary, by the reason. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  /** A separator, and the arguments that it joins. */
  readonly joined: Rows<readonly string[]>;
  /** A line of `listed`. */
  readonly listed: Rows<string>;
  /** Resources of EC2 that the filters identify. */
  readonly filtered: Rows<Filtered>;
  /** Resources of EC2 without a name or range of their own, which their tags identify. */
  readonly tagged: Rows<Filtered>;
}

type Rows<Row> = Readonly<Record<string, Row>>;

interface Filtered {
  readonly call: string;
  /** The list of the answer, and the key of an id in it. */
  readonly ids: string;
  /** The attribute of each filter. */
  readonly filters: Rows<string>;
  /** @default - `--filters` */
  readonly option?: string;
  /** Path of the state, and the pattern of the states of what exists. @default - all that is listed exists */
  readonly state?: string;
  readonly states?: string;
}

const rulesOf = <Row>(rows: Rows<Row>, ruleOf: (row: Row) => IdRule): Rows<IdRule> =>
  Object.fromEntries(Object.entries(rows).map(([type, row]) => [type, ruleOf(row)]));

/** Import ids of AWS resources by type. */
export const AWS_RULES: Rows<IdRule> = {
  ...Object.fromEntries(
    Object.entries(IDS.reasons).flatMap(([reason, types]) => types.map((type) => [type, { reason }])),
  ),
  ...rulesOf(IDS.joined, ([separator = "", ...names]) => joinedId(separator, ...names)),
  ...rulesOf(IDS.listed, listed),
  ...rulesOf(IDS.filtered, filtered),
  ...rulesOf(IDS.tagged, tagged),
  aws_backup_selection: {
    needs: ["plan_id", "name"],
    find: async ({ plan_id: plan, name }, ask) =>
      strings(
        await ask("backup", "list-backup-selections", "--backup-plan-id", String(plan)),
        "BackupSelectionsList",
        "SelectionId",
        ({ SelectionName }) => SelectionName === name,
      ).map((id) => `${String(plan)}|${id}`),
  },
  aws_iam_openid_connect_provider: {
    needs: ["url"],
    find: async ({ url }, ask) => {
      // Others than those of clusters, such as that of GitHub, exist once in an account and can belong to another state.
      if (!/^https:\/\/oidc[.-]eks\./.test(String(url))) return [];
      return strings(
        await ask("iam", "list-open-id-connect-providers"),
        "OpenIDConnectProviderList",
        "Arn",
        ({ Arn }) => String(Arn).endsWith(`/${String(url).replace("https://", "")}`),
      );
    },
  },
  aws_kms_key: { needs: ["description", "tags_all"], find: keysDescribed },
  aws_network_acl_rule: { needs: ["network_acl_id", "rule_number"], find: networkAclRule },
  aws_route: { needs: ["route_table_id"], find: route },
  aws_route53_resolver_endpoint: {
    needs: ["name"],
    find: async ({ name }, ask) =>
      strings(
        await ask("route53resolver", "list-resolver-endpoints", "--filters", `Name=Name,Values=${name}`),
        "ResolverEndpoints",
        "Id",
        ({ Status }) => Status !== "DELETING",
      ),
  },
  aws_route53_zone: {
    needs: ["name", "vpc"],
    find: async ({ name, vpc }, ask) => {
      const { vpc_id: id, vpc_region: region } = asObject(asArray(vpc)[0]);
      return strings(
        await ask(
          ...["route53", "list-hosted-zones-by-vpc"],
          ...["--vpc-id", String(id), "--vpc-region", String(region)],
        ),
        "HostedZoneSummaries",
        "HostedZoneId",
        ({ Name }) => Name === `${String(name)}.`,
      );
    },
  },
  aws_route_table_association: {
    needs: ["subnet_id", "route_table_id"],
    find: async ({ subnet_id: subnet, route_table_id: table }, ask) =>
      strings(
        await ask(
          ...["ec2", "describe-route-tables", "--filters"],
          `Name=association.subnet-id,Values=${String(subnet)}`,
          `Name=route-table-id,Values=${String(table)}`,
        ),
        "RouteTables",
        "RouteTableId",
      ).map((id) => `${String(subnet)}/${id}`),
  },
  aws_sns_topic: {
    needs: ["name"],
    find: async ({ name }, ask) =>
      strings(await ask("sns", "list-topics"), "Topics", "TopicArn", ({ TopicArn }) =>
        String(TopicArn).endsWith(`:${String(name)}`),
      ),
  },
  aws_vpc_security_group_egress_rule: securityGroupRule(true),
  aws_vpc_security_group_ingress_rule: securityGroupRule(false),
};

/**
 * A resource in a list of its service: the attribute and the key of an entry with the same value, the call, an option with its attribute,
 * and the list with the key of ids.
 */
function listed(line: string): IdRule {
  const [same = "", service = "", call = "", ...rest] = line.split(" ");
  const [attribute = "", key = ""] = same.split("=");
  const [list = "", id = ""] = rest.pop()?.split(".") ?? [];
  const [option, of = attribute] = rest;
  return {
    needs: [attribute, of],
    find: async (values, ask) =>
      strings(
        await ask(service, call, ...(option ? [option, String(values[of])] : [])),
        list,
        id,
        (item) => item[key] === values[attribute],
      ),
  };
}

/** Filters by attributes: the name of each, and the attribute with its value. */
const given = ({ filters }: Filtered, values: JsonObject): string[] =>
  Object.entries(filters).map(([name, attribute]) => `Name=${name},Values=${String(values[attribute])}`);

function listedBy({ ids }: Filtered): readonly [list: string, id: string] {
  const [list = "", id = ""] = ids.split(".");
  return [list, id];
}

function filtered(row: Filtered): IdRule {
  const { call, filters, option = "--filters", state = "", states = "" } = row;
  const exists = (item: JsonObject): boolean =>
    new RegExp(states).test(
      String(state.split(".").reduce<Json>((value, key) => asObject(value)[key] ?? "", item)),
    );
  return {
    needs: Object.values(filters),
    find: async (values, ask) =>
      strings(await ask("ec2", call, option, ...given(row, values)), ...listedBy(row), exists),
  };
}

function tagged(row: Filtered): IdRule {
  const [list, id] = listedBy(row);
  return {
    needs: ["tags_all", ...Object.values(row.filters)],
    find: async (values, ask, isStated) => {
      const tags = filteringTags(values).map(([key, value]) => `Name=tag:${key},Values=${value}`);
      const answer = asObject(await ask("ec2", row.call, "--filters", ...given(row, values), ...tags));
      return ownIds(asArray(answer[list]).map(asObject), id, identityOf(values), isStated);
    },
  };
}

const identityOf = ({ tags_all: tags }: JsonObject): Json | undefined => asObject(tags)[IDENTITY_TAG];

/** Tags of resources of this layer and name, which those of others can have, too. */
const filteringTags = ({ tags_all: tags }: JsonObject): [string, string][] =>
  ["environment", "layer", "Name"].flatMap((key) => {
    const value = asObject(tags)[key];
    return typeof value === "string" ? [[key, value] as [string, string]] : [];
  });

/** Keys have no name: those with the tags of the layer are compared by description. */
async function keysDescribed(values: JsonObject, ask: AskAws, isStated: IsStated): Promise<string[]> {
  const tags = filteringTags(values).map(([key, value]) => `Key=${key},Values=${value}`);
  const answer = await ask(
    ...["resourcegroupstaggingapi", "get-resources", "--resource-type-filters", "kms:key"],
    ...["--tag-filters", ...tags],
  );
  const listed = asArray(asObject(answer)["ResourceTagMappingList"]).map(asObject);
  const keys: string[] = [];
  for (const arn of await ownIds(listed, "ResourceARN", identityOf(values), isStated)) {
    const { KeyMetadata } = asObject(await ask("kms", "describe-key", "--key-id", arn));
    const { KeyId, KeyState, Description } = asObject(KeyMetadata);
    if (KeyState === "Enabled" && Description === values["description"]) keys.push(String(KeyId));
  }
  return keys;
}

async function networkAclRule(values: JsonObject, ask: AskAws): Promise<string[]> {
  const { network_acl_id: acl, rule_number: number, egress, protocol } = values;
  const answer = await ask("ec2", "describe-network-acls", "--network-acl-ids", String(acl));
  const entries = asArray(asObject(asArray(asObject(answer)["NetworkAcls"])[0])["Entries"]).map(asObject);
  return entries
    .filter(({ RuleNumber, Egress }) => RuleNumber === number && Egress === (egress === true))
    .map(() => `${String(acl)}:${String(number)}:${String(protocol)}:${String(egress === true)}`);
}

/** Destinations of a route: attribute of the resource, and attribute of the route in AWS. */
const DESTINATIONS = {
  destination_cidr_block: "DestinationCidrBlock",
  destination_ipv6_cidr_block: "DestinationIpv6CidrBlock",
  destination_prefix_list_id: "DestinationPrefixListId",
} as const;

async function route(values: JsonObject, ask: AskAws): Promise<string[]> {
  const table = String(values["route_table_id"]);
  const answer = await ask("ec2", "describe-route-tables", "--route-table-ids", table);
  const routes = asArray(asObject(asArray(asObject(answer)["RouteTables"])[0])["Routes"]).map(asObject);
  return Object.entries(DESTINATIONS).flatMap(([attribute, name]) =>
    routes
      .filter((each) => values[attribute] && each[name] === values[attribute])
      .map((each) => `${table}_${String(each[name])}`),
  );
}

/** A text of each item in a list of an answer. */
export const strings = (
  answer: Json,
  list: string,
  name: string,
  when: (item: JsonObject) => boolean = () => true,
): string[] =>
  asArray(asObject(answer)[list])
    .map(asObject)
    .filter(when)
    .map((item) => String(item[name]));

/** A rule of a security group, which only its protocol, ports and peer identify. */
function securityGroupRule(isEgress: boolean): IdRule {
  return {
    needs: ["security_group_id", "ip_protocol"],
    find: async (values, ask) => {
      const filter = `Name=group-id,Values=${String(values["security_group_id"])}`;
      const answer = await ask("ec2", "describe-security-group-rules", "--filters", filter);
      const isIt = (rule: JsonObject): boolean => rule["IsEgress"] === isEgress && isSame(values, rule);
      return strings(answer, "SecurityGroupRules", "SecurityGroupRuleId", isIt);
    },
  };
}

function isSame(values: JsonObject, rule: JsonObject): boolean {
  if (values["ip_protocol"] !== rule["IpProtocol"]) return false;
  const peers = {
    cidr_ipv4: rule["CidrIpv4"],
    cidr_ipv6: rule["CidrIpv6"],
    prefix_list_id: rule["PrefixListId"],
    referenced_security_group_id: asObject(rule["ReferencedGroupInfo"])["GroupId"],
  };
  const ports = { from_port: rule["FromPort"], to_port: rule["ToPort"] };
  const compared = Object.entries({ ...peers, ...(values["ip_protocol"] === "-1" ? {} : ports) });
  // A peer that is not known yet cannot be compared, and equals none.
  return (
    Object.keys(peers).some((key) => Boolean(values[key])) &&
    compared.every(([key, found]) => (values[key] ?? undefined) === (found ?? undefined))
  );
}
