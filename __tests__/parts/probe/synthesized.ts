import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlockCauses, type BuildOptions, synthesize } from "../../../src/synth/app";
import { type AnyComponent } from "../../../src/platform/contract";
import { environmentSchemaOf } from "../../../src/parts/environment-schema";
import { INSTALLS } from "../../../src/parts/generated/installs";
import { COMPONENTS } from "../../../src/parts/generated/registry";
import { readStacks, type OutputStack } from "../../../src/terraform/output";
import { configWith } from "../../support/environments";
import { probe } from "./component";
import { install } from "./install";
import { inEmittedOrder } from "../../../src/parts/order";
import { type EnvironmentConfig } from "../../../src/environment/schema";

export const NAME = "ml-inference-prod";

/** The registry with the part. */
export const WITH_PROBE: readonly AnyComponent[] = inEmittedOrder([...COMPONENTS, probe]);

/** An environment whose file enables the part. */
export const config: EnvironmentConfig = environmentSchemaOf(WITH_PROBE).parse({
  ...configWith(NAME),
  components: { probe: { queue: "probe-reports" } },
});

/** Stacks of an environment with the part, or with changed parts. */
export function stacksWith(components: readonly AnyComponent[] = WITH_PROBE, own = config): OutputStack[] {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  try {
    synthesizeTo(folder, { components }, own);
    return readStacks(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const synthesizeTo = (folder: string, options: BuildOptions, own = config): BlockCauses =>
  synthesize([{ name: NAME, config: own }], folder, {
    installs: { ...INSTALLS, probe: install },
    ...options,
  });
