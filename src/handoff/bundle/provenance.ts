import { type Format } from "../module/format";
import { sha256 } from "../../base/digests";

/** Source of a bundle. Only `parity.json` has it, so that another commit with the same output changes one file. */
export interface Provenance {
  readonly environment: string;
  /** Commit of the generator's repository, or `unknown`. */
  readonly commit: string;
  readonly format: Format;
  /** SHA-256 of the contents of all files that the stacks were made of. @default - an older synth did not record them */
  readonly inputs?: string;
  /** Whether the folder speaks of no generator, because its team owns it from now on. @default - a next hand-over writes it */
  readonly isOwned?: boolean;
}

export const GENERATOR = "private-eks-inference";

/** One digest of all inputs, by their checksums. Their paths are those of one machine, and do not count. */
export function digestOfInputs(inputs: ReadonlyMap<string, string> | undefined): Pick<Provenance, "inputs"> {
  return inputs === undefined ? {} : { inputs: sha256([...inputs.values()].sort().join("\n")) };
}
