import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the ids of findings that the error of a synth proposes into a folder of environments. False if it proposes none. */
export function renewWaivers(environments: string, error: string): boolean {
  const proposed = [
    ...error.matchAll(/no longer has the finding (\w+) .* write finding: (\w+) in the waiver/g),
  ];
  for (const name of readdirSync(environments).filter((each) => each.endsWith(".yaml"))) {
    const file = join(environments, name);
    const renewed = proposed.reduce(
      (text, [, from = "", to = ""]) => text.replaceAll(from, to),
      readFileSync(file, "utf8"),
    );
    writeFileSync(file, renewed);
  }
  return proposed.length > 0;
}
