import { type AcceptedBlock } from "../../src/infrastructure/accepted-blocks";
import { NOTHING_STATED, type Stated } from "../../src/infrastructure/stated";
import { acceptedBlocksSection } from "../../src/review/acceptances/accepted-blocks";
import { plain } from "../../src/review/stages/phrase";

const ENTRY: AcceptedBlock = {
  index: 0,
  address: "aws_x.a",
  digest: "bcdfghjklmnpqrst",
  reason: "no secret",
  until: "2027-01-31",
};

const stated = (...entries: readonly AcceptedBlock[]): Stated => ({
  ...NOTHING_STATED,
  acceptedBlocks: entries,
});

/** Lines with their levels. */
const linesOf = (before: Stated, after: Stated): string[] =>
  acceptedBlocksSection(before, after).flatMap(({ lines }) =>
    lines.map(({ level, text }) => `${level}: ${plain(text)}`),
  );

test("equal entries have no section", () => {
  expect(acceptedBlocksSection(stated(ENTRY), stated(ENTRY))).toEqual([]);
  expect(acceptedBlocksSection(NOTHING_STATED, NOTHING_STATED)).toEqual([]);
});

test.each([
  [
    "a new entry",
    NOTHING_STATED,
    stated(ENTRY),
    "attention: aws_x.a is accepted until 2027-01-31, although no check judges all of it: no secret",
  ],
  [
    "a longer entry",
    stated(ENTRY),
    stated({ ...ENTRY, until: "2028-01-31" }),
    "attention: aws_x.a is accepted until 2028-01-31, before until 2027-01-31: no secret",
  ],
  [
    "another reason",
    stated(ENTRY),
    stated({ ...ENTRY, reason: "it is old" }),
    "attention: aws_x.a is accepted for another reason: it is old, before: no secret",
  ],
  [
    "a removed entry",
    stated(ENTRY),
    NOTHING_STATED,
    "info: aws_x.a is no longer accepted; it was: no secret",
  ],
])("%s is a line", (_, before, after, line) => {
  expect(linesOf(before, after)).toEqual([line]);
});

test("an entry of an edited block is a new one", () => {
  expect(linesOf(stated(ENTRY), stated({ ...ENTRY, digest: "tsrqpnmlkjhgfdcb" }))).toEqual([
    expect.stringMatching(/^attention: aws_x\.a is accepted until/) as string,
    expect.stringMatching(/^info: aws_x\.a is no longer accepted/) as string,
  ]);
});
