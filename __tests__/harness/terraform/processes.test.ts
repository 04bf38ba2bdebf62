import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { missingPrograms } from "../../real/terraform/harness/programs";
import { keep } from "../../support/kept-process";
import { run, start } from "../../real/terraform/harness/processes";
import { isolated } from "../../real/terraform/harness/variables";

const KEEPER = resolve(__dirname, "../../support/keeper.js");
const node = (script: string) => ({ program: process.execPath, args: ["-e", script], cwd: ".", env: {} });

test("a finished process has its exit status, each output stream, and both streams combined", async () => {
  const script = "console.log('out'); console.error('err'); process.exitCode = 3";
  const finished = await start(node(script)).finished;
  expect(finished).toMatchObject({ code: 3, stdout: "out\n", stderr: "err\n" });
  expect(finished.output.split("\n").sort()).toEqual(["", "err", "out"]);
});

const FAILING = "console.error('the reason'); process.exitCode = 2";

test("an exit status that is not accepted is an error with the complete output", async () => {
  await expect(run(node(FAILING))).rejects.toThrow(/exit status 2\nthe reason/);
});

test("an accepted exit status is no error", async () => {
  await expect(run(node(FAILING), [0, 2])).resolves.toMatchObject({ code: 2 });
});

test("fails when programs are missing, and names each with an installation hint", async () => {
  const folder = mkdtempSync(join(tmpdir(), "no-programs-"));
  const lines = await missingPrograms({ PATH: folder });
  rmSync(folder, { recursive: true });
  expect(lines).toEqual([
    expect.stringMatching(/^terraform: .*ENOENT; install Terraform/),
    expect.stringMatching(/^moto_server: .*ENOENT; pip install/),
    expect.stringMatching(/^aws: .*ENOENT; install the AWS CLI/),
  ]);
});

test("the AWS and Terraform settings of the caller are not passed on", () => {
  const caller = {
    HOME: "/home/a",
    PATH: "/bin",
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "real",
    AWS_CONFIG_FILE: "/home/a/.aws/config",
    TF_CLI_CONFIG_FILE: "/gone",
    TF_VAR_demo_enabled: "false",
    TF_WORKSPACE: "other",
  };
  const variables = isolated(caller, "/run");
  expect(variables).toMatchObject({ AWS_CONFIG_FILE: "/run/no-aws-config" });
  const passed = Object.entries(caller).filter(([name, value]) => variables[name] === value);
  expect(passed).toEqual([["HOME", "/home/a"]]);
});

test("programs that the run writes come before those of the caller", () => {
  expect(isolated({ PATH: "/bin" }, "/run")["PATH"]).toBe("/run/programs:/bin");
});

test("the local API ends with the tests, even if they are killed", async () => {
  // The starter starts the keeper as the tests do. The kept program prints its process id.
  const kept = "process.stdout.write(String(process.pid)); setInterval(() => {}, 1000)";
  const starter = `
    const { spawn } = require("node:child_process");
    const keeper = spawn(process.execPath, [${JSON.stringify(KEEPER)}, process.execPath, "-e", ${JSON.stringify(kept)}],
      { stdio: ["pipe", "inherit", "inherit"] });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", starter], { stdio: ["ignore", "pipe", "inherit"] });
  let pid: number;
  try {
    pid = await new Promise<number>((resolved) => {
      child.stdout.once("data", (text: Buffer) => resolved(Number(text.toString())));
    });
    expect(isAlive(pid)).toBe(true);
  } finally {
    child.kill("SIGKILL");
  }
  while (isAlive(pid)) await wait(20);
});

test("a kept server ends with the process of the run, even if its starter lives on", async () => {
  const run = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const server = keep({
    program: process.execPath,
    args: ["-e", "process.stdout.write(String(process.pid)); setInterval(() => {}, 1000)"],
    env: process.env,
    log: join(mkdtempSync(join(tmpdir(), "kept-")), "log"),
    run: Number(run.pid),
  });
  try {
    while (server.printed() === "") await wait(20);
    const pid = Number(server.printed());
    expect(isAlive(pid)).toBe(true);
    run.kill("SIGKILL");
    while (isAlive(pid)) await wait(20);
  } finally {
    run.kill("SIGKILL");
    await server.stop();
  }
  expect(server.isGone()).toBe(true);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
