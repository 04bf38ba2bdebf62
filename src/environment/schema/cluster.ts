import { z } from "../../base/zod";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import { expects } from "../expects";
import { NPX } from "../../base/program-name";
import { kmsKeyArn } from "../values";
import { retentionDays, roleArn, zoneLetter } from "./values";
import { apiAccess } from "./api-access";
import { clusterVersions } from "./cluster-versions";
import { nodeGroupsSchema } from "./node-group";
import { clusterAccessSchema } from "./cluster-access";
import { serviceCidr } from "./service-range";

/** @param addons names of EKS add-ons */
export const cluster = (addons: readonly string[]) =>
  z
    .strictObject({
      name: z
        .string()
        .regex(
          /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/,
          expects(
            "up to 100 letters, digits, - and _, starting with a letter or digit",
            "choose a name of that form",
          ),
        )
        .optional()
        .describe("Name of the EKS cluster. Default: `<environment>-cluster`."),
      roleName: z
        .string()
        .regex(
          /^[\w+=,.@-]{1,64}$/,
          expects("up to 64 letters, digits and +=,.@_-", "give the name of the role, not its ARN"),
        )
        .optional()
        .describe(
          "Name of the control plane's IAM role. Another role replaces the cluster, so a cluster that another tool made keeps its own. Default: `<namePrefix>-cluster`.",
        ),
      version: z
        .enum(KUBERNETES.versions.map((row) => row.version) as [string, ...string[]])
        .default(KUBERNETES.default)
        .describe("Kubernetes version, in quotes. EKS upgrades a cluster by one minor version at a time."),
      zones: z
        .array(zoneLetter())
        .min(2)
        .optional()
        .describe(
          "Letters of the availability zones that the cluster was created with, which EKS cannot change later (EKS API, read 2026-11-20). Default: those that the address lock records, or `network.zones` for a new environment.",
        ),
      serviceCidr: serviceCidr(),
      admins: z
        .array(roleArn())
        .min(1, expects("at least one role", "add the ARN of the IAM role that administers the cluster"))
        .describe(
          "ARNs of IAM roles with full Kubernetes access. The role that creates the cluster gets no access automatically.",
        ),
      access: clusterAccessSchema,
      deployerRole: roleArn()
        .optional()
        .describe(
          "ARN of an IAM role that Terraform assumes for the Kubernetes API of platform and models. It gets full Kubernetes access, and the identity that runs Terraform must be allowed to assume it. Default: that identity itself, which must be in `admins`.",
        ),
      apiAccess,
      nodeGroups: nodeGroupsSchema,
      nodeVolumes: z
        .strictObject({
          kmsKeyArn: kmsKeyArn()
            .optional()
            .describe(
              "ARN of the KMS key that encrypts the disks of all nodes, in the region of the environment. Its policy must let the service-linked role of EC2 Auto Scaling use it and create grants, also for a key of another account; without that, nodes end at their start with `Client.InternalError`. A change replaces all nodes, one after another. Default: the default key of the account for EBS.",
            ),
        })
        .prefault({})
        .describe("Disks of nodes."),
      podAddresses: z
        .enum(["prefixes", "single"])
        .default("prefixes")
        .describe(
          "Addresses that the VPC CNI takes from the subnets of nodes for pods: `prefixes` in blocks of 16, with which a `t3.medium` runs 110 pods, or `single` addresses for small subnets, with which it runs 17. A change replaces all nodes, one after another.",
        ),
      externalNodeAutoscaler: z
        .boolean()
        .default(false)
        .describe(
          `Whether an autoscaler outside of this project, such as a Cluster Autoscaler from Argo CD, sets the number of nodes between \`minPerZone\` and \`maxPerZone\`. Terraform then sets it only when it creates a node group, and \`${NPX} review\` prints the command to run before an apply that raises \`minPerZone\`. With \`false\`, each zone has \`minPerZone\` nodes, and every apply resets another number.`,
        ),
      sessionManager: z
        .boolean()
        .default(false)
        .describe(
          "Lets operators open a shell on a node with `aws ssm start-session`, without SSH: the SSM Agent of the nodes gets a policy and, without internet, two endpoints.",
        ),
      fargate: z
        .boolean()
        .default(false)
        .describe("Runs the pods of `namespace` on Fargate, which does not enforce network policies."),
      observability: z
        .boolean()
        .default(false)
        .describe("Sends container logs and Container Insights metrics to CloudWatch."),
      logTypes: z
        .array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"]))
        .default(["api", "audit", "authenticator", "controllerManager", "scheduler"])
        .describe(
          "Types of logs that the control plane writes to CloudWatch Logs. Without `audit`, nothing records who did what in the cluster, which the warning `cluster-logs` says; it is nearly all of their volume, as the cost report assumes.",
        ),
      logRetentionDays: retentionDays(30).describe(
        "Retention of control-plane and container logs in CloudWatch Logs, in days.",
      ),
      ...clusterVersions(addons),
    })
    .describe("The EKS cluster and its nodes.");
