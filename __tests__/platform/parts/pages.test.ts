import { readdirSync } from "node:fs";
import { join } from "node:path";
import { COMPONENTS } from "../../../src/parts/generated/registry";
import { ROOT, documents, linkedFrom } from "../../support/documents";

const PAGES = "docs/parts";

const all = documents();
const pages = readdirSync(join(ROOT, PAGES));
const parts = readdirSync(join(ROOT, "src/parts"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "generated")
  .map(({ name }) => name);
const withKeys = COMPONENTS.filter(({ settings }) => settings !== undefined).map(({ id }) => id);

/** Documents beside a page that link to it. */
const linkingTo = (page: string): string[] =>
  [...all].flatMap(([path, text]) => (path !== page && linkedFrom(path, text).includes(page) ? [path] : []));

test("parts and pages are read", () => {
  expect(parts.length).toBeGreaterThan(20);
  expect(withKeys.length).toBeGreaterThan(10);
  expect(pages.length).toBeGreaterThan(10);
});

test.each(withKeys)("%s, which a file enables by its key, has a page that names the key", (id) => {
  expect(pages).toContain(`${id}.md`);
  expect(all.get(`${PAGES}/${id}.md`)).toContain(`\`components.${id}`);
});

/** Kinds of models whose program is no part. */
const KINDS = ["llm"];

test.each(pages)(
  "the page %s is of a part or of a kind of models, and another document links to it",
  (page) => {
    expect([...parts, ...KINDS].filter((id) => page === `${id}.md` || page.startsWith(`${id}-`))).not.toEqual(
      [],
    );
    expect(linkingTo(`${PAGES}/${page}`)).not.toEqual([]);
  },
);
