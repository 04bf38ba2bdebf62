import { z } from "../../base/zod";
import { expects } from "../expects";
import { attachments, withDefaultRoute } from "./attachments";
import { endpointHub } from "./endpoint-hub";
import { existingNetwork } from "./existing-network";
import { cidr, emailAddress } from "../values";
import { extraRulesSchema } from "./extra-rules";
import { arn, freeText, retentionDays, usd, zoneLetter } from "./values";

const subnets = (what: string, nameDefault: string) =>
  z.strictObject({
    namePrefix: freeText(60)
      .optional()
      .describe(
        `Prefix of the name of each ${what} subnet; the availability zone follows. Default: \`${nameDefault}\`.`,
      ),
    cidrs: z
      .array(cidr())
      .optional()
      .describe(
        "IPv4 ranges, one for each zone, in the order of `network.zones`. Default: planned from `vpcCidr`; a zone that is appended later does not move them.",
      ),
  });

/** Subnets of one kind of network interface, with the routes of the private subnets. */
const subnetsOfRole = (what: string, prefix: string) =>
  z
    .strictObject({
      cidrs: z
        .array(cidr())
        .describe(`IPv4 ranges, one for each zone, in the order of \`network.zones\`: ${prefix}.`),
    })
    .optional()
    .describe(`Subnets of ${what}, with the routes of the private subnets. Default: the private subnets.`);

const roleSubnets = {
  loadBalancerSubnets: subnetsOfRole(
    "internal load balancers, also of existing ones that the entry uses",
    "/27 or wider",
  ),
  controlPlaneSubnets: subnetsOfRole(
    "the network interfaces of the control plane",
    "/28 or wider; a change of the list updates the cluster in place",
  ),
  endpointSubnets: subnetsOfRole("the interface endpoints that Terraform creates", "/28 or wider"),
};

const costAlarm = z
  .strictObject({
    name: freeText(80)
      .optional()
      .describe("Name of the alarm on Amazon VPC. Default: `<namePrefix>-vpc-cost`."),
    email: emailAddress().describe(
      "Address that receives the alarms, such as a team's mailing list. AWS sends it a link to confirm the subscription.",
    ),
    thresholdUsd: usd()
      .optional()
      .describe(
        "Monthly Amazon VPC bill above which the alarm fires, in USD. Default: the cost of endpoints and public addresses for 31 days, plus 25 percent.",
      ),
    totalUsd: usd()
      .optional()
      .describe(
        "Monthly bill of the whole account above which a second alarm fires, in USD. Default: no second alarm.",
      ),
  })
  .describe(
    "Email alarm on the monthly bill of Amazon VPC. Requires that billing alerts are enabled in the account's billing preferences.",
  );

