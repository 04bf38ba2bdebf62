import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments } from "../../src/environment/load";
import { environmentSettings } from "../../src/environment/settings";
import { statedIn } from "../../src/infrastructure/stated";
import { readStacks } from "../../src/terraform/output";
import { synthesize } from "../../src/synth/app";
import { loadRequest } from "../../src/synth/inputs";
import { ownCopiesOf } from "../../src/synth/place";
import { type Environment } from "./world";

/** Folders whose environments use every part between them. */
const FOLDERS = ["__tests__/real/terraform/every-option", "examples"];

/** The environments whose blocks are changed, each synthesized once. */
export function probedEnvironments(): Environment[] {
  const folder = mkdtempSync(join(tmpdir(), "judged-"));
  try {
    return FOLDERS.flatMap((each, index) => {
      const environments = loadEnvironments(loadRequest(each, undefined));
      const outdir = join(folder, String(index));
      synthesize(environments, outdir);
      const stacks = readStacks(outdir, ownCopiesOf(environments));
      return environments.map((environment) => ({
        name: environment.name,
        stacks: stacks.filter(({ environment: name }) => name === environment.name),
        stated: statedIn(environmentSettings(environment)),
      }));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
