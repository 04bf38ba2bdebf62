import { type TrialSynth } from "../../src/tools/shared/origins/trial-synth";
import { trialSynth } from "../../src/tools/synth/trial-synth";

type Trial = ReturnType<TrialSynth>;

const known = new Map<string, Trial>();

/** Trials of which each is synthesized once for each process: hand-overs of one environment need the same ones. */
export const knownTrials: TrialSynth = (environment, settings) => {
  const key = JSON.stringify([environment, settings]);
  const trial = known.get(key) ?? trialSynth(environment, settings);
  known.set(key, trial);
  return trial;
};
