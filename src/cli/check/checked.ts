import { type CommandOutput } from "../../base/command-line";
import { statedBy } from "../../infrastructure/stated";
import { type Variables } from "../../project/options";
import { type TrialSynth } from "../../project/trial-synth";
import { type Resynthesize } from "../../project/origins";
import { type EnvironmentRecord, NO_RECORD, readEnvironmentRecord } from "../../terraform/environment-record";

export interface CheckProps {
  readonly variables: Variables;
  /** ISO date to compare waivers and support calendars with. */
  readonly today: string;
  /** Synthesizes the inputs again, to compare an output folder with them. */
  readonly resynthesize: Resynthesize;
  /** Synthesizes recorded settings, where there are no inputs. @default - nothing is compared with them */
  readonly trialSynth?: TrialSynth;
}

/** Options of the command, as commander reads them. */
export interface CheckOptions {
  /** @default - the folder of the variables, and none with a plan */
  readonly in?: string;
  /** @default - no module */
  readonly module?: string;
  /** @default - no plan */
  readonly plan?: readonly string[];
  /** @default - no manifests */
  readonly manifests?: string;
  /** @default - that of the output folder */
  readonly manifest?: string;
  /** @default - all */
  readonly environments?: readonly string[];
  /** @default - text for people */
  readonly json?: true;
  /** @default - standard output */
  readonly out?: string;
}

/** Judges one kind of input: an output folder, plans, or manifests. */
export type CheckInput = (options: CheckOptions, props: CheckProps, output: CommandOutput) => Checked;

/** The results on an input. */
interface Checked {
  readonly page: () => string;
  /** The report of `--json`, without its version. */
  readonly json: () => object;
  /** Whether the exit status is 1. */
  readonly fails: boolean;
}

/** Records of the environments of a folder, and what their files stated then, each read once. */
export function recordsIn(folder: string | undefined) {
  const known = new Map<string, EnvironmentRecord>();
  const recordOf = (name: string): EnvironmentRecord => {
    const record =
      known.get(name) ?? (folder === undefined ? NO_RECORD : readEnvironmentRecord(folder, name));
    known.set(name, record);
    return record;
  };
  return { recordOf, statedOf: statedBy((name) => recordOf(name).settings) };
}
