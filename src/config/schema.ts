import { z } from "zod";
import { ENDPOINT_SERVICE_NAMES } from "../catalog/endpoints";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../catalog/kubernetes-versions";
import { ADDON_NAMES } from "../catalog/addons";
import { LOG_RETENTION_DAYS } from "../catalog/log-retention";
import { expects } from "./expects";
import { modelSchema } from "./schema-model";
import {
  bucketName,
  certificateArn,
  cidr,
  dnsName,
  freeText,
  hostedZoneId,
  instanceType,
  kubernetesName,
  roleArn,
  securityGroupId,
  tagValue,
  webAclArn,
  zoneLetter,
} from "./schema-values";

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
      .union([z.enum(["alb", "nodes", "control-plane", "endpoints", "s3"]), cidr()])
      .describe("The other side: a group, `s3` for the S3 prefix list, or a range."),
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
      .describe("Security-group rules that exist. A plan stops where one is missing."),
    subnetTags: z
      .array(z.enum(["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb", "kubernetes.io/cluster"]))
      .default([])
      .describe("Tags for load balancers that the subnets carry. A plan stops where one is missing."),
  })
  .describe(
    "What a network made outside Terraform holds. Everything is found by name and nothing in it is created.",
  );

const network = z
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
    existing: existingNetwork.optional(),
  })
  .prefault({})
  .describe("The VPC: made by Terraform, or found where `existing` is set.");

function retentionDays(days: number) {
  return z
    .literal(
      LOG_RETENTION_DAYS,
      expects(`one of CloudWatch's retention periods: ${LOG_RETENTION_DAYS.join(", ")}`, "choose one"),
    )
    .default(days as (typeof LOG_RETENTION_DAYS)[number]);
}

const nodeGroup = z
  .strictObject({
    instanceTypes: z
      .array(instanceType())
      .min(1)
      .default(["t3.medium"])
      .describe(
        "EC2 instance types, all of one architecture. Graviton types (such as `m7g.large`) get the ARM image, GPU types (such as `g5.xlarge`) the image with drivers, a taint and the device plugin.",
      ),
    capacityType: z
      .enum(["ON_DEMAND", "SPOT"])
      .default("ON_DEMAND")
      .describe("How the instances are bought."),
    minPerZone: z.int().min(0).max(100).default(1).describe("Fewest nodes in each zone."),
    maxPerZone: z.int().min(1).max(100).default(2).describe("Most nodes in each zone."),
    diskGiB: z.int().min(20).max(16384).default(50).describe("Size of the encrypted gp3 root disk, in GiB."),
    zones: z
      .array(zoneLetter())
      .min(1)
      .optional()
      .describe("Zones that get nodes. Default: all zones of the network."),
  })
  .describe("One managed node group for each zone.");

const cluster = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/,
        expects("up to 100 letters, digits, - and _", "choose a shorter or plainer name"),
      )
      .optional()
      .describe("Name of the EKS cluster. Default: `<environment>-cluster`."),
    version: z
      .enum(KUBERNETES_VERSIONS.map((row) => row.version) as [string, ...string[]])
      .default(DEFAULT_KUBERNETES_VERSION)
      .describe("Kubernetes version, in quotes. One minor version at a time can be added later."),
    zones: z
      .array(zoneLetter())
      .min(2)
      .optional()
      .describe(
        "Zones that the cluster was created with. EKS refuses to move them, so keep this list when `network.zones` grows. Default: `network.zones`.",
      ),
    admins: z
      .array(roleArn())
      .min(1, expects("at least one role", "name the IAM role of the people who administer the cluster"))
      .describe("IAM roles with full Kubernetes access. Who creates the cluster gets none by that."),
    apiAccess: z
      .strictObject({
        cidrs: z
          .array(cidr())
          .default([])
          .describe("Ranges that may reach the private API endpoint, such as a VPN's."),
        securityGroupIds: z
          .array(securityGroupId())
          .default([])
          .describe("Security groups that may reach it, such as a runner's."),
        publicCidrs: z
          .array(cidr())
          .default([])
          .describe("Ranges that may reach a public API endpoint. It is off while this is empty."),
      })
      .prefault({})
      .describe("Who reaches the Kubernetes API from outside the nodes."),
    nodeGroups: z
      .record(kubernetesName(20), nodeGroup)
      .default({ general: nodeGroup.parse({}) })
      .describe("Node groups by name."),
    fargate: z
      .boolean()
      .default(false)
      .describe("Runs the pods of `namespace` on Fargate. Network policies are not enforced there."),
    observability: z
      .boolean()
      .default(false)
      .describe("Ships container logs and Container Insights metrics to CloudWatch."),
    logRetentionDays: retentionDays(30).describe(
      "How long control-plane and container logs are kept, in days.",
    ),
    addonVersions: z
      .partialRecord(z.enum(ADDON_NAMES), freeText(60))
      .default({})
      .describe("Builds of EKS add-ons that replace the catalog's."),
  })
  .describe("The EKS cluster and its nodes.");

