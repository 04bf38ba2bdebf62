import { commandOf, type CommandOutput, runCommand } from "../../base/command-line";
import { userError } from "../../base/errors";
import { type OutputStack } from "../../terraform/output";
import { type Variables, VARIABLES_HELP, environmentsDirIn, environmentsOption } from "../../project/options";
import { askedPage, questionsPage } from "./pages";
import { type AwsQuery, questionsOf } from "./questions";

export interface VersionsProps {
  readonly variables: Variables;
  /** Synthesizes without writing an output folder. */
  readonly emit: (
    environmentsDir: string,
    only?: readonly string[],
    outdir?: string,
    progress?: (what: string) => void,
  ) => {
    readonly environments: readonly {
      readonly name: string;
      readonly file: string;
      readonly config: { readonly region: string };
    }[];
    readonly stacks: readonly OutputStack[];
  };
  /** Runs the AWS CLI, and returns its output, or the error. */
  readonly aws: (args: readonly string[]) => { readonly output: string } | { readonly error: string };
}

interface Options {
  readonly ask?: true;
  readonly environments?: readonly string[];
}

/** Prints the versions of nodes and add-ons, and the commands or the lines that record others. */
export function runVersions(
  args: readonly string[],
  { variables, emit, aws }: VersionsProps,
  output: CommandOutput,
): number {
  const program = commandOf("lock versions", ["", "--environments mlapp --ask"])
    .description(
      "Prints the node releases and add-on versions of each environment, and the commands of the AWS CLI that print today's: the newest release, and the add-on version that EKS installs by default. Record these in cluster.nodeReleases and cluster.addonVersions, so that nodes are patched when you raise them, and no other apply upgrades an add-on.",
    )
    .option("--ask", "run these commands, and print the lines for the YAML file; changes no file")
    .addOption(environmentsOption(variables))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { ask, environments: only } = program.opts<Options>();
    output.step?.(`synthesizing ${environmentsDirIn(variables)}`);
    const { environments, stacks } = emit(environmentsDirIn(variables), only, undefined, output.step);
    const asked = environments.map(({ name, file, config }) => ({
      name,
      file,
      questions: questionsOf(name, config.region, stacks),
    }));
    const page = ask
      ? asked
          .map((each) =>
            askedPage(each, (question) => {
              output.step?.(`aws ${question.args.slice(0, 2).join(" ")}`, "blocks");
              return answerOf(question, aws);
            }),
          )
          .join("\n")
      : questionsPage(asked);
    output.out(page);
    return 0;
  });
}

/** The version that AWS names. Throws where it names none. */
function answerOf({ args }: AwsQuery, aws: VersionsProps["aws"]): string {
  const answer = aws(args);
  const version = "output" in answer ? answer.output.trim() : "";
  if (/^v?\d[\w.-]+$/.test(version)) return version;
  throw userError({
    place: `aws ${args.slice(0, 2).join(" ")}`,
    got: "error" in answer ? answer.error : version || "no version",
    expected: "a version",
    fix: "use credentials of the environment's account, and a Kubernetes version and region that EKS offers; the recorded versions remain",
  });
}
