import { join } from "node:path";
import { commandOf, type CommandOutput, runCommand } from "../base/command-line";
import { counted } from "../base/counted";
import { userError } from "../base/errors";
import { type Layer, stackName } from "../base/layers";
import { type EnvironmentPolicies, environmentPolicies } from "./deployer-policy/environment-policies";
import { overlapsOf } from "./deployer-policy/overlaps";
import { refuseChangedInputs } from "../project/changed-inputs";
import { environmentsOption, inOption, layersIn, type Variables, VARIABLES_HELP } from "../project/options";
import { plansIn } from "../project/input";
import { type GithubRepository } from "../parts/github-actions/subject";
import { jsonOption, reportText, writeWhole } from "../project/command-report";
import { creationOf } from "../deploy/role-boundary";
import { type WrittenFile, policyFiles, policyReport } from "./deployer-policy/files";
import { githubFiles, namesNote, repositoryIn } from "./deployer-policy/github-roles";
import { explainedAt } from "../base/write-errors";

export interface DeployerPolicyProps {
  readonly variables: Variables;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly layers?: readonly Layer[];
  readonly out: string;
  readonly github?: GithubRepository;
  readonly json?: true;
  readonly migrate?: true;
}

/** Writes the IAM policies that Terraform needs for each layer. Returns the exit status. */
export function runDeployerPolicy(
  args: readonly string[],
  { variables }: DeployerPolicyProps,
  output: CommandOutput,
): number {
  const program = commandOf("policy", ["--environments mlapp --out deployer-policies"])
    .description(
      "Writes the IAM policies with which Terraform plans and applies each layer, a permissions boundary, and a Terraform " +
        "module with them. It needs no account and no network. docs/guide/deployer-policy.md says what is proven.",
    )
    .addOption(inOption(variables))
    .addOption(environmentsOption(variables))
    .option("--layers <layers>", "only these layers, such as network,cluster (default: all)", layersIn)
    .option("--out <dir>", "folder in which each environment gets a folder", "deployer-policies")
    .option(
      "--migrate",
      "let the policies of a creation also give the tag private-eks-inference to objects from before it, for one apply",
    )
    .option(
      "--github <repository>",
      "also write a module with the roles of the GitHub workflows of this repository: OWNER/NAME, or OWNER@ID/NAME@ID if its tokens have ids",
      repositoryIn,
    )
    .addOption(jsonOption("policy"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { in: folder, environments, layers, out, github, json, migrate = false } = program.opts<Options>();
    refuseChangedInputs(folder, output);
    const plans = plansIn(folder, environments);
    const all = plans.map((plan) => {
      output.step?.(`writing the policies of ${plan.name}`);
      return environmentPolicies(plan, layers, { migrates: migrate });
    });
    refuseUnknown(all);
    refuseOverlaps(overlapsOf(plans, all));
    for (const policies of all) {
      writeFiles(join(out, policies.environment), policyFiles(policies), output);
      output.err(`${boundaryNote(policies, out)}\n`);
      for (const line of notCoveredLines(policies)) output.err(`${line}\n`);
    }
    if (github !== undefined) {
      const names = plansIn(folder, undefined).map(({ name }) => name);
      for (const policies of all)
        writeFiles(join(out, policies.environment), githubFiles(policies, github, names), output);
      const note = namesNote(github);
      if (note !== undefined) output.err(`${note}\n`);
    }
    if (json)
      output.out(
        reportText("policy", { deployerPolicies: all.map((policies) => policyReport(policies, out)) }),
      );
    return 0;
  });
}

/** A policy that lacks a type would stop an apply half-way. */
function refuseUnknown(all: readonly EnvironmentPolicies[]): void {
  const missing = all.flatMap(({ environment, notJudged }) =>
    notJudged.map(({ layer, type }) => `${environment}-${layer}: ${type} is not judged`),
  );
  if (missing.length === 0) return;
  throw userError({
    place: "src/reports/deployer-policy/facts",
    got: "no actions of types that the stacks have",
    expected: "a row for each type",
    fix: "add the actions of the type; docs/guide/deployer-policy.md describes the tables",
    details: missing,
  });
}

/** A pattern must not reach another environment of the account. */
function refuseOverlaps(overlaps: readonly string[]): void {
  if (overlaps.length === 0) return;
  throw userError({
    place: "namePrefix",
    got: "an environment whose names begin as those of another one in the same account",
    expected: "patterns that match one environment only",
    fix: "give one of them another namePrefix",
    details: overlaps,
  });
}

/** A line on the boundaries of the emitted roles: how they are created, or the rights of who holds the policies without one. */
const boundaryNote = ({ environment, emittedBoundaries }: EnvironmentPolicies, out: string): string =>
  emittedBoundaries.length === 0
    ? `${environment}: who holds these policies is an admin of the account in effect, since the roles have no boundary; set permissionsBoundary in the environment's file`
    : `${environment}: before the first apply, an administrator creates the ${emittedBoundaries.length > 1 ? "boundaries" : "boundary"} of the roles once: ` +
      emittedBoundaries.map(({ arn, file }) => creationOf(arn, join(out, environment, file))).join(" && ");

/** A line for each type of own files whose actions no table has. */
const notCoveredLines = ({ environment, notCovered }: EnvironmentPolicies): string[] =>
  notCovered.map(
    ({ layer, type }) =>
      `${stackName(environment, layer)}: not covered: what own files call for ${type}; attach a policy with its actions beside these, and add them to the boundary`,
  );

function writeFiles(folder: string, files: readonly WrittenFile[], output: CommandOutput): void {
  for (const { name, text } of files) {
    try {
      writeWhole(join(folder, name), text);
    } catch (error) {
      throw explainedAt(error, `--out ${folder}`, "name another folder");
    }
  }
  output.err(`wrote ${counted(files.length, "file")} in ${folder}\n`);
}
