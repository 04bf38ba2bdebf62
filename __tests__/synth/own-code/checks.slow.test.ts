import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCheck } from "../../../src/cli/check/command";
import { runOf } from "../../support/command-runs";
import { copyWith, errorOf } from "../../support/own-code";
import { type WorkingCopy } from "../../support/working-copy";
import { resynthesize } from "../../../src/synth/resynthesize";

const CHECK = `import { check } from "private-eks-inference/component";

export default check({
  title: "each bucket has a tag of its data owner",
  description: "audits ask who owns the data of a bucket",
  severity: "warning",
  find: ({ stacks }) =>
    Object.values(stacks).flatMap(({ resources }) =>
      resources
        .filter(({ type, values }) => type === "aws_s3_bucket" && !values.tags?.["data-owner"])
        .map(({ address }) => ({
          subject: address,
          problem: "no tag data-owner",
          fix: "add tags with data-owner to the environment",
        })),
    ),
});
`;
const FILE = "checks/data-owner.mjs";
const AS_ERROR = CHECK.replace('severity: "warning"', 'severity: "error"');

const checked = (copy: WorkingCopy, ...args: readonly string[]) =>
  runOf((output) =>
    runCheck(
      ["--in", copy.outdir, ...args],
      { variables: { ENVIRONMENTS_DIR: copy.environments }, today: "2026-11-20", resynthesize },
      output,
    ),
  );

test("a finding of an own check is reported as one of ours", async () => {
  const { summary = "" } = await copyWith({ [FILE]: CHECK }).synth();
  expect(summary).toMatch(/^warning data-owner mlapp-state aws_s3_bucket\.\w+ .*finding: \w{8}$/m);
  expect(summary).toContain("no tag data-owner; fix: add tags with data-owner to the environment");
});

test("an error of an own check refuses the synth, and writes nothing", async () => {
  const copy = copyWith({ [FILE]: AS_ERROR });
  const error = await errorOf(copy);
  expect(error).toMatch(/^error +data-owner mlapp-state aws_s3_bucket\./m);
  expect(error).toContain("nothing was written");
  expect(copy.published.size).toBe(0);
});

test("a waiver accepts a finding of an own check, in synth and check", async () => {
  const copy = copyWith({ [FILE]: AS_ERROR });
  const error = await errorOf(copy);
  const waivers = [...error.matchAll(/^error +data-owner \S+ (\S+) .*finding: (\w{8})$/gm)].map(
    ([, address, finding]) =>
      `  - check: data-owner\n    address: ${address}\n    finding: ${finding}\n    reason: public data\n    until: 2027-01-31\n`,
  );
  expect(waivers.length).toBeGreaterThan(0);
  copy.edit("mlapp.yaml", "waivers:\n", `waivers:\n${waivers.join("")}`);
  expect(await errorOf(copy)).toBe("");
  expect(checked(copy)).toMatchObject({ status: 0 });
  expect(checked(copy).stdout).not.toContain("unknown check");
});

test("an environment with an error is judged without own checks, and their waivers are no findings", async () => {
  const copy = copyWith({ [FILE]: AS_ERROR });
  copy.edit(
    "mlapp.yaml",
    "waivers:\n",
    "waivers:\n  - check: data-owner\n    address: aws_s3_bucket.state_bucket\n    finding: bcdfghjk\n    reason: a\n    until: 2027-01-31\n",
  );
  copy.edit("mlapp.yaml", "owner:", "ownr:");
  const error = await errorOf(copy);
  expect(error).toContain("did you mean owner?");
  expect(error).not.toContain("data-owner");
});

test("the command check has the findings that synth recorded", async () => {
  const copy = copyWith({ [FILE]: CHECK });
  await copy.synth();
  expect(checked(copy).stdout).toMatch(/warning data-owner mlapp-state aws_s3_bucket\./);
});

test("a changed and a new check make the output stale", async () => {
  const copy = copyWith({ [FILE]: CHECK });
  await copy.synth();
  writeFileSync(join(copy.environments, FILE), `${CHECK}\n`);
  expect(checked(copy).stderr).toContain("checks/data-owner.mjs");
  await copy.synth();
  writeFileSync(join(copy.environments, "checks/second.mjs"), CHECK);
  expect(checked(copy).stderr).toContain("checks/second.mjs");
});

test("the id of one of our checks is refused", async () => {
  expect(await errorOf(copyWith({ "checks/endpoint-callers.mjs": CHECK }))).toContain(
    "environments/checks/endpoint-callers.mjs: got the id of a check of this program, expected another name than endpoint-callers; rename the file",
  );
});

test("a thrown error of a check is shown at its line", async () => {
  const text = CHECK.replace("Object.values(stacks)", "Object.values(stacks.none.more)");
  const line = text.split("\n").findIndex((each) => each.includes("none.more")) + 1;
  expect(await errorOf(copyWith({ [FILE]: text }))).toMatch(
    new RegExp(
      `^environments/checks/data-owner\\.mjs:${line}:\\d+ checks\\.data-owner: got the error ".*" for mlapp, expected a list of findings; correct the check`,
    ),
  );
});

test.each([
  ["[{ subject: 1 }]", "[0].subject: got a number, expected text"],
  [
    "[{ subject: 'aws_eip.none', problem: 'x', fix: 'y' }]",
    "[0].subject: got aws_eip.none, expected an address of mlapp",
  ],
  [
    "[{ subject: 'aws_vpc.main', problem: 'x', fix: () => 1 }]",
    "[0].fix: got a function, expected plain data",
  ],
])("findings of another form are refused: %s", async (findings, words) => {
  const text = CHECK.replace(/find: [^]*$/, `find: () => ${findings},\n});\n`);
  expect(await errorOf(copyWith({ [FILE]: text }))).toContain(`checks.data-owner ${words}`);
});

test("a finding of a resource that is missing names its layer", async () => {
  const text = CHECK.replace(
    /find: [^]*$/,
    "find: () => [{ subject: 'aws_eip.none', layer: 'network', problem: 'x', fix: 'y' }],\n});\n",
  );
  const { summary = "" } = await copyWith({ [FILE]: text }).synth();
  expect(summary).toMatch(/^warning data-owner mlapp-network aws_eip\.none /m);
});

test("a check without a known severity is refused", async () => {
  expect(await errorOf(copyWith({ [FILE]: CHECK.replace('"warning"', '"fatal"') }))).toContain(
    "environments/checks/data-owner.mjs:1:1 checks.data-owner: got the severity fatal, expected error or warning",
  );
});
