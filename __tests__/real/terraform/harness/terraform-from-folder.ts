import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Variables } from "./processes";
import { currentRun } from "./run";

/**
 * The PATH of a command that starts Terraform: providers come from a folder in place of the registry, and output has no colors. The
 * command refuses TF_CLI_ARGS of its caller, so a program of the same name sets them.
 */
export function terraformFromFolder({ PATH: path = "" }: Variables): Variables {
  const { folder, pluginDir } = currentRun();
  const programs = join(folder, "terraform-from-folder");
  mkdirSync(programs, { recursive: true });
  for (const program of ["terraform", "tofu"]) {
    const script = [
      "#!/bin/sh",
      `export PATH="\${PATH#*${delimiter}}"`,
      `export TF_CLI_ARGS_init='-plugin-dir=${pluginDir}' TF_CLI_ARGS=-no-color`,
      `exec ${program} "$@"`,
    ];
    // Renamed into place, since another test file may start it.
    const staged = join(programs, `${program}.${process.pid}`);
    writeFileSync(staged, `${script.join("\n")}\n`, { mode: 0o755 });
    renameSync(staged, join(programs, program));
  }
  return { PATH: [programs, path].join(delimiter) };
}
