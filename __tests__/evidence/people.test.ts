import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { kindsOfClusters } from "../../src/checks/identity/purposes.json";

const FOLDER = dirname(require.resolve("kubernetes-models/package.json"));

/** Folders of stable versions, as paths with slashes. The API removed the group `extensions`. */
const VERSIONS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter(
  (path) => /(^|\/)v\d+$/.test(path) && !path.startsWith("extensions/"),
);

const pluralOf = (kind: string): string => {
  if (kind === "endpoints") return kind;
  if (kind.endsWith("y")) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith("s") ? `${kind}es` : `${kind}s`;
};

/** Kinds of which the API returns lists, as `plural.group`. */
const kinds = VERSIONS.flatMap((path) => {
  const group = path.includes("/") ? `.${dirname(path)}` : "";
  return readdirSync(`${FOLDER}/${path}`).flatMap((file) => {
    const [, kind] = /^([A-Z]\w+)List\.d\.ts$/.exec(file) ?? [];
    return kind === undefined ? [] : [`${pluralOf(kind.toLowerCase())}${group}`];
  });
});

test("auditors read every kind of the API but Secrets, and one that the API deprecates", () => {
  const others = ["componentstatuses", "secrets"];
  expect([...kindsOfClusters.kinds].sort()).toEqual(
    [...new Set(kinds)].filter((kind) => !others.includes(kind)).sort(),
  );
});
