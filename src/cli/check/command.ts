import { Option } from "commander";
import { commandOf, type CommandOutput, runCommand } from "../../base/command-line";
import { jsonOption, reportFileOption, reportText, writeReport } from "../../project/command-report";
import { moduleOption } from "../../project/input";
import { VARIABLES_HELP, environmentsOption, outputFolderIn } from "../../project/options";
import { onManifests } from "./on-manifests";
import { type CheckInput, type CheckOptions, type CheckProps } from "./checked";
import { onOutput } from "./on-output";
import { onPlans } from "./on-plans";

const PLANS = `
Each plan is matched to a stack. --in then supplies the other stacks, the waivers, and settings that no plan holds, such
as lifecycle and backend, and is what each plan is compared with. With --plan the folder is read only where --in or CDKTF_OUTDIR names it. A plan of a
handed-over module needs --module, whose files supply the same. A value that remains unknown is an error: exit status 1.`;

const PROMTOOL_HELP = `
Where promtool of Prometheus is on the PATH, or PROMTOOL names it, it evaluates the alerts of an output folder over recorded cases of each
fault. Without it, the last lines of the report name them as not judged.`;

/** Runs all checks on an output folder or on plans. Returns the exit status. */
export function runCheck(args: readonly string[], props: CheckProps, output: CommandOutput): number {
  const program = commandOf("check", ["", "--environments mlapp --json", "--module handed-over"])
    .description("Runs all checks on synthesized Terraform JSON, on handed-over modules, or on plans.")
    .option(
      "--in <dir>",
      `output folder of synth (default: "${outputFolderIn(props.variables)}"; with --plan: none)`,
    )
    .addOption(moduleOption(["manifests", "manifest"]))
    .option(
      "--plan <file>",
      "JSON from terraform show -json, as FILE or STACK=FILE; repeatable",
      (each: string, before: readonly string[] = []) => [...before, each],
    )
    .addOption(
      new Option(
        "--manifests <dir>",
        "judge the rendered manifests of a folder that Argo CD applies, instead of the stacks",
      ).conflicts("plan"),
    )
    .addOption(
      new Option(
        "--manifest <file>",
        "trusted copy of the folder's .synth-files.json, to compare the folder with instead of its inputs",
      ).conflicts(["plan", "manifests"]),
    )
    .addOption(environmentsOption(props.variables))
    .addOption(reportFileOption())
    .addOption(jsonOption("check"))
    .addHelpText("after", PLANS)
    .addHelpText("after", PROMTOOL_HELP)
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const options = program.opts<CheckOptions>();
    const checked = inputOf(options)(options, props, output);
    writeReport(options.json ? reportText("check", checked.json()) : checked.page(), options.out, output);
    return checked.fails ? 1 : 0;
  });
}

function inputOf({ manifests, plan }: CheckOptions): CheckInput {
  if (manifests !== undefined) return onManifests;
  return plan === undefined ? onOutput : onPlans;
}
