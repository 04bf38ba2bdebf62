import { readdirSync } from "node:fs";
import { NETWORK_CHECKS } from "../../../src/checks/generated/network";

test("every network check has a test file of its own", () => {
  const tested = readdirSync(__dirname).map((file) => file.replace(/(\.slow)?\.test\.ts$/, ""));
  expect(NETWORK_CHECKS.map(({ id }) => id).filter((id) => !tested.includes(id))).toEqual([]);
});
