import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { printedApply } from "../../../src/deploy/deploy/printed";
import { type DeployedStack, stacksOf } from "../../../src/deploy/deploy/stacks";
import { writeTwoApplies } from "../../../src/deploy/deploy/two-applies";
import { listFiles } from "../../../src/base/files";
import { configWith } from "../../support/environments";
import { publishTo, workFolder } from "../../support/published-output";
import { sha256Of } from "../../../src/base/digests";

const NAME = "ml-platform";
const SCRIPTS = resolve(".github/scripts");
const work = workFolder("two-applies");
const [forecast, fraud] = configWith(NAME).models as [object, object];
const version = (number: number) => ({
  models: [forecast, { ...fraud, bucketPrefix: `versions/${number}/` }],
});

const requests = (cpuRequest: string) => ({
  models: [forecast, { ...fraud, bucketPrefix: "versions/1/", cpuRequest }],
});

/** Output folders of a change, whose second one is in a folder of its own. */
function folders(
  name: string,
  before: object,
  after: object,
): { readonly before: string; readonly now: string } {
  const [old, now] = [join(work, name, "base.out"), join(work, name, "cdktf.out")];
  publishTo(old, { [NAME]: before });
  publishTo(now, { [NAME]: after });
  return { before: old, now };
}

function written(name: string, before: object, after: object, edit = (text: string): string => text) {
  const sides = folders(name, before, after);
  const file = join(sides.before, `stacks/${NAME}-models/cdk.tf.json`);
  writeFileSync(file, edit(readFileSync(file, "utf8")));
  const all = stacksOf(sides.now, NAME);
  const read = () => listFiles(sides.now).map((file) => [file, sha256Of(join(sides.now, file))]);
  const files = read();
  const twice = writeTwoApplies(sides.now, sides.before, all);
  expect(read()).toEqual(files);
  return { ...sides, all, twice, root: join(work, name, "rollout.out") };
}

const textOf = (folder: string, layer = "models"): string =>
  readFileSync(join(folder, `stacks/${NAME}-${layer}/cdk.tf.json`), "utf8");

const commandsOf = ({
  all,
  twice,
}: {
  all: readonly DeployedStack[];
  twice: ReturnType<typeof writeTwoApplies>;
}) => printedApply(all, "terraform", SCRIPTS, twice).filter((line) => line !== "" && !line.startsWith("#"));

describe("a change of the files that a model mounts", () => {
  const change = written("mounted", version(1), version(2));

  test("has an output folder for the first apply, in which the role reads both versions, and one for the last apply", () => {
    const [first, last] = [textOf(join(change.root, "first")), textOf(join(change.root, "last"))];
    for (const each of ["versions/1/", "versions/2/"]) expect(first).toContain(each);
    expect(last).not.toContain("versions/1/");
    expect(textOf(join(change.root, "first"), "cluster")).toBe(textOf(change.now, "cluster"));
  });

  test("brings the new claim back to its address by the last apply", () => {
    const { moved } = JSON.parse(textOf(join(change.root, "last"))) as {
      moved: { from: string; to: string }[];
    };
    const to = "kubernetes_persistent_volume_claim_v1.fraud_detection";
    expect(moved).toContainEqual({ from: expect.stringMatching(`^${to}_[0-9a-f]{8}$`) as string, to });
    expect(textOf(join(change.root, "first"))).toContain(
      `"${moved.find((each) => each.to === to)?.from.split(".")[1]}"`,
    );
  });

  test.each(["first", "last"])(
    "the workflow finds the files of the output %s as its record has them",
    (side) => {
      const folder = join(change.root, side);
      const record = join(folder, ".synth-files.json");
      for (const layer of ["cluster", "platform", "models"]) {
        const { status, stdout } = spawnSync(
          process.execPath,
          [join(SCRIPTS, "compare-output.mjs"), join(folder, `stacks/${NAME}-${layer}`)],
          { encoding: "utf8", env: { RECORD: sha256Of(record) } },
        );
        expect([status, stdout]).toEqual([0, expect.stringContaining("files as reviewed")]);
      }
    },
  );

  test("the printed commands apply the models twice, and wait between", () => {
    const commands = commandsOf(change);
    const models = commands.filter((line) => /-models\b/.test(line) && / apply| node |watch/.test(line));
    expect(
      models.map((line) => /rollout\.out\/(first|last)|watch-rollouts|cdktf\.out/.exec(line)?.[0]),
    ).toEqual(["rollout.out/first", "watch-rollouts", "rollout.out/last"]);
    expect(models[1]).toMatch(/ \|\| exit 1$/);
    for (const layer of ["network", "cluster", "platform"])
      expect(commands.filter((line) => line.includes(`-${layer} apply`))).toHaveLength(1);
  });

  test("a comment names each block that stays", () => {
    const comments = printedApply(change.all, "terraform", SCRIPTS, change.twice).filter((line) =>
      line.startsWith("#"),
    );
    expect(comments).toContain("#   aws_iam_role_policy.fraud_detection");
    expect(comments.join("\n")).not.toContain("removes them at once");
  });
});

describe("an object that a change removes", () => {
  const OLD = "kubernetes_config_map_v1.old";
  const change = written("removed", version(1), requests("300m"), (text) =>
    text.replace(
      '"kubernetes_config_map_v1": {',
      '$&"old": {"metadata": {"name": "old", "namespace": "models"}},',
    ),
  );

  test("stays by the targets of the first apply, which its command reads from a file", () => {
    expect(change.twice.get("models")?.kept).toEqual([OLD]);
    const targets = join(change.root, `first/stacks/${NAME}-models/.targets`);
    const lines = readFileSync(targets, "utf8").trim().split("\n");
    expect(lines).toContain("-target=kubernetes_service_v1.fraud_detection");
    expect(lines).not.toContain(`-target=${OLD}`);
    const applies = commandsOf(change).filter((line) => line.includes("-models apply"));
    expect(applies.map((line) => line.endsWith(` $(cat ${targets})`))).toEqual([true, false]);
  });
});

test.each([
  ["no change", version(1), version(1)],
  ["another request", version(1), requests("300m")],
  ["an environment that is new", undefined, version(1)],
])("%s is applied once, and folders of an earlier change are removed", (name, before, after) => {
  const place = name.replaceAll(" ", "-");
  mkdirSync(join(work, place, "rollout.out/first/stacks"), { recursive: true });
  const sides = folders(place, before ?? {}, after);
  if (before === undefined) writeFileSync(join(sides.before, "manifest.json"), '{"stacks":{}}');
  expect(writeTwoApplies(sides.now, sides.before, stacksOf(sides.now, NAME)).size).toBe(0);
  expect(existsSync(join(work, place, "rollout.out/first"))).toBe(false);
});
