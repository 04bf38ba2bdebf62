import facts from "./calls-of-commands.json";

/**
 * Commands that call AWS without Terraform: those of operation read, and those of a teardown also delete what Terraform
 * does not know.
 */
export const COMMAND_USES = ["operate", "teardown"] as const;

export type CommandUse = (typeof COMMAND_USES)[number];

/** A call of the AWS CLI, and the IAM actions that AWS checks for it. */
interface CommandCall {
  /** As on the command line, such as `ec2 describe-vpcs`. */
  readonly call: string;
  readonly actions: readonly string[];
  /** Whether it lists the objects of the account, so that no name can limit it. @default - it is limited as for Terraform */
  readonly lists?: boolean;
}

/** Calls of each use. */
export const COMMAND_CALLS: Readonly<Record<CommandUse, readonly CommandCall[]>> = facts.uses;

/** Calls that a command prints for the user and never makes. */
export const PRINTED_CALLS: readonly string[] = facts.printed;
