import { type Result } from "../../checks/run";
import { type Range } from "../../cost/line";
import { totalOf } from "../../cost/estimate";
import { totalText, usdText } from "../../cost/formula";
import { stackName } from "../../core/layers";
import { type OtherChange, type Place, type Reason, type ResourceChange, decisive } from "../change";
import { type Edit } from "../comparison/edit";
import { fromTo } from "../topics/edited";
import { type CostReview } from "../compare-cost";
import { type ReviewLine } from "../line";
import { type Phrase, joinValues, say } from "../phrase";
import { type Review, dangersOf, movesIn } from "../review";
import { type SettingChange } from "../setting-changes";
import { type Counts } from "../verdict";
import { type Page, type PageLine, type PageSection } from "./page";

/** Lays a review out: the worst first, every single edit last. */
export function pageOf(review: Review): Page {
  const { environment, verdict, counts } = review;
  const sections: PageSection[] = [
    {
      title: "Destroyed, replaced, or not known",
      lines: dangersOf(review).map((each) => dangerLine(review, each)),
      isVital: true,
    },
    { title: "Abandoned", lines: abandonedLines(review), isVital: true },
    ...review.topics.map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => meaningLine(review, line)),
    })),
    { title: "Moved", lines: movesIn(review).map((each) => moveLine(review, each)) },
    { title: "Terraform's plans", lines: planLines(review) },
    { title: "Cost", lines: costLines(review.cost) },
    { title: "Checks", lines: checkLines(review) },
    { title: "Files", lines: review.files.map((line) => meaningLine(review, line)) },
    { title: "Every edit", lines: editLines(review) },
  ];
  return {
    environment,
    headline: say`${[verdict]}: ${[countsText(counts)]}`,
    remarks: remarksOf(review),
    sections: sections.filter(({ lines }) => lines.length > 0),
  };
}

const COUNTED = ["add", "change", "replace", "destroy", "move", "unknown"] as const;

export const countsText = (counts: Counts): string =>
  COUNTED.map((each) => `${counts[each]} ${each}`).join(", ");

function remarksOf({ isNew, isGone, causes, verdict }: Review): Phrase[] {
  if (verdict === "no change") return [];
  return [
    ...(isNew ? [["The environment is new."]] : []),
    ...(isGone ? [["The environment is gone."]] : []),
    ...(causes.isKnown || isNew || isGone
      ? []
      : [
          [
            "No YAML file and line below: a folder does not say which values it was made of. An up-to-date synth does.",
          ],
        ]),
    ...(causes.isKnown && causes.changes.length === 0
      ? [["No value of the environment's file changed: the program did, or what it does by default."]]
      : []),
  ];
}

/** Stack, address and construct, as far as they are known. */
function placeOf({ environment }: Review, { layer, address, constructPath }: Partial<Place>): Phrase {
  const stack = layer === undefined ? [] : say`${stackName(environment, layer)}`;
  const at = address === undefined ? [] : say` ${address}`;
  const path = constructPath === undefined ? [] : say` (${constructPath})`;
  return [...stack, ...at, ...path];
}

/** The one value of the environment's file that it follows from, if there is one. */
const causeTexts = (cause: SettingChange | undefined): Phrase[] => (cause ? [causeText(cause)] : []);

function causeText({ path, before, after, at }: SettingChange): Phrase {
  const edit: Edit = { path, argument: path, difference: "changed", before, after };
  return at === undefined
    ? say`from the default of ${path}: ${fromTo(edit)}`
    : say`from ${at}, ${path}: ${fromTo(edit)}`;
}

const meaningLine = (review: Review, line: ReviewLine): PageLine => ({
  text: line.text,
  ...(line.level === "attention" ? { mark: "attention" as const } : {}),
  details: [placeOf(review, line), ...causeTexts(line.cause)].filter(({ length }) => length > 0),
});

const WORDS: Readonly<Record<ResourceChange["action"], string>> = {
  destroy: "destroyed",
  replace: "replaced",
  unknown: "unknown",
  change: "changed",
  add: "added",
  none: "not touched",
};

function dangerLine(review: Review, change: ResourceChange): PageLine {
  const { action, instances = 1, reasons, notes } = change;
  const many = instances === 1 ? [] : say`, ${instances} objects`;
  const because = decisive(action, reasons);
  return {
    mark: action === "unknown" ? "attention" : "danger",
    text: say`${[WORDS[action]]}: ${placeOf(review, change)}${many}`,
    details: [
      ...because.map(reasonText),
      ...notes.map((note) => [note]),
      ...causeTexts(review.causes.ofAction(change)),
    ],
  };
}

function reasonText({ argument, effect, inPlace, follows }: Reason): Phrase {
  const because = follows === undefined ? [] : say`, which follows ${follows}`;
  if (effect === "replace") return say`${argument} forces a replacement${because}`;
  if (effect === "unknown" && !inPlace)
    return say`whether ${argument} forces a replacement is not known${because}`;
  if (effect === "unknown") return say`whether ${argument} changes is not known${because}`;
  return say`${argument}${because}`;
}

