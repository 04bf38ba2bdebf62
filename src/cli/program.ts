import { type CommandOutput, EXIT_STATUS } from "../base/command-line";
import { BINARY, NPX } from "../base/program-name";
import { nearest } from "../base/did-you-mean";
import { COMMANDS, type CommandProps, type ListedCommand } from "./commands";
import { VERSION } from "../base/version";

/** First argument of the npm scripts of earlier versions, with the name of the script. */
const NPM_SCRIPT = "--npm-script=";

const WRONG_USAGE = 2;

/** Runs the command that the first arguments name, or prints the help text. Returns the exit status. */
export async function runProgram(
  args: readonly string[],
  props: CommandProps,
  output: CommandOutput,
): Promise<number> {
  const [first = ""] = args;
  if (first.startsWith(NPM_SCRIPT))
    return runScript(first.slice(NPM_SCRIPT.length), args.slice(1), props, output);
  if (first === "--version") return printed(output.out, `${VERSION}\n`);
  if (first === "--help") return printed(output.out, helpText(COMMANDS));
  const command = COMMANDS.find(({ name }) => name === args.slice(0, name.split(" ").length).join(" "));
  if (command) return command.run(args.slice(command.name.split(" ").length), props, output);
  const [, second = ""] = args;
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0 && second === "--help") return printed(output.out, helpText(group));
  output.err(refusal(first, second, group));
  return WRONG_USAGE;
}

/** The text for words that name no command. The first one can name a group. */
function refusal(first: string, second: string, group: readonly ListedCommand[]): string {
  if (first === "") return helpText(COMMANDS);
  if (group.length === 0) return unknown(first);
  return second === "" ? helpText(group) : unknown(`${first} ${second}`);
}

function printed(print: CommandOutput["out"], text: string): number {
  print(text);
  return 0;
}

/** An npm script of an earlier version. */
async function runScript(
  script: string,
  args: readonly string[],
  props: CommandProps,
  output: CommandOutput,
): Promise<number> {
  const command = COMMANDS.find((each) => each.script === script);
  if (!command) {
    output.err(unknown(script));
    return WRONG_USAGE;
  }
  output.err(
    `npm run ${script} is now ${NPX} ${command.name}; the script will be removed in the next version\n`,
  );
  return command.run(args, props, output);
}

function unknown(given: string): string {
  const renamed = COMMANDS.find(({ script }) => script === given)?.name;
  const meant =
    renamed ??
    nearest(
      given,
      COMMANDS.map(({ name }) => name),
    );
  const fix = meant === undefined ? `${NPX} --help lists all commands` : `did you mean ${meant}?`;
  return `error: unknown command ${given}; ${fix}\n`;
}

function helpText(commands: readonly ListedCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const isAll = commands === COMMANDS;
  return [
    `Usage: ${BINARY} <command> [options]`,
    "",
    "Terraform for a private EKS platform that serves models, from one YAML file per environment.",
    "",
    "Commands:",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    ...(isAll
      ? [
          "Options:",
          "  --version  print the version",
          "  --help     print this text, or that of a command",
          "",
        ]
      : []),
    "Examples:",
    `  ${NPX} ${commands[0]?.name ?? "synth"} --help`,
    "",
    EXIT_STATUS,
    "",
  ].join("\n");
}
