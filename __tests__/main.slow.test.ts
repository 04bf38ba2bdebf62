import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { synthInProcess } from "./support/synth-process";

const ROOT = resolve(__dirname, "..");
const work = mkdtempSync(join(tmpdir(), "synth-command-"));

afterAll(() => rmSync(work, { recursive: true }));

const synth = (outdir: string, env: NodeJS.ProcessEnv = {}, ...args: string[]) =>
  synthInProcess(work, outdir, env, ...args);

function files(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("of all environments", () => {
  let run: SpawnSyncReturns<string>;

  beforeAll(() => (run = synth("all")));

  test("returns 0, and prints nothing but its steps to standard error", () => {
    expect(run.status).toBe(0);
    expect(run.stderr).toBe("");
  });

  test("writes all stacks", () => {
    const stacks = readdirSync(join(work, "all", "stacks"));
    expect(stacks).toHaveLength(40);
    expect(stacks).toEqual(expect.arrayContaining(["mlapp-state", "retail-forecast-option-b-models"]));
  });

  test("counts the resources of each stack", () => {
    expect(run.stdout).toMatch(/ml-inference-prod +│ network +│ +\d+ │/);
  });

  test("names the VPC endpoints and their callers", () => {
    expect(run.stdout).toContain("secretsmanager         secrets of models");
  });

  test("ends with what is not proved, in at most 6 lines", () => {
    const lines = run.stdout.trimEnd().split("\n");
    const start = lines.indexOf("not proved");
    expect(lines.length - start).toBeLessThanOrEqual(6);
    expect(lines.slice(start + 1).join("\n")).toMatch(
      /^  only a plan verifies: .*conditions on the VPC \d+, .*\n  only the file states: .*other sides of attachments \d+ \(.*\n  no check judges: .*\n  not run: check --plan, verify.*$/,
    );
  });

  test("prints the monthly cost of each environment", () => {
    expect(run.stdout).toMatch(
      /^ {2}retail-forecast-option-b +about \d+\.\d\d to \d+\.\d\d USD a month, incomplete: 1 line has a price of us-east-1$/m,
    );
  });

  test("prints waived findings with the last day of the waiver", () => {
    expect(run.stdout).toMatch(
      /waived +operators-reach-api retail-forecast-network .*\n.*accepted until 2027-05-31/,
    );
  });

  test("of the reference environments prints no warning", () => {
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/^warning/im);
  });

  test("prints one entry for one cause in several environments", () => {
    expect(run.stdout).toMatch(
      /^waived +public-subnet-addresses retail-forecast-network aws_subnet\.public_a, aws_subnet\.public_b \(\S+\); retail-forecast-option-b-network .*$/m,
    );
  });

  test("counts checks and findings", () => {
    expect(run.stdout).toMatch(/\d+ checks: 0 errors, 0 warnings, \d+ waived at \d+ places/);
  });

  test("ends with the number of stacks and environments", () => {
    expect(run.stdout).toContain("done 40 stacks of 8 environments");
  });

  describe("and then of two", () => {
    let before: Map<string, string>;
    let second: SpawnSyncReturns<string>;

    beforeAll(() => {
      before = files(join(work, "all"));
      second = synth("all", { ENVIRONMENT: "mlapp, retail-forecast" });
    });

    test("synthesizes only the environments of ENVIRONMENT", () => {
      expect(second.status).toBe(0);
      expect(second.stdout).toContain("done 10 stacks of 2 environments");
    });

    test("keeps the output of the others", () => {
      expect([...files(join(work, "all"))]).toEqual([...before]);
    });
  });
});

test("--out and --environments override CDKTF_OUTDIR and ENVIRONMENT", () => {
  const args = ["--out", join(work, "chosen"), "--environments", "mlapp"];
  expect(synth("unused", { ENVIRONMENT: "retail-forecast" }, ...args).status).toBe(0);
  expect(readdirSync(join(work, "chosen", "stacks"))).toEqual(expect.arrayContaining(["mlapp-state"]));
  expect(readdirSync(join(work, "chosen", "stacks"))).toHaveLength(5);
  expect(existsSync(join(work, "unused"))).toBe(false);
});

describe("with wrong files", () => {
  let run: SpawnSyncReturns<string>;

  beforeAll(() => {
    const environments = join(work, "environments");
    cpSync(join(ROOT, "examples"), environments, { recursive: true });
    const spoil = (file: string, from: string | RegExp, to: string) => {
      const path = join(environments, file);
      writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    };
    spoil("mlapp.yaml", "egress: single-nat", "egres: single-nat");
    spoil("ml-inference-prod.yaml", "port: 5000", "port: 0x1388");
    spoil("ml-inference-prod.yaml", /account: .*/, "account: 2222");
    run = synth("wrong", { ENVIRONMENTS_DIR: environments });
  });

  test("fails with one line for each error of all files, and checks the other environments", () => {
    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/ml-inference-prod\.yaml:3:10 account: got 2222, expected /),
      expect.stringMatching(/ml-inference-prod\.yaml:\d+:\d+ models\[0\]\.port: got 0x1388, .*expected /),
      expect.stringMatching(/mlapp\.yaml:\d+:\d+ network\.egres: .*egress/),
      "",
      expect.stringMatching(/^not checked: ml-inference-prod; fix \S*ml-inference-prod\.yaml first$/),
      "",
      "nothing was written",
    ]);
  });

  test("writes nothing", () => {
    expect(existsSync(join(work, "wrong"))).toBe(false);
  });
});

