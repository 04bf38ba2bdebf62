import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../../../src/synth/app";
import { environmentSchema } from "../../../../src/parts/environment-schema";
import { writeSuppressionFiles } from "../../../../src/checks/files";
import { type OutputStack, readStacks } from "../../../../src/terraform/output";
import { configWith } from "../../../support/environments";
import { ROOT, synth } from "../../terraform/harness/synth";

/** An output folder with its stacks. */
export interface Scanned {
  readonly outdir: string;
  readonly stacks: readonly OutputStack[];
}

/** The reference environments, as `npx private-eks-inference synth` writes them. */
export async function references(): Promise<Scanned> {
  const folder = mkdtempSync(join(tmpdir(), "scanned-"));
  // A copy, beside which are no locks of providers: checkov does not read them.
  const environmentsDir = join(folder, "environments");
  cpSync(join(ROOT, "examples"), environmentsDir, { recursive: true });
  const outdir = join(folder, "cdktf.out");
  await synth({ environmentsDir, outdir, env: process.env });
  return { outdir, stacks: readStacks(outdir) };
}

/** The environment with every option, and one that writes less to its logs. They are no references, so checks do not run. */
export function everyOption(): Scanned {
  const outdir = mkdtempSync(join(tmpdir(), "every-option-"));
  mkdirSync(outdir, { recursive: true });
  const file = join(ROOT, "__tests__/real/terraform/every-option/every-option.yaml");
  const config = environmentSchema.parse(parse(readFileSync(file, "utf8")));
  const quiet = configWith("mlapp", {
    cluster: { logTypes: ["audit"] },
    network: { flowLogs: { enabled: false, reason: "the hub has them" } },
  });
  synthesize(
    [
      { name: "every-option", config },
      { name: "quiet", config: quiet },
    ],
    outdir,
  );
  const stacks = readStacks(outdir);
  for (const stack of stacks) writeSuppressionFiles(outdir, stack, []);
  return { outdir, stacks };
}
