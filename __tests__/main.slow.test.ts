import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const work = mkdtempSync(join(tmpdir(), "synth-command-"));

afterAll(() => rmSync(work, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as `npm run synth` does, with an output folder of its own. */
function synth(outdir: string, env: NodeJS.ProcessEnv = {}, ...args: string[]): Run {
  return spawnSync(process.execPath, ["scripts/launch.js", "main.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", CDKTF_OUTDIR: join(work, outdir), ...env },
  });
}

function files(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

test("writes every stack of every environment and says so", () => {
  const { status, stdout, stderr } = synth("all");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const stacks = readdirSync(join(work, "all", "stacks"));
  expect(stacks).toHaveLength(25);
  expect(stacks).toEqual(expect.arrayContaining(["mlapp-state", "retail-forecast-option-b-models"]));
  expect(stdout).toMatch(/ml-inference-prod +│ network +│ +\d+ │/);
  expect(stdout).toContain("secretsmanager         secrets of models");
  expect(stdout).toMatch(/waived +public-entry-waf retail-forecast-models .*\n.*accepted until 2027-05-31/);
  expect(stdout).toMatch(/^ {2}retail-forecast-option-b +\d+\.\d\d to \d+\.\d\d USD$/m);
  expect(stdout).toMatch(/\d+ checks: 0 errors, \d+ warnings, 2 waived/);
  expect(stdout).toContain("done 25 stacks of 5 environments");
});

test("with ENVIRONMENT the output of the others stays as it was", () => {
  synth("some");
  const before = files(join(work, "some"));
  const { status, stdout } = synth("some", { ENVIRONMENT: "mlapp, retail-forecast" });
  expect(status).toBe(0);
  expect(stdout).toContain("done 10 stacks of 2 environments");
  expect([...files(join(work, "some"))]).toEqual([...before]);
});

test("fails when files are wrong, shows all of it, and writes nothing", () => {
  const environments = join(work, "environments");
  cpSync(join(ROOT, "environments"), environments, { recursive: true });
  const spoil = (file: string, from: string | RegExp, to: string) => {
    const path = join(environments, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };
  spoil("mlapp.yaml", "egress: single-nat", "egres: single-nat");
  spoil("ml-inference-prod.yaml", "port: 5000", "port: 0x1388");
  spoil("ml-inference-prod.yaml", /account: .*/, "account: 2222");
  const { status, stdout, stderr } = synth("wrong", { ENVIRONMENTS_DIR: environments });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  const lines = stderr.trim().split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/ml-inference-prod\.yaml:3:10 account: got 2222, expected /);
  expect(lines[1]).toMatch(/ml-inference-prod\.yaml:\d+:\d+ models\[0\]\.port: got 0x1388, expected /);
  expect(lines[2]).toMatch(/mlapp\.yaml:\d+:\d+ network\.egres: .*egress/);
  expect(existsSync(join(work, "wrong"))).toBe(false);
});

test("fails when a check finds an error, says where the file has its cause, and publishes nothing", () => {
  const environments = join(work, "unwaived");
  cpSync(join(ROOT, "environments"), environments, { recursive: true });
  const path = join(environments, "retail-forecast.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^waivers:[^]*/m, ""));
  const only = { ENVIRONMENTS_DIR: environments, ENVIRONMENT: "retail-forecast" };
  const { status, stdout, stderr } = synth("unproved", only);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  const place = /retail-forecast-models kubernetes_ingress_v1\.models \(\S*retail-forecast\.yaml:(\d+):1\)/;
  const line = Number(new RegExp(`public-entry-waf ${place.source}`).exec(stderr)?.[1]);
  expect(readFileSync(path, "utf8").split("\n")[line - 1]).toBe("entry:");
  expect(stderr).toMatch(/waive this check[^]*1 errors, .*nothing was published/s);
  expect(existsSync(join(work, "unproved"))).toBe(false);
});

test("fails when an environment is asked for that has no file", () => {
  const { status, stderr } = synth("none", { ENVIRONMENT: "ml-ap" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^ENVIRONMENT: got ml-ap, expected one of .*mlapp/);
});

test("fails when HCL is asked for, and points at the handoff", () => {
  const { status, stderr } = synth("hcl", { SYNTH_HCL_OUTPUT: "true" });
  expect(status).toBe(1);
  expect(stderr).toContain("npm run handoff");
});

test("wrong usage is exit status 2, and says how an environment is chosen", () => {
  const { status, stderr } = synth("usage", {}, "production");
  expect(status).toBe(2);
  expect(stderr).toBe(
    "error: too many arguments: got production, expected none; it takes no options; " +
      "set ENVIRONMENT=production for these environments alone\n",
  );
});

test("fails when the output folder holds somebody's files, and leaves them", () => {
  const folder = join(work, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "mine");
  const { status, stdout, stderr } = synth("mine");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/mine: got a folder with files and no manifest\.json, expected an empty one or /);
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

test("help names every variable and every exit status", () => {
  const { status, stdout } = synth("help", {}, "--help");
  expect(status).toBe(0);
  for (const word of ["ENVIRONMENT=", "ENVIRONMENTS_DIR=", "CDKTF_OUTDIR=", "exit status: 0"]) {
    expect(stdout).toContain(word);
  }
});

describe("under the cdktf CLI", () => {
  const cdktf = (...args: string[]): string =>
    execFileSync(process.execPath, [join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), ...args], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...withoutTerraformConfig(), CHECKPOINT_DISABLE: "1", ENVIRONMENT: "mlapp", CI: "true" },
    });

  test("synth gives the same bytes as npm run synth", () => {
    synth("direct", { ENVIRONMENT: "mlapp" });
    cdktf("synth", "--output", join(work, "cli"));
    const direct = files(join(work, "direct"));
    expect(direct.size).toBeGreaterThan(5);
    expect([...files(join(work, "cli"))]).toEqual([...direct]);
  });

  test("list prints the stacks", () => {
    const listed = cdktf("list", "--output", join(work, "list"));
    for (const layer of ["state", "network", "cluster", "platform", "models"]) {
      expect(listed).toContain(`mlapp-${layer}`);
    }
  });
});

/** The CLI does not start where `TF_CLI_CONFIG_FILE` names a file that is not there. */
function withoutTerraformConfig(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env["TF_CLI_CONFIG_FILE"];
  return env;
}
