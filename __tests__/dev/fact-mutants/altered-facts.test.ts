import { resolve } from "node:path";
import { FactScore } from "../../../dev/fact-mutants/score";
import { facts } from "./altered-facts.json";

const SCORE = new FactScore(resolve(__dirname, "../../.."));

test("thirteen facts were changed in trials", () => {
  expect(facts.length).toBe(13);
});

test.each(facts)("$what: another value at $file $fact differs from a second source", ({ file, fact }) => {
  const [scored] = SCORE.scoresOf(file, fact);
  expect(scored?.fact).toBe(fact);
  expect(scored?.by).not.toEqual([]);
});
