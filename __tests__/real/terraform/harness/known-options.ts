import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Variables, run } from "./processes";
import { type CommandLine, OWN_PROGRAMS } from "./shell";
import { COMMANDS } from "../../../../src/cli/commands";
import { BINARY } from "../../../../src/base/program-name";
import { ROOT } from "./synth";

/**
 * Commands of programs that these tests do not need, with their options. Sources, read 2026-11-21: the command
 * references of docker (login, buildx build), crane (auth login, copy), skopeo (copy), Helm 3 (pull, push, registry login,
 * show crds), kubectl (apply, delete, describe, get, logs, rollout), jq and pip. Of checkov, the help of the version that `test:scanners`
 * installs (2026-11-27).
 */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  "bash mirror-images.sh": ["--dry-run", "--no-login"],
  checkov: ["-d", "--framework", "--var-file", "--baseline"],
  "docker login": ["--username", "--password-stdin"],
  "docker buildx build": ["--platform", "--tag", "--push", "--file"],
  "docker pull": ["--platform"],
  "docker push": ["--platform"],
  "crane auth login": ["--username", "--password-stdin"],
  "crane copy": ["--platform"],
  "skopeo copy": ["--all"],
  "helm pull": ["--repo", "--version", "--destination"],
  "helm push": [],
  "helm show crds": ["--repo", "--version"],
  "helm registry login": ["--username", "--password-stdin"],
  "kubectl apply": ["--server-side", "--force-conflicts", "-f"],
  "kubectl delete secret": ["-n"],
  "kubectl describe ingress": ["-n"],
  "kubectl describe pod": ["-n"],
  "kubectl describe service": ["-n"],
  "kubectl get events": ["-n", "--field-selector", "--sort-by"],
  "kubectl get secrets": ["-n", "-l"],
  "kubectl logs": ["-n", "--previous"],
  "kubectl rollout status": ["-n", "--timeout"],
  jq: ["-r", "--exit-status"],
  "pip install": [],
};

/** Commands of the AWS CLI without a skeleton: they are not plain API calls. Source: AWS CLI 1.45 (2026-11-21). */
const AWS_CUSTOM: Readonly<Record<string, readonly string[]>> = {
  "ecr get-login-password": [],
  "eks get-token": ["--cluster-name", "--role-arn"],
};

const AWS_GLOBAL = ["--region", "--output", "--query", "--profile", "--no-cli-pager", "--max-items"];

/** The mistakes of a command line, found by the program itself where it is installed. */
export async function mistakes(line: CommandLine, env: Variables): Promise<string[]> {
  const [program = "", ...args] = line;
  const unknown = await unknownParts(program, args, env);
  return unknown.map((part) => `${line.join(" ")}: ${part}`);
}

async function unknownParts(program: string, args: readonly string[], env: Variables): Promise<string[]> {
  switch (program) {
    case "terraform":
      return terraformMistakes(args, env);
    case "aws":
      return awsMistakes(args, env);
    case "npm":
      return npmMistakes(args);
    case "npx":
      return cdktfMistakes(args, env);
    default:
      if (OWN_PROGRAMS.includes(program)) return existsSync(join(ROOT, program)) ? [] : ["no such file"];
      return documentedMistakes([program, ...args]);
  }
}

/** Options of plan also apply to apply, destroy and refresh. */
async function terraformMistakes(args: readonly string[], env: Variables): Promise<string[]> {
  const [first = "", ...rest] = args.filter((arg) => !arg.startsWith("-chdir="));
  const command = ["state", "providers", "workspace"].includes(first) ? [first, rest[0] ?? ""] : [first];
  const [own, ofPlan] = await Promise.all([
    helpOf("terraform", [...command, "-help"], env),
    helpOf("terraform", ["plan", "-help"], env),
  ]);
  if (own === undefined) return [`terraform has no command ${command.join(" ")}`];
  const help = first === "apply" || first === "destroy" ? own + ofPlan : own;
  return unknownOptions(args, (option) => option === "-chdir" || lists(help, option));
}

