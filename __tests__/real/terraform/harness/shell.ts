import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finished, type Variables, run } from "./processes";

/** A command line as its program receives it, the program first. */
export type CommandLine = readonly string[];

/** Programs in the commands of documents. Bash rejects every other program as unknown. */
const PROGRAMS = [
  "aws",
  "bash",
  "checkov",
  "crane",
  "docker",
  "helm",
  "jq",
  "kubectl",
  "npm",
  "npx",
  "pip",
  "skopeo",
  "terraform",
];

/** Programs in the checkout. */
export const OWN_PROGRAMS = [".ci/run", ".ci/full"];

/** Commands of documents that change files. Recording leaves the files alone. */
const FILE_COMMANDS = "cd() { :; }; cp() { :; }; rm() { :; };";

/** Runs a script in bash, and stops at its first failed command. */
export const runShell = (script: string, cwd: string, env: Variables): Promise<Finished> =>
  run({ program: "/bin/bash", args: ["-euc", script], cwd, env });

/**
 * The commands that a script would run, in order. Bash itself parses the script: it runs with programs that record their
 * arguments and do nothing else. The right side of `||` is not recorded, since every program succeeds.
 */
export async function recordedCommands(script: string, folder: string): Promise<CommandLine[]> {
  const recorder = new Recorder(folder, PROGRAMS);
  mkdirSync(join(recorder.folder, ".ci"));
  for (const program of OWN_PROGRAMS) recorder.add(program, recorder.folder);
  await runShell(`${FILE_COMMANDS}\n${script}`, recorder.folder, { PATH: recorder.programs });
  return recorder.commands();
}

/** Programs that record their arguments, and do nothing else. */
export class Recorder {
  readonly folder: string;
  /** Folder of the programs, for the variable PATH. */
  readonly programs: string;
  private readonly record: string;

  constructor(folder: string, programs: readonly string[]) {
    this.folder = mkdtempSync(join(folder, "recorded-"));
    this.programs = join(this.folder, "programs");
    this.record = join(this.folder, "record");
    mkdirSync(this.programs);
    writeFileSync(this.record, "");
    for (const program of programs) this.add(program, this.programs);
  }

  add(program: string, folder: string): void {
    // One write for each line: both sides of a pipe append at the same time.
    const body = `#!/bin/bash\nprintf -v line '%s\\x1f' ${program} "$@"\nprintf '%s\\x1e' "$line" >> '${this.record}'\n`;
    writeFileSync(join(folder, program), body, { mode: 0o755 });
  }

  commands(): CommandLine[] {
    return readFileSync(this.record, "utf8")
      .split("\x1e")
      .slice(0, -1)
      .map((line) => line.split("\x1f").slice(0, -1));
  }
}

/** Shell blocks and inline commands of a Markdown document, each a script of its own. */
export function scriptsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```sh$([^]*?)^```$/gm)].map(([, text = ""]) => text);
  const prose = markdown.replaceAll(/^```[^]*?^```$/gm, "");
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, text = ""]) => text)
    .filter((text) => PROGRAMS.includes(text.split(" ")[0] ?? "") && text.includes(" "));
  return [...blocks, ...inline];
}