describe("with an error of a check", () => {
  let run: SpawnSyncReturns<string>;
  let yaml: string;

  beforeAll(() => {
    const environments = join(work, "unguarded");
    cpSync(join(ROOT, "examples"), environments, { recursive: true });
    const path = join(environments, "retail-forecast.yaml");
    yaml = readFileSync(path, "utf8").replace(/^ {2}webAclArn:.*\n/m, "");
    writeFileSync(path, yaml);
    run = synth("refused", { ENVIRONMENTS_DIR: environments, ENVIRONMENT: "retail-forecast" });
  });

  test("fails, and names the line of the YAML file that causes it", () => {
    expect(run).toMatchObject({ status: 1, stdout: "" });
    const place = /retail-forecast-models kubernetes_ingress_v1\.models \(\S*retail-forecast\.yaml:(\d+):1\)/;
    const line = Number(new RegExp(`public-entry-waf ${place.source}`).exec(run.stderr)?.[1]);
    expect(yaml.split("\n")[line - 1]).toBe("entry:");
  });

  test("offers the waiver, and counts the errors", () => {
    expect(run.stderr).toMatch(/waive this check[^]*checks: 1 error, [^]*nothing was written\n$/);
  });

  test("writes nothing", () => {
    expect(existsSync(join(work, "refused"))).toBe(false);
  });
});

describe("under the cdktf CLI", () => {
  const cdktf = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), ...args], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...withoutTerraformConfig(), CHECKPOINT_DISABLE: "1", ENVIRONMENT: "mlapp", CI: "true" },
    });

  // The terminal library of the CLI has binaries up to Node.js 22.
  if (Number(process.versions.node.split(".")[0]) <= 22) {
    test("synth writes the same bytes as npx private-eks-inference synth", () => {
      synth("direct", { ENVIRONMENT: "mlapp" });
      expect(cdktf("synth", "--output", join(work, "cli"))).toMatchObject({ status: 0 });
      const direct = files(join(work, "direct"));
      expect(direct.size).toBeGreaterThan(5);
      expect([...files(join(work, "cli"))]).toEqual([...direct]);
    });

    test("list prints the stacks", () => {
      const { stdout } = cdktf("list", "--output", join(work, "list"));
      for (const layer of ["state", "network", "cluster", "platform", "models"]) {
        expect(stdout).toContain(`mlapp-${layer}`);
      }
    });
  } else {
    test("a command fails with the message that the guide explains", () => {
      const { status, stderr } = cdktf("list", "--output", join(work, "list"));
      expect(status).toBe(1);
      const message = "Cannot find module '../build/Release/pty.node'";
      expect(stderr).toContain(message);
      expect(readFileSync(join(ROOT, "docs/guide/troubleshoot.md"), "utf8")).toContain(`| \`${message}\``);
    });
  }
});

/** The CLI does not start if `TF_CLI_CONFIG_FILE` names a missing file. */
function withoutTerraformConfig(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env["TF_CLI_CONFIG_FILE"];
  return env;
}
