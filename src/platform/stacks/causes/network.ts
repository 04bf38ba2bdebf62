import { NETWORK_ENTRY_CAUSES } from "./network-entry";
import { BILLING_PROVIDER, type CauseTable, type Shaped, layerTable } from "./table";

const existing = (part: string, by: Shaped["by"] = {}): Shaped => ({
  part,
  by: {
    namePrefix: "tags filter lifecycle",
    region: "lifecycle service_name name",
    "network.zones": "exists",
    "entry.scheme": "exists lifecycle",
    "entry.type": "exists",
    "network.existing": "exists",
    ...by,
  },
});

const EXISTING_SUBNET: Shaped["by"] = {
  "cluster.name": "lifecycle",
  "network.egress": "lifecycle",
  "network.publicSubnets.cidrs": "lifecycle",
  "network.privateSubnets.cidrs": "lifecycle",
  "network.publicSubnets.namePrefix": "tags lifecycle",
  "network.privateSubnets.namePrefix": "tags lifecycle",
  "network.existing.subnetTags": "lifecycle",
  "network.vpcCidr": "lifecycle",
};

/** Ids and tags of subnets and route tables, and the routes that they must have. */
const GIVEN_SUBNET: Shaped["by"] = {
  "network.existing.privateSubnetIds": "exists id lifecycle",
  "network.existing.privateSubnetTags": "exists id tags lifecycle",
  "network.existing.publicSubnetIds": "exists id lifecycle",
  "network.existing.publicSubnetTags": "exists id tags lifecycle",
  "network.existing.privateRouteTableIds": "lifecycle",
  "network.attachments": "lifecycle",
};

/** Arguments of an alarm on charges. */
const CHARGE = "alarm_description threshold";

/** Settings of the charges that it watches. */
const CHARGED: Shaped["by"] = Object.fromEntries(
  [
    "network.egress",
    "network.zones",
    "network.attachments",
    "network.existing",
    "network.endpoints.interfaces",
    "network.endpoints.sagemakerRuntime",
    "entry.type",
    "entry.scheme",
    "region",
    "prices",
  ].map((path) => [path, CHARGE]),
);

