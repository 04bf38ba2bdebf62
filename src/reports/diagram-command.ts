import { Option } from "commander";
import { commandOf, type CommandOutput, runCommand, stepOf } from "../base/command-line";
import { nearest } from "../base/did-you-mean";
import { userError } from "../base/errors";
import { changedDrawing } from "./diagram/changes";
import { type Drawing } from "./diagram/drawing";
import { mermaidOf } from "./diagram/mermaid";
import { networkDrawing } from "./network";
import { modelNames, requestDrawing } from "./diagram/request";
import { svgOf } from "./svg";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import {
  type Variables,
  VARIABLES_HELP,
  baseOption,
  chosenNames,
  environmentsOption,
  inOption,
  namedFolder,
} from "../project/options";
import { refuseChangedInputs } from "../project/changed-inputs";
import { type Input, type InputOptions, moduleOption, plansIn, withInput, withSide } from "../project/input";
import { jsonOption, reportText, writePages } from "../project/command-report";
import { withSides } from "../project/synthesized-sides";

export interface DiagramProps {
  /** Folder of the program. */
  readonly root: string;
  /** Start file of this program, for a repository with environments only. @default - the repository has the program */
  readonly startFile?: string;
  readonly variables: Variables;
}

interface Options extends InputOptions {
  readonly model?: string;
  readonly before?: string;
  readonly base?: string;
  readonly format: Format;
  readonly out?: string;
  readonly json?: true;
}

type Format = "svg" | "mermaid";
type Page = Parameters<typeof writePages>[1][number];

const ENDINGS: Readonly<Record<Format, string>> = { svg: "svg", mermaid: "mmd" };

/** Draws the environments in an output folder. Returns the exit status. */
export function runDiagram(args: readonly string[], props: DiagramProps, output: CommandOutput): number {
  const program = commandOf("show diagram", [
    "--environments mlapp --out pictures",
    "--environments mlapp --base main --out pictures",
  ])
    .description(
      "Draws the network of each environment, or the request path of one model, from synthesized Terraform JSON. " +
        "It needs no account and no network. docs/guide/diagrams.md explains the pictures.",
    )
    .addOption(inOption(props.variables))
    .addOption(moduleOption(["base"]))
    .addOption(environmentsOption(props.variables))
    .option("--model <name>", "draw the path of a request to this model, from its clients to its pods")
    .addOption(
      new Option("--before <dir>", "mark what changes since this output folder of synth").conflicts("base"),
    )
    .addOption(baseOption())
    .addOption(
      new Option("--format <format>", "format of the pictures").choices(Object.keys(ENDINGS)).default("svg"),
    )
    .option(
      "--out <dir>",
      "folder to write a picture of each environment to, or one file, instead of the terminal",
    )
    .addOption(jsonOption("show diagram"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const drawings =
      options.base === undefined
        ? withInput(options, output, (input) => drawingsIn(input, options, output))
        : drawingsSince(options.base, options, namedFolder(program), props, output);
    if (options.json) {
      output.out(
        reportText("show diagram", {
          diagrams: drawings.map(({ name, drawing }) => ({ environment: name, ...drawing })),
        }),
      );
      return 0;
    }
    const render = options.format === "mermaid" ? mermaidOf : svgOf;
    const { model, out, format } = options;
    const pictures = drawings.map(({ name, drawing }) => {
      output.step?.(`drawing ${name}`);
      return { name: model === undefined ? name : `${name}-${model}`, text: render(drawing) };
    });
    if (out === undefined) output.out(onlyOne(pictures).text);
    else writePages(out, pictures, ENDINGS[format], output);
    return 0;
  });
}

interface Named {
  readonly name: string;
  readonly drawing: Drawing;
}

/** `given` is the folder after the change; undefined if the checkout is synthesized. */
function drawingsSince(
  ref: string,
  options: Options,
  given: string | undefined,
  props: DiagramProps,
  output: CommandOutput,
): Named[] {
  if (given !== undefined) refuseChangedInputs(given, output);
  return withSides({ ref, after: given, ...props, ...stepOf(output) }, (sides) =>
    changed(plansIn(sides.before, undefined), plansIn(sides.after, undefined), {
      ...options,
      in: given ?? "the checkout",
    }),
  );
}

function drawingsIn(
  { folder, environments }: Input,
  { in: given, module, model, before }: Options,
  output: CommandOutput,
): Named[] {
  const choice = { in: module ?? given, model, environments };
  const after = plansIn(folder, undefined);
  if (before !== undefined)
    return withSide(before, "--before", output, (side) => changed(plansIn(side, undefined), after, choice));
  return chosen(after, choice).map((plan) => ({ name: plan.name, drawing: drawingOf(plan, choice) }));
}

/** The environments of a folder to draw, and the picture of each. */
interface Choice {
  /** The folder, for messages. */
  readonly in: string;
  readonly model?: string | undefined;
  readonly environments?: readonly string[] | undefined;
}

const drawingOf = (plan: EnvironmentPlan, { model }: Choice): Drawing =>
  model === undefined ? networkDrawing(plan) : requestDrawing(plan, model);

/** Environments of both sides, each with its drawings united. */
function changed(
  before: readonly EnvironmentPlan[],
  after: readonly EnvironmentPlan[],
  options: Choice,
): Named[] {
  const [old, now] = [byName(before), byName(after)];
  return chosen([...after, ...before.filter(({ name }) => !now.has(name))], options).map(({ name }) => {
    const drawn = (plan: EnvironmentPlan | undefined): Drawing | undefined =>
      plan && hasModel(plan, options) ? drawingOf(plan, options) : undefined;
    return { name, drawing: changedDrawing(drawn(old.get(name)), drawn(now.get(name))) };
  });
}

const byName = (plans: readonly EnvironmentPlan[]) => new Map(plans.map((plan) => [plan.name, plan]));

const hasModel = (plan: EnvironmentPlan, { model }: Choice): boolean =>
  model === undefined || modelNames(plan).includes(model);

/** The named environments, and with `--model` those that have the model. */
function chosen(plans: readonly EnvironmentPlan[], options: Choice): EnvironmentPlan[] {
  const known = plans.map(({ name }) => name);
  const names = chosenNames(options.environments, known, `in ${options.in}`);
  const named = plans.filter(({ name }) => names.includes(name));
  const having = named.filter((plan) => hasModel(plan, options));
  if (having.length > 0 || options.model === undefined) return having;
  const models = [...new Set(named.flatMap(modelNames))];
  const meant = nearest(options.model, models);
  throw userError({
    place: "--model",
    got: options.model,
    expected: models.length === 0 ? "an environment with models" : `one of ${models.join(", ")}`,
    fix: meant === undefined ? "choose from these" : `did you mean ${meant}?`,
  });
}

function onlyOne(pictures: readonly Page[]): Page {
  const [first, ...others] = pictures;
  if (first && others.length === 0) return first;
  throw userError({
    place: "--environments",
    got: pictures.length === 0 ? "no environment" : pictures.map(({ name }) => name).join(", "),
    expected: "one environment, since the terminal gets one picture",
    fix: "name one, or give --out DIR to write all of them",
  });
}
