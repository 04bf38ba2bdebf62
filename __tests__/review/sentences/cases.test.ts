import { SENTENCE_CASES } from "./all";
import open from "./open.json";
import { saidLines } from "./said-lines";
import { withoutCase } from "./without-case";

test.each(SENTENCE_CASES.map((of) => [of.lines[0], of] as const))("%s", (_, of) => {
  expect(saidLines(of).lines).toEqual(of.lines);
});

/** Ids of sentences without a case, by topic. The list only gets shorter. */
const OPEN: Readonly<Record<string, readonly string[]>> = open;

test("each sentence has a case, or is in the list of those that never had one", () => {
  const found = withoutCase(SENTENCE_CASES).filter(({ topic, id }) => !OPEN[topic]?.includes(id));
  expect(found.map(({ topic, id, row }) => `${topic}: "${id}" has no case (${row})`)).toEqual([]);
});

test("no sentence of the list has a case", () => {
  const without = withoutCase(SENTENCE_CASES).map(({ topic, id }) => `${topic}: ${id}`);
  const listed = Object.entries(OPEN).flatMap(([topic, ids]) => ids.map((id) => `${topic}: ${id}`));
  expect(listed.filter((each) => !without.includes(each))).toEqual([]);
});
