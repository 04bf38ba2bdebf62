import { type Layer } from "../terraform/layers";

/**
 * Kinds of roles with a boundary of their own. All roles of a kind are in one layer: who applies a layer can take over its roles, and
 * must not get what those of another layer need.
 */
export type RoleKind = "network" | "cluster" | "nodes" | "backups" | "parts" | "controllers" | "models";

/** Name or ARN of one managed policy for all roles, or of one for each kind. */
export type Boundaries = string | Readonly<Record<RoleKind, string>>;

/** The kind of a role, by its layer and its trust policy. */
export function roleKind(layer: Layer, trust: string): RoleKind {
  if (layer === "models") return "models";
  if (layer === "platform") return "controllers";
  if (layer !== "cluster") return "network";
  if (/"ec2\.amazonaws/.test(trust)) return "nodes";
  if (/"backup\.amazonaws/.test(trust)) return "backups";
  return /"eks[\w-]*\.amazonaws|:serviceaccount:(kube-system|amazon-cloudwatch):/.test(trust)
    ? "cluster"
    : "parts";
}
