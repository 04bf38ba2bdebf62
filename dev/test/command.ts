import { Command, Option } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { userError } from "../../src/base/errors";
import { type ImportsOfFiles } from "../code-mutants/imports";
import { type NearTests, roomOfFile, testsOfChange, testsOfRoom } from "./near-tests";

export interface TestCommandProps {
  readonly imports: () => ImportsOfFiles;
  /** Files that differ from the main branch; undefined where git does not know them. */
  readonly changed: () => readonly string[] | undefined;
  /** Runs jest, and returns its exit status. */
  readonly jest: (args: readonly string[]) => number;
}

/** Runs the jest tests of `npm test`, or those near a room or a change. Arguments of jest pass. */
export function runTestCommand(
  args: readonly string[],
  { imports, changed, jest }: TestCommandProps,
  output: CommandOutput,
): number {
  const program = new Command("npm test --")
    .description("Runs the jest tests, but for slow ones. Other arguments are those of jest.")
    .option("--room <room>", "run the tests of one room, such as checks, parts/keda or dev/docs")
    .addOption(
      new Option("--changed", "run the tests near the files that differ from the main branch").conflicts(
        "room",
      ),
    );
  const [own, others] = divided(args);
  return runCommand(program, own, output, () => {
    const { room, changed: ofChange } = program.opts<{ room?: string; changed?: true }>();
    if (room === undefined && !ofChange) return jest(others);
    const near = room === undefined ? ofChanges(imports(), changed()) : ofRoom(room, imports());
    output.err(leftText(near));
    return jest([...others, "--runTestsByPath", ...near.run]);
  });
}

/** The arguments of this command, and those of jest. */
function divided(args: readonly string[]): readonly [own: string[], others: string[]] {
  const [own, others]: [string[], string[]] = [[], []];
  args.forEach((arg, index) => {
    const isOwn = /^--(room(=.*)?|changed|help)$/.test(arg) || args[index - 1] === "--room";
    (isOwn ? own : others).push(arg);
  });
  return [own, others];
}

function ofRoom(room: string, imports: ImportsOfFiles): NearTests {
  const rooms = new Set([...imports.keys()].flatMap((file) => roomOfFile(file) ?? []));
  if (rooms.has(room) || room === "parts") return testsOfRoom(room, imports);
  throw userError({
    place: "--room",
    got: room,
    expected: "a folder of src, a part as parts/NAME, or a folder of dev as dev/NAME",
    fix: "see docs/maintain/develop.md for the rooms",
  });
}

function ofChanges(imports: ImportsOfFiles, changed: readonly string[] | undefined): NearTests {
  if (changed) return testsOfChange(changed, imports);
  throw userError({
    place: "--changed",
    got: "no changed files from git",
    expected: "a clone with its main branch",
    fix: "fetch the main branch, or use --room",
  });
}

/** The tests that reach the change and do not run: nothing is proved of them. */
function leftText({ run, left }: NearTests): string {
  const rooms = new Map<string, number>();
  for (const file of left) {
    const room = roomOfFile(file)?.split("/")[0] ?? "others";
    rooms.set(room, (rooms.get(room) ?? 0) + 1);
  }
  const list = [...rooms].map(([room, count]) => `${room} ${count}`).join(", ");
  const others =
    left.length === 0 ? "no other one imports the change" : `not run, though they import it: ${list}`;
  return `${counted(run.length, "test file")} run; ${others}; npm test and npm run test:exhaustive run all\n`;
}
