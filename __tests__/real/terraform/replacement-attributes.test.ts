import { join } from "node:path";
import { AWS_REPLACEMENTS, observedEffect } from "../../../src/facts/replacement-attributes/observed";
import { emit } from "../../../src/synth/synth";
import { ENVIRONMENT_FOLDERS } from "../../../dev/replacement-attributes/command";
import { observe } from "../../../dev/replacement-attributes/probe";
import { OfflineProvider } from "../../../dev/replacement-attributes/provider";
import { samplesOf } from "../../../dev/replacement-attributes/samples";
import { currentRun } from "./harness/run";
import { ROOT } from "./harness/synth";
import { isolated } from "./harness/variables";

const run = currentRun();

test("for every argument in the table of replacement attributes, Terraform has the recorded effect", () => {
  const provider = new OfflineProvider(
    AWS_REPLACEMENTS.version,
    run.pluginDir,
    isolated(process.env, run.folder),
  );
  try {
    const stacks = ENVIRONMENT_FOLDERS.flatMap((folder) => emit(join(ROOT, folder)).stacks);
    const isKnown = ({
      type,
      path,
      difference,
    }: {
      type: string;
      path: string;
      difference: "changed" | "added" | "removed";
    }) => observedEffect(type, path, difference) !== undefined;
    const observations = observe(samplesOf(stacks, "aws"), provider, isKnown);
    const wrong = observations.filter(
      ({ type, path, difference, effect }) => observedEffect(type, path, difference) !== effect,
    );
    expect(wrong).toEqual([]);
    expect(observations.length).toBeGreaterThan(1000);
  } finally {
    provider.remove();
  }
});
