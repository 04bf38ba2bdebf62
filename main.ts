import { environmentsDirIn } from "./src/commands/shared/options";
import { exitWith, processOutput, progressLine, today } from "./src/commands/shared/process";
import { jsonText } from "./src/commands/shared/report";
import { type SynthOptions, synthProgram } from "./src/commands/synth/program";
import { runAsyncCommand } from "./src/core/command-line";
import { userError } from "./src/core/errors";
import { summarize } from "./src/summary";
import { summaryJson } from "./src/summary-json";
import { synth } from "./src/synth";

const variables = process.env;
const progress = progressLine(1000);
const output = processOutput(progress);

const program = synthProgram(variables);

async function run(): Promise<number> {
  if (variables["SYNTH_HCL_OUTPUT"] === "true" || variables["SYNTH_HCL_OUTPUT"] === "1") {
    throw userError({
      place: "--hcl",
      got: "a request for HCL, which cdktf writes with corrupt policies and without some settings",
      expected: "JSON",
      fix: "synthesize JSON, and let npm run handoff write HCL",
    });
  }
  const { out, environments, json } = program.opts<SynthOptions>();
  const result = await synth({
    environmentsDir: environmentsDirIn(variables),
    ...(environments ? { only: environments } : {}),
    outdir: out,
    today: today(),
    underCdktfCli: variables["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] !== undefined,
    ...(progress ? { progress: progress.show } : {}),
  });
  output.out(json ? jsonText(summaryJson(result, out)) : `${summarize(result, out)}\n`);
  return 0;
}

exitWith(runAsyncCommand(program, process.argv.slice(2), output, run));
