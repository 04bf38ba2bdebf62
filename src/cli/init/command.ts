import { existsSync } from "node:fs";
import { basename, posix, resolve } from "node:path";
import { type Command } from "commander";
import { type CommandOutput, commandOf, runAsyncCommand } from "../../base/command-line";
import { BINARY, NPX } from "../../base/program-name";
import { readText } from "../../base/read-text";
import { joinedErrors, userErrorOf } from "../../base/errors";
import { OWN_ENVIRONMENTS, type Variables, VARIABLES_HELP } from "../../project/options";
import { INTERRUPTED } from "../../deploy/command-session";
import { synth } from "../../synth/synth";
import { demoWaivers } from "./accepted";
import { Interrupted, answersOf } from "./answers";
import { environmentKeys } from "./environment-file";
import { environmentText } from "./environment-text";
import { withNeeds } from "./existing-network";
import { type ProjectProps, projectFiles } from "./project-files";
import { Stage } from "./stage";
import { type Answers } from "./question";
import { QUESTIONS } from "./questions";
import { type Ask } from "../../deploy/terminal";
import { missingText, typescriptFiles } from "./typescript-files";
import { workflowFiles } from "./workflow-files";
import { type InitReport, READABLE, writeMissing } from "./write";

export interface InitProps {
  readonly variables: Variables;
  /** Folder of the user's project. */
  readonly folder: string;
  /** Folder of the program. */
  readonly root: string;
  /** Version of the running program. */
  readonly version: string;
  /** The current day, as an ISO date. */
  readonly today: string;
  /** Asks for what no flag answers. @default - no terminal; a required answer without a flag is an error */
  readonly ask?: Ask;
}

interface Options extends Answers {
  readonly yes?: true;
  readonly cdktfCli?: true;
  readonly typescript?: true;
}

const SCHEMA = `node_modules/${BINARY}/docs/environment.schema.json`;

/**
 * Asks what an environment shall be, synthesizes it in memory, and writes its file and the project around it. Returns
 * the exit status.
 */
export function runInit(args: readonly string[], props: InitProps, output: CommandOutput): Promise<number> {
  const program = commandLine();
  return runAsyncCommand(program, args, output, async () => {
    const { yes, cdktfCli, typescript, ...flags } = program.opts<Options & Record<string, string>>();
    const given = Object.fromEntries(
      QUESTIONS.flatMap(({ flag }) => {
        const value = flags[camelCase(flag)];
        return value === undefined ? [] : [[flag, value]];
      }),
    );
    try {
      const withFiles = { withCdktfCli: cdktfCli ?? false, withTypescript: typescript ?? false };
      return await init(given, { ...props, ...withFiles, isAsking: !yes }, output);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      output.err("\nnothing was written\n");
      return INTERRUPTED;
    }
  });
}

interface Run extends InitProps, Pick<ProjectProps, "withCdktfCli" | "withTypescript"> {
  readonly isAsking: boolean;
}

async function init(given: Answers, run: Run, output: CommandOutput): Promise<number> {
  const { variables, folder, root, today, ask, isAsking, version, withCdktfCli, withTypescript } = run;
  const environmentsDir = variables["ENVIRONMENTS_DIR"] || OWN_ENVIRONMENTS;
  const environments = resolve(folder, environmentsDir);
  const region = variables["AWS_REGION"] || variables["AWS_DEFAULT_REGION"];
  const surroundings = { folder: basename(resolve(folder)), ...(region ? { region } : {}) };
  output.idle?.();
  const { answers, errors } = await answersOf({
    given,
    surroundings,
    environments,
    say: output.err,
    ...(ask && isAsking ? { ask } : {}),
  });
  if (errors.length > 0) return refused(`${joinedErrors(errors).message}\n\nnothing was written`, output);
  const { name = "" } = answers;
  output.step?.(`synthesizing ${name}`);
  const text = environmentFile(answers, environmentsDir, { environments, today });
  const refusal = await refusalBySynth(environments, name, text, today);
  if (refusal !== undefined) return refused(refusal, output);
  const readme = existsSync(resolve(folder, README)) ? `README-${name}.md` : README;
  const project = { answers, version, folder: surroundings.folder, readme, withCdktfCli, withTypescript };
  const report = writeMissing(folder, {
    [posix.join(environmentsDir, `${name}.yaml`)]: text,
    ...(withTypescript ? typescriptFiles(root) : workflowFiles(root, environmentsDir)),
    ...projectFiles(project),
  });
  output.idle?.();
  output.out(reportText(report, folder, project));
  return 0;
}

function refused(message: string, output: CommandOutput): number {
  output.err(`${message}\n`);
  return 1;
}

/** The page of the first environment. That of another one has its name. */
const README = "README.md";

function reportText({ written, kept }: InitReport, folder: string, project: ProjectProps): string {
  const { readme, withTypescript } = project;
  return [
    ...written.map((path) => `wrote ${path}`),
    ...kept.map((path) => `kept ${path}, which differs from what init would write`),
    "",
    ...(withTypescript ? missingText(readText(resolve(folder, "package.json"), READABLE)) : []),
    `next: ${withTypescript ? "npm install && npm run synth && npm test" : `${NPX} synth`}, then follow ${readme}`,
    "",
  ].join("\n");
}

/** Text of the environment's file, with waivers of the errors that a demo asks for. */
function environmentFile(
  answers: Answers,
  environmentsDir: string,
  { environments, today }: { readonly environments: string; readonly today: string },
): string {
  const { name = "", entry } = answers;
  const schema = posix.join(posix.relative(environmentsDir, ""), SCHEMA);
  const keys = withNeeds(name, environmentKeys(answers));
  const draft = environmentText(answers, keys, schema);
  const waivers = entry === "demo" ? demoWaivers(environments, name, draft, today) : [];
  return waivers.length > 0 ? environmentText(answers, { ...keys, waivers }, schema) : draft;
}

/** Synthesizes and checks the environment in a temporary folder. Returns the message of a refusal. */
async function refusalBySynth(
  environments: string,
  name: string,
  text: string,
  today: string,
): Promise<string | undefined> {
  const stage = new Stage(environments, name, text);
  try {
    const { folder: environmentsDir, outdir } = stage;
    await synth({ environmentsDir, only: [name], outdir, underCdktfCli: false, today });
    return undefined;
  } catch (error) {
    return stage.inPlace(userErrorOf(error).message);
  } finally {
    stage.remove();
  }
}

const camelCase = (flag: string): string =>
  flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function commandLine(): Command {
  const program = commandOf("init", [
    "",
    "--name demo --account 111122223333 --region eu-west-1 --network nat --entry demo --model hello --image 1.0.0 --admins arn:aws:iam::111122223333:role/platform-admin --yes",
  ]).description(
    "Asks what an environment shall be, and writes its YAML file, package.json, cdktf.json, .gitignore, README.md and GitHub workflows. Each question has " +
      "a flag. The environment is synthesized and checked before anything is written, and no file is overwritten: a second run adds an environment.",
  );
  for (const { flag, value, asks } of QUESTIONS) program.option(`--${flag} <${value}>`, asks);
  return program
    .option("--cdktf-cli", "add cdktf-cli to package.json, for cdktf deploy")
    .option(
      "--typescript",
      "add an App of your own in TypeScript with a jest test, in place of the workflows",
    )
    .option("--yes", "ask nothing; a question without a flag has its default")
    .addHelpText("after", VARIABLES_HELP);
}