/** A skeleton of the call has the names of all parameters. */
async function awsMistakes(args: readonly string[], env: Variables): Promise<string[]> {
  const [service = "", operation = ""] = args;
  const custom = AWS_CUSTOM[`${service} ${operation}`];
  if (custom) return unknownOptions(args, (option) => [...custom, ...AWS_GLOBAL].includes(option));
  const { code, stdout, output } = await run(
    { program: "aws", args: [service, operation, "--generate-cli-skeleton"], cwd: ROOT, env },
    [0, 2, 252, 255],
  );
  if (code !== 0) return [output.trim()];
  const parameters = Object.keys(JSON.parse(stdout) as object).map(
    (name) => `--${name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, "-").toLowerCase()}`,
  );
  return unknownOptions(args, (option) => [...parameters, ...AWS_GLOBAL].includes(option));
}

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
const commandsPage = readFileSync(join(ROOT, "docs/reference/commands.md"), "utf8");

/** Options of a script are in its help text, which the page of all commands contains. */
function npmMistakes(args: readonly string[]): string[] {
  const [command = "", ...rest] = args.filter((arg) => arg !== "-s");
  if (command === "ci" || command === "test") return [];
  if (command === "run" && rest.length === 0) return []; // the option -s is explained without a script
  const [script = "", separator, ...given] = rest;
  if (command !== "run" || !(script in scripts)) return [`npm has no script ${script || command}`];
  if (separator === undefined) return [];
  if (separator !== "--") return ["options of a script follow a --"];
  return binaryMistakes(COMMANDS.find((each) => each.script === script)?.name ?? script, given);
}

function binaryMistakes(command: string, given: readonly string[]): string[] {
  const help = new RegExp(`^## ${command}$[^]*?(?=^## |$(?![^]))`, "m").exec(commandsPage)?.[0] ?? "";
  return unknownOptions(given, (option) => lists(help, option));
}

/** The command is one word, or a group and a word. */
function ownMistakes(args: readonly string[]): string[] {
  const command = COMMANDS.find(({ name }) => args.slice(0, name.split(" ").length).join(" ") === name);
  if (command) return binaryMistakes(command.name, args.slice(command.name.split(" ").length));
  return (args[0] ?? "--help").startsWith("--") ? [] : [`no command ${args.join(" ")}`];
}

async function cdktfMistakes(args: readonly string[], env: Variables): Promise<string[]> {
  const [program = "", command = "", ...rest] = args;
  if (program === BINARY) return ownMistakes(args.slice(1));
  if (program !== "cdktf") return program === "jest" ? [] : [`npx runs ${program}`];
  const help = await helpOf("npx", ["--no-install", "cdktf", command, "--help"], env);
  // With an unknown command, cdktf prints its general help.
  if (!help?.startsWith(`cdktf ${command} `)) return [`cdktf has no command ${command}`];
  return unknownOptions(rest, (option) => lists(help, option));
}

function documentedMistakes(line: CommandLine): string[] {
  const known = Object.entries(DOCUMENTED).find(([command]) =>
    command.split(" ").every((word, index) => word === line[index]),
  );
  return known
    ? unknownOptions(line, (option) => known[1].includes(option))
    : ["its options are unknown; add it to DOCUMENTED"];
}

/** Whether a line of a help text begins with an option, after an abbreviation such as `-h, `. */
const lists = (help: string, option: string): boolean =>
  new RegExp(`^ +(-\\w, )?${option}(?![\\w-])`, "m").test(help);

const unknownOptions = (args: readonly string[], isKnown: (option: string) => boolean): string[] =>
  args
    .filter((arg) => /^--?[a-z]/.test(arg))
    .map((arg) => arg.replace(/=.*/, ""))
    .filter((option) => !isKnown(option))
    .map((option) => `unknown option ${option}`);

const helps = new Map<string, Promise<string | undefined>>();

/** A program's help text. @returns undefined if the program does not know the command */
function helpOf(program: string, args: readonly string[], env: Variables): Promise<string | undefined> {
  const key = [program, ...args].join(" ");
  const known =
    helps.get(key) ??
    run({ program, args, cwd: ROOT, env }, [0, 1, 127]).then(({ code, stdout }) =>
      code === 0 ? stdout : undefined,
    );
  helps.set(key, known);
  return known;
}
