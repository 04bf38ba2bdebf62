import { join } from "node:path";
import { formatProblem } from "../../../src/environment/problems";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { type Configuration, configurationsIn } from "../../support/own-configurations";
import { foundInOwnFile } from "../../support/own-file-findings";
import { planOf } from "../../support/reference-plans";

const CONFIGURATIONS = configurationsIn(join(__dirname, "../../support/legitimate/own-files"));

/** The lines `# found: check address` of a file. */
const expectedIn = (text: string): string[] =>
  [...text.matchAll(/^# found: (.+)$/gm)].map(([, line = ""]) => line);

const CASES = CONFIGURATIONS.map((each) => [each.path, each] as const);

function expectAccepted(configuration: Configuration): void {
  const { path, environment, layer, name, text } = configuration;
  const problems = problemsOfOwnFiles([{ name, path, text }], planOf(environment).stack(layer));
  expect(problems.map(formatProblem)).toEqual([]);
  const { all } = foundInOwnFile(configuration);
  const expected = expectedIn(text);
  expect(all.filter((line) => !expected.some((each) => line.startsWith(`${each}:`)))).toEqual([]);
  expect(expected.filter((each) => !all.some((line) => line.startsWith(`${each}:`)))).toEqual([]);
}

test.each(CASES)("%s is accepted, with its rightful findings alone", (_, configuration) =>
  expectAccepted(configuration),
);