function abandonedLines({ environment, changes }: Review): PageLine[] {
  return changes.abandoned.map(({ layer, resources }) => ({
    mark: "danger",
    text: say`stack ${stackName(environment, layer)} is gone: Terraform destroys none of its ${resources} resources, and nothing manages them any more`,
    details: [["destroy it first, from the revision before"]],
  }));
}

const moveLine = (review: Review, change: ResourceChange): PageLine => ({
  text: say`${change.from ?? ""} → ${placeOf(review, change)}`,
});

function planLines({ environment, plans }: Review): PageLine[] {
  return plans.flatMap(({ layer, planned, differences, later }): PageLine[] => {
    const stack = stackName(environment, layer);
    if (!planned) return [{ mark: "attention", text: say`${stack}: not planned` }];
    const agrees = differences.length === 0 ? [", as expected"] : [];
    return [
      { text: say`${stack}: Terraform plans ${[countsText(planned)]}${agrees}` },
      ...differences.map(({ address, expected, planned: says, why }): PageLine => ({
        mark: "attention",
        text: say`${stack} ${address}: expected ${expected}, Terraform plans ${says}`,
        details: [[why]],
      })),
      ...(later.length > 0
        ? [
            {
              text: say`${stack}: not yet in the plan, since a layer before has to be applied first: ${joinValues(later)}`,
            },
          ]
        : []),
    ];
  });
}

function costLines({ before, after, differences }: CostReview): PageLine[] {
  if (differences.length === 0) return [];
  const total = (side: CostReview["before"]): string =>
    side ? `${totalText(totalOf(side.lines))} a month` : "nothing";
  const sum = differences.reduce<Range | undefined>(
    (all, { change }) => all && change && { min: all.min + change.min, max: all.max + change.max },
    { min: 0, max: 0 },
  );
  return [
    { text: say`before ${[total(before)]}, after ${[total(after)]}, difference ${[changeText(sum)]}` },
    ...differences.map(({ stack, address, item, change }) => ({
      text: say`${[changeText(change)]}: ${item} of ${stack} ${address}`,
    })),
  ];
}

/** `+12.30 USD`, or a range of it. */
function changeText(change: Range | undefined): string {
  if (!change) return "not known";
  const signed = (usd: number): string => `${usd < 0 ? "-" : "+"}${usdText(Math.abs(usd))}`;
  const [least, most] = [signed(change.min), signed(change.max)];
  return `${least === most ? least : `${least} to ${most}`} USD`;
}

function checkLines(review: Review): PageLine[] {
  const { found, gone, waived } = review.checks;
  const line = (what: "found" | "gone", result: Result): PageLine => {
    const { check, layer, address, message, waiver } = result;
    return {
      ...(what === "found" && !waiver ? { mark: "attention" as const } : {}),
      text: say`${[what === "gone" ? "gone:" : waiver ? "new, waived," : "new"]} ${[check.severity]} ${check.id}: ${message}`,
      details: [
        placeOf(review, { layer, address }),
        ...causeTexts(review.causes.ofFinding(layer, address, what)),
        waiver ? say`accepted until ${waiver.until}: ${waiver.reason}` : [`fix: ${check.fix}`],
      ],
    };
  };
  const lines = [
    ...found.map((result) => line("found", result)),
    ...gone.map((result) => line("gone", result)),
  ];
  const rest = waived.filter((result) => !found.includes(result)).length;
  const known = lines.length > 0 && rest > 0 ? [{ text: say`${rest} more are waived, as before` }] : [];
  return [...lines, ...known];
}

function editLines(review: Review): PageLine[] {
  const { resources, others } = review.changes;
  return [
    ...resources.map((change): PageLine => {
      const { action, edits, reasons } = change;
      const follows = reasons.filter(({ follows: other }) => other !== undefined);
      return {
        text: say`${[WORDS[action]]}: ${placeOf(review, change)}`,
        details: [
          ...edits.map(editText),
          ...follows.map(reasonText),
          ...causeTexts(review.causes.ofChange(change)),
        ],
      };
    }),
    ...others.map((change): PageLine => ({
      text: placeOf(review, change),
      details: [
        ...change.edits.map((edit) => otherEditText(change, edit)),
        ...causeTexts(review.causes.ofChange(change)),
      ],
    })),
  ];
}

const editText = (edit: Edit): Phrase => say`${edit.path}: ${fromTo(edit)}`;

function otherEditText({ isSensitive }: OtherChange, edit: Edit): Phrase {
  const what = edit.path === "" ? [] : say`${edit.path}: `;
  return isSensitive ? [...what, "a sensitive value changed"] : [...what, ...fromTo(edit)];
}
