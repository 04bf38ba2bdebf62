import { CodeCrash, runOwnCode } from "../../../../src/platform/environment/own-code/child";

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
