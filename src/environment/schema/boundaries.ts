import { type Boundaries } from "../../facts/role-kinds";
import { z } from "../../base/zod";
import { customerPolicy } from "./values";

/** One policy for each kind of role, see `RoleKind`. */
const kinds = z.strictObject({
  network: customerPolicy().describe("Boundary of the roles of the network layer: flow logs."),
  cluster: customerPolicy().describe("Boundary of the cluster's role, and of the roles of its add-ons."),
  nodes: customerPolicy().describe("Boundary of the role of nodes."),
  backups: customerPolicy().describe("Boundary of the roles of AWS Backup."),
  parts: customerPolicy().describe(
    "Boundary of the other roles of the cluster layer, such as that of MLflow.",
  ),
  controllers: customerPolicy().describe(
    "Boundary of the roles of the platform layer, such as that of the load balancer controller.",
  ),
  models: customerPolicy().describe("Boundary of the roles of models. A new model needs its next version."),
});

export const permissionsBoundary = z
  .union([customerPolicy(), kinds])
  .optional()
  .describe(
    "Permissions boundary of every IAM role of the environment: the name or ARN of one managed policy, or one for each kind of role. With one for each kind, a deployer that takes over a role of its layer gets only what the roles of this kind need. The policies exist before the first apply: those of your organization, or the documents that `policy` writes, which an administrator creates once. With it, the deployer creates and changes roles only below this boundary. Default: no boundary, so that the holder of the deployer's policies is an admin in effect.",
  );

/** Boundaries by their path in the file. */
export const boundaryPaths = (boundary?: Boundaries): [path: string[], policy: string][] =>
  typeof boundary === "string"
    ? [[["permissionsBoundary"], boundary]]
    : Object.entries(boundary ?? {}).map(([kind, policy]) => [["permissionsBoundary", kind], policy]);
