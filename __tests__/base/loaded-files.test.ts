import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeSelf } from "../../src/base/output/holder";
import { unprotectedText } from "../../src/base/unprotected";
import { readStacks } from "../../src/terraform/output";
import { type Run, runOfAsync } from "../support/command-runs";
import { EMITTERS, READERS, commandFolders } from "../support/every-command";
import { publishTo, workFolder } from "../support/published-output";
import { Output, failure } from "./output/output";
import { synthOf } from "./tree";

const work = workFolder("loaded-files");
const outdir = join(work, "out");
const stack = (layer: string): string => join(outdir, "stacks", `ml-inference-prod-${layer}`);

beforeAll(() => publishTo(outdir, { "ml-inference-prod": {} }));

let added: string[] = [];
afterEach(() => {
  added.forEach((file) => rmSync(file, { recursive: true, force: true }));
  added = [];
});

/** Adds a file to the folder of a layer, and returns its path. */
function add(layer: string, name: string, text = ""): string {
  const file = join(stack(layer), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  added.push(file);
  return file;
}

const refusal = (): string => failure(() => readStacks(outdir));
const expectToBeRead = (): void => expect(readStacks(outdir)).toHaveLength(5);

const EMPTY = '{"resource": {}}';
const DEAD = { ...describeSelf(), pid: 2 ** 22 + 1 };

describe("a file that Terraform loads and synth did not write is refused", () => {
  test.each([
    ["override.tf", ""],
    ["override.tf.json", EMPTY],
    ["x_override.tf", ""],
    ["x_override.tf.json", EMPTY],
    ["override.tofu", ""],
    ["x_override.tofu.json", EMPTY],
  ])("the override %s", (name, text) => {
    const file = add("network", name, text);
    expect(refusal()).toMatch(new RegExp(`${name}: got an override that synth did not write, .*; move it`));
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    ["main.tf", ""],
    ["extra.tf.json", EMPTY],
    ["extra.tofu", ""],
    ["extra.tofu.json", EMPTY],
  ])("the configuration %s", (name, text) => {
    add("network", name, text);
    expect(refusal()).toMatch(new RegExp(`${name}: got configuration that synth did not write`));
  });

  test.each(["terraform.tfvars", "terraform.tfvars.json", "demo.auto.tfvars", "demo.auto.tfvars.json"])(
    "the values in %s, such as those of the switch of the demo",
    (name) => {
      add("network", name, "demo_enabled = false");
      expect(refusal()).toMatch(new RegExp(`${name}: got values of variables`));
    },
  );

  test("a link to a file", () => {
    const file = join(stack("network"), "linked.tf");
    symlinkSync(join(work, "elsewhere.tf"), file);
    added.push(file);
    expect(refusal()).toContain("linked.tf: got configuration");
  });

  test("a template in a chart, and a file of Helm beside it", () => {
    add("models", "charts/custom-resources/templates/extra.yaml", "kind: Pod");
    add("models", "charts/custom-resources/values.yaml", "x: 1");
    expect(refusal()).toMatch(/templates\/extra\.yaml: got .*\n.*values\.yaml: got a file in a chart/);
  });

  test("a repair with more than import blocks", () => {
    add("network", "repair.tf.json", '{"import": [], "resource": {}}');
    expect(refusal()).toContain("repair.tf.json: got configuration");
  });

  test("an override of the backend with other settings than the first apply", () => {
    add("state", "backend_override.tf.json", '{"terraform": {"backend": {"local": {"path": "/tmp/x"}}}}');
    expect(refusal()).toContain("backend_override.tf.json: got an override");
  });

  test("the override of the first apply in the folder of another stack", () => {
    const original = readFileSync(join(stack("state"), "first-apply/backend_override.tf.json"), "utf8");
    add("network", "backend_override.tf.json", original);
    expect(refusal()).toContain("network/backend_override.tf.json: got an override");
  });

  test("an override of a user that lifts prevent_destroy", () => {
    const resource = { aws_kms_key: { cluster: { lifecycle: { prevent_destroy: false } } } };
    add("cluster", "unprotected_override.tf.json", JSON.stringify({ resource }));
    expect(refusal()).toMatch(/got an override of yours that lifts prevent_destroy.*; delete the file/);
  });

  test("an override that a killed destroy left", () => {
    add("cluster", "unprotected_override.tf.json", unprotectedText(["aws_kms_key.cluster"], DEAD));
    expect(refusal()).toMatch(
      /of a destroy by process \d+ on \S+ since .*; run npx private-eks-inference deploy or/,
    );
  });

  test("an override of a killed destroy on another machine, of which nobody knows whether it runs", () => {
    const elsewhere = { ...describeSelf(), host: "elsewhere" };
    add("cluster", "unprotected_override.tf.json", unprotectedText(["aws_kms_key.cluster"], elsewhere));
    expect(refusal()).toContain("on elsewhere");
  });

  test("another workspace, which has another state", () => {
    add("network", ".terraform/environment", "blue");
    expect(refusal()).toMatch(
      /got the workspace blue, .*; run terraform -chdir=\S+ workspace select default/,
    );
  });

  test("all files of all stacks are named at once", () => {
    add("network", "a.tf");
    add("cluster", "b.auto.tfvars");
    expect(refusal().split("\n")).toHaveLength(2);
  });
});

describe("other files are left alone", () => {
  test.each([
    ["network", "terraform.tfstate", "{}"],
    ["network", "terraform.tfstate.backup", "{}"],
    ["network", "errored.tfstate", "{}"],
    ["network", ".terraform.lock.hcl", ""],
    ["network", ".terraform/modules/modules.json", "{}"],
    ["network", ".terraform/terraform.tfstate", "{}"],
    ["network", ".terraform/environment", "default"],
    ["network", ".terraform.tfstate.lock.info", "{}"],
    ["network", "deploy.tfplan", ""],
    ["network", "prod.tfvars", "x = 1"],
    ["network", "crash.log", ""],
    ["network", "notes.md", ""],
    ["network", ".hidden.tf", ""],
    ["network", "main.tf~", ""],
    ["network", "#main.tf#", ""],
    ["network", "folder.tf/main.tf", ""],
    ["network", "first-apply/x_override.tf.json", "{}"],
    ["network", "repair.tf.json", '{"import": [{"to": "aws_vpc.main", "id": "vpc-1"}]}'],
  ])("%s/%s", (layer, name, text) => {
    add(layer, name, text);
    if (name.startsWith("folder.tf")) added.push(join(stack(layer), "folder.tf"));
    if (name.startsWith("first-apply")) added.push(join(stack(layer), "first-apply"));
    expectToBeRead();
  });

  test("the override of the first apply in the folder of the state stack", () => {
    const original = readFileSync(join(stack("state"), "first-apply/backend_override.tf.json"), "utf8");
    add("state", "backend_override.tf.json", JSON.stringify(JSON.parse(original)));
    expectToBeRead();
  });

  test("the override of a destroy that runs", () => {
    add("cluster", "unprotected_override.tf.json", unprotectedText(["aws_kms_key.cluster"], describeSelf()));
    expectToBeRead();
  });
});

describe("commands", () => {
  const place = {
    in: outdir,
    environments: join(__dirname, "../../examples"),
    environment: "ml-inference-prod",
    out: join(work, "written"),
    programs: join(work, "no-programs"),
  };
  const run = (name: string): Promise<Run> =>
    runOfAsync(async (output) => (READERS[name] as (typeof READERS)[string])(place, output));

  test("are all those with a file command.ts", () => {
    expect([...Object.keys(READERS), ...Object.keys(EMITTERS)].sort()).toEqual(commandFolders().sort());
  });

  const refusing = Object.keys(READERS).filter((name) => name !== "check");

  test("check names an override as an edit, and writes and deletes no file", async () => {
    const file = add("network", "x_override.tf.json", EMPTY);
    const { status, stdout, stderr } = await run("check");
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/^error +edited \S+-network x_override\.tf\.json\n +an override /);
    expect([existsSync(file), existsSync(place.out)]).toEqual([true, false]);
  });

  test.each(refusing)("%s refuses an override, and writes and deletes no file", async (name) => {
    const file = add("network", "x_override.tf.json", EMPTY);
    const { status, stdout, stderr } = await run(name);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^\S+x_override\.tf\.json: got an override .*\n$/);
    expect([existsSync(file), existsSync(place.out)]).toEqual([true, false]);
  });
});

test("synth refuses a file that Terraform would load, and writes nothing", () => {
  const folder = join(work, "again");
  publishTo(folder, { mlapp: {} });
  const own = join(folder, "stacks/mlapp-network");
  writeFileSync(join(own, "x_override.tf"), "");
  const before = readFileSync(join(own, "cdk.tf.json"), "utf8");
  expect(failure(() => publishTo(folder, { mlapp: { network: { egress: "nat-per-az" } } }))).toContain(
    "x_override.tf: got an override",
  );
  expect(readFileSync(join(own, "cdk.tf.json"), "utf8")).toBe(before);
  expect(existsSync(join(own, "x_override.tf"))).toBe(true);
});

test("synth of one environment is not stopped by a file in the stack of another", () => {
  const output = new Output(synthOf({ a: "1", b: "1" }));
  output.add({ "stacks/a/x_override.tf": "" });
  output.commit(synthOf({ b: "2" }), { isOutOfScope: (name) => name === "a" });
  expect(output.read()).toMatchObject({ "stacks/a/x_override.tf": "", "stacks/b/cdk.tf.json": "2" });
});
