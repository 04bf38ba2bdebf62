import { environmentsDirIn } from "./src/tools/shared/command/options";
import { exitWith, processOutput, today } from "./src/tools/shared/command/process";
import { jsonText } from "./src/tools/shared/command/report";
import { type SynthOptions, synthProgram } from "./src/tools/synth/program";
import { watch } from "./src/tools/synth/watch";
import { CHECKS } from "./src/proof/checks/all";
import { counts, report as checkReport } from "./src/proof/checks/report";
import { environmentsFrom } from "./src/platform/environment/loader/load";
import { runAsyncCommand } from "./src/shared/command-line/command-line";
import { counted } from "./src/shared/messages/counted";
import { userError } from "./src/shared/messages/errors";
import { summarize } from "./src/tools/synth/summary";
import { summaryJson } from "./src/tools/synth/summary-json";
import { type SynthResult, synth } from "./src/tools/synth/synth";

const variables = process.env;
const output = processOutput();

const program = synthProgram(variables);

async function start(): Promise<number> {
  if (variables["SYNTH_HCL_OUTPUT"] === "true" || variables["SYNTH_HCL_OUTPUT"] === "1") {
    throw userError({
      place: "--hcl",
      got: "a request for HCL, which cdktf writes with corrupt policies and without some settings",
      expected: "JSON",
      fix: "synthesize JSON, and let npm run handoff write HCL",
    });
  }
  const { out, environments, json, watch: isWatching } = program.opts<SynthOptions>();
  const environmentsDir = environmentsDirIn(variables);
  const run = (only: readonly string[] | undefined): Promise<SynthResult> =>
    synth({
      environmentsDir,
      ...(only ? { only } : {}),
      outdir: out,
      today: today(),
      underCdktfCli: variables["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] !== undefined,
      progress: (what) => output.step?.(what),
      tick: () => output.tick?.(),
    });
  const first = async (): Promise<number> => {
    const result = await run(environments);
    output.idle?.();
    output.out(json ? jsonText(summaryJson(result, out)) : `${summarize(result, environmentsDir, out)}\n`);
    return 0;
  };
  if (!isWatching) return first();
  const ended = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ended.abort());
  return watch({
    directory: environmentsDir,
    ...(environments ? { only: environments } : {}),
    first,
    synthesize: async (names) => {
      const result = await run(names);
      output.idle?.();
      return lineOf(result);
    },
    affected: (name) => environmentsFrom(environmentsDir, name),
    output,
    signal: ended.signal,
  });
}

/** A run of the watch in one line, after its findings. */
function lineOf({ environments, results, locator, report }: SynthResult): string {
  const found = results.filter(({ waiver }) => waiver === undefined);
  const texts = found.length > 0 ? [checkReport(found, (result) => locator.ofFinding(result))] : [];
  const names = environments.map(({ name }) => name).join(", ");
  return [
    ...texts,
    `${names}: ${counts(results, CHECKS.length)}; ${counted(report.written.length, "file")} changed`,
  ].join("\n");
}

exitWith(runAsyncCommand(program, process.argv.slice(2), output, start));
