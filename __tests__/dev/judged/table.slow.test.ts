import { additionsTo } from "../../../dev/judged/additions";
import { probedEnvironments } from "../../../dev/judged/environments";
import { readTable, textsOf } from "../../../dev/judged/files";
import { OF_ANY_ARGUMENT, joined, judgedOf } from "../../../dev/judged/judge";
import { sampledTypes } from "../../../dev/judged/samples";
import { CHECKS } from "../../../src/checks/all";
import { HARMLESS } from "../../../src/evidence/harmless";
import { readFileSync } from "node:fs";
import { GENERIC_CHECKS } from "../../../dev/mutate/generic-checks";
import { TODAY } from "../../support/findings";

const TABLE = readTable(".");
const sampled = new Map(sampledTypes(probedEnvironments()).map((each) => [each.key, each]));

/** Types that are tried again here. `.ci/full` tries all of them. */
const SAMPLE = ["aws_s3_bucket_versioning", "aws_sqs_queue", "aws_iam_role_policy", "aws_route"];

test.each(SAMPLE)("the table has what checks judge of %s", (type) => {
  const found = sampled.get(type);
  if (!found) throw new Error(`no environment has ${type}`);
  const additions = additionsTo("resource", type, found.others);
  const judged = found.samples.map((sample) => judgedOf({ sample, additions, checks: CHECKS, today: TODAY }));
  expect(judged.reduce(joined)).toEqual(TABLE[type]);
});

test("the files of the table have the form that the command writes", () => {
  for (const [file, text] of textsOf(TABLE))
    expect(readFileSync(`src/evidence/judged/${file}`, "utf8")).toBe(text);
});

test("the table names checks that exist, and types that environments have", () => {
  const ids = new Set(CHECKS.map(({ id }) => id));
  const named = Object.values(TABLE).flatMap(({ own, generated = {} }) =>
    [...Object.values(own), ...Object.values(generated)].flat(),
  );
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  expect(Object.keys(TABLE).filter((type) => !sampled.has(type))).toEqual([]);
});

test("the checks that judge no argument exist", () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...GENERIC_CHECKS, ...OF_ANY_ARGUMENT]));
});

test("no check judges arguments of a third of all types: it would read names or references in every argument", () => {
  const types = new Map<string, Set<string>>();
  for (const [type, { own, generated = {} }] of Object.entries(TABLE))
    for (const id of [...Object.values(own), ...Object.values(generated)].flat())
      types.set(id, (types.get(id) ?? new Set()).add(type));
  const most = Object.keys(TABLE).length / 3;
  expect([...types].filter(([, { size }]) => size > most).map(([id]) => id)).toEqual([]);
});

test("each harmless argument has a reason", () => {
  const rows = [HARMLESS.common, ...Object.values(HARMLESS.blocks), ...Object.values(HARMLESS.types)].flat();
  expect(rows.filter(({ reason, arguments: names }) => reason.length < 8 || names.length === 0)).toEqual([]);
  expect(HARMLESS.notRead.filter(({ reason }) => reason.length < 8)).toEqual([]);
});
