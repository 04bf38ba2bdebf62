import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Check } from "../../src/checks/check";
import { LISTED_CHECKS } from "../../src/checks/listed";
import { JUDGING as MANIFEST_CHECKS } from "../../src/parts/argo-cd/checks";

const SRC = join(__dirname, "../../src");

const KNOWN: ReadonlyMap<string, Check> = new Map(
  [...LISTED_CHECKS, ...MANIFEST_CHECKS].map((check) => [check.id, check]),
);

const rows = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)checks\/(?:.*\/)?texts\.json$/.test(file))
  .flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(join(SRC, file), "utf8")) as Record<string, object>).map(
      ([id, texts]): [string, string, object] => [id, file, texts],
    ),
  );

test("each row of texts is the one row of its check", () => {
  expect(rows.length).toBeGreaterThan(340);
  expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
});

test.each(rows)("the texts of %s in %s are those that its check shows", (id, _, texts) => {
  expect(KNOWN.get(id)).toMatchObject(texts);
});

test("a row of texts has no key that no check has", () => {
  const keys = [
    ...["severity", "title", "why", "fix", "source", "after", "scannerRules", "stricterThan"],
    ...["measures", "isOutage", "actsLater"],
  ];
  const others = rows.flatMap(([id, , texts]) =>
    Object.keys(texts).flatMap((key) => (keys.includes(key) ? [] : [`${id}.${key}`])),
  );
  expect(rows.length).toBeGreaterThan(340);
  expect(others).toEqual([]);
});

test("each check is in the list that runs apply", () => {
  const ids = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)checks\/(?:.*\/)?[\w-]+\.ts$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(SRC, file), "utf8").matchAll(
          /(?:: Check = |: )\{[^{}]*?\.\.\.ruleOf\(TEXTS, "([^"]+)"\)/g,
        ),
      ].map(([, id = ""]) => id),
    );
  expect(ids.length).toBeGreaterThan(340);
  expect(ids.sort()).toEqual(LISTED_CHECKS.map(({ id }) => id).sort());
});
