import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Machine } from "./machine";
import { ROOT, steps } from "./workflow-files";

/*
 * GitHub obeys lines of a log such as `::add-mask::` and, anywhere in a line, `##[error]` (actions/runner, ActionCommand.cs; unconfirmed). A provider,
 * a registry or a pod can write such lines. Between `::stop-commands::TOKEN` and `::TOKEN::` it obeys none.
 */

/** Commands of a log that GitHub obeys. */
function obeyed(log: string): string[] {
  let token: string | undefined;
  return log.split("\n").flatMap((line) => {
    const [, started] = /^\s*::stop-commands::(\S+)$/.exec(line) ?? [];
    if (token !== undefined) {
      if (line.trim() === `::${token}::`) token = undefined;
      return [];
    }
    if (started === undefined) return /^\s*::|##\[/.test(line) ? [line] : [];
    token = started;
    return [];
  });
}

const EVIL = ["::add-mask::a", "::error::evil", "x ##[warning]evil", "::stop-commands::b", "::b::"];

/** A machine whose programs print commands of workflows to both streams, and fail. */
function evilMachine(): Machine {
  const machine = new Machine("platform");
  for (const program of ["terraform", "aws", "helm", "kubectl"])
    machine.replace(
      program,
      [...EVIL.flatMap((line) => [`echo '${line}'`, `echo '${line}' >&2`]), "exit 1"].join("\n"),
    );
  return machine;
}

const ON_GITHUB = { GITHUB_ACTIONS: "true", KEY: "plans/1/a.tar.gz", SHA256: "0".repeat(64) };

test.each([
  "init-stack.mjs",
  "store-plan.mjs",
  "show-plan.mjs",
  "fetch-plan.mjs",
  "log-in-to-registries.mjs",
  "show-release-events.mjs",
])("GitHub obeys nothing that the programs of %s print, and the script's own error", (script) => {
  const machine = evilMachine();
  machine.addCluster();
  if (script === "log-in-to-registries.mjs")
    machine.write(
      "cdk.tf.json",
      JSON.stringify({
        resource: {
          helm_release: { a: { repository: "oci://111122223333.dkr.ecr.eu-west-1.amazonaws.com/charts" } },
        },
      }),
    );
  const { status, stdout, stderr } = machine.run(script, ON_GITHUB);
  const own = obeyed(stdout).filter((line) => !/^::error::(?!evil)/.test(line));
  expect({ status, own, inErrors: obeyed(stderr) }).toEqual({
    status: expect.any(Number) as number,
    own: [],
    inErrors: [],
  });
  // Two streams of a job have no order, so that no text of a program is in the other one.
  expect(stderr).not.toContain("evil");
});

test("a program that a step starts is obeyed in nothing, and its status is that of the step", () => {
  const machine = evilMachine();
  const { status, stdout, stderr } = machine.shell("node .github/scripts/run.mjs terraform apply", ON_GITHUB);
  expect({ status, stderr, own: obeyed(stdout) }).toEqual({ status: 1, stderr: "", own: [] });
  expect(stdout).toContain("::error::evil");
});

test("a program that is missing is an error of the step", () => {
  const { status, stdout } = evilMachine().shell("node .github/scripts/run.mjs no-such-program", ON_GITHUB);
  expect(status).toBe(1);
  expect(obeyed(stdout)).toEqual([expect.stringContaining("::error::no-such-program") as string]);
});

test("the lines of an error are one command", () => {
  const { stdout } = new Machine("network").run("init-stack.mjs", ON_GITHUB, "a\n::add-mask::b%");
  expect(obeyed(stdout)).toEqual([expect.stringMatching(/^::error::a%0A::add-mask::b%25/) as string]);
});

test("outside of GitHub, nothing is added", () =>
  expect(evilMachine().run("init-stack.mjs").stdout).toBe(
    `${EVIL.flatMap((line) => [line, line]).join("\n")}\n`,
  ));

test("the tokens of two runs differ", () => {
  const tokens = [1, 2].map(
    () => /::stop-commands::(\S+)/.exec(evilMachine().run("init-stack.mjs", ON_GITHUB).stdout)?.[1],
  );
  expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(tokens[0]).not.toBe(tokens[1]);
});

test("no step starts a program of a job with a role but by a script", () => {
  const started = steps
    .filter(({ place }) => /^(plan|layer)\.yml (plan|apply)$/.test(place))
    .flatMap(({ place, step }) => (step.run ?? "").split("\n").map((line) => ({ place, line: line.trim() })))
    .filter(({ line }) => /\b(terraform|aws|kubectl|helm|cat)\b/.test(line));
  expect(started.length).toBeGreaterThan(0);
  expect(started.filter(({ line }) => !/^node \.github\/scripts\/[\w-]+\.mjs /.test(line))).toEqual([]);
});

test("every script that shows what a program prints stops the commands before", () => {
  const scripts = readdirSync(join(ROOT, ".github/scripts")).map((name) => ({
    name,
    text: readFileSync(join(ROOT, ".github/scripts", name), "utf8"),
  }));
  // These three keep what programs print: git, the program of the project, and a script of this folder.
  const own = ["applied-commit.mjs", "synthesize-values.mjs", "write-pages.mjs"];
  const showing = scripts.filter(
    ({ name, text }) => /\b(spawnSync|execFileSync)\(/.test(text) && !own.includes(name),
  );
  expect(showing.length).toBeGreaterThan(5);
  const stops = /^stopCommands\(\);$|from "\.\/planned\.mjs"/m;
  expect(showing.filter(({ text }) => !stops.test(text)).map(({ name }) => name)).toEqual([]);
  expect(showing.filter(({ text }) => text.includes('"inherit"')).map(({ name }) => name)).toEqual([]);
});
