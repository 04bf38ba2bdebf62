import { existsSync } from "node:fs";
import { imageListOf } from "../../../src/project/image-list";
import { withDigests } from "../../../src/project/image-lock/digests";
import { imageLockPath, lockText, readLock } from "../../../src/project/image-lock";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

const WITHOUT_INTERNET = ["retail-forecast", "retail-forecast-console", "retail-forecast-option-b"];

test.each(WITHOUT_INTERNET)("IMG-01 the image lock of %s is current", (environment) => {
  const lock = readLock("examples", environment);
  const list = imageListOf(environmentPlan(planOf(environment)));
  expect(lock?.text).toBe(lockText(withDigests(list, lock?.digests ?? new Map())));
});

test("IMG-01 the environments that copy nothing have no image lock", () => {
  const others = ENVIRONMENTS.filter((environment) => !WITHOUT_INTERNET.includes(environment));
  expect(others.length).toBeGreaterThan(1);
  expect(others.filter((environment) => existsSync(imageLockPath("examples", environment)))).toEqual([]);
});
