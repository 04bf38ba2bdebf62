import { StackJson } from "../../src/terraform/stack-json";
import { type TrialSynth } from "../../src/project/trial-synth";
import { trialSynth } from "../../src/synth/trial-synth";
import { SharedResults } from "./shared-results";

type Trial = ReturnType<TrialSynth>;

const shared = new SharedResults<Trial>("trials");

/** The trials of the environment of the last one. All of them would take gigabytes. */
const known = new Map<string, Trial>();
let last = "";

/** Trials of which each is synthesized once: hand-overs of one environment need the same ones. */
export const knownTrials: TrialSynth = (environment, settings) => {
  if (environment !== last) known.clear();
  last = environment;
  const key = JSON.stringify([environment, settings.map(({ path, value }) => [path, value])]);
  const trial =
    known.get(key) ?? withStacks(shared.get(key)) ?? stored(key, trialSynth(environment, settings));
  known.set(key, trial);
  return trial;
};

/** A refusal without a reason may be a fault of the machine, such as a full disk: the next run tries again. */
function stored(key: string, trial: Trial): Trial {
  if (!("refused" in trial) || trial.refused.length > 0) shared.store(key, trial);
  return trial;
}

/** Stored stacks have their data only. */
function withStacks(trial: Trial | undefined): Trial | undefined {
  if (trial === undefined || "refused" in trial) return trial;
  const stacks = [...trial.stacks].map(
    ([layer, { name, json, generated }]) => [layer, new StackJson(name, json, generated)] as const,
  );
  return { ...trial, stacks: new Map(stacks) };
}
