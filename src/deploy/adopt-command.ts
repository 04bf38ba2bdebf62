import { existsSync } from "node:fs";
import { Option } from "commander";
import { adoptedClusterRules } from "./adopt/cluster-differences";
import { readCluster, vpcOf } from "./adopt/cluster-reading";
import { type Existing, importExisting } from "./adopt/import-existing";
import { adoptedNetworkRules } from "./adopt/network-rules";
import { type Proposal, proposalOf } from "./adopt/proposal";
import { readNetwork } from "./adopt/reading";
import { proposedYaml } from "./adopt/yaml-text";
import { addonNames } from "../parts/environment-schema";
import { COMPONENTS } from "../parts/generated/registry";
import { commandOf, type CommandOutput, runAsyncCommand } from "../base/command-line";
import { userError } from "../base/errors";
import { Aws } from "./deploy/aws";
import { Programs } from "./deploy/programs";
import { removeLeftOverrides } from "./deploy/protection";
import { stateLocation } from "./deploy/state";
import { type TerraformProgram } from "./deploy/terraform-program";
import { refuseChangedInputs } from "../project/changed-inputs";
import { VARIABLES_HELP, inOption } from "../project/options";
import { jsonOption, reportText, writeReport } from "../project/command-report";
import { type LayersProps, inSession, programOption, stacksFor } from "./command-session";
import { NPX } from "../base/program-name";

/** The network or cluster to adopt. */
type Subject = { readonly vpc: string } | { readonly cluster: string };

interface Options {
  readonly vpc?: string;
  readonly cluster?: string;
  readonly region?: string;
  readonly out?: string;
  readonly json?: true;
  readonly into?: string;
  readonly in: string;
  readonly yes?: true;
  readonly program?: TerraformProgram;
}

/** Proposes an environment's file for a network that exists, or import blocks that take it over. Returns the exit status. */
export function runAdopt(
  args: readonly string[],
  props: LayersProps,
  output: CommandOutput,
): Promise<number> {
  const { variables } = props;
  const program = commandOf("adopt", ["--vpc vpc-0123456789abcdef0 --region eu-west-1"])
    .description(
      "Reads a VPC or an EKS cluster that was made by hand or by another tool, and changes nothing in AWS. With --region it " +
        "proposes the keys of an environment that looks the VPC up and creates nothing in it, and those of the cluster. With " +
        "--into it writes import blocks with which Terraform takes over what the network or cluster stack of a synthesized " +
        "environment declares. docs/guide/adopt.md describes both.",
    )
    .option("--vpc <vpc>", "id of the VPC, or its tag Name")
    .addOption(
      new Option("--cluster <name>", "name of an EKS cluster; its VPC is read with it").conflicts(["vpc"]),
    )
    .option("--region <region>", "region of the VPC or cluster (default: AWS_REGION)")
    .option("--out <file>", "write the YAML to this new file instead of the terminal")
    .addOption(jsonOption("adopt"))
    .addOption(
      new Option(
        "--into <environment>",
        "write import blocks for the stack of the VPC or cluster in this synthesized environment instead",
      ).conflicts(["region", "out", "json"]),
    )
    .option("--yes", "with --into: answer every question with yes, for automation")
    .addOption(programOption())
    .addOption(inOption(variables))
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<Options>();
    const subject = subjectOf(options);
    if (subject === undefined)
      return program.error("error: no VPC or cluster; give --vpc ID or --cluster NAME");
    if (options.into !== undefined) return takeOver(subject, options.into, options, props, output);
    const region = options.region ?? (variables["AWS_REGION"] || variables["AWS_DEFAULT_REGION"]);
    if (!region) return program.error("error: no region; give --region REGION, or --into ENVIRONMENT");
    return propose(subject, region, options, props, output);
  });
}

const subjectOf = ({ vpc, cluster }: Options): Subject | undefined =>
  cluster !== undefined ? { cluster } : vpc === undefined ? undefined : { vpc };

async function propose(
  subject: Subject,
  region: string,
  { out, json }: Options,
  { variables }: LayersProps,
  output: CommandOutput,
): Promise<number> {
  if (out !== undefined && existsSync(out))
    throw userError({
      place: `--out ${out}`,
      got: "a file that exists",
      expected: "a new file",
      fix: "name another file, and copy the keys",
    });
  const aws = new Aws(new Programs(variables, output), region);
  const proposal = await proposalFor(subject, aws);
  if (json) output.out(reportText("adopt", proposal));
  else writeReport(proposedYaml(proposal), out, output);
  for (const note of proposal.notes) output.err(`note: ${note}\n`);
  for (const { reason, command } of proposal.preparations)
    output.err(`before the first plan, since ${reason}:\n  ${command}\n`);
  return 0;
}

async function proposalFor(subject: Subject, aws: Aws): Promise<Proposal> {
  if ("vpc" in subject) return proposalOf(await readNetwork(aws, subject.vpc));
  const reading = await readCluster(aws, subject.cluster);
  const network = await readNetwork(aws, vpcOf(reading));
  return proposalOf(network, { reading, addons: addonNames(COMPONENTS) });
}

/** Import blocks for the network or cluster stack of a synthesized environment. */
function takeOver(
  subject: Subject,
  environment: string,
  options: Options,
  props: LayersProps,
  output: CommandOutput,
): Promise<number> {
  const layer = "vpc" in subject ? "network" : "cluster";
  removeLeftOverrides(options.in, (line) => output.err(`${line}\n`));
  refuseChangedInputs(options.in, output);
  const stacks = stacksFor(options.in, [environment], [layer], false, "--into");
  return inSession(`${NPX} adopt`, props, { ...options, wait: 0 }, stacks, output, async (session) => {
    const [stack] = session.chosen;
    if (stack === undefined) return "failed";
    const aws = new Aws(session.programs, stateLocation(stack).region);
    return importExisting(session, stack, await existingOf(subject, aws));
  });
}

async function existingOf(subject: Subject, aws: Aws): Promise<Existing> {
  if ("vpc" in subject) {
    const reading = await readNetwork(aws, subject.vpc);
    return {
      name: String(reading.vpc["VpcId"]),
      proposal: `${NPX} adopt --vpc ${subject.vpc} --region ${aws.region}`,
      rules: (plan) => adoptedNetworkRules(plan, reading),
    };
  }
  const reading = await readCluster(aws, subject.cluster);
  return {
    name: `the cluster ${subject.cluster}`,
    proposal: `${NPX} adopt --cluster ${subject.cluster} --region ${aws.region}`,
    rules: (plan) => adoptedClusterRules(plan, reading),
  };
}
