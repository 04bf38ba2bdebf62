const ARGUMENTS = ["count", "depends_on", "for_each", "provider"] as const;

const BLOCKS = ["connection", "lifecycle", "provisioner"] as const;

const ALL: ReadonlySet<string> = new Set([...ARGUMENTS, ...BLOCKS, "//"]);

/**
 * Blocks at the top of a root module, each with the number of its labels
 * (developer.hashicorp.com/terraform/language/syntax/configuration, read 2026-11-25).
 */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

/** Names that Terraform itself gives to blocks (Terraform language, Resources; read 2026-11-20). */
export const META = {
  /** Arguments of every resource and data source. */
  arguments: ARGUMENTS,
  /** Blocks of every resource. */
  blocks: BLOCKS,
  /** Blocks at the top of a root module, each with the number of its labels. */
  labels: LABELS,
  /** True for a name that is no argument of a provider: one of Terraform's own, or the comment `//` of Terraform JSON. */
  includes: (name: string): boolean => ALL.has(name),
} as const;
