import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runImages } from "../../../src/reports/images-command";
import { imageLockPath } from "../../../src/project/image-lock";
import { type Run, runOf } from "../../support/command-runs";
import { publishTo, workFolder } from "../../support/published-output";
import { tagOfChartImage, versionOfChart } from "../../support/chart-versions";

const work = workFolder("images");
const published = join(work, "out");

beforeAll(() => publishTo(published, { mlapp: {}, "retail-forecast": {} }));

const KEY = `image public.ecr.aws/eks/aws-load-balancer-controller:${tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller")}`;
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;

/** A checkout with an output folder and locks. */
class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), "checkout-"));
  readonly environments = join(this.root, "environments");
  readonly lock = imageLockPath(this.environments, "retail-forecast");
  private out = published;

  run(...args: string[]): Run {
    const variables = { ENVIRONMENTS_DIR: this.environments, CDKTF_OUTDIR: this.out, ENVIRONMENT: undefined };
    return runOf((output) => runImages(args, { variables }, output));
  }

  only = (...args: string[]): Run => this.run("--environments", "retail-forecast", ...args);

  lockText = (): string => readFileSync(this.lock, "utf8");

  /** Writes the digests of a mirror script, and returns the path of the file. */
  digests(...lines: string[]): string {
    const file = join(this.root, "retail-forecast.digests");
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return file;
  }

  /** Edits the stacks of the environment. */
  edit(layer: string, from: string, to: string): void {
    if (this.out === published) {
      this.out = join(this.root, "out");
      cpSync(published, this.out, { recursive: true });
    }
    const file = join(this.out, "stacks", `retail-forecast-${layer}`, "cdk.tf.json");
    const text = readFileSync(file, "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replaceAll(from, to));
  }
}

test("IMG-01 prints the lock of each environment, and writes no file", () => {
  const checkout = new Checkout();
  const { status, stdout, stderr } = checkout.run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.split("---\n")).toEqual([
    expect.stringContaining("environment: mlapp\n"),
    expect.stringContaining("environment: retail-forecast\n"),
  ]);
  expect(existsSync(dirname(checkout.lock))).toBe(false);
});

test("IMG-01 --write writes the printed text beside the folder of the YAML files", () => {
  const checkout = new Checkout();
  const { stdout } = checkout.only();
  expect(checkout.only("--write").stdout).toContain(`wrote ${checkout.lock}: 1 image, 1 chart, 2 to copy`);
  expect(checkout.lockText()).toBe(stdout);
});

test("IMG-01 --digests adds the digests of the script, and a later --write keeps them", () => {
  const checkout = new Checkout();
  checkout.only("--write", "--digests", checkout.digests(`${KEY} ${DIGEST}`));
  expect(checkout.lockText()).toContain(`digest: ${DIGEST}`);
  const before = checkout.lockText();
  expect(checkout.only("--write").stdout).toContain("same");
  expect(checkout.lockText()).toBe(before);
});

test("IMG-01 --digests refuses another digest than the recorded one, and changes nothing", () => {
  const checkout = new Checkout();
  checkout.only("--write", "--digests", checkout.digests(`${KEY} ${DIGEST}`));
  const before = checkout.lockText();
  const { status, stderr } = checkout.only("--write", "--digests", checkout.digests(`${KEY} ${OTHER}`));
  expect(status).toBe(1);
  expect(stderr).toContain(`expected ${DIGEST}, the recorded digest`);
  expect(checkout.lockText()).toBe(before);
});

test("IMG-01 --write replaces no file that is not a lock", () => {
  const checkout = new Checkout();
  mkdirSync(dirname(checkout.lock));
  writeFileSync(checkout.lock, "my: notes\n");
  expect(checkout.only("--write").status).toBe(1);
  expect(checkout.lockText()).toBe("my: notes\n");
});

describe("IMG-01 --check", () => {
  test("accepts a current lock", () => {
    const checkout = new Checkout();
    checkout.only("--write");
    const { status, stdout } = checkout.only("--check");
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("same") as string });
  });

  test("fails without a lock, and names the command that writes it", () => {
    const { status, stdout } = new Checkout().only("--check");
    expect(status).toBe(1);
    expect(stdout).toContain("no lock yet");
    expect(stdout).toContain("npx private-eks-inference lock images --write");
  });

  test("accepts an environment that copies nothing and has no lock", () => {
    const { status, stdout } = new Checkout().run("--check", "--environments", "mlapp");
    expect(status).toBe(0);
    expect(stdout).toContain("mlapp needs no lock");
  });

  test("fails for a stale lock, and names the lines that differ", () => {
    const checkout = new Checkout();
    checkout.only("--write");
    checkout.edit("models", "retail-forecast-api:1.0.0", "retail-forecast-api:1.0.1");
    const { status, stdout } = checkout.only("--check");
    expect(status).toBe(1);
    expect(stdout).toMatch(/stale[^]*- tag: 1\.0\.0[^]*\+ tag: 1\.0\.1/);
  });

  test("fails where something is not judged, and names it", () => {
    const checkout = new Checkout();
    checkout.edit(
      "platform",
      `"version": "${versionOfChart("aws-load-balancer-controller")}"`,
      '"version": "99.6.0"',
    );
    checkout.only("--write");
    const { status, stderr } = checkout.only("--check");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "retail-forecast: not judged: images of chart aws-load-balancer-controller 99.6.0",
    );
  });
});

describe("IMG-01 --script", () => {
  test("prints a script with the recorded digests", () => {
    const checkout = new Checkout();
    checkout.only("--write", "--digests", checkout.digests(`${KEY} ${DIGEST}`));
    const { status, stdout } = checkout.only("--script");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(stdout).toContain(`image '${KEY}'`);
    expect(stdout).toContain(`'${DIGEST}'`);
  });

  test("refuses several environments, whose registries differ", () => {
    const { status, stderr } = new Checkout().run("--script");
    expect(status).toBe(1);
    expect(stderr).toContain("--script: got mlapp, retail-forecast, expected one environment");
  });

  test.each(["--write", "--check", "--json"])("refuses %s beside it", (option) => {
    expect(new Checkout().only("--script", option).status).toBe(2);
  });
});

test("IMG-01 a missing file of digests is an error", () => {
  const { status, stderr } = new Checkout().only("--digests", "none.digests");
  expect(status).toBe(1);
  expect(stderr).toContain("--digests none.digests: got no such file or folder (ENOENT)");
});
