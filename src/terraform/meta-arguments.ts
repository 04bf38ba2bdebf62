/** Names that Terraform itself gives to blocks (Terraform language, Resources; read 2026-11-20). */
export const META = {
  /** Arguments of every resource and data source. */
  arguments: ["count", "depends_on", "for_each", "provider"],
  /** Blocks of every resource. */
  blocks: ["connection", "lifecycle", "provisioner"],
} as const;

const ALL: ReadonlySet<string> = new Set([...META.arguments, ...META.blocks, "//"]);

/** True for a name that is no argument of a provider: one of Terraform's own, or the comment `//` of Terraform JSON. */
export const isMetaArgument = (name: string): boolean => ALL.has(name);
