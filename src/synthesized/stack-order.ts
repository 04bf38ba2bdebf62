import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../core/layers";
import { type OutputStack } from "./output";
import { type Json, asArray, asObject } from "./stack-json";

/** The stacks that each is applied after, as the manifest of an output folder says. */
export function stackOrder(outdir: string, stacks: readonly OutputStack[]): Map<Layer, readonly string[]> {
  const manifest = asObject(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Json);
  const entries = asObject(manifest["stacks"]);
  return new Map(
    stacks.map(({ layer, stack }) => [
      layer,
      asArray(asObject(entries[stack.name])["dependencies"]).map(String),
    ]),
  );
}
