import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { printedApply } from "../../../../src/tools/shared/deployment/printed";
import { type DeployedStack, stacksOf } from "../../../../src/tools/shared/deployment/stacks";
import { writeTwoApplies } from "../../../../src/tools/shared/deployment/two-applies";
import { sha256Of } from "../../../../src/output/tree";
import { listFiles } from "../../../../src/output/tree";
import { configWith } from "../../../support/environments";
import { publishTo, workFolder } from "../../../support/published-output";

const NAME = "ml-platform";
const SCRIPTS = resolve(".github/scripts");
const work = workFolder("two-applies");
const [forecast, fraud] = configWith(NAME).models as [object, object];
const version = (number: number) => ({
  models: [forecast, { ...fraud, bucketPrefix: `versions/${number}/` }],
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

function written(name: string, before: object, after: object) {
  const sides = folders(name, before, after);
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

  test("what stays is named in a comment", () => {
    const comments = printedApply(change.all, "terraform", SCRIPTS, change.twice).filter((line) =>
      line.startsWith("#"),
    );
    expect(comments).toContain("#   aws_iam_role_policy.fraud_detection");
    expect(comments.join("\n")).not.toContain("removes them at once");
  });
});

describe("a removed object", () => {
  const pod = {
    ...fraud,
    permissions: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:eu-central-1:444455556666:a"] }],
  };
  const change = written(
    "removed",
    { models: [forecast, pod] },
    { models: [forecast, { ...fraud, memoryRequest: "3Gi", memoryLimit: "3Gi" }] },
  );

  test("stays by the targets of the first apply, in a file that its command reads", () => {
    const kept = change.twice.get("models");
    expect(kept?.kept.length).toBeGreaterThan(0);
    const targets = join(change.root, `first/stacks/${NAME}-models/.targets`);
    const [apply] = commandsOf(change).filter(
      (line) => line.includes("rollout.out/first") && line.includes(" apply"),
    );
    expect(apply?.includes(`$(cat ${targets})`)).toBe(existsSync(targets));
  });
});

test.each([
  ["without a change", version(1), version(1)],
  [
    "of another request",
    version(1),
    { models: [forecast, { ...fraud, bucketPrefix: "versions/1/", cpuRequest: "300m" }] },
  ],
  ["of an environment that is new", undefined, version(1)],
])("a change %s is applied once, and folders of an earlier change are removed", (name, before, after) => {
  const place = name.replaceAll(" ", "-");
  mkdirSync(join(work, place, "rollout.out/first/stacks"), { recursive: true });
  const sides = folders(place, before ?? {}, after);
  if (before === undefined) writeFileSync(join(sides.before, "manifest.json"), '{"stacks":{}}');
  expect(writeTwoApplies(sides.now, sides.before, stacksOf(sides.now, NAME)).size).toBe(0);
  expect(existsSync(join(work, place, "rollout.out/first"))).toBe(false);
});

test("fails when the change needs another order than that of the layers, which the commands do not follow", () => {
  const parts = {
    components: { ...(configWith(NAME)["components"] as object), prometheus: undefined, alerts: undefined },
  };
  const { before, now } = folders("order", {}, parts);
  expect(() => writeTwoApplies(now, before, stacksOf(now, NAME))).toThrow(
    /deploy --environments ml-platform/,
  );
});

test("fails when what stays reads an output that an earlier layer no longer has", () => {
  const { before, now } = folders("output", version(1), version(2));
  const file = join(before, `stacks/${NAME}-models/cdk.tf.json`);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replaceAll(
      "versions/1/",
      "${data.terraform_remote_state.cluster.outputs.gone}/",
    ),
  );
  expect(() => writeTwoApplies(now, before, stacksOf(now, NAME))).toThrow(/output gone of cluster/);
});
