import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutNetwork } from "../../../src/base/processes";
import { CodeCrash, runOwnCode } from "../../../src/environment/own-code/child";

const ENTRY = "checks/a.mjs";
const HEAD = 'import { check } from "private-eks-inference/component";\n';

/** The answer to a check with this function. */
const found = (find: string, timeoutMs?: number) =>
  runOwnCode(
    {
      modules: {
        [ENTRY]: `${HEAD}export default check({ title: "a", description: "b", find: ${find} });\n`,
      },
      entries: [ENTRY],
      calls: [{ entry: ENTRY, method: "find", input: [{ name: "prod" }] }],
    },
    timeoutMs,
  );

test("a function gets its arguments and gives data", () => {
  const { declarations, results } = found("({ name }) => [name, 1, { a: [null, true] }]");
  expect(declarations[ENTRY]).toEqual({
    kind: "check",
    title: "a",
    description: "b",
    functions: ["find"],
  });
  expect(results).toEqual([{ value: ["prod", 1, { a: [null, true] }] }]);
});

test("code that does not end is stopped", () => {
  expect(() => found("() => { for (;;); }", 1500)).toThrow(new CodeCrash("no end after 1.5 s"));
});

test("code that waits for what never comes is no answer", () => {
  expect(() => found("() => new Promise(() => undefined)")).toThrow(/no answer/);
});

/** The standard error of some work. */
function printedBy(work: () => void): string {
  const written: string[] = [];
  const spy = jest
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => written.push(String(text)) > 0);
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return written.join("");
}

test("text that code logs is on standard error, and not in the answer", () => {
  const find = '() => { console.log("seen", { a: 1 }); return []; }';
  expect(printedBy(() => expect(found(find).results).toEqual([{ value: [] }]))).toBe('seen {"a":1}\n');
});

test.each(["process", "require", "fetch", "setTimeout", "Buffer", "navigator"])("%s is not there", (name) => {
  expect(found(`() => [typeof ${name}]`).results).toEqual([{ value: ["undefined"] }]);
});

test.each([
  ["the function of a class", '(class {}).constructor("return process")()'],
  ["an argument", 'environment.constructor.constructor("return process")()'],
  ["console", 'console.log.constructor("return process")()'],
  ["an imported function", 'check.constructor("return process")()'],
])("no function of the process is reached by %s", (_, expression) => {
  expect(found(`(environment) => [${expression}]`).results).toEqual([
    {
      failure: {
        error: expect.stringContaining("Code generation from strings disallowed") as string,
        at: expect.anything() as object,
      },
    },
  ]);
});

test("import() is refused, and its error leads to no function of the process", () => {
  const find = `async () => {
    const error = await import("x").catch((error) => error);
    return [error.message, error.constructor.constructor("return process")()];
  }`;
  expect(found(find).results).toEqual([
    {
      failure: {
        error: expect.stringContaining("Code generation from strings disallowed") as string,
        at: expect.anything() as object,
      },
    },
  ]);
});

test("a promise that nobody waits for ends the process with its error, at its line", () => {
  let crash: unknown;
  try {
    found('() => { import("x"); return []; }');
  } catch (error) {
    crash = error;
  }
  expect(crash).toMatchObject({
    got: 'the error "import() is not available; import at the top"',
    at: { module: ENTRY, line: 2 },
  });
});

test("an error of the process itself leads to no function of it", () => {
  const overflow = `async () => {
    const caught = [];
    const deep = () => { try { deep(); } catch { caught.push(import("x")); } };
    deep();
    for (const each of caught) {
      const error = await each.catch((error) => error);
      try { return [typeof error.constructor.constructor("return process")()]; } catch {}
    }
    return ["nothing"];
  }`;
  printedBy(() => expect(found(overflow).results).toEqual([{ value: ["nothing"] }]));
});

test("a change of what the language has does not reach another component", () => {
  const other = "checks/b.mjs";
  const text = (find: string) =>
    `${HEAD}export default check({ title: "a", description: "b", find: ${find} });\n`;
  const { results } = runOwnCode({
    modules: {
      [ENTRY]: text("() => { Array.prototype.map = () => ['changed']; return []; }"),
      [other]: text("() => [1].map((each) => each)"),
    },
    entries: [ENTRY, other],
    calls: [
      { entry: ENTRY, method: "find", input: [] },
      { entry: other, method: "find", input: [] },
    ],
  });
  expect(results).toEqual([{ value: [] }, { value: [1] }]);
});

/** Writes the network namespace of the first process whose command names a file, and ends. */
const WATCH = `
const fs = require("node:fs");
const [file, name] = process.argv.slice(1);
const look = () => {
  for (const pid of fs.readdirSync("/proc").filter((each) => /^\\d+$/.test(each) && each !== String(process.pid)))
    try {
      const [program, ...args] = fs.readFileSync("/proc/" + pid + "/cmdline", "utf8").split("\\0");
      if (program === process.execPath && args.some((each) => each.endsWith(name)))
        return fs.writeFileSync(file, fs.readlinkSync("/proc/" + pid + "/ns/net"));
    } catch {}
  setTimeout(look, 20);
};
look();`;

const CAN_DENY = withoutNetwork({}).length > 0;

test("code runs without the network where the system permits a namespace", () => {
  // Other systems have no namespaces.
  if (process.platform !== "linux") return expect(CAN_DENY).toBe(false);
  const folder = mkdtempSync(join(tmpdir(), "own-code-"));
  const file = join(folder, "namespace");
  const watch = spawn(process.execPath, ["-e", WATCH, file, join("own-code", "run.mjs")], {
    stdio: "ignore",
  });
  try {
    expect(() => found("() => { for (;;); }", 2500)).toThrow(CodeCrash);
    const isOwn = readFileSync(file, "utf8") === readlinkSync("/proc/self/ns/net");
    expect(isOwn).toBe(!CAN_DENY);
  } finally {
    watch.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});
