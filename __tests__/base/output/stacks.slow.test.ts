import fs from "node:fs";
import * as path from "node:path";
import { App } from "cdktf/lib/app";
import { TerraformStack } from "cdktf/lib/terraform-stack";
import { Annotations } from "cdktf/lib/annotations";
import { printAsCdktf } from "../../../src/base/output/manifest";
import { RECORD_NAME } from "../../../src/base/output/paths";
import { Output, failure } from "./output";
import { synthOf } from "../tree";

afterEach(() => jest.restoreAllMocks());

const STATE = JSON.stringify({
  version: 4,
  serial: 3,
  lineage: "l",
  outputs: {},
  resources: [{ type: "t" }],
});
const DESTROYED = JSON.stringify({ version: 4, serial: 4, lineage: "l", outputs: {}, resources: [] });

const outsideOf = (environment: string) => ({
  isOutOfScope: (stack: string) => !stack.startsWith(`${environment}-`),
});

const bothFirst = synthOf({ "dev-network": { "cdk.tf.json": "1", "charts/x": "1" }, "prod-network": "1" });

describe("a synth of one environment", () => {
  test("keeps the stacks of other environments, their files and their manifest entries", () => {
    const output = new Output(bothFirst);
    const report = output.commit(synthOf({ "prod-network": "2" }), outsideOf("prod"));
    expect(report.written).toEqual(["stacks/prod-network/cdk.tf.json"]);
    expect(output.read()).toEqual({ ...bothFirst, "stacks/prod-network/cdk.tf.json": "2" });
  });

  test("removes stacks that its environment no longer has", () => {
    const output = new Output(synthOf({ "dev-network": "1", "prod-models": "1", "prod-network": "1" }));
    const report = output.commit(synthOf({ "prod-network": "1" }), outsideOf("prod"));
    expect(report.removedStacks).toEqual(["prod-models"]);
    expect(output.read()).toEqual(synthOf({ "dev-network": "1", "prod-network": "1" }));
  });

  test("gives, once for each environment, the same output and record as one synth of all", () => {
    const [atOnce, oneByOne] = [new Output(bothFirst), new Output()];
    oneByOne.commit(synthOf({ "prod-network": "1" }), outsideOf("prod"));
    oneByOne.commit(synthOf({ "dev-network": { "cdk.tf.json": "1", "charts/x": "1" } }), outsideOf("dev"));
    expect(oneByOne.read()).toEqual(atOnce.read());
    const record = (output: Output) => fs.readFileSync(output.path(RECORD_NAME), "utf8");
    expect(record(oneByOne)).toBe(record(atOnce));
  });

  test("keeps the record of other environments for a later synth of all", () => {
    const output = new Output(bothFirst);
    output.commit(synthOf({ "prod-network": "1" }), outsideOf("prod"));
    output.commit(synthOf({ "dev-network": "1", "prod-network": "1" }));
    expect(output.read()).toEqual(synthOf({ "dev-network": "1", "prod-network": "1" }));
  });

  test("drops the manifest entry of a stack whose folder was deleted", () => {
    const output = new Output(bothFirst);
    fs.rmSync(output.path("stacks/dev-network"), { recursive: true });
    output.commit(synthOf({ "prod-network": "1" }), outsideOf("prod"));
    expect(output.read()).toEqual(synthOf({ "prod-network": "1" }));
  });

  test("fails when the manifest is truncated, since the entries of other environments are lost", () => {
    const output = new Output(bothFirst);
    fs.writeFileSync(output.path("manifest.json"), '{"stacks": {');
    const message = failure(() => output.commit(synthOf({ "prod-network": "1" }), outsideOf("prod")));
    expect(message).toMatch(
      /manifest\.json: got invalid JSON, expected a manifest with dev-network; synthesize all environments/,
    );
  });
});

test("a synth of all environments repairs a truncated manifest", () => {
  const output = new Output(bothFirst);
  fs.writeFileSync(output.path("manifest.json"), '{"stacks": {');
  output.commit(bothFirst);
  expect(output.read()).toEqual(bothFirst);
});

