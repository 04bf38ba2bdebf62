import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CommandOutput } from "../../src/base/command-line";
import { Progress } from "../../src/base/command-line/progress";
import { VERSION } from "../../src/base/version";
import { type Run } from "../support/command-runs";
import { EMITTERS, type Place, READERS, calledAs, commandFolders } from "../support/every-command";
import { publishTo, workFolder } from "../support/published-output";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("progress");
const place: Place = {
  in: join(work, "out"),
  environments: join(work, "environments"),
  environment: "mlapp",
  out: join(work, "written"),
  programs: join(work, "programs"),
};

/** An output of this version, which alone is deployed, without its inputs. */
const deployed = join(work, "deployed");

beforeAll(() => {
  publishTo(place.in, { mlapp: {} });
  publishTo(deployed, { mlapp: {} }, VERSION);
  cpSync(join(ROOT, "examples"), place.environments, { recursive: true });
  mkdirSync(place.programs);
  for (const name of ["aws", "terraform"])
    writeFileSync(join(place.programs, name), "#!/bin/sh\necho no answer >&2\nexit 1\n", { mode: 0o755 });
});

/** A mutation of all stacks takes minutes, and one of the state stack has the same steps. */
function placeOf(name: string): Place {
  if (name === "deploy") return { ...place, in: deployed, environments: join(work, "no-environments") };
  if (name !== "mutate") return place;
  const small = join(work, "small");
  cpSync(place.in, small, { recursive: true });
  const file = join(small, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { stacks: Record<string, object> };
  const stacks = { "mlapp-state": manifest.stacks["mlapp-state"] };
  writeFileSync(file, JSON.stringify({ ...manifest, stacks }));
  return { ...place, in: small };
}

/** Runs a command with a clock on which every step takes some milliseconds. */
async function run(name: string, each: number): Promise<Shown> {
  const texts = { stdout: "", stderr: "", progress: "" };
  let time = 0;
  const progress = new Progress({ write: (text) => (texts.progress += text), now: () => (time += each) });
  const output: CommandOutput = {
    out: (text) => (texts.stdout += text),
    err: (text) => (texts.stderr += text),
    step: (what, blocks) => progress.step(what, blocks),
    idle: () => progress.idle(),
  };
  const command = READERS[name] ?? EMITTERS[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  const status = await command(placeOf(name), output);
  rmSync(place.out, { recursive: true, force: true });
  return { status, ...texts };
}

type Shown = Run & { readonly progress: string };

/** A run in which every step takes twenty seconds, and one in which none takes any time. */
const runs = new Map<string, Promise<readonly [slow: Shown, fast: Shown]>>();

function both(name: string): Promise<readonly [slow: Shown, fast: Shown]> {
  const made = runs.get(name) ?? run(name, 20_000).then(async (slow) => [slow, await run(name, 0)] as const);
  runs.set(name, made);
  return made;
}

const COMMANDS = [...Object.keys(READERS), ...Object.keys(EMITTERS)];

/** Commands that start a program before anything else: a step of theirs is one of its calls. */
const STARTING = ["adopt", "deploy", "teardown", "verify"];

test("the commands are those of the folder", () => {
  expect([...COMMANDS].sort()).toEqual(commandFolders().sort());
});

test.each(COMMANDS)(
  "%s says what it does once it takes more than two seconds, and prints the same",
  async (name) => {
    const [slow, fast] = await both(name);
    expect(slow.progress).toMatch(/^(\S.* \(\d+s\)\n)+$/);
    expect(slow.progress).toContain(`${calledAs(name)} (20s)`);
    expect([slow.status, slow.stdout, slow.stderr]).toEqual([fast.status, fast.stdout, fast.stderr]);
  },
);

// The download of providers blocks, so that it is shown at its begin.
test.each(COMMANDS.filter((name) => name !== "providers-lock"))(
  "%s shows nothing while it is fast",
  async (name) => {
    const [, fast] = await both(name);
    expect(fast.progress).toBe("");
  },
);

test.each(COMMANDS)("%s has a step of its own besides its name", async (name) => {
  const [{ progress }] = await both(name);
  const steps = progress.trim().split("\n").slice(1).join("\n");
  expect(steps).toMatch(STARTING.includes(name) ? /^(aws|terraform) / : /mlapp|module|environments|out/);
});

test("every main file uses the one mechanism and no other", () => {
  const mains = ["main.ts", "dev/mutate/main.ts"];
  for (const main of mains) {
    const text = readFileSync(join(ROOT, main), "utf8");
    expect(text).toContain("processOutput()");
    expect(text).not.toMatch(/process\.stderr|setInterval|isTTY/);
  }
});
