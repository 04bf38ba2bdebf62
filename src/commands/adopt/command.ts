import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { importNetwork } from "../../adopt/import-network";
import { proposalOf } from "../../adopt/proposal";
import { readNetwork } from "../../adopt/reading";
import { yamlText } from "../../adopt/yaml-text";
import { type CommandOutput, runAsyncCommand } from "../../core/command-line";
import { userError } from "../../core/errors";
import { Aws } from "../../deploy/aws";
import { Programs } from "../../deploy/programs";
import { stateLocation } from "../../deploy/state";
import { type TerraformProgram } from "../../deploy/terraform-program";
import { VARIABLES_HELP, inOption, jsonOption } from "../shared/options";
import { jsonText, writeReport } from "../shared/report";
import { type LayersProps, inSession, programOption, stacksFor } from "../shared/session";

export interface AdoptProps extends LayersProps {
  /** Is called with the current step of long work. @default - no one looks */
  readonly progress?: (step: string) => void;
}

interface Options {
  readonly vpc?: string;
  readonly region?: string;
  readonly out?: string;
  readonly json?: true;
  readonly into?: string;
  readonly in: string;
  readonly yes?: true;
  readonly program?: TerraformProgram;
}

/** Proposes an environment's file for a network that exists, or import blocks that take it over. Returns the exit status. */
export function runAdopt(args: readonly string[], props: AdoptProps, output: CommandOutput): Promise<number> {
  const { variables } = props;
  const program = new Command("npm run adopt --")
    .description(
      "Reads a VPC that was made by hand or by another tool, and changes nothing in AWS. With --region it proposes the keys of " +
        "an environment that looks the VPC up and creates nothing in it. With --into it writes import blocks with which " +
        "Terraform takes over what the network stack of a synthesized environment declares. docs/adopt.md describes both.",
    )
    .option("--vpc <vpc>", "id of the VPC, or its tag Name")
    .option("--region <region>", "region of the VPC (default: AWS_REGION)")
    .option("--out <file>", "write the YAML to this new file instead of the terminal")
    .addOption(jsonOption("adopt"))
    .addOption(
      new Option(
        "--into <environment>",
        "write import blocks for the network stack of this synthesized environment instead",
      ).conflicts(["region", "out", "json"]),
    )
    .option("--yes", "with --into: answer every question with yes, for automation")
    .addOption(programOption())
    .addOption(inOption(variables))
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<Options>();
    if (options.vpc === undefined) return program.error("error: no VPC; give --vpc ID");
    if (options.into !== undefined) return takeOver(options.vpc, options.into, options, props, output);
    const region = options.region ?? (variables["AWS_REGION"] || variables["AWS_DEFAULT_REGION"]);
    if (!region) return program.error("error: no region; give --region REGION, or --into ENVIRONMENT");
    return propose(options.vpc, region, options, props, output);
  });
}

async function propose(
  vpc: string,
  region: string,
  { out, json }: Options,
  { variables, progress = () => undefined }: AdoptProps,
  output: CommandOutput,
): Promise<number> {
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
}

/** Import blocks for the network stack of a synthesized environment. */
function takeOver(
  vpc: string,
  environment: string,
  options: Options,
  props: AdoptProps,
  output: CommandOutput,
): Promise<number> {
  const stacks = stacksFor(options.in, [environment], ["network"], false);
  return inSession("npm run adopt", props, { ...options, wait: 0 }, stacks, output, async (session) => {
    const [stack] = session.chosen;
    if (stack === undefined) return "failed";
    const aws = new Aws(session.programs, stateLocation(stack).region);
    const reading = await readNetwork(aws, vpc, props.progress ?? (() => undefined));
    return importNetwork(session, stack, reading);
  });
}
