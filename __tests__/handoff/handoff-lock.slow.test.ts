import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../src/base/layers";
import { ENVIRONMENT, Handoffs, read } from "./handoffs";

const handoffs = new Handoffs("handoff-lock", "json");

beforeAll(() => handoffs.synthesize());

/** A `PATH` with a `terraform` that runs a shell script. */
function pathWithTerraform(script: string): string {
  const bin = mkdtempSync(join(handoffs.work, "bin-"));
  writeFileSync(join(bin, "terraform"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "terraform"), 0o755);
  return `${bin}:${process.env["PATH"] ?? ""}`;
}

test("--lock writes a lock file for all platforms into each module", async () => {
  const folder = handoffs.newFolder();
  const path = pathWithTerraform('echo "$@" > .terraform.lock.hcl');
  expect((await handoffs.to(folder, ["--lock"], { path })).status).toBe(0);
  for (const module of LAYERS) {
    expect(read(folder, `${module}/.terraform.lock.hcl`)).toBe(
      "providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64 -no-color\n",
    );
  }
});

describe("the lock of a synthesized stack", () => {
  /** Hands over stacks of which one has a lock. */
  const handOver = (folder: string, args: readonly string[] = [], path?: string) =>
    handoffs.to(folder, ["--in", locked, ...args], path === undefined ? {} : { path });
  let locked: string;

  beforeAll(() => {
    locked = join(handoffs.work, "locked.out");
    cpSync(handoffs.synthesized, locked, { recursive: true });
    const file = `stacks/${ENVIRONMENT}-network/.terraform.lock.hcl`;
    writeFileSync(join(locked, file), "of the stack\n");
    const record = join(locked, ".synth-files.json");
    const { files } = JSON.parse(readFileSync(record, "utf8")) as { files: object };
    const digest = createHash("sha256").update("of the stack\n").digest("hex");
    writeFileSync(record, JSON.stringify({ files: { ...files, [file]: digest } }));
  });

  test("is handed over, and is part of the proof", async () => {
    const folder = handoffs.newFolder();
    expect((await handOver(folder)).status).toBe(0);
    expect(read(folder, "network/.terraform.lock.hcl")).toBe("of the stack\n");
    expect(existsSync(join(folder, "state/.terraform.lock.hcl"))).toBe(false);
    expect(read(folder, "parity.json")).toContain('"network/.terraform.lock.hcl"');
    expect(read(folder, "network/README.md")).toContain("It covers all platforms.");
    expect(read(folder, "state/README.md")).toContain("To write it for all platforms:");
  });

  test("is the only one that the commands of its module accept", async () => {
    const folder = handoffs.newFolder();
    await handOver(folder);
    const command = "terraform init -lockfile=readonly -backend-config=";
    expect(read(folder, "network/README.md")).toContain(command);
    expect(read(folder, "state/README.md")).not.toContain(command);
    expect(read(folder, "README.md").split(command)).toHaveLength(2);
  });

  test("does not overwrite the lock of the team that owns the folder", async () => {
    const folder = await handoffs.handedOver();
    writeFileSync(join(folder, "network/.terraform.lock.hcl"), "of the team\n");
    const { status, stderr } = await handOver(folder);
    expect(status).toBe(1);
    expect(stderr).toContain("network/.terraform.lock.hcl was not handed over, and has the path of a file");
    expect(read(folder, "network/.terraform.lock.hcl")).toBe("of the team\n");
  });

  test("is unchanged by --lock, which locks the other modules", async () => {
    const folder = handoffs.newFolder();
    const path = pathWithTerraform("echo lock > .terraform.lock.hcl");
    expect((await handOver(folder, ["--lock"], path)).status).toBe(0);
    expect(read(folder, "network/.terraform.lock.hcl")).toBe("of the stack\n");
    expect(read(folder, "state/.terraform.lock.hcl")).toBe("lock\n");
    expect((await handoffs.run(["--in", locked, "--check", folder])).status).toBe(0);
  });
});

test("--check ignores lock files", async () => {
  const folder = handoffs.newFolder();
  await handoffs.to(folder, ["--lock"], { path: pathWithTerraform("echo lock > .terraform.lock.hcl") });
  expect((await handoffs.run(["--check", folder])).status).toBe(0);
});

test("--lock extends an existing lock file", async () => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, "network/.terraform.lock.hcl"), "before\n");
  const path = pathWithTerraform("echo after >> .terraform.lock.hcl");
  expect((await handoffs.to(folder, ["--lock"], { path })).status).toBe(0);
  expect(read(folder, "network/.terraform.lock.hcl")).toBe("before\nafter\n");
});

test("--lock without a registry fails with the error of terraform, and writes nothing", async () => {
  const path = pathWithTerraform('echo "Error: Failed to query available provider packages" >&2; exit 1');
  const folder = handoffs.newFolder();
  const { status, stderr } = await handoffs.to(folder, ["--lock"], { path });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--lock: got an error of terraform providers lock .* in state, /m);
  expect(stderr).toContain("\n  Error: Failed to query available provider packages\n");
  expect(stderr).toContain("leave --lock out, and run that command where a registry is reachable");
  expect(existsSync(folder)).toBe(false);
});

test("--lock without terraform fails", async () => {
  const { status, stderr } = await handoffs.to(handoffs.newFolder(), ["--lock"], { path: "" });
  expect(status).toBe(1);
  expect(stderr).toContain("--lock: got no terraform on the PATH");
});
