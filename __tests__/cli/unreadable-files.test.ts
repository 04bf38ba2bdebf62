import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { type Run, runOfAsync } from "../support/command-runs";
import { EMITTERS, type Place, READERS, commandFolders } from "../support/every-command";
import { publishTo, workFolder } from "../support/published-output";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("unreadable");
const place: Place = {
  in: join(work, "out"),
  environments: join(work, "environments"),
  environment: "mlapp",
  out: join(work, "written"),
  programs: join(work, "no-programs"),
};

beforeAll(() => {
  publishTo(place.in, { mlapp: {}, "ml-inference-prod": {} });
  cpSync(join(ROOT, "examples"), place.environments, { recursive: true });
});

const run = (name: string): Promise<Run> => {
  const command = READERS[name] ?? EMITTERS[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  return runOfAsync(async (output) => command(place, output));
};

/** Things in the place of a file that a command reads. */
const FAULTS: Readonly<Record<string, (file: string) => void>> = {
  "a folder": (file) => mkdirSync(file),
  "no file": () => undefined,
  "a loop of links": (file) => symlinkSync(file, file),
  "bytes that are not UTF-8": (file) => writeFileSync(file, Buffer.from([0x7b, 0xff, 0x7d])),
  "half of a file": (file) => writeFileSync(file, '{"resource": {"aws_vpc": {'),
};

/** Runs a command while a fault is in place of a file. */
async function withFault(name: string, file: string, fault: string): Promise<Run> {
  const kept = join(work, "kept");
  renameSync(file, kept);
  try {
    FAULTS[fault]?.(file);
    return await run(name);
  } finally {
    rmSync(file, { recursive: true, force: true });
    renameSync(kept, file);
  }
}

/** One line with place, value, expectation and fix, on standard error only, and nothing written. */
function expectCleanError({ status, stdout, stderr }: Run, file: string): void {
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(file);
  expect(stderr).toMatch(/: got .+, expected .+; .+\n$/);
  expect(stderr).not.toMatch(/^\s+at .*\(|node:internal|Error: /m);
  expect(() => readdirSync(place.out)).toThrow("ENOENT");
}

const cases = (names: readonly string[], faults: readonly string[]): [string, string][] =>
  names.flatMap((name) => faults.map((fault): [string, string] => [name, fault]));

test("the commands are those of the folder", () => {
  expect([...Object.keys(READERS), ...Object.keys(EMITTERS)].sort()).toEqual(commandFolders().sort());
});

const refusing = Object.keys(READERS).filter((name) => name !== "check");

test.each(Object.keys(FAULTS))(
  "check names cdk.tf.json as an edit where there is %s in its place, and why the checks did not run",
  async (fault) => {
    const file = join(place.in, "stacks/mlapp-network/cdk.tf.json");
    const { status, stdout, stderr } = await withFault("check", file, fault);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^error +edited mlapp-network cdk\.tf\.json\n/);
    expect(stdout).toMatch(/the checks did not run:\n\S+cdk\.tf\.json: got .+, expected .+; .+\n$/);
  },
);

test.each(cases(refusing, Object.keys(FAULTS)))(
  "%s names cdk.tf.json where there is %s in its place",
  async (name, fault) => {
    const file = join(place.in, "stacks/mlapp-network/cdk.tf.json");
    expectCleanError(await withFault(name, file, fault), "mlapp-network/cdk.tf.json");
  },
);

test.each(cases(Object.keys(READERS), ["a folder", "a loop of links", "half of a file"]))(
  "%s names manifest.json where there is %s in its place",
  async (name, fault) => {
    expectCleanError(await withFault(name, join(place.in, "manifest.json"), fault), "manifest.json");
  },
);

test.each(
  cases(
    Object.keys(EMITTERS),
    Object.keys(FAULTS).filter((fault) => fault !== "no file"),
  ),
)("%s names the YAML file where there is %s in its place", async (name, fault) => {
  const file = join(place.environments, "mlapp.yaml");
  expectCleanError(await withFault(name, file, fault), "mlapp.yaml");
});

test.each(
  cases(["addresses"], ["a folder", "a loop of links", "half of a file", "bytes that are not UTF-8"]),
)("%s names the address lock where there is %s in its place", async (name, fault) => {
  const file = join(place.environments, "mlapp.addresses.json");
  expectCleanError(await withFault(name, file, fault), "mlapp.addresses.json");
});

test.each(["a folder", "a loop of links", "half of a file"])(
  "review names a file that synth recorded where there is %s in its place",
  async (fault) => {
    const file = join(place.in, "stacks/ml-inference-prod-models/charts/custom-resources/Chart.yaml");
    const before = readFileSync(file, "utf8");
    const { status, stderr } = await withFault("review", file, fault);
    expect(readFileSync(file, "utf8")).toBe(before);
    if (fault === "half of a file") expect(status).toBe(0);
    else
      expect([status, stderr]).toEqual([
        1,
        expect.stringMatching(/Chart\.yaml: got .*; run npx private-eks-inference synth\n/),
      ]);
  },
);
