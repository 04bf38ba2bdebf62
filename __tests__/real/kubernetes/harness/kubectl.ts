import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../terraform/harness/processes";
import { type ApiProps } from "./api";

/** Runs kubectl with the rights of a token, in a namespace. An error has its output. */
export async function kubectl(
  { server, certificate, token }: ApiProps,
  namespace: string,
  args: readonly string[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kubectl-"));
  try {
    const file = join(folder, "ca.crt");
    writeFileSync(file, certificate);
    const access = [`--server=${server}`, `--certificate-authority=${file}`, `--token=${token}`];
    const { output } = await run({
      program: "kubectl",
      args: [...access, `--namespace=${namespace}`, ...args],
      env: { HOME: folder, PATH: process.env["PATH"] ?? "" },
      cwd: folder,
    });
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
