import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chosenChanges } from "../../../dev/outputs/chosen";
import { OUTPUT_BOUNDS, runOutputs, type OutputsProps } from "../../../dev/outputs/command";
import { isKnown, KNOWN_RESULTS } from "../../../dev/outputs/known";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";

const out = join(workFolder("outputs-command"), "out");

/** A small stack: the reference environments take minutes. */
const STATE = {
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] },
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0" } },
    backend: { s3: { bucket: "b", key: "dev/state/terraform.tfstate", region: "eu-west-1" } },
  },
  resource: {
    aws_cloudwatch_log_group: { a: { name: "a", retention_in_days: 30 } },
    aws_kms_key: { a: { description: "a", enable_key_rotation: true } },
  },
};

beforeAll(() => {
  const folder = "stacks/dev-state";
  const synthesizedStackPath = `${folder}/cdk.tf.json`;
  const stack = { name: "dev-state", synthesizedStackPath, workingDirectory: folder, dependencies: [] };
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, synthesizedStackPath), JSON.stringify(STATE));
  writeFileSync(
    join(out, "manifest.json"),
    JSON.stringify({ version: "0.21.0", stacks: { "dev-state": stack } }),
  );
});

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function outputs(args: readonly string[], over: Partial<OutputsProps> = {}): Promise<Ran> {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { out: (text: string) => written.push(text), err: (text: string) => errors.push(text) };
  const props = {
    variables: {},
    today: TODAY,
    seed: 7,
    variations: () => [],
    synthesized: () => Promise.resolve({ errors: [], warnings: [] }),
    ...over,
  };
  const status = await runOutputs(["--in", out, ...args], props, output as never);
  return { status, stdout: written.join(""), stderr: errors.join("") };
}

test("a line for each class, for all dangers and for all legitimate changes; a failure names the seed", async () => {
  const { status, stdout, stderr } = await outputs([]);
  expect(stdout).toMatch(/^backends: 8 dangers, \d named, /m);
  expect(stdout).toMatch(/^all dangers: \d+ dangers, \d+ named, \d+ stopped, \d+ not proved, \d+ silent$/m);
  expect(stdout).toMatch(/^more of something: \d+ legitimate changes, 0 refused, 0 with a warning$/m);
  expect(stdout).toMatch(/^all legitimate changes: /m);
  expect(status).toBe(stderr === "" ? 0 : 1);
  expect(stderr.split("\n").filter((line) => line !== "")).toEqual(
    stderr === "" ? [] : expect.arrayContaining([expect.stringContaining("--seed 7 tries the same changes")]),
  );
});

const VARIATION = { environment: "dev", change: "more", text: "" };

test.each([
  [{ errors: ["refused"], warnings: [] }, "1 legitimate change refused, expected at most 1 %"],
  [{ errors: [], warnings: ["warned"] }, "1 legitimate change with a warning without a reason"],
])("fails where a variation of a file has %j", async (said, failure) => {
  const variations = () => [VARIATION];
  const { status, stdout, stderr } = await outputs(["--only", "files of environments", "--list"], {
    variations,
    synthesized: () => Promise.resolve(said),
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(failure) as string });
  expect(stdout).toContain("files of environments dev more: ");
});

test("passes where no check has a finding in a variation", async () => {
  const { status, stderr } = await outputs(["--only", "files of environments"], {
    variations: () => [VARIATION],
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a sample has the same changes with one seed, and others with another one", () => {
  const changes = Array.from({ length: 40 }, (_, index) => ({
    environment: "dev",
    class: index % 2 === 0 ? "even" : "odd",
    address: "aws_vpc.a",
    change: `change ${index}`,
  }));
  const [one, same, other] = [1, 1, 2].map((seed) => chosenChanges(changes, seed, 5));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(one?.filter((each) => each.class === "odd")).toHaveLength(5);
});

test("each known result has a reason, and accepts its own class alone", () => {
  expect(KNOWN_RESULTS.filter(({ reason }) => reason.length < 20)).toEqual([]);
  expect(isKnown({ class: "own files", change: "x" }, "own-block-not-judged a: b")).toBe(true);
  expect(isKnown({ class: "providers", change: "x" }, "own-block-not-judged a: b")).toBe(false);
});

test("the bounds are those of the page of tests", () => {
  expect(OUTPUT_BOUNDS).toMatchObject({ named: 90, silent: 0, refused: 1 });
});
