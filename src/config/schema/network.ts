import { z } from "zod";
import { ENDPOINT_SERVICE_NAMES } from "../../catalog/endpoints";
import { expects } from "../loader/expects";
import { cidr, emailAddress, freeText, retentionDays, securityGroupId, usd, zoneLetter } from "./values";

const subnets = (what: string, nameDefault: string) =>
  z.strictObject({
    namePrefix: freeText(60)
      .optional()
      .describe(`Name of each ${what} subnet, before its availability zone. Default: \`${nameDefault}\`.`),
    cidrs: z
      .array(cidr())
      .optional()
      .describe(
        "One range for each zone, in the order of `network.zones`. Default: planned from `vpcCidr`, so that a later zone moves none.",
      ),
  });

const existingRule = z
  .strictObject({
    group: z.enum(["alb", "nodes", "control-plane", "endpoints"]).describe("The group that holds the rule."),
    direction: z.enum(["ingress", "egress"]).describe("Which way the connection is opened."),
    peer: z
      .union([z.enum(["alb", "nodes", "control-plane", "endpoints", "s3"]), securityGroupId(), cidr()])
      .describe(
        "The other side: a group, `s3` for the S3 prefix list, the id of another security group, or a range.",
      ),
    port: z
      .union([z.int().min(1).max(65535), z.literal("all")])
      .describe("The TCP port, or `all` for every protocol and port."),
  })
  .describe("One rule of a security group that exists.");

const existingNetwork = z
  .strictObject({
    endpoints: z.array(z.enum(ENDPOINT_SERVICE_NAMES)).describe("Services that have an endpoint in the VPC."),
    rules: z
      .array(existingRule)
      .describe(
        "Security-group rules that exist. A plan stops where one is missing, or where another admits the internet.",
      ),
    subnetTags: z
      .array(z.enum(["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb", "kubernetes.io/cluster"]))
      .default([])
      .describe("Tags for load balancers that the subnets carry. A plan stops where one is missing."),
  })
  .describe(
    "What a network made outside Terraform holds. Everything is found by name and nothing in it is created.",
  );

const costAlarm = z
  .strictObject({
    name: freeText(80)
      .optional()
      .describe("Name of the alarm on Amazon VPC. Default: `<namePrefix>-vpc-cost`."),
    email: emailAddress().describe(
      "Who is told, such as a team's list. The address confirms once, by a link that AWS sends.",
    ),
    thresholdUsd: usd()
      .optional()
      .describe(
        "Bill of Amazon VPC for a month above which it rings. Default: what endpoints and public addresses cost in 31 days, and a quarter more.",
      ),
    totalUsd: usd()
      .optional()
      .describe(
        "Bill of the whole account for a month above which a second alarm rings. Default: there is none.",
      ),
  })
  .describe(
    "Tells by email when the bill grows. Billing alerts have to be switched on in the account's billing preferences.",
  );

export const network = z
  .strictObject({
    vpcName: freeText(120).optional().describe("Name of the VPC. Default: `<namePrefix>-vpc`."),
    vpcCidr: cidr()
      .default("10.0.0.0/16")
      .describe("IPv4 range of the VPC, /16 to /28; /19 or wider where subnets are planned."),
    zones: z
      .array(zoneLetter())
      .min(2, expects("two zones or more", "EKS and an ALB need two availability zones"))
      .max(6)
      .default(["a", "b"])
      .describe("Letters of the availability zones; append new ones at the end."),
    publicSubnets: subnets("public", "<namePrefix>-public-alb")
      .extend({
        mapPublicIpOnLaunch: z
          .boolean()
          .default(false)
          .describe(
            "Gives a public IPv4 address to whatever starts here. A load balancer gets its own without it.",
          ),
      })
      .prefault({})
      .describe("Subnets for load balancers and NAT gateways."),
    privateSubnets: subnets("private", "<namePrefix>-private-workloads")
      .prefault({})
      .describe("Subnets for nodes, pods, endpoints and the control plane's interfaces."),
    egress: z
      .enum(["none", "single-nat", "nat-per-az"])
      .default("none")
      .describe("The way from private subnets to the internet: none, one NAT gateway, or one in each zone."),
    networkAcls: z
      .boolean()
      .default(false)
      .describe("Adds explicit network ACLs: a second, stateless fence behind the security groups."),
    flowLogs: z
      .strictObject({
        logGroupName: freeText(200)
          .optional()
          .describe("CloudWatch log group. Default: `/vpc/<namePrefix>/flow-logs`."),
        retentionDays: retentionDays(30).describe("How long flow logs are kept, in days."),
      })
      .prefault({})
      .describe("Flow logs of the VPC, for all traffic."),
    endpoints: z
      .strictObject({
        s3Policy: z
          .enum(["least-privilege", "full-access"])
          .default("least-privilege")
          .describe(
            "What the S3 endpoint admits: the buckets that the platform needs, or everything (demos).",
          ),
        sagemakerRuntime: z
          .boolean()
          .default(false)
          .describe("Adds an endpoint to invoke SageMaker endpoints."),
        admitVpcCidr: z
          .boolean()
          .default(false)
          .describe("Admits the whole VPC to the interface endpoints, not only nodes and Fargate pods."),
      })
      .prefault({})
      .describe("VPC endpoints. Which ones exist is derived from what the enabled parts call."),
    costAlarm: costAlarm.optional(),
    existing: existingNetwork.optional(),
  })
  .prefault({})
  .describe("The VPC: made by Terraform, or found where `existing` is set.");
