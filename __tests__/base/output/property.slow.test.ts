import fs from "node:fs";
import * as fc from "fast-check";
import { UserError } from "../../../src/base/errors";
import { Output } from "./output";
import { synthOf, type Tree } from "../tree";

beforeAll(() => jest.spyOn(fs, "fsyncSync").mockReturnValue()); // power failures are out of scope here
afterAll(() => jest.restoreAllMocks());

/** Few names and contents, so that old and new files, and files of synth and user, often coincide. */
const name = fc.constantFrom("x", "y");
const file = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const content = fc.constantFrom("1", "2");
const files = fc.dictionary(file, content, { maxKeys: 3 }).map(withoutClashes);
const stackName = fc.constantFrom("dev-a", "dev-b", "prod-a", "prod-b");

const synth = fc
  .dictionary(stackName, fc.tuple(content, files))
  .map((stacks) =>
    synthOf(
      Object.fromEntries(
        Object.entries(stacks).map(([stack, [main, more]]) => [stack, { ...more, "cdk.tf.json": main }]),
      ),
    ),
  );

const mine = fc
  .dictionary(
    fc.tuple(stackName, file).map(([stack, path]) => `stacks/${stack}/${path}`),
    content,
    { maxKeys: 3 },
  )
  .map(withoutClashes);

/** Drops each file whose path is a folder of another file. */
function withoutClashes(tree: Record<string, string>): Tree {
  const entries = Object.entries(tree);
  return Object.fromEntries(entries.filter(([a]) => !entries.some(([b]) => b.startsWith(`${a}/`))));
}

const clash = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

const without = (tree: Tree, other: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([a]) => !Object.keys(other).some((b) => clash(a, b))));

const isBlocked = (next: Tree, users: Tree): boolean =>
  Object.entries(next).some(([a, text]) =>
    Object.entries(users).some(([b, own]) => clash(a, b) && !(a === b && text === own)),
  );

test("a commit leaves exactly the new synth and the user's files, or fails and leaves the folder unchanged", () => {
  let refusals = 0;
  fc.assert(
    fc.property(synth, synth, mine, (old, next, all) => {
      const output = new Output();
      const users = without(all, old);
      output.commit(old);
      output.add(users);
      if (isBlocked(next, users)) {
        refusals += 1;
        expect(() => output.commit(next)).toThrow(UserError);
        expect(output.read()).toEqual({ ...old, ...users });
      } else {
        output.commit(next);
        expect(output.read()).toEqual({ ...next, ...users });
        expect(output.commit(next).written).toEqual([]);
      }
      expect(output.leftovers()).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(refusals).toBeGreaterThan(0);
});

test("a commit of one environment replaces its stacks and keeps those of the other environment", () => {
  const only = (tree: Tree, environment: string): Tree => {
    const stacks: Record<string, Record<string, string>> = {};
    for (const [path, text] of Object.entries(tree)) {
      const [, stack = "", ...rest] = path.split("/");
      if (stack.startsWith(`${environment}-`)) (stacks[stack] ??= {})[rest.join("/")] = text;
    }
    return synthOf(stacks);
  };
  fc.assert(
    fc.property(synth, synth, (old, next) => {
      const output = new Output(old);
      output.commit(only(next, "prod"), { isOutOfScope: (stack) => stack.startsWith("dev-") });
      const [ofDev, ofProd] = [only(old, "dev"), only(next, "prod")];
      const whole = { stacks: { ...stacksOf(ofDev), ...stacksOf(ofProd) }, version: "0.21.0" };
      const published = output.read();
      expect(JSON.parse(published["manifest.json"] ?? "")).toEqual(whole);
      expect({ ...published, "manifest.json": "" }).toEqual({ ...ofDev, ...ofProd, "manifest.json": "" });
      output.commit(next);
      expect(output.read()).toEqual(new Output(next).read());
    }),
    { numRuns: 40 },
  );
});

const stacksOf = (tree: Tree): object =>
  (JSON.parse(tree["manifest.json"] ?? "{}") as { stacks: object }).stacks;
