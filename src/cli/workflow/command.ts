import { InvalidArgumentError } from "commander";
import { commandOf, type CommandOutput, runCommand } from "../../base/command-line";
import { userError } from "../../base/errors";
import { readOutput } from "../../base/read-output";
import { type EnvironmentPlan, groupByEnvironment } from "../../terraform/environment-plan";
import { readEnvironmentRecord } from "../../terraform/environment-record";
import { readStacks } from "../../terraform/output";
import { refuseChangedInputs } from "../../project/changed-inputs";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsOption,
  inOption,
} from "../../project/options";
import { reportFileOption, writeReport } from "../../project/command-report";
import { builtImages } from "./images";
import { workflowPage } from "./page";
import { type WorkflowRole, workflowRole } from "./role";

export interface WorkflowCommandProps {
  readonly variables: Variables;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly branch?: string;
  readonly folder: string;
  readonly configuration?: string;
  readonly out?: string;
}

/** Prints the workflow that builds and pushes the images of an environment. Returns the exit status. */
export function runWorkflow(
  args: readonly string[],
  { variables }: WorkflowCommandProps,
  output: CommandOutput,
): number {
  const program = commandOf("workflow", ["--environments mlapp --out .github/workflows/images.yml"])
    .description(
      "Prints a GitHub Actions workflow for the models of an environment with components.github-actions: it builds their images " +
        "for the platforms of their nodes, scans and pushes them with the role of the environment, and proposes the new tag by a " +
        "pull request. docs/parts/github-actions.md explains it.",
    )
    .addOption(inOption(variables))
    .addOption(environmentsOption(variables))
    .option(
      "--branch <name>",
      "branch that starts the workflow (default: the trusted branch, or main)",
      reference,
    )
    .option(
      "--folder <path>",
      "folder of each Dockerfile; {model} is the name of the model",
      path,
      "models/{model}",
    )
    .option(
      "--configuration <owner/name>",
      "repository of the YAML files (default: that of the workflow)",
      repository,
    )
    .addOption(reportFileOption())
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { in: folder, environments, branch, configuration, out, ...options } = program.opts<Options>();
    refuseChangedInputs(folder, output);
    output.step?.(`reading ${folder}`);
    const { plan, role } = chosen(folder, environments);
    const images = builtImages(plan, readEnvironmentRecord(folder, plan.name));
    const page = workflowPage({
      environment: plan.name,
      role,
      images: withImages(plan, images),
      branch: branchOf(role, branch),
      folder: options.folder,
      ...(configuration === undefined ? {} : { configuration }),
    });
    writeReport(page, out, output);
    return 0;
  });
}

/** The only environment with a role for GitHub Actions, of those that are named. */
function chosen(
  folder: string,
  named: readonly string[] | undefined,
): { plan: EnvironmentPlan; role: WorkflowRole } {
  const plans = groupByEnvironment(readOutput(folder, () => readStacks(folder)));
  const known = plans.map(({ name }) => name);
  const names = chosenNames(named, known, `in ${folder}`);
  const having = plans
    .filter(({ name }) => names.includes(name))
    .flatMap((plan) => {
      const role = workflowRole(plan);
      return role ? [{ plan, role }] : [];
    });
  const [only, ...others] = having;
  if (only && others.length === 0) return only;
  throw userError({
    place: "--environments",
    got: only ? having.map(({ plan }) => plan.name).join(", ") : names.join(", "),
    expected: "one environment with a role for GitHub Actions",
    fix: only
      ? "name one of these; each has a workflow of its own"
      : "set components.github-actions in its file, and synthesize",
  });
}

function withImages<Image>(plan: EnvironmentPlan, images: readonly Image[]): readonly Image[] {
  if (images.length > 0) return images;
  throw userError({
    place: plan.name,
    got: "no model whose image is in a repository of the environment",
    expected: "a model without image.repository, whose image a workflow can push",
    fix: "remove image.repository of the model",
  });
}

/** The branch of the commits to build. A role that trusts a branch accepts no other. */
function branchOf({ subject }: WorkflowRole, given: string | undefined): string {
  if (subject.kind === "environment") return given ?? "main";
  if (given === undefined || given === subject.name) return subject.name;
  throw userError({
    place: "--branch",
    got: given,
    expected: `${subject.name}, the branch that the role trusts`,
    fix: "omit --branch, or set components.github-actions.branch",
  });
}

const matching =
  (form: RegExp, expected: string) =>
  (text: string): string => {
    if (!form.test(text)) throw new InvalidArgumentError(`Expected ${expected}.`);
    return text;
  };

const reference = matching(/^[\w][\w./-]*$/, "the name of a branch, of letters, digits and . _ / -");
const path = matching(
  /^(?!.*\.\.)[\w.][\w./-]*(?:\{model\}[\w./-]*)?$|^\{model\}[\w./-]*$/,
  "a folder of the repository, such as models/{model}",
);

const repository = matching(/^[\w-]+\/[\w.-]+$/, "OWNER/NAME");
