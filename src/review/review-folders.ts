import { type Input } from "../project/input";
import { type CommandOutput } from "../base/command-line";
import { chosenNames } from "../project/options";
import { recordedDecidingLines } from "./deciding-files/recorded";
import { Folder } from "./stages/folder";
import { type ReviewLine } from "./stages/line";
import { readStackPlans } from "./stages/plans";
import { type ComparedInputs, isUnknownOrigin, originsOf } from "../project/origins";
import { type TrialSynth } from "../project/trial-synth";
import { type Review, reviewEnvironment } from "./stages/review";
import { type SideOrigin } from "./stages/side-origin";

/** A folder, with its name in messages. */
export type NamedFolder = readonly [name: string, outdir: string];

export interface FoldersRequest {
  readonly before: NamedFolder;
  readonly after: NamedFolder;
  /** Folders that can be edited. @default - none: both were synthesized for the review */
  readonly compared?: readonly NamedFolder[];
  /** Inputs that they are compared with. @default - they are not compared */
  readonly inputs?: ComparedInputs;
  /** Plan files, as FILE or STACK=FILE. @default - none */
  readonly plan?: readonly string[];
  /** @default - all environments of both folders */
  readonly environments?: readonly string[] | undefined;
  /** ISO date. */
  readonly today: string;
  /** Synthesizes settings between both sides, for causes. */
  readonly synth: TrialSynth;
  /** The hand-over that the folder after the change was written from. @default - synth wrote it */
  readonly module?: Input["module"];
}

/** Reviews the environments of two output folders of synth. */
export const reviewFolders = (request: FoldersRequest, output: CommandOutput): readonly Review[] =>
  reviewedFolders(request, output).reviews;

/** The reviews of the environments, and lines on what decided them, as far as the folders record it. */
export function reviewedFolders(
  request: FoldersRequest,
  { step, tick }: CommandOutput,
): { readonly reviews: readonly Review[]; readonly deciding: readonly ReviewLine[] } {
  const { plan = [], environments, today, synth, compared = [], inputs, module } = request;
  const before = Folder.read(...request.before);
  const after = Folder.read(...request.after);
  const names = [...new Set([...before.environments, ...after.environments])].sort();
  const origins = [
    { named: request.before, folder: before },
    { named: request.after, folder: after },
  ].flatMap(({ named, folder }): SideOrigin[] => {
    if (inputs === undefined || !compared.includes(named)) return [];
    const [side, outdir] = named;
    const chosen = folder.environments.filter((name) => environments?.includes(name) ?? true);
    // The state before a change is of other inputs.
    const found = originsOf({ outdir, names: chosen, ...inputs, isOfAnyInputs: true });
    return found.map((origin) => ({ side, origin }));
  });
  const plans = readStackPlans(plan, [...new Set([...after.stackNames, ...before.stackNames])]);
  const chosen = chosenNames(environments, names, "before or after the change");
  const reviews = chosen.map((environment) => {
    step?.(`reviewing ${environment}`);
    const own = origins.filter(({ origin }) => origin.environment === environment);
    return reviewEnvironment({
      environment,
      before: before.side(environment),
      after: after.side(environment),
      others: [before.others(environment), after.others(environment)],
      origins: own,
      ...(module ? { module } : {}),
      isOfUnknownOrigin:
        module !== undefined ||
        own.some(({ side, origin }) => side === request.after[0] && isUnknownOrigin(origin)),
      plans: plans.filter((plan) => plan.environment === environment),
      today,
      synth,
      ...(tick ? { tick } : {}),
    });
  });
  const records = chosen
    .map((name) => [before.side(name), after.side(name)] as const)
    .filter((sides) => sides.every(({ stacks }) => stacks.length > 0))
    .map(([old, now]) => [old.record, now.record] as const);
  return { reviews, deciding: recordedDecidingLines(records) };
}
