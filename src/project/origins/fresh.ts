import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack } from "../../terraform/output";

/** The output of this version for an environment, from its inputs. */
export interface FreshEnvironment {
  readonly name: string;
  readonly stacks: readonly OutputStack[];
  /** Files in the output folder by path, except those that depend on the day: exceptions of scanners. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Entries of its stacks in the manifest, by stack. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The record, with all waivers of the inputs: only a check tells those that accept nothing. */
  readonly record: EnvironmentRecord;
}
