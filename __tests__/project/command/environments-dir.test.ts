import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentsDirIn } from "../../../src/project/options";
import { workFolder } from "../../support/published-output";

const work = workFolder("environments-dir");

/** A folder with these files. */
function rootWith(name: string, files: readonly string[]): string {
  const root = join(work, name);
  for (const file of files) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), "");
  }
  mkdirSync(root, { recursive: true });
  return root;
}

test.each<[which: string, files: string[], variables: Record<string, string>, expected: string]>([
  ["own environments before the examples", ["environments/a.yaml", "examples/b.yaml"], {}, "environments"],
  ["a file that only needs another name", ["environments/a.yml", "examples/b.yaml"], {}, "environments"],
  ["the examples where there are no own environments", ["examples/b.yaml"], {}, "examples"],
  ["the examples beside a folder without YAML", ["environments/notes.md", "examples/b.yaml"], {}, "examples"],
  ["the examples beside a hidden file", ["environments/.a.yaml", "examples/b.yaml"], {}, "examples"],
  ["the folder for own environments where there is none", [], {}, "environments"],
  ["the folder of the variable", ["environments/a.yaml"], { ENVIRONMENTS_DIR: "live" }, "live"],
  ["the default for an empty variable", ["environments/a.yaml"], { ENVIRONMENTS_DIR: "" }, "environments"],
])("commands read %s", (which, files, variables, expected) => {
  expect(environmentsDirIn(variables, rootWith(which.replaceAll(" ", "-"), files))).toBe(expected);
});
