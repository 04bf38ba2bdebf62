import fc from "fast-check";
import { stringify } from "yaml";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";
import { base64, compare } from "./long-values";

/** Objects with lists of named and nameless objects, as values of charts have them. */
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.stringMatching(/^[a-z ]{1,12}$/), fc.integer({ min: 1, max: 99 }), fc.boolean()),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("value"), { minKeys: 1, maxKeys: 4 }),
    fc
      .uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,6}$/), value: tie("value") }), {
        selector: ({ name }) => name,
        minLength: 1,
        maxLength: 4,
      })
      .map((items): Json => items),
  ),
})).value;
const document = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { minKeys: 1, maxKeys: 5 });

type Place = readonly (string | number)[];

/** Places of scalars, without the names that identify the items of lists. */
function scalars(held: Json, at: Place = []): Place[] {
  if (held === null || typeof held !== "object") return at[at.length - 1] === "name" ? [] : [at];
  if (Array.isArray(held))
    return (held as readonly Json[]).flatMap((item, index) => scalars(item, [...at, index]));
  return Object.entries(held).flatMap(([key, item]) => scalars(item as Json, [...at, key]));
}

function edited(held: Json, places: readonly Place[]): Json {
  const copy: unknown = structuredClone(held);
  places.forEach((place, index) => {
    let holder = copy as Record<string | number, unknown>;
    for (const key of place.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
    holder[place[place.length - 1] ?? ""] = `EDITED ${index}`;
  });
  return copy as Json;
}

/** Texts of a document, each in an argument that holds such texts. */
const WRITTEN: readonly [name: string, type: string, write: (held: Json) => JsonObject][] = [
  ["JSON", "helm_release", (held) => ({ values: [JSON.stringify(held)] })],
  ["YAML", "helm_release", (held) => ({ values: [stringify({ held })] })],
  [
    "indented JSON",
    "kubernetes_config_map_v1",
    (held) => ({ data: { "a.json": JSON.stringify(held, null, 2) } }),
  ],
  [
    "YAML in JSON",
    "helm_release",
    (held) => ({ values: [JSON.stringify({ file: `${stringify({ held })}\n` })] }),
  ],
  ["user data", "aws_launch_template", (held) => ({ user_data: base64(JSON.stringify(held)) })],
];

test.each(WRITTEN)("random edits in %s are found, and nothing else is", (_, type, write) => {
  fc.assert(
    fc.property(document, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (held, picks) => {
      const places = scalars(held);
      fc.pre(places.length > 0);
      const chosen = [...new Set(picks.map((pick) => places[pick % places.length] as Place))];
      const edits = compare(type, write(held), write(edited(held, chosen)));
      expect(edits.map(({ after }) => after).sort()).toEqual(
        chosen.map((_place, index) => `EDITED ${index}`),
      );
      for (const { difference } of edits) expect(difference).toBe("changed");
    }),
    { numRuns: 300 },
  );
});

test("random edits of lines are found, and nothing else is", () => {
  const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lines, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (texts, picks) => {
      const chosen = new Set(picks.map((pick) => pick % texts.length));
      const after = texts.map((text, index) => (chosen.has(index) ? `EDITED ${index}` : text));
      const script = (all: readonly string[]): JsonObject => ({
        data: { a: ["#!/bin/sh", ...all].join("\n") },
      });
      const edits = compare("kubernetes_config_map_v1", script(texts), script(after));
      expect(edits.map(({ path, before, after: now }) => [path, before, now])).toEqual(
        [...chosen]
          .sort((one, other) => one - other)
          .map((index) => [`data.a[line ${index + 2}]`, texts[index], `EDITED ${index}`]),
      );
    }),
    { numRuns: 300 },
  );
});