test("a merged manifest has the bytes that cdktf itself would write", () => {
  const output = new Output();
  fs.mkdirSync(output.outdir);
  const app = new App({ outdir: output.outdir });
  const first = new TerraformStack(app, "b-first");
  new TerraformStack(app, "10").addDependency(first);
  new TerraformStack(app, "9");
  Annotations.of(first).addWarning('a "quoted" warning — with a dash');
  app.synth();
  const bytes = fs.readFileSync(output.path("manifest.json"), "utf8");
  expect(bytes).toContain("dash");
  expect(printAsCdktf(JSON.parse(bytes))).toBe(bytes);
});

describe("a stack that no longer exists", () => {
  const CACHES = {
    "stacks/gone/.terraform/providers/x": "provider",
    "stacks/gone/.terraform/terraform.tfstate": '{"backend":{}}',
    "stacks/gone/.terraform.lock.hcl": "lock",
    "stacks/gone/plan": "plan",
  };
  const before = synthOf({ a: "1", gone: { "cdk.tf.json": "1", "charts/x": "1" } });
  const after = synthOf({ a: "1" });

  test("is removed with its files and Terraform's caches", () => {
    const output = new Output(before);
    output.add(CACHES);
    expect(output.commit(after)).toMatchObject({ removedStacks: ["gone"], keptStacks: [] });
    expect(output.read()).toEqual(after);
    expect(fs.readdirSync(output.path("stacks"))).toEqual(["a"]);
  });

  test.each([
    ["terraform.tfstate", STATE],
    ["terraform.tfstate", "not readable as state"],
    ["terraform.tfstate.backup", STATE],
    ["terraform.tfstate.d/blue/terraform.tfstate", STATE],
    ["errored.tfstate", STATE],
    [".terraform.tfstate.lock.info", "{}"],
  ])("is kept unchanged, without a manifest entry, while it contains %s: %s", (file, content) => {
    const output = new Output(before);
    output.add({ ...CACHES, [`stacks/gone/${file}`]: content });
    const whole = output.read("stacks/gone");
    const first = output.commit(after);
    expect(first).toMatchObject({
      removedStacks: [],
      keptStacks: [{ name: "gone", reason: `local state (${file})` }],
    });
    expect(output.commit(after).keptStacks).toEqual(first.keptStacks);
    expect(output.read("stacks/gone")).toEqual(whole);
    expect(output.read()["manifest.json"]).toBe(after["manifest.json"]);
  });

  test("is removed once its state is empty after a destroy", () => {
    const output = new Output(before);
    output.add({ "stacks/gone/terraform.tfstate": STATE });
    output.commit(after);
    output.add({
      "stacks/gone/terraform.tfstate": DESTROYED,
      "stacks/gone/terraform.tfstate.backup": STATE,
    });
    expect(output.commit(after).removedStacks).toEqual(["gone"]);
    expect(output.read()).toEqual(after);
  });

  test.each([
    ["an empty state", ""],
    ["a state of another lineage", DESTROYED.replace('"l"', '"other"')],
  ])("is kept for a state backup beside %s", (_, main) => {
    const output = new Output(before);
    output.add({
      "stacks/gone/terraform.tfstate": main,
      "stacks/gone/terraform.tfstate.backup": STATE,
    });
    expect(output.commit(after).keptStacks).toEqual([
      { name: "gone", reason: "local state (terraform.tfstate.backup)" },
    ]);
  });

  test("is kept with the user's files, and the report names them", () => {
    const output = new Output();
    const mine = { "stacks/gone/prod.tfvars": "x = 1", "stacks/gone/x_override.tf.json": "{}" };
    output.commit(before);
    output.add({ ...CACHES, ...mine });
    expect(output.commit(after)).toMatchObject({
      removedStacks: [],
      keptStacks: [
        { name: "gone", reason: "files that synth did not write (prod.tfvars, x_override.tf.json)" },
      ],
    });
    expect(output.read()).toEqual({ ...after, ...mine });
  });

  test("is not a folder that the user created, even with files of Terraform in it", () => {
    const output = new Output(after);
    const mine = {
      "stacks/mine/main.tf": "",
      "stacks/mine/.terraform/x": "",
      "stacks/mine/.terraform.lock.hcl": "",
    };
    output.add(mine);
    expect(output.commit(after)).toMatchObject({ written: [], removedStacks: [], keptStacks: [] });
    expect(output.read()).toEqual({ ...after, ...mine });
  });
});

