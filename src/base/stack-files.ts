/** Lists the stacks of an output folder. */
export const MANIFEST_NAME = "manifest.json";

/** Contains a folder for each stack. */
export const STACKS_FOLDER = "stacks";

/** Names of the files that the commands write to the folder of a stack. */
export const STACK_FILES = {
  /** The resources, providers and backend of the stack. */
  main: "cdk.tf.json",
  /** The Terraform version that it requires. */
  versions: "versions.tf.json",
  /** Blocks that change only the state. A stack without such blocks has no such file. */
  moves: "moves.tf.json",
  /** Import blocks of a repair, until the next apply succeeded. */
  repair: "repair.tf.json",
  /** The override for the first apply of the state stack. It is copied beside `cdk.tf.json` for that run, then removed. */
  firstApply: "first-apply/backend_override.tf.json",
  /** Override that lifts prevent_destroy while a destroy runs. The command that writes it removes it. */
  unprotected: "unprotected_override.tf.json",
} as const;

/** Blocks that change only the state, which are lists, and the argument that names the subject of each. */
export const MOVE_BLOCKS = { moved: "from", removed: "from", import: "to" } as const;

/**
 * Files beside `cdk.tf.json` with what checkov cannot read: if the Terraform version or one of these blocks is in a JSON
 * file, it reads no resource of the file and reports success (bridgecrewio/checkov issue 7454, read 2026-11-20). Move them
 * back when the fix of pull request 7467 is released.
 */
export const FILES_BESIDE = [STACK_FILES.versions, STACK_FILES.moves] as const;

/** Begins the name of each copy of a Terraform file of the owner in the folder of a stack, and of no file that synth generates. */
const OWN_PREFIX = "own-";

/** Name of the copy of an owner's file. */
export const ownCopyOf = (name: string): string => `${OWN_PREFIX}${name}`;

/** Name of the owner's file of a copy; undefined for any other file in the folder of a stack. */
export const ownSourceOf = (name: string): string | undefined =>
  name.startsWith(OWN_PREFIX) && /\.tf(\.json)?$/.test(name) ? name.slice(OWN_PREFIX.length) : undefined;
