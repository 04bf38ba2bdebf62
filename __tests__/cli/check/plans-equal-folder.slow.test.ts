import { join } from "node:path";
import { LAYERS } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { halfOfRow } from "../../support/covering-sample";
import { ENVIRONMENTS } from "../../support/environments";
import { withoutWords } from "../../support/module-findings";
import { publishTo, workFolder } from "../../support/published-output";
import { HandedModules } from "./handed-modules";
import { NEW, PlanFiles, TITLED_SHAPES, found } from "./plan-files";

const work = workFolder("plans-equal-folder");
const plans = new PlanFiles(work);
const handed = new HandedModules(work);

interface Published {
  readonly folder: string;
  /** Findings of the folder alone. */
  readonly expected: readonly Editable[];
}

const inModule = (...args: string[]): object[] => found(...args).map(withoutWords);

const published = new Map<string, Published>();

/** An output folder with one environment, since the command checks every environment of a folder. */
function folderOf(environment: string): Published {
  const known = published.get(environment);
  if (known) return known;
  const folder = join(work, environment);
  publishTo(folder, { [environment]: {} });
  const made = { folder, expected: found("--in", folder) };
  published.set(environment, made);
  return made;
}

/** In `npm test`, an environment with a new network, and one with an existing network. */
describe.each(ENVIRONMENTS)("%s", (environment) => {
  const row = ENVIRONMENTS.indexOf(environment);

  test("the folder has findings", () => {
    expect(folderOf(environment).expected).not.toEqual([]);
  });

  test.each(halfOfRow(TITLED_SHAPES, row))(
    "plans of all synthesized stacks have the findings of the folder: %s",
    (_, shape) => {
      const { folder, expected } = folderOf(environment);
      expect(found("--in", folder, ...plans.ofAll(environment, shape))).toEqual(expected);
    },
  );

  test.each(halfOfRow(TITLED_SHAPES, row + 1))(
    "plans of all handed-over modules have the findings of the folder: %s",
    async (_, shape) => {
      const { folder, expected } = folderOf(environment);
      const module = await handed.folderOf(environment, shape.syntax, folder);
      const args = plans.ofAll(environment, shape, (layer) => handed.module(environment, layer));
      expect(inModule("--module", module, ...args)).toEqual(expected.map(withoutWords));
    },
  );

  test.each(halfOfRow(LAYERS, row))("a plan of %s alone has the findings of the folder", (layer) => {
    const { folder, expected } = folderOf(environment);
    expect(found("--in", folder, "--plan", plans.of(environment, layer, NEW))).toEqual(expected);
  });
});

test.each(LAYERS)(
  "a plan of the handed-over %s of retail-forecast alone has the findings of the folder",
  async (layer) => {
    const environment = "retail-forecast";
    const { folder, expected } = folderOf(environment);
    const module = await handed.folderOf(environment, "json", folder);
    const file = plans.of(environment, layer, NEW, { module: handed.module(environment, layer) });
    expect(inModule("--module", module, "--plan", file)).toEqual(expected.map(withoutWords));
  },
);
