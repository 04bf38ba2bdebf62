import { isCidr } from "../../base/cidr";
import { z } from "../../base/zod";
import { ENDPOINT_SERVICE_NAMES } from "../endpoints";
import { SECURITY_GROUP_NAMES } from "../network-names";
import { expects } from "../expects";
import { byKey, cidr, securityGroupId } from "../values";
import { ec2Id, tagValue, vpcId } from "./values";

const existingRule = z
  .strictObject({
    group: z.enum(SECURITY_GROUP_NAMES).describe("Security group with the rule."),
    direction: z.enum(["ingress", "egress"]).describe("Direction of the traffic that the rule allows."),
    peer: z
      .union([z.enum([...SECURITY_GROUP_NAMES, "s3", "dynamodb"]), securityGroupId(), cidr()])
      .describe(
        "Source (ingress) or destination (egress): one of the groups, `s3` or `dynamodb` for the prefix list of the service, the id of another security group, or an IPv4 range.",
      ),
    port: z
      .union([z.int().min(1).max(65535), z.literal("all")])
      .describe("TCP port, or `all` for all protocols and ports."),
  })
  .describe("A rule of an existing security group.");

const tags = (what: string) =>
  z
    .record(tagValue(128), tagValue(256))
    .refine(
      (value) => Object.keys(value).length > 0,
      expects("at least one tag", "write a tag that only this resource has, or its id"),
    )
    .overwrite(byKey)
    .optional()
    .describe(what);

const isAddress = (text: string): boolean => isCidr(`${text}/32`);

const subnetIds = (what: string) => z.array(ec2Id("subnet", "a subnet")).optional().describe(what);

export const existingNetwork = z
  .strictObject({
    vpcId: vpcId()
      .optional()
      .describe(
        "Id of the VPC. With it or `vpcTags`, the network is given by ids, and what has no id is created.",
      ),
    vpcTags: tags(
      "Tags by which the VPC is found, in place of `vpcId`. It must be the only VPC of the region with all of them.",
    ),
    privateSubnetIds: subnetIds(
      "Ids of the private subnets, one for each zone, in the order of `network.zones`.",
    ),
    privateSubnetTags: tags(
      "Tags by which the private subnets are found, in place of `privateSubnetIds`. Each zone must have exactly one subnet with all of them.",
    ),
    publicSubnetIds: subnetIds(
      "Ids of the public subnets, one for each zone, in the order of `network.zones`. Only an internet-facing entry needs them.",
    ),
    publicSubnetTags: tags("Tags by which the public subnets are found, in place of `publicSubnetIds`."),
    loadBalancerSubnetIds: subnetIds(
      "Ids of the subnets in `network.loadBalancerSubnets`, in the same order.",
    ),
    controlPlaneSubnetIds: subnetIds(
      "Ids of the subnets in `network.controlPlaneSubnets`, in the same order.",
    ),
    endpointSubnetIds: subnetIds("Ids of the subnets in `network.endpointSubnets`, in the same order."),
    privateRouteTableIds: z
      .array(ec2Id("rtb", "a route table"))
      .optional()
      .describe(
        "Ids of the route tables of the private subnets: one for all of them, or one for each zone, in the order of `network.zones`. Routes of `network.attachments` are created in them. Without this key, these routes exist, and the plan verifies them.",
      ),
    securityGroupIds: z
      .partialRecord(z.enum(SECURITY_GROUP_NAMES), securityGroupId())
      .overwrite(byKey)
      .default({})
      .describe(
        "Ids of security groups that exist. Terraform adds no rule to them: `rules` lists those that they have. The others are created, with their rules.",
      ),
    endpointIds: z
      .partialRecord(z.enum(ENDPOINT_SERVICE_NAMES), ec2Id("vpce", "an endpoint"))
      .overwrite(byKey)
      .default({})
      .describe(
        "Ids of the endpoints that exist, by service. The others are created. Two interface endpoints of a service with private DNS conflict in a VPC, so list each that exists. An interface endpoint has a subnet in each zone of the private subnets, any of the VPC. Without `securityGroupIds.endpoints`, each has groups of its own, and the plan reads whether one admits the private subnets on TCP 443.",
      ),
    endpoints: z
      .array(z.enum(ENDPOINT_SERVICE_NAMES))
      .optional()
      .describe("By names only: services with an endpoint in the VPC."),
    rules: z
      .array(existingRule)
      .optional()
      .describe(
        "Rules of the existing security groups: of all four by names, of those in `securityGroupIds` by ids. The plan fails if one of them is missing, or if another rule allows traffic from the internet.",
      ),
    nameServers: z
      .array(z.string().refine(isAddress, expects("an IPv4 address such as 10.200.0.2", "correct it")))
      .min(1, expects("at least one name server", "list those of the DHCP options, or remove the key"))
      .max(4)
      .optional()
      .describe(
        "By ids only: IPv4 addresses of the company's name servers in the DHCP options of the VPC, at most four, each in the VPC or in `cidrs` of an attachment. Nodes reach them on UDP and TCP 53, and the plan compares the DHCP options. They forward names of AWS to a resolver of the VPC. Default: none; instances ask the resolver of the VPC.",
      ),
    subnetTags: z
      .array(z.enum(["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb", "kubernetes.io/cluster"]))
      .default([])
      .describe("Load balancer tags on the subnets. The plan fails if one of them is missing."),
  })
  .describe(
    "A network that was created outside of these stacks. By ids, with `vpcId` or `vpcTags`, Terraform uses what has an id and creates the rest. By names, with `endpoints` and `rules`, it looks up everything by name and creates nothing.",
  );
