import { join } from "node:path";
import { EVERY_SETTING, publishTo } from "../support/published-output";
import { Handoffs, read } from "./handoffs";

const ENVIRONMENT = "ml-inference-hardened";
const handoffs = new Handoffs("several-lines", "hcl");

beforeAll(() =>
  publishTo(handoffs.synthesized, { [ENVIRONMENT]: { trusted: null } }, undefined, EVERY_SETTING),
);

test("a map of charts with values of several lines is handed over", async () => {
  const folder = handoffs.newFolder();
  const { status, stderr } = await handoffs.run(["--environments", ENVIRONMENT, "--out", folder]);
  expect(stderr).not.toContain("differs from its synthesized stack");
  expect(status).toBe(0);
  expect(read(folder, join("platform", "charts.tf"))).toContain("for_each");
  expect(read(folder, join("platform", `${ENVIRONMENT}.tfvars`))).toContain(
    '\\"txtOwnerId\\": \\"ml-inference-hardened\\"',
  );
});
