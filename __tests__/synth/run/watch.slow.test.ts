import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { environmentsFrom } from "../../../src/environment/load";
import { watch } from "../../../src/synth/run/watch";
import { UserError } from "../../../src/base/errors";
import { workFolder } from "../../support/published-output";

const work = workFolder("watch");
let count = 0;

/** A watched folder with files of these names, and what its runs synthesized. */
class Watched {
  readonly directory = join(work, `environments-${(count += 1)}`);
  readonly runs: (readonly string[] | undefined)[] = [];
  readonly printed = { out: "", err: "" };
  /** Errors of the next runs, first one first. */
  readonly errors: (Error | undefined)[] = [];
  readonly status: Promise<number>;
  private readonly ended = new AbortController();

  constructor(
    files: Readonly<Record<string, string>>,
    only?: readonly string[],
    firstError?: Error,
    folders: readonly string[] = [],
  ) {
    for (const folder of ["", ...folders]) mkdirSync(join(this.directory, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.status = watch({
      directory: this.directory,
      ...(only ? { only } : {}),
      first: () => (firstError ? Promise.reject(firstError) : Promise.resolve(0)),
      synthesize: (names) => {
        this.runs.push(names);
        const error = this.errors.shift();
        return error ? Promise.reject(error) : Promise.resolve(`synthesized ${String(names)}`);
      },
      affected: (name) => environmentsFrom(this.directory, name),
      output: {
        out: (text) => (this.printed.out += text),
        err: (text) => (this.printed.err += text),
      },
      signal: this.ended.signal,
    });
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Waits until there are so many runs. */
  async until(runs: number): Promise<void> {
    while (this.runs.length < runs) await wait(5);
  }

  async started(): Promise<void> {
    while (!this.printed.out.includes("watching")) await wait(5);
  }

  end(): Promise<number> {
    this.ended.abort();
    return this.status;
  }
}

const FILES = { "one.yaml": "a: 1\n", "two.yaml": "extends: one\n", "six.yaml": "a: 1\n" };

test("a saved file synthesizes its environment, and those that extend it", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  watched.write("six.yaml", "a: 2\n");
  await watched.until(1);
  watched.write("one.yaml", "a: 2\n");
  await watched.until(2);
  watched.write("two.addresses.json", "{}\n");
  await watched.until(3);
  expect(watched.runs).toEqual([["six"], ["one", "two"], ["two"]]);
  expect(watched.printed.out).toMatch(/synthesized one,two in \d+\.\d\d s\n/);
  expect(await watched.end()).toBe(0);
});

test("a saved Terraform file of the owner synthesizes its environment, and other files in its folder none", async () => {
  const watched = new Watched(FILES, undefined, undefined, ["six/network"]);
  await watched.started();
  watched.write("six/network/notes.md", "x");
  watched.write("six/network/.a.tf.swp", "x");
  watched.write("six/network/a.tf", "locals {\n}\n");
  await watched.until(1);
  watched.write("six/network/a.tf", "locals {\n  a = 1\n}\n");
  await watched.until(2);
  expect(watched.runs).toEqual([["six"], ["six"]]);
  await watched.end();
});

test.each([undefined, ["six"]])(
  "a saved component or check synthesizes all environments of %s",
  async (only) => {
    const watched = new Watched(
      { ...FILES, "components/budget/component.mjs": "a", "checks/owner.mjs": "a" },
      only,
      undefined,
      ["components/budget", "checks"],
    );
    await watched.started();
    watched.write("components/budget/component.mjs", "b");
    await watched.until(1);
    watched.write("checks/owner.mjs", "b");
    await watched.until(2);
    expect(watched.runs).toEqual([only, only]);
    await watched.end();
  },
);

test("a file that an editor replaces is one change", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  watched.write(".six.yaml.swp", "a: 3\n");
  renameSync(join(watched.directory, ".six.yaml.swp"), join(watched.directory, "six.yaml"));
  await watched.until(1);
  expect(watched.runs).toEqual([["six"]]);
  await watched.end();
});

test("an error is printed, and the environment is synthesized again with the next change", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  watched.errors.push(new UserError("six.yaml:1:1 a: got 2"));
  watched.write("six.yaml", "a: 2\n");
  await watched.until(1);
  watched.write("two.yaml", "extends: one\nb: 1\n");
  await watched.until(2);
  watched.write("two.yaml", "extends: one\nb: 2\n");
  await watched.until(3);
  expect(watched.printed.err).toBe("six.yaml:1:1 a: got 2\n\n");
  expect(watched.runs).toEqual([["six"], ["six", "two"], ["two"]]);
  expect(await watched.end()).toBe(0);
});

test("after a failed run, the end has the exit status 1", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  watched.errors.push(new UserError("wrong"));
  watched.write("six.yaml", "a: 2\n");
  await watched.until(1);
  while (watched.printed.err === "") await wait(5);
  expect(await watched.end()).toBe(1);
});

test("after a failed first run, the next change synthesizes all environments", async () => {
  const watched = new Watched(FILES, undefined, new UserError("wrong"));
  await watched.started();
  watched.write("six.yaml", "a: 2\n");
  await watched.until(1);
  watched.write("six.yaml", "a: 3\n");
  await watched.until(2);
  expect(watched.runs).toEqual([undefined, ["six"]]);
  await watched.end();
});

test("a removed file synthesizes all environments, which removes its stacks", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  rmSync(join(watched.directory, "six.yaml"));
  await watched.until(1);
  expect(watched.runs).toEqual([undefined]);
  await watched.end();
});

test("with names, files of other environments change nothing", async () => {
  const watched = new Watched(FILES, ["two"]);
  await watched.started();
  watched.write("six.yaml", "a: 2\n");
  watched.write("one.yaml", "a: 2\n");
  await watched.until(1);
  expect(watched.runs).toEqual([["two"]]);
  await watched.end();
});

test("another error ends the watch", async () => {
  const watched = new Watched(FILES);
  await watched.started();
  watched.errors.push(new TypeError("a bug"));
  watched.write("six.yaml", "a: 2\n");
  await expect(watched.status).rejects.toThrow("a bug");
});
