import { join } from "node:path";
import { readTextIfThere } from "../../base/files";
import { BINARY } from "../../base/program-name";

/**
 * Whether an App of the user writes the output folder of a project: its `cdktf.json`, or the npm script that this names, runs another
 * program than synth. Such an App adds blocks that no YAML file states.
 */
export function hasOwnApp(root: string): boolean {
  const app = textIn(root, "cdktf.json", ({ app: command }) => command);
  if (app === undefined) return false;
  const script = /^npm run (?:--?\S+ )*(\S+)/.exec(app)?.[1];
  const command =
    script === undefined
      ? app
      : textIn(
          root,
          "package.json",
          ({ scripts }) => (scripts as Record<string, unknown> | undefined)?.[script],
        );
  return command !== undefined && !new RegExp(`\\b${BINARY}(\\.js)? synth\\b`).test(command);
}

/** A text of a JSON file; undefined where it is not there. */
function textIn(
  root: string,
  name: string,
  read: (json: Readonly<Record<string, unknown>>) => unknown,
): string | undefined {
  try {
    const text = readTextIfThere(join(root, name)) ?? "{}";
    const value = read(JSON.parse(text) as Record<string, unknown>);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
