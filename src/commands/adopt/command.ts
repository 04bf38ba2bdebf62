import { existsSync } from "node:fs";
import { Command } from "commander";
import { proposalOf } from "../../adopt/proposal";
import { readNetwork } from "../../adopt/reading";
import { yamlText } from "../../adopt/yaml-text";
import { type CommandOutput, runAsyncCommand } from "../../core/command-line";
import { userError } from "../../core/errors";
import { Aws } from "../../deploy/aws";
import { Programs } from "../../deploy/programs";
import { type Variables, VARIABLES_HELP, jsonOption } from "../shared/options";
import { jsonText, writeReport } from "../shared/report";

export interface AdoptProps {
  readonly variables: Variables;
  /** Is called with the current step of long work. @default - no one looks */
  readonly progress?: (step: string) => void;
}

interface Options {
  readonly vpc?: string;
  readonly region?: string;
  readonly out?: string;
  readonly json?: true;
}

/** Proposes an environment's file for a network that exists. Returns the exit status. */
export function runAdopt(
  args: readonly string[],
  { variables, progress = () => undefined }: AdoptProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run adopt --")
    .description(
      "Reads a VPC that was made by hand or by another tool, and proposes the keys of an environment that looks it up and " +
        "creates nothing in it. It changes nothing: what AWS lacks is printed as commands. Needs the AWS CLI and credentials; " +
        "docs/adopt.md describes it.",
    )
    .option("--vpc <vpc>", "id of the VPC, or its tag Name")
    .option("--region <region>", "region of the VPC (default: AWS_REGION)")
    .option("--out <file>", "write the YAML to this new file instead of the terminal")
    .addOption(jsonOption("adopt"))
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const {
      vpc,
      region = variables["AWS_REGION"] || variables["AWS_DEFAULT_REGION"],
      out,
      json,
    } = program.opts<Options>();
    if (vpc === undefined || region === undefined)
      return program.error("error: no VPC or region; give --vpc ID and --region REGION");
    if (out !== undefined && existsSync(out))
      throw userError({
        place: `--out ${out}`,
        got: "a file that exists",
        expected: "a new file",
        fix: "name another file, and copy the keys",
      });
    const aws = new Aws(new Programs(variables, output.err), region);
    const proposal = proposalOf(await readNetwork(aws, vpc, progress));
    if (json) output.out(jsonText(proposal));
    else writeReport(yamlText(proposal), out, output);
    for (const note of proposal.notes) output.err(`note: ${note}\n`);
    for (const { reason, command } of proposal.preparations)
      output.err(`before the first plan, since ${reason}:\n  ${command}\n`);
    return 0;
  });
}
