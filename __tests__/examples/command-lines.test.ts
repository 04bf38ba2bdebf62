import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type CommandOutput } from "../../src/base/command-line";
import { COMMANDS } from "../../src/cli/commands";
import { NPX } from "../../src/base/program-name";
import { runChartFacts } from "../../dev/chart-facts/command";
import { runFactMutants } from "../../dev/fact-mutants/command";
import { runMutate } from "../../dev/mutate/command";
import { runDeployerActions } from "../../dev/deployer-actions/command";
import { runDocs } from "../../dev/docs/command";
import { runNextPlan } from "../../dev/next-plan/command";
import { runProviderSchemas } from "../../dev/provider-schemas/command";
import { ROOT, blocksOf, documents } from "../support/documents";

/** The parse of a command line needs no environment. */
const PROPS = { variables: {}, root: "", folder: "", today: "" };

type Run = (args: readonly string[], output: CommandOutput) => unknown;

const noPrograms = () => {
  throw new Error("the parse of a command line starts no program");
};

/** The commands of users, and those of maintainers that documents call with options. */
const RUN: ReadonlyMap<string, Run> = new Map<string, Run>([
  ...COMMANDS.flatMap(({ script, run }): [string, Run][] =>
    script === undefined ? [] : [[script, (args, output) => run(args, PROPS, output)]],
  ),
  ["mutate", (args, output) => runMutate(args, { variables: {}, today: "" }, output)],
  ["mutate:facts", (args, output) => runFactMutants(args, { root: "", today: "" }, output)],
  [
    "chart-facts",
    (args, output) => runChartFacts(args, { root: "", today: "", programs: noPrograms }, output),
  ],
  ["docs", (args, output) => runDocs(args, "", () => [], output)],
  ["next-plan", (args, output) => runNextPlan(args, "", output)],
  ["provider-schemas", (args, output) => runProviderSchemas(args, "", "", output)],
  ["deployer-actions", (args, output) => runDeployerActions(args, { root: "", today: "" }, output)],
]);

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

/** Placeholders that an option reads as a value of a kind. */
const VALUES: Readonly<Record<string, string>> = { LAYER: "network" };

interface Line {
  readonly at: string;
  readonly text: string;
}

/** Calls of the binary or of `npm run` in shell blocks, without comments, pipes and redirections. */
const inBlocks: readonly Line[] = blocksOf("sh", "bash").flatMap(({ at, text }) =>
  text
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split(/&&|\|\||[|;>]/))
    .flatMap((part) => /\b(?:npm run|npx private-eks-inference)\b.*/.exec(part)?.[0].trim() ?? [])
    .map((text) => ({ at, text })),
);

/** Calls in the prose, which can continue on the next line. */
const inProse: readonly Line[] = [...documents()].flatMap(([path, text]) =>
  [
    ...text
      .replaceAll(/^( *)```[^]*?^\1```$/gm, "")
      .matchAll(/`((?:npm run (?!-s`)|npx private-eks-inference )[^`]+)`/g),
  ].map(([, call = ""]) => ({
    at: path,
    text: call.replaceAll(/\s+/g, " "),
  })),
);

test("documents have command lines in blocks and in the prose", () => {
  expect(inBlocks.length).toBeGreaterThan(60);
  expect(inProse.length).toBeGreaterThan(100);
});

test.each([
  ["a block", inBlocks],
  ["the prose", inProse],
])("each command line of %s is one that its command accepts", async (_, lines) => {
  const problems: string[] = [];
  for (const line of lines) problems.push(...(await problemsOf(line)));
  expect(problems).toEqual([]);
});

test.each([
  ["npx private-eks-inference check --no-such-option", "unknown option"],
  ["npx private-eks-inference lock adresses", "no command"],
  ["npm run check -- --no-such-option", "unknown option"],
  ["npm run cost -- --hours many", "Expected a number"],
  ["npm run deploy -- --environments", "argument missing"],
  ["npm run cost --json", "options follow a --"],
  ["npm run bench -- --fast", "takes no options here"],
  ["npm run no-such-script", "no script"],
])("fails for %s", async (text, message) => {
  expect((await problemsOf({ at: "README.md:1", text })).join("\n")).toContain(message);
});

class Parsed extends Error {}

/** The message of the option parser, none if it accepts the line. No command runs: the end of the parse throws. */
async function problemsOf({ at, text }: Line): Promise<string[]> {
  if (text.startsWith(`${NPX} `)) return problemsOfBinary({ at, text });
  const [, script = "", , separator, rest = ""] =
    /^npm run (?:-s )?([\w:-]+)(\s+(--(?=\s|$))?\s*(.*))?$/.exec(text) ?? [];
  const refused = (message: string): string[] => [`${at}: ${text}: ${message}`];
  if (!(script in scripts)) return refused("no script of package.json");
  const args = rest.split(" ").flatMap((word) => VALUES[word] ?? (word === "" ? [] : [word]));
  if (args.length > 0 && separator === undefined) return refused("options follow a --");
  const run = RUN.get(script);
  if (!run) return args.length > 0 ? refused("the script takes no options here") : [];
  return problemsOfParse({ at, text }, args, run);
}

/** Words of a line of the binary, with values for placeholders. */
async function problemsOfBinary(line: Line): Promise<string[]> {
  const words = line.text
    .slice(NPX.length + 1)
    .split(" ")
    .flatMap((word) => VALUES[word] ?? (word === "" ? [] : [word]));
  if (["--help", "--version"].includes(words[0] ?? "")) return [];
  const command = COMMANDS.find(({ name }) => words.slice(0, name.split(" ").length).join(" ") === name);
  if (!command) return [`${line.at}: ${line.text}: no command`];
  const args = words.slice(command.name.split(" ").length);
  return problemsOfParse(line, args, (given, output) => command.run(given, PROPS, output));
}

async function problemsOfParse({ at, text }: Line, args: readonly string[], run: Run): Promise<string[]> {
  const refused = (message: string): string[] => [`${at}: ${text}: ${message}`];
  let printed = "";
  const print = (part: string): void => void (printed += part);
  const parse = Command.prototype.parse;
  const spy = jest.spyOn(Command.prototype, "parse").mockImplementation(function (this: Command, ...given) {
    parse.apply(this, given);
    if (this.args.length > this.registeredArguments.length)
      this.error(`too many arguments: ${this.args.join(" ")}`);
    throw new Parsed();
  });
  try {
    await run(args, { out: print, err: print });
    return refused(printed.trim());
  } catch (error) {
    if (!(error instanceof Parsed)) throw error;
    return [];
  } finally {
    spy.mockRestore();
  }
}
