import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, contentsOf, emptyFolder, environmentOf, run, userFolder } from "./harness/installed";

const folder = userFolder();

beforeAll(() => {
  const { status, stderr } = run(folder, ["synth"]);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
});

test("synth of the installed package writes the same bytes as that of the clone", () => {
  const out = join(emptyFolder(), "out");
  const clone = spawnSync(
    process.execPath,
    [join(REPOSITORY, "bin/private-eks-inference.js"), "synth", "--out", out],
    { cwd: folder, env: environmentOf(), encoding: "utf8" },
  );
  expect(clone.status).toBe(0);
  const ours = contentsOf(join(folder, "cdktf.out"));
  expect(ours.size).toBeGreaterThan(50);
  expect(ours).toEqual(contentsOf(out));
});

test("synth opens no WebAssembly, no schema and no source map", () => {
  const loaded = join(emptyFolder(), "loaded.json");
  const { status } = run(folder, ["synth", "--environments", "mlapp", "--out", emptyFolder()], {
    env: {
      NODE_OPTIONS: `--require ${join(__dirname, "harness/opened-files.js")}`,
      OPENED_FILES: loaded,
    },
  });
  expect(status).toBe(0);
  const opened = JSON.parse(readFileSync(loaded, "utf8")) as string[];
  expect(opened.some((path) => path.endsWith("dist/app.js"))).toBe(true);
  expect(opened.filter((path) => /wasm|schemas?\b|\.map$/.test(path))).toEqual([]);
});

test.each([
  ["aws_sqs_queue", "network", "fifo_queu", "fifo_queue"],
  ["kubernetes_config_map_v1", "models", "dta", "data"],
  ["helm_release", "platform", "chrt", "chart"],
])("a mistyped argument of %s in an own file is an error with the right name", (type, layer, name, meant) => {
  const other = userFolder(["mlapp"]);
  mkdirSync(join(other, "environments/mlapp", layer), { recursive: true });
  const own = JSON.stringify({ resource: { [type]: { a: { [name]: null } } } });
  writeFileSync(join(other, "environments/mlapp", layer, "a.tf.json"), own);
  const { status, stderr } = run(other, ["synth"]);
  expect(status).toBe(1);
  expect(stderr).toContain(`${type}.a.${name}: got an unknown name`);
  expect(stderr).toContain(`did you mean ${meant}?`);
});

test.each([
  ["check", ["check"], "0 errors"],
  ["cost", ["cost", "--environments", "mlapp"], "USD"],
  ["explain", ["explain", "endpoint-callers"], "Source"],
  ["review", ["review", "--before", "cdktf.out"], ""],
  ["lock addresses", ["lock", "addresses"], "mlapp"],
  ["lock images", ["lock", "images", "--environments", "mlapp"], "mlapp"],
  ["policy", ["policy", "--environments", "mlapp", "--out", "policies"], ""],
  ["deploy --print", ["deploy", "--environments", "mlapp", "--print"], "terraform"],
  ["show report", ["show", "report", "--environments", "mlapp", "--out", "report"], ""],
  ["show runbook", ["show", "runbook", "--environments", "mlapp", "--out", "runbook"], ""],
])("%s works on the output", (_, args, text) => {
  const { status, stdout, stderr } = run(folder, args);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(`${stdout}${stderr}`).toContain(text);
});

test("handoff parses its modules with the bundled HCL parser", () => {
  const { status, stderr } = run(folder, ["handoff", "--environments", "mlapp", "--out", "handed"], {});
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect([...contentsOf(join(folder, "handed")).keys()].some((name) => name.endsWith(".tf"))).toBe(true);
});

test("show diagram draws", () => {
  const { status, stderr } = run(folder, [
    "show",
    "diagram",
    "--environments",
    "mlapp",
    "--format",
    "svg",
    "--out",
    "pictures",
  ]);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect([...contentsOf(join(folder, "pictures")).keys()].some((name) => name.endsWith(".svg"))).toBe(true);
});

test("in an empty folder, init writes an environment that synthesizes without errors", () => {
  const own = emptyFolder();
  const answers = [
    "--account",
    "111122223333",
    "--region",
    "eu-west-1",
    "--network",
    "nat",
    "--entry",
    "demo",
  ];
  const admins = ["--admins", "arn:aws:iam::111122223333:role/platform-admin", "--yes"];
  expect(run(own, ["init", ...answers, ...admins])).toMatchObject({ status: 0, stderr: "" });
  const { status, stdout } = run(own, ["synth"]);
  expect(status).toBe(0);
  expect(stdout).toContain("1 environment of environments\n");
  expect(stdout).toContain(" checks: 0 errors, ");
});
