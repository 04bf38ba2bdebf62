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

test("text that code logs is on standard error, and not in the answer", () => {
  const written: string[] = [];
  const spy = jest
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(found('() => { console.log("seen", { a: 1 }); return []; }').results).toEqual([{ value: [] }]);
  } finally {
    spy.mockRestore();
  }
  expect(written.join("")).toBe('seen {"a":1}\n');
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
