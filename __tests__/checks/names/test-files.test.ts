import { readdirSync } from "node:fs";
import { NAMES_CHECKS } from "../../../src/checks/generated/names";

test("every check of names, sizes and quotas has a test file of its own", () => {
  const files = readdirSync(__dirname);
  expect(NAMES_CHECKS.map(({ id }) => `${id}.test.ts`).filter((file) => !files.includes(file))).toEqual([]);
});
