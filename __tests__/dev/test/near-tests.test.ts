import { type ImportsOfFiles } from "../../../dev/code-mutants/imports";
import { roomOfFile, testsOfChange, testsOfRoom } from "../../../dev/test/near-tests";

const IMPORTS: ImportsOfFiles = new Map([
  ["src/base/cidr.ts", []],
  ["src/checks/network/routes.ts", ["src/base/cidr.ts"]],
  ["src/checks/network/ports.ts", []],
  ["src/checks/generated/network.ts", ["src/checks/network/ports.ts", "src/checks/network/routes.ts"]],
  ["src/parts/keda/install.ts", []],
  ["__tests__/support/plan.ts", []],
  ["__tests__/architecture/imports.test.ts", []],
  ["__tests__/wording/wording.test.ts", []],
  ["__tests__/base/cidr.test.ts", ["src/base/cidr.ts"]],
  ["__tests__/checks/run.test.ts", ["src/checks/generated/network.ts", "__tests__/support/plan.ts"]],
  ["__tests__/checks/network/routes.test.ts", ["src/checks/network/routes.ts"]],
  ["__tests__/checks/network/routes.slow.test.ts", ["src/checks/network/routes.ts"]],
  ["__tests__/checks/network/matrix.slow.test.ts", ["src/checks/network/routes.ts"]],
  ["__tests__/parts/keda/keda.test.ts", ["src/parts/keda/install.ts"]],
  ["__tests__/real/terraform/life.test.ts", ["src/base/cidr.ts"]],
]);

const LONG = ["__tests__/checks/network/matrix.slow.test.ts", "__tests__/checks/network/routes.slow.test.ts"];
const OF_ALL = ["__tests__/architecture/imports.test.ts", "__tests__/wording/wording.test.ts"];
const runs = (...tests: readonly string[]): string[] => [...tests, ...OF_ALL].sort();

test.each([
  ["src/checks/network/routes.ts", "checks"],
  ["src/parts/keda/install.ts", "parts/keda"],
  ["__tests__/parts/keda/keda.test.ts", "parts/keda"],
  ["src/parts/environment-schema.ts", "parts"],
  ["dev/docs/main.ts", "dev/docs"],
  ["README.md", undefined],
])("the room of %s is %s", (file, room) => {
  expect(roomOfFile(file)).toBe(room);
});

test("a room has the tests of its folder, without slow ones, and the rules for all files", () => {
  expect(testsOfRoom("checks", IMPORTS).run).toEqual(
    runs("__tests__/checks/network/routes.test.ts", "__tests__/checks/run.test.ts"),
  );
});

test("tests of other rooms that import the room are named as left, also slow ones and long matrices", () => {
  expect(testsOfRoom("base", IMPORTS)).toEqual({
    run: runs("__tests__/base/cidr.test.ts"),
    left: [...LONG, "__tests__/checks/network/routes.test.ts", "__tests__/checks/run.test.ts"],
  });
});

test("a part is a room of its own, and parts are one room together", () => {
  const run = runs("__tests__/parts/keda/keda.test.ts");
  expect(testsOfRoom("parts/keda", IMPORTS).run).toEqual(run);
  expect(testsOfRoom("parts", IMPORTS).run).toEqual(run);
});

test("a changed file has the tests of its room that import it, and not those that reach it through a registry alone", () => {
  expect(testsOfChange(["src/checks/network/routes.ts"], IMPORTS)).toEqual({
    run: runs("__tests__/checks/network/routes.test.ts"),
    left: [...LONG, "__tests__/checks/run.test.ts"],
  });
});

test("a file that only a registry imports has the tests in the folder of its name", () => {
  expect(testsOfChange(["src/checks/network/ports.ts"], IMPORTS).run).toEqual(
    runs("__tests__/checks/network/routes.test.ts"),
  );
});

test("a file of data changes the TypeScript files beside it", () => {
  expect(testsOfChange(["src/checks/network/texts.json"], IMPORTS).run).toEqual(
    runs("__tests__/checks/network/routes.test.ts"),
  );
});

test("a changed test runs itself, and a file that tests share has all tests that import it", () => {
  expect(testsOfChange(["__tests__/base/cidr.test.ts", "__tests__/support/plan.ts"], IMPORTS).run).toEqual(
    runs("__tests__/base/cidr.test.ts", "__tests__/checks/run.test.ts"),
  );
});

test("a changed slow test is named as left, since it does not run", () => {
  const slow = "__tests__/checks/network/routes.slow.test.ts";
  expect(testsOfChange([slow], IMPORTS)).toEqual({ run: runs(), left: [slow] });
});

test("a page outside of the rooms has the rules for all files alone", () => {
  expect(testsOfChange(["docs/guide/deploy.md"], IMPORTS)).toEqual({ run: runs(), left: [] });
});
