import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { imageLockPath, lockText, readDigests, readLock } from "../../src/project/image-lock";
import { type ImageList, imageListOf } from "../../src/project/image-list";
import { digestKey, digestsIn, withDigests } from "../../src/project/image-lock/digests";
import { environmentPlan } from "../support/altered";
import { planOf } from "../support/reference-plans";

const list = imageListOf(environmentPlan(planOf("retail-forecast")));
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const [image] = list.images;
const key = digestKey(image ?? {}) ?? "";

/** A folder of environments with a lock of retail-forecast. */
function withLock(text: string): string {
  const environments = join(mkdtempSync(join(tmpdir(), "image-lock-")), "environments");
  const file = imageLockPath(environments, "retail-forecast");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return environments;
}

const word = fc.stringMatching(/^[a-z0-9][a-z0-9./_+-]{0,30}$/);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`);
const entries = fc.uniqueArray(fc.record({ source: word, tag: word, digest: fc.option(digest) }), {
  selector: ({ source, tag }) => `${source}:${tag}`,
});

test("IMG-01 a written lock has the digests of its list, with any names", () => {
  fc.assert(
    fc.property(entries, (each) => {
      const images = each.map(({ digest: sum, ...rest }) => ({
        ...rest,
        ...(sum === null ? {} : { digest: sum }),
        platforms: ["linux/amd64"],
        usedBy: ["platform/x" as const],
      }));
      const written: ImageList = { ...list, images };
      expect(readLock(withLock(lockText(written)), "retail-forecast")?.digests).toEqual(digestsIn(written));
    }),
    { numRuns: 40 },
  );
});

test("IMG-01 a recorded digest is kept while source and tag are the same", () => {
  const recorded = digestsIn(withDigests(list, new Map([[key, DIGEST]])));
  expect(withDigests(list, recorded).images[0]?.digest).toBe(DIGEST);
});

test("IMG-01 another tag has no recorded digest", () => {
  const images = list.images.map((each) => ({ ...each, tag: "v9.9.9" }));
  expect(withDigests({ ...list, images }, new Map([[key, DIGEST]])).images[0]).not.toHaveProperty("digest");
});

test("IMG-01 a digest of the configuration precedes a recorded one", () => {
  const images = list.images.map((each) => ({ ...each, digest: OTHER }));
  expect(withDigests({ ...list, images }, new Map([[key, DIGEST]])).images[0]?.digest).toBe(OTHER);
});

test("IMG-01 digests of the script are added to recorded ones", () => {
  const read = readDigests("e.digests", `${key} ${DIGEST}\n`, new Map([["chart c/d:1", OTHER]]));
  expect([...read]).toEqual([
    ["chart c/d:1", OTHER],
    [key, DIGEST],
  ]);
});

test.each([
  ["a digest that differs from the recorded one", `${key} ${OTHER}`, "the recorded digest"],
  ["a line of another form", "hello", "image SOURCE:TAG DIGEST"],
  ["an invalid digest", `${key} sha256:1`, "image SOURCE:TAG DIGEST"],
])("IMG-01 the digests of the script are refused with %s, at its line", (_, line, expected) => {
  const read = () => readDigests("e.digests", `\n${line}\n`, new Map([[key, DIGEST]]));
  expect(read).toThrow(/^e\.digests:2/);
  expect(read).toThrow(expected);
});

test.each([
  ["a conflict marker", (text: string) => `<<<<<<< HEAD\n${text}`, ":1"],
  ["a key of a user", (text: string) => `mine: 1\n${text}`, "mine"],
  [
    "an invalid digest",
    (text: string) => text.replace("    platforms:", "    digest: abc\n    platforms:"),
    "digest",
  ],
  [
    "the name of another environment",
    (text: string) => text.replace("environment: retail-forecast", "environment: mlapp"),
    "the lock of mlapp",
  ],
])("IMG-01 a lock with %s is refused", (_, edit, message) => {
  expect(() => readLock(withLock(edit(lockText(list))), "retail-forecast")).toThrow(message);
});
