import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { bundleOf } from "../../../src/handoff/bundle/bundle";
import { NONE_RECORDED } from "../../../src/handoff/bundle/images";
import { handedStacks } from "../../support/handed-stacks";
import { planOf } from "../../support/reference-plans";

const PROVENANCE = { environment: "retail-forecast", commit: "0".repeat(40), format: "json" } as const;

/** The first page of a bundle whose file accepts blocks. */
async function readmeWith(addresses: readonly string[], file = "retail-forecast.yaml"): Promise<string> {
  const acceptedBlocks = addresses.map((address, index) => ({
    index,
    address,
    file,
    digest: "bcdfghjklmnpqrst",
    reason: "mails | to the team",
    until: "2027-01-31",
  }));
  const recorded = { ...NONE_RECORDED, stated: { ...NOTHING_STATED, acceptedBlocks } };
  const { files } = await bundleOf(handedStacks(planOf("retail-forecast")), PROVENANCE, [], recorded);
  return String(files.get("README.md"));
}

test("the README lists accepted blocks with their reason and last day", async () => {
  expect(await readmeWith(["aws_x.a"])).toContain("| `aws_x.a` | mails \\| to the team | 2027-01-31 |");
});

test("without accepted blocks the README has no section of them", async () => {
  expect(await readmeWith([])).not.toContain("Accepted blocks");
});

test("an entry of a file that the environment extends is not listed without its block", async () => {
  expect(await readmeWith(["aws_x.a"], "base.yaml")).not.toContain("Accepted blocks");
});
