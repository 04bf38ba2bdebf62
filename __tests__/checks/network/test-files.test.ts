import { readdirSync } from "node:fs";
import { NETWORK_CHECKS } from "../../../src/checks/generated/network";

test("every network check has a test file of its own", () => {
  const files = readdirSync(__dirname);
  expect(NETWORK_CHECKS.map(({ id }) => `${id}.test.ts`).filter((file) => !files.includes(file))).toEqual([]);
});
