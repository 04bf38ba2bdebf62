import { extname } from "node:path";
import { ACCESS_LOG_SENTENCES } from "./access-logs";
import { ARGO_CD_SENTENCES } from "./argo-cd";
import { SENTENCE_CASES } from "./all";
import { KNOWN_SENTENCES } from "./read-sentences";
import { saidLines } from "./said-lines";
import { TOPIC_TEXTS } from "./topic-texts";
import { withoutCase } from "./without-case";

test.each(SENTENCE_CASES.map((of) => [of.lines[0], of] as const))("%s", (_, of) => {
  expect(saidLines(of).lines).toEqual(of.lines);
});

test("the sentences are those of rows, those that code names, and those in code", () => {
  const rows = KNOWN_SENTENCES.map(({ row }) => row.split(",")[0]);
  expect(new Set(rows)).toEqual(new Set(["sentences.json", "named-sentences.json"]));
  expect(new Set(TOPIC_TEXTS.map(({ file }) => extname(file)))).toEqual(new Set([".ts", ".json"]));
});

test("each sentence has a case", () => {
  const found = withoutCase(SENTENCE_CASES);
  expect(found.map(({ topic, id, row }) => `${topic}: "${id}" has no case (${row})`)).toEqual([]);
});

test("sentences of rows, those that code names, and texts in code have no case without theirs", () => {
  const theirs = [...ARGO_CD_SENTENCES, ...ACCESS_LOG_SENTENCES];
  const found = withoutCase(SENTENCE_CASES.filter((of) => !theirs.includes(of)));
  const topics = new Set(found.map(({ topic }) => topic));
  expect(topics).toEqual(new Set(["Argo CD", "Access logs", "People of pages", "client-paths.ts"]));
});