export const NETWORK_CAUSES: CauseTable = {
  ...layerTable("network"),
  ...NETWORK_ENTRY_CAUSES,
  ...BILLING_PROVIDER,
  Zones: {
    part: "network.zones",
    by: { "network.zones": "exists@zone", region: "name lifecycle" },
  },
  "Network/main": {
    part: "network",
    by: {
      namePrefix: "tags",
      "network.vpcName": "tags",
      "network.vpcCidr": "cidr_block",
      "network.existing": "exists",
    },
  },
  "Network/default": { part: "network", by: { namePrefix: "tags", "network.existing": "exists" } },
  "Network/PrivateRouting": {
    part: "network",
    by: {
      namePrefix: "tags",
      "network.egress": "*",
      "network.zones": "exists@zone",
      "network.existing": "exists",
    },
  },
  "Network/PublicRouting": {
    part: "network",
    by: {
      namePrefix: "tags",
      "network.existing": "exists",
      "network.egress": "exists",
      "entry.scheme": "exists",
      "network.zones": "exists@zone",
    },
  },
  "Network/public-*": {
    part: "network.publicSubnets",
    by: {
      namePrefix: "tags",
      "network.publicSubnets.namePrefix": "tags",
      "network.publicSubnets.cidrs": "cidr_block",
      "network.publicSubnets.mapPublicIpOnLaunch": "map_public_ip_on_launch",
      "network.vpcCidr": "cidr_block",
      "network.zones": "exists@zone cidr_block",
      "network.egress": "exists",
      "entry.scheme": "exists",
      "network.existing": "exists",
      "cluster.name": "tags",
      region: "availability_zone tags",
    },
  },
  "Network/private-*": {
    part: "network.privateSubnets",
    by: {
      namePrefix: "tags",
      "network.privateSubnets.namePrefix": "tags",
      "network.privateSubnets.cidrs": "cidr_block",
      "network.vpcCidr": "cidr_block",
      "network.zones": "exists@zone cidr_block",
      "network.existing": "exists",
      "cluster.name": "tags",
      region: "availability_zone tags",
    },
  },
  "Network/Vpc": existing("network", {
    "network.vpcName": "tags lifecycle",
    "network.vpcCidr": "lifecycle",
    "network.existing.vpcId": "exists id lifecycle",
    "network.existing.vpcTags": "exists id tags lifecycle",
  }),
  "Network/Subnet-*": existing("network", { ...EXISTING_SUBNET, ...GIVEN_SUBNET }),
  "Network/RouteTable-*": existing("network", { ...EXISTING_SUBNET, ...GIVEN_SUBNET }),
  "Network/SecurityGroups": existing("network", {
    "network.existing.rules": "lifecycle",
    "network.existing.securityGroupIds": "exists id filter lifecycle",
    "network.vpcCidr": "lifecycle",
  }),
  "Network/Endpoints": existing("network.endpoints", {
    "network.existing.endpoints": "exists",
    "network.existing.endpointIds": "exists id lifecycle",
    "network.existing.securityGroupIds": "lifecycle",
    "network.zones": "lifecycle",
    "network.egress": "lifecycle",
    "modelBucket.existingName": "lifecycle",
    "models[].image.repository": "lifecycle",
    "cluster.nodeGroups.*.instanceTypes": "lifecycle",
    account: "lifecycle",
  }),
  Acls: {
    part: "network",
    by: {
      namePrefix: "tags",
      "network.networkAcls": "exists",
      "network.existing": "exists",
      "network.zones": "subnet_ids",
      "network.egress": "*",
      "network.vpcCidr": "cidr_block",
      "cluster.apiAccess.cidrs": "aws_network_acl_rule:*",
      "entry.type": "*",
      "entry.scheme": "*",
      "entry.port": "aws_network_acl_rule:*",
      "entry.host": "aws_network_acl_rule:*",
      "entry.httpOnly": "aws_network_acl_rule:*",
      "entry.certificateArn": "aws_network_acl_rule:*",
      "entry.clientCidrs": "aws_network_acl_rule:*",
      "network.attachments": "aws_network_acl_rule:*",
      "network.extraRules": "aws_network_acl_rule:*",
      region: "name",
    },
    shapedBy: { networkAclRules: "aws_network_acl_rule:*" },
  },
  Attachments: {
    part: "network.attachments",
    by: {
      namePrefix: "tags",
      "network.attachments": "exists tags",
      "network.attachments[].name": "exists tags",
      "network.attachments[].cidrs": "aws_route:exists@cidr",
      "network.attachments[].transitGatewayId": "transit_gateway_id lifecycle",
      "network.attachments[].attachmentId": "exists id lifecycle",
      "network.existing.privateRouteTableIds": "aws_route:*",
      "network.attachments[].peerVpcId": "peer_vpc_id lifecycle",
      "network.attachments[].peerAccount": "auto_accept peer_owner_id",
      "network.attachments[].peerRegion": "auto_accept peer_region",
      account: "auto_accept peer_owner_id",
      region: "auto_accept peer_region data.aws_subnets:*",
      "network.zones":
        "aws_ec2_transit_gateway_vpc_attachment:subnet_ids aws_route:exists@zone data.aws_subnets:exists@zone",
      "network.egress": "aws_route:exists",
      "network.existing": "exists",
    },
  },
  SecurityGroups: {
    part: "network client:entry api:cluster.apiAccess.cidrs port:models[].port port:models[].alsoPorts extra:network.extraRules",
    by: {
      namePrefix: "name tags",
      "network.existing": "exists",
      "network.existing.securityGroupIds": "exists security_group_id referenced_security_group_id",
      "network.existing.endpointIds": "prefix_list_id",
      "network.egress": "internet:exists",
      "network.vpcCidr": "vpc:exists@vpc client:exists@client",
      "network.endpoints.interfaces": "exists",
      "network.endpoints.admitVpcCidr": "vpc:exists",
      "entry.clientCidrs": "client:exists@client",
      "entry.scheme": "client:exists",
      "entry.type": "client:exists",
      "entry.port": "client:exists@listener",
      "entry.host": "client:exists",
      "entry.httpOnly": "client:exists",
      "entry.certificateArn": "client:exists",
      "cluster.apiAccess.cidrs": "api:exists@api",
      "cluster.apiAccess.securityGroupIds": "group:exists@group",
      "models[].port": "port:exists@port",
      "models[].alsoPorts": "port:exists@port",
      "cluster.fargate": "port:exists component:description",
      "cluster.observability": "component:*",
      "network.extraRules": "extra:*",
    },
  },
  Endpoints: {
    part: "network.endpoints",
    by: {
      namePrefix: "tags",
      region: "service_name policy",
      account: "policy",
      "network.zones": "route_table_ids subnet_ids",
      "network.existing": "exists route_table_ids subnet_ids vpc_id",
      "network.existing.endpointIds": "exists",
      "network.existing.securityGroupIds": "security_group_ids",
      "network.egress": "route_table_ids policy",
      "network.endpoints.s3Policy": "policy",
      "modelBucket.existingName": "policy",
      "models[].image.repository": "policy",
      "models[].permissions": "policy",
      "charts.*.role": "policy",
      "cluster.nodeGroups.*.instanceTypes": "policy",
    },
    shapedBy: { endpointServices: "exists tags", secretsDriver: "exists tags policy" },
  },
  "flow-logs": {
    part: "network.flowLogs",
    by: {
      namePrefix: "tags name description policy",
      account: "assume_role_policy policy",
      region: "policy",
      "network.existing": "exists",
      "network.flowLogs.retentionDays": "retention_in_days",
      "network.flowLogs.logGroupName": "aws_cloudwatch_log_group:name policy",
    },
  },
  "cost-alarm": {
    part: "network.costAlarm",
    by: {
      namePrefix: "name description policy alarm_name",
      account: "policy",
      "network.costAlarm": "exists",
      "network.costAlarm.name": "alarm_name",
      "network.costAlarm.email": "endpoint",
      "network.costAlarm.totalUsd": "*",
      ...CHARGED,
      "network.costAlarm.thresholdUsd": CHARGE,
    },
    shapedBy: { endpointCharges: CHARGE, secretsDriver: CHARGE },
  },
  vpc_cidr_block: { part: "network", by: { "network.vpcCidr": "value", "network.existing": "value" } },
  public_alb_subnet_ids: {
    part: "network.publicSubnets",
    by: { "network.zones": "value", "entry.scheme": "*", "network.egress": "*", "network.existing": "*" },
  },
  private_workload_subnet_ids: {
    part: "network.privateSubnets",
    by: { "network.zones": "value", "network.existing": "value" },
  },
  s3_vpc_endpoint_id: {
    part: "network.endpoints",
    by: { "network.existing": "*", "network.existing.endpoints": "exists" },
  },
  ecr_api_vpc_endpoint_id: {
    part: "network.endpoints",
    by: {
      "network.endpoints.interfaces": "exists",
      "network.existing": "*",
      "network.existing.endpoints": "exists",
    },
  },
  sagemaker_runtime_vpc_endpoint_id: {
    part: "network.endpoints",
    by: {
      "network.endpoints.sagemakerRuntime": "exists",
      "network.existing": "*",
      "network.existing.endpoints": "exists",
    },
  },
  network_attachments: {
    part: "network.attachments",
    by: { "network.attachments": "*", "network.vpcCidr": "value", region: "value", account: "value" },
  },
};
