import { type Document } from "yaml";

/** Removes the waivers of checks from an environment's file, before a change that ends their findings. */
export function removeWaivers(file: Document, ...checks: readonly string[]): void {
  const { waivers } = file.toJS() as { waivers: { check: string }[] };
  file.setIn(
    ["waivers"],
    waivers.filter(({ check }) => !checks.includes(check)),
  );
}
