import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Handoffs, append, everything, read } from "../handoffs";

const handoffs = new Handoffs("owner-values", "hcl");
const CLUSTER = "cluster/ml-inference-prod.tfvars";
const NETWORK = "network/ml-inference-prod.tfvars";
let changed: string;

beforeAll(() => {
  handoffs.synthesize();
  changed = handoffs.synthesizeChanged();
});

function edit(folder: string, path: string, from: RegExp | string, to: string): void {
  const text = read(folder, path);
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(join(folder, path), text.replace(from, to));
}

/** Forgets that the last hand-over generated a value, and adds another one. */
function editRecord(folder: string, path: string, change: (values: Record<string, unknown>) => void): void {
  const file = join(folder, "parity.json");
  const parity = JSON.parse(readFileSync(file, "utf8")) as {
    generated: Record<string, Record<string, unknown>>;
  };
  change(parity.generated[path] ?? {});
  writeFileSync(file, JSON.stringify(parity, null, 2));
}

test("values and comments of the owner stay, and other files are written", async () => {
  const folder = await handoffs.handedOver();
  edit(folder, NETWORK, /flow_log_retention_days = \d+/, "# audit\nflow_log_retention_days = 400");
  const { status, stdout } = await handoffs.to(folder, ["--in", changed]);
  expect(status).toBe(0);
  expect(read(folder, NETWORK)).toMatch(/\n# audit\nflow_log_retention_days = 400\nzones = /);
  expect(stdout).toMatch(
    /^ {2}network\/ml-inference-prod\.tfvars:\d+ flow_log_retention_days: 30 -> 400, a value of the owner, which stays$/m,
  );
  expect((await handoffs.to(folder, ["--in", changed])).stdout).toContain(": 0 files written, ");
});

test("a changed value that the owner did not edit takes the new one, beside an edited one", async () => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, CLUSTER), `# ours\n${read(folder, CLUSTER)}`);
  const { stdout } = await handoffs.to(folder, ["--in", changed]);
  expect(read(folder, CLUSTER)).toMatch(/^# ours\n[^]*log_retention_days +\s*= 90$/m);
  expect(stdout).toMatch(/tfvars:\d+ \w*log_retention_days: \d+ -> 90, as generated$/m);
});

test("a value that both changed stays the owner's, and the report names both", async () => {
  const folder = await handoffs.handedOver();
  edit(folder, CLUSTER, /(log_retention_days +)= \d+/, "$1= 365");
  const { stdout } = await handoffs.to(folder, ["--in", changed]);
  expect(read(folder, CLUSTER)).toMatch(/log_retention_days += 365$/m);
  expect(stdout).toMatch(/: the owner's 365 stays; the generated value was \d+ and is 90$/m);
});

test("a removed variable is named and removed, and a missing one is added", async () => {
  const folder = await handoffs.handedOver();
  append(folder, NETWORK);
  edit(folder, NETWORK, /flow_log_retention_days += \d+\n/, "old_size = 3\n");
  editRecord(folder, NETWORK, (values) => (values["old_size"] = 3));
  const { stdout } = await handoffs.to(folder);
  expect(read(folder, NETWORK)).not.toContain("old_size");
  expect(read(folder, NETWORK)).toMatch(/^flow_log_retention_days += 30$/m);
  expect(stdout).toMatch(/tfvars:\d+ old_size: 3, removed: the module has no such variable$/m);
  expect(stdout).toContain(`  ${NETWORK} flow_log_retention_days: 30, added\n`);
});

test("settings of the backend are the owner's too", async () => {
  const folder = await handoffs.handedOver();
  const path = "network/backend-ml-inference-prod.hcl";
  edit(folder, path, /bucket( +)= "[^"]+"/, 'bucket$1= "our-states"');
  expect((await handoffs.to(folder, ["--in", changed])).status).toBe(0);
  expect(read(folder, path)).toMatch(/bucket +/);
  expect(read(folder, path)).toContain('"our-states"');
});

test.each([
  ["unreadable text", (text: string) => `${text}x = [\n`, /network\/ml-inference-prod\.tfvars:\d+:\d+: got /],
  [
    "a value of another type",
    (text: string) => text.replace(/flow_log_retention_days += \d+/, 'flow_log_retention_days = ["30"]'),
    /tfvars:\d+: got flow_log_retention_days = \["30"\], expected a value of the variable's type, number/,
  ],
])("%s is refused with its line, and nothing is written", async (_, change, message) => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, NETWORK), change(read(folder, NETWORK)));
  const before = everything(folder);
  const { status, stderr } = await handoffs.to(folder, ["--in", changed]);
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(everything(folder)).toEqual(before);
});

test("--check tells values of the owner, edits of the module and a stale generation apart", async () => {
  const folder = await handoffs.handedOver();
  edit(folder, NETWORK, /flow_log_retention_days( +)= \d+/, "flow_log_retention_days$1= 400");
  const onlyValues = await handoffs.run(["--check", folder]);
  expect(onlyValues.status).toBe(0);
  expect(onlyValues.stdout).toMatch(
    /files are current\n.*flow_log_retention_days: 30 -> 400, a value of the owner/,
  );

  edit(folder, "network/vpc.tf", /$/, "locals {\n  ours = 1\n}\n");
  const edited = await handoffs.run(["--check", folder]);
  expect(edited.status).toBe(1);
  expect(edited.stdout).toContain("  network/vpc.tf edited since the hand-over");
  expect(edited.stdout).not.toMatch(/tfvars (edited|stale)/);

  const stale = await handoffs.run(["--check", folder, "--in", changed]);
  expect(stale.stdout).toMatch(/^ {2}cluster\/ml-inference-prod\.tfvars stale: /m);
  expect(stale.stdout).toMatch(/a value of the owner, which stays$/m);
});

test("parity.json records the generated values", async () => {
  const parity = JSON.parse(read(await handoffs.handedOver(), "parity.json")) as {
    generated: Record<string, Record<string, unknown>>;
  };
  expect(parity.generated[NETWORK]).toMatchObject({ flow_log_retention_days: 30 });
  expect(Object.keys(parity.generated)).toHaveLength(10);
});
