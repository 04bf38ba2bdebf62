import { type CommitOptions, type CommitReport } from "../../src/base/output/plan";
import { StagedOutput } from "../../src/base/staged-output";

export interface SynthToCommit extends CommitOptions {
  readonly outdir: string;
  /** Writes a complete synth into the staging folder. */
  readonly write: (staged: string) => void;
}

/** Stages and commits a synth in the order of `src/synth/synth.ts`, without checks. */
export function commitSynth({ outdir, write, isOutOfScope, underCdktfCli }: SynthToCommit): CommitReport {
  const output = StagedOutput.open(outdir, underCdktfCli);
  try {
    write(output.folder);
    return output.commit({ isOutOfScope });
  } catch (error) {
    throw output.explained(error);
  } finally {
    output.close();
  }
}