describe("under the cdktf CLI", () => {
  /** Model of the CLI's steps around the program (`synth` in @cdktf/cli-core 0.21, lib/synth-stack.js). */
  function cdktfCli(output: Output, program: () => void): void {
    const stacks = output.path("stacks");
    const listed = fs.existsSync(stacks)
      ? fs.readdirSync(stacks).filter((name) => fs.lstatSync(path.join(stacks, name)).isDirectory())
      : [];
    program();
    const manifest = JSON.parse(fs.readFileSync(output.path("manifest.json"), "utf8")) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    for (const stack of Object.values(manifest.stacks)) {
      fs.readFileSync(output.path(stack.synthesizedStackPath));
    }
    for (const name of listed.filter((folder) => !Object.hasOwn(manifest.stacks, folder))) {
      fs.rmSync(path.join(stacks, name), { recursive: true });
    }
  }
  const before = synthOf({ a: "1", gone: { "cdk.tf.json": "1", "charts/x": "1" } });
  const after = synthOf({ a: "2" });
  const underCli = { underCdktfCli: true };

  test("the folder of a stack that no longer exists is emptied, and the CLI removes it", () => {
    const output = new Output(before);
    output.add({ "stacks/gone/.terraform/x": "", "stacks/gone/plan": "" });
    cdktfCli(output, () => {
      expect(output.commit(after, underCli).removedStacks).toEqual(["gone"]);
      expect(fs.readdirSync(output.path("stacks/gone"))).toEqual([]);
    });
    expect(output.read()).toEqual(after);
    expect(fs.readdirSync(output.path("stacks"))).toEqual(["a"]);
  });

  test("the folders of environments that were not synthesized are kept", () => {
    const output = new Output(synthOf({ "dev-network": "1", "prod-network": "1" }));
    const mine = { "stacks/dev-network/terraform.tfstate": STATE };
    output.add(mine);
    const partial = { ...underCli, ...outsideOf("prod") };
    cdktfCli(output, () => output.commit(synthOf({ "prod-network": "1" }), partial));
    expect(output.read()).toEqual({ ...synthOf({ "dev-network": "1", "prod-network": "1" }), ...mine });
  });

  test("fails before the first write when the CLI would delete state or a user's file, and names each folder", () => {
    const output = new Output(before);
    output.add({ "stacks/gone/terraform.tfstate": STATE, "stacks/mine/main.tf": "" });
    const whole = output.read();
    const lines = failure(() => output.commit(after, underCli)).split("\n");
    expect(lines).toEqual([
      expect.stringMatching(
        /stacks\/gone: got local state \(terraform.tfstate\).*destroy the stack or move the state/,
      ),
      expect.stringMatching(
        /stacks\/mine: got files that synth did not write \(main.tf\).*npx private-eks-inference synth/,
      ),
    ]);
    expect(output.read()).toEqual(whole);
    expect(output.leftovers()).toEqual([]);
  });

  test("a commit that was interrupted without the CLI is finished without removing folders that the CLI listed", () => {
    const output = new Output(before);
    jest.spyOn(fs, "rmdirSync").mockImplementation((folder) => {
      throw Object.assign(new Error("injected"), { code: "EIO", path: folder });
    });
    expect(failure(() => output.commit(after))).toContain("incomplete");
    jest.restoreAllMocks();
    cdktfCli(output, () => output.commit(after, underCli));
    expect(fs.readdirSync(output.path("stacks"))).toEqual(["a"]);
  });

  test("an empty folder that the CLI did not remove is removed by the next run without the CLI", () => {
    const output = new Output(before);
    output.commit(after, underCli);
    output.commit(after);
    expect(fs.readdirSync(output.path("stacks"))).toEqual(["a"]);
  });
});
