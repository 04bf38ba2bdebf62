import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { type Ask, type IsStated, type Rule, joined, ownIds } from "./rule";
import { securityGroupRule } from "./security-group-rules";

const SAME_CALL = "the call that creates it can be repeated and then changes nothing";
const PART_OF_VAULT: Rule = { reason: `a setting of a backup vault; ${SAME_CALL}` };
const PART_OF_BUCKET: Rule = { reason: `a setting of a bucket; ${SAME_CALL}` };

/**
 * Import ids of AWS resources by type.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/v5.100.0/website/docs/r, "Import" of each page (2026-11-21)
 */
export const AWS_RULES: Readonly<Record<string, Rule>> = {
  aws_acm_certificate: listed(
    "domain_name=DomainName acm list-certificates CertificateSummaryList.CertificateArn",
  ),
  aws_acm_certificate_validation: { reason: "it waits for a certificate, and nothing exists in AWS" },
  aws_backup_plan: listed("name=BackupPlanName backup list-backup-plans BackupPlansList.BackupPlanId"),
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
  aws_backup_vault: joined("", "name"),
  aws_backup_vault_lock_configuration: PART_OF_VAULT,
  aws_backup_vault_notifications: PART_OF_VAULT,
  aws_backup_vault_policy: PART_OF_VAULT,
  aws_cloudwatch_log_group: joined("", "name"),
  aws_cloudwatch_metric_alarm: joined("", "alarm_name"),
  aws_db_instance: joined("", "identifier"),
  aws_db_parameter_group: joined("", "name"),
  aws_db_subnet_group: joined("", "name"),
  aws_default_security_group: { reason: "the provider adopts the group that every VPC has" },
  aws_ec2_transit_gateway_vpc_attachment: ec2(
    "describe-transit-gateway-vpc-attachments",
    ["TransitGatewayVpcAttachments", "TransitGatewayAttachmentId"],
    { "transit-gateway-id": "transit_gateway_id", "vpc-id": "vpc_id" },
    ({ State }) => !/delet|reject|fail/.test(String(State)),
  ),
  aws_ecr_lifecycle_policy: { reason: `a setting of a repository; ${SAME_CALL}` },
  aws_ecr_pull_through_cache_rule: joined("", "ecr_repository_prefix"),
  aws_ecr_repository: joined("", "name"),
  aws_eip: tagged("describe-addresses", ["Addresses", "AllocationId"]),
  aws_eks_access_entry: joined(":", "cluster_name", "principal_arn"),
  aws_eks_access_policy_association: joined("#", "cluster_name", "principal_arn", "policy_arn"),
  aws_eks_addon: joined(":", "cluster_name", "addon_name"),
  aws_eks_cluster: joined("", "name"),
  aws_eks_fargate_profile: joined(":", "cluster_name", "fargate_profile_name"),
  aws_eks_node_group: joined(":", "cluster_name", "node_group_name"),
  aws_flow_log: ec2(
    "describe-flow-logs",
    ["FlowLogs", "FlowLogId"],
    { "resource-id": "vpc_id" },
    undefined,
    "--filter",
  ),
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
  aws_iam_role: joined("", "name"),
  aws_iam_role_policy: { reason: `an inline policy of a role; ${SAME_CALL}` },
  aws_iam_role_policy_attachment: { reason: SAME_CALL },
  aws_internet_gateway: tagged("describe-internet-gateways", ["InternetGateways", "InternetGatewayId"]),
  aws_kms_alias: joined("", "name"),
  aws_kms_key: { needs: ["description", "tags_all"], find: keysDescribed },
  aws_launch_template: ec2("describe-launch-templates", ["LaunchTemplates", "LaunchTemplateId"], {
    "launch-template-name": "name",
  }),
  aws_lb: listed("name=LoadBalancerName elbv2 describe-load-balancers LoadBalancers.LoadBalancerArn"),
  aws_lb_listener: listed(
    "port=Port elbv2 describe-listeners --load-balancer-arn load_balancer_arn Listeners.ListenerArn",
  ),
  aws_lb_target_group: listed(
    "name=TargetGroupName elbv2 describe-target-groups TargetGroups.TargetGroupArn",
  ),
  aws_nat_gateway: ec2(
    "describe-nat-gateways",
    ["NatGateways", "NatGatewayId"],
    { "subnet-id": "subnet_id" },
    ({ State }) => /pending|available/.test(String(State)),
    "--filter",
  ),
  aws_network_acl: tagged("describe-network-acls", ["NetworkAcls", "NetworkAclId"], { "vpc-id": "vpc_id" }),
  aws_network_acl_rule: { needs: ["network_acl_id", "rule_number"], find: networkAclRule },
  aws_route: { needs: ["route_table_id"], find: route },
  aws_route53_record: joined("_", "zone_id", "name", "type"),
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
  aws_route_table: tagged("describe-route-tables", ["RouteTables", "RouteTableId"], { "vpc-id": "vpc_id" }),
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
  aws_s3_bucket: joined("", "bucket"),
  aws_scheduler_schedule: joined("/", "group_name", "name"),
  aws_scheduler_schedule_group: joined("", "name"),
  aws_s3_bucket_lifecycle_configuration: PART_OF_BUCKET,
  aws_s3_bucket_logging: PART_OF_BUCKET,
  aws_s3_bucket_ownership_controls: PART_OF_BUCKET,
  aws_s3_bucket_policy: PART_OF_BUCKET,
  aws_s3_bucket_public_access_block: PART_OF_BUCKET,
  aws_s3_bucket_server_side_encryption_configuration: PART_OF_BUCKET,
  aws_s3_bucket_versioning: PART_OF_BUCKET,
  aws_secretsmanager_secret_rotation: { reason: `a setting of a secret; ${SAME_CALL}` },
  aws_security_group: ec2("describe-security-groups", ["SecurityGroups", "GroupId"], {
    "vpc-id": "vpc_id",
    "group-name": "name",
  }),
  aws_sns_topic: {
    needs: ["name"],
    find: async ({ name }, ask) =>
      strings(await ask("sns", "list-topics"), "Topics", "TopicArn", ({ TopicArn }) =>
        String(TopicArn).endsWith(`:${String(name)}`),
      ),
  },
  aws_sns_topic_subscription: { reason: `${SAME_CALL}; an address confirms once` },
  aws_subnet: ec2("describe-subnets", ["Subnets", "SubnetId"], {
    "vpc-id": "vpc_id",
    "cidr-block": "cidr_block",
  }),
  aws_vpc: tagged("describe-vpcs", ["Vpcs", "VpcId"], { cidr: "cidr_block" }),
  aws_vpc_endpoint: ec2(
    "describe-vpc-endpoints",
    ["VpcEndpoints", "VpcEndpointId"],
    { "vpc-id": "vpc_id", "service-name": "service_name", "vpc-endpoint-type": "vpc_endpoint_type" },
    ({ State }) => !/delet|reject|fail/i.test(String(State)),
  ),
  aws_vpc_peering_connection: ec2(
    "describe-vpc-peering-connections",
    ["VpcPeeringConnections", "VpcPeeringConnectionId"],
    { "requester-vpc-info.vpc-id": "vpc_id", "accepter-vpc-info.vpc-id": "peer_vpc_id" },
    ({ Status }) => !/delet|reject|fail|expired/.test(String(asObject(Status)["Code"])),
  ),
  aws_vpc_security_group_egress_rule: securityGroupRule(true),
  aws_vpc_security_group_ingress_rule: securityGroupRule(false),
  aws_wafv2_web_acl_association: { reason: SAME_CALL },
};

