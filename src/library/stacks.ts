import { type App, type TerraformStack } from "cdktf";
import { type Environments, type EnvironmentsProps, type Layer } from "../../lib/stacks";
import { LayerStack } from "../platform/layer-stack";
import { nearest } from "../base/did-you-mean";
import { UserError, userError } from "../base/errors";
import { LAYERS, stackName } from "../base/layers";
import { environmentsDirIn, type Variables } from "../project/options";
import { addStacks } from "../synth/app";
import { withLocks } from "../synth/checked";
import { readInputs, refusedRun } from "../synth/inputs";
import { completeOutput } from "./output";

/** Values of the process that the library reads. */
export interface ProcessProps {
  readonly variables: Variables;
  /** The current day, as an ISO date. */
  readonly today: string;
}

/** Lists that receive the refusals of an App, whose synth then throws none. */
export const REFUSALS = new WeakMap<App, string[]>();

/** The function of lib/stacks.d.ts. */
export function addEnvironments(
  app: App,
  { environmentsDir: given, environments: only }: EnvironmentsProps,
  { variables, today }: ProcessProps,
): Environments {
  const environmentsDir = given ?? environmentsDirIn(variables);
  const { environments, locks, errors, refused } = readInputs(
    environmentsDir,
    only,
    "addEnvironments: environments",
  );
  if (errors.length > 0) throw refusedRun(errors, refused);
  const before = new Set(app.node.children);
  try {
    addStacks(app, withLocks(environments, locks));
  } catch (error) {
    for (const { node } of app.node.children.filter((each) => !before.has(each)))
      app.node.tryRemoveChild(node.id);
    throw error;
  }
  app.node.addValidation({
    validate: () => {
      const refusals = completeOutput(app, { environmentsDir, environments, locks, today });
      const received = REFUSALS.get(app);
      received?.push(...refusals);
      return received ? [] : [...refusals];
    },
  });
  const names = environments.map(({ name }) => name);
  return { names, stack: (environment, layer) => stackOf(app, names, environment, layer) };
}

/** Whether an error is for the user, and no defect of this program. */
export const isUserError = (error: unknown): boolean => error instanceof UserError;

/** Whether an App has environments. */
export const hasEnvironments = (app: App): boolean =>
  app.node.children.some((each) => each instanceof LayerStack);

function stackOf(app: App, names: readonly string[], environment: string, layer: Layer): TerraformStack {
  const place = `stack(${JSON.stringify(environment)}, ${JSON.stringify(layer)})`;
  if (!names.includes(environment)) throw unknownName(place, environment, names);
  if (!LAYERS.includes(layer)) throw unknownName(place, layer, LAYERS);
  return app.node.findChild(stackName(environment, layer)) as TerraformStack;
}

/** An unknown name of something that has these names. */
export function unknownName(place: string, got: string, names: readonly string[]): UserError {
  const meant = nearest(got, names);
  return userError({
    place,
    got,
    expected: names.join(", "),
    fix: meant === undefined ? "write one of these names" : `write ${meant}`,
  });
}
