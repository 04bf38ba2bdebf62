/** The resources, providers and backend of a stack, among the files of its folder. */
export const STACK_FILE = "cdk.tf.json";

/** The Terraform version that a stack requires. */
export const VERSIONS_FILE = "versions.tf.json";

/** Blocks that change only the state. A stack without such blocks has no such file. */
export const MOVES_FILE = "moves.tf.json";
export const MOVE_BLOCKS = ["moved", "removed", "import"] as const;

/**
 * Files beside `cdk.tf.json` with what checkov cannot read: if the Terraform version or one of these blocks is in a JSON
 * file, it reads no resource of the file and reports success (bridgecrewio/checkov issue 7454, read 2026-11-20). Move them
 * back when the fix of pull request 7467 is released.
 */
export const FILES_BESIDE = [VERSIONS_FILE, MOVES_FILE] as const;

/** Import blocks of a repair, in the folder of the stack until its next apply succeeded. */
export const REPAIR_FILE = "repair.tf.json";

/** Begins the name of each copy of a Terraform file of the owner in the folder of a stack, and of no file that synth generates. */
const OWN_PREFIX = "own-";

/** Name of the copy of an owner's file. */
export const ownCopyOf = (name: string): string => `${OWN_PREFIX}${name}`;

/** Name of the owner's file of a copy. */
export const ownSourceOf = (copy: string): string => copy.slice(OWN_PREFIX.length);

/** Whether a file in the folder of a stack has the name of such a copy. */
export const isOwnCopy = (name: string): boolean =>
  name.startsWith(OWN_PREFIX) && /\.tf(\.json)?$/.test(name);
