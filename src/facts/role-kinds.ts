/**
 * Kinds of roles with a boundary of their own. All roles of a kind are in one layer: who applies a layer can take over its roles, and
 * must not get what those of another layer need.
 */
type RoleKind = "network" | "cluster" | "nodes" | "backups" | "parts" | "controllers" | "models";

/** Name or ARN of one managed policy for all roles, or of one for each kind. */
export type Boundaries = string | Readonly<Record<RoleKind, string>>;
