import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { runCheck } from "../../../src/cli/check/command";
import { runCost } from "../../../src/cli/cost/command";
import { readStacks } from "../../../src/terraform/output";
import { runOf } from "../../support/command-runs";
import { lockText } from "../../support/provider-locks";
import { WorkingCopy } from "../../support/working-copy";
import { resynthesize } from "../../../src/synth/resynthesize";

const OWN = `# what other teams look up
resource "aws_cloudwatch_dashboard" "network" {
  dashboard_name = "network"
  dashboard_body = jsonencode({ widgets = [] })
}

resource "aws_ssm_parameter" "vpc" {
  name  = "/platform/vpc"
  type  = "String"
  value = aws_vpc.main.id
}
`;

/** A working copy of mlapp with own files, by their path in the folder of the environment. */
function withFiles(files: Readonly<Record<string, string>>): WorkingCopy {
  const copy = new WorkingCopy("mlapp");
  for (const [path, text] of Object.entries(files)) put(copy, `mlapp/${path}`, text);
  return copy;
}

function put(copy: WorkingCopy, path: string, text: string | Buffer): void {
  const file = join(copy.environments, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const inStack = (copy: WorkingCopy, name: string, layer = "network"): string =>
  join(copy.outdir, "stacks", `mlapp-${layer}`, name);

const variables = (copy: WorkingCopy) => ({ CDKTF_OUTDIR: copy.outdir, ENVIRONMENTS_DIR: copy.environments });

const checked = (copy: WorkingCopy) =>
  runOf((output) => runCheck([], { variables: variables(copy), today: "2026-11-20", resynthesize }, output));

let copy: WorkingCopy;
let summary: string;

beforeAll(async () => {
  copy = withFiles({ "network/lookup.tf": OWN });
  const { summary: text, error } = await copy.synth();
  expect(error).toBeUndefined();
  summary = text ?? "";
});

test("an own file is in the folder of its stack, with the same bytes", () => {
  expect(readFileSync(inStack(copy, "own-lookup.tf"), "utf8")).toBe(OWN);
});

test("readers of the output see its resources beside ours", () => {
  const stack = readStacks(copy.outdir).find(({ layer }) => layer === "network")?.stack;
  expect(stack?.find("aws_ssm_parameter.vpc")?.config).toMatchObject({ value: "${aws_vpc.main.id}" });
  expect(stack?.find("aws_vpc.main")).toBeDefined();
});

const URL =
  'resource "aws_lambda_function_url" "predict" {\n  authorization_type = "AWS_IAM"\n  function_name = "predict"\n}\n';

test("blocks of which every part is judged or harmless have no finding", () => {
  expect(summary).not.toContain("own-block-not-judged");
});

test("a block that no check judges is an error at its line, once, and its printed entry accepts it until an edit", async () => {
  const other = withFiles({ "network/lookup.tf": `${OWN}\n${URL}` });
  const { error = "" } = await other.synth();
  expect(error.match(/own-block-not-judged/g)).toHaveLength(1);
  expect(error).toMatch(
    /error +own-block-not-judged mlapp-network aws_lambda_function_url\.predict \(\S*mlapp\/network\/lookup\.tf:13:1\)/,
  );
  expect(error).toContain("type aws_lambda_function_url with authorization_type, function_name");
  const [entry = ""] = /- address: .*\n.*\n.*\n.*until: \S+/.exec(error) ?? [];
  const file = other.read("mlapp.yaml");
  other.write("mlapp.yaml", `${file}\nacceptedBlocks:\n          ${entry}\n`);
  const { summary: accepted = "", error: refused } = await other.synth();
  expect(refused).toBeUndefined();
  expect(accepted).toMatch(
    /waived +own-block-not-judged [^\n]*lookup\.tf:13:1[^]*accepted until 2027-05-20: say why it may be so/,
  );
  expect(checked(other).status).toBe(0);
  put(other, "mlapp/network/lookup.tf", `${OWN}\n${URL.replace('"predict"\n', '"other"\n')}`);
  const { error: edited = "" } = await other.synth();
  expect(edited).toMatch(/own-block-not-judged mlapp-network aws_lambda_function_url\.predict/);
  expect(edited).toMatch(/accepted-blocks [^]*acceptedBlocks\[0\] accepts nothing/);
});

test("a waiver does not accept a block that no check judges, and its fix names acceptedBlocks", async () => {
  const other = withFiles({ "network/url.tf": URL });
  const { error = "" } = await other.synth();
  const [, id = ""] = /own-block-not-judged .*finding: (\w+)/.exec(error) ?? [];
  const waiver = `waivers:\n  - check: own-block-not-judged\n    address: aws_lambda_function_url.predict\n    finding: ${id}\n    reason: none\n    until: 2027-01-31\n`;
  other.edit("mlapp.yaml", "waivers:\n", waiver);
  const { error: refused = "" } = await other.synth();
  expect(refused).toMatch(
    /waivers\[0\] accepts nothing: no waiver accepts own-block-not-judged; fix: .*acceptedBlocks/,
  );
  expect(refused).toMatch(/error +own-block-not-judged/);
});

test("a check that knows a type judges an own resource of it, at its line", async () => {
  const other = withFiles({
    "network/a.tf": 'resource "aws_sns_topic" "on_call" {\n  name = "on-call"\n}\n',
  });
  expect((await other.synth()).error).toMatch(
    /topic-encryption mlapp-network aws_sns_topic\.on_call \(\S*mlapp\/network\/a\.tf:1:1\)/,
  );
});

test("check reads the entries of the record of synth", () => {
  expect(checked(copy).status).toBe(0);
});

test("cost has a line for an own resource with a price", () => {
  const run = runOf((output) => runCost([], { variables: variables(copy), today: "2026-11-20" }, output));
  expect(run.stdout).toContain("aws_cloudwatch_dashboard.network");
});

test("the record of synth has the digest of an own file", () => {
  const record = JSON.parse(readFileSync(inStack(copy, "environment.json", "state"), "utf8")) as {
    inputs: Record<string, string>;
  };
  expect(Object.keys(record.inputs).map((path) => resolve(path))).toContain(
    join(copy.environments, "mlapp/network/lookup.tf"),
  );
});

test.each([
  ["an edited", "mlapp/network/lookup.tf", `${OWN}# edited\n`],
  ["a new", "mlapp/cluster/more.tf", "locals {\n  more = 1\n}\n"],
])("%s own file makes the output stale", async (_, path, text) => {
  const other = withFiles({ "network/lookup.tf": OWN });
  await other.synth();
  expect(checked(other).status).toBe(0);
  put(other, path, text);
  const { status, stderr } = checked(other);
  expect(status).toBe(1);
  expect(stderr).toContain(path);
});

test("a removed own file makes the output stale, and the next synth removes its copy", async () => {
  const other = withFiles({ "network/lookup.tf": OWN });
  await other.synth();
  rmSync(join(other.environments, "mlapp/network/lookup.tf"));
  expect(checked(other).stderr).toContain("mlapp/network/lookup.tf");
  expect((await other.synth()).error).toBeUndefined();
  expect(existsSync(inStack(other, "own-lookup.tf"))).toBe(false);
  expect(checked(other).status).toBe(0);
});

test("Terraform JSON of one's own is read as HCL is", async () => {
  const other = withFiles({
    "network/lookup.tf.json": JSON.stringify({
      resource: { aws_ssm_parameter: { vpc: { name: "/vpc", type: "String", value: "${aws_vpc.main.id}" } } },
    }),
  });
  expect((await other.synth()).error).toBeUndefined();
  expect(other.stack("mlapp-network").find("aws_ssm_parameter.vpc")).toBeDefined();
  expect(existsSync(inStack(other, "own-lookup.tf.json"))).toBe(true);
});

test("errors of own files, of all layers, come with those of the environment's file, and nothing is written", async () => {
  const other = withFiles({
    "network/a.tf": 'resource "aws_vpc" "main" {\n}\n',
    "cluster/b.tf": "terraform {\n}\n",
  });
  const { error = "" } = await other.synth();
  expect(error).toMatch(/mlapp\/network\/a\.tf:1:1 aws_vpc\.main: got/);
  expect(error).toMatch(/mlapp\/cluster\/b\.tf:1:1 terraform: got/);
  expect(error).toMatch(/nothing was written$/);
  expect(existsSync(join(other.outdir, "stacks"))).toBe(false);
});

test("an own file of another environment does not stop the errors of the first", async () => {
  const other = withFiles({ "network/a.tf": "terraform {\n}\n" });
  other.add("retail-forecast");
  other.edit("retail-forecast.yaml", /region: .*/, "region: mars");
  const { error = "" } = await other.synth();
  expect(error).toContain("a.tf:1:1 terraform");
  expect(error).toContain("retail-forecast.yaml");
});

test("an address of two resources of one environment does not hide a collision in another", async () => {
  const other = new WorkingCopy("ml-inference-prod", "mlapp");
  const image = "image: { repository: 222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/a, tag: '1' }";
  const models = `models:\n  - name: a\n    ${image}\n  - name: a--nlb\n    ${image}\n`;
  other.edit("ml-inference-prod.yaml", /^models:\n/m, models);
  put(other, "mlapp/network/a.tf", 'resource "aws_vpc" "main" {\n}\n');
  const { error = "" } = await other.synth();
  expect(error).toMatch(/ml-inference-prod\.yaml:\d+:\d+ models\[1\]\.name: got a--nlb/);
  expect(error).toContain("a.tf:1:1 aws_vpc.main: got an address");
});

test("fails when an own file is no text", async () => {
  const other = new WorkingCopy("mlapp");
  put(other, "mlapp/network/x.tf", Buffer.from([0xff, 0xfe]));
  expect((await other.synth()).error).toMatch(
    /mlapp\/network\/x\.tf:1:1 \(file\): got bytes that are not UTF-8/,
  );
});

test.each([
  ["mlapp/netwrok/x.tf", /mlapp\/netwrok: got .*did you mean network/],
  ["mlapp/x.tf", /mlapp\/x\.tf.*expected .*state, network, cluster, platform, models/],
  ["mlap/network/x.tf", /mlap: got .*did you mean mlapp/],
])("fails when %s is in no folder that synth reads", async (path, words) => {
  const other = new WorkingCopy("mlapp");
  put(other, path, OWN);
  expect((await other.synth()).error).toMatch(words);
});

test("folders of the environment without Terraform files are left alone", async () => {
  const other = new WorkingCopy("mlapp");
  put(other, "mlapp/notes/plan.md", "x");
  put(other, "mlapp/user-data.sh", "x");
  put(other, "archive/readme.txt", "x");
  expect((await other.synth()).error).toBeUndefined();
});

test("a reference to an address that nobody has is an error", async () => {
  const other = withFiles({
    "network/a.tf":
      'resource "aws_ssm_parameter" "a" {\n  name = "a"\n  type = "String"\n  value = aws_vpc.mian.id\n}\n',
  });
  expect((await other.synth()).error).toMatch(/aws_vpc\.mian/);
});

test("a file that is put into the folder of a stack is refused, with the folder where it belongs", async () => {
  const other = new WorkingCopy("mlapp");
  await other.synth();
  writeFileSync(inStack(other, "own-mine.tf"), OWN);
  const { error = "" } = await other.synth();
  expect(error).toMatch(/own-mine\.tf: got configuration that synth did not write/);
  expect(error).toContain("mlapp/network/");
  expect(readdirSync(join(other.outdir, "stacks/mlapp-network"))).toContain("own-mine.tf");
});

test("arguments that are not evaluated are named in the error", async () => {
  const other = withFiles({
    "network/a.tf":
      'resource "aws_ssm_parameter" "a" {\n  count = var.on ? 1 : 0\n  name = "a"\n  type = "String"\n}\nvariable "on" {\n  default = true\n}\n',
  });
  expect((await other.synth()).error).toMatch(/aws_ssm_parameter\.a[^]*not judged[^;]*count/);
});

describe("a name that the schema of the provider does not have", () => {
  const NEWER =
    'resource "aws_ssm_parameter" "a" {\n  name = "a"\n  type = "String"\n  value = "a"\n  of_a_newer_release = 1\n}\n';

  test("is an error at its line, and nothing is written", async () => {
    const other = withFiles({ "network/a.tf": NEWER });
    expect((await other.synth()).error).toMatch(
      /^environments\/mlapp\/network\/a\.tf:5:3 aws_ssm_parameter\.a\.of_a_newer_release: got an unknown name/,
    );
    expect(existsSync(inStack(other, "own-a.tf"))).toBe(false);
  });

  test("is no mistake with a lock of another release of the provider, and no check judges it", async () => {
    const other = withFiles({ "network/a.tf": NEWER });
    put(other, "../locks/aws.lock.hcl", lockText([{ version: "6.99.0" }]));
    const { error = "" } = await other.synth();
    expect(error).not.toContain("unknown name");
    expect(error).toMatch(/own-block-not-judged [^\n]*\n[^\n]* not judged as a whole: of_a_newer_release;/);
  });
});
