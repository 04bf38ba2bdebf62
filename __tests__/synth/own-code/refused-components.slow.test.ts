import { BUDGET, BUDGET_KEYS, copyWith, enable, errorOf } from "../../support/own-code";

const FILE = "components/budget/component.mjs";
const AT = "environments/components/budget/component.mjs";

/** The component with another body of its blocks. */
const giving = (blocks: string): string =>
  BUDGET.replace(/resources: [^]*$/, `resources: (context) => (${blocks}),\n});\n`);

/** The error of a synth with a component of this text. */
const refused = (text: string, keys = BUDGET_KEYS): Promise<string> =>
  errorOf(copyWith({ [FILE]: text }, keys));

const lineOf = (text: string, words: string): number =>
  text.split("\n").findIndex((line) => line.includes(words)) + 1;

test("a wrong setting is an error at its line of the YAML file", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS.replace("500", "0"));
  const line = lineOf(copy.read("mlapp.yaml"), "limit: 0");
  expect(await errorOf(copy)).toContain(
    `environments/mlapp.yaml:${line}:12 components.budget.limit: got 0, expected `,
  );
});

test("an unknown setting is an error with the name that is meant", async () => {
  expect(await refused(BUDGET, `${BUDGET_KEYS}    currencies: EUR\n`)).toMatch(
    /components\.budget\.currencies: .*did you mean currency\?/,
  );
});

test("a violated rule of the component is an error at its line", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS.replace("500", "5000"));
  const line = lineOf(copy.read("mlapp.yaml"), "addresses: [team");
  expect(await errorOf(copy)).toContain(
    `environments/mlapp.yaml:${line}:16 components.budget.addresses: got a list of 1, expected two addresses for mlapp; add another one`,
  );
});

test("a thrown error is shown at its line, without the stack of this program", async () => {
  const text = giving("undefined.network");
  const error = await refused(text);
  expect(error).toMatch(
    new RegExp(
      `^${AT}:${lineOf(text, "undefined.network")}:\\d+ components\\.budget: got the error "Cannot read properties of undefined .*" for mlapp, expected blocks by layer; correct the component`,
    ),
  );
  expect(error).not.toMatch(/node:|lib\/own-code/);
});

test("a mistake of syntax is shown at its line", async () => {
  const text = `${BUDGET}\nconst a b;\n`;
  expect(await refused(text)).toMatch(
    new RegExp(`^${AT}:${lineOf(text, "const a b")}:\\d+ .*got .*Missing initializer`),
  );
});

test.each([
  ["a function", '{ network: [resource("aws_vpc", "x", { tags: { f: () => 1 } })] }', "tags.f"],
  ["a date", '{ network: [resource("aws_vpc", "x", { day: new Date(0) })] }', "day"],
  ["the number NaN", '{ network: [resource("aws_vpc", "x", { count: NaN })] }', "count"],
  ["undefined in a list", '{ network: [resource("aws_vpc", "x", { all: [undefined] })] }', "all[0]"],
  ["a promise", '{ network: [resource("aws_vpc", "x", { all: Promise.resolve(1) })] }', "all"],
])("%s in a block is an error with component, environment and path", async (what, blocks, path) => {
  const error = await refused(giving(blocks));
  expect(error).toContain(`${AT}:`);
  expect(error).toContain(
    `aws_vpc.x ${path}: got ${what}, expected plain data from the component budget for mlapp`,
  );
});

test("a value that is no block is an error", async () => {
  expect(await refused(giving('{ network: [{ type: "aws_vpc" }] }'))).toContain(
    "network[0]: got an object, expected resource(), data() or output() from the component budget for mlapp",
  );
});

test("an unknown layer is an error with the one that is meant", async () => {
  expect(await refused(giving("{ netwrok: [] }"))).toMatch(
    /components\.budget: got the layer netwrok, expected state, network, cluster, platform, models; did you mean network\?/,
  );
});

test("a block with a generated address is an error at the call, with the address", async () => {
  const text = giving('{ network: [\n  resource("aws_vpc", "main", {}),\n] }');
  expect(await refused(text)).toMatch(
    new RegExp(
      `^${AT}:${lineOf(text, '"main"')}:3 aws_vpc\\.main: got an address that exists already, expected another one`,
    ),
  );
});

