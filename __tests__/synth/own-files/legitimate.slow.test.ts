import { join } from "node:path";
import { formatProblem } from "../../../src/environment/problems";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { configurationsIn } from "../../support/own-configurations";
import { foundInOwnFile } from "../../support/own-file-findings";
import { planOf } from "../../support/reference-plans";

const CONFIGURATIONS = configurationsIn(join(__dirname, "legitimate"));

let entries = 0;

afterAll(() => {
  process.stdout.write(
    `entries of acceptedBlocks: ${entries} for ${CONFIGURATIONS.length} legitimate configurations\n`,
  );
});

test("there are eighty-one configurations", () => {
  expect(CONFIGURATIONS).toHaveLength(81);
});

test.each(CONFIGURATIONS.map((each) => [each.path, each] as const))(
  "%s has no error, and needs at most one entry of acceptedBlocks",
  (path, configuration) => {
    const { environment, layer, name, text } = configuration;
    const problems = problemsOfOwnFiles([{ name, path, text }], planOf(environment).stack(layer));
    expect(problems.map(formatProblem)).toEqual([]);
    const { errors, open } = foundInOwnFile(configuration);
    expect(errors).toEqual([]);
    entries += open.length;
    expect(open.slice(1)).toEqual([]);
  },
);
