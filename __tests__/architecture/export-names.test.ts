import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { groupBy } from "../../src/base/group-by";

const SRC = resolve(__dirname, "../../src");

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const textOf = (file: string): string => readFileSync(join(SRC, file), "utf8");

/** Files that scripts write: their names follow the provider and the folders of parts. */
const isGenerated = (file: string): boolean => /(^|\/)generated\//.test(file);

/** Exports by file and name that a registry reads from each part under one name, and the settings of parts. */
const contract = new Set(
  files.flatMap((file) =>
    isGenerated(file)
      ? [...textOf(file).matchAll(/import \{ (?:type )?(\w+) as \w+ \} from "[./]+\/([\w/-]+)"/g)].map(
          ([, name, path]) => `${path?.replace(/^(?:parts\/)?/, "parts/")}.ts ${name}`,
        )
      : /^parts\/[\w-]+\/settings\.ts$/.test(file)
        ? [`${file} settings`]
        : [],
  ),
);

const EXPORT = /^export (?:async |abstract )?(?:const|function\*?|class|interface|type|enum) (\w+)/gm;

test("two files export no name in common, except names that every part gives to a registry", () => {
  const exports = files
    .filter((file) => !isGenerated(file))
    .flatMap((file) => [...textOf(file).matchAll(EXPORT)].map(([, name = ""]) => ({ file, name })))
    .filter(({ file, name }) => !contract.has(`${file} ${name}`));
  expect(exports.length).toBeGreaterThan(3_000);
  expect(contract.size).toBeGreaterThan(30);
  const filesByName = groupBy(exports, ({ name }) => name);
  const shared = [...filesByName].filter(([, all]) => new Set(all.map(({ file }) => file)).size > 1);
  expect(shared.map(([name, all]) => `${name}: ${all.map(({ file }) => file).join(", ")}`)).toEqual([]);
});
