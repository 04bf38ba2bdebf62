import { existsSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Json, type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { IDENTITY_TAG } from "../../../src/facts/identity-tag";
import { type CommandLine, type Finished, Programs } from "../../../src/deploy/deploy/programs";
import { AWS_RULES } from "../../../src/deploy/repair/aws-rules";
import { search } from "../../../src/deploy/repair/search";
import { type DeployedStack } from "../../../src/deploy/deploy/stacks";
import { States } from "../../../src/deploy/deploy/state";
import { workFolder } from "../../support/published-output";
import { STACK_FILES } from "../../../src/base/stack-files";

const work = workFolder("foreign-imports");

/** Tags that other teams set too, with the same values. */
const GENERIC = { environment: "prod", layer: "network", Name: "prod-x" };
const OWN = { ...GENERIC, [IDENTITY_TAG]: "states-1/prod" };

const ID = "vpc-0a1b2c3d4e5f60718";
const ARN = "arn:aws:iam::111122223333:role/prod-x";

/** Planned values of one resource of each type: all that the rules read. */
const VALUES: JsonObject = {
  ...{ name: "prod-x", description: "logs of prod", bucket: "prod-x", identifier: "prod-x", port: 443 },
  ...{ alarm_name: "prod-x", ecr_repository_prefix: "prod-x", group_name: "prod-x", domain_name: "x.prod" },
  ...{ cluster_name: "prod", addon_name: "x", fargate_profile_name: "x", node_group_name: "x" },
  ...{ principal_arn: "p", policy_arn: "q", plan_id: "plan", cidr_block: "10.0.0.0/16", zone_id: "Z1" },
  ...{ type: "A", url: "https://oidc.eks.eu-west-1.amazonaws.com/id/1", vpc_id: "vpc", subnet_id: "subnet" },
  ...{ network_acl_id: "acl", rule_number: 1, egress: false, protocol: "-1", route_table_id: "rtb" },
  ...{ vpc: [{ vpc_id: "vpc", vpc_region: "eu-west-1" }], destination_cidr_block: "10.1.0.0/16" },
  ...{ load_balancer_arn: "lb", transit_gateway_id: "tgw", service_name: "s3", peer_vpc_id: "peer" },
  ...{ vpc_endpoint_type: "Gateway", security_group_id: "sg", ip_protocol: "tcp", cidr_ipv4: "10.0.0.0/8" },
  resource_id: "vpc",
};

/** The same as AWS answers, in every list. */
const LISTED: JsonObject = {
  ...{ DomainName: "x.prod", CertificateArn: ID, BackupPlanName: "prod-x", BackupPlanId: ID, Port: 443 },
  ...{
    SelectionName: "prod-x",
    SelectionId: ID,
    FlowLogId: ID,
    LoadBalancerName: "prod-x",
    AllocationId: ID,
  },
  ...{ LoadBalancerArn: ID, ListenerArn: ID, TargetGroupName: "prod-x", TargetGroupArn: ID, VpcId: ID },
  ...{
    Arn: "arn/oidc.eks.eu-west-1.amazonaws.com/id/1",
    InternetGatewayId: ID,
    NetworkAclId: ID,
    SubnetId: ID,
  },
  ...{ LaunchTemplateId: ID, NatGatewayId: ID, Id: ID, HostedZoneId: ID, Name: "prod-x.", RouteTableId: ID },
  ...{
    TransitGatewayAttachmentId: ID,
    GroupId: ID,
    TopicArn: "arn:prod-x",
    VpcEndpointId: ID,
    ServiceId: ID,
  },
  ...{ VpcPeeringConnectionId: ID, SecurityGroupRuleId: ID, IsEgress: false, IpProtocol: "tcp" },
  ...{ CidrIpv4: "10.0.0.0/8", RuleNumber: 1, Egress: false, ResourceARN: `arn:aws:kms:::key/${ID}` },
  ResourceId: "vpc",
  State: "available",
  Entries: [{ RuleNumber: 1, Egress: false }],
  Routes: [{ DestinationCidrBlock: "10.1.0.0/16" }],
};
const LISTS =
  "CertificateSummaryList BackupPlansList BackupSelectionsList FlowLogs OpenIDConnectProviderList LaunchTemplates LoadBalancers Listeners TargetGroups NatGateways ProfileAssociations ResolverEndpoints HostedZoneSummaries RouteTables SecurityGroups Topics TransitGatewayVpcAttachments Addresses InternetGateways NetworkAcls Subnets Vpcs VpcEndpoints ServiceConfigurations VpcPeeringConnections SecurityGroupRules ResourceTagMappingList".split(
    " ",
  );

/** Types without tags of their own. */
const UNTAGGED = new Set([
  ...["aws_backup_selection", "aws_ecr_pull_through_cache_rule", "aws_eks_access_policy_association"],
  ...["aws_kms_alias", "aws_network_acl_rule", "aws_route", "aws_route53_record"],
  ...["aws_route_table_association", "aws_scheduler_schedule"],
]);
const TYPES = Object.keys(AWS_RULES).filter((type) => !("reason" in (AWS_RULES[type] ?? {})));

interface World {
  readonly type: string;
  /** Tags of what exists. */
  readonly tags: JsonObject;
  /** Another value that what exists has. @default - the planned ones */
  readonly other?: JsonObject;
  /** Texts in the attributes of what a state has. @default - none */
  readonly stated?: readonly string[];
}

class FakePrograms extends Programs {
  constructor(private readonly world: World) {
    super({}, { err: () => undefined });
  }

  override read([program, ...args]: CommandLine): Promise<Finished> {
    return Promise.resolve({
      code: 0,
      stdout: JSON.stringify(program === "aws" ? this.aws(args.join(" ")) : this.terraform(args)),
      stderr: "",
    });
  }

  /** AWS lists nothing where a filter names a tag that what exists lacks. */
  private aws(call: string): Json {
    if (call.startsWith("kms describe-key"))
      return { KeyMetadata: { KeyId: ID, KeyState: "Enabled", Description: "logs of prod" } };
    const Tags = Object.entries(this.world.tags).map(([Key, Value]) => ({ Key, Value }));
    const listed = { ...LISTED, IsEgress: this.world.type.includes("egress"), Tags };
    const filters = [...call.matchAll(/(?:tag:|Key=)([\w-]+),Values=(\S+)/g)];
    const isListed = filters.every(([, key = "", value]) => this.world.tags[key] === value);
    return Object.fromEntries(LISTS.map((list) => [list, isListed ? [listed] : []]));
  }

  private terraform(args: readonly string[]): Json {
    if (!args.includes("show")) return {};
    const { type, tags, other = {} } = this.world;
    const folder = args.find((each) => each.startsWith("-chdir="))?.slice("-chdir=".length) ?? "";
    const isTagged = !UNTAGGED.has(type);
    const after = { ...VALUES, tags_all: isTagged ? OWN : null };
    const before = { ...VALUES, arn: ARN, ...(isTagged ? { tags_all: tags } : {}), ...other };
    const isImported = existsSync(join(folder, STACK_FILES.repair));
    const change = isImported
      ? { actions: ["update"], before, after: isTagged ? after : VALUES }
      : { actions: ["create"], before: null, after };
    return { resource_changes: [{ address: `${type}.x`, mode: "managed", type, change }] } as Json;
  }
}

async function imported(world: World) {
  const programs = new FakePrograms(world);
  const stack: DeployedStack = {
    ...{
      environment: "prod",
      layer: "network",
      name: "prod-network",
      folder: mkdtempSync(join(work, "stack-")),
    },
    json: new StackJson("prod-network", {
      provider: { aws: [{ region: "eu-west-1", default_tags: [{ tags: OWN }] }] },
      resource: { [world.type]: { x: {} } },
    }),
  };
  const state: JsonObject = {
    resources: [
      { mode: "managed", instances: [{ attributes: { uses: [...(world.stated ?? [])] } }] },
      // what a data source has read can be of anyone
      { mode: "data", instances: [{ attributes: { read: [ID, ARN] } }] },
    ],
  };
  const states = new States(programs);
  Object.assign(states, { state: () => Promise.resolve(state) });
  const { imports, unclear } = await search(
    {
      ...{ programs, states, terraform: "terraform", all: [stack], chosen: [stack], scripts: "" },
      ...{ say: () => undefined, ask: () => Promise.resolve(true), pace: { interval: 1, limit: 1 } },
    },
    stack,
  );
  return { imports: imports.map(({ to }) => to), unclear };
}

test("there are types of both kinds", () => {
  expect(TYPES.length).toBeGreaterThan(40);
  expect([...UNTAGGED].filter((type) => !TYPES.includes(type))).toEqual([]);
});

test.each(TYPES)("%s of another team with our names, words and tags is not imported", async (type) => {
  const other = { target_key_id: "ffffffff-0000-4000-8000-000000000000", records: ["10.9.9.9"] };
  expect((await imported({ type, tags: GENERIC, other })).imports).toEqual([]);
});

test.each(TYPES)(
  "%s with the tag of the environment, or that names what a state has, is imported",
  async (type) => {
    const group = "sg-00112233445566778";
    const world = { type, tags: OWN, other: { group }, stated: [group] };
    expect((await imported(world)).imports).toEqual([`${type}.x`]);
  },
);

test.each(TYPES.filter((type) => !UNTAGGED.has(type)))(
  "%s from before the tag is imported where a state names its id",
  async (type) => {
    const stated = [ID, ARN, `arn:aws:kms:::key/${ID}`];
    expect((await imported({ type, tags: GENERIC, stated })).imports).toEqual([`${type}.x`]);
  },
);

test("an object that nothing proves is named with the command that imports it", async () => {
  const { unclear } = await imported({ type: "aws_iam_role", tags: GENERIC });
  expect(unclear).toEqual([
    expect.stringMatching(
      /^aws_iam_role\.x: prod-x exists with no tag private-eks-inference=states-1\/prod, and no state names it; .*terraform -chdir=\S+ import aws_iam_role\.x prod-x$/,
    ),
  ]);
});

test("an object of another layer of the environment is left to it", async () => {
  const { imports, unclear } = await imported({ type: "aws_iam_role", tags: { ...OWN, layer: "cluster" } });
  expect(imports).toEqual([]);
  expect(unclear[0]).toContain("the tag layer=cluster; it belongs to another stack");
});
