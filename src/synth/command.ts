import { environmentsDirIn, type Variables } from "../project/options";
import { reportText } from "../project/command-report";
import { type SynthOptions, synthProgram } from "./run/program";
import { watch } from "./run/watch";
import { CHECKS } from "../checks/all";
import { counts, report as checkReport } from "../checks/report";
import { environmentsFrom } from "../environment/load";
import { type CommandOutput, runAsyncCommand } from "../base/command-line";
import { NPX } from "../base/program-name";
import { counted } from "../base/counted";
import { userError } from "../base/errors";
import { notProvedLines } from "../project/not-proved";
import { summarize } from "./run/summary";
import { summaryJson } from "./run/summary-json";
import { countOf } from "../checks/own-checks";
import { type SynthResult, synth } from "./synth";

export interface SynthCommandProps {
  readonly variables: Variables;
  /** The current day, as an ISO date. */
  readonly today: string;
}

/** Synthesizes environments, once or whenever a file is saved. Returns the exit status. */
export function runSynth(
  args: readonly string[],
  { variables, today }: SynthCommandProps,
  output: CommandOutput,
): Promise<number> {
  const program = synthProgram(variables);
  return runAsyncCommand(program, args, output, async () => {
    refuseHcl(variables);
    const { out, environments, json, watch: isWatching } = program.opts<SynthOptions>();
    const environmentsDir = environmentsDirIn(variables);
    const run = (only: readonly string[] | undefined): Promise<SynthResult> =>
      synth({
        environmentsDir,
        ...(only ? { only } : {}),
        outdir: out,
        today,
        underCdktfCli: variables["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] !== undefined,
        progress: (what) => output.step?.(what),
        tick: () => output.tick?.(),
      });
    const first = async (): Promise<number> => {
      const result = await run(environments);
      output.idle?.();
      output.out(
        json ? reportText("synth", summaryJson(result, out)) : `${summarize(result, environmentsDir, out)}\n`,
      );
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
        return watchLine(result);
      },
      affected: (name) => environmentsFrom(environmentsDir, name),
      output,
      signal: ended.signal,
    });
  });
}

function refuseHcl(variables: Variables): void {
  if (variables["SYNTH_HCL_OUTPUT"] !== "true" && variables["SYNTH_HCL_OUTPUT"] !== "1") return;
  throw userError({
    place: "--hcl",
    got: "a request for HCL, which cdktf writes with corrupt policies and without some settings",
    expected: "JSON",
    fix: `synthesize JSON, and let ${NPX} handoff write HCL`,
  });
}

/** A run of the watch in one line, after its findings and what is not proved. */
export function watchLine({
  environments,
  results,
  locator,
  report,
  ownChecks,
  notProved,
}: SynthResult): string {
  const found = results.filter(({ waiver }) => waiver === undefined);
  const texts = found.length > 0 ? [checkReport(found, (result) => locator.ofFinding(result))] : [];
  const names = environments.map(({ name }) => name).join(", ");
  return [
    ...texts,
    ...notProvedLines(notProved),
    `${names}: ${counts(results, CHECKS.length + countOf(ownChecks.values()))}; ${counted(report.written.length, "file")} changed`,
  ].join("\n");
}
