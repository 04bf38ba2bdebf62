/** Arguments that Terraform gives every resource and data source (Terraform language, Resources; read 2026-11-20). */
export const META_ARGUMENTS = ["count", "depends_on", "for_each", "provider"] as const;

/** Blocks that Terraform gives every resource. */
export const META_BLOCKS = ["connection", "lifecycle", "provisioner"] as const;

const ALL: ReadonlySet<string> = new Set([...META_ARGUMENTS, ...META_BLOCKS, "//"]);

/** True for a name that is no argument of a provider: one of Terraform's own, or the comment `//` of Terraform JSON. */
export const isMetaArgument = (name: string): boolean => ALL.has(name);