export const network = z
  .strictObject({
    vpcName: freeText(120).optional().describe("Name of the VPC. Default: `<namePrefix>-vpc`."),
    vpcCidr: cidr()
      .default("10.0.0.0/16")
      .describe(
        "IPv4 range of the VPC, /16 to /28. Planned private subnets require a /24 or a wider range, and planned public ones a /19.",
      ),
    podCidr: cidr()
      .optional()
      .describe(
        "Second IPv4 range of a created VPC, /16 to /25, for pods on nodes, such as `100.64.0.0/16`: each zone has an eighth of it, in a subnet with the routes of the private subnet. It is in the private range of `vpcCidr` or in 100.64.0.0/10. A node then has one address of its private subnet, with which pods call other networks, so these need no route to the range; pods have none of its first interface, so a node with single addresses has fewer of them. A change replaces all nodes. Default: pods have addresses of the private subnets.",
      ),
    zones: z
      .array(zoneLetter())
      .min(2, expects("at least two zones", "add a zone; EKS and an ALB need two availability zones"))
      .max(6)
      .default(["a", "b"])
      .describe(
        "Letters of the availability zones. Append new zones at the end. A plan fails before it creates anything if the account has no zone of a letter, or if Amazon EKS creates no cluster in that zone.",
      ),
    publicSubnets: subnets("public", "<namePrefix>-public-alb")
      .extend({
        mapPublicIpOnLaunch: z
          .boolean()
          .default(false)
          .describe("Gives instances in these subnets a public IPv4 address. Load balancers do not need it."),
      })
      .prefault({})
      .describe(
        "Subnets for internet-facing load balancers and NAT gateways. They exist, with an internet gateway, only while `entry.scheme` is `internet-facing` or `egress` has NAT gateways; a single NAT gateway alone has one public subnet, in the first zone. In an existing network they are looked up only for an internet-facing entry. Without such a need, these keys have no effect, so an environment that extends another can change the scheme alone.",
      ),
    privateSubnets: subnets("private", "<namePrefix>-private-workloads")
      .prefault({})
      .describe(
        "Subnets for nodes and pods, and for internal load balancers, VPC endpoints and the network interfaces of the control plane without subnets of their own.",
      ),
    ...roleSubnets,
    egress: z
      .enum(["none", "single-nat", "nat-per-az", "transit-gateway"])
      .default("none")
      .describe(
        "Egress from private subnets to the internet: none, one NAT gateway, one NAT gateway in each zone, or the transit gateway of the organization, which leads to an egress VPC of another account. With `transit-gateway`, the default route leads to the only attachment of this type, or to the one with `0.0.0.0/0` in its `cidrs`; the VPC has no NAT gateway.",
      ),
    networkAcls: z
      .boolean()
      .default(false)
      .describe("Adds network ACLs as a second, stateless layer besides the security groups."),
    flowLogs: z
      .strictObject({
        logGroupName: freeText(200)
          .optional()
          .describe("Name of the CloudWatch log group. Default: `/vpc/<namePrefix>/flow-logs`."),
        retentionDays: retentionDays(30).describe("Retention of the flow logs in CloudWatch Logs, in days."),
        bucketArn: arn(
          /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w!.*'()/-]*)?$/,
          "arn:aws:s3:::company-flow-logs/ml",
        )
          .optional()
          .describe(
            "ARN of a bucket of the company, also with a folder, which is not `AWSLogs`, that gets the flow logs in place of a log group. Its policy must let `delivery.logs.amazonaws.com` write. Default: a log group.",
          ),
        enabled: z
          .boolean()
          .default(true)
          .describe(
            "Whether the VPC has flow logs. With `false`, which requires `reason`, `flow-logs` warns.",
          ),
        reason: freeText(300)
          .optional()
          .describe(
            "Why the VPC has no flow logs with `enabled: false`, such as those of a landing zone. Default: none.",
          ),
      })
      .prefault({})
      .describe("VPC flow logs of all traffic."),
    endpoints: z
      .strictObject({
        interfaces: z
          .boolean()
          .default(true)
          .describe(
            "Whether AWS services have interface endpoints, which AWS bills by the hour in each zone. With `false`, which requires an `egress`, calls leave the VPC by the default route, and the network policies of pods that call AWS services allow HTTPS to any address, which needs a waiver of the check `policy-peers`. The S3 gateway endpoint is free and remains.",
          ),
        hub: endpointHub.optional(),
        s3Policy: z
          .enum(["least-privilege", "full-access"])
          .default("least-privilege")
          .describe(
            "Policy of the S3 endpoint: allows only the buckets that the platform needs, or all buckets (demos only).",
          ),
        sagemakerRuntime: z
          .boolean()
          .default(false)
          .describe(
            "Adds a VPC endpoint of SageMaker Runtime, for applications in the VPC that invoke SageMaker endpoints with a role of their own. The roles of models do not allow it.",
          ),
        admitVpcCidr: z
          .boolean()
          .default(false)
          .describe(
            "Allows the whole VPC to reach the interface endpoints, not only nodes and Fargate pods.",
          ),
      })
      .prefault({})
      .describe(
        "VPC endpoints. Synth adds an endpoint for each AWS service that the enabled components call.",
      ),
    attachments,
    extraRules: extraRulesSchema,
    costAlarm: costAlarm.optional(),
    existing: existingNetwork.optional(),
  })
  .overwrite(withDefaultRoute)
  .prefault({})
  .describe("The VPC: created by Terraform, or looked up if `existing` is set.");