/** How HTTPS is served; the rule that one of three must be chosen stands in `rules.ts`. */
const https = {
  host: dnsName().optional().describe("Host name that clients use. Needed for HTTPS."),
  certificateArn: certificateArn()
    .optional()
    .describe("An ACM certificate that exists, in the environment's region."),
  hostedZoneId: hostedZoneId()
    .optional()
    .describe("Route 53 zone of `host`: a certificate is made and validated there unless one is given."),
  httpOnly: z.boolean().default(false).describe("Serves plain HTTP. For a classroom demo only."),
  webAclArn: webAclArn().optional().describe("A regional WAFv2 web ACL that guards the load balancer."),
};

const scheme = z
  .enum(["internal", "internet-facing"])
  .default("internal")
  .describe("Whether the load balancer has private addresses only, or public ones.");

const clientCidrs = z
  .array(cidr())
  .optional()
  .describe(
    "Ranges that clients come from. Default: anywhere for an internet-facing load balancer, else the VPC.",
  );

const entry = z
  .discriminatedUnion("type", [
    z
      .strictObject({
        type: z.literal("ingress").describe("The controller makes an ALB from an Ingress."),
        name: kubernetesName(63).default("models").describe("Name of the Ingress."),
        scheme,
        clientCidrs,
        ...https,
      })
      .describe("An ALB that the controller makes from one Ingress for all models (the default)."),
    z
      .strictObject({
        type: z.literal("terraform-alb").describe("Terraform makes an ALB; pods join its target group."),
        name: freeText(32).optional().describe("Name of the ALB. Default: `<namePrefix>-api-demo-alb`."),
        targetGroupName: freeText(32)
          .optional()
          .describe("Name of the target group. Default: `<namePrefix>-eks-api-tg`."),
        scheme,
        clientCidrs,
        ...https,
      })
      .describe("An ALB in Terraform that a variable turns on and off, for one model."),
    z
      .strictObject({
        type: z
          .literal("existing-alb")
          .describe("An ALB made outside Terraform; pods join its target group."),
        loadBalancerName: freeText(32).describe("Name of the ALB."),
        targetGroupName: freeText(32).describe("Name of the target group, of type `ip`."),
        host: dnsName()
          .optional()
          .describe("Host name of its certificate. Default: the ALB's own name, over HTTP."),
      })
      .describe("An ALB that exists in an existing network, for one model."),
    z
      .strictObject({
        type: z.literal("nlb").describe("The controller makes an NLB for each model."),
        scheme,
        clientCidrs,
        port: z.int().min(1).max(65535).default(80).describe("TCP port that the NLB listens on."),
      })
      .describe("An NLB from a Service of type LoadBalancer, for each model."),
  ])
  .describe("The way in, from clients to the models.");

const waiver = z
  .strictObject({
    check: freeText(80).describe("Id of the check."),
    address: freeText(200).describe("Resource address that the finding names."),
    reason: freeText(500).describe("Why it is accepted."),
    until: z.iso
      .date(expects("a date such as 2027-03-31", "say when this is looked at again"))
      .describe("Last day on which it holds."),
  })
  .describe("A finding that is accepted for now.");

export const environmentSchema = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, expects("the 12 digits of an AWS account", 'write them in quotes: "111122223333"'))
    .describe("AWS account, in quotes. Terraform refuses to run in any other."),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, expects("an AWS region such as eu-west-1", "write the region's code"))
    .describe("AWS region."),
  project: tagValue(60).describe("Value of the tag `project`."),
  owner: tagValue(120).describe("Value of the tag `owner`: who answers for this environment."),
  repository: tagValue(200).describe("Value of the tag `repository`: where this configuration is kept."),
  namePrefix: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
      expects("3 to 24 lower-case letters, digits and -", "choose a shorter prefix"),
    )
    .optional()
    .describe("Start of the names of network resources. Default: the environment's name."),
  network,
  cluster,
  namespace: kubernetesName(63).default("models").describe("Kubernetes namespace of the models."),
  modelBucket: z
    .strictObject({
      existingName: bucketName()
        .optional()
        .describe("A bucket that exists. Default: one is made, named for environment and account."),
    })
    .prefault({})
    .describe("The S3 bucket that holds the files of models, each below its own prefix."),
  prometheusRelease: kubernetesName(53)
    .optional()
    .describe(
      "Helm release of the Prometheus Operator that runs in the cluster; models with `metricsPath` get a ServiceMonitor for it.",
    ),
  entry,
  models: z
    .array(modelSchema)
    .min(1, expects("at least one model", "describe a model API"))
    .describe("The model APIs."),
  waivers: z.array(waiver).default([]).describe("Findings of checks that are accepted, each until a day."),
});

/** An environment as written and validated, with defaults filled in. */
export type EnvironmentConfig = z.output<typeof environmentSchema>;
