import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProviderSchemas } from "../../dev/provider-schemas/command";
import { runReplacementAttributes } from "../../dev/replacement-attributes/command";
import { type Run, runOf } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { workFolder } from "../support/published-output";

const bin = workFolder("terraform-errors");
const root = process.cwd();

/** Runs a command with another `PATH`. */
function withPath(path: string, command: (env: NodeJS.ProcessEnv) => Run): Run {
  const before = process.env["PATH"];
  process.env["PATH"] = path;
  try {
    return command({ PATH: path });
  } finally {
    process.env["PATH"] = before;
  }
}

const COMMANDS: readonly (readonly [string, (env: NodeJS.ProcessEnv) => Run])[] = [
  ["provider-schemas", () => runOf((output) => runProviderSchemas([], root, TODAY, output))],
  [
    "replacement-attributes",
    (env) =>
      runOf((output) =>
        runReplacementAttributes([], { root, today: TODAY, env, emit: () => ({ stacks: [] }) }, output),
      ),
  ],
];

test.each(COMMANDS)("%s fails without terraform", (_, command) => {
  const { status, stdout, stderr } = withPath("", command);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe("terraform: got no such program, expected terraform on the PATH; install it\n");
});

test.each(COMMANDS)("%s fails with the error of terraform", (_, command) => {
  const terraform = join(bin, "terraform");
  writeFileSync(
    terraform,
    '#!/bin/sh\necho "Error: Failed to query available provider packages" >&2\nexit 1\n',
  );
  chmodSync(terraform, 0o755);
  const { status, stdout, stderr } = withPath(bin, command);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /: got an error of terraform, expected .*; .*--plugin-dir\n {2}Error: Failed to query/,
  );
});
