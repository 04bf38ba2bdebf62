import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { VERSION } from "../../src/base/version";
import { processOutput } from "../../src/base/command-line/process";
import { EMITTERS, type Place, READERS, commandFolders } from "../support/every-command";
import { publishTo, workFolder } from "../support/published-output";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("hostile-texts");
const place: Place = {
  in: join(work, "out"),
  before: join(work, "before"),
  environments: join(work, "environments"),
  environment: "mlapp",
  out: join(work, "written"),
  programs: join(work, "programs"),
};

const HOSTILE = "\x1b[2K\x9b\u202e\n::error::a\n  ::add-mask::b\n##[error]c";
/** Texts that a terminal obeys, that hide others, or that a CI system reads as a command. */
const OBEYED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|^\s*::|##\[/m;

/** Appends the hostile text to each text of a stack that holds a name, a description or a tag, and names a block by it. */
function poison(folder: string): void {
  for (const stack of readdirSync(join(folder, "stacks"))) {
    const file = join(folder, "stacks", stack, "cdk.tf.json");
    const json = readFileSync(file, "utf8").replace(
      /("(?:description|name|Name|image|source|alarm_description|rule_number|path)": "[^"$]*)"/g,
      (_, start: string) => `${start}${JSON.stringify(HOSTILE).slice(1)}`,
    );
    writeFileSync(file, json);
  }
}

beforeAll(() => {
  publishTo(place.in, { mlapp: {} }, VERSION);
  cpSync(place.in, join(work, "before"), { recursive: true });
  poison(place.in);
  cpSync(join(ROOT, "examples"), place.environments, { recursive: true });
  const file = join(place.environments, "mlapp.yaml");
  writeFileSync(
    file,
    `${readFileSync(file, "utf8")}\n${JSON.stringify(HOSTILE)}: ${JSON.stringify(HOSTILE)}\n`,
  );
  mkdirSync(place.programs);
  for (const name of ["aws", "terraform", "kubectl"]) {
    const program = `#!/bin/sh\nprintf '%b' '${JSON.stringify(HOSTILE).slice(1, -1).replaceAll("\\u001b", "\\033")}' >&2\nexit 1\n`;
    writeFileSync(join(place.programs, name), program, { mode: 0o755 });
  }
});

let text = "";
const stream = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;
stream.on("data", (each: Buffer) => (text += each.toString()));
const output = processOutput({ stdout: stream, stderr: stream });

/** Texts that a command writes to the streams of its process. */
async function printed(name: string): Promise<string> {
  text = "";
  const command = READERS[name] ?? EMITTERS[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  await command(name === "deploy" ? { ...place, environments: join(work, "none") } : place, output);
  rmSync(place.out, { recursive: true, force: true });
  return text;
}

let quoting = 0;

// A mutation of all stacks takes minutes.
const COMMANDS = commandFolders().filter((name) => name !== "mutate");

test.each(COMMANDS)("%s prints nothing that a terminal or a log obeys", async (name) => {
  const all = await printed(name);
  expect(all).not.toBe("");
  expect(OBEYED.exec(all)).toBeNull();
  quoting += /\\u(?:001b|009b|202e|003a|0023)/.test(all) ? 1 : 0;
});

test("commands quote the hostile texts", () => {
  expect(quoting).toBeGreaterThan(4);
});
