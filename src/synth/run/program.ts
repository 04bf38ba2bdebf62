import { type Command, Option } from "commander";
import { VARIABLES_HELP, type Variables, environmentsOption, outputFolderIn } from "../../project/options";
import { jsonOption } from "../../project/command-report";
import { commandOf } from "../../base/command-line";

export interface SynthOptions {
  readonly out: string;
  /** @default - all */
  readonly environments?: readonly string[];
  /** @default - a text for the terminal */
  readonly json?: true;
  /** @default - one run */
  readonly watch?: true;
}

/** The command line of synth. `main.ts` runs it. */
export const synthProgram = (variables: Variables): Command =>
  commandOf("synth", ["", "--environments mlapp --out out", "--watch"])
    .description(
      "Synthesizes environments into Terraform JSON, runs all checks, and then replaces the output folder.",
    )
    .option("--out <dir>", "output folder", outputFolderIn(variables))
    .addOption(environmentsOption(variables))
    .addOption(jsonOption("synth"))
    .addOption(
      new Option(
        "--watch",
        "after that, synthesize and check an environment whenever its file or an own Terraform file is saved, until Ctrl-C",
      ).conflicts("json"),
    )
    .addHelpText("after", VARIABLES_HELP);
