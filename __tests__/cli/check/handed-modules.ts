import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readEnvironmentRecord } from "../../../src/terraform/environment-record";
import { StackJson } from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { handedBundle, handedModules } from "../../support/bundles";
import { type PlanShape, type WrittenModule } from "../../support/terraform-plans";

/** Hand-overs of reference environments in a folder, and their modules. */
export class HandedModules {
  private readonly modules = new Map<string, ReadonlyMap<Layer, WrittenModule>>();

  constructor(private readonly folder: string) {}

  /** The folder of a hand-over, which is written once. `outdir` has the output of synth, with what it records of the environment. */
  async folderOf(environment: string, format: PlanShape["syntax"], outdir: string): Promise<string> {
    const folder = join(this.folder, `${environment}-${format}`);
    if (existsSync(folder)) return folder;
    const record = readEnvironmentRecord(outdir, environment);
    for (const [path, text] of (await handedBundle(environment, { format }, record)).files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return folder;
  }

  /** A module as Terraform plans it. */
  module(environment: string, layer: Layer): WrittenModule {
    const known = this.modules.get(environment) ?? modulesOf(environment);
    this.modules.set(environment, known);
    const module = known.get(layer);
    if (!module) throw new Error(`no ${layer}`);
    return module;
  }
}

const modulesOf = (environment: string): ReadonlyMap<Layer, WrittenModule> =>
  new Map(
    [...handedModules(environment)].map(([layer, { json, values, families }]) => {
      const moved = families.flatMap(({ address, name, members }) =>
        members.map((member) => [member.address, { address, name, key: member.key }] as const),
      );
      const written = new StackJson(`${environment}-${layer}`, json);
      return [layer, { written, values, moved: new Map(moved) }];
    }),
  );