/**
 * A resource in a list of its service: the attribute and the key of an entry with the same value, the call, an option with its attribute,
 * and the list with the key of ids.
 */
function listed(line: string): Rule {
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

type Filters = Readonly<Record<string, string>>;

/** Filters by attributes: the name of each, and the attribute with its value. */
const given = (filters: Filters, values: JsonObject): string[] =>
  Object.entries(filters).map(([name, attribute]) => `Name=${name},Values=${String(values[attribute])}`);

/** A resource of EC2 that the given filters identify. */
function ec2(
  call: string,
  [list, id]: readonly [list: string, id: string],
  filters: Filters,
  when: (item: JsonObject) => boolean = () => true,
  option = "--filters",
): Rule {
  return {
    needs: Object.values(filters),
    find: async (values, ask) =>
      strings(await ask("ec2", call, option, ...given(filters, values)), list, id, when),
  };
}

/** A resource of EC2 without a name or range of its own, which its tags identify. */
function tagged(call: string, [list, id]: readonly [list: string, id: string], filters: Filters = {}): Rule {
  return {
    needs: ["tags_all", ...Object.values(filters)],
    find: async (values, ask, isStated) => {
      const tags = filteringTags(values).map(([key, value]) => `Name=tag:${key},Values=${value}`);
      const answer = asObject(await ask("ec2", call, "--filters", ...given(filters, values), ...tags));
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
async function keysDescribed(values: JsonObject, ask: Ask, isStated: IsStated): Promise<string[]> {
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

async function networkAclRule(values: JsonObject, ask: Ask): Promise<string[]> {
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

async function route(values: JsonObject, ask: Ask): Promise<string[]> {
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
