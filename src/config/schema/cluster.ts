import { z } from "zod";
import { ADDON_NAMES } from "../../catalog/addons";
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from "../../catalog/kubernetes-versions";
import { expects } from "../loader/expects";
import {
  cidr,
  freeText,
  instanceType,
  kubernetesName,
  retentionDays,
  roleArn,
  securityGroupId,
  zoneLetter,
} from "./values";

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

export const cluster = z
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