test("two blocks with one address are an error", async () => {
  expect(
    await refused(giving('{ network: [resource("aws_eip", "a", {}), resource("aws_eip", "a", {})] }')),
  ).toMatch(/ aws_eip\.a: got a second block with this address, expected one;/);
});

test("an own file with the name of a rendered one is refused", async () => {
  const copy = copyWith(
    { [FILE]: BUDGET, "mlapp/network/component-budget.tf.json": '{ "output": {} }\n' },
    BUDGET_KEYS,
  );
  expect(await errorOf(copy)).toMatch(
    /^environments\/mlapp\/network\/component-budget\.tf\.json:1:1 \(file\): got a name that synth gives to the blocks of a component, expected another one; rename it/,
  );
});

test.each([
  ["the id of a part of this program", "alerts", "alerts"],
  ["the name My_budget", "My_budget", "3 to 40 lowercase letters, digits and -"],
])("a folder with %s is refused", async (got, id, words) => {
  const error = await errorOf(copyWith({ [`components/${id}/component.mjs`]: BUDGET }));
  expect(error).toMatch(`environments/components/${id}: got ${got}, expected `);
  expect(error).toContain(words);
});

test("a folder without a component, and one with two, are refused", async () => {
  const error = await errorOf(
    copyWith({
      "components/budget/index.mjs": BUDGET,
      "components/second/component.mjs": BUDGET,
      "components/second/component.js": BUDGET,
    }),
  );
  expect(error).toContain(
    "environments/components/budget: got no component.mjs, component.js or component.ts, expected one",
  );
  expect(error).toContain("environments/components/second: got component.mjs and component.js, expected one");
});

test.each([
  ["node:fs", 'import fs from "node:fs";\n'],
  ["../other/x.mjs", 'import "../other/x.mjs";\n'],
  ["cdktf", 'export { App } from "cdktf";\n'],
  ["private-eks-inference/stacks", 'import "private-eks-inference/stacks";\n'],
])("an import of %s is refused before any code runs", async (specifier, line) => {
  const text = `${BUDGET}throw new Error("it ran");\n${line}`;
  const error = await refused(text);
  expect(error).toContain(
    `${AT}:${lineOf(text, line.trim())}:1 components.budget: got an import of ${specifier}, expected private-eks-inference/component or a file of the folder`,
  );
  expect(error).not.toContain("it ran");
});

test.each([
  ["import()", 'await import("node:fs")'],
  ["require", 'require("node:fs")'],
  ["process.env", "process.env.HOME"],
  ["fetch", 'fetch("https://example.com")'],
  ["eval", 'eval("1")'],
  ["Math.random()", "Math.random()"],
  ["Date.now()", "Date.now()"],
  ["new Date()", "new Date()"],
])("a component has no %s", async (_, expression) => {
  const error = await refused(`${BUDGET}export const x = ${expression};\n`);
  expect(error).toMatch(new RegExp(`^${AT}:\\d+:\\d+ components\\.budget: got the error `));
});

test("a file without a component as its default export is refused", async () => {
  expect(await refused("export default {};\n")).toContain(
    `${AT}:1:1 components.budget: got no component(), expected export default component({ … })`,
  );
});

test.each([
  ['type: "object",', 'type: "object", $ref: "#/x",', "$ref"],
  ["minimum: 1", "multipleOf: 5", "properties.limit.multipleOf"],
  ['type: "object"', 'type: "array"', "type"],
])("settings with %s as %s are refused: errors could not explain them", async (from, to, path) => {
  expect(await refused(BUDGET.replace(from, to))).toContain(
    `${AT}:1:1 components.budget settings.${path}: got `,
  );
});

test("the errors of a component and of the YAML file are reported together", async () => {
  const copy = copyWith({ [FILE]: BUDGET }, BUDGET_KEYS.replace("500", "none"));
  enable(copy, "  unknown-part: {}\n");
  const error = await errorOf(copy);
  expect(error).toContain("components.budget.limit: got none");
  expect(error).toContain("components.unknown-part: got");
});

test.each(["components", "checks"])("an environment cannot have the name %s", async (name) => {
  const copy = copyWith({});
  copy.write(`${name}.yaml`, copy.read("mlapp.yaml"));
  expect(await errorOf(copy)).toContain(
    `environments/${name}.yaml:1:1 (file): got the name ${name}, expected another one than that of the folder ${name}; rename the file`,
  );
});
