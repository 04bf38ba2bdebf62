import { readdirSync } from "node:fs";
import { NAME_CHECKS } from "../../../src/checks/names/checks";

test("every check of names, sizes and quotas has a test file of its own", () => {
  const files = readdirSync(__dirname);
  expect(NAME_CHECKS.map(({ id }) => `${id}.test.ts`).filter((file) => !files.includes(file))).toEqual([]);
});
