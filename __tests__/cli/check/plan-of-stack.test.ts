import { join } from "node:path";
import { publishTo, workFolder } from "../../support/published-output";
import { ATTACKS } from "./attacks";
import { NEW, PlanFiles, check } from "./plan-files";

const work = workFolder("plan-of-stack");
const plans = new PlanFiles(work);
const out = join(work, "out");

beforeAll(() => publishTo(out, { mlapp: {} }));

test("an attack alone fails the command, in text with its address and the fix", () => {
  const file = plans.of("mlapp", "network", NEW, {
    edit: (stack) => ATTACKS.find(({ address }) => address === "aws_vpc.main")?.edit(stack),
  });
  const { status, stdout } = check("--in", out, "--plan", file);
  expect(status).toBe(1);
  expect(stdout).toContain(
    "error   plan-of-stack mlapp-network aws_vpc.main\n        provisioner[0]: nothing",
  );
  expect(stdout).toContain("fix: make the plan from that folder as it is");
});
